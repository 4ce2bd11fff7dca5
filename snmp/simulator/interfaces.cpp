// IF-MIB (RFC 2863).
#include "snmp/simulator/deviceobjects.h"

#include <QStringDecoder>

namespace trunkline::simulator {

static const Oid ifEntry({1, 3, 6, 1, 2, 1, 2, 2, 1});
static const Oid ifXEntry({1, 3, 6, 1, 2, 1, 31, 1, 1, 1});

/// Traffic is counted in octets; packets follow from a mean size, and a few of them are multicast.
/// The same for both ends of a link, so that they agree on packets too.
static constexpr quint64 octetsAPacket = 760;
static constexpr quint64 packetsAMulticast = 500;

static quint64 multicasts(quint64 octets) { return octets / octetsAPacket / packetsAMulticast; }
static quint64 unicasts(quint64 octets) { return octets / octetsAPacket - multicasts(octets); }
static Value counter32(quint64 count) { return Value::unsigned32(Type::Counter32, quint32(count)); }
static Value counter64(quint64 count) { return Value::counter64(count); }
static Value gauge(quint64 value) { return Value::unsigned32(Type::Gauge32, quint32(std::min<quint64>(value, 0xffffffff))); }
static Value upDown(bool up) { return Value::integer(up ? 1 : 2); }

using ReadPort = Value (*)(const DeviceContext&, PortRef);
struct PortColumn {
    quint32 arc;
    ReadPort read;
};

static const PortColumn ifColumns[] = {
    {1, [](const DeviceContext& c, PortRef p) { return Value::integer(c.network.port(p).ifIndex); }},
    {2, [](const DeviceContext& c, PortRef p) { return Value::octets(c.network.port(p).description.toUtf8()); }},
    {3, [](const DeviceContext& c, PortRef p) { return Value::integer(c.network.port(p).ifType); }},
    {4, [](const DeviceContext& c, PortRef p) { return Value::integer(c.network.port(p).ifType == 24 ? 65535 : 9000); }},
    {5, [](const DeviceContext& c, PortRef p) { return gauge(quint64(c.network.port(p).mbps) * 1'000'000); }},
    {6, [](const DeviceContext& c, PortRef p) { return Value::octets(c.network.port(p).ifType == 24 ? QByteArray("") : portMac(p)); }},
    {8, [](const DeviceContext& c, PortRef p) { return upDown(c.network.isOperUp(p)); }},
    {9, [](const DeviceContext& c, PortRef p) { return timeTicks(c.network.lastChangeMs(p)); }},
    {10, [](const DeviceContext& c, PortRef p) { return counter32(c.network.inOctets(p)); }},
    {11, [](const DeviceContext& c, PortRef p) { return counter32(unicasts(c.network.inOctets(p))); }},
    {13, [](const DeviceContext&, PortRef) { return counter32(0); }},
    {14, [](const DeviceContext&, PortRef) { return counter32(0); }},
    {15, [](const DeviceContext&, PortRef) { return counter32(0); }},
    {16, [](const DeviceContext& c, PortRef p) { return counter32(c.network.outOctets(p)); }},
    {17, [](const DeviceContext& c, PortRef p) { return counter32(unicasts(c.network.outOctets(p))); }},
    {19, [](const DeviceContext&, PortRef) { return counter32(0); }},
    {20, [](const DeviceContext&, PortRef) { return counter32(0); }},
};

static const PortColumn ifXColumns[] = {
    {1, [](const DeviceContext& c, PortRef p) { return Value::octets(c.network.port(p).name.toUtf8()); }},
    {2, [](const DeviceContext& c, PortRef p) { return counter32(multicasts(c.network.inOctets(p))); }},
    {3, [](const DeviceContext&, PortRef) { return counter32(0); }},
    {4, [](const DeviceContext& c, PortRef p) { return counter32(multicasts(c.network.outOctets(p))); }},
    {5, [](const DeviceContext&, PortRef) { return counter32(0); }},
    {6, [](const DeviceContext& c, PortRef p) { return counter64(c.network.inOctets(p)); }},
    {7, [](const DeviceContext& c, PortRef p) { return counter64(unicasts(c.network.inOctets(p))); }},
    {8, [](const DeviceContext& c, PortRef p) { return counter64(multicasts(c.network.inOctets(p))); }},
    {9, [](const DeviceContext&, PortRef) { return counter64(0); }},
    {10, [](const DeviceContext& c, PortRef p) { return counter64(c.network.outOctets(p)); }},
    {11, [](const DeviceContext& c, PortRef p) { return counter64(unicasts(c.network.outOctets(p))); }},
    {12, [](const DeviceContext& c, PortRef p) { return counter64(multicasts(c.network.outOctets(p))); }},
    {13, [](const DeviceContext&, PortRef) { return counter64(0); }},
    {15, [](const DeviceContext& c, PortRef p) { return gauge(c.network.port(p).mbps); }},
    {16, [](const DeviceContext&, PortRef) { return Value::integer(2); }},
    {17, [](const DeviceContext& c, PortRef p) { return upDown(c.network.port(p).ifType == 6); }},
    // Counters begin with the device: no other discontinuity.
    {19, [](const DeviceContext&, PortRef) { return timeTicks(0); }},
};

/// An INTEGER that is 1 or 2 here: an administrative state (testing is for no one), or enabled.
static ErrorStatus checkOneOrTwo(const Value& value)
{
    if (value.type != Type::Integer)
        return ErrorStatus::WrongType;
    const std::optional<std::int64_t> number = value.toInteger();
    return number == 1 || number == 2 ? ErrorStatus::NoError : ErrorStatus::WrongValue;
}

static ErrorStatus checkAlias(const Value& value)
{
    if (value.type != Type::OctetString)
        return ErrorStatus::WrongType;
    const QByteArray octets = value.toBytes();
    if (octets.size() > 64)
        return ErrorStatus::WrongLength;
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder(octets);
    return decoder.hasError() || decoded.contains(QChar::Null) ? ErrorStatus::WrongValue : ErrorStatus::NoError;
}

static void addWritableColumns(LiveObjects& objects, const DeviceContext& c, PortRef p, const Oid& index)
{
    SyntheticNetwork& network = c.network;
    objects.cell(ifEntry + 7, index, [&network, p] { return upDown(network.isAdminUp(p)); },
                 {checkOneOrTwo, [&network, p](const Value& value) { network.setAdminUp(p, value.toInteger() == 1); }});
    objects.cell(ifXEntry + 14, index, [&network, p] { return upDown(network.areTrapsEnabled(p)); },
                 {checkOneOrTwo, [&network, p](const Value& value) { network.setTrapsEnabled(p, value.toInteger() == 1); }});
    objects.cell(ifXEntry + 18, index, [&network, p] { return Value::octets(network.port(p).alias.toUtf8()); },
                 {checkAlias, [&network, p](const Value& value) { network.setAlias(p, QString::fromUtf8(value.toBytes())); }});
}

void addInterfaces(LiveObjects& objects, const DeviceContext& c)
{
    objects.scalar({1, 3, 6, 1, 2, 1, 2, 1}, [&c] { return Value::integer(c.portCount()); });
    objects.scalar({1, 3, 6, 1, 2, 1, 31, 1, 5}, [] { return timeTicks(0); });
    for (int port = 0; port < c.portCount(); ++port) {
        const PortRef ref{c.device, port};
        const Oid index{c.plan().ports[port].ifIndex};
        for (const PortColumn& column : ifColumns)
            objects.cell(ifEntry + column.arc, index, [&c, ref, read = column.read] { return read(c, ref); });
        for (const PortColumn& column : ifXColumns)
            objects.cell(ifXEntry + column.arc, index, [&c, ref, read = column.read] { return read(c, ref); });
        addWritableColumns(objects, c, ref, index);
    }
}

} // namespace trunkline::simulator
