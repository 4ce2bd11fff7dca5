#include "snmp/poller.h"

#include "snmp/wire.h"

#include <algorithm>
#include <cstring>

namespace trunkline::snmp {

namespace {

constexpr int octetsAFullAnswer = 3328; // what a datagram of 1472 octets takes of a socket's buffer
constexpr int smallestWindow = 16;
constexpr int mostTimeoutMs = 600'000;
constexpr int mostRetries = 20;

} // namespace

Poller::Poller(PollerCounters& counters) : counters_(counters), ids_(QRandomGenerator::securelySeeded())
{
    timer_.setParent(this);
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &Poller::onTimer);
    clock_.start();
}

Poller::~Poller() = default;

/// Not to be guessed from the ids that another device was asked with. Never twice in a row, so that a late
/// answer to the last question is not one to the next.
qint32 Poller::nextId()
{
    const qint32 before = lastId_;
    while (lastId_ == before)
        lastId_ = ids_.bounded(1, 0x7fffffff);
    return lastId_;
}

UdpSocket* Poller::socketFor(int family)
{
    auto& socket = family == AF_INET ? socket4_ : socket6_;
    if (!socket) {
        socket = std::make_unique<UdpSocket>();
        Peer any;
        any.family = family;
        socket->open(any, [this](const Datagram& d) { onDatagram(d); }, [this](const Peer& p) { onUnreachable(p); }, nullptr);
        if (socket->isOpen())
            window_ = std::max(smallestWindow, socket->receiveBuffer() / octetsAFullAnswer);
    }
    return socket.get();
}

// --- the queue of a device -------------------------------------------------------------------------

void Poller::submit(std::unique_ptr<Job> job)
{
    const auto peer = Peer::parse(job->target.address, job->target.port);
    if (ended_ || !peer) {
        Reply reply;
        reply.failure = ended_ ? Failure::Cancelled : Failure::Unreachable;
        reply.detail = ended_ ? QStringLiteral("the engine has ended") : QStringLiteral("the address is no IPv4 or IPv6 literal");
        return resolve(*job, std::move(reply));
    }
    job->target.timeoutMs = std::clamp(job->target.timeoutMs, 1, mostTimeoutMs);
    job->target.retries = std::clamp(job->target.retries, 0, mostRetries);
    auto& device = devices_[*peer];
    if (!device) {
        device = std::make_unique<Device>();
        device->peer = *peer;
    }
    device->queue.push_back(std::move(job));
    pump(*device);
}

void Poller::pump(Device& device)
{
    while (!device.current && !device.queue.empty()) {
        std::unique_ptr<Job> job = std::move(device.queue.front());
        device.queue.pop_front();
        if (job->promise.isCanceled() || !job->operation->hasRequest()) {
            resolve(*job, job->operation->takeReply());
            continue;
        }
        device.current.emplace();
        device.current->job = std::move(job);
        if (inFlight_ < window_)
            start(device);
        else
            waiting_.push_back(device.peer);
    }
    // Only a v3 engine is worth remembering; a sweep over a range of addresses must leave nothing behind.
    if (!device.current && device.engine3.engineId.isEmpty())
        devices_.erase(Peer(device.peer));
}

void Poller::start(Device& device)
{
    device.current->holdsSlot = true;
    ++inFlight_;
    ask(device);
}

void Poller::startWaiting()
{
    while (inFlight_ < window_ && !waiting_.empty()) {
        const auto found = devices_.find(waiting_.front());
        waiting_.pop_front();
        if (found != devices_.end() && found->second->current && found->second->current->phase == Phase::Waiting)
            start(*found->second);
    }
}

void Poller::releaseSlot(Exchange& exchange)
{
    if (!std::exchange(exchange.holdsSlot, false))
        return;
    --inFlight_;
}

// --- asking ----------------------------------------------------------------------------------------

/// Sends the operation's present question under a new id, after discovery where that is needed.
void Poller::ask(Device& device)
{
    Exchange& exchange = *device.current;
    const bool v3 = exchange.job->target.credential.version == Version::V3;
    exchange.phase = v3 && device.engine3.engineId.isEmpty() ? Phase::Discovering : Phase::Asking;
    exchange.requestId = nextId();
    exchange.messageId = exchange.requestId;
    transmit(device);
}

void Poller::transmit(Device& device)
{
    Exchange& exchange = *device.current;
    UdpSocket* socket = socketFor(device.peer.family);
    if (!socket->isOpen())
        return doom(device, Failure::Unreachable, QStringLiteral("this system has no socket for the address family"));
    const QByteArray bytes = encode(device);
    if (exchange.doom != Failure::None)
        return;
    exchange.sentAtMs = clock_.elapsed();
    if (const int code = socket->send(device.peer, bytes))
        return doom(device, Failure::Unreachable, QString::fromLocal8Bit(std::strerror(code)));
    ++counters_.sent;
    arm(device, exchange.sentAtMs + exchange.job->target.timeoutMs);
}

