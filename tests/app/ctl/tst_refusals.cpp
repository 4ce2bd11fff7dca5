// Bad input gets one clear sentence, a documented exit code, and leaves nothing behind. The real
// program is run; its sentences are held by what they name, not by their wording.

#include "tests/support/postgres.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace trunkline;

class RefusalsTest : public QObject {
    Q_OBJECT

    struct Outcome {
        int code;
        QString out;
        QString error;
    };

    QTemporaryDir folder_;

    QString database() const { return QStringLiteral("sqlite:") + folder_.filePath(QStringLiteral("op.db")); }

    Outcome run(const QStringList& arguments, const QHash<QString, QString>& variables = {})
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TRUNKLINE_KEY_FILE"), folder_.filePath(QStringLiteral("seal.key")));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), folder_.path());
        for (auto it = variables.begin(); it != variables.end(); ++it)
            environment.insert(it.key(), it.value());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(TRUNKLINE_BIN_DIR) + QStringLiteral("/trunklinectl"), arguments);
        process.waitForFinished(60'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    QString file(const char* name, const QByteArray& text) const
    {
        QFile written(folder_.filePath(QString::fromLatin1(name)));
        if (!written.open(QIODevice::WriteOnly) || written.write(text) < 0)
            qFatal("The test's folder can't be written");
        return written.fileName();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        QCOMPARE(run({"--database", database(), "setup", "--operator", "Northwind Fibre"}).code, 0);
        QCOMPARE(run({"--database", database(), "user", "add", "nora", "--roles", "noc-operator"}).code, 0);
    }

    void helpOfACommandIsFoundBothWays()
    {
        const Outcome asked = run({"help", "discover", "plan", "add"});
        QCOMPARE(asked.code, 0);
        QVERIFY2(asked.out.contains(QLatin1String("--every")), qPrintable(asked.out));
        QCOMPARE(asked.out, run({"discover", "plan", "add", "--help"}).out);
        QVERIFY(run({"help"}).out.contains(QLatin1String("journal verify")));
        QCOMPARE(run({"help", "frobnicate"}).code, 2);
    }

    void saysOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("names");
        const QStringList db{"--database", database()};
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* names) {
            QTest::newRow(name) << arguments << code << QString::fromUtf8(names);
        };
        row("unknown command", db + QStringList{"frobnicate"}, 2, "frobnicate");
        row("unknown option", db + QStringList{"user", "list", "--frob"}, 2, "frob");
        row("missing argument", db + QStringList{"user", "add"}, 2, "NAME");
        row("a delay in words", {"simulate", "--delay", "long"}, 2, "--delay 50");
        row("a loss of more than all", {"simulate", "--loss", "101"}, 2, "--loss 0.5");
        row("no such database", {"--database", "sqlite:" + folder_.filePath("typo.db"), "user", "list"}, 1, "typo.db");
        row("no such folder", {"--database", "sqlite:/nowhere/op.db", "setup", "--operator", "X"}, 1, "/nowhere");
        row("a folder as database", {"--database", "sqlite:" + folder_.path(), "user", "list"}, 1, "folder");
        row("unknown kind of database", {"--database", "mysql://h/x", "user", "list"}, 2, "postgresql://");
        row("password in the address", {"--database", "postgresql://u:secret@h/x", "user", "list"}, 2, "pgpass");
        row("no server", {"--database", "postgresql://u@127.0.0.1:1/x", "user", "list"}, 1, "127.0.0.1:1");
        row("unknown role", db + QStringList{"user", "add", "x", "--roles", "king"}, 2, "noc-operator");
        row("name taken", db + QStringList{"user", "add", "nora", "--roles", "auditor"}, 3, "nora");
        row("permission", db + QStringList{"--user", "nora", "user", "list"}, 4, "manage-users");
        row("unknown user", db + QStringList{"--user", "nobody", "user", "list"}, 4, "nobody");
        row("set up twice", db + QStringList{"setup", "--operator", "Again"}, 3, "Northwind Fibre");
        row("time zone", {"--database", "sqlite:" + folder_.filePath("tz.db"), "setup", "--operator", "X", "--time-zone", "Mars/Olympus"}, 2, "Mars/Olympus");
        row("currency", {"--database", "sqlite:" + folder_.filePath("tz.db"), "setup", "--operator", "X", "--currency", "EURO"}, 2, "EURO");
        row("a port without its name", db + QStringList{"traffic", "percentile", "sw-1", "ge-0/0/1", "sw-2"}, 2, "sw-2");
        row("unknown traffic to bill by", db + QStringList{"traffic", "percentile", "sw-1", "ge-0/0/1", "--by", "both"}, 2, "both");
        row("a time that ends before it begins", db + QStringList{"traffic", "percentile", "sw-1", "ge-0/0/1", "--from", "2026-03-01", "--to", "2026-02-01"}, 2, "2026-02-01");
        row("a device nobody knows", db + QStringList{"traffic", "percentile", "sw-1", "ge-0/0/1"}, 5, "sw-1");
    }
    void saysOneSentence()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, names);
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.code == code, qPrintable(outcome.error));
        QVERIFY2(outcome.error.contains(names), qPrintable(outcome.error));
        QCOMPARE(outcome.error.count(u'\n'), 1);
        QVERIFY(!outcome.error.contains(QLatin1String("secret")));
        QVERIFY(outcome.out.isEmpty());
        QVERIFY(!QFile::exists(folder_.filePath(QStringLiteral("typo.db"))));
        QVERIFY(!QFile::exists(folder_.filePath(QStringLiteral("tz.db"))));
    }

    /// Few open files are raised to what the system grants; what is too few is said, before a library ends the program.
    void tooFewOpenFilesAreSaid()
    {
        for (const rlim_t most : {rlim_t(16), rlim_t(40), rlim_t(64)}) {
            QProcess process;
            process.setChildProcessModifier([most] {
                const rlimit limit{16, most};
                ::setrlimit(RLIMIT_NOFILE, &limit);
            });
            process.start(QStringLiteral(TRUNKLINE_BIN_DIR "/trunklinectl"), {"--database", database(), "collect", "--for", "1s", "--traps", "127.0.0.1:29163"});
            QVERIFY(process.waitForFinished(60'000));
            const QByteArray error = process.readAllStandardError();
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QVERIFY2(process.exitCode() == (most < 64 ? 1 : 0), error.constData());
            QVERIFY2(most < 64 ? error.contains("ulimit -n 64") && error.count('\n') == 1 : error.isEmpty(), error.constData());
        }
    }

    void aPasswordIsAskedForAndChecked()
    {
        const QString good = file("good", "correct horse\n");
        const QString bad = file("bad", "battery staple\n");
        QCOMPARE(run({"--database", database(), "user", "password", "nora", "--password-file", good}).code, 0);
        const QStringList asNora{"--database", database(), "--user", "nora", "journal", "list"};
        QVERIFY(run(asNora, {{"TRUNKLINE_PASSWORD_FILE", good}}).error.contains(QLatin1String("view-journal")));
        const Outcome refused = run(asNora, {{"TRUNKLINE_PASSWORD_FILE", bad}});
        QCOMPARE(refused.code, 4);
        QVERIFY(refused.error.contains(QLatin1String("password")));
        QVERIFY(!refused.error.contains(QLatin1String("battery")));
        QCOMPARE(run({"--database", database(), "user", "password", "nora", "--password-file", file("short", "short\n")}).code, 2);
    }

    void aServerThatWantsAPassword_data()
    {
        QTest::addColumn<QString>("password"); // what PGPASSFILE holds; empty for no line
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("says");
        QTest::newRow("no password") << QString() << QStringLiteral("postgres") << QStringLiteral("wants a password");
        QTest::newRow("wrong password") << QStringLiteral("battery-staple") << QStringLiteral("postgres") << QStringLiteral("refused the user or the password");
        QTest::newRow("no such database") << QStringLiteral("correct-horse") << QStringLiteral("nothing_here") << QStringLiteral("nothing_here");
        QTest::newRow("no right to create") << QStringLiteral("correct-horse") << QString() << QStringLiteral("right to write");
    }
    void aServerThatWantsAPassword()
    {
        QFETCH(QString, password);
        QFETCH(QString, database);
        QFETCH(QString, says);
        auto& cluster = test::PostgresCluster::instance();
        static const bool made = (cluster.createGuardedUser(QStringLiteral("guarded_guest"), QStringLiteral("correct-horse")), true);
        QVERIFY(made);
        if (database.isEmpty())
            database = cluster.createDatabase().section(u'/', -1);
        const QString address = QStringLiteral("postgresql://guarded_guest@127.0.0.1:%1/%2").arg(cluster.port()).arg(database);
        const QString passwords = file("pgpass", password.isEmpty() ? QByteArray("# none\n") : "127.0.0.1:*:*:guarded_guest:" + password.toUtf8() + '\n');
        QFile::setPermissions(passwords, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        const Outcome outcome = run({"--database", address, "setup", "--operator", "X", "--password-file", file("admin", "correct horse battery\n")}, {{"PGPASSFILE", passwords}});
        QVERIFY2(outcome.code == 1, qPrintable(outcome.error));
        QVERIFY2(outcome.error.contains(says), qPrintable(outcome.error));
        QVERIFY2(outcome.error.contains(address), qPrintable(outcome.error));
        QCOMPARE(outcome.error.count(u'\n'), 1);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY(!outcome.error.contains(QLatin1String("battery")) && !outcome.error.contains(QLatin1String("horse")));
        if (database.startsWith(QLatin1String("test")))
            QCOMPARE(cluster.psql(database, QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).trimmed(), QByteArray("0"));
    }

    // The server's SQLSTATE for a full disk, raised where a table grows.
    void aServerWithoutSpace()
    {
        auto& cluster = test::PostgresCluster::instance();
        const QString address = cluster.createDatabase();
        const QString name = address.section(u'/', -1);
        const QString admin = file("admin", "correct horse battery\n");
        QCOMPARE(run({"--database", address, "setup", "--operator", "X", "--password-file", admin}).code, 0);
        QCOMPARE(cluster.psql(name, QStringLiteral("CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                                                   "RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$; "
                                                   "CREATE TRIGGER full_disk BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION disk_is_full()")), QByteArray());
        const Outcome outcome = run({"--database", address, "user", "add", "nora", "--roles", "auditor"}, {{"TRUNKLINE_PASSWORD_FILE", admin}});
        QVERIFY2(outcome.code == 1, qPrintable(outcome.error));
        QVERIFY2(outcome.error.contains(QLatin1String("full")) && outcome.error.contains(name), qPrintable(outcome.error));
        QCOMPARE(outcome.error.count(u'\n'), 1);
        QCOMPARE(cluster.psql(name, QStringLiteral("SELECT count(*) FROM app_user WHERE name = 'nora'")).trimmed(), QByteArray("0"));
    }

    void everyListCommandSpeaksJson()
    {
        for (const QStringList& command : {QStringList{"user", "list"}, QStringList{"journal", "list"}}) {
            const Outcome outcome = run(QStringList{"--database", database(), "--json"} + command);
            QCOMPARE(outcome.code, 0);
            QVERIFY(outcome.out.startsWith(u'[') && outcome.out.trimmed().endsWith(u']'));
        }
    }
};

QTEST_GUILESS_MAIN(RefusalsTest)
#include "tst_refusals.moc"
