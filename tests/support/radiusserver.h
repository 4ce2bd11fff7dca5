// Debian's FreeRADIUS as an accounting server on loopback, and its client as a device that accounts. Nothing outside a temporary folder
// and 127.0.0.1 is touched; the server is ended by its process id.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QTemporaryDir>

namespace trunkline::test {

class RadiusServer {
public:
    RadiusServer();
    ~RadiusServer();

    /// Whether both programs are installed.
    static bool isInstalled();
    /// False when it does not start; `problem` then says why.
    bool start(QString* problem);
    /// Sends one Accounting-Request, a line an attribute ("Acct-Session-Id = \"17\""), and waits for the answer. False without one.
    bool account(const QByteArray& attributes);
    /// What the detail module wrote.
    QByteArray detail() const;
    QString detailPath() const { return folder_.filePath(QStringLiteral("detail")); }

private:
    bool startAt(quint16 port);
    QByteArray log() const;

    QTemporaryDir folder_;
    QProcess server_;
    quint16 port_ = 0;
};

} // namespace trunkline::test