QByteArray Poller::encode(Device& device)
{
    Exchange& exchange = *device.current;
    const Credential& credential = exchange.job->target.credential;
    if (exchange.phase == Phase::Discovering)
        return codec::encodeDiscovery(exchange.messageId);
    const LocalisedUser* user = credential.version == Version::V3 ? userOf(device) : nullptr;
    if (credential.version == Version::V3 && !user) {
        doom(device, Failure::Authentication, QStringLiteral("the passwords make no key; they need eight characters or more"));
        return {};
    }
    for (;;) {
        const Pdu pdu = exchange.job->operation->request();
        const Engine3& engine = device.engine3;
        const QByteArray bytes =
            user ? codec::encodeUsm(*user, advanced(engine.clock == EngineClock() ? engine.hint : engine.clock, engine),
                                    exchange.messageId, exchange.requestId, pdu)
                 : codec::encodeCommunity(credential.version, credential.community, exchange.requestId, pdu);
        if (!bytes.isEmpty())
            return bytes;
        if (!exchange.job->operation->shrink())
            break;
    }
    doom(device, Failure::TooBig, QStringLiteral("the request does not fit a message"));
    return {};
}

const LocalisedUser* Poller::userOf(Device& device)
{
    constexpr std::size_t mostUsersADevice = 4;
    const Credential& credential = device.current->job->target.credential;
    auto& users = device.engine3.users;
    for (auto& [known, user] : users)
        if (known == credential)
            return &user;
    auto user = LocalisedUser::derive(credential, device.engine3.engineId);
    if (!user)
        return nullptr;
    if (users.size() == mostUsersADevice)
        users.pop_front();
    users.emplace_back(credential, std::move(*user));
    return &users.back().second;
}

EngineClock Poller::advanced(EngineClock clock, const Engine3& engine) const
{
    if (!(clock == EngineClock()))
        clock.seconds += quint32((clock_.elapsed() - engine.clockReadAtMs) / 1000);
    return clock;
}

// --- answers ---------------------------------------------------------------------------------------

void Poller::onDatagram(const Datagram& datagram)
{
    const auto found = devices_.find(datagram.from);
    if (found == devices_.end() || !found->second->current || found->second->current->phase == Phase::Waiting) {
        ++counters_.refused; // from no one who was asked: not even decoded
        return;
    }
    Device& device = *found->second;
    if (device.current->doom != Failure::None)
        return;
    if (device.current->job->target.credential.version == Version::V3)
        onUsmAnswer(device, datagram.bytes);
    else
        onCommunityAnswer(device, datagram.bytes);
}

/// Something came from the device that is no answer: go on waiting, but say so if nothing better comes.
void Poller::refuse(Device& device, const QString& why)
{
    ++counters_.refused;
    if (!why.isEmpty())
        device.current->oddAnswer = why;
}

void Poller::onCommunityAnswer(Device& device, const QByteArray& bytes)
{
    const Exchange& exchange = *device.current;
    const Credential& credential = exchange.job->target.credential;
    const codec::Decoded decoded = codec::decodeCommunity(bytes);
    if (!decoded.message)
        return refuse(device, codec::problemText(decoded.problem));
    const Message& message = *decoded.message;
    if (message.requestId != exchange.requestId)
        return refuse(device, {}); // late or repeated
    if (message.type != PduType::Response || message.version != credential.version || message.community != credential.community)
        return refuse(device, QStringLiteral("an answer of another kind, version or community"));
    onAnswer(device, message);
}

