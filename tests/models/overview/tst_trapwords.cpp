#include "models/overview/trapwords.h"

#include <QTest>

using namespace trunkline;

class TrapWordsTest : public QObject {
    Q_OBJECT

    static QJsonObject linkDown()
    {
        return {{"trap", "1.3.6.1.6.3.1.1.5.3"}, {"uptimeTicks", 360'000}, {"inform", false},
                {"oids", QJsonObject{{"1.3.6.1.2.1.2.2.1.1.268504576", "268504576"}, {"1.3.6.1.2.1.2.2.1.7.268504576", "1"},
                                     {"1.3.6.1.2.1.2.2.1.8.268504576", "2"}, {"1.3.6.1.2.1.31.1.1.1.1.268504576", "ont-0/1/3"}}}};
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aTrapInOneLine()
    {
        QCOMPARE(overview::payloadText(linkDown()), QStringLiteral("ifName = ont-0/1/3; ifOperStatus = down; ifAdminStatus = up; ifIndex = 268504576"));
    }

    void aTrapInFull()
    {
        const QStringList lines = overview::payloadInFull(linkDown()).split(u'\n');
        QCOMPARE(lines.first(), QStringLiteral("linkDown, 1.3.6.1.6.3.1.1.5.3"));
        QVERIFY(lines.contains(QStringLiteral("ifOperStatus.268504576 = down (2), 1.3.6.1.2.1.2.2.1.8.268504576")));
        QVERIFY(lines.contains(QStringLiteral("ifName.268504576 = ont-0/1/3, 1.3.6.1.2.1.31.1.1.1.1.268504576")));
        QVERIFY(lines.contains(QStringLiteral("sysUpTime = 1 h")));
    }

    void severalInstancesAreTold()
    {
        QCOMPARE(overview::payloadText({{"oids", QJsonObject{{"1.3.6.1.2.1.2.2.1.8.4", "1"}, {"1.3.6.1.2.1.2.2.1.8.5", "7"}}}}),
                 QStringLiteral("ifOperStatus.4 = up; ifOperStatus.5 = lowerLayerDown"));
    }

    void whatNoStandardNamesKeepsItsIdentifier()
    {
        QCOMPARE(overview::payloadText({{"oids", QJsonObject{{"1.3.6.1.4.1.32473.1.9", "44"}, {"1.3.6.1.2.1.2.2.1.2.7", "uplink"}}}}),
                 QStringLiteral("ifDescr.7 = uplink; 1.3.6.1.4.1.32473.1.9 = 44"));
        QVERIFY(overview::payloadInFull({{"oids", QJsonObject{{"1.3.6.1.4.1.32473.1.9", "44"}}}}).contains(QStringLiteral("1.3.6.1.4.1.32473.1.9 = 44")));
    }

    void aValueOutsideItsEnumerationStaysAsItIs()
    {
        QCOMPARE(overview::payloadText({{"oids", QJsonObject{{"1.3.6.1.2.1.2.2.1.8.4", "9"}}}}), QStringLiteral("ifOperStatus = 9"));
        QCOMPARE(overview::payloadText({{"oids", QJsonObject{{"1.3.6.1.2.1.2.2.1.8.4", "0"}}}}), QStringLiteral("ifOperStatus = 0"));
    }

    void anObservationHasNoVariables()
    {
        QCOMPARE(overview::payloadText({{"missedRounds", 2}}), QStringLiteral("missedRounds = 2"));
        QVERIFY(overview::payloadText({}).isEmpty());
    }

    void trapsHaveNames()
    {
        QCOMPARE(overview::trapWord(QStringLiteral("1.3.6.1.6.3.1.1.5.4")), QStringLiteral("linkUp"));
        QCOMPARE(overview::trapWord(QStringLiteral("1.3.6.1.4.1.9.9.1")), QStringLiteral("1.3.6.1.4.1.9.9.1"));
    }
};

QTEST_GUILESS_MAIN(TrapWordsTest)
#include "tst_trapwords.moc"
