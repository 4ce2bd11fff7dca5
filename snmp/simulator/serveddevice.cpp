#include "snmp/simulator/serveddevice.h"

namespace trunkline::simulator {

/// SNMP-TARGET-MIB snmpUnknownContexts.
static const Oid unknownContexts({1, 3, 6, 1, 6, 3, 12, 1, 5, 0});

ServedDevice::ServedDevice(QString name, UsmEngine engine, RequestLimits limits)
    : name_(std::move(name)), engine_(std::move(engine)), limits_(limits)
{
}

void ServedDevice::addCommunity(const QByteArray& community, ObjectSource& objects, bool mayWrite)
{
    communities_.insert(community, {&objects, mayWrite});
}

void ServedDevice::addContext(const QByteArray& context, ObjectSource& objects)
{
    contexts_.insert(context, &objects);
}

ServedDevice::Answer ServedDevice::receive(QByteArrayView datagram)
{
    if (silent_) {
        ++counters_.unheard;
        return {};
    }
    const std::optional<qint64> version = versionOf(datagram);
    if (version == qint64(Version::V1) || version == qint64(Version::V2c))
        return receiveCommunity(datagram);
    if (version == qint64(Version::V3))
        return receiveV3(datagram);
    ++counters_.undecodable;
    return {};
}

ServedDevice::Answer ServedDevice::receiveCommunity(QByteArrayView datagram)
{
    std::optional<CommunityMessage> message = decodeCommunityMessage(datagram);
    if (!message) {
        ++counters_.undecodable;
        return {};
    }
    if (message->pdu.type == PduType::Response)
        return {{}, message->pdu.requestId};
    const auto access = communities_.constFind(message->community);
    if (access == communities_.cend()) {
        ++counters_.wrongCommunity;
        return {};
    }
    ++counters_.requests;
    const std::optional<Pdu> response = respond(message->pdu, *access->objects, message->version, access->mayWrite, limits_);
    if (!response)
        return {};
    message->pdu = *response;
    return {encode(*message), {}};
}

/// Every user here has authPriv, and nothing less lets anybody in.
static Pdu refuseLevel(const Pdu& request)
{
    Pdu response = request;
    response.type = PduType::Response;
    response.errorStatus = qint32(ErrorStatus::AuthorizationError);
    response.errorIndex = request.bindings.isEmpty() ? 0 : 1;
    return response;
}

ServedDevice::Answer ServedDevice::receiveV3(QByteArrayView datagram)
{
    qsizetype authOffset = 0;
    const std::optional<V3Message> message = decodeV3Message(datagram, &authOffset);
    if (!message) {
        ++counters_.undecodable;
        return {};
    }
    const UsmEngine::Request request = engine_.receive(*message, datagram, authOffset);
    if (!request.accepted) {
        counters_.reports += request.reason != UsmReport::None;
        return {request.report, {}};
    }
    const Pdu& asked = request.scoped.pdu;
    ++counters_.requests;
    if (!(request.flags & flagAuth) || !(request.flags & flagPriv))
        return {engine_.respond(request, refuseLevel(asked)), {}};
    ObjectSource* objects = contexts_.value(request.scoped.contextName);
    if (!objects) {
        ++counters_.reports;
        Pdu report{PduType::Report, asked.requestId, 0, 0, {{unknownContexts, Value::unsigned32(Type::Counter32, quint32(counters_.reports))}}};
        return {engine_.respond(request, report), {}};
    }
    RequestLimits limits = limits_;
    limits.maxMessageBytes = std::min<qsizetype>(limits.maxMessageBytes, request.maxSize);
    const std::optional<Pdu> response = respond(asked, *objects, Version::V3, request.mayWrite, limits);
    return {response ? engine_.respond(request, *response) : QByteArray(), {}};
}

} // namespace trunkline::simulator
