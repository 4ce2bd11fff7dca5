#include "models/core/errors.h"
#include "models/fulfilment/activationtask.h"
#include "models/fulfilment/decomposition.h"

#include <QTest>

using namespace trunkline;

namespace {

struct Sale {
    catalogue::Offering offering{{}, QStringLiteral("FIBRE-100"), QStringLiteral("Fibre 100"), 1, UnitPrice::parse(u"29.90", Currency::parse(u"EUR")),
                                 Money::zero(Currency::parse(u"EUR")), 1900, 100'000, 40'000, {}, {}, {}, {}};
    inventory::Device device;
    inventory::Port port;
    inventory::Service service;

    Sale()
    {
        device.id = DeviceId::fromString(u"018f0000-0000-7000-8000-000000000001");
        device.name = QStringLiteral("olt-1");
        port.id = PortId::fromString(u"018f0000-0000-7000-8000-000000000002");
        port.deviceId = device.id;
        port.name = QStringLiteral("pon-0/3");
        port.ifIndex = 12;
        port.speedBps = 1'000'000'000;
        service.name = QStringLiteral("SVC-000001");
        service.portId = port.id;
    }
    QList<ordering::TaskDraft> decompose() const { return fulfilment::decompose(offering, service, port, device); }
};

} // namespace

class DecompositionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void becomesTasks()
    {
        const Sale sale;
        const QList<ordering::TaskDraft> tasks = sale.decompose();
        QCOMPARE(tasks.size(), 2);
        QCOMPARE(tasks[0].kind, QStringLiteral("activate-port"));
        QCOMPARE(tasks[1].kind, QStringLiteral("verify-port"));
        for (const ordering::TaskDraft& task : tasks)
            QCOMPARE(fulfilment::portTaskFrom(task.parameters),
                     (fulfilment::PortTask{sale.device.id, QStringLiteral("olt-1"), sale.port.id, QStringLiteral("pon-0/3"), 12, QStringLiteral("SVC-000001")}));
    }

    void refusesWhatCannotBeDelivered()
    {
        Sale foreign;
        foreign.service.portId = PortId(QUuid::createUuid());
        QVERIFY_THROWS_EXCEPTION(Refused, foreign.decompose());
        Sale elsewhere;
        elsewhere.port.deviceId = DeviceId(QUuid::createUuid());
        QVERIFY_THROWS_EXCEPTION(Refused, elsewhere.decompose());
        Sale gone;
        gone.port.present = false;
        QVERIFY_THROWS_EXCEPTION(Refused, gone.decompose());
        Sale slow;
        slow.port.speedBps = 99'999'999;
        QVERIFY_THROWS_EXCEPTION(Refused, slow.decompose());
    }

    void theSpeedMayBeJustEnoughOrUnknown()
    {
        Sale sale;
        sale.port.speedBps = 100'000'000;
        QCOMPARE(sale.decompose().size(), 2);
        sale.port.speedBps = 0;
        QCOMPARE(sale.decompose().size(), 2);
    }
};

QTEST_GUILESS_MAIN(DecompositionTest)
#include "tst_decomposition.moc"
