// The catalogue on a real database: a draft version is tried on last month, then published; promotions.
#include "models/billing/billrunservice.h"
#include "models/catalogue/offeringstore.h"
#include "models/catalogue/pricestore.h"
#include "models/core/tablemodel.h"
#include "tests/widgets/orders/officedesk.h"
#include "widgets/billing/billingworkspace.h"
#include "widgets/billing/offeringdialog.h"
#include "widgets/common/joblist.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

using namespace trunkline;
using namespace trunkline::test;
using namespace trunkline::widgets;

class CataloguePageTest : public QObject {
    Q_OBJECT

    template <class Field>
    static Field* in(QWidget* dialog, const char* name)
    {
        return dialog->findChild<Field*>(QString::fromLatin1(name));
    }

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void aDraftIsTriedThenPublished()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        shop.connectService(1, shop.newAccount(QStringLiteral("Anna Weber")));
        shop.clockTo("2026-04-01T08:00:00Z");
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        office.find<QTabWidget>("billingTabs")->setCurrentIndex(2);
        auto* offerings = office.find<TablePane>("offeringTable");
        QVERIFY(waitFor([&] { return offerings->model()->rowCount() == 1; }));
        QVERIFY(!office.find<QPushButton>("newVersion")->isEnabled() || offerings->currentKey().isValid());
        offerings->select(offerings->model()->index(0, 0).data(KeyRole));
        OfficeDesk::shoot(office.window, QStringLiteral("catalogue-1-offerings"));
        office.find<QPushButton>("newVersion")->click();
        OfferingDialog* dialog = nullptr;
        QVERIFY(waitFor([&] { return (dialog = office.window.findChild<OfferingDialog*>()) != nullptr; }));
        QCOMPARE(in<QLineEdit>(dialog, "offeringPrice")->text(), QStringLiteral("49.00"));
        QVERIFY(!in<QLineEdit>(dialog, "offeringCode")->isEnabled());
        in<QLineEdit>(dialog, "offeringPrice")->setText(QStringLiteral("59"));
        in<QPushButton>(dialog, "tryDraft")->click();
        auto* effects = in<TablePane>(dialog, "effectTable");
        QVERIFY(waitFor([&] { return effects->model()->rowCount() == 1; }));
        QVERIFY2(effects->toCsv().contains(QStringLiteral("Anna Weber")), qPrintable(effects->toCsv()));
        QVERIFY(in<QLabel>(dialog, "effectSummary")->text().contains(QStringLiteral("1 account")));
        OfficeDesk::shoot(*dialog, QStringLiteral("catalogue-2-draft"));
        QCOMPARE(catalogue::offerings(shop.db()).size(), 1); // nothing is published yet

        // What can't be sold is said, and nothing is written.
        in<QLineEdit>(dialog, "offeringPrice")->setText(QStringLiteral("much"));
        in<QPushButton>(dialog, "saveButton")->click();
        QCOMPARE(catalogue::offerings(shop.db()).size(), 1);
        in<QLineEdit>(dialog, "offeringPrice")->setText(QStringLiteral("59"));
        in<QSpinBox>(dialog, "offeringTerm")->setValue(12);
        in<QLineEdit>(dialog, "offeringTermination")->setText(QStringLiteral("50"));
        in<QLineEdit>(dialog, "offeringOptions")->setText(QStringLiteral("STATIC-IP, TV"));
        in<QPushButton>(dialog, "saveButton")->click();
        QVERIFY(waitFor([&] { return catalogue::offerings(shop.db()).size() == 2; }));
        const catalogue::Offering made = catalogue::offerings(shop.db()).last();
        QCOMPARE(made.version, 2);
        QCOMPARE(made.price, UnitPrice::parse(u"59", made.price.currency));
        QCOMPARE(made.terms.minimumMonths, 12);
        QCOMPARE(made.terms.terminationFee, catalogue::TerminationFee::Remaining);
        QCOMPARE(made.terms.options, QStringList({QStringLiteral("STATIC-IP"), QStringLiteral("TV")}));
        QCOMPARE(made.sla, catalogue::offerings(shop.db()).first().sla); // what the form does not show stays
        QCOMPARE(made.downKbps, catalogue::offerings(shop.db()).first().downKbps);
    }

    void promotions()
    {
        LivedShop shop(QStringLiteral("sqlite"));
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        office.find<QTabWidget>("billingTabs")->setCurrentIndex(2);
        office.find<QPushButton>("newPromotion")->click();
        auto* dialog = office.window.findChild<EntryDialog*>(QStringLiteral("promotionDialog"));
        QVERIFY(dialog);
        in<QLineEdit>(dialog, "promotionCode")->setText(QStringLiteral("SPRING-26"));
        in<QLineEdit>(dialog, "promotionName")->setText(QStringLiteral("Spring"));
        in<QLineEdit>(dialog, "promotionOff")->setText(QStringLiteral("12.5"));
        in<QSpinBox>(dialog, "promotionPeriods")->setValue(3);
        OfficeDesk::shoot(*dialog, QStringLiteral("catalogue-3-promotion"));
        in<QPushButton>(dialog, "saveButton")->click();
        QVERIFY(waitFor([&] { return catalogue::promotion(shop.db(), QStringLiteral("SPRING-26")).has_value(); }));
        QCOMPARE(catalogue::promotion(shop.db(), QStringLiteral("SPRING-26"))->basisPoints, 1250);
        QCOMPARE(catalogue::promotion(shop.db(), QStringLiteral("SPRING-26"))->periods, 3);
    }

    void partsOfABundle()
    {
        const QList<catalogue::BundleItem> parts{{QStringLiteral("TV"), 0}, {QStringLiteral("PHONE"), 9'050}};
        QCOMPARE(bundleFrom(QStringLiteral("TV, PHONE=90.5")), parts);
        QCOMPARE(bundleFrom(bundleText(parts)), parts);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, bundleFrom(QStringLiteral("TV=much")));
        const QLocale before;
        QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
        QCOMPARE(bundleFrom(bundleText(parts)), parts);
        QLocale::setDefault(before);
    }

    void numbersAsTheyAreTyped()
    {
        QCOMPARE(basisPointsFrom(QStringLiteral("19")), 1900);
        QCOMPARE(basisPointsFrom(QStringLiteral("5.5")), 550);
        const QLocale before;
        QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
        QCOMPARE(plainNumber(QStringLiteral("1.234,50")), QStringLiteral("1234.50"));
        QCOMPARE(plainNumber(QStringLiteral("29.90")), QStringLiteral("29.90")); // no 2990
        QCOMPARE(basisPointsFrom(QStringLiteral("5,5")), 550);
        QLocale::setDefault(before);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, basisPointsFrom(QStringLiteral("much")));
    }
};

QTEST_MAIN(CataloguePageTest)
#include "tst_cataloguepage.moc"
