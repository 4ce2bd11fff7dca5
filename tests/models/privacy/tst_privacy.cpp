// What is held of a person: all of it in one document; forgotten for ever but for the books, with the journal's chain whole.
#include "models/core/errors.h"
#include "models/customer/erased.h"
#include "models/documents/documentsettings.h"
#include "models/documents/mailqueue.h"
#include "models/payments/accountstatement.h"
#include "models/payments/directdebitservice.h"
#include "models/payments/paymentservice.h"
#include "models/payments/paymentstore.h"
#include "models/privacy/personaldata.h"
#include "models/privacy/privacyservice.h"
#include "models/store/redaction.h"
#include "tests/models/billing/phoneshop.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace trunkline;
using namespace trunkline::privacy;
using namespace trunkline::test;

namespace {

const QString reason = QStringLiteral("letter of 2026-05-04");

/// A customer with a contact, a number that was called from, an invoice, a payment, and a mandate that never collected.
struct LivedWith : PhoneShop {
    explicit LivedWith(const QString& engine) : PhoneShop(engine)
    {
        customer::CustomerService customers(s.context);
        customers.change(administrator(), buyer, {QStringLiteral("Xenia Quastenflosser"), QStringLiteral("xenia@quast.example"), QStringLiteral("+49 30 998877")});
        const auto gone = customers.addContact(administrator(), buyer, {QStringLiteral("Yorick Quastenflosser"), QStringLiteral("former"), QStringLiteral("yorick@quast.example"), {}});
        customers.removeContact(administrator(), buyer, gone.id);
        customers.addContact(administrator(), buyer, {QStringLiteral("Zoe Quastenflosser"), QStringLiteral("billing"), QStringLiteral("zoe@quast.example"), QStringLiteral("+49 30 998878")});
        customer::AccountDraft moved = accountDraft();
        moved.street = QStringLiteral("Quastenweg 77");
        customers.changeAccount(administrator(), account, moved);
        documents::changeBuyerDetails(s.context, administrator(), account, {QStringLiteral("Quast-Ref"), {}, QStringLiteral("books@quast.example"), {}});
        other = customers.create(administrator(), {QStringLiteral("Somebody Else"), QStringLiteral("else@other.example")}).id;
        payments::Mandate mandate;
        mandate.accountId = account;
        mandate.debtorName = QStringLiteral("Xenia Quastenflosser");
        mandate.iban = QStringLiteral("DE89370400440532013000");
        mandate.signedOn = BillingDate(2026, 3, 2);
        payments::DirectDebitService(s.context).sign(administrator(), mandate);
        import("march.csv", "4930001,2026-03-10 10:00:00,61,4930555123,c1\n4930001,2026-03-10 10:00:00,61,4930555123,c1\n");
    }

    void endService()
    {
        clockTo("2026-03-20T08:00:00Z");
        inventory::ServiceService(s.context).terminate(flow, service.id, s.clock.now());
        billing::SubscriptionService(s.context).end(flow, service.id, BillingDate(2026, 3, 20));
    }

    void bill()
    {
        clockTo("2026-04-01T08:00:00Z");
        invoice = post(BillingDate(2026, 4, 1));
    }

    void pay()
    {
        clockTo("2026-05-05T08:00:00Z");
        payments::PaymentService(s.context).record(administrator(), {account, payments::PaymentMethod::Transfer, BillingDate(2026, 4, 10), invoice->gross, QStringLiteral("thanks"),
                                                                     QStringLiteral("Xenia Quastenflosser"), QStringLiteral("DE89370400440532013000")});
    }

    /// The invoice goes to the customer by e-mail, at least into the queue.
    documents::MailMessage mail()
    {
        documents::MailServer server;
        server.host = QStringLiteral("localhost");
        server.security = documents::MailSecurity::None;
        server.fromAddress = QStringLiteral("billing@northwind.example");
        documents::MailService mails(s.context);
        mails.changeServer(administrator(), server, {}, store::Sealer(QByteArray(32, 'k')));
        return mails.queue(administrator(), invoice->id, documents::DocumentFormat::Pdf, QStringLiteral("xenia@quast.example"));
    }
    void mailArrived(const documents::MailMessage& message)
    {
        documents::MailService mails(s.context);
        mails.take(administrator());
        mails.finish(administrator(), message.id, {documents::MailOutcome::Sent, {}});
    }

    ErasurePlan erase() { return PrivacyService(s.context).erase(administrator(), buyer, reason); }

