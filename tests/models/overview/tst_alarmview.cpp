#include "models/core/errors.h"
#include "models/fault/alarmstore.h"
#include "models/overview/alarmview.h"
#include "tests/models/overview/livedshop.h"

#include <QTest>

using namespace trunkline;
using test::LivedShop;

class AlarmViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAlarmWithWhatHangsOnIt_data() { test::engineRows(); }
    void anAlarmWithWhatHangsOnIt()
    {
        QFETCH(QString, engine);
        LivedShop shop(engine, QStringLiteral("2026-03-10T09:00:00Z"));
        const inventory::Service service = shop.order(0);
        shop.outage(service, 302);
        const fault::Alarm first = fault::alarmHistory(shop.db()).first();
        fault::FaultService faults(shop.s.context);
        const fault::AlarmNote note = faults.note(test::administrator(), first.id, QStringLiteral("Spliced at km 4"));
        shop.s.clock.advanceMs(3'600'000);

        fault::EventDraft down;
        down.kind = fault::EventKind::LinkDown;
        down.deviceId = first.deviceId;
        down.portId = first.portId;
        down.at = shop.s.clock.now();
        const fault::Alarm open = *faults.record(access::collectorAgent(QStringLiteral("test-desk")), down).alarm;

        QList<overview::AlarmRow> rows = overview::alarmRows(shop.db());
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().alarm, open);
        QCOMPARE(rows.first().impact.customers.first().name, QStringLiteral("Bäckerei Öz"));
        rows = overview::alarmRows(shop.db(), 10);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.last().alarm.id, first.id);
        QVERIFY(rows.last().impact.services.isEmpty());

        const overview::AlarmDetail now = overview::alarmDetail(shop.db(), open.id);
        QCOMPARE(now.impact, rows.first().impact);
        QVERIFY(now.outages.isEmpty());
        QCOMPARE(now.events.size(), 1);
        QCOMPARE(now.earlier.size(), 1);
        QCOMPARE(now.earlier.first().alarm.id, first.id);
        QCOMPARE(now.earlier.first().notes, QList({note}));

        const overview::AlarmDetail then = overview::alarmDetail(shop.db(), first.id);
        QVERIFY(then.impact.services.isEmpty());
        QVERIFY(then.earlier.isEmpty());
        QCOMPARE(then.notes, QList({note}));
        QCOMPARE(then.events.size(), 2);
        QCOMPARE(then.outages.size(), 1);
        QCOMPARE(then.outages.first().serviceName, service.name);
        QCOMPARE(then.outages.first().customerName, QStringLiteral("Bäckerei Öz"));
        QCOMPARE(then.outages.first().credits.size(), 1);
        QCOMPARE(then.history.size(), 3);
        QVERIFY(then.history.first().detail.contains(QStringLiteral("Spliced at km 4")));
    }

    void strangersAreRefused()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        QVERIFY_THROWS_EXCEPTION(NotFound, overview::alarmDetail(shop.db(), AlarmId(QUuid::createUuid())));
        QVERIFY(overview::alarmRows(shop.db(), 10).isEmpty());
    }
};

QTEST_GUILESS_MAIN(AlarmViewTest)
#include "tst_alarmview.moc"
