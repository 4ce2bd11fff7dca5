#include "snmp/mib/tablefile.h"
#include "tests/snmp/mib/townmib.h"

#include <QRandomGenerator>
#include <QTest>

using namespace trunkline;
using namespace trunkline::snmp::mib;

class TableFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        QString problem;
        const auto read = fromFile(toFile(test::townTable()), &problem);
        QVERIFY2(read, qPrintable(problem));
        QCOMPARE(*read, test::townTable());
        QCOMPARE(*fromFile(toFile({}), &problem), Table());
    }

    void whatIsNoTableIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = toFile(test::townTable());
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("something else") << QByteArray("\x89PNG");
        QTest::newRow("another version") << QByteArray("TRKMIB\0\2", 8) + good.sliced(8);
        QTest::newRow("only a head") << good.first(8);
        QTest::newRow("cut off") << good.first(good.size() / 2);
        QTest::newRow("said to be larger than memory") << good.first(8) + QByteArray("\xff\xff\xff\xff", 4) + good.sliced(12);
        QTest::newRow("said to be larger than its octets can hold") << good.first(8) + QByteArray("\x08\0\x01\xa8", 4) + good.sliced(12);
        const auto packed = [&](const QByteArray& body) { return good.first(8) + qCompress(body); };
        QTest::newRow("a count beyond the end") << packed(QByteArray("\xff\xff\xff\xff\x0f", 5));
        QTest::newRow("a number without an end") << packed(QByteArray(20, char(0xff)));
        QTest::newRow("no strings") << packed(QByteArray(4, '\0'));
        QTest::newRow("a module without a name") << packed(QByteArray("\x01\0\x01\x07", 4));
    }
    void whatIsNoTableIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QString problem;
        QVERIFY(!fromFile(bytes, &problem));
        QVERIFY(!problem.isEmpty());
    }

    /// Whatever bytes are changed inside: it ends, and what it gives is whole.
    void damageHarmsNobody()
    {
        const QByteArray good = toFile(test::townTable());
        const QByteArray body = qUncompress(good.sliced(8));
        QRandomGenerator random(20260301);
        int refused = 0;
        for (int i = 0; i < 5000; ++i) {
            QByteArray damaged = body;
            for (int j = 0; j < 1 + i % 4; ++j)
                damaged[random.bounded(int(damaged.size()))] = char(random.bounded(256));
            if (i % 5 == 0)
                damaged.truncate(random.bounded(int(damaged.size())));
            QString problem;
            const auto read = fromFile(good.first(8) + qCompress(damaged), &problem);
            refused += !read;
            if (read)
                for (const Node& node : read->nodes) {
                    QVERIFY(node.module < quint32(read->modules.size()) && node.syntax < read->syntaxes.size() && node.kind <= Kind::Notification);
                    QVERIFY(!node.oid.empty() && node.oid.size() <= snmp::Oid::maxArcs);
                }
        }
        QVERIFY(refused > 1000);
    }
};

QTEST_APPLESS_MAIN(TableFileTest)
#include "tst_tablefile.moc"
