#include "models/collection/profilereferences.h"

#include <QJsonArray>

#include <array>
#include <limits>

namespace trunkline::collection {

snmp::Oid ProfileReferences::oid(const ProfilePlace& at, const QString& key, const QString& text) const
{
    if (const auto named = names.constFind(text); named != names.constEnd())
        return *named;
    const auto parsed = snmp::Oid::parse(text);
    if (!parsed || parsed->size() < 2)
        at.refuse(key, profileText("“%1” is no object identifier and no name of “objects”; write it as 1.3.6.1.2.1.99.1.1.1.4.").arg(text));
    return *parsed;
}

ValueRef ProfileReferences::ref(const ProfilePlace& at, const char* key) const
{
    return at.has(key) ? ref(at, QLatin1String(key), at.object[QLatin1String(key)]) : ValueRef();
}

QList<ValueRef> ProfileReferences::refs(const ProfilePlace& at, const char* key) const
{
    QList<ValueRef> list;
    for (const QJsonValue& one : at.object[QLatin1String(key)].toArray())
        list.append(ref(at, QLatin1String(key), one));
    return list;
}

QList<IndexPart> ProfileReferences::index(const ProfilePlace& at, const QString& key, const QString& text) const
{
    static const QRegularExpression form(QStringLiteral("^(?:(i)(-?\\d+)(-?)|(c)(\\d+)|(\\d+))$"));
    QList<IndexPart> parts;
    for (const QString& part : text.split(u'.')) {
        const auto found = form.match(part);
        if (!found.hasMatch())
            at.refuse(key, profileText("“%1” is no index; write i1 for the first part of the row's index, i2- for the second and all behind it, c5 for the value of column 5, or a number.").arg(part));
        const int position = found.captured(2).toInt();
        if (!found.captured(1).isEmpty() && position == 0)
            at.refuse(key, profileText("the parts of an index are counted from 1, from the end as i-1."));
        if (!found.captured(1).isEmpty())
            parts.append({found.captured(3).isEmpty() ? IndexPart::Kind::Row : IndexPart::Kind::RowFrom, position > 0 ? position - 1 : position, 0});
        else if (!found.captured(4).isEmpty())
            parts.append({IndexPart::Kind::Column, 0, found.captured(5).toUInt()});
        else
            parts.append({IndexPart::Kind::Arc, 0, found.captured(6).toUInt()});
    }
    return parts;
}

ValueRef ProfileReferences::ref(const ProfilePlace& at, const QString& key, const QJsonValue& value) const
{
    ValueRef reference;
    if (value.isDouble()) {
        reference.kind = ValueRef::Kind::Column;
        reference.column = quint32(value.toInteger());
        return reference;
    }
    if (!value.isString())
        at.refuse(key, profileText("this must be a column's number or a reference in quotes."));
    const QString text = value.toString();
    bool isNumber = false;
    if (const uint column = text.toUInt(&isNumber); isNumber) {
        reference.kind = ValueRef::Kind::Column;
        reference.column = column;
    } else if (text.startsWith(u'=')) {
        const auto constant = Decimal::parse(QStringView(text).mid(1));
        if (!constant)
            at.refuse(key, profileText("“%1” is no number; write a constant as \"=80\" or \"=-12.5\".").arg(text));
        reference.kind = ValueRef::Kind::Constant;
        reference.constant = *constant;
    } else if (text == QLatin1String("i")) {
        reference.kind = ValueRef::Kind::Index;
    } else if (static const QRegularExpression part(QStringLiteral("^i-?\\d+-?$")); part.match(text).hasMatch()) {
        reference.kind = ValueRef::Kind::Index;
        reference.index = index(at, key, text);
    } else {
        reference.kind = ValueRef::Kind::Object;
        reference.object = oid(at, key, text.section(u'@', 0, 0));
        if (text.contains(u'@'))
            reference.index = index(at, key, text.section(u'@', 1));
    }
    return reference;
}

Condition ProfileReferences::condition(const ProfilePlace& at, const QString& key, const QJsonValue& value) const
{
    Condition condition;
    condition.ref = ref(at, key, QJsonValue(key));
    const auto number = [&](const QString& text) {
        const auto parsed = Decimal::parse(text.trimmed());
        if (!parsed)
            at.refuse(key, profileText("“%1” is no number.").arg(text));
        return *parsed;
    };
    QString text = value.toString();
    if (value.isArray() || value.isDouble()) {
        condition.kind = Condition::Kind::OneOf;
        const QJsonArray several = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue& one : several) {
            if (!one.isDouble())
                at.refuse(key, profileText("a list holds whole numbers; write text as \"/pattern/\"."));
            condition.numbers.append({one.toInteger(), 0});
        }
        return condition;
    }
    if (!value.isString())
        at.refuse(key, profileText("write a number, a list of numbers, \"/pattern/\", \"<10\", \">10\", \"present\" or \"absent\"."));
    condition.negated = text.startsWith(u'!') || text == QLatin1String("absent");
    if (text.startsWith(u'!'))
        text.remove(0, 1);
    if (text.startsWith(u'/')) {
        condition.kind = Condition::Kind::Matches;
        condition.pattern = at.pattern(key, text);
    } else if (text.startsWith(u'<') || text.startsWith(u'>')) {
        condition.kind = text.startsWith(u'<') ? Condition::Kind::Below : Condition::Kind::Above;
        condition.numbers = {number(text.mid(1))};
    } else if (text == QLatin1String("present") || text == QLatin1String("absent")) {
        condition.kind = Condition::Kind::Present;
    } else {
        at.refuse(key, profileText("“%1” is no condition; write a number, a list of numbers, \"/pattern/\", \"<10\", \">10\", \"present\" or \"absent\".").arg(text));
    }
    return condition;
}

