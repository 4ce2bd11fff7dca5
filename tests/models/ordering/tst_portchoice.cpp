// The technical check: what stands in the way of a port, which ports are offered at all, and that an order is held to it.
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/ordering/ordermodel.h"
#include "models/ordering/portchoice.h"
#include "tests/models/ordering/shop.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::ordering;
using inventory::AdminState;
using inventory::OperState;
using test::Shop;

Q_DECLARE_METATYPE(std::optional<trunkline::ordering::PortHolder>)

class PortChoiceTest : public QObject {
    Q_OBJECT

    static catalogue::Offering fibre100()
    {
        const Currency eur = Currency::parse(u"EUR");
        return {{}, QStringLiteral("FIBRE-100"), QStringLiteral("Fibre 100"), 1, UnitPrice::parse(u"49", eur), Money::zero(eur), 1900, 100'000, 40'000, {}, {}, {}, {}};
    }

    static inventory::Port portIn(AdminState admin, OperState oper, const QString& alias = {}, qint64 speed = 1'000'000'000)
    {
        inventory::Port port;
        port.name = QStringLiteral("Gi1/0/3");
        port.ifType = 6;
        port.adminState = admin;
        port.operState = oper;
        port.alias = alias;
        port.speedBps = speed;
        return port;
    }

    /// Every port of the shop's switch free, a gigabit fast.
    static void freeAll(Shop& shop)
    {
        store::Change change(shop.s.context, {QStringLiteral("test"), QStringLiteral("test")});
        for (const PortId id : std::as_const(shop.ports)) {
            inventory::Port port = *inventory::port(change.connection(), id);
            port.adminState = AdminState::Down;
            port.operState = OperState::Down;
            port.speedBps = 1'000'000'000;
            inventory::updatePort(change.connection(), port);
        }
        change.commit({QStringLiteral("test.freed"), QStringLiteral("test"), QStringLiteral("1"), {}, {}, {}, {}});
    }

private Q_SLOTS:
    void saysWhatStandsInTheWay_data()
    {
        QTest::addColumn<inventory::Port>("port");
        QTest::addColumn<std::optional<PortHolder>>("holder");
        QTest::addColumn<QString>("said");
        const std::optional<PortHolder> nobody;
        const PortHolder reserved{QStringLiteral("SVC-000007"), QStringLiteral("Anna Weber"), inventory::ServiceState::Reserved};
        const PortHolder active{QStringLiteral("SVC-000008"), QStringLiteral("Ben Kaya"), inventory::ServiceState::Active};
        const auto free = portIn(AdminState::Down, OperState::Down);
        QTest::newRow("free") << free << nobody << "";
        QTest::newRow("of unknown speed") << portIn(AdminState::Down, OperState::Down, {}, 0) << nobody << "";
        QTest::newRow("reserved") << free << std::optional(reserved) << "Reserved by SVC-000007 for Anna Weber";
        QTest::newRow("served") << portIn(AdminState::Up, OperState::Up) << std::optional(active) << "In use by SVC-000008 of Ben Kaya";
        QTest::newRow("switched on, known") << portIn(AdminState::Up, OperState::Up, QStringLiteral("Harbour Clinic")) << nobody << "Switched on and in use: “Harbour Clinic”";
        QTest::newRow("switched on, unknown") << portIn(AdminState::Up, OperState::Up) << nobody << "Switched on and in use, nobody wrote by whom";
        QTest::newRow("dark") << portIn(AdminState::Up, OperState::Down) << nobody << "Switched on, but without light";
        QTest::newRow("kept by hand") << portIn(AdminState::Down, OperState::Down, QStringLiteral("for the fair")) << nobody << "Kept for “for the fair”";
        QTest::newRow("nobody knows") << portIn(AdminState::Unknown, OperState::Unknown) << nobody << "Its state is not known; poll the device";
        QTest::newRow("no equipment") << portIn(AdminState::Down, OperState::NotPresent) << nobody << "Its equipment is not there";
        QTest::newRow("slow") << portIn(AdminState::Down, OperState::Down, {}, 10'000'000) << nobody << "Too slow: Fibre 100 needs 100 Mbit/s";
    }
    void saysWhatStandsInTheWay()
    {
        QFETCH(inventory::Port, port);
        QFETCH(std::optional<PortHolder>, holder);
        QFETCH(QString, said);
        QCOMPARE(hindranceOf(port, holder, fibre100()), said);
    }

    void listsWhatIsForCustomersFittingOnesFirst_data() { test::engineRows(); }
    void listsWhatIsForCustomersFittingOnesFirst()
    {
        QFETCH(QString, engine);
        Shop shop(engine);
        freeAll(shop);
        {
            store::Change change(shop.s.context, {QStringLiteral("test"), QStringLiteral("test")});
            inventory::Port management = *inventory::port(change.connection(), shop.ports[7]);
            management.name = QStringLiteral("mgmt0");
            inventory::updatePort(change.connection(), management);
            inventory::Port used = *inventory::port(change.connection(), shop.ports[1]);
            used.adminState = AdminState::Up;
            used.operState = OperState::Up;
            inventory::updatePort(change.connection(), used);
            change.commit({QStringLiteral("test.built"), QStringLiteral("test"), QStringLiteral("2"), {}, {}, {}, {}});
        }
        OrderService(shop.s.context).submit(test::administrator(), shop.request(0));
        const auto offering = *catalogue::offering(shop.db(), shop.offering);
        const PortChoices choices = portChoices(shop.db(), offering);
        QCOMPARE(choices.ports.size(), 7); // not the one for management
        QVERIFY(choices.anyFits());
        QCOMPARE(whyNoneFits(choices, offering), QString());
        QCOMPARE(choices.ports.first().port.name, QStringLiteral("ge-0/0/3"));
        QCOMPARE(choices.ports[4].port.name, QStringLiteral("ge-0/0/7"));
        QCOMPARE(choices.ports[5].hindrance, QStringLiteral("Reserved by SVC-000001 for Bäckerei Öz"));
        QVERIFY(choices.ports[6].hindrance.startsWith(QStringLiteral("Switched on and in use")));
        // What a shell or a stale screen asks for is held to the same rule.
        try {
            OrderService(shop.s.context).submit(test::administrator(), shop.request(7));
            QFAIL("A management port was sold.");
        } catch (const Refused& refusal) {
            QVERIFY2(refusal.sentence().contains(QLatin1String("mgmt0")), qPrintable(refusal.sentence()));
        }
    }

    void ordersSortNaturallyBothWays()
    {
        OrderModel model(OperatorZone::utc());
        QList<OrderRow> rows;
        for (const char* number : {"O-999999", "O-000010", "O-1000000", "O-000009"}) {
            OrderRow row;
            row.order.id = OrderId::fromString(QStringLiteral("00000000-0000-7000-8000-00000000000%1").arg(rows.size()));
            row.order.number = QString::fromLatin1(number);
            rows.append(row);
        }
        const auto shown = [&] {
            QStringList numbers;
            for (int row = 0; row < model.rowCount(); ++row)
                numbers.append(model.index(row, 0).data().toString());
            return numbers;
        };
        model.replace(rows);
        const QStringList upwards{QStringLiteral("O-000009"), QStringLiteral("O-000010"), QStringLiteral("O-999999"), QStringLiteral("O-1000000")};
        QStringList downwards = upwards;
        std::reverse(downwards.begin(), downwards.end());
        QCOMPARE(shown(), downwards); // the newest first
        model.sort(0, Qt::AscendingOrder);
        QCOMPARE(shown(), upwards);
        model.sort(0, Qt::DescendingOrder);
        QCOMPARE(shown(), downwards);
    }
};

QTEST_GUILESS_MAIN(PortChoiceTest)
#include "tst_portchoice.moc"
