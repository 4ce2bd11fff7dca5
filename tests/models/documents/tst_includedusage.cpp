// Usage that cost nothing is a line like others in an e-invoice: the norm's rules hold, and both syntaxes give it back.
#include "models/documents/documentsettings.h"
#include "models/documents/einvoice.h"
#include "models/documents/einvoicerules.h"
#include "tests/models/billing/phoneshop.h"

using namespace trunkline;
using namespace trunkline::documents;
using namespace trunkline::test;

class IncludedUsageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesOverNothingAreValid()
    {
        PhoneShop shop(QStringLiteral("sqlite"));
        shop.include(PhoneShop::seconds(600, 1), BillingDate(2026, 3, 1));
        shop.import("march.csv", "4930001,2026-03-02 10:00:00,660,4930777,c1\n4930001,2026-03-03 10:00:00,60,33140,c2\n");
        shop.clockTo("2026-04-01T08:00:00Z");
        billing::Invoice posted = shop.post(BillingDate(2026, 4, 1));
        posted.seller.country = QStringLiteral("DE");
        posted.seller.vatId = QStringLiteral("DE123456789");
        QCOMPARE(PhoneShop::told(posted).last(), QStringLiteral("usage 03-01..04-01 0.00 0:10:00 0:10:00-0:00:00"));
        const EInvoice invoice = eInvoice(posted, documentSettings(shop.db()), buyerDetails(shop.db(), posted.accountId));
        QCOMPARE(brokenRules(invoice), QStringList());
        QCOMPARE(amountsOf(readEInvoice(toUbl(invoice))), amountsOf(invoice));
        QCOMPARE(amountsOf(readEInvoice(toCii(invoice))), amountsOf(invoice));
        QCOMPARE(brokenRules(readEInvoice(toUbl(invoice))), QStringList());
        QCOMPARE(brokenRules(readEInvoice(toCii(invoice))), QStringList());
    }
};

QTEST_GUILESS_MAIN(IncludedUsageTest)
#include "tst_includedusage.moc"
