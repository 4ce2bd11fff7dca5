#include "models/collection/columns.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <arpa/inet.h>

namespace trunkline::collection {

Columns::Columns(const snmp::VarBinds& binds, const snmp::Oid& entry)
{
    for (const snmp::VarBind& bind : binds) {
        if (!bind.value.exists() || !bind.oid.startsWith(entry) || bind.oid.size() < entry.size() + 2)
            continue;
        const auto arcs = bind.oid.arcs().subspan(entry.size() + 1);
        rows_[snmp::Oid(std::vector<std::uint32_t>(arcs.begin(), arcs.end()))].emplace(bind.oid[entry.size()], bind.value);
    }
}

const snmp::Value* Columns::find(const snmp::Oid& index, quint32 column) const
{
    const auto row = rows_.find(index);
    if (row == rows_.end())
        return nullptr;
    const auto value = row->second.find(column);
    return value == row->second.end() ? nullptr : &value->second;
}

std::optional<qint64> Columns::number(const snmp::Oid& index, quint32 column) const
{
    const snmp::Value* value = find(index, column);
    return value ? value->toInteger() : std::nullopt;
}

QString Columns::text(const snmp::Oid& index, quint32 column) const
{
    return textOf(octets(index, column));
}

QByteArray Columns::octets(const snmp::Oid& index, quint32 column) const
{
    const snmp::Value* value = find(index, column);
    return value ? value->toBytes() : QByteArray();
}

QString textOf(const QByteArray& octets)
{
    // Some agents count the NUL at the end of a C string, some fill up with them.
    const qsizetype end = octets.indexOf('\0');
    const QByteArray cut = end < 0 ? octets : octets.left(end);
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8(cut);
    if (utf8.hasError())
        text = QString::fromLatin1(cut);
    return text.trimmed();
}

QString macOf(const QByteArray& octets)
{
    if (octets.size() == 6)
        return QString::fromLatin1(octets.toHex(':'));
    static const QRegularExpression written(QStringLiteral("^([0-9a-f]{2})[:-]([0-9a-f]{2})[:-]([0-9a-f]{2})[:-]([0-9a-f]{2})[:-]([0-9a-f]{2})[:-]([0-9a-f]{2})$"),
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = written.match(QString::fromLatin1(octets).trimmed());
    return match.hasMatch() ? match.capturedTexts().mid(1).join(u':').toLower() : QString();
}

QString addressOf(const QByteArray& octets)
{
    if (octets.size() == 4)
        return QStringLiteral("%1.%2.%3.%4").arg(quint8(octets[0])).arg(quint8(octets[1])).arg(quint8(octets[2])).arg(quint8(octets[3]));
    char written[INET6_ADDRSTRLEN] = {};
    if (octets.size() == 16 && inet_ntop(AF_INET6, octets.constData(), written, sizeof written))
        return QString::fromLatin1(written);
    return {};
}

QByteArray octetsOfAddress(const QString& text)
{
    const QByteArray latin = text.section(u'%', 0, 0).toLatin1();
    QByteArray octets(16, '\0');
    if (inet_pton(AF_INET, latin.constData(), octets.data()) == 1)
        return octets.left(4);
    return inet_pton(AF_INET6, latin.constData(), octets.data()) == 1 ? octets : QByteArray();
}

bool isAddress(const QString& text)
{
    return !octetsOfAddress(text).isEmpty();
}

struct Network {
    QByteArray octets;
    int bits = 0;
};

static std::optional<Network> networkFrom(const QString& text)
{
    Network network{octetsOfAddress(text.section(u'/', 0, 0)), 0};
    network.bits = int(network.octets.size()) * 8;
    if (network.octets.isEmpty() || text.count(u'/') > 1)
        return std::nullopt;
    if (text.contains(u'/')) {
        bool isNumber = false;
        const int bits = text.section(u'/', 1).toInt(&isNumber);
        if (!isNumber || bits < 0 || bits > network.bits)
            return std::nullopt;
        network.bits = bits;
    }
    return network;
}

bool isNetwork(const QString& text)
{
    return networkFrom(text).has_value();
}

bool isWithin(const QString& address, const QString& network)
{
    const QByteArray octets = octetsOfAddress(address);
    const auto wanted = networkFrom(network);
    if (!wanted || octets.size() != wanted->octets.size())
        return false;
    for (int bit = 0; bit < wanted->bits; ++bit) {
        const int mask = 0x80 >> (bit % 8);
        if ((quint8(octets[bit / 8]) & mask) != (quint8(wanted->octets[bit / 8]) & mask))
            return false;
    }
    return true;
}

QString networkOf(const QString& address, int prefixLength)
{
    QByteArray octets = octetsOfAddress(address);
    if (octets.isEmpty() || prefixLength < 0 || prefixLength > octets.size() * 8)
        return {};
    for (int bit = prefixLength; bit < octets.size() * 8; ++bit)
        octets[bit / 8] = char(quint8(octets[bit / 8]) & ~(0x80 >> (bit % 8)));
    return QStringLiteral("%1/%2").arg(addressOf(octets)).arg(prefixLength);
}

QString addressOf(std::span<const std::uint32_t> arcs)
{
    QByteArray octets;
    for (const std::uint32_t arc : arcs) {
        if (arc > 255)
            return {};
        octets.append(char(arc));
    }
    return addressOf(octets);
}

const snmp::Value* scalarOf(const snmp::VarBinds& binds, const snmp::Oid& oid)
{
    for (const snmp::VarBind& bind : binds)
        if (bind.oid == oid)
            return bind.value.exists() ? &bind.value : nullptr;
    return nullptr;
}

} // namespace trunkline::collection