    CustomerId other;
    std::optional<billing::Invoice> invoice;
};

QString refusalOf(const std::function<void()>& doing)
{
    try {
        doing();
    } catch (const Error& error) {
        return error.sentence();
    }
    return QStringLiteral("(not refused)");
}

/// Each text of each table that holds one of the words: "table.column".
QSet<QString> placesOf(store::Connection& connection, const QStringList& words)
{
    const bool isSqlite = connection.engine() == store::Engine::Sqlite;
    QSet<QString> places;
    for (const store::Row& column : connection.rows(isSqlite ? QStringLiteral("SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT'")
                                                             : QStringLiteral("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text'"))) {
        const QString table = column.text("table_name"), name = column.text("column_name");
        for (const QString& word : words)
            if (connection.row(QStringLiteral("SELECT COUNT(*) AS n FROM %1 WHERE %2 LIKE ?").arg(table, name), {QStringLiteral("%") + word + u'%'})->integer("n") > 0)
                places.insert(table + u'.' + name);
    }
    return places;
}

QStringList namesOf(const QSet<QString>& set)
{
    QStringList sorted(set.begin(), set.end());
    sorted.sort();
    return sorted;
}

} // namespace

class PrivacyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsExported_data() { engineRows(); }
    void everythingIsExported()
    {
        QFETCH(QString, engine);
        LivedWith shop(engine);
        shop.bill();
        shop.pay();
        PrivacyService service(shop.s.context);
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, service.exportData(withRole(access::Role::CustomerService), shop.buyer));
        QVERIFY_THROWS_EXCEPTION(NotFound, service.exportData(administrator(), CustomerId(QUuid::createUuid())));
        const QByteArray text = service.exportData(withRole(access::Role::Auditor), shop.buyer);
        const QJsonObject document = QJsonDocument::fromJson(text).object();
        const auto section = [&](const char* name) { return document[QLatin1String(name)].toArray(); };
        QCOMPARE(section("customer").first()["name"].toString(), QStringLiteral("Xenia Quastenflosser"));
        QCOMPARE(section("contacts").first()["email"].toString(), QStringLiteral("zoe@quast.example"));
        QCOMPARE(section("accounts").first()["street"].toString(), QStringLiteral("Quastenweg 77"));
        QCOMPARE(section("documentDetails").first()["reference"].toString(), QStringLiteral("Quast-Ref"));
        QCOMPARE(section("orders").first()["offering"].toString(), QStringLiteral("FIBRE-100"));
        QCOMPARE(section("services").first()["state"].toString(), QStringLiteral("active"));
        QCOMPARE(section("subscriptions").first()["monthly_price_micros"].toInteger(), 49'000'000);
        QCOMPARE(section("usageIdentities").first()["identifier"].toString(), QStringLiteral("4930001"));
        QCOMPARE(section("usage").first()["records"].toInt(), 1);
        QCOMPARE(section("usage").first()["amount_micros"].toInt(), 200'000);
        QCOMPARE(section("documents").first()["document"]["number"].toString(), shop.invoice->number);
        QCOMPARE(section("payments").first()["payer_iban"].toString(), QStringLiteral("DE89370400440532013000"));
        QCOMPARE(section("payments").first()["amount_minor"].toInteger(), shop.invoice->gross.minor);
        QCOMPARE(section("mandates").first()["debtor_name"].toString(), QStringLiteral("Xenia Quastenflosser"));
        QSet<QString> kinds;
        for (const QJsonValue& entry : section("journal"))
            kinds.insert(entry["kind"].toString());
        for (const char* kind : {"customer.created", "customer.changed", "contact.added", "contact.removed", "account.opened", "account.changed", "order.submitted", "subscription.started",
                                 "usage.identified", "mandate.signed", "invoice.posted", "payment.recorded"})
            QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
        QVERIFY(!text.contains("Somebody Else") && !text.contains("else@other"));
        // The manifest tells each section and how much of it there is.
        const QJsonArray told = document["manifest"]["sections"].toArray();
        QCOMPARE(told.size(), document.size() - 1);
        for (const QJsonValue& each : told) {
            QVERIFY(!each["what"].toString().isEmpty());
            QCOMPARE(document[each["section"].toString()].toArray().size(), each["rows"].toInt());
        }
        // The same again, but for the entry that says that it was exported.
        QJsonObject again = QJsonDocument::fromJson(service.exportData(administrator(), shop.buyer)).object();
        QCOMPARE(again["journal"].toArray().last()["kind"].toString(), QStringLiteral("customer.exported"));
        QVERIFY(!store::firstBrokenEntry(shop.db()));
        again.remove(QStringLiteral("journal"));
        again.remove(QStringLiteral("manifest"));
        QJsonObject first = document;
        first.remove(QStringLiteral("journal"));
        first.remove(QStringLiteral("manifest"));
        QCOMPARE(again, first);
        QCOMPARE(personalData(shop.db(), shop.buyer), personalData(*shop.s.another(), shop.buyer));
    }

    void whatIsOpenIsNamed_data() { engineRows(); }
    void whatIsOpenIsNamed()
    {
        QFETCH(QString, engine);
        LivedWith shop(engine);
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, PrivacyService(shop.s.context).erase(withRole(access::Role::CustomerService), shop.buyer, reason));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, PrivacyService(shop.s.context).erase(administrator(), shop.buyer, QStringLiteral(" ")));
        const auto refused = [&] { return refusalOf([&] { shop.erase(); }); };
        QVERIFY2(refused().contains(shop.service.name) && refused().contains(QLatin1String("is active")), qPrintable(refused()));
        shop.endService();
        QVERIFY2(refused().contains(QLatin1String("not billed to its end")) && refused().contains(QLatin1String("Usage of 4930001")), qPrintable(refused()));
        shop.bill();
        QVERIFY2(refused().contains(shop.invoice->number) && refused().contains(shop.invoice->gross.toDisplay()), qPrintable(refused()));
        shop.clockTo("2026-05-05T08:00:00Z");
        payments::PaymentService(shop.s.context).record(administrator(), {shop.account, payments::PaymentMethod::Cash, BillingDate(2026, 4, 10), shop.invoice->gross + Money{500, shop.invoice->gross.currency}});
        QVERIFY2(refused().contains(QLatin1String("has a credit of")), qPrintable(refused()));
        const auto message = shop.mail();
        QVERIFY2(refused().contains(QLatin1String("on its way by e-mail")), qPrintable(refused()));
        shop.mailArrived(message);
        QVERIFY2(!refused().contains(QLatin1String("e-mail")), qPrintable(refused()));
        QCOMPARE(customer::customer(shop.db(), shop.buyer)->name, QStringLiteral("Xenia Quastenflosser")); // nothing is half done
        payments::PaymentService(shop.s.context).refund(administrator(), shop.account, Money{500, shop.invoice->gross.currency}, QStringLiteral("Xenia"), QStringLiteral("DE89370400440532013000"), QStringLiteral("too much"));
        QCOMPARE(refused(), QStringLiteral("(not refused)"));
        QVERIFY2(refused().contains(QLatin1String("was erased")), qPrintable(refused()));
    }

    // Nothing of the person is anywhere in the database but in the books: documents, payments, and the journal's entries about those.
    void onlyTheBooksRemember_data() { engineRows(); }
    void onlyTheBooksRemember()
    {
        QFETCH(QString, engine);
        LivedWith shop(engine);
        shop.endService();
        shop.bill();
        shop.mailArrived(shop.mail());
        shop.pay();
        const QStringList words{QStringLiteral("Quast"), QStringLiteral("quast.example"), QStringLiteral("998877"), QStringLiteral("998878"), QStringLiteral("4930001"), QStringLiteral("4930555123"),
                                QStringLiteral("DE89370400440532013000")};
        QVERIFY(placesOf(shop.db(), words).size() > 12);
        const QStringList booksBefore = payments::checkBooks(shop.db());
        const std::int64_t end = store::journalEnd(shop.db());
        const ErasurePlan done = shop.erase();
        QCOMPARE(done.contacts, 1);
        QCOMPARE(done.identities, 1);
        QCOMPARE(done.mandates, 1);
        QCOMPARE(done.documents, 1);
        QCOMPARE(done.payments, 1);
        QCOMPARE(done.keptUntil, std::optional(BillingDate(2036, 12, 31)));
        QVERIFY(done.entries >= 8);
        QCOMPARE(store::journalEnd(shop.db()), end + 1);
        QCOMPARE(namesOf(placesOf(shop.db(), words)), QStringList({"account_documents.reference", "invoice.buyer_name", "invoice.document_json", "journal.after_json", "ledger_posting.text", "payment.payer_iban", "payment.payer_name"}));
        for (const store::Row& row : shop.db().rows(QStringLiteral("SELECT kind FROM journal WHERE after_json LIKE '%Quast%' OR before_json LIKE '%Quast%'")))
            QVERIFY2(row.text("kind") == QLatin1String("invoice.posted") || row.text("kind") == QLatin1String("payment.recorded"), qPrintable(row.text("kind")));

        // What is left: the number, the documents as they were posted, books that hold, usage that adds up.
        const customer::Customer left = *customer::customer(shop.db(), shop.buyer);
        QCOMPARE(left.name, left.number);
        QCOMPARE(customer::erasedAt(shop.db(), shop.buyer), std::optional(shop.s.clock.now()));
        QVERIFY(customer::contacts(shop.db(), shop.buyer).isEmpty());
        QCOMPARE(billing::invoice(shop.db(), shop.invoice->id), shop.invoice);
        QCOMPARE(payments::checkBooks(shop.db()), booksBefore);
        QCOMPARE(shop.db().row(QStringLiteral("SELECT CAST(SUM(amount_micros) AS BIGINT) AS n FROM usage_record"))->integer("n"), 200'000);
        QCOMPARE(customer::customer(shop.db(), shop.other)->name, QStringLiteral("Somebody Else"));
        // Nothing can be sold or changed any more; lists show the number.
        customer::CustomerService customers(shop.s.context);
        QVERIFY_THROWS_EXCEPTION(Refused, customers.change(administrator(), shop.buyer, {QStringLiteral("Xenia")}));
        QVERIFY_THROWS_EXCEPTION(Refused, customers.openAccount(administrator(), shop.buyer, accountDraft()));
        QVERIFY_THROWS_EXCEPTION(Refused, customers.changeAccount(administrator(), shop.account, accountDraft()));
        ordering::OrderRequest wish = shop.request(2);
        wish.requestedDate = BillingDate(2026, 6, 1);
        QVERIFY_THROWS_EXCEPTION(Refused, ordering::OrderService(shop.s.context).submit(administrator(), wish));
        QCOMPARE(billing::invoicesOfCustomer(shop.db(), shop.buyer).first().buyerName, left.number);
    }

    // The chain holds over what was emptied, and shows every change that no erasure vouches for.
    void theChainHoldsAndShowsForgery_data() { engineRows(); }
    void theChainHoldsAndShowsForgery()
    {
        QFETCH(QString, engine);
        LivedWith shop(engine);
        shop.endService();
        shop.bill();
        shop.mailArrived(shop.mail());
        shop.pay();
        shop.erase();
        QVERIFY(!store::firstBrokenEntry(shop.db()));
        customer::CustomerService(shop.s.context).create(administrator(), {QStringLiteral("Later")}); // and goes on
        QVERIFY(!store::firstBrokenEntry(shop.db()));
        const auto vouched = store::vouchedHashes(shop.db());
        QVERIFY(vouched.size() >= 8);
        const auto forge = [&](std::int64_t seq, const char* text) {
            const QString before = shop.db().row(QStringLiteral("SELECT after_json FROM journal WHERE seq = ?"), {seq})->text("after_json");
            shop.db().exec(QStringLiteral("UPDATE journal SET after_json = ? WHERE seq = ?"), {text, seq});
            const auto broken = store::firstBrokenEntry(shop.db());
            shop.db().exec(QStringLiteral("UPDATE journal SET after_json = ? WHERE seq = ?"), {before, seq});
            return broken;
        };
        const std::int64_t emptied = vouched.firstKey();
        QCOMPARE(forge(emptied, "{\"name\":\"Forged\"}"), std::optional(emptied)); // emptied entries can't be filled again
        std::int64_t untouched = emptied + 1;
        while (vouched.contains(untouched))
            ++untouched;
        QCOMPARE(forge(untouched, "{\"forged\":1}"), std::optional(untouched)); // nor others emptied
        const std::int64_t erasure = store::journalOf(shop.db(), QStringLiteral("customer"), shop.buyer.toString()).last().seq;
        const auto withoutVoucher = forge(erasure, "{}");
        QVERIFY(withoutVoucher && *withoutVoucher <= erasure);
        QVERIFY(!store::firstBrokenEntry(shop.db()));
    }

    // Who never bought anything leaves nothing but a number.
    void whoNeverBoughtIsForgottenWhole()
    {
        TestStore s(QStringLiteral("sqlite"));
        s.setUpOperator();
        const auto made = customer::CustomerService(s.context).create(administrator(), {QStringLiteral("Only Asked"), QStringLiteral("ask@once.example")});
        const ErasurePlan done = PrivacyService(s.context).erase(administrator(), made.id, reason);
        QVERIFY(!done.keptUntil && done.documents == 0 && done.entries == 1);
        QVERIFY(placesOf(*s.connection, {QStringLiteral("Only Asked"), QStringLiteral("once.example")}).isEmpty());
        QVERIFY(!store::firstBrokenEntry(*s.connection));
    }
};

QTEST_GUILESS_MAIN(PrivacyTest)
#include "tst_privacy.moc"
