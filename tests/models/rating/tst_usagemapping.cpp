#include "models/core/errors.h"
#include "models/rating/csvline.h"
#include "models/rating/usagemapping.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::rating;

namespace {

QList<QStringList> allOf(std::string_view text, char separator = ',')
{
    CsvReader reader(text, separator);
    QList<QStringList> lines;
    for (CsvState state = reader.next(); state != CsvState::End; state = reader.next()) {
        QStringList line{QString::number(reader.lineNumber())};
        if (state == CsvState::Unfinished)
            line.append(QStringLiteral("?"));
        for (const std::string_view field : reader.fields())
            line.append(QString::fromUtf8(field.data(), qsizetype(field.size())));
        lines.append(line);
    }
    return lines;
}

UsageMapping voice()
{
    UsageMapping m;
    m.name = QStringLiteral("Switch");
    m.subscriber = 0;
    m.start = 1;
    m.quantity = 2;
    m.destination = 3;
    return m;
}

Trouble read(const UsageMapping& mapping, std::string_view line, UsageRecord& record)
{
    static std::vector<std::unique_ptr<LineReader>> kept; // the record looks into it
    CsvReader csv(line, char(mapping.separator.unicode()));
    csv.next();
    kept.push_back(std::make_unique<LineReader>(mapping));
    return kept.back()->read(csv.fields(), line, record);
}

} // namespace

class UsageMappingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesOfRfc4180()
    {
        QCOMPARE(allOf("a,b\r\nc,\r\n\r\n,d"), (QList<QStringList>{{"1", "a", "b"}, {"2", "c", ""}, {"4", "", "d"}}));
        QCOMPARE(allOf("\xEF\xBB\xBF" "a;b\n", ';'), (QList<QStringList>{{"1", "a", "b"}}));
        QCOMPARE(allOf("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\nnext,1\n"), (QList<QStringList>{{"1", "a,b", "say \"hi\"", "two\nlines"}, {"3", "next", "1"}}));
        QCOMPARE(allOf(""), QList<QStringList>());
        QCOMPARE(allOf("\n\n"), QList<QStringList>());
        QCOMPARE(allOf("x"), (QList<QStringList>{{"1", "x"}}));
    }

    // An open quote spoils its own line and no more.
    void openQuoteDoesNotSwallowTheFile()
    {
        QCOMPARE(allOf("a,\"b\nc,d\ne,f\n"), (QList<QStringList>{{"1", "?"}, {"2", "c", "d"}, {"3", "e", "f"}}));
        const std::string endless(CsvReader::longestLine + 10, 'x');
        QCOMPARE(allOf(endless + "\na,b\n").last(), (QStringList{"2", "a", "b"}));
        QCOMPARE(allOf(endless + "\na,b\n").first(), (QStringList{"1", "?"}));
    }

    // Any octets: it ends, and every octet is in one line at most.
    void anyOctetsEnd()
    {
        const unsigned seed = 4180;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (int length = int(random() % 60); length > 0; --length)
                text += "ab,\"\n\r;\0x"[random() % 9];
            CsvReader reader(text);
            std::int64_t last = 0;
            std::size_t seen = 0;
            for (CsvState state = reader.next(); state != CsvState::End; state = reader.next()) {
                QVERIFY(reader.lineNumber() > last);
                last = reader.lineNumber();
                seen += reader.line().size();
                QVERIFY(state == CsvState::Unfinished || !reader.fields().empty());
            }
            QVERIFY(seen <= text.size());
        }
    }

    void lineBecomesARecord()
    {
        UsageMapping m = voice();
        m.timeZone = QStringLiteral("Europe/Berlin");
        m.dialRules = {{"00", ""}, {"0", "49"}};
        UsageRecord record;
        QCOMPARE(read(m, "4930555 ,2026-07-14 17:59:30,125,0171998877", record), Trouble::None);
        QCOMPARE(record.subscriber, std::string_view("4930555"));
        QCOMPARE(record.destination, std::string_view("49171998877"));
        QCOMPARE(Timestamp{record.startMs}, Timestamp::parse(u"2026-07-14T15:59:30Z"));
        QCOMPARE(record.quantity, 125);
        QCOMPARE(read(m, "4930555,2026-07-14 17:59:30,125,0033123", record), Trouble::None);
        QCOMPARE(record.destination, std::string_view("33123"));
    }

    void timesInManyForms_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("instant");
        QTest::newRow("german") << "dd.MM.yyyy HH:mm:ss" << QByteArray("10.03.2026 12:00:01") << "2026-03-10T11:00:01Z";
        QTest::newRow("packed") << "yyyyMMddHHmmss" << QByteArray("20260310120001") << "2026-03-10T11:00:01Z";
        QTest::newRow("short year") << "yyMMdd HHmm" << QByteArray("260310 1200") << "2026-03-10T11:00:00Z";
        QTest::newRow("epoch") << "epoch" << QByteArray("1773140401") << "2026-03-10T11:00:01Z";
        QTest::newRow("epoch ms") << "epoch-ms" << QByteArray("1773140401000") << "2026-03-10T11:00:01Z";
        QTest::newRow("iso") << "iso" << QByteArray("2026-03-10T06:00:01-05:00") << "2026-03-10T11:00:01Z";
        QTest::newRow("no date") << "yyyy-MM-dd HH:mm:ss" << QByteArray("2026-02-30 12:00:00") << "";
        QTest::newRow("25 o'clock") << "yyyy-MM-dd HH:mm:ss" << QByteArray("2026-02-20 25:00:00") << "";
        QTest::newRow("too long") << "yyyy-MM-dd HH:mm:ss" << QByteArray("2026-02-20 12:00:00Z") << "";
        QTest::newRow("too short") << "yyyy-MM-dd HH:mm:ss" << QByteArray("2026-02-20 12:00") << "";
        QTest::newRow("negative epoch") << "epoch" << QByteArray("-1") << "";
        QTest::newRow("huge epoch") << "epoch" << QByteArray("9223372036854775807") << "";
        QTest::newRow("twice that night") << "yyyy-MM-dd HH:mm:ss" << QByteArray("2026-10-25 02:30:00") << "2026-10-25T00:30:00Z";
    }
    void timesInManyForms()
    {
        QFETCH(QString, form);
        QFETCH(QByteArray, text);
        QFETCH(QString, instant);
        UsageMapping m = voice();
        m.timeFormat = form;
        m.timeZone = QStringLiteral("Europe/Berlin");
        UsageRecord record;
        const Trouble trouble = read(m, ("1," + text + ",1,2").toStdString(), record);
        QCOMPARE(trouble, instant.isEmpty() ? Trouble::BadTime : Trouble::None);
        if (!instant.isEmpty())
            QCOMPARE(Timestamp{record.startMs}, Timestamp::parse(instant));
    }

    void skippedHourIsNoTime()
    {
        UsageMapping m = voice();
        m.timeZone = QStringLiteral("Europe/Berlin");
        UsageRecord record;
        QCOMPARE(read(m, "1,2026-03-29 02:30:00,1,2", record), Trouble::SkippedTime);
    }

    void quantitiesInManyForms_data()
    {
        QTest::addColumn<QuantityForm>("form");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("quantity");
        QTest::newRow("units") << QuantityForm::Units << QByteArray("61") << 61LL;
        QTest::newRow("negative") << QuantityForm::Units << QByteArray("-61") << -1LL;
        QTest::newRow("letters") << QuantityForm::Units << QByteArray("6x") << -1LL;
        QTest::newRow("empty") << QuantityForm::Units << QByteArray("") << -1LL;
        QTest::newRow("milliseconds up") << QuantityForm::Milliseconds << QByteArray("60001") << 61LL;
        QTest::newRow("minutes") << QuantityForm::Minutes << QByteArray("12") << 720LL;
        QTest::newRow("minutes and a part") << QuantityForm::Minutes << QByteArray("12.51") << 751LL;
        QTest::newRow("minutes with a tail") << QuantityForm::Minutes << QByteArray("12.") << -1LL;
        QTest::newRow("clock") << QuantityForm::Clock << QByteArray("1:02:03") << 3723LL;
        QTest::newRow("short clock") << QuantityForm::Clock << QByteArray("02:03") << 123LL;
        QTest::newRow("no clock") << QuantityForm::Clock << QByteArray("02:63") << -1LL;
        QTest::newRow("kibibytes") << QuantityForm::Kibibytes << QByteArray("3") << 3072LL;
        QTest::newRow("beyond") << QuantityForm::Kibibytes << QByteArray("9000000000000000") << -1LL;
    }
    void quantitiesInManyForms()
    {
        QFETCH(QuantityForm, form);
        QFETCH(QByteArray, text);
        QFETCH(qint64, quantity);
        UsageMapping m = voice();
        m.form = form;
        UsageRecord record;
        QCOMPARE(read(m, ("1,2026-03-10 12:00:00," + text + ",2").toStdString(), record), quantity < 0 ? Trouble::BadQuantity : Trouble::None);
        if (quantity >= 0)
            QCOMPARE(record.quantity, quantity);
    }

    void whatIsNotBilledIsRejected()
    {
        UsageMapping m = voice();
        m.status = 4;
        m.billedStatus = QStringLiteral("ANSWERED");
        UsageRecord record;
        QCOMPARE(read(m, "1,2026-03-10 12:00:00,1,2,BUSY", record), Trouble::NotBilled);
        QCOMPARE(read(m, "1,2026-03-10 12:00:00,1,2,ANSWERED", record), Trouble::None);
        QCOMPARE(read(m, "1,2026-03-10 12:00:00,1,2", record), Trouble::TooFewColumns);
        QCOMPARE(read(m, " ,2026-03-10 12:00:00,1,2,ANSWERED", record), Trouble::NoSubscriber);
        QCOMPARE(read(m, "1,2026-03-10 12:00:00,1,4\xff" "2,ANSWERED", record), Trouble::BadDestination);
    }

    // The key names a usage for ever: it must not change with the program or the machine.
    void keyIsTheSameForEver()
    {
        UsageMapping m = voice();
        UsageRecord record, again;
        m.keys = {4};
        QCOMPARE(read(m, "4930555,2026-03-10 12:00:00,60,49171,call-17", record), Trouble::None);
        QCOMPARE(record.key, Q_UINT64_C(12425039410826502197));
        QCOMPARE(read(m, "4930555,2026-03-10 12:00:00,61,49171,call-17", again), Trouble::None);
        QCOMPARE(again.key, record.key); // corrected by the switch, and the same call
        QCOMPARE(read(m, "4930555,2026-03-10 12:00:00,61,49171,call-18", again), Trouble::None);
        QVERIFY(again.key != record.key);
    }

    void mappingIsTheSameAfterStoring()
    {
        UsageMapping m = voice();
        m.separator = u';';
        m.keys = {4, 5};
        m.form = QuantityForm::Clock;
        m.status = 6;
        m.billedStatus = QStringLiteral("OK");
        m.dialRules = {{"00", ""}};
        QCOMPARE(mappingFrom(toJson(m)), m);
    }

    void impossibleMappingIsRefused_data()
    {
        QTest::addColumn<std::function<void(UsageMapping&)>>("damage");
        const auto row = [](const char* name, std::function<void(UsageMapping&)> damage) { QTest::newRow(name) << damage; };
        row("no name", [](UsageMapping& m) { m.name.clear(); });
        row("no subscriber", [](UsageMapping& m) { m.subscriber = -1; });
        row("column 5001", [](UsageMapping& m) { m.start = 5'000; });
        row("no hours", [](UsageMapping& m) { m.timeFormat = QStringLiteral("yyyy-MM-dd"); });
        row("no such zone", [](UsageMapping& m) { m.timeZone = QStringLiteral("Nowhere"); });
        row("quote as separator", [](UsageMapping& m) { m.separator = u'"'; });
        row("status without value", [](UsageMapping& m) { m.status = 3; });
        row("no such key column", [](UsageMapping& m) { m.keys = {-1}; });
    }
    void impossibleMappingIsRefused()
    {
        QFETCH(std::function<void(UsageMapping&)>, damage);
        UsageMapping m = voice();
        damage(m);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, checkMapping(m));
    }
};

QTEST_GUILESS_MAIN(UsageMappingTest)
#include "tst_usagemapping.moc"
