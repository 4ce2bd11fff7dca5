// The poller's v3 side: who the device is, what time it is there, whether an answer is its own.
#include "snmp/poller.h"

#include <algorithm>

namespace trunkline::snmp {

namespace {

constexpr int mostResyncs = 3;
constexpr qsizetype shortestEngineId = 5; // RFC 3411 SnmpEngineID: 5 to 32 octets

} // namespace

/// The question to which a device answers with its engine id (RFC 3414 section 4).
void Poller::encodeDiscovery(const Exchange& exchange)
{
    writer_.clear();
    writer_.varBinds({});
    wrapPdu(writer_, PduType::Get, exchange.id, 0, 0);
    wrapScopedPdu(writer_, {});
    Envelope envelope;
    envelope.messageId = exchange.id;
    envelope.flags = flagReportable;
    wrapV3(writer_, envelope, 0);
}

const UsmUser* Poller::userOf(Exchange& exchange)
{
    constexpr std::size_t mostUsersADevice = 4;
    Engine3& engine = exchange.device->engine3;
    for (const auto& [known, user] : engine.users)
        if (known == exchange.credential())
            return &user;
    auto keys = LocalisedUser::derive(exchange.credential(), engine.engineId);
    if (!keys)
        return nullptr;
    if (engine.users.size() == mostUsersADevice)
        engine.users.pop_front();
    return &engine.users.emplace_back(exchange.credential(), UsmUser(*std::move(keys))).second;
}

quint32 Poller::secondsSince(const Engine3& engine) const
{
    return quint32((clock_.elapsed() - engine.clockReadAtMs) / 1000);
}

EngineClock Poller::clockToSendWith(const Engine3& engine) const
{
    EngineClock clock = engine.clock == EngineClock() ? engine.hint : engine.clock;
    if (!(clock == EngineClock()))
        clock.seconds += secondsSince(engine);
    return clock;
}

/// RFC 3412 section 7.2 and RFC 3414 section 3.2, as far as they are about answers.
void Poller::onUsmAnswer(Device& device, const Envelope& envelope, std::span<char> bytes)
{
    const auto found = std::find_if(device.running.begin(), device.running.end(), [&](const auto& exchange) {
        return exchange->id == envelope.messageId && exchange->phase != Phase::Waiting && exchange->isV3() && exchange->doom == Failure::None;
    });
    if (found == device.running.end())
        return refuse(device, {});
    Exchange& exchange = **found;
    Engine3& engine = device.engine3;
    const bool authenticated = envelope.flags & flagAuthenticated;
    const UsmUser* user = exchange.phase == Phase::Asking ? userOf(exchange) : nullptr;
    EngineClock clock = engine.clock;
    if (authenticated || (envelope.flags & flagEncrypted)) {
        if (!user || envelope.engineId != engine.engineId || envelope.user != user->keys().name())
            return refuse(exchange, problemText(Problem::UnknownUser));
        if (!authenticated || envelope.level() > user->keys().level())
            return refuse(exchange, problemText(Problem::WrongLevel));
        if (!user->verify(bytes, envelope))
            return refuse(exchange, problemText(Problem::WrongDigest));
        if (!isTimely(clock, secondsSince(engine), {envelope.engineBoots, envelope.engineTime}))
            return onLostClock(exchange, {envelope.engineBoots, envelope.engineTime});
    }
    const QByteArrayView scoped = user ? user->open(bytes, envelope) : envelope.data;
    const auto pdu = readScopedPdu(scoped);
    if (!pdu)
        return refuse(exchange, problemText(Problem::Malformed));
    if (authenticated && !(clock == engine.clock)) {
        engine.clock = clock;
        engine.clockReadAtMs = clock_.elapsed();
    }
    if (exchange.phase == Phase::Discovering)
        return onDiscovered(exchange, envelope, *pdu);
    if (pdu->type == PduType::Report)
        return onReport(exchange, envelope, *pdu);
    if (!user || pdu->type != PduType::Response || pdu->requestId != exchange.id || envelope.level() != user->keys().level()
        || envelope.user != user->keys().name() || envelope.engineId != engine.engineId)
        return refuse(exchange, QStringLiteral("an answer of another kind, user, engine or security level"));
    onAnswer(exchange, *pdu);
}

/// The message is the device's own, for our present id, but its boots or time went back: it lost them, or its
/// clock stands still. An answer that might be a repeated one never counts, so ask once more.
void Poller::onLostClock(Exchange& exchange, EngineClock claimed)
{
    if (exchange.resyncs++ >= mostResyncs)
        return refuse(exchange, problemText(Problem::NotInTimeWindow));
    exchange.device->engine3.clock = claimed;
    exchange.device->engine3.clockReadAtMs = clock_.elapsed();
    ask(exchange);
}

void Poller::forgetEngine(Device& device, const QByteArray& newId)
{
    device.engine3 = {};
    device.engine3.engineId = newId;
}

void Poller::onDiscovered(Exchange& exchange, const Envelope& envelope, const PduView& pdu)
{
    if (pdu.type != PduType::Report || envelope.engineId.size() < shortestEngineId)
        return refuse(exchange, QStringLiteral("no report with an engine id to the discovery"));
    Device& device = *exchange.device;
    if (device.engine3.engineId != envelope.engineId) // else another exchange was first
        forgetEngine(device, envelope.engineId.toByteArray());
    if (device.engine3.clock == EngineClock()) {
        device.engine3.hint = {envelope.engineBoots, envelope.engineTime};
        device.engine3.clockReadAtMs = clock_.elapsed();
    }
    exchange.attempt = 0;
    exchange.discovered = true;
    ask(exchange);
}

void Poller::onReport(Exchange& exchange, const Envelope& envelope, const PduView& pdu)
{
    static const Oid usmStats{1, 3, 6, 1, 6, 3, 15, 1, 1};
    Device& device = *exchange.device;
    const auto binds = readBinds(pdu.binds);
    if (!binds)
        return refuse(exchange, problemText(Problem::Malformed));
    const Oid about = binds->isEmpty() ? Oid() : binds->front().oid;
    const std::uint32_t counter = about.startsWith(usmStats) && about.size() > usmStats.size() ? about[usmStats.size()] : 0;
    const bool clockReport = counter == 2 && envelope.level() != SecurityLevel::NoAuthNoPriv;
    const bool engineReport = counter == 4 && envelope.engineId.size() >= shortestEngineId && envelope.engineId != device.engine3.engineId;
    if ((clockReport || engineReport) && exchange.resyncs++ < mostResyncs) {
        if (engineReport)
            forgetEngine(device, envelope.engineId.toByteArray()); // another device took over the address
        return ask(exchange);
    }
    switch (counter) {
    case 1: return fail(exchange, Failure::Authentication, QStringLiteral("the device does not support this security level for the user"));
    case 2: return clockReport ? fail(exchange, Failure::Authentication, QStringLiteral("the device never accepts its own clock"))
                               : refuse(exchange, QStringLiteral("an unauthenticated report about the time window"));
    case 3: return fail(exchange, Failure::Authentication, QStringLiteral("the device does not know the user"));
    case 4: return fail(exchange, Failure::Authentication, QStringLiteral("the device does not accept its own engine id"));
    case 5: return fail(exchange, Failure::Authentication, QStringLiteral("the device finds a wrong digest: another password or protocol"));
    case 6: return fail(exchange, Failure::Authentication, QStringLiteral("the device cannot decrypt: another privacy password or protocol"));
    default: return fail(exchange, Failure::Malformed, QStringLiteral("the device reported %1").arg(about.toString()));
    }
}

} // namespace trunkline::snmp
