#include "snmp/value.h"

#include <QStringDecoder>

#include <limits>

namespace trunkline::snmp {

std::optional<std::int64_t> Value::toInteger() const
{
    if (const auto* number = std::get_if<std::int64_t>(&data))
        return *number;
    if (const auto* number = std::get_if<std::uint64_t>(&data))
        if (*number <= std::uint64_t(std::numeric_limits<std::int64_t>::max()))
            return std::int64_t(*number);
    return std::nullopt;
}

std::optional<std::uint64_t> Value::toUnsigned() const
{
    if (const auto* number = std::get_if<std::uint64_t>(&data))
        return *number;
    if (const auto* number = std::get_if<std::int64_t>(&data))
        if (*number >= 0)
            return std::uint64_t(*number);
    return std::nullopt;
}

QByteArray Value::toBytes() const
{
    const auto* bytes = std::get_if<QByteArray>(&data);
    return bytes ? *bytes : QByteArray();
}

static QString octetsForPeople(const QByteArray& octets)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless); // or a cut sequence at the end is no error
    const QString text = utf8(octets);
    bool printable = !utf8.hasError();
    for (QChar c : text)
        printable = printable && (c.isPrint() || c == u'\n' || c == u'\r' || c == u'\t');
    return printable ? text : QStringLiteral("hex: ") + QString::fromLatin1(octets.toHex(' '));
}

QString Value::toDisplay() const
{
    switch (type) {
    case Type::Null: return QString();
    case Type::NoSuchObject: return QStringLiteral("noSuchObject");
    case Type::NoSuchInstance: return QStringLiteral("noSuchInstance");
    case Type::EndOfMibView: return QStringLiteral("endOfMibView");
    case Type::IpAddress: {
        const QByteArray b = toBytes();
        if (b.size() != 4)
            break;
        return QStringLiteral("%1.%2.%3.%4").arg(quint8(b[0])).arg(quint8(b[1])).arg(quint8(b[2])).arg(quint8(b[3]));
    }
    default: break;
    }
    if (const auto* number = std::get_if<std::int64_t>(&data))
        return QString::number(*number);
    if (const auto* number = std::get_if<std::uint64_t>(&data))
        return QString::number(*number);
    if (const auto* id = std::get_if<Oid>(&data))
        return id->toString();
    return octetsForPeople(toBytes());
}

} // namespace trunkline::snmp
