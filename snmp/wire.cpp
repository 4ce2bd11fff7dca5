#include "snmp/wire.h"

#include <limits>

namespace trunkline::snmp {

namespace {

constexpr qsizetype longestEngineId = 32;
constexpr qsizetype longestUser = 32;
constexpr qint64 maxInt32 = std::numeric_limits<qint32>::max();
constexpr qint64 minInt32 = std::numeric_limits<qint32>::min();
constexpr int usmSecurityModel = 3;

bool readUsmParameters(QByteArrayView parameters, Envelope& envelope)
{
    BerReader outer(parameters);
    BerReader fields(outer.content(berSequence));
    envelope.engineId = fields.content(berOctets);
    envelope.engineBoots = quint32(fields.integer(berInteger, 0, maxInt32));
    envelope.engineTime = quint32(fields.integer(berInteger, 0, maxInt32));
    envelope.user = fields.content(berOctets);
    envelope.digest = fields.content(berOctets);
    envelope.salt = fields.content(berOctets);
    return outer.finished() && fields.finished() && envelope.engineId.size() <= longestEngineId && envelope.user.size() <= longestUser;
}

bool readV3Header(BerReader& message, Envelope& envelope)
{
    BerReader global(message.content(berSequence));
    const QByteArrayView parameters = message.content(berOctets);
    envelope.messageId = qint32(global.integer(berInteger, 0, maxInt32));
    global.integer(berInteger, minInt32, maxInt32); // the largest message it takes
    const QByteArrayView flags = global.content(berOctets);
    envelope.securityModel = int(global.integer(berInteger, minInt32, maxInt32));
    if (!message.ok() || !global.finished() || flags.size() != 1 || envelope.securityModel != usmSecurityModel)
        return false;
    envelope.flags = quint8(flags.front());
    return readUsmParameters(parameters, envelope);
}

} // namespace

QString problemText(Problem problem)
{
    switch (problem) {
    case Problem::None: return {};
    case Problem::Malformed: return QStringLiteral("no well-formed SNMP message");
    case Problem::UnknownUser: return QStringLiteral("unknown SNMPv3 user");
    case Problem::WrongDigest: return QStringLiteral("wrong SNMPv3 digest");
    case Problem::WrongLevel: return QStringLiteral("the SNMPv3 user does not support this security level");
    case Problem::Undecryptable: return QStringLiteral("the SNMPv3 message cannot be decrypted");
    case Problem::NotInTimeWindow: return QStringLiteral("the SNMPv3 message is outside the time window");
    case Problem::UnknownEngineId: return QStringLiteral("the SNMPv3 message is for another engine id");
    }
    return {};
}

std::optional<Envelope> readEnvelope(QByteArrayView bytes)
{
    BerReader datagram(bytes);
    BerReader message(datagram.content(berSequence));
    Envelope envelope;
    envelope.version = int(message.integer(berInteger, 0, 3));
    if (!datagram.finished() || !message.ok() || envelope.version == 2) // SNMPv2u, historic
        return std::nullopt;
    if (envelope.version != 3)
        envelope.community = message.content(berOctets);
    else if (!readV3Header(message, envelope))
        return std::nullopt;
    envelope.data = message.rest();
    if (!message.ok())
        return std::nullopt;
    return envelope;
}

std::optional<PduView> readPdu(QByteArrayView bytes)
{
    BerReader outer(bytes);
    const quint8 tag = outer.peekTag();
    if (tag < quint8(PduType::Get) || tag > quint8(PduType::Report) || tag == quint8(PduType::TrapV1))
        return std::nullopt;
    BerReader body(outer.content(tag));
    PduView pdu;
    pdu.type = PduType(tag);
    pdu.requestId = qint32(body.integer(berInteger, minInt32, maxInt32));
    pdu.errorStatus = qint32(body.integer(berInteger, minInt32, maxInt32));
    pdu.errorIndex = qint32(body.integer(berInteger, minInt32, maxInt32));
    pdu.binds = body.rest();
    body.content(berSequence);
    if (!outer.finished() || !body.finished())
        return std::nullopt;
    return pdu;
}

std::optional<PduView> readScopedPdu(QByteArrayView bytes)
{
    BerReader outer(bytes);
    BerReader scoped(outer.content(berSequence));
    scoped.content(berOctets); // context engine id
    scoped.content(berOctets); // context name
    return outer.ok() && scoped.ok() ? readPdu(scoped.rest()) : std::nullopt;
}

std::optional<VarBinds> readBinds(QByteArrayView list)
{
    BerReader reader(list);
    VarBinds binds = reader.varBinds();
    return reader.finished() ? std::optional(std::move(binds)) : std::nullopt;
}

bool readTrapV1(QByteArrayView bytes, TrapV1Header& header, VarBinds& binds)
{
    BerReader outer(bytes);
    BerReader body(outer.content(quint8(PduType::TrapV1)));
    header.enterprise = body.oid();
    header.agentAddress = body.content(quint8(Type::IpAddress)).toByteArray();
    header.genericTrap = int(body.integer(berInteger, minInt32, maxInt32));
    header.specificTrap = int(body.integer(berInteger, minInt32, maxInt32));
    header.timestampTicks = quint32(body.unsignedInteger(quint8(Type::TimeTicks), std::numeric_limits<quint32>::max()));
    binds = body.varBinds();
    return outer.finished() && body.finished() && header.agentAddress.size() == 4;
}

void wrapPdu(BerWriter& writer, PduType type, qint32 requestId, qint32 nonRepeaters, qint32 maxRepetitions)
{
    writer.integer(berInteger, maxRepetitions);
    writer.integer(berInteger, nonRepeaters);
    writer.integer(berInteger, requestId);
    writer.close(quint8(type), 0);
}

void wrapCommunity(BerWriter& writer, Version version, QByteArrayView community)
{
    writer.octets(berOctets, community);
    writer.integer(berInteger, version == Version::V1 ? 0 : 1);
    writer.close(berSequence, 0);
}

void wrapScopedPdu(BerWriter& writer, QByteArrayView contextEngineId, QByteArrayView contextName)
{
    writer.octets(berOctets, contextName);
    writer.octets(berOctets, contextEngineId);
    writer.close(berSequence, 0);
}

qsizetype wrapV3(BerWriter& writer, const Envelope& envelope, qsizetype digestOctets)
{
    constexpr char zeros[32] = {};
    const qsizetype parameters = writer.mark();
    writer.octets(berOctets, envelope.salt);
    writer.raw({zeros, digestOctets});
    const qsizetype digestAt = writer.mark();
    writer.close(berOctets, digestAt - digestOctets);
    writer.octets(berOctets, envelope.user);
    writer.integer(berInteger, envelope.engineTime);
    writer.integer(berInteger, envelope.engineBoots);
    writer.octets(berOctets, envelope.engineId);
    writer.close(berSequence, parameters);
    writer.close(berOctets, parameters);
    const qsizetype global = writer.mark();
    writer.integer(berInteger, usmSecurityModel);
    const char flags = char(envelope.flags);
    writer.octets(berOctets, {&flags, 1});
    writer.integer(berInteger, longestDatagram);
    writer.integer(berInteger, envelope.messageId);
    writer.close(berSequence, global);
    writer.integer(berInteger, 3);
    writer.close(berSequence, 0);
    return writer.mark() - digestAt;
}

} // namespace trunkline::snmp
