#include "tests/support/radiusserver.h"

#include "tests/support/snmppeer.h"

#include <QFile>
#include <QTest>
#include <QUdpSocket>

namespace trunkline::test {

namespace {

// As Debian configures its detail module, but for the paths: one file, times as seconds.
const char* const configuration = R"(
name = radiusd
prefix = %1
localstatedir = %1
raddbdir = %1
logdir = %1
run_dir = %1
libdir = /usr/lib/freeradius
pidfile = %1/radiusd.pid
max_requests = 1024
cleanup_delay = 2
hostname_lookups = no
log { destination = files
 file = %1/log }
security { allow_core_dumps = no }
thread pool { start_servers = 1
 max_servers = 2
 min_spare_servers = 1
 max_spare_servers = 2 }
client loopback { ipaddr = 127.0.0.1
 secret = trunkline-test
 require_message_authenticator = no }
modules {
 detail { filename = %1/detail
 escape_filenames = no
 permissions = 0600
 header = "%t" }
}
server accounting {
 listen { type = acct
 ipaddr = 127.0.0.1
 port = %2 }
 accounting {
  detail
 }
}
)";

quint16 freeDatagramPort()
{
    QUdpSocket probe;
    probe.bind(QHostAddress::LocalHost, 0);
    return probe.localPort();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

RadiusServer::RadiusServer() = default;

RadiusServer::~RadiusServer()
{
    if (server_.state() == QProcess::NotRunning)
        return;
    server_.terminate();
    if (!server_.waitForFinished(5'000)) {
        server_.kill();
        server_.waitForFinished(5'000);
    }
}

bool RadiusServer::isInstalled()
{
    return !installedProgram(QStringLiteral("freeradius")).isEmpty() && !installedProgram(QStringLiteral("radclient")).isEmpty();
}

bool RadiusServer::start(QString* problem)
{
    for (int attempt = 0; attempt < 5; ++attempt) // another program may take the free port first
        if (startAt(freeDatagramPort()))
            return true;
    *problem = QStringLiteral("FreeRADIUS does not start: ") + QString::fromUtf8(log());
    return false;
}

bool RadiusServer::startAt(quint16 port)
{
    port_ = port;
    QFile file(folder_.filePath(QStringLiteral("radiusd.conf")));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    file.write(QByteArray(configuration).replace("%1", folder_.path().toUtf8()).replace("%2", QByteArray::number(port)));
    file.close();
    QFile detail(detailPath()); // on some file systems the module opens, but does not make it
    if (!detail.open(QIODevice::WriteOnly))
        return false;
    detail.close();
    server_.setStandardOutputFile(QProcess::nullDevice());
    server_.setStandardErrorFile(folder_.filePath(QStringLiteral("errors")));
    server_.start(installedProgram(QStringLiteral("freeradius")), {QStringLiteral("-f"), QStringLiteral("-d"), folder_.path(), QStringLiteral("-D"), QStringLiteral("/usr/share/freeradius")});
    return QTest::qWaitFor([this] { return server_.state() == QProcess::NotRunning || log().contains("Ready to process requests"); }, 20'000)
        && server_.state() == QProcess::Running;
}

QByteArray RadiusServer::log() const
{
    return contentOf(folder_.filePath(QStringLiteral("log"))) + contentOf(folder_.filePath(QStringLiteral("errors")));
}

bool RadiusServer::account(const QByteArray& attributes)
{
    QProcess client; // asks once: what it repeated on a slow machine would be accounted twice
    client.start(installedProgram(QStringLiteral("radclient")), {QStringLiteral("-t"), QStringLiteral("60"), QStringLiteral("-r"), QStringLiteral("1"), QStringLiteral("127.0.0.1:%1").arg(port_),
                                                                 QStringLiteral("acct"), QStringLiteral("trunkline-test")});
    client.write(attributes);
    client.closeWriteChannel();
    const bool answered = client.waitForFinished(70'000) && client.exitCode() == 0;
    if (!answered)
        qWarning("%s%s%s", client.readAll().constData(), client.readAllStandardError().constData(), log().constData());
    return answered;
}

QByteArray RadiusServer::detail() const
{
    return contentOf(detailPath());
}

} // namespace trunkline::test
