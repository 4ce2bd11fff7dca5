// The commands of a running simulator from another process: a Unix socket, a line in, an answer out.
#pragma once

#include <QByteArray>
#include <QSocketNotifier>
#include <QString>

#include <functional>
#include <memory>
#include <unordered_map>

namespace trunkline::simulator {

/// Only the user who started it may connect. An answer of several lines ends with a line that is a
/// single dot. Lives on the thread that made it, which must run an event loop.
class ControlServer {
public:
    using Run = std::function<QString(const QString& line)>;

    explicit ControlServer(Run run);
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

    /// False, with one sentence in `error`, when the path can't be listened on. A socket that a crashed
    /// simulator has left behind is replaced; one that answers is not.
    bool listen(const QString& path, QString* error);
    QString path() const { return path_; }
    void close();

private:
    struct Client;
    void accept();
    void read(int fd);

    Run run_;
    QString path_;
    int fd_ = -1;
    std::unique_ptr<QSocketNotifier> notifier_;
    std::unordered_map<int, std::unique_ptr<Client>> clients_;
};

struct ControlReply {
    /// Whether the simulator did it; if not, `text` says why.
    bool ok = false;
    /// Without the leading "ok " or "error: ".
    QString text;
};

/// Sends one command and waits for its answer, up to `timeoutMs`.
ControlReply controlSend(const QString& path, const QString& line, int timeoutMs = 5000);

} // namespace trunkline::simulator
