// SNMPv2-MIB (RFC 3418), SNMP-FRAMEWORK-MIB (RFC 3411) and the address table of IP-MIB (RFC 1213).
#include "snmp/simulator/deviceobjects.h"

#include <QStringDecoder>

namespace trunkline::simulator {

static Value text(const QString& string)
{
    return Value::octets(string.toUtf8());
}

static bool isUtf8(const QByteArray& octets)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder(octets);
    return !decoder.hasError() && (decoded.isEmpty() || !decoded.contains(QChar::Null));
}

static ErrorStatus checkSystemText(const Value& value)
{
    if (value.type != Type::OctetString)
        return ErrorStatus::WrongType;
    if (value.toBytes().size() > 255)
        return ErrorStatus::WrongLength;
    return isUtf8(value.toBytes()) ? ErrorStatus::NoError : ErrorStatus::WrongValue;
}

static void addWritableText(LiveObjects& objects, const DeviceContext& c, const Oid& type, QString DevicePlan::* field)
{
    objects.scalar(type, [&c, field] { return text(c.plan().*field); },
                   {checkSystemText, [&c, field](const Value& value) {
                        c.network.setText(c.device, field, QString::fromUtf8(value.toBytes()));
                    }});
}

static void addAddresses(LiveObjects& objects, const DeviceContext& c)
{
    const Oid entry{1, 3, 6, 1, 2, 1, 4, 20, 1};
    for (const PortPlan& port : c.plan().ports) {
        if (port.use != PortUse::Management)
            continue;
        const QByteArray address = addressOctets(c.addressOf(c.device));
        const Oid index{quint8(address[0]), quint8(address[1]), quint8(address[2]), quint8(address[3])};
        objects.fixed(entry + 1, index, {Type::IpAddress, address});
        objects.fixed(entry + 2, index, Value::integer(port.ifIndex));
        objects.fixed(entry + 3, index, {Type::IpAddress, addressOctets(0xffffffff)});
        objects.fixed(entry + 4, index, Value::integer(0));
        objects.fixed(entry + 5, index, Value::integer(65535));
    }
}

void addSystemGroup(LiveObjects& objects, const DeviceContext& c)
{
    const Oid system{1, 3, 6, 1, 2, 1, 1};
    objects.scalar(system + 1, [&c] { return text(c.plan().description); });
    objects.scalar(system + 2, [&c] { return Value::oid(c.plan().objectId); });
    objects.scalar(system + 3, [&c] { return timeTicks(c.network.uptimeMs(c.device)); });
    addWritableText(objects, c, system + 4, &DevicePlan::contact);
    objects.scalar(system + 5, [&c] { return text(c.plan().name); });
    addWritableText(objects, c, system + 6, &DevicePlan::location);
    objects.scalar(system + 7, [&c] { return Value::integer(c.plan().services); });
    addAddresses(objects, c);

    const Oid engine{1, 3, 6, 1, 6, 3, 10, 2, 1};
    objects.scalar(engine + 1, [&c] { return Value::octets(c.engine.engineId()); });
    objects.scalar(engine + 2, [&c] { return Value::integer(c.engine.boots()); });
    objects.scalar(engine + 3, [&c] { return Value::integer(c.engine.time()); });
    objects.scalar(engine + 4, [] { return Value::integer(65507); });
}

} // namespace trunkline::simulator
