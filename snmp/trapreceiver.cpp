#include "snmp/trapreceiver.h"

#include "snmp/traplistener.h"

#include <QPointer>

#include <utility>

namespace trunkline::snmp {

TrapReceiver::TrapReceiver(Engine& engine, QObject* parent) : QObject(parent), engine_(engine)
{
    qRegisterMetaType<ArrivedNotification>();
    pause_.setSingleShot(true);
    connect(&pause_, &QTimer::timeout, this, &TrapReceiver::drain);
    queue_ = std::make_unique<TrapQueue>([this] { QMetaObject::invokeMethod(this, &TrapReceiver::drain, Qt::QueuedConnection); });
    engine_.runOnThread([this] { listener_ = new TrapListener(*queue_); });
    hostLostBefore_ = UdpSocket::lostByHost();
}

TrapReceiver::~TrapReceiver()
{
    engine_.runOnThread([this] { delete listener_; });
}

bool TrapReceiver::listen(const QString& address, quint16 port, QString* error)
{
    engine_.runOnThread([this] { listener_->stop(); });
    port_ = 0;
    return listenAlso(address, port, {}, error);
}

bool TrapReceiver::listenAlso(const QString& address, quint16 port, const QString& domain, QString* error)
{
    const auto local = Peer::parse(address, port);
    QString why = QStringLiteral("the address is no IPv4 or IPv6 literal");
    bool bound = false;
    if (local)
        engine_.runOnThread([&] {
            bound = listener_->listen(*local, domain, &why);
            port_ = listener_->port();
        });
    if (!bound && error)
        *error = why;
    return bound;
}

void TrapReceiver::setUsers(const QList<Credential>& users)
{
    engine_.runOnThread([&] { listener_->setUsers(users); });
}

TrapReceiver::Counters TrapReceiver::counters() const
{
    Counters now{queue_->received, queue_->undecodable, queue_->refused.total(Refusal::SourceFull), queue_->refused.total(Refusal::QueueFull), 0, 0, queue_->waiting(), queue_->answered};
    engine_.runOnThread([&] { now.lostAtSocket = listener_->lostAtSocket(); });
    now.lostByHost = UdpSocket::lostByHost() - hostLostBefore_;
    return now;
}

Refusals& TrapReceiver::refusals() const
{
    return queue_->refused;
}

void TrapReceiver::setHeld(bool held)
{
    const bool was = std::exchange(held_, held);
    if (was && !held)
        QMetaObject::invokeMethod(this, &TrapReceiver::drain, Qt::QueuedConnection);
}

void TrapReceiver::drain()
{
    constexpr std::size_t itemsATurn = 4000; // a turn is a transaction, and the thread has other things to do, too
    constexpr std::size_t storm = 500;
    constexpr int pauseMs = 200, stormPauseMs = 400;
    if (held_ || pause_.isActive())
        return;
    bool more = false;
    const QPointer<TrapReceiver> self(this);
    auto turn = queue_->take(itemsATurn, &more);
    const bool isStorm = turn.size() >= storm;
    for (auto& [item, octets, waitedMs] : turn) {
        if (auto* notification = std::get_if<ArrivedNotification>(&item)) {
            notification->waitedMs = waitedMs;
            Q_EMIT received(*notification);
        }
        if (const auto* odd = std::get_if<Undecodable>(&item))
            Q_EMIT undecodable(odd->sourceAddress, odd->bytes, odd->reason, odd->domain);
        if (!self)
            return; // a slot ended us
    }
    Q_EMIT turnEnded();
    if (!self)
        return;
    if (more)
        QMetaObject::invokeMethod(this, &TrapReceiver::drain, Qt::QueuedConnection);
    else
        pause_.start(isStorm ? stormPauseMs : pauseMs);
}

} // namespace trunkline::snmp
