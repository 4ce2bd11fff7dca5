// Sends traps and informs, and repeats an inform until it is answered.
#pragma once

#include "snmp/simulator/serveddevice.h"
#include "snmp/simulator/udpsocket.h"

#include <QTimer>

namespace trunkline::simulator {

enum class NotificationForm { TrapV2c, InformV2c, TrapV3 };

struct NotifierOptions {
    QList<Endpoint> destinations;
    NotificationForm form = NotificationForm::TrapV2c;
    QByteArray community = "public";
    /// The sender of v3 traps.
    QByteArray user;
    int informTimeoutMs = 1000;
    /// How often an inform is sent at most.
    int informTries = 5;
};

class Notifier : public QObject {
    Q_OBJECT
public:
    explicit Notifier(NotifierOptions options, QObject* parent = nullptr);

    /// `bindings` begin with sysUpTime.0 and snmpTrapOID.0.
    void send(ServedDevice& device, UdpSocket& from, const VarBinds& bindings);
    void answered(const ServedDevice& device, qint32 requestId, Endpoint by);
    void setDestinations(QList<Endpoint> destinations) { options_.destinations = std::move(destinations); }
    const QList<Endpoint>& destinations() const { return options_.destinations; }

    quint64 sent() const { return sent_; }
    quint64 confirmed() const { return confirmed_; }
    quint64 givenUp() const { return givenUp_; }
    qsizetype waiting() const { return waiting_.size(); }

private:
    struct Inform {
        const ServedDevice* device = nullptr;
        UdpSocket* from = nullptr;
        Endpoint to;
        qint32 requestId = 0;
        QByteArray datagram;
        int triesLeft = 0;
        qint64 dueMs = 0;
    };

    QByteArray encodeFor(ServedDevice& device, qint32 requestId, const VarBinds& bindings) const;
    void resendDue();

    NotifierOptions options_;
    QTimer timer_;
    QList<Inform> waiting_;
    qint32 nextRequestId_ = 1;
    quint64 sent_ = 0;
    quint64 confirmed_ = 0;
    quint64 givenUp_ = 0;
};

} // namespace trunkline::simulator