void Poller::onUsmAnswer(Device& device, const QByteArray& bytes)
{
    Exchange& exchange = *device.current;
    Engine3& engine = device.engine3;
    const auto envelope = peekEnvelope(bytes);
    if (!envelope || envelope->version != 3)
        return refuse(device, codec::problemText(codec::Problem::Malformed));
    // An unauthenticated message needs a user without keys, of whatever engine it claims to come from.
    std::optional<LocalisedUser> keyless;
    const bool authenticated = envelope->flags & 1;
    if (!authenticated && !envelope->user.isEmpty()) {
        Credential nameOnly;
        nameOnly.version = Version::V3;
        nameOnly.user = QString::fromUtf8(envelope->user);
        keyless = LocalisedUser::derive(nameOnly, envelope->engineId);
    }
    const LocalisedUser* user = exchange.phase == Phase::Asking && authenticated ? userOf(device) : keyless ? &*keyless : nullptr;
    const codec::Decoded decoded = codec::decodeUsm(bytes, user, advanced(engine.clock, engine));
    if (!decoded.message)
        return refuse(device, codec::problemText(decoded.problem));
    const Message& message = *decoded.message;
    if (message.messageId != exchange.messageId)
        return refuse(device, {});
    if (message.level != SecurityLevel::NoAuthNoPriv) {
        engine.clock = decoded.clock;
        engine.clockReadAtMs = clock_.elapsed();
    }
    if (exchange.phase == Phase::Discovering)
        return onDiscovered(device, message, {envelope->engineBoots, envelope->engineTime});
    if (message.type == PduType::Report)
        return onReport(device, message);
    const LocalisedUser* own = userOf(device);
    if (message.type != PduType::Response || message.requestId != exchange.requestId || message.level != own->level()
        || message.user != own->name() || message.engineId != engine.engineId)
        return refuse(device, QStringLiteral("an answer of another kind, user, engine or security level"));
    onAnswer(device, message);
}

void Poller::forgetEngine(Device& device, const QByteArray& newId)
{
    device.engine3 = {};
    device.engine3.engineId = newId;
}

void Poller::onDiscovered(Device& device, const Message& report, EngineClock claimed)
{
    if (report.type != PduType::Report || report.engineId.size() < 5) // RFC 3411 SnmpEngineID: 5 to 32 octets
        return refuse(device, QStringLiteral("no report with an engine id to the discovery"));
    forgetEngine(device, report.engineId);
    device.engine3.hint = claimed;
    device.engine3.clockReadAtMs = clock_.elapsed();
    device.current->attempt = 0;
    device.current->discovered = true;
    ask(device);
}

void Poller::onReport(Device& device, const Message& report)
{
    static const Oid usmStats{1, 3, 6, 1, 6, 3, 15, 1, 1};
    constexpr int mostResyncs = 3;
    Exchange& exchange = *device.current;
    const Oid about = report.binds.isEmpty() ? Oid() : report.binds.front().oid;
    const std::uint32_t counter = about.startsWith(usmStats) && about.size() > usmStats.size() ? about[usmStats.size()] : 0;
    const bool clockReport = counter == 2 && report.level != SecurityLevel::NoAuthNoPriv;
    const bool engineReport = counter == 4 && report.engineId.size() >= 5 && report.engineId != device.engine3.engineId;
    if ((clockReport || engineReport) && exchange.resyncs++ < mostResyncs) {
        if (engineReport)
            forgetEngine(device, report.engineId); // another device took over the address
        return ask(device);
    }
    switch (counter) {
    case 1: return fail(device, Failure::Authentication, QStringLiteral("the device does not support this security level for the user"));
    case 2: return clockReport ? fail(device, Failure::Authentication, QStringLiteral("the device never accepts its own clock"))
                               : refuse(device, QStringLiteral("an unauthenticated report about the time window"));
    case 3: return fail(device, Failure::Authentication, QStringLiteral("the device does not know the user"));
    case 4: return fail(device, Failure::Authentication, QStringLiteral("the device does not accept its own engine id"));
    case 5: return fail(device, Failure::Authentication, QStringLiteral("the device finds a wrong digest: another password or protocol"));
    case 6: return fail(device, Failure::Authentication, QStringLiteral("the device cannot decrypt: another privacy password or protocol"));
    default: return fail(device, Failure::Malformed, QStringLiteral("the device reported %1").arg(about.toString()));
    }
}

void Poller::onAnswer(Device& device, const Message& answer)
{
    Exchange& exchange = *device.current;
    const Operation::Verdict verdict = exchange.job->operation->accept(answer);
    if (verdict == Operation::Verdict::Foreign)
        return refuse(device, QStringLiteral("an answer about other variables than those asked for"));
    ++counters_.answered;
    if (exchange.job->promise.isCanceled())
        return fail(device, Failure::Cancelled, QStringLiteral("cancelled"));
    if (verdict == Operation::Verdict::More) {
        exchange.attempt = 0;
        exchange.oddAnswer.clear();
        exchange.icmpUnreachable = false;
        return ask(device);
    }
    finish(device, exchange.job->operation->takeReply());
}

void Poller::onUnreachable(const Peer& peer)
{
    // ICMP is easily forged, and an agent that restarts refuses for a moment: it only names the failure.
    if (const auto found = devices_.find(peer); found != devices_.end() && found->second->current)
        found->second->current->icmpUnreachable = true;
}

