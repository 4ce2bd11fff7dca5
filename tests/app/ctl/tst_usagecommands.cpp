// Usage from a file to records that add up, as a person does it without a screen: tariff, mapping, import, suspense,
// repair, recycling, and what a call costs. The files are the examples of resources/usage.
#include "models/inventory/inventorystore.h"
#include "models/ordering/orderservice.h"
#include "models/customer/customerservice.h"
#include "models/catalogue/catalogueservice.h"
#include "models/inventory/servicestore.h"
#include "tests/models/ordering/shop.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace trunkline;
using namespace trunkline::test;

class UsageCommandsTest : public QObject {
    Q_OBJECT

    struct Outcome {
        int code;
        QByteArray out;
        QString error;
        QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
        QJsonArray rows() const { return QJsonDocument::fromJson(out).array(); }
    };

    QTemporaryDir folder_;
    QString database_;

    QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

    Outcome run(const QStringList& arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TRUNKLINE_KEY_FILE"), path("seal.key"));
        environment.insert(QStringLiteral("TRUNKLINE_DATABASE"), QStringLiteral("sqlite:") + path("op.db"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(TRUNKLINE_BIN_DIR) + QStringLiteral("/trunklinectl"), arguments);
        process.waitForFinished(120'000);
        const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        return {code, process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
    }

    QString write(const char* name, const QByteArray& content)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no file");
        return file.fileName();
    }

    static QByteArray example(const char* name)
    {
        QFile file(QStringLiteral(TRUNKLINE_SOURCE_DIR "/resources/usage/") + QLatin1String(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no example");
        return file.readAll();
    }

    /// A service to bill, without a network.
    QString sellSomething()
    {
        const auto connection = store::Connection::open(store::DatabaseUrl::sqlite(path("op.db")));
        SettableClock clock(Timestamp::parse(u"2026-03-01T00:00:00Z"));
        IdSource ids(clock, 7);
        store::Context context{*connection, clock, ids};
        const OfferingId offering = catalogue::CatalogueService(context).publish(administrator(), fibre100Draft()).id;
        const CustomerId buyer = customer::CustomerService(context).create(administrator(), {QStringLiteral("Bäckerei Öz")}).id;
        const AccountId account = customer::CustomerService(context).openAccount(administrator(), buyer, accountDraft()).id;
        inventory::Device device;
        inventory::Port port;
        store::Change change(context, {QStringLiteral("test"), QStringLiteral("test")});
        device.id = change.ids().next<DeviceTag>();
        device.name = device.sysName = QStringLiteral("access-1");
        device.address = QStringLiteral("127.0.0.9");
        inventory::insertDevice(change.connection(), device);
        port.id = change.ids().next<PortTag>();
        port.deviceId = device.id;
        port.name = QStringLiteral("ge-0/0/1");
        port.ifIndex = 501;
        port.ifType = 6;
        inventory::insertPort(change.connection(), port);
        change.commit({QStringLiteral("test.built"), QStringLiteral("test"), QStringLiteral("1"), {}, {}, {}, {}});
        const ServiceId service = ordering::OrderService(context).submit(administrator(), {buyer, account, offering, port.id, BillingDate(2026, 3, 10)}).serviceId;
        return inventory::service(*connection, service)->name;
    }

private Q_SLOTS:
    void fromAFileToRecordsThatAddUp()
    {
        QVERIFY(folder_.isValid());
        QCOMPARE(run({"setup", "--operator", "Northwind Fibre"}).code, 0);
        const QString service = sellSomething();
        QCOMPARE(run({"tariff", "publish", write("voice.json", example("voice-2026.json"))}).code, 0);
        const Outcome again = run({"tariff", "publish", path("voice.json")});
        QVERIFY2(again.code == 3 && again.error.contains(QLatin1String("later day")), qPrintable(again.error));
        QCOMPARE(run({"tariff", "list", "--json"}).rows().size(), 1);
        QCOMPARE(run({"tariff", "show", "VOICE-2026"}).object()["zones"].toArray().size(), 3);
        QCOMPARE(run({"tariff", "show", "VOICE-2026", "--version", "2"}).code, 5);
        const Outcome untold = run({"rate", "4930", "--service", service, "--at", "2026-03-10T09:00:00Z"});
        QVERIFY2(untold.code == 3 && untold.error.contains(QLatin1String("no tariff")), qPrintable(untold.error));
        QCOMPARE(run({"tariff", "choose", "FIBRE-100", "VOICE-2026"}).code, 0);
        QCOMPARE(run({"tariff", "choose", "FIBRE-101", "VOICE-2026"}).code, 5);
        QCOMPARE(run({"allowance", "choose", "FIBRE-100", "MINUTES-100"}).code, 5);
        QCOMPARE(run({"allowance", "publish", write("minutes.json", example("minutes-100.json"))}).code, 0);
        QCOMPARE(run({"allowance", "publish", path("minutes.json")}).code, 3);
        QCOMPARE(run({"allowance", "choose", "FIBRE-100", "MINUTES-100", "--from", "2026-03-01"}).code, 0);
        QCOMPARE(run({"allowance", "list", "--json"}).rows().first()["offerings"].toString(), QStringLiteral("FIBRE-100 (1)"));
        QCOMPARE(run({"allowance", "show", "MINUTES-100"}).object()["quantity"].toString(), QStringLiteral("6000"));
        QCOMPARE(run({"allowance", "choose", "FIBRE-100", "MINUTES-100", "--from", "2026-03-01", "--last-day", "2026-02-28"}).code, 0); // never, after all
        QCOMPARE(run({"usage", "mapping", "save", write("switch.json", example("switch.json"))}).code, 0);
        QCOMPARE(run({"usage", "mapping", "list", "--json"}).rows().first().toObject()["name"].toString(), "Switch A");
        QCOMPARE(run({"usage", "identify", "4930001", service, "--from", "2026-01-01T00:00:00Z"}).code, 0);

        const QString calls = write("march.csv", "subscriber,start,seconds,destination,call,status\n"
                                                 "4930001,2026-03-10 10:00:00,61,004917612345,c1,OK\n"
                                                 "4930001,2026-03-10 10:05:00,60,0301234,c2,OK\n"
                                                 "4930001,2026-03-10 10:05:00,60,0301234,c2,OK\n"
                                                 "4930002,2026-03-10 11:00:00,60,0301234,c3,OK\n"
                                                 "4930001,2026-03-29 02:30:00,60,0301234,c4,OK\n"
                                                 "4930001,2026-03-10 12:00:00,0,0301234,c5,BUSY\n"
                                                 "4930001,2026-03-10 13:00:00,x,0301234,c6,OK\n");
        const Outcome imported = run({"usage", "import", calls, "--mapping", "Switch A", "--json"});
        QVERIFY2(imported.code == 0, qPrintable(imported.error));
        QCOMPARE(imported.error, QString()); // no progress where nobody looks
        const QJsonObject counts = imported.object();
        QCOMPARE(counts["records"].toInt(), 7);
        QCOMPARE(counts["rated"].toInt(), 2);
        QCOMPARE(counts["duplicates"].toInt(), 1);
        QCOMPARE(counts["suspended"].toInt(), 3);
        QCOMPARE(counts["rejected"].toInt(), 1);
        QCOMPARE(run({"usage", "import", calls, "--mapping", "Switch A"}).code, 3);
        QCOMPARE(run({"usage", "import", calls, "--mapping", "Switch B"}).code, 5);
        QCOMPARE(run({"usage", "files", "--json"}).rows().size(), 1);

        const QJsonArray reasons = run({"usage", "suspense", "--json"}).rows();
        QCOMPARE(reasons.size(), 3);
        QCOMPARE(reasons.first().toObject()["reason"].toString(), "bad-quantity");
        QVERIFY(!reasons.first().toObject()["meaning"].toString().isEmpty());
        QCOMPARE(run({"usage", "suspense", "--lines", "10", "--json"}).rows().size(), 3);
        QCOMPARE(run({"usage", "identify", "4930002", service, "--from", "2026-01-01T00:00:00Z"}).code, 0);
        QCOMPARE(run({"usage", "repair", "1", "6", "4930001,2026-03-29 03:30:00,60,0301234,c4,OK"}).code, 0);
        QCOMPARE(run({"usage", "reject", "1", "8", "a test call"}).code, 0);
        QCOMPARE(run({"usage", "reject", "1", "eight", "a test call"}).code, 2);
        QCOMPARE(run({"usage", "recycle", "--json"}).object()["rated"].toInt(), 2);
        const Outcome checked = run({"usage", "check", "--json"});
        QVERIFY2(checked.code == 0, qPrintable(checked.error));
        QCOMPARE(checked.object()["records"].toInt(), 7);
        QCOMPARE(checked.object()["rated"].toInt(), 4);
        QCOMPARE(checked.object()["rejected"].toInt(), 2);
        QCOMPARE(checked.object()["suspended"].toInt(), 0);

        // A record that is lost shows.
        store::Connection::open(store::DatabaseUrl::sqlite(path("op.db")))->exec(QStringLiteral("DELETE FROM usage_record WHERE file_id = 1 AND line = 2"));
        const Outcome lost = run({"usage", "check"});
        QCOMPARE(lost.code, 3);
        QVERIFY2(lost.error.contains(QLatin1String("File 1 (march.csv): rated records should be 2, there are 1")), qPrintable(lost.error));

        const Outcome asked = run({"rate", "4917612345", "--service", service, "--at", "2026-03-10T09:00:00Z", "--seconds", "61", "--json"});
        QVERIFY2(asked.code == 0, qPrintable(asked.error));
        QCOMPARE(asked.object()["total"].toString(), "0.202500");
        QVERIFY(asked.object()["steps"].toArray().size() >= 6);
        const Outcome unpriced = run({"rate", "331", "--tariff", "VOICE-2026"});
        QVERIFY(unpriced.code == 3 && unpriced.out.contains("No zone"));
        QCOMPARE(run({"rate", "331"}).code, 2);
    }

    void moneyIsThereBeforeUsageIs()
    {
        const QString account = QStringLiteral("A-000001");
        const Outcome added = run({"balance", "topup", account, "10.00", "--reference", "voucher-1", "--json"});
        QVERIFY2(added.code == 0, qPrintable(added.error));
        QCOMPARE(run({"balance", "topup", account, "10.00", "--reference", "voucher-1", "--json"}).object()["available"].toString(), "10.000000");
        QCOMPARE(run({"balance", "limit", account, "5.00"}).code, 0);
        QCOMPARE(run({"balance", "reserve", account, "s1", "14"}).code, 0);
        const Outcome tooMuch = run({"balance", "reserve", account, "s2", "1.5"});
        QVERIFY2(tooMuch.code == 3 && tooMuch.error.contains(QLatin1String("1.000000")), qPrintable(tooMuch.error));
        QCOMPARE(run({"balance", "commit", "s1", "12"}).code, 0);
        QCOMPARE(run({"balance", "commit", "s1", "12"}).code, 5);
        QCOMPARE(run({"balance", "reserve", account, "s3", "3"}).code, 0);
        QCOMPARE(run({"balance", "release", "s3"}).code, 0);
        const QJsonObject shown = run({"balance", "show", account, "--json"}).rows().first().toObject();
        QCOMPARE(shown["available"].toString(), "3.000000");
        QCOMPARE(shown["debt"].toString(), "2.000000");
    }

    void radiusSessionsBecomeLines()
    {
        const QString detail = write("detail", "Tue Mar 10 10:00:00 2026\n\tAcct-Status-Type = Stop\n\tAcct-Session-Id = \"s1\"\n\tUser-Name = \"anna@isp\"\n\tNAS-IP-Address = 192.0.2.1\n"
                                               "\tAcct-Session-Time = 900\n\tAcct-Input-Octets = 5\n\tAcct-Input-Gigawords = 1\n\tTimestamp = 1773133200\n\n");
        const Outcome read = run({"usage", "radius", detail, "--json"});
        QVERIFY2(read.code == 0, qPrintable(read.error));
        QCOMPARE(read.object()["sessions"].toInt(), 1);
        QFile csv(detail + QStringLiteral(".csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QVERIFY(csv.readAll().contains("\"s1\",\"192.0.2.1\",\"anna@isp\",1773132300,900,4294967301,0,4294967301,yes\n"));
        QCOMPARE(run({"usage", "radius", path("absent")}).code, 5);
        // The mapping that the README gives for it.
        QCOMPARE(run({"usage", "mapping", "save", write("radius.json", example("radius.json"))}).code, 0);
        QCOMPARE(run({"usage", "import", csv.fileName(), "--mapping", "RADIUS", "--json"}).object()["suspended"].toInt(), 1); // nobody's yet
    }

    void wrongFilesAreRefusedWithTheirPlace()
    {
        const Outcome broken = run({"tariff", "publish", write("broken.json", "{\"code\": ")});
        QVERIFY2(broken.code == 2 && broken.error.contains(QLatin1String("broken.json")), qPrintable(broken.error));
        QCOMPARE(run({"tariff", "publish", path("absent.json")}).code, 5);
        const Outcome halved = run({"tariff", "publish", write("half.json", example("voice-2026.json").replace("\"increment\": 60", "\"increment\": 0.5"))});
        QVERIFY2(halved.code == 2 && halved.error.contains(QLatin1String("0.5")), qPrintable(halved.error));
        const Outcome mapping = run({"usage", "mapping", "save", write("m.json", example("switch.json").replace("\"start\": 1,", ""))});
        QVERIFY2(mapping.code == 2 && mapping.error.contains(QLatin1String("start")), qPrintable(mapping.error));
    }
};

QTEST_GUILESS_MAIN(UsageCommandsTest)
#include "tst_usagecommands.moc"
