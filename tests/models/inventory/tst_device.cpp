#include "models/inventory/device.h"

#include <QTest>

using namespace trunkline;
using inventory::Place;

class DeviceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLocationIsASiteAndAPlaceWithinIt_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("site");
        QTest::addColumn<QString>("within");
        QTest::newRow("rack") << "Seeburg exchange, rack 2" << "Seeburg exchange" << "rack 2";
        QTest::newRow("room and rack") << "Seeburg exchange, room 1, rack A3" << "Seeburg exchange" << "room 1, rack A3";
        QTest::newRow("site alone") << "Dune Street cabinet 12" << "Dune Street cabinet 12" << "";
        QTest::newRow("nothing") << "" << "" << "";
        QTest::newRow("comma at the end") << "Lighthouse Point ," << "Lighthouse Point" << "";
        QTest::newRow("no site") << ", rack 2" << ", rack 2" << "";
    }
    void aLocationIsASiteAndAPlaceWithinIt()
    {
        QFETCH(QString, location);
        QFETCH(QString, site);
        QFETCH(QString, within);
        QCOMPARE(inventory::placeOf(location), (Place{site, within}));
    }
};

QTEST_GUILESS_MAIN(DeviceTest)
#include "tst_device.moc"
