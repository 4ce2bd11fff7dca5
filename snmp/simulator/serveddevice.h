// One device as the outside sees it: datagrams in, datagrams out.
#pragma once

#include "snmp/simulator/agent.h"
#include "snmp/simulator/usmengine.h"

#include <QHash>

#include <memory>

namespace trunkline::simulator {

/// What happened to the datagrams of a device.
struct DeviceCounters {
    quint64 requests = 0;
    quint64 wrongCommunity = 0;
    quint64 undecodable = 0;
    quint64 reports = 0;
    /// Arrived while the device was dead.
    quint64 unheard = 0;
};

class ServedDevice {
public:
    struct Answer {
        /// Empty: silence.
        QByteArray datagram;
        /// A response came in, to an inform of ours.
        std::optional<qint32> answeredInform;
    };

    ServedDevice(QString name, UsmEngine engine, RequestLimits limits);

    const QString& name() const { return name_; }
    UsmEngine& engine() { return engine_; }
    const UsmEngine& engine() const { return engine_; }
    const DeviceCounters& counters() const { return counters_; }

    /// What a v1 or v2c community sees.
    void addCommunity(const QByteArray& community, ObjectSource& objects, bool mayWrite);
    /// What v3 users see; the empty context is the device itself.
    void addContext(const QByteArray& context, ObjectSource& objects);
    /// Keeps the objects for as long as the device.
    void keep(std::unique_ptr<ObjectSource> objects) { owned_.push_back(std::move(objects)); }

    /// A dead device hears and says nothing.
    bool isSilent() const { return silent_; }
    void setSilent(bool silent) { silent_ = silent; }

    Answer receive(QByteArrayView datagram);

private:
    struct Access {
        ObjectSource* objects = nullptr;
        bool mayWrite = false;
    };

    Answer receiveCommunity(QByteArrayView datagram);
    Answer receiveV3(QByteArrayView datagram);

    QString name_;
    UsmEngine engine_;
    RequestLimits limits_;
    bool silent_ = false;
    QHash<QByteArray, Access> communities_;
    QHash<QByteArray, ObjectSource*> contexts_;
    std::vector<std::unique_ptr<ObjectSource>> owned_;
    DeviceCounters counters_;
};

} // namespace trunkline::simulator