// --- deadlines -------------------------------------------------------------------------------------

void Poller::arm(Device& device, qint64 deadlineMs)
{
    disarm(device);
    device.current->deadlineMs = deadlineMs;
    deadlines_.emplace(deadlineMs, &device);
    setNextTimer();
}

void Poller::disarm(Device& device)
{
    deadlines_.erase({device.current->deadlineMs, &device});
}

void Poller::setNextTimer()
{
    if (deadlines_.empty())
        return timer_.stop();
    const qint64 wait = std::max<qint64>(0, deadlines_.begin()->first - clock_.elapsed());
    if (!timer_.isActive() || timer_.remainingTime() > wait)
        timer_.start(int(wait));
}

void Poller::onTimer()
{
    const qint64 now = clock_.elapsed();
    while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
        Device& device = *deadlines_.begin()->second;
        deadlines_.erase(deadlines_.begin());
        onDeadline(device);
    }
    startWaiting();
    setNextTimer();
}

void Poller::onDeadline(Device& device)
{
    Exchange& exchange = *device.current;
    releaseSlot(exchange); // who is silent once shall not keep others waiting for its repetitions
    if (exchange.job->promise.isCanceled())
        return fail(device, Failure::Cancelled, QStringLiteral("cancelled"));
    if (exchange.doom != Failure::None)
        return fail(device, exchange.doom, exchange.doomDetail);
    if (++exchange.attempt > exchange.job->target.retries)
        return onNoAnswer(device);
    ++counters_.repeated;
    Operation& operation = *exchange.job->operation;
    if (exchange.phase == Phase::Asking && operation.shrinksOnTimeout() && operation.shrink())
        return ask(device);
    transmit(device);
}

void Poller::onNoAnswer(Device& device)
{
    const Exchange& exchange = *device.current;
    const Credential& credential = exchange.job->target.credential;
    const QString odd = exchange.oddAnswer;
    QString tries = QStringLiteral("no answer to %1 messages, %2 ms each").arg(exchange.attempt).arg(exchange.job->target.timeoutMs);
    if (!odd.isEmpty())
        return fail(device, Failure::Malformed, odd);
    if (exchange.icmpUnreachable)
        return fail(device, Failure::Unreachable, QStringLiteral("nothing listens at this address and port, or no route"));
    if (exchange.discovered && securityLevel(credential) == SecurityLevel::AuthPriv)
        tries += QStringLiteral("; it answered the discovery, so its privacy password or protocol may differ");
    if (credential.version == Version::V3)
        forgetEngine(device, {}); // perhaps another device with the old address: discover it next time
    fail(device, Failure::Timeout, tries);
}

// --- ends ------------------------------------------------------------------------------------------

/// Ends at the next turn of the event loop: a queue of a thousand hopeless jobs must not recurse.
void Poller::doom(Device& device, Failure failure, const QString& detail)
{
    device.current->doom = failure;
    device.current->doomDetail = detail;
    arm(device, clock_.elapsed());
}

void Poller::fail(Device& device, Failure failure, const QString& detail)
{
    Reply reply = device.current->job->operation->takeReply();
    reply.failure = failure;
    reply.detail = detail;
    finish(device, std::move(reply));
}

void Poller::finish(Device& device, Reply reply)
{
    Exchange exchange = std::move(*device.current);
    disarm(device);
    device.current.reset();
    releaseSlot(exchange);
    if (exchange.sentAtMs > 0)
        reply.roundTripMs = int(clock_.elapsed() - exchange.sentAtMs);
    if (exchange.job->target.credential.version == Version::V3)
        reply.engineId = device.engine3.engineId;
    resolve(*exchange.job, std::move(reply));
    pump(device); // may end the device
    startWaiting();
}

void Poller::resolve(Job& job, Reply reply)
{
    if (job.promise.isCanceled()) {
        reply.failure = Failure::Cancelled;
        reply.detail = QStringLiteral("cancelled");
    }
    job.promise.addResult(std::move(reply));
    job.promise.finish();
}

void Poller::cancelAll()
{
    ended_ = true;
    waiting_.clear();
    deadlines_.clear();
    timer_.stop();
    const auto devices = std::exchange(devices_, {});
    for (const auto& [peer, device] : devices) {
        if (device->current)
            device->queue.push_front(std::move(device->current->job));
        for (const auto& job : device->queue) {
            Reply reply = job->operation->takeReply();
            reply.failure = Failure::Cancelled;
            reply.detail = QStringLiteral("the engine has ended");
            resolve(*job, std::move(reply));
        }
    }
    socket4_.reset();
    socket6_.reset();
}

} // namespace trunkline::snmp
