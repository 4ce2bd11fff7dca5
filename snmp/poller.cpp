#include "snmp/poller.h"

#include <algorithm>
#include <cstring>

namespace trunkline::snmp {

namespace {

constexpr int octetsAFullAnswer = 3328; // what a datagram of 1472 octets takes of a socket's buffer
constexpr int smallestWindow = 16;
constexpr int largestWindow = 512; // no larger burst of answers, and what is in flight stays in the processor's cache
constexpr int mostTimeoutMs = 600'000;
constexpr int mostRetries = 20;

} // namespace

Poller::Poller(PollerCounters& counters)
    : counters_(counters), ids_(QRandomGenerator::securelySeeded()), salt_(QRandomGenerator::system()->generate64())
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

/// One that could not be had (no file left, no such family) is tried again with the next question.
UdpSocket* Poller::socketFor(int family, QString* error)
{
    auto& socket = family == AF_INET ? socket4_ : socket6_;
    if (!socket || !socket->isOpen()) {
        socket = std::make_unique<UdpSocket>();
        Peer any;
        any.family = family;
        socket->open(any, UdpSocket::Role::Asker, [this](const Datagram& d) { onDatagram(d); }, [this](const Peer& p) { onUnreachable(p); }, error);
        socket->setOnUnsent([this](const Peer& p, int code) { onUnsent(p, code); });
        if (socket->isOpen())
            window_ = std::clamp(socket->receiveBuffer() / octetsAFullAnswer, smallestWindow, largestWindow);
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
    while (!device.queue.empty() && int(device.running.size()) < std::max(device.queue.front()->target.mostInFlight, 1)) {
        std::unique_ptr<Job> job = std::move(device.queue.front());
        device.queue.pop_front();
        if (job->isCanceled() || !job->operation->hasRequest()) {
            resolve(*job, job->operation->takeReply());
            continue;
        }
        Exchange& exchange = *device.running.emplace_back(std::make_unique<Exchange>());
        exchange.device = &device;
        exchange.job = std::move(job);
        exchange.job->operation->begin(device.memory);
        if (inFlight_ < window_)
            start(exchange);
        else
            waiting_.push_back(&exchange);
    }
    // Only what was learned is worth remembering; a sweep over a range of addresses must leave nothing behind.
    if (device.running.empty() && device.engine3.engineId.isEmpty() && !device.memory.isWorthKeeping())
        devices_.erase(Peer(device.peer));
}

void Poller::start(Exchange& exchange)
{
    exchange.holdsSlot = true;
    ++inFlight_;
    ask(exchange);
}

void Poller::startWaiting()
{
    while (inFlight_ < window_ && !waiting_.empty()) {
        Exchange& exchange = *waiting_.front();
        waiting_.pop_front();
        start(exchange);
    }
}

void Poller::releaseSlot(Exchange& exchange)
{
    if (std::exchange(exchange.holdsSlot, false))
        --inFlight_;
}

// --- asking ----------------------------------------------------------------------------------------

/// Sends the operation's present question under a new id, after discovery where that is needed.
void Poller::ask(Exchange& exchange)
{
    exchange.phase = exchange.isV3() && exchange.device->engine3.engineId.isEmpty() ? Phase::Discovering : Phase::Asking;
    exchange.id = nextId();
    transmit(exchange);
}

void Poller::transmit(Exchange& exchange)
{
    QString error;
    UdpSocket* socket = socketFor(exchange.device->peer.family, &error);
    if (!socket->isOpen())
        return doom(exchange, Failure::Unreachable, QStringLiteral("this system gives no socket (%1)").arg(error));
    if (!encode(exchange))
        return;
    exchange.sentAtMs = clock_.elapsed();
    if (exchange.startedAtMs < 0)
        exchange.startedAtMs = exchange.sentAtMs;
    socket->queue(exchange.device->peer, writer_.view());
    ++counters_.sent;
    arm(exchange, exchange.sentAtMs + exchange.job->target.timeoutMs);
}

/// Into writer_; false when that cannot be, and the exchange is doomed.
bool Poller::encode(Exchange& exchange)
{
    if (exchange.phase == Phase::Discovering) {
        encodeDiscovery(exchange);
        return true;
    }
    const UsmUser* user = exchange.isV3() ? userOf(exchange) : nullptr;
    if (exchange.isV3() && !user) {
        doom(exchange, Failure::Authentication, QStringLiteral("the passwords make no key; they need eight characters or more"));
        return false;
    }
    while (!encodeQuestion(exchange, user))
        if (!exchange.job->operation->shrink()) {
            doom(exchange, Failure::TooBig, QStringLiteral("the request does not fit a message"));
            return false;
        }
    return true;
}

bool Poller::encodeQuestion(Exchange& exchange, const UsmUser* user)
{
    writer_.clear();
    const Question question = exchange.job->operation->write(writer_);
    wrapPdu(writer_, question.type, exchange.id, question.nonRepeaters, question.maxRepetitions);
    if (!user)
        wrapCommunity(writer_, exchange.credential().version, exchange.credential().community);
    else if (!user->protect(writer_, clockToSendWith(exchange.device->engine3), exchange.id, salt_++, exchange.job->target.context))
        return false;
    return writer_.mark() <= longestRequest;
}

// --- answers ---------------------------------------------------------------------------------------

void Poller::onDatagram(const Datagram& datagram)
{
    const auto found = devices_.find(datagram.from);
    const auto isAsked = [](const auto& exchange) { return exchange->phase != Phase::Waiting && exchange->doom == Failure::None; };
    if (found == devices_.end() || std::none_of(found->second->running.begin(), found->second->running.end(), isAsked)) {
        ++counters_.refused; // from no one who was asked: not even decoded
        return;
    }
    Device& device = *found->second;
    const auto envelope = readEnvelope(datagram.view());
    if (!envelope)
        return refuse(device, problemText(Problem::Malformed));
    if (envelope->version == 3)
        onUsmAnswer(device, *envelope, datagram.bytes);
    else
        onCommunityAnswer(device, *envelope);
}

/// Something came from the device that is no answer: go on waiting, but say so if nothing better comes.
void Poller::refuse(Device& device, const QString& why)
{
    ++counters_.refused;
    if (!why.isEmpty())
        for (const auto& exchange : device.running)
            exchange->oddAnswer = why;
}

void Poller::refuse(Exchange& exchange, const QString& why)
{
    ++counters_.refused;
    exchange.oddAnswer = why;
}

void Poller::onCommunityAnswer(Device& device, const Envelope& envelope)
{
    const auto pdu = readPdu(envelope.data);
    if (!pdu)
        return refuse(device, problemText(Problem::Malformed));
    const auto found = std::find_if(device.running.begin(), device.running.end(), [&](const auto& exchange) {
        return exchange->id == pdu->requestId && exchange->phase == Phase::Asking && exchange->doom == Failure::None;
    });
    if (found == device.running.end())
        return refuse(device, {}); // late or repeated
    Exchange& exchange = **found;
    const int version = exchange.credential().version == Version::V1 ? 0 : 1;
    if (exchange.isV3() || pdu->type != PduType::Response || envelope.version != version || envelope.community != exchange.credential().community)
        return refuse(exchange, QStringLiteral("an answer of another kind, version or community"));
    onAnswer(exchange, *pdu);
}

void Poller::onAnswer(Exchange& exchange, const PduView& answer)
{
    const Operation::Verdict verdict = exchange.job->operation->accept(answer, clock_.elapsed() - exchange.startedAtMs);
    if (verdict == Operation::Verdict::Malformed)
        return refuse(exchange, problemText(Problem::Malformed));
    if (verdict == Operation::Verdict::Foreign)
        return refuse(exchange, QStringLiteral("an answer about other variables than those asked for"));
    ++counters_.answered;
    exchange.device->memory.isSilent = false;
    if (exchange.job->isCanceled())
        return fail(exchange, Failure::Cancelled, QStringLiteral("cancelled"));
    if (verdict == Operation::Verdict::More) {
        exchange.attempt = 0;
        exchange.oddAnswer.clear();
        exchange.icmpUnreachable = false;
        return ask(exchange);
    }
    finish(exchange, exchange.job->operation->takeReply());
}

void Poller::onUnreachable(const Peer& peer)
{
    // ICMP is easily forged, and an agent that restarts refuses for a moment: it only names the failure.
    if (const auto found = devices_.find(peer); found != devices_.end())
        for (const auto& exchange : found->second->running)
            exchange->icmpUnreachable = true;
}

void Poller::onUnsent(const Peer& peer, int code)
{
    if (const auto found = devices_.find(peer); found != devices_.end())
        for (const auto& exchange : found->second->running)
            if (exchange->phase != Phase::Waiting)
                doom(*exchange, Failure::Unreachable, QString::fromLocal8Bit(std::strerror(code)));
}

// --- deadlines -------------------------------------------------------------------------------------

void Poller::arm(Exchange& exchange, qint64 deadlineMs)
{
    deadlines_.set(exchange, deadlineMs);
    if (!timer_.isActive() || deadlineMs < timerAtMs_)
        startTimer(deadlineMs);
}

void Poller::startTimer(qint64 atMs)
{
    timerAtMs_ = atMs;
    timer_.start(int(std::max<qint64>(0, atMs - clock_.elapsed())));
}

void Poller::onTimer()
{
    const qint64 now = clock_.elapsed();
    while (Deadlines::Entry* due = deadlines_.takeDue(now))
        onDeadline(static_cast<Exchange&>(*due));
    startWaiting();
    if (const auto next = deadlines_.nextMs())
        startTimer(*next);
}

void Poller::onDeadline(Exchange& exchange)
{
    releaseSlot(exchange); // who is silent once shall not keep others waiting for its repetitions
    if (exchange.job->isCanceled())
        return fail(exchange, Failure::Cancelled, QStringLiteral("cancelled"));
    if (exchange.doom != Failure::None)
        return fail(exchange, exchange.doom, exchange.doomDetail);
    Operation& operation = *exchange.job->operation;
    const bool onlyProbes = operation.isPeriodic() && exchange.device->memory.isSilent;
    if (++exchange.attempt > (onlyProbes ? 0 : exchange.job->target.retries))
        return onNoAnswer(exchange);
    ++counters_.repeated;
    if (exchange.phase == Phase::Asking && operation.shrinksOnTimeout() && operation.shrink())
        return ask(exchange);
    transmit(exchange);
}

void Poller::onNoAnswer(Exchange& exchange)
{
    Device& device = *exchange.device;
    if (exchange.job->operation->isPeriodic())
        device.memory.isSilent = true;
    if (!exchange.oddAnswer.isEmpty())
        return fail(exchange, Failure::Malformed, exchange.oddAnswer);
    if (exchange.icmpUnreachable)
        return fail(exchange, Failure::Unreachable, QStringLiteral("nothing listens at this address and port, or no route"));
    QString tries = QStringLiteral("no answer to %1 messages, %2 ms each").arg(exchange.attempt).arg(exchange.job->target.timeoutMs);
    if (exchange.discovered && securityLevel(exchange.credential()) == SecurityLevel::AuthPriv)
        tries += QStringLiteral("; it answered the discovery, so its privacy password or protocol may differ");
    if (exchange.isV3())
        forgetEngine(device, {}); // perhaps another device with the old address: discover it next time
    fail(exchange, Failure::Timeout, tries);
}

// --- ends ------------------------------------------------------------------------------------------

/// Ends at the next turn of the event loop: a queue of a thousand hopeless jobs must not recurse.
void Poller::doom(Exchange& exchange, Failure failure, const QString& detail)
{
    exchange.doom = failure;
    exchange.doomDetail = detail;
    arm(exchange, clock_.elapsed());
}

void Poller::fail(Exchange& exchange, Failure failure, const QString& detail)
{
    Reply reply = exchange.job->operation->takeReply();
    reply.failure = failure;
    reply.detail = detail;
    finish(exchange, std::move(reply));
}

/// Ends the exchange and, when nothing else is known of it, the device.
void Poller::finish(Exchange& exchange, Reply reply)
{
    Device& device = *exchange.device;
    releaseSlot(exchange);
    if (exchange.startedAtMs >= 0)
        reply.roundTripMs = int(clock_.elapsed() - exchange.sentAtMs);
    if (exchange.isV3())
        reply.engineId = device.engine3.engineId;
    const auto own = std::find_if(device.running.begin(), device.running.end(), [&](const auto& other) { return other.get() == &exchange; });
    const std::unique_ptr<Exchange> ended = std::move(*own);
    device.running.erase(own);
    resolve(*ended->job, std::move(reply));
    pump(device);
    startWaiting();
}

void Poller::resolve(Job& job, Reply reply)
{
    if (job.isCanceled()) {
        reply.failure = Failure::Cancelled;
        reply.detail = QStringLiteral("cancelled");
    }
    job.resolve(std::move(reply));
}

void Poller::cancelAll()
{
    ended_ = true;
    waiting_.clear();
    timer_.stop();
    const auto devices = std::exchange(devices_, {});
    for (const auto& [peer, device] : devices) {
        for (auto exchange = device->running.rbegin(); exchange != device->running.rend(); ++exchange)
            device->queue.push_front(std::move((*exchange)->job));
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
