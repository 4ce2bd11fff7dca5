#include "models/collection/profilerow.h"

#include "models/collection/columns.h"

#include <bit>
#include <cmath>

namespace trunkline::collection {

namespace {

/// A number of a formula that has no exact answer; ten digits are more than any sensor has.
std::optional<Decimal> decimalFrom(double value)
{
    return std::isfinite(value) ? Decimal::parse(QString::number(value, 'g', 10)) : std::nullopt;
}

std::optional<Decimal> dbmOf(const Decimal& milliwatt)
{
    // No light at all: the floor that transceivers report themselves.
    if (milliwatt <= Decimal{0, 0})
        return Decimal{-40, 0};
    const auto dbm = decimalFrom(10.0 * std::log10(milliwatt.toDouble()));
    return dbm ? dbm->rounded(3) : std::nullopt;
}

std::optional<Decimal> floatOf(const snmp::Value& value)
{
    QByteArray octets = value.toBytes();
    // Opaque wraps the float in a tag of its own: 9f 78 04 and four octets.
    if (octets.size() == 7 && octets.startsWith(QByteArray("\x9f\x78\x04", 3)))
        octets = octets.mid(3);
    std::uint32_t bits = 0;
    if (octets.size() == 4)
        for (const char octet : octets)
            bits = bits << 8 | quint8(octet);
    else if (const auto number = value.toInteger())
        bits = std::uint32_t(*number);
    else
        return std::nullopt;
    return decimalFrom(std::bit_cast<float>(bits));
}

std::optional<Decimal> numberIn(const snmp::Value& value, const QRegularExpression& pattern)
{
    if (const auto number = value.toInteger(); number && pattern.pattern().isEmpty())
        return Decimal{*number, 0};
    // An agent may put a float into an Opaque anywhere (net-snmp does).
    if (value.type == snmp::Type::Opaque)
        return floatOf(value);
    static const QRegularExpression leading(QStringLiteral("^\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)"));
    const auto found = (pattern.pattern().isEmpty() ? leading : pattern).match(displayText(value));
    return found.hasMatch() ? Decimal::parse(found.captured(1)) : std::nullopt;
}

std::optional<Decimal> converted(const Decimal& number, Scaling::Convert convert)
{
    switch (convert) {
    case Scaling::Convert::MilliwattToDbm: return dbmOf(number);
    case Scaling::Convert::WattToDbm: return dbmOf(number.shifted(3).value_or(Decimal{}));
    case Scaling::Convert::MicrowattToDbm: return dbmOf(number.shifted(-3).value_or(Decimal{}));
    case Scaling::Convert::OneToHundred: return Decimal{100, 0}.minus(number);
    case Scaling::Convert::FahrenheitToCelsius: {
        const auto above = number.minus({32, 0});
        const auto fifths = above ? above->times(5) : std::nullopt;
        return fifths ? fifths->dividedBy(9, 1) : std::nullopt;
    }
    case Scaling::Convert::Float32:
    case Scaling::Convert::None: break;
    }
    return number;
}

} // namespace

ProfileRow::ProfileRow(const Variables& variables, const Profile& profile, const snmp::Oid& entry, snmp::Oid index)
    : variables_(variables), profile_(profile), entry_(entry), index_(std::move(index)) {}

std::optional<snmp::Oid> ProfileRow::resolve(const QList<IndexPart>& parts) const
{
    std::vector<std::uint32_t> arcs;
    const auto own = index_.arcs();
    for (const IndexPart& part : parts) {
        const qsizetype at = part.position < 0 ? qsizetype(own.size()) + part.position : part.position;
        switch (part.kind) {
        case IndexPart::Kind::Arc: arcs.push_back(part.number); break;
        case IndexPart::Kind::Row:
            if (at < 0 || at >= qsizetype(own.size()))
                return std::nullopt;
            arcs.push_back(own[std::size_t(at)]);
            break;
        case IndexPart::Kind::RowFrom:
            if (at < 0 || at > qsizetype(own.size()))
                return std::nullopt;
            arcs.insert(arcs.end(), own.begin() + at, own.end());
            break;
        case IndexPart::Kind::Column: {
            const snmp::Value* value = variables_.find(entry_ + part.number + index_);
            const auto number = value ? value->toInteger() : std::nullopt;
            if (!number || *number < 0 || *number > UINT32_MAX)
                return std::nullopt;
            arcs.push_back(std::uint32_t(*number));
            break;
        }
        }
    }
    return snmp::Oid(std::move(arcs));
}

snmp::Oid ProfileRow::oidOf(const ValueRef& ref) const
{
    if (ref.kind == ValueRef::Kind::Column)
        return entry_ + ref.column + index_;
    if (ref.kind != ValueRef::Kind::Object)
        return {};
    if (ref.index.isEmpty())
        return ref.object + index_;
    const auto index = resolve(ref.index);
    return index ? ref.object + *index : snmp::Oid();
}

const snmp::Value* ProfileRow::find(const ValueRef& ref) const
{
    const snmp::Oid oid = oidOf(ref);
    return oid.empty() ? nullptr : variables_.find(oid);
}

QString ProfileRow::text(const ValueRef& ref) const
{
    if (ref.kind == ValueRef::Kind::Constant)
        return ref.constant.toString();
    if (ref.kind == ValueRef::Kind::Index) {
        const auto part = ref.index.isEmpty() ? index_ : resolve(ref.index).value_or(snmp::Oid());
        return part.toString();
    }
    const snmp::Value* value = find(ref);
    return value ? displayText(*value) : QString();
}

std::optional<Decimal> ProfileRow::number(const ValueRef& ref) const
{
    if (ref.kind == ValueRef::Kind::Constant)
        return ref.constant;
    if (ref.kind == ValueRef::Kind::Index)
        return Decimal::parse(text(ref));
    const snmp::Value* value = find(ref);
    return value ? numberIn(*value, {}) : std::nullopt;
}

std::optional<Decimal> ProfileRow::scaled(const ValueRef& ref, const Scaling& scaling) const
{
    if (ref.kind == ValueRef::Kind::Constant)
        return ref.constant; // written in the unit of the class
    const snmp::Value* value = find(ref);
    if (!value)
        return std::nullopt;
    auto number = scaling.convert == Scaling::Convert::Float32 ? floatOf(*value) : numberIn(*value, scaling.pattern);
    if (number && scaling.signedBits > 0 && number->units >= (std::int64_t(1) << (scaling.signedBits - 1)))
        number->units -= std::int64_t(1) << scaling.signedBits;
    if (number && scaling.add != 0)
        number = number->plus({scaling.add, 0});
    if (number && scaling.multiply != 1)
        number = number->times(scaling.multiply);
    if (number && scaling.divide != 1)
        number = number->dividedBy(scaling.divide);
    int exponent = 0;
    if (scaling.scaleColumn.isSet())
        if (const auto scale = this->number(scaling.scaleColumn); scale && scale->units >= 1 && scale->units <= 17)
            exponent += int(scale->units - 9) * 3;
    if (scaling.precisionColumn.isSet())
        if (const auto precision = this->number(scaling.precisionColumn); precision && std::abs(precision->units) <= 9)
            exponent -= int(precision->units);
    if (number && exponent != 0)
        number = number->shifted(exponent);
    if (number && scaling.divideColumn.isSet())
        if (const auto divisor = this->number(scaling.divideColumn); divisor && divisor->decimals == 0 && divisor->units > 0)
            number = number->dividedBy(divisor->units);
    return number ? converted(*number, scaling.convert) : std::nullopt;
}

bool ProfileRow::holds(const Condition& condition) const
{
    if (condition.kind == Condition::Kind::Present)
        return find(condition.ref) != nullptr;
    if (condition.kind == Condition::Kind::Matches)
        return condition.pattern.match(text(condition.ref)).hasMatch();
    const auto number = this->number(condition.ref);
    if (!number)
        return false;
    if (condition.kind == Condition::Kind::Below)
        return *number < condition.numbers.first();
    if (condition.kind == Condition::Kind::Above)
        return *number > condition.numbers.first();
    return condition.numbers.contains(*number);
}

bool ProfileRow::holds(const QList<Condition>& all) const
{
    return std::all_of(all.begin(), all.end(), [this](const Condition& one) { return holds(one) != one.negated; });
}

bool ProfileRow::holdsAny(const QList<Condition>& any) const
{
    return std::any_of(any.begin(), any.end(), [this](const Condition& one) { return holds(one) != one.negated; });
}

QString ProfileRow::choiceText(const NameChoice& choice) const
{
    if (!choice.ref.isSet())
        return choice.literal;
    if (choice.form == NameChoice::Form::Octets) {
        QByteArray octets;
        const snmp::Oid part = choice.ref.index.isEmpty() ? index_ : resolve(choice.ref.index).value_or(snmp::Oid());
        for (const std::uint32_t arc : part.arcs())
            octets.append(char(arc));
        return textOf(octets);
    }
    if (choice.form == NameChoice::Form::Word) {
        const auto number = this->number(choice.ref);
        return number ? profile_.states[choice.states].value(number->units).word : QString();
    }
    return text(choice.ref);
}

QString ProfileRow::name(const NameRule& rule) const
{
    QString name;
    for (const NamePart& part : rule) {
        name += part.literal;
        for (const NameChoice& choice : part.choices)
            if (const QString text = choiceText(choice); !text.isEmpty()) {
                name += text;
                break;
            }
    }
    return name.simplified();
}

bool answers(const Variables& variables, const snmp::Oid& oid)
{
    return variables.find(oid) || !variables.below(oid).empty();
}

} // namespace trunkline::collection
