// Giving out and forgetting what is held of a customer, from the shell.
#include "models/customer/customerservice.h"
#include "models/customer/customerstore.h"
#include "tests/support/teststore.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>

using namespace trunkline;
using namespace trunkline::test;

class PrivacyCommandsTest : public QObject {
    Q_OBJECT

    struct Outcome {
        int code;
        QByteArray out;
        QString error;
    };

    QTemporaryDir folder_;

    Outcome run(const QStringList& arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TRUNKLINE_KEY_FILE"), folder_.filePath(QStringLiteral("seal.key")));
        environment.insert(QStringLiteral("TRUNKLINE_DATABASE"), QStringLiteral("sqlite:") + folder_.filePath(QStringLiteral("op.db")));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder_.path());
        process.start(QStringLiteral(TRUNKLINE_BIN_DIR) + QStringLiteral("/trunklinectl"), arguments);
        process.waitForFinished(60'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void givenOutAndForgotten()
    {
        QCOMPARE(run({"setup", "--operator", "Northwind Fibre"}).code, 0);
        const auto connection = store::Connection::open(store::DatabaseUrl::sqlite(folder_.filePath(QStringLiteral("op.db"))));
        SettableClock clock(Timestamp::parse(u"2026-03-01T00:00:00Z"));
        IdSource ids(clock, 7);
        store::Context context{*connection, clock, ids};
        const auto anna = customer::CustomerService(context).create(administrator(), {QStringLiteral("Anna Weber"), QStringLiteral("anna@weber.example")});
        QCOMPARE(run({"customer", "export", "C-000009"}).code, 5);
        QCOMPARE(run({"customer", "export", anna.number}).code, 0);
        QFile file(folder_.filePath(anna.number + QStringLiteral(".json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(file.readAll())["customer"][0]["email"].toString(), QStringLiteral("anna@weber.example"));
        QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        QCOMPARE(run({"customer", "export", anna.number, "--output", "/nowhere/a.json"}).code, 1);

        const Outcome asked = run({"customer", "erase", anna.number});
        QCOMPARE(asked.code, 0);
        QVERIFY2(asked.out.contains("Anna Weber") && asked.out.contains("--yes"), asked.out.constData());
        QCOMPARE(run({"customer", "erase", anna.number, "--yes"}).code, 2); // no reason
        QCOMPARE(customer::customer(*connection, anna.id)->name, QStringLiteral("Anna Weber"));
        QCOMPARE(run({"customer", "erase", anna.number, "--yes", "--reason", "letter of 4 May"}).code, 0);
        QCOMPARE(customer::customer(*connection, anna.id)->name, anna.number);
        const Outcome again = run({"customer", "erase", anna.number, "--yes", "--reason", "again"});
        QCOMPARE(again.code, 3);
        QVERIFY2(again.error.contains(QLatin1String("was erased")), qPrintable(again.error));
        QCOMPARE(run({"journal", "verify"}).code, 0);
    }
};

QTEST_GUILESS_MAIN(PrivacyCommandsTest)
#include "tst_privacycommands.moc"
