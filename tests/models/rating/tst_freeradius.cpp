// A real FreeRADIUS writes the detail file, a real client accounts: sessions become records with their prices.
#include "models/catalogue/tariffservice.h"
#include "models/rating/radiusdetail.h"
#include "models/rating/usageservice.h"
#include "tests/models/ordering/shop.h"
#include "tests/support/radiusserver.h"

#include <QFile>
#include <QJsonDocument>

using namespace trunkline;
using namespace trunkline::rating;
using namespace trunkline::test;

namespace {

/// What a device says of a session; more lines behind it.
QByteArray request(const char* status, const char* user, const char* session, qint64 seconds = 0, qint64 input = 0, qint64 output = 0, const QByteArray& more = {}, const char* nas = "192.0.2.1")
{
    return QByteArray("Acct-Status-Type = ") + status + "\nUser-Name = \"" + user + "\"\nAcct-Session-Id = \"" + session + "\"\nNAS-IP-Address = " + nas + "\nAcct-Session-Time = "
        + QByteArray::number(seconds) + "\nAcct-Input-Octets = " + QByteArray::number(input) + "\nAcct-Output-Octets = " + QByteArray::number(output) + '\n' + more;
}

/// A service whose traffic costs 1 EUR a GB, each started MB.
struct DataShop : Shop {
    explicit DataShop(const QString& engine) : Shop(engine)
    {
        catalogue::Tariff tariff{QStringLiteral("DATA"), QStringLiteral("Data"), 1, catalogue::UsageUnit::Octet, Currency::parse(u"EUR"), QStringLiteral("Europe/Berlin"), BillingDate(2020, 1, 1), {}, {}, {}, {}, {}};
        tariff.zones = {{"ALL", "Internet", {""}}};
        tariff.rates = {{"R", 0, {{0, 1'000, 1'000'000, 1'000'000}}, Rounding::HalfUp, 6, 0, {}, {}}};
        tariff.bands = {{"EVER", catalogue::everyDay, 0, {}, {}, {}}};
        tariff.rules = {{"ALL", "R", "EVER", 0}};
        tariff.kind = QStringLiteral("data");
        catalogue::TariffService tariffs(s.context);
        tariffs.publish(administrator(), tariff);
        tariffs.choose(administrator(), offering, QStringLiteral("DATA"));
        QFile example(QStringLiteral(TRUNKLINE_SOURCE_DIR "/resources/usage/radius.json"));
        if (!example.open(QIODevice::ReadOnly))
            qFatal("no example");
        UsageService usage(s.context);
        usage.saveMapping(administrator(), mappingFrom(QJsonDocument::fromJson(example.readAll()).object()));
        int port = 0;
        for (const char* user : {"anna@isp", "ben@isp", "öz@isp"})
            usage.identify(administrator(), QString::fromUtf8(user), ordering::OrderService(s.context).submit(administrator(), request(port++)).serviceId, Timestamp::parse(u"2020-01-01T00:00:00Z"));
    }

    std::int64_t microsOf(const char* user)
    {
        return db().row(QStringLiteral("SELECT CAST(COALESCE(SUM(r.amount_micros), 0) AS BIGINT) AS total FROM usage_record r JOIN usage_identity i ON i.id = r.identity_id WHERE i.identifier = ?"), {user})->integer("total");
    }
};

} // namespace

class FreeRadiusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatFreeRadiusWroteIsCharged_data() { engineRows(); }
    void whatFreeRadiusWroteIsCharged()
    {
        QFETCH(QString, engine);
        if (!RadiusServer::isInstalled())
            QSKIP("freeradius or radclient is not installed");
        RadiusServer server;
        QString problem;
        QVERIFY2(server.start(&problem), qPrintable(problem));
        // A session from start to stop, its stop sent again by a device that heard no answer.
        QVERIFY(server.account(request("Start", "anna@isp", "a1")));
        QVERIFY(server.account(request("Interim-Update", "anna@isp", "a1", 600, 1'000'000, 5'000'000)));
        const QByteArray stop = request("Stop", "anna@isp", "a1", 900, 2'000'000, 7'000'001);
        QVERIFY(server.account(stop));
        QVERIFY(server.account(stop));
        // More than 32 bits count.
        QVERIFY(server.account(request("Start", "ben@isp", "b1")));
        QVERIFY(server.account(request("Stop", "ben@isp", "b1", 3'600, 5, 7, "Acct-Input-Gigawords = 1\nAcct-Output-Gigawords = 3\nAcct-Delay-Time = 5\n")));
        // Another device has the same number; a name in another script; one that is still there; a device that restarted.
        QVERIFY(server.account(request("Stop", "öz@isp", "a1", 60, 500'000, 500'000, {}, "192.0.2.2")));
        QVERIFY(server.account(request("Interim-Update", "anna@isp", "a2", 300, 10, 20)));
        QVERIFY(server.account("Acct-Status-Type = Accounting-On\nNAS-IP-Address = 192.0.2.1\n"));

        const QByteArray text = server.detail();
        const RadiusDetail detail = readRadiusDetail({text.constData(), std::size_t(text.size())});
        QVERIFY2(detail.brokenAt.isEmpty(), text.constData());
        QCOMPARE(detail.blocks, 9);
        QCOMPARE(detail.repeated, 1);
        QCOMPARE(detail.other, 1);
        QCOMPARE(detail.sessions.size(), 4);
        QCOMPARE(detail.sessions[0].user, QStringLiteral("anna@isp"));
        QCOMPARE(detail.sessions[0].seconds, 900);
        QCOMPARE(detail.sessions[0].outputOctets, 7'000'001);
        QCOMPARE(detail.sessions[1].inputOctets, 4'294'967'301);
        QCOMPARE(detail.sessions[1].outputOctets, 12'884'901'895);
        QCOMPARE(detail.sessions[2].user, QStringLiteral("öz@isp"));
        QCOMPARE(detail.sessions[2].nas, QStringLiteral("192.0.2.2"));
        QVERIFY(!detail.sessions[3].hasStopped);

        DataShop shop(engine);
        const auto import = [&](const char* name, const QList<RadiusSession>& sessions) {
            QFile file(shop.s.folder.filePath(QString::fromLatin1(name)));
            if (!file.open(QIODevice::WriteOnly) || file.write(toCsv(sessions)) < 0)
                qFatal("no file");
            file.close();
            UsageImport reading(shop.s.context, administrator(), file.fileName(), mappings(shop.db()).first().name);
            while (reading.step()) { }
            return reading.finish().counts;
        };
        const UsageCounts counts = import("sessions.csv", detail.sessions.first(3));
        QCOMPARE(counts.rated, 3);
        QCOMPARE(counts.records, 3);
        QCOMPARE(shop.microsOf("anna@isp"), 10 * 1'000);      // 9.000001 MB
        QCOMPARE(shop.microsOf("ben@isp"), 17'180 * 1'000);   // 17,179.869196 MB
        QCOMPARE(shop.microsOf("öz@isp"), 1 * 1'000);
        // The same sessions out of another reading of the file are there already.
        QCOMPARE(import("again.csv", detail.sessions.mid(1, 2)).duplicates, 2);
        QCOMPARE(shop.microsOf("ben@isp"), 17'180 * 1'000);
    }
};

QTEST_GUILESS_MAIN(FreeRadiusTest)
#include "tst_freeradius.moc"
