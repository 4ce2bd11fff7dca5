// RADIUS accounting from detail files: sessions once, whatever is sent twice, late, or never ends.
#include "models/rating/radiusdetail.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::rating;

namespace {

QByteArray block(const char* status, const char* session, qint64 at, qint64 seconds, qint64 input, qint64 output, const QByteArray& more = {}, const char* nas = "192.0.2.1")
{
    return QByteArray("Tue Mar 10 10:00:00 2026\n\tAcct-Status-Type = ") + status + "\n\tAcct-Session-Id = \"" + session + "\"\n\tUser-Name = \"anna@isp\"\n\tNAS-IP-Address = " + nas
        + "\n\tAcct-Session-Time = " + QByteArray::number(seconds) + "\n\tAcct-Input-Octets = " + QByteArray::number(input) + "\n\tAcct-Output-Octets = " + QByteArray::number(output) + "\n" + more
        + "\tTimestamp = " + QByteArray::number(at) + "\n\n";
}

RadiusDetail read(const QByteArray& text)
{
    return readRadiusDetail({text.constData(), std::size_t(text.size())});
}

constexpr qint64 ten = 1'773'133'200; // 2026-03-10T09:00:00Z

} // namespace

class RadiusDetailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSessionIsOneRecordAtItsStop()
    {
        const RadiusDetail detail = read(block("Start", "s1", ten, 0, 0, 0) + block("Interim-Update", "s1", ten + 600, 600, 1'000, 5'000)
                                         + block("Stop", "s1", ten + 900, 900, 2'000, 7'000));
        QCOMPARE(detail.blocks, 3);
        QCOMPARE(detail.sessions, (QList<RadiusSession>{{"anna@isp", "192.0.2.1", "s1", ten * 1000, 900, 2'000, 7'000, true}}));
    }

    void gigawordsCount()
    {
        const RadiusDetail detail = read(block("Stop", "s1", ten + 900, 900, 5, 7, "\tAcct-Input-Gigawords = 1\n\tAcct-Output-Gigawords = 3\n\tAcct-Delay-Time = 10\n"));
        QCOMPARE(detail.sessions.first().inputOctets, 4'294'967'301);
        QCOMPARE(detail.sessions.first().outputOctets, 12'884'901'895);
        QCOMPARE(detail.sessions.first().startMs, (ten - 10) * 1000);
    }

    void whatIsSentTwiceCountsOnce()
    {
        const QByteArray stop = block("Stop", "s1", ten + 900, 900, 2'000, 7'000);
        const RadiusDetail detail = read(stop + stop + block("Interim-Update", "s1", ten + 905, 600, 1, 1) + block("Stop", "s1", ten + 900, 900, 9, 9, {}, "192.0.2.2"));
        QCOMPARE(detail.repeated, 2);
        QCOMPARE(detail.sessions.size(), 2); // the other NAS has a session of its own
        // The same number again after a restart of the NAS is another session.
        QCOMPARE(read(stop + block("Start", "s1", ten + 5'000, 0, 0, 0) + block("Stop", "s1", ten + 5'100, 100, 1, 1)).sessions.size(), 2);
    }

    void aSessionThatNeverStoppedCountsAsItsLastUpdateSaid()
    {
        const RadiusDetail detail = read(block("Start", "s1", ten, 0, 0, 0) + block("Interim-Update", "s1", ten + 600, 600, 10, 20) + block("Interim-Update", "s1", ten + 1'201, 1'200, 30, 40)
                                         + block("Interim-Update", "s1", ten + 1'300, 600, 10, 20) + block("Start", "s2", ten, 0, 0, 0));
        QCOMPARE(detail.sessions, (QList<RadiusSession>{{"anna@isp", "192.0.2.1", "s1", ten * 1000, 1'200, 30, 40, false}}));
        QCOMPARE(detail.repeated, 1);
    }

    void brokenBlocksAreNamedByTheirLine()
    {
        const QByteArray good = block("Stop", "s1", ten, 1, 1, 1);
        const RadiusDetail detail = read(good + "Tue Mar 10\n\tUser-Name = \"x\"\n\n" + block("Stop", "", ten, 1, 1, 1) + block("Stop", "s2", ten, -1, 1, 1) + block("Stop", "s3", ten, 1, 4'294'967'296, 1)
                                         + block("Accounting-On", "s4", ten, 0, 0, 0) + good.chopped(20));
        QCOMPARE(detail.sessions.size(), 1);
        QCOMPARE(detail.other, 1);
        QCOMPARE(detail.brokenAt.size(), 5);
        QCOMPARE(detail.brokenAt.first(), good.count('\n') + 1);
    }

    // Octets changed, cut and doubled at random: every block ends somewhere.
    void anyTextIsRead()
    {
        const unsigned seed = 31;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const QByteArray good = block("Start", "s1", ten, 0, 0, 0) + block("Interim-Update", "s1", ten + 600, 600, 10, 20) + block("Stop", "s1", ten + 900, 900, 30, 40);
        for (int i = 0; i < 5'000; ++i) {
            QByteArray text = good.left(qsizetype(random() % std::size_t(good.size() + 1)));
            for (int change = 0; change < 8 && !text.isEmpty(); ++change)
                text[qsizetype(random() % std::size_t(text.size()))] = char(random() % 256);
            const RadiusDetail detail = read(text);
            QVERIFY(detail.sessions.size() + detail.brokenAt.size() + detail.repeated + detail.other <= detail.blocks);
            for (const RadiusSession& session : detail.sessions)
                QVERIFY(session.inputOctets >= 0 && session.outputOctets >= 0 && session.seconds >= 0);
        }
    }
};

QTEST_GUILESS_MAIN(RadiusDetailTest)
#include "tst_radiusdetail.moc"
