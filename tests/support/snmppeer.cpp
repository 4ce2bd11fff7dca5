#include "tests/support/snmppeer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QProcessEnvironment>
#include <QUdpSocket>

namespace trunkline::test {

namespace {

QProcessEnvironment snmpEnvironment(const QString& folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString state = folder + QStringLiteral("/state");
    QDir().mkpath(state);
    // The folder of the saved engine id and boots is read only when the path names it, too.
    environment.insert(QStringLiteral("SNMPCONFPATH"), folder + u':' + state);
    environment.insert(QStringLiteral("SNMP_PERSISTENT_DIR"), state);
    environment.insert(QStringLiteral("MIBS"), QString());
    environment.insert(QStringLiteral("HOME"), folder);
    return environment;
}

/// Free a moment ago: who starts a program there tries again with another one.
quint16 freeUdpPort()
{
    QNetworkProxyFactory::setUseSystemConfiguration(false); // else Qt asks libproxy, which races with itself
    QUdpSocket socket;
    socket.bind(QHostAddress(QHostAddress::LocalHost), 0);
    return socket.localPort();
}

} // namespace

QString installedProgram(const QString& name)
{
    for (const char* folder : {"/usr/sbin/", "/usr/bin/"})
        if (const QString path = QString::fromLatin1(folder) + name; QFile::exists(path))
            return path;
    return {};
}

ToolResult runSnmpTool(const QString& program, const QStringList& arguments, const QString& stateFolder, int limitMs)
{
    QProcess process;
    process.setProcessEnvironment(snmpEnvironment(stateFolder));
    process.start(installedProgram(program), arguments);
    ToolResult result;
    if (!process.waitForFinished(limitMs)) {
        process.kill();
        process.waitForFinished();
        result.errors = "did not end in time";
        return result;
    }
    result.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    return result;
}

SnmpPeer::SnmpPeer() = default;

SnmpPeer::~SnmpPeer()
{
    stop();
}

bool SnmpPeer::writeConfiguration()
{
    QFile file(folder_.filePath(QStringLiteral("snmpd.conf")));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QByteArray auth = authPassword;
    const QByteArray priv = privPassword;
    file.write("rocommunity " + QByteArray(readCommunity) + "\n"
               "rwcommunity " + QByteArray(writeCommunity) + "\n"
               "createUser shaaes SHA " + auth + " AES " + priv + "\n"
               "createUser sha256aes SHA-256 " + auth + " AES " + priv + "\n"
               "createUser md5des MD5 " + auth + " DES " + priv + "\n"
               "createUser authonly SHA " + auth + "\n"
               "createUser noauth\n"
               "rwuser shaaes priv\n"
               "rouser sha256aes priv\n"
               "rouser md5des priv\n"
               "rouser authonly auth\n"
               "rouser noauth noauth\n"
               "sysName peer.example\n"
               "sysServices 72\n"
               "view stable included .1.3.6.1.2.1\n"
               "view stable excluded .1.3.6.1.2.1.4.22\n"
               "view stable excluded .1.3.6.1.2.1.4.35\n"
               "view stable excluded .1.3.6.1.2.1.6\n"
               "view stable excluded .1.3.6.1.2.1.7\n"
               "view stable excluded .1.3.6.1.2.1.25\n"
               "rocommunity " + QByteArray(stableCommunity) + " default -V stable\n");
    if (!engineIdHex_.isEmpty())
        file.write("exactEngineID 0x" + engineIdHex_ + "\n");
    return true;
}

bool SnmpPeer::answers() const
{
    const ToolResult result = runSnmpTool(QStringLiteral("snmpget"),
                                          {QStringLiteral("-v2c"), QStringLiteral("-c"), QString::fromLatin1(readCommunity),
                                           QStringLiteral("-t"), QStringLiteral("0.2"), QStringLiteral("-r"), QStringLiteral("0"),
                                           QStringLiteral("127.0.0.1:%1").arg(port_), QStringLiteral(".1.3.6.1.2.1.1.3.0")},
                                          folder_.path());
    return result.exitCode == 0;
}

bool SnmpPeer::start(QString* problem, quint16 port)
{
    const QString program = installedProgram(QStringLiteral("snmpd"));
    if (program.isEmpty() || !folder_.isValid() || !writeConfiguration()) {
        *problem = QStringLiteral("snmpd is not installed, or no temporary folder can be written");
        return false;
    }
    for (int attempt = 0; attempt < 5; ++attempt) {
        port_ = port ? port : freeUdpPort();
        process_ = std::make_unique<QProcess>();
        process_->setProcessEnvironment(snmpEnvironment(folder_.path()));
        process_->setStandardOutputFile(folder_.filePath(QStringLiteral("out.log")));
        process_->setStandardErrorFile(folder_.filePath(QStringLiteral("log")));
        process_->start(program, {QStringLiteral("-f"), QStringLiteral("-Le"), QStringLiteral("-r"), QStringLiteral("-I"), QStringLiteral("-smux"),
                                  QStringLiteral("udp:127.0.0.1:%1").arg(port_)});
        QElapsedTimer clock;
        clock.start();
        while (process_->waitForStarted(1000) && running() && clock.elapsed() < 20'000)
            if (answers())
                return true;
        stop();
    }
    QFile log(folder_.filePath(QStringLiteral("log")));
    *problem = log.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(log.readAll()) : QStringLiteral("snmpd wrote no log");
    return false;
}

bool SnmpPeer::restart(QString* problem)
{
    stop();
    return start(problem, port_);
}

bool SnmpPeer::running() const
{
    return process_ && process_->state() == QProcess::Running;
}

void SnmpPeer::stop()
{
    if (!running())
        return;
    process_->terminate();
    if (!process_->waitForFinished(5000)) {
        process_->kill();
        process_->waitForFinished();
    }
}

} // namespace trunkline::test