QList<Condition> ProfileReferences::conditions(const ProfilePlace& at, const char* key) const
{
    QList<Condition> list;
    if (!at.has(key))
        return list;
    const ProfilePlace inner = at.child(key);
    for (auto it = inner.object.begin(); it != inner.object.end(); ++it)
        list.append(condition(inner, it.key(), it.value()));
    return list;
}

Scaling ProfileReferences::scaling(const ProfilePlace& at) const
{
    static const QMap<QString, Scaling::Convert> conversions{
        {"float32", Scaling::Convert::Float32}, {"milliwattToDbm", Scaling::Convert::MilliwattToDbm}, {"wattToDbm", Scaling::Convert::WattToDbm},
        {"microwattToDbm", Scaling::Convert::MicrowattToDbm}, {"fahrenheitToCelsius", Scaling::Convert::FahrenheitToCelsius}, {"oneHundredMinus", Scaling::Convert::OneToHundred}};
    Scaling scaling;
    scaling.add = at.number("add", 0, std::numeric_limits<qint32>::min());
    scaling.multiply = at.number("multiply", 1, 1);
    scaling.divide = at.number("divide", 1, 1);
    scaling.scaleColumn = ref(at, "scale");
    scaling.precisionColumn = ref(at, "precision");
    scaling.divideColumn = ref(at, "divideBy");
    scaling.signedBits = int(at.number("signedBits", 0, 8));
    if (at.has("pattern"))
        scaling.pattern = at.pattern(QStringLiteral("pattern"), at.text("pattern"));
    if (const QString name = at.text("convert"); !name.isEmpty()) {
        if (!conversions.contains(name))
            at.refuse(QStringLiteral("convert"), profileText("“%1” is no conversion; use one of %2.").arg(name, QStringList(conversions.keys()).join(QLatin1String(", "))));
        scaling.convert = conversions[name];
    }
    return scaling;
}

LimitRule ProfileReferences::limit(const ProfilePlace& inner) const
{
    constexpr std::array scalingKeys{"add", "multiply", "divide", "scale", "precision", "divideBy", "convert", "pattern", "signedBits"};
    inner.knows({"value", "rows", "when", "add", "multiply", "divide", "scale", "precision", "divideBy", "convert", "pattern", "signedBits"});
    LimitRule rule;
    rule.value = ref(inner, "value");
    if (!rule.value.isSet())
        inner.refuse(QStringLiteral("value"), profileText("a limit needs a value; name its column or a constant."));
    if (inner.has("rows"))
        rule.rows = oid(inner, QStringLiteral("rows"), inner.text("rows"));
    rule.when = conditions(inner, "when");
    if (std::any_of(scalingKeys.begin(), scalingKeys.end(), [&](const char* key) { return inner.has(key); }))
        rule.scaling = scaling(inner);
    return rule;
}

QList<LimitRule> ProfileReferences::limits(const ProfilePlace& at, const char* key) const
{
    const QString name = QLatin1String(key);
    const QJsonValue value = at.object[name];
    if (value.isUndefined())
        return {};
    QList<LimitRule> rules;
    const QJsonArray several = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue& one : several) {
        if (one.isObject())
            rules.append(limit(at.inside(name, one)));
        else
            rules.append({ref(at, name, one), {}, {}, {}});
    }
    return rules;
}

QList<qint64> ProfileReferences::skips(const ProfilePlace& at) const
{
    QList<qint64> numbers;
    const QJsonValue value = at.object[QLatin1String("skip")];
    if (!value.isUndefined() && !value.isArray())
        at.refuse(QStringLiteral("skip"), profileText("this must be a list of raw numbers that mean “not known”."));
    for (const QJsonValue& one : value.toArray())
        numbers.append(one.toInteger());
    return numbers;
}

NameChoice ProfileReferences::nameChoice(const ProfilePlace& at, const QString& text) const
{
    NameChoice choice;
    if (text.startsWith(u'\'')) {
        choice.literal = text.mid(1).chopped(text.size() > 1 && text.endsWith(u'\'') ? 1 : 0);
        return choice;
    }
    choice.ref = ref(at, QStringLiteral("name"), QJsonValue(text.section(u':', 0, 0)));
    const QString form = text.section(u':', 1);
    if (form == QLatin1String("text")) {
        choice.form = NameChoice::Form::Octets;
    } else if (!form.isEmpty()) {
        choice.form = NameChoice::Form::Word;
        choice.states = form;
        if (!states.contains(form))
            at.refuse(QStringLiteral("name"), profileText("there is no enumeration “%1”; add it to the “states” of the file, or write :text.").arg(form));
    }
    return choice;
}

NameRule ProfileReferences::name(const ProfilePlace& at) const
{
    if (at.text("name").isEmpty())
        at.refuse(QStringLiteral("name"), profileText("a name is missing; write what people should read, as \"Fan {i1}\" or \"{entPhysicalName}\"."));
    return nameRule(at, "name");
}

NameRule ProfileReferences::nameRule(const ProfilePlace& at, const char* key) const
{
    const QString text = at.text(key);
    static const QRegularExpression placeholder(QStringLiteral("\\{([^}]*)\\}"));
    NameRule rule;
    qsizetype end = 0;
    for (auto it = placeholder.globalMatch(text); it.hasNext();) {
        const auto found = it.next();
        NamePart part{text.mid(end, found.capturedStart() - end), {}};
        end = found.capturedEnd();
        for (const QString& choice : found.captured(1).split(u'|'))
            part.choices.append(nameChoice(at, choice));
        rule.append(part);
    }
    if (end < text.size())
        rule.append({text.mid(end), {}});
    return rule;
}

} // namespace trunkline::collection
