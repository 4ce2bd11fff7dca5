#include "snmp/syslog/receiver.h"

#include "snmp/syslog/listener.h"

#include <utility>

namespace trunkline::syslog {

static constexpr std::size_t mostQueuedMessages = 100'000;
static constexpr qsizetype mostQueuedLogOctets = 64 << 20; // as they were on the wire

Receiver::Receiver(QObject* parent)
    : QObject(parent), queue_(mostQueuedMessages, mostQueuedLogOctets, [this] { QMetaObject::invokeMethod(this, &Receiver::drain, Qt::QueuedConnection); })
{
    constexpr int pauseMs = 50;
    qRegisterMetaType<QList<Message>>();
    pause_.setSingleShot(true);
    pause_.setInterval(pauseMs);
    connect(&pause_, &QTimer::timeout, this, &Receiver::drain);
    thread_.setObjectName(QStringLiteral("syslog"));
    anchor_.moveToThread(&thread_);
    thread_.start();
    runOnThread([this] { listener_ = new Listener(*this); });
}

Receiver::~Receiver()
{
    runOnThread([this] { delete listener_; });
    thread_.quit();
    thread_.wait();
}

void Receiver::runOnThread(const std::function<void()>& work)
{
    QMetaObject::invokeMethod(&anchor_, work, Qt::BlockingQueuedConnection);
}

QStringList Receiver::listen(const Listening& listening)
{
    QStringList problems;
    runOnThread([&] {
        problems = listener_->listen(listening);
        udpPort_ = listener_->udpPort();
        tcpPort_ = listener_->tcpPort();
        tlsPort_ = listener_->tlsPort();
    });
    return problems;
}

Receiver::Counters Receiver::counters() const
{
    const auto queue = queue_.counters();
    Counters counters{queue.received, queue.waiting, connections_, {}};
    const std::pair<const char*, quint64> reasons[] = {{"sourceFull", queue.droppedOfSource}, {"queueFull", queue.droppedOfAll}, {"tooManyConnections", tooMany_},
                                                       {"handshake", handshakes_}, {"empty", empty_}};
    for (const auto& [reason, count] : reasons)
        if (count > 0)
            counters.dropped.insert(QString::fromLatin1(reason), count);
    return counters;
}

void Receiver::setHeld(bool held)
{
    const bool was = std::exchange(held_, held);
    if (was && !held)
        QMetaObject::invokeMethod(this, &Receiver::drain, Qt::QueuedConnection);
}

void Receiver::drain()
{
    constexpr std::size_t itemsATurn = 1000; // the thread has other things to do, too
    if (held_ || pause_.isActive())
        return;
    bool more = false;
    QList<Message> turn;
    for (auto& [message, octets, waitedMs] : queue_.take(itemsATurn, &more)) {
        message.waitedMs = waitedMs;
        turn.append(std::move(message));
    }
    if (more)
        QMetaObject::invokeMethod(this, &Receiver::drain, Qt::QueuedConnection);
    else
        pause_.start();
    if (!turn.isEmpty())
        Q_EMIT received(turn); // last: a slot may end us
}

} // namespace trunkline::syslog
