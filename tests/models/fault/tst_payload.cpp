#include "models/fault/payload.h"

#include <QTest>

using namespace trunkline::fault;

class PayloadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What is shared reads like what is not.
    void whatIsCommonIsHadOnce()
    {
        Payload words({{"fault", "BGP"}});
        Payload alone = words;
        QVERIFY(alone.common().isEmpty());
        alone.append({{"uptime", 1}});
        words.share();
        Payload first = words, second = words;
        first.append({{"uptime", 1}});
        second.append({{"uptime", 2}});
        QCOMPARE(first, alone);
        QCOMPARE(first.common().constData(), second.common().constData());
        QCOMPARE(second.own(), QStringLiteral("{\"uptime\":2}"));
        QCOMPARE(second.object(), QJsonObject({{"fault", "BGP"}, {"uptime", 2}}));
        QCOMPARE(Payload::fromTexts(second.own(), second.common()), second);
        words.share();
        QCOMPARE(words, Payload({{"fault", "BGP"}}));
    }
};

QTEST_APPLESS_MAIN(PayloadTest)
#include "tst_payload.moc"
