// A PostgreSQL cluster of the test's own: made with initdb in a temporary folder, on a free loopback
// port, ended by pid.
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace trunkline::test {

class PostgresCluster {
public:
    /// The cluster of this test program, started at the first call and ended with the program.
    static PostgresCluster& instance();
    ~PostgresCluster();

    /// A new, empty database; gives its address (postgresql://…).
    QString createDatabase();
    /// Runs SQL by psql as the cluster's owner; gives what it prints. For tests that need a state no
    /// program of ours makes (a read-only user, say).
    QByteArray psql(const QString& database, const QString& sql);
    /// A user who must give this password (scram-sha-256); all others are trusted.
    void createGuardedUser(const QString& name, const QString& password);
    quint16 port() const { return port_; }
    /// As if the machine had failed: no session is told. What was committed is there after start(), at the same port.
    void crash();
    void start();

private:
    PostgresCluster();
    bool startAt(quint16 port);
    void run(const QString& program, const QStringList& arguments);

    std::unique_ptr<QTemporaryDir> folder_;
    QProcess server_;
    quint16 port_ = 0;
    int databases_ = 0;
};

} // namespace trunkline::test
