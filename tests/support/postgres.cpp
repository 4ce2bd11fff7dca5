#include "tests/support/postgres.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <pwd.h>
#include <unistd.h>

namespace trunkline::test {

namespace {

const QString binaries = QStringLiteral("/usr/lib/postgresql/15/bin/");

// initdb and postgres refuse root: the machine's postgres user runs them then.
QStringList asOrdinaryUser(QStringList command)
{
    if (geteuid() == 0)
        return QStringList{QStringLiteral("runuser"), QStringLiteral("-u"), QStringLiteral("postgres"), QStringLiteral("--")} + command;
    return command;
}

/// Members of the role “guarded” need their password; the first line that fits counts.
void guard(const QString& rules)
{
    QFile file(rules);
    if (!file.open(QIODevice::ReadWrite))
        qFatal("%s can't be changed", qPrintable(rules));
    const QByteArray others = file.readAll();
    file.seek(0);
    file.write("host all +guarded 127.0.0.1/32 scram-sha-256\n" + others);
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost, 0);
    return probe.serverPort();
}

} // namespace

PostgresCluster& PostgresCluster::instance()
{
    static PostgresCluster cluster;
    return cluster;
}

PostgresCluster::PostgresCluster() : folder_(std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/trunkline-pg-XXXXXX")))
{
    if (const passwd* owner = geteuid() == 0 ? getpwnam("postgres") : nullptr)
        if (chown(qPrintable(folder_->path()), owner->pw_uid, owner->pw_gid) != 0)
            qFatal("The folder %s can't be given to the postgres user", qPrintable(folder_->path()));
    const QString data = folder_->filePath(QStringLiteral("data"));
    run(binaries + QStringLiteral("initdb"), {"-D", data, "-U", "trunkline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"});
    guard(data + QStringLiteral("/pg_hba.conf"));
    for (int attempt = 0; attempt < 5; ++attempt) // another program may take the free port first
        if (startAt(freePort()))
            return;
    qFatal("PostgreSQL does not start; see %s/log", qPrintable(folder_->path()));
}

bool PostgresCluster::startAt(quint16 port)
{
    port_ = port;
    QStringList command = asOrdinaryUser({binaries + QStringLiteral("postgres"), "-D", folder_->filePath(QStringLiteral("data")), "-p", QString::number(port_), "-k", folder_->path(),
                                          "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "full_page_writes=off"});
    server_.setProgram(command.takeFirst());
    server_.setArguments(command);
    server_.setWorkingDirectory(folder_->path());
    server_.setStandardOutputFile(QProcess::nullDevice());
    server_.setStandardErrorFile(folder_->filePath(QStringLiteral("log")));
    server_.start();
    const bool ready = QTest::qWaitFor([this] {
        if (server_.state() == QProcess::NotRunning)
            return true;
        return QProcess::execute(binaries + QStringLiteral("pg_isready"), {"-q", "-h", "127.0.0.1", "-p", QString::number(port_), "-U", "trunkline"}) == 0;
    }, 30'000);
    return ready && server_.state() == QProcess::Running;
}

void PostgresCluster::crash()
{
    run(binaries + QStringLiteral("pg_ctl"), {"-D", folder_->filePath(QStringLiteral("data")), "-m", "immediate", "stop"});
    server_.waitForFinished(10'000);
}

void PostgresCluster::start()
{
    if (!startAt(port_))
        qFatal("PostgreSQL does not start again; see %s/log", qPrintable(folder_->path()));
}

PostgresCluster::~PostgresCluster()
{
    server_.terminate(); // runuser hands the signal on; the server ends its sessions
    if (!server_.waitForFinished(10'000))
        server_.kill();
}

void PostgresCluster::run(const QString& program, const QStringList& arguments)
{
    QStringList command = asOrdinaryUser(QStringList{program} + arguments);
    QProcess process;
    process.setWorkingDirectory(folder_->path());
    const QString first = command.takeFirst();
    process.start(first, command);
    process.waitForFinished(60'000);
    if (process.exitCode() != 0)
        qFatal("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
}

QByteArray PostgresCluster::psql(const QString& database, const QString& sql)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("psql"), {"-h", "127.0.0.1", "-p", QString::number(port_), "-U", "trunkline", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAt", "-c", sql});
    process.waitForFinished(30'000);
    return process.readAll();
}

void PostgresCluster::createGuardedUser(const QString& name, const QString& password)
{
    const QByteArray said = psql(QStringLiteral("postgres"), QStringLiteral("DO $$ BEGIN CREATE ROLE guarded; EXCEPTION WHEN duplicate_object THEN NULL; END $$; "
                                                                           "CREATE ROLE %1 LOGIN PASSWORD '%2' IN ROLE guarded").arg(name, password));
    if (!said.isEmpty())
        qFatal("%s", said.constData());
}

QString PostgresCluster::createDatabase()
{
    const QString name = QStringLiteral("test%1").arg(++databases_);
    const QByteArray said = psql(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE %1").arg(name));
    if (!said.isEmpty())
        qFatal("%s", said.constData());
    return QStringLiteral("postgresql://trunkline@127.0.0.1:%1/%2").arg(port_).arg(name);
}

} // namespace trunkline::test
