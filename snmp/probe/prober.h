// Asks many devices at once whether they can be reached, and how long it takes.
#pragma once

#include <QList>
#include <QMetaType>
#include <QObject>
#include <QString>
#include <QThread>

#include <optional>

namespace trunkline::probe {

struct Request {
    quint64 tag = 0;     ///< given back with the result
    QString address;     ///< a literal
    int echoes = 3;      ///< 0: none
    QList<quint16> tcpPorts;
    int timeoutMs = 1000; ///< of each echo and connection
};

struct TcpResult {
    quint16 port = 0;
    std::optional<qint64> rttUs; ///< it took a connection; how long that took
    bool refused = false;        ///< the device is there, the port is closed
    bool operator==(const TcpResult&) const = default;
};

struct Result {
    quint64 tag = 0;
    int sent = 0;     ///< echo requests; none where they are not permitted
    int received = 0;
    qint64 minUs = 0; ///< round trip of those that were answered
    qint64 meanUs = 0;
    qint64 maxUs = 0;
    QList<TcpResult> tcp;
    bool operator==(const Result&) const = default;

    /// Something could be asked.
    bool asked() const { return sent > 0 || !tcp.isEmpty(); }
    /// Something came back, be it a refusal.
    bool reached() const;
    /// In thousandths.
    int lossPermille() const { return sent ? 1000 * (sent - received) / sent : 0; }
};

class Worker;

/// Sends and measures on a thread of its own. Echoes go through unprivileged sockets where the system permits them (ping(7), net.ipv4.ping_group_range),
/// else through raw ones where the program has CAP_NET_RAW. Those of one request are 200 ms apart, so that a short burst of loss is not all of
/// them; those of many requests leave in steps of 64, so that no queue on the way overflows.
class Prober : public QObject {
    Q_OBJECT
public:
    explicit Prober(QObject* parent = nullptr);
    ~Prober() override;

    void probe(const QList<Request>& requests);
    /// Why there are no echo requests of a family, a technical phrase; empty while there are.
    QString echoProblem() const { return echoProblem_; }

Q_SIGNALS:
    void finished(const trunkline::probe::Result& result);

private:
    QThread thread_;
    QObject anchor_; ///< lives on the thread, for calls to it
    Worker* worker_ = nullptr; ///< lives and ends on the thread
    QString echoProblem_;
};

} // namespace trunkline::probe

Q_DECLARE_METATYPE(trunkline::probe::Result)
