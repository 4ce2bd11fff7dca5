// Devices that are not there: recordings and a live synthetic operator network, over real SNMP on
// loopback, an address each and one port for all.
#pragma once

#include "snmp/simulator/deviceobjects.h"
#include "snmp/simulator/notifier.h"
#include "snmp/simulator/recording.h"
#include "snmp/simulator/simclock.h"

#include <QObject>
#include <QRandomGenerator>

namespace trunkline::simulator {

struct SimulatorOptions {
    /// The synthetic network "Northwind Fibre", or another plan in a JSON file of the same form.
    bool synthetic = true;
    QString networkFile;
    /// The first device; the others follow it. Must lie in 127.0.0.0/8, like all addresses here.
    QString baseAddress = QStringLiteral("127.20.0.1");
    /// Files, or folders of *.snmprec. NAME@VLAN.snmprec is what NAME answers to that community.
    QStringList recordings;
    QString recordingsBaseAddress = QStringLiteral("127.30.0.1");
    /// Serve a recording without its wrong lines instead of refusing to start; they are in warnings().
    bool skipRecordingFaults = false;

    /// One UDP port for all devices; 0 takes one that is free on all addresses.
    quint16 port = 0;
    QByteArray readCommunity = "public";
    QByteArray writeCommunity = "private";
    QList<UsmUser> users = defaultUsers();
    RequestLimits limits;
    /// How far away the devices are: every answer comes so much later. Of a thousand, so many get lost, come twice, or
    /// come up to a second and a half later still, behind the answers to later questions.
    int answerDelayMs = 0;
    int lossPermille = 0;
    int duplicatePermille = 0;
    int reorderPermille = 0;

    /// "127.0.0.1:9162".
    QStringList trapDestinations;
    NotificationForm notifications = NotificationForm::TrapV2c;
    int informTimeoutMs = 1000;
    int informTries = 5;

    /// UTC milliseconds; 0 takes the computer's clock at start().
    qint64 startMs = 0;
    double speed = 1.0;
    quint64 seed = 20;

    /// noc-ro and noc-rw, SHA-256 and AES-128, passwords "Northwind-auth-1" and "Northwind-priv-1".
    static QList<UsmUser> defaultUsers();
};

/// What somebody needs to talk to a device.
struct DeviceLine {
    QString name;
    QString address;
    quint16 port = 0;
    /// "public (read), private (read and write)".
    QStringList readCommunities;
    QStringList writeCommunities;
    QStringList users;
    /// Of a recording: its file.
    QString recording;
    /// One line: name, address:port, communities, users.
    QString toString() const;
};

/// Works on the thread that it lives in, which must run an event loop; see SimulatorThread.
class Simulator : public QObject {
    Q_OBJECT
public:
    explicit Simulator(SimulatorOptions options, QObject* parent = nullptr);
    ~Simulator() override;

    /// False, with one sentence in `error`, and then nothing is served: a recording that is malformed (file,
    /// line, reason), a port that is taken, an address outside loopback, a network plan that is wrong.
    bool start(QString* error);
    void stop();
    bool isRunning() const { return !hosts_.empty(); }

    quint16 port() const { return port_; }
    /// The synthetic network first, then the recordings in the order of their files.
    QList<DeviceLine> devices() const;
    /// A line a device, and one for each user with its passwords.
    QStringList printableLines() const;
    /// What start() left out of recordings or put in order, a line each.
    QStringList warnings() const { return warnings_; }

    /// A text command of simulatorcommands.h: "ok …" or "error: sentence".
    QString command(const QString& line);

    /// Null before start(). After changing it, call settle().
    SimClock* clock() { return clock_.get(); }
    /// Null without the synthetic network. Call settle() before and after using it.
    SyntheticNetwork* network() { return network_.get(); }
    /// Brings the network to the clock's time and sends the notifications of what has happened.
    void settle();
    void setTrapDestinations(const QList<Endpoint>& destinations);
    /// What happens to answers from now on; see SimulatorOptions.
    void setAnswers(int delayMs, int lossPermille, int duplicatePermille, int reorderPermille);
    Notifier* notifier() { return notifier_.get(); }
    /// The last linkUp or linkDown of a port once more; false when there was none.
    bool repeatTrap(PortRef port);
    /// Null when no device has this name.
    ServedDevice* served(const QString& name);
    QStringList deviceNames() const;

private:
    struct Host;

    bool startSynthetic(QString* error);
    bool startRecordings(QString* error);
    bool readRecording(const QString& file, const QString& baseName, QString* error);
    bool openSockets(QString* error);
    bool openSocketsOn(quint16 port, QString* error, bool* inUse);
    bool readDestinations(QList<Endpoint>& destinations, QString* error) const;
    Host& addHost(const QString& name, quint32 address);
    Host* hostNamed(const QString& name);
    void received(Host& host, QByteArrayView datagram, Endpoint from);
    void answer(Host& host, const QByteArray& datagram, Endpoint to);
    bool happens(int permille);
    int delayOfAnswerMs();
    void notify(const NetworkEvent& event);

    SimulatorOptions options_;
    QRandomGenerator chance_;
    quint16 port_ = 0;
    QList<UsmKeys> keys_;
    std::unique_ptr<SimClock> clock_;
    std::unique_ptr<SyntheticNetwork> network_;
    std::vector<std::unique_ptr<Host>> hosts_;
    /// Destroyed before the sockets that its informs point to.
    std::unique_ptr<Notifier> notifier_;
    /// By device and port: the bindings behind sysUpTime.0.
    QHash<QPair<int, int>, VarBinds> lastLinkTraps_;
    QStringList warnings_;
};

} // namespace trunkline::simulator
