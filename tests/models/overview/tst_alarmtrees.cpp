#include "models/overview/alarmtrees.h"

#include <QTest>

using namespace trunkline;
using overview::HitService;
using overview::TreeLine;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedKingdom);

HitService hit(const char* service, bool down, const char* device, const char* port, const char* customer)
{
    inventory::Service one;
    one.id = ServiceId(QUuid::createUuid());
    one.name = QString::fromLatin1(service);
    return {one, down, QString::fromLatin1(device), QString::fromLatin1(port), QString::fromLatin1(customer), UnitPrice::parse(u"49.00", Currency::parse(u"EUR"))};
}

fault::Alarm alarmOn(const char* object)
{
    fault::Alarm alarm;
    alarm.id = AlarmId(QUuid::createUuid());
    alarm.number = QStringLiteral("ALM-000007");
    alarm.objectName = QString::fromLatin1(object);
    alarm.severity = alarm.worstSeverity = Severity::Major;
    alarm.raisedAt = Timestamp::parse(u"2026-03-10T09:00:00Z");
    return alarm;
}

} // namespace

class AlarmTreesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(english); }

    void whomItHitsByDevice()
    {
        overview::AlarmDetail alarm;
        alarm.alarm = alarmOn("agg-1 Twe1/0/1");
        alarm.hit = {hit("SVC-1", true, "olt-1", "ont-0/1/1", "Anna Weber"), hit("SVC-2", true, "olt-1", "ont-0/1/2", "Jan Petersen"),
                     hit("SVC-3", true, "olt-2", "ont-0/1/1", "Harbour Clinic"), hit("SVC-4", false, "acc-1", "ether1", "School")};
        const QList<TreeLine> tree = overview::impactTree(alarm, english);
        QCOMPARE(tree.size(), 2);
        QCOMPARE(tree[0].text, QStringLiteral("3 service(s) down"));
        QCOMPARE(tree[0].tone, std::optional(Tone::Bad));
        QCOMPARE(tree[0].children.size(), 2);
        QCOMPARE(tree[0].children[0].text, QStringLiteral("olt-1"));
        QCOMPARE(tree[0].children[0].children.size(), 2);
        QCOMPARE(tree[0].children[0].children[1].text, QStringLiteral("SVC-2, Jan Petersen"));
        QVERIFY2(tree[0].children[0].children[1].detail.startsWith(QStringLiteral("ont-0/1/2, ")), qPrintable(tree[0].children[0].children[1].detail));
        QCOMPARE(tree[0].children[0].children[1].target.kind, QStringLiteral("service"));
        QCOMPARE(tree[1].text, QStringLiteral("1 service(s) without protection"));
        QCOMPARE(tree[1].tone, std::optional(Tone::Attention));
        alarm.hit.clear();
        QVERIFY(overview::impactTree(alarm, english).isEmpty());
    }

    void whereItComesFrom()
    {
        overview::AlarmDetail alarm;
        alarm.alarm = alarmOn("olt-1 uplink-0/0");
        for (int number = 0; number < 25; ++number) {
            fault::Event event;
            event.kind = fault::EventKind::LinkDown;
            event.at = alarm.alarm.raisedAt.plusMs(number);
            event.source = QStringLiteral("127.20.0.6");
            event.payload = {{"oids", QJsonObject{{"1.3.6.1.2.1.2.2.1.8.4", "2"}}}};
            alarm.events.append(event);
        }
        alarm.related = {alarmOn("agg-1 Twe1/0/1")};
        const QList<overview::ChainStep> why{{{}, {}, {}, QStringLiteral("the alarm itself"), {}, {}, {}}, {{}, {}, {}, QStringLiteral("its cause"), {}, {}, {}},
                                             {{}, {}, {}, QStringLiteral("the cause's cause"), {}, {}, {}}};
        const QList<TreeLine> tree = overview::causeTree(alarm, why, OperatorZone::utc(), english);
        QCOMPARE(tree.size(), 1);
        QCOMPARE(tree[0].text, QStringLiteral("ALM-000007: Link down, olt-1 uplink-0/0"));
        QCOMPARE(tree[0].severity, std::optional(Severity::Major));
        const QList<TreeLine>& under = tree[0].children;
        QCOMPARE(under.size(), 3);
        QCOMPARE(under[0].children.size(), 21); // twenty, and how many more
        QCOMPARE(under[0].children.first().detail, QStringLiteral("ifOperStatus = down"));
        QCOMPARE(under[1].text, QStringLiteral("its cause"));
        QCOMPARE(under[1].children.first().text, QStringLiteral("the cause's cause"));
        QCOMPARE(under[2].children.first().target, (Target{QStringLiteral("alarm"), alarm.related.first().id.toString()}));
    }

    void whatWasDoneTheLastTime()
    {
        overview::AlarmDetail alarm;
        alarm.alarm = alarmOn("olt-1 uplink-0/0");
        overview::EarlierAlarm earlier{alarmOn("olt-1 uplink-0/0"), {}};
        earlier.alarm.clearedAt = earlier.alarm.raisedAt.plusMs(5 * 60'000);
        earlier.alarm.clearedBy = QStringLiteral("ada");
        earlier.alarm.clearReason = QStringLiteral("Spliced at km 4");
        earlier.notes = {{{}, earlier.alarm.id, QStringLiteral("jan"), QStringLiteral("Called the site"), {}}};
        alarm.earlier = {earlier};
        const QList<TreeLine> tree = overview::lastTimeTree(alarm, OperatorZone::utc(), english);
        QCOMPARE(tree.size(), 1);
        QCOMPARE(tree[0].detail, QStringLiteral("over after 5 min"));
        QCOMPARE(tree[0].children.size(), 2);
        QCOMPARE(tree[0].children[0].detail, QStringLiteral("Called the site"));
        QCOMPARE(tree[0].children[1].text, QStringLiteral("ada cleared it"));
        QCOMPARE(tree[0].children[1].detail, QStringLiteral("Spliced at km 4"));
    }
};

QTEST_GUILESS_MAIN(AlarmTreesTest)
#include "tst_alarmtrees.moc"
