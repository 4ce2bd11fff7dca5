#include "snmp/mib/rendering.h"

#include "snmp/mib/displayhint.h"

#include <QSet>

#include <algorithm>

namespace trunkline::snmp::mib {

namespace {

constexpr qsizetype mostShown = 400; // characters of one value in a line

QString oneLine(QString text)
{
    if (std::any_of(text.cbegin(), text.cend(), [](QChar c) { return !c.isPrint(); }))
        for (QChar& c : text)
            if (!c.isPrint())
                c = u' ';
    text = std::move(text).trimmed();
    if (text.size() > mostShown)
        text = text.first(mostShown) + u'…';
    return text;
}

/// RFC 2579 DateAndTime: eight octets, or eleven with the difference to UTC. The year first, as ISO 8601 has it.
std::optional<QString> dateAndTime(const QByteArray& octets)
{
    if (octets.size() != 8 && octets.size() != 11)
        return std::nullopt;
    const auto part = [&](qsizetype i) { return int(quint8(octets[i])); };
    const auto two = [&](qsizetype i) { return QStringLiteral("%1").arg(part(i), 2, 10, QLatin1Char('0')); };
    QString text = QStringLiteral("%1-%2-%3 %4:%5:%6.%7").arg(part(0) << 8 | part(1), 4, 10, QLatin1Char('0')).arg(two(2), two(3), two(4), two(5), two(6)).arg(part(7));
    if (octets.size() == 11)
        text += u' ' + QString(QChar::fromLatin1(octets[8])) + two(9) + u':' + two(10);
    return text;
}

QString timeTicks(quint64 ticks)
{
    const quint64 seconds = ticks / 100;
    return QStringLiteral("%1 d %2:%3:%4.%5").arg(seconds / 86400).arg(seconds / 3600 % 24, 2, 10, QLatin1Char('0')).arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0')).arg(ticks % 100, 2, 10, QLatin1Char('0'));
}

const NamedNumber* namedNumber(const Syntax& syntax, qint64 number)
{
    const auto found = std::find_if(syntax.names.cbegin(), syntax.names.cend(), [&](const NamedNumber& named) { return named.number == number; });
    return found == syntax.names.cend() ? nullptr : &*found;
}

QString bits(const Syntax& syntax, const QByteArray& octets)
{
    QStringList set;
    for (qsizetype i = 0; i < octets.size() * 8; ++i)
        if (quint8(octets[i / 8]) & (0x80 >> i % 8)) {
            const NamedNumber* named = namedNumber(syntax, i);
            set.append(named ? named->name : QStringLiteral("bit %1").arg(i));
        }
    return QStringLiteral("{%1}").arg(set.join(QLatin1String(", ")));
}

/// RFC 4001: the kind of address is told by its length, as the textual conventions have it.
std::optional<QString> inetAddress(const QByteArray& octets)
{
    if (octets.size() == 4)
        return Value{Type::IpAddress, octets}.toDisplay();
    if (octets.size() != 16)
        return std::nullopt;
    QStringList groups;
    for (qsizetype i = 0; i < 16; i += 2)
        groups.append(QString::number(quint8(octets[i]) << 8 | quint8(octets[i + 1]), 16));
    return groups.join(u':');
}

QString shownOctetString(const Syntax& syntax, const Value& value)
{
    const QByteArray octets = value.toBytes();
    if (syntax.base == Base::Bits)
        return bits(syntax, octets);
    std::optional<QString> text;
    if (syntax.name == QLatin1String("DateAndTime"))
        text = dateAndTime(octets);
    else if (syntax.name == QLatin1String("InetAddress"))
        text = inetAddress(octets);
    // A hint for text shows nothing sensible of octets that are none: those are shown in hexadecimal digits.
    const bool hintsText = syntax.displayHint.endsWith(u'a') || syntax.displayHint.endsWith(u't');
    if (!text && !syntax.displayHint.isEmpty() && !hintsText)
        text = hintedOctets(syntax.displayHint, octets);
    return text.value_or(value.toDisplay());
}

QString shownNumber(const Syntax& syntax, const Value& value, bool* isNamed)
{
    if (const auto number = value.toInteger()) {
        if (const NamedNumber* named = namedNumber(syntax, *number)) {
            *isNamed = true;
            return named->name;
        }
        if (value.type != Type::TimeTicks)
            if (const auto hinted = hintedInteger(syntax.displayHint, *number))
                return *hinted;
    }
    return value.type == Type::TimeTicks ? timeTicks(value.toUnsigned().value_or(0)) : value.toDisplay();
}

} // namespace

QString nameOf(const Dictionary& dictionary, const Oid& oid)
{
    Fact fact = dictionary.at(oid);
    if (!fact)
        fact = dictionary.objectOf(oid);
    if (!fact)
        return oid.toString();
    const QString index = oid.after(fact.node->oid).toString();
    return index.isEmpty() ? fact.node->name : fact.node->name + u'.' + index;
}

QString shown(const Dictionary& dictionary, const Oid& instance, const Value& value)
{
    return shownAs(dictionary, dictionary.objectOf(instance), value);
}

QString shownAs(const Dictionary& dictionary, const Fact& fact, const Value& value)
{
    static const Syntax nothing;
    const Syntax* syntax = fact ? fact.syntax() : nullptr;
    const Syntax& known = syntax ? *syntax : nothing;
    bool isNamed = false;
    QString text;
    switch (value.type) {
    case Type::ObjectId: text = nameOf(dictionary, std::get<Oid>(value.data)); break;
    case Type::OctetString:
    case Type::Opaque: text = shownOctetString(known, value); break;
    case Type::IpAddress: text = value.toDisplay(); break;
    default: text = shownNumber(known, value, &isNamed);
    }
    text = oneLine(text);
    const bool measured = fact && !fact.node->units.isEmpty() && !isNamed && value.type != Type::TimeTicks && !text.isEmpty();
    return measured ? text + u' ' + fact.node->units : text;
}

QList<NamedVariable> namedVariables(const Dictionary& dictionary, const VarBinds& binds)
{
    QList<NamedVariable> variables;
    variables.reserve(binds.size());
    for (const VarBind& bind : binds) {
        const Fact object = dictionary.objectOf(bind.oid);
        const Fact fact = object ? object : dictionary.at(bind.oid);
        NamedVariable variable{fact ? fact.node->name : bind.oid.toString(), {}, shownAs(dictionary, object, bind.value), bool(fact)};
        if (fact) {
            variable.index = bind.oid.after(fact.node->oid).toString();
            if (fact.node->kind == Kind::Scalar && variable.index == u"0")
                variable.index.clear();
        }
        variables.append(variable);
    }
    return variables;
}

QString sentenceOf(const QString& trap, const QList<NamedVariable>& variables)
{
    QString sentence = trap;
    QSet<QStringView> seen;
    QSet<QStringView> repeated;
    for (const NamedVariable& variable : variables)
        (seen.contains(variable.name) ? repeated : seen).insert(variable.name);
    QLatin1String before(": ");
    for (const NamedVariable& variable : variables) {
        sentence += before + variable.name;
        if (!variable.index.isEmpty() && repeated.contains(variable.name))
            sentence += u'.' + variable.index;
        sentence += u' ' + (variable.value.isEmpty() ? QStringLiteral("“”") : variable.value);
        before = QLatin1String(", ");
    }
    return sentence;
}

} // namespace trunkline::snmp::mib
