#include "snmp/simulator/message.h"

#include <limits>

namespace trunkline::simulator {

static constexpr qint64 maxInt32 = std::numeric_limits<qint32>::max();
static constexpr qint64 minInt32 = std::numeric_limits<qint32>::min();
static constexpr qint64 usmSecurityModel = 3;

static void writePdu(BerWriter& writer, const Pdu& pdu)
{
    const qsizetype start = writer.mark();
    writer.varBinds(pdu.bindings);
    writer.integer(berInteger, pdu.errorIndex);
    writer.integer(berInteger, pdu.errorStatus);
    writer.integer(berInteger, pdu.requestId);
    writer.close(quint8(pdu.type), start);
}

static std::optional<Pdu> readPdu(BerReader& reader)
{
    const quint8 tag = reader.peekTag();
    // 0xa4 is the v1 trap, which has a shape of its own and is no request.
    if (tag < quint8(PduType::Get) || tag > quint8(PduType::Report) || tag == 0xa4)
        return std::nullopt;
    BerReader body(reader.content(tag));
    Pdu pdu;
    pdu.type = PduType(tag);
    pdu.requestId = qint32(body.integer(berInteger, minInt32, maxInt32));
    pdu.errorStatus = qint32(body.integer(berInteger, minInt32, maxInt32));
    pdu.errorIndex = qint32(body.integer(berInteger, minInt32, maxInt32));
    pdu.bindings = body.varBinds();
    if (!reader.ok() || !body.finished())
        return std::nullopt;
    return pdu;
}

std::optional<qint64> versionOf(QByteArrayView datagram)
{
    BerReader outer(datagram);
    BerReader message(outer.content(berSequence));
    const qint64 version = message.integer(berInteger, 0, maxInt32);
    if (!outer.finished() || !message.ok())
        return std::nullopt;
    return version;
}

std::optional<CommunityMessage> decodeCommunityMessage(QByteArrayView datagram)
{
    BerReader outer(datagram);
    BerReader body(outer.content(berSequence));
    CommunityMessage message;
    message.version = Version(body.integer(berInteger, 0, 1));
    message.community = body.content(berOctets).toByteArray();
    const std::optional<Pdu> pdu = readPdu(body);
    if (!pdu || !outer.finished() || !body.finished())
        return std::nullopt;
    message.pdu = *pdu;
    return message;
}

QByteArray encode(const CommunityMessage& message)
{
    BerWriter writer;
    writePdu(writer, message.pdu);
    writer.octets(berOctets, message.community);
    writer.integer(berInteger, qint64(message.version));
    writer.close(berSequence, 0);
    return writer.take();
}

static bool readGlobalData(BerReader& body, V3Message& message)
{
    BerReader global(body.content(berSequence));
    message.id = qint32(global.integer(berInteger, 0, maxInt32));
    message.maxSize = qint32(global.integer(berInteger, 484, maxInt32));
    const QByteArrayView flags = global.content(berOctets);
    const qint64 model = global.integer(berInteger, 1, maxInt32);
    if (!global.finished() || flags.size() != 1 || model != usmSecurityModel)
        return false;
    message.flags = quint8(flags[0]) & (flagAuth | flagPriv | flagReportable);
    // Privacy without authentication is no level of security (RFC 3412 section 6.4).
    return !(message.flags & flagPriv) || (message.flags & flagAuth);
}

static bool readSecurityParameters(QByteArrayView octets, V3Message& message, qsizetype& authOffset)
{
    BerReader outer(octets);
    const QByteArrayView inside = outer.content(berSequence);
    BerReader usm(inside);
    message.engineId = usm.content(berOctets).toByteArray();
    message.engineBoots = qint32(usm.integer(berInteger, 0, maxInt32));
    message.engineTime = qint32(usm.integer(berInteger, 0, maxInt32));
    message.user = usm.content(berOctets).toByteArray();
    const QByteArrayView auth = usm.content(berOctets);
    message.authParameters = auth.toByteArray();
    authOffset = auth.data() - octets.data();
    message.privParameters = usm.content(berOctets).toByteArray();
    return outer.finished() && usm.finished() && message.engineId.size() <= 32 && message.user.size() <= 32;
}

std::optional<V3Message> decodeV3Message(QByteArrayView datagram, qsizetype* authOffset)
{
    BerReader outer(datagram);
    BerReader body(outer.content(berSequence));
    V3Message message;
    body.integer(berInteger, 3, 3);
    if (!readGlobalData(body, message))
        return std::nullopt;
    const QByteArrayView security = body.content(berOctets);
    qsizetype inSecurity = 0;
    if (!body.ok() || !readSecurityParameters(security, message, inSecurity))
        return std::nullopt;
    if (authOffset)
        *authOffset = security.data() - datagram.data() + inSecurity;
    if (message.flags & flagPriv) {
        message.data = body.content(berOctets).toByteArray();
    } else {
        const QByteArrayView scoped = body.content(berSequence);
        BerWriter again;
        again.octets(berSequence, scoped);
        message.data = again.take();
    }
    if (!outer.finished() || !body.finished())
        return std::nullopt;
    return message;
}

QByteArray encode(const V3Message& message, qsizetype* authOffset)
{
    BerWriter writer;
    if (message.flags & flagPriv)
        writer.octets(berOctets, message.data);
    else
        writer.raw(message.data);
    const qsizetype security = writer.mark();
    writer.octets(berOctets, message.privParameters);
    const qsizetype authEnd = writer.mark();
    writer.octets(berOctets, message.authParameters);
    writer.octets(berOctets, message.user);
    writer.integer(berInteger, message.engineTime);
    writer.integer(berInteger, message.engineBoots);
    writer.octets(berOctets, message.engineId);
    writer.close(berSequence, security);
    writer.close(berOctets, security);
    const qsizetype global = writer.mark();
    writer.integer(berInteger, usmSecurityModel);
    const char flags = char(message.flags);
    writer.octets(berOctets, QByteArrayView(&flags, 1));
    writer.integer(berInteger, message.maxSize);
    writer.integer(berInteger, message.id);
    writer.close(berSequence, global);
    writer.integer(berInteger, 3);
    writer.close(berSequence, 0);
    if (authOffset)
        *authOffset = writer.mark() - authEnd - message.authParameters.size();
    return writer.take();
}

std::optional<ScopedPdu> decodeScopedPdu(QByteArrayView encoded)
{
    BerReader outer(encoded);
    BerReader body(outer.content(berSequence));
    ScopedPdu scoped;
    scoped.contextEngineId = body.content(berOctets).toByteArray();
    scoped.contextName = body.content(berOctets).toByteArray();
    const std::optional<Pdu> pdu = readPdu(body);
    if (!pdu || !outer.ok() || !body.finished())
        return std::nullopt;
    scoped.pdu = *pdu;
    return scoped;
}

QByteArray encode(const ScopedPdu& scoped)
{
    BerWriter writer;
    writePdu(writer, scoped.pdu);
    writer.octets(berOctets, scoped.contextName);
    writer.octets(berOctets, scoped.contextEngineId);
    writer.close(berSequence, 0);
    return writer.take();
}

qsizetype encodedSize(const VarBind& binding)
{
    BerWriter writer;
    writer.varBind(binding);
    return writer.mark();
}

} // namespace trunkline::simulator
