#include "snmp/simulator/notifier.h"

#include <QDeadlineTimer>

namespace trunkline::simulator {

static qint64 monotonicMs()
{
    return QDeadlineTimer::current().deadline();
}

Notifier::Notifier(NotifierOptions options, QObject* parent) : QObject(parent), options_(std::move(options)), timer_(this)
{
    timer_.setInterval(std::max(10, options_.informTimeoutMs / 4));
    connect(&timer_, &QTimer::timeout, this, &Notifier::resendDue);
}

QByteArray Notifier::encodeFor(ServedDevice& device, qint32 requestId, const VarBinds& bindings) const
{
    Pdu pdu{PduType::TrapV2, requestId, 0, 0, bindings};
    if (options_.form == NotificationForm::TrapV3)
        return device.engine().notification(options_.user, requestId, pdu);
    if (options_.form == NotificationForm::InformV2c)
        pdu.type = PduType::Inform;
    return encode(CommunityMessage{Version::V2c, options_.community, pdu});
}

void Notifier::send(ServedDevice& device, UdpSocket& from, const VarBinds& bindings)
{
    for (const Endpoint& to : options_.destinations) {
        const qint32 requestId = nextRequestId_++;
        const QByteArray datagram = encodeFor(device, requestId, bindings);
        from.send(datagram, to);
        ++sent_;
        if (options_.form != NotificationForm::InformV2c)
            continue;
        waiting_.append({&device, &from, to, requestId, datagram, options_.informTries - 1, monotonicMs() + options_.informTimeoutMs});
        if (!timer_.isActive())
            timer_.start();
    }
}

void Notifier::answered(const ServedDevice& device, qint32 requestId, Endpoint by)
{
    confirmed_ += quint64(waiting_.removeIf([&](const Inform& inform) {
        return inform.device == &device && inform.requestId == requestId && inform.to == by;
    }));
    if (waiting_.isEmpty())
        timer_.stop();
}

void Notifier::resendDue()
{
    const qint64 now = monotonicMs();
    for (Inform& inform : waiting_) {
        if (inform.dueMs > now || inform.triesLeft == 0)
            continue;
        // A device without power repeats nothing.
        if (!inform.device->isSilent())
            inform.from->send(inform.datagram, inform.to);
        --inform.triesLeft;
        inform.dueMs = now + options_.informTimeoutMs;
    }
    givenUp_ += quint64(waiting_.removeIf([&](const Inform& inform) { return inform.triesLeft == 0 && inform.dueMs <= now; }));
    if (waiting_.isEmpty())
        timer_.stop();
}

} // namespace trunkline::simulator
