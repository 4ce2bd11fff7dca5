#include "models/inventory/inventoryservice.h"
#include "models/overview/chain.h"
#include "tests/models/overview/livedshop.h"

#include <QTest>

using namespace trunkline;
using overview::ChainStep;
using test::LivedShop;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedKingdom);

QStringList kindsOf(const LivedShop& shop, const QList<ChainStep>& steps)
{
    QStringList kinds;
    for (const ChainStep& step : steps) {
        const auto entry = store::journalEntry(shop.db(), step.entry);
        kinds.append(entry ? entry->kind : QStringLiteral("(line)"));
    }
    return kinds;
}

const billing::InvoiceLine& lineOf(const billing::Invoice& invoice, billing::LineKind kind)
{
    return *std::find_if(invoice.lines.begin(), invoice.lines.end(), [kind](const billing::InvoiceLine& line) { return line.kind == kind; });
}

} // namespace

class ChainTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // From the credit line, three steps back lead to the trap.
    void fromTheCreditLineToTheTrap_data() { test::engineRows(); }
    void fromTheCreditLineToTheTrap()
    {
        QFETCH(QString, engine);
        LivedShop shop(engine, QStringLiteral("2026-03-10T09:00:00Z"));
        const inventory::Service service = shop.order(0);
        shop.clockTo("2026-03-20T10:00:00Z");
        shop.outage(service, 302);
        const billing::Invoice invoice = shop.bill();
        const billing::InvoiceLine& line = lineOf(invoice, billing::LineKind::Credit);

        const QList<ChainStep> steps = overview::whyOf(shop.db(), {QStringLiteral("invoiceline"), line.id.toString()}, english);
        QCOMPARE(steps, overview::whyLine(shop.db(), invoice, line.id, english));
        QCOMPARE(kindsOf(shop, steps), QStringList({"(line)", "credit.granted", "outage.closed", "alarm.raised"}));
        QVERIFY2(steps[0].what.contains(invoice.number), qPrintable(steps[0].what));
        QCOMPARE(steps[0].target, (Target{QStringLiteral("invoice"), invoice.id.toString()}));
        QVERIFY2(steps[1].what.contains(QStringLiteral("9.80")), qPrintable(steps[1].what)); // two started hours, 10 % of 49.00 each
        QVERIFY2(steps[1].detail.contains(QStringLiteral("5 h 2 min")), qPrintable(steps[1].detail));
        QVERIFY2(steps[2].what.contains(QStringLiteral("SVC-000001 (Bäckerei Öz)")), qPrintable(steps[2].what));
        QVERIFY2(steps[3].detail.contains(QStringLiteral("Link down (trap) from 127.0.0.9")), qPrintable(steps[3].detail));
        QVERIFY2(steps[3].detail.contains(QStringLiteral("Link up")), qPrintable(steps[3].detail));
        QCOMPARE(steps[3].at, Timestamp::parse(u"2026-03-20T10:00:00Z"));
        QCOMPARE(steps[3].who, QStringLiteral("collector"));
        QCOMPARE(steps[3].severity, std::optional(Severity::Major));
        QCOMPARE(steps[3].target.kind, QStringLiteral("alarm"));
    }

    void fromTheChargeToTheOrder_data() { test::engineRows(); }
    void fromTheChargeToTheOrder()
    {
        QFETCH(QString, engine);
        LivedShop shop(engine, QStringLiteral("2026-03-10T09:00:00Z"));
        shop.order(0);
        const billing::Invoice invoice = shop.bill();
        const QList<ChainStep> steps = overview::whyLine(shop.db(), invoice, lineOf(invoice, billing::LineKind::Recurring).id, english);
        QCOMPARE(kindsOf(shop, steps), QStringList({"(line)", "subscription.started", "service.activated", "task.completed", "task.completed", "order.submitted"}));
        QVERIFY2(steps[3].detail.contains(QStringLiteral("ifOperStatus.501 = 1")), qPrintable(steps[3].detail));
        QVERIFY2(steps[4].detail.contains(QStringLiteral("ifAdminStatus.501: “2” → “1”")), qPrintable(steps[4].detail));
        QVERIFY2(steps[5].what.contains(QStringLiteral("O-000001")), qPrintable(steps[5].what));
        QVERIFY2(steps[5].detail.contains(QStringLiteral("Fibre 100 for Bäckerei Öz on access-1 ge-0/0/1")), qPrintable(steps[5].detail));
    }

    void whatHappenedToOneThing()
    {
        LivedShop shop(QStringLiteral("sqlite"), QStringLiteral("2026-03-10T09:00:00Z"));
        const inventory::Service service = shop.order(0);
        const Target order{QStringLiteral("order"), service.orderId.toString()};
        QCOMPARE(kindsOf(shop, overview::historyOf(shop.db(), order)), QStringList({"order.completed", "order.planned", "order.submitted"}));
        QCOMPARE(overview::historyOf(shop.db(), order, 1).size(), 1);
        QCOMPARE(overview::whyOf(shop.db(), {QStringLiteral("service"), service.id.toString()}).last().target, order);
    }

    void nothingIsKnownOfStrangers()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        const QString stranger = QUuid::createUuid().toString(QUuid::WithoutBraces);
        QVERIFY(overview::whyOf(shop.db(), {QStringLiteral("invoiceline"), stranger}).isEmpty());
        QVERIFY(overview::whyOf(shop.db(), {QStringLiteral("order"), stranger}).isEmpty());
        QVERIFY(overview::whyEntry(shop.db(), JournalEntryId::fromString(stranger)).isEmpty());
    }

    // Every entry of a lived month is told in words: no kind is shown as it stands in the database.
    void everyEntryOfADayIsTold()
    {
        LivedShop shop(QStringLiteral("sqlite"), QStringLiteral("2026-03-10T09:00:00Z"));
        const inventory::Service service = shop.order(0);
        shop.outage(service, 302);
        shop.bill();
        const overview::Storyteller teller(shop.db(), english);
        int told = 0;
        for (const auto& entry : store::journalAfter(shop.db(), 0)) {
            if (entry.kind.startsWith(QStringLiteral("test.")))
                continue;
            const overview::Sentence sentence = teller.tell(entry);
            QVERIFY2(!sentence.what.isEmpty() && !sentence.what.contains(entry.kind), qPrintable(entry.kind));
            QVERIFY2(!sentence.what.contains(u'%') && !sentence.detail.contains(QStringLiteral("%1")), qPrintable(sentence.what + sentence.detail));
            ++told;
        }
        QVERIFY(told > 15);
    }

    void aChangeShowsWhatChanged()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        inventory::InventoryService(shop.s.context).recordDeviceState(test::administrator(), inventory::port(shop.db(), shop.ports[0])->deviceId,
                                                                      inventory::DeviceState::Silent);
        const auto told = overview::Storyteller(shop.db()).tell(store::journalAfter(shop.db(), 0).last());
        QCOMPARE(told.what, QStringLiteral("Device access-1 changed its state"));
        QCOMPARE(told.detail, QStringLiteral("state: unknown → silent"));
    }

    void anUnknownKindIsStillTold()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        store::Change change(shop.s.context, {QStringLiteral("a"), QStringLiteral("b")});
        const auto entry = change.commit({QStringLiteral("balloon.launched"), QStringLiteral("balloon"), QStringLiteral("1"), {}, {{"name", "Montgolfière"}}, {}, {}});
        QCOMPARE(overview::Storyteller(shop.db()).tell(entry).what, QStringLiteral("balloon.launched: Montgolfière"));
    }
};

QTEST_GUILESS_MAIN(ChainTest)
#include "tst_chain.moc"
