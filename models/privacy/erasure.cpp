#include "models/privacy/erasure.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/customer/erased.h"
#include "models/payments/paymentstore.h"
#include "models/privacy/personaldata.h"
#include "models/rating/balanceservice.h"
#include "models/rating/usagetotals.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace trunkline::privacy {

namespace {

struct ErasureTexts {
    Q_DECLARE_TR_FUNCTIONS(Erasure)
};

std::int64_t count(store::Connection& connection, const char* from, CustomerId customer)
{
    return connection.row(QStringLiteral("SELECT COUNT(*) AS n FROM %1").arg(QLatin1String(from)), {customer})->integer("n");
}

/// A sentence for each row: its "name" and "word" take the places of %1 and %2.
void object(store::Connection& connection, const char* query, CustomerId customer, const QString& sentence, QStringList& obstacles)
{
    for (const store::Row& row : connection.rows(withMails(query), {customer}))
        obstacles.append(QString(sentence).replace(QLatin1String("%1"), row.text("name")).replace(QLatin1String("%2"), row.text("word")));
}

void findWhatRuns(store::Connection& connection, CustomerId customer, QStringList& obstacles)
{
    object(connection, "SELECT name, state AS word FROM service WHERE customer_id = ? AND state <> 'terminated' ORDER BY name", customer,
           ErasureTexts::tr("The service %1 is %2; end it first."), obstacles);
    object(connection, "SELECT number AS name, state AS word FROM customer_order WHERE customer_id = ? AND state NOT IN ('completed', 'cancelled') ORDER BY number", customer,
           ErasureTexts::tr("The order %1 is %2; complete or cancel it first."), obstacles);
    object(connection, "SELECT s.name AS name, a.number AS word FROM subscription u JOIN account a ON a.id = u.account_id JOIN service s ON s.id = u.service_id WHERE a.customer_id = ? "
                       "AND (u.ends_on IS NULL OR u.charged_until IS NULL OR u.charged_until < u.ends_on OR u.corrected_from IS NOT NULL) ORDER BY s.name, u.id", customer,
           ErasureTexts::tr("What %1 costs is not billed to its end; bill the account %2 first."), obstacles);
    object(connection, "SELECT a.number AS name, '' AS word FROM account_charge c JOIN account a ON a.id = c.account_id WHERE a.customer_id = ? "
                       "AND NOT EXISTS (SELECT 1 FROM invoice_line l WHERE l.source_key = 'charge:' || c.id) ORDER BY a.number", customer,
           ErasureTexts::tr("A charge or credit by hand waits for the next invoice of %1; bill it first."), obstacles);
    object(connection, "SELECT DISTINCT a.number AS name, '' AS word FROM usage_window w JOIN account a ON a.id = w.account_id WHERE a.customer_id = ? AND w.invoice_id IS NULL ORDER BY a.number", customer,
           ErasureTexts::tr("Usage of %1 was taken back and is not billed again yet; bill it first."), obstacles);
    object(connection, "SELECT s.name AS name, '' AS word FROM sla_credit c JOIN service s ON s.id = c.service_id WHERE s.customer_id = ? "
                       "AND NOT EXISTS (SELECT 1 FROM invoice_line l WHERE l.source_key = 'credit:' || c.id) ORDER BY s.name", customer,
           ErasureTexts::tr("A credit for an outage of %1 is on no invoice yet; bill it first."), obstacles);
    object(connection, "SELECT DISTINCT document AS name, state AS word FROM {mails} AS x WHERE customer_id = ? AND state IN ('queued', 'sending', 'unknown') ORDER BY document", customer,
           ErasureTexts::tr("%1 is on its way by e-mail (%2); wait until it is sent, or decide about it."), obstacles);
}

void findUnbilledUsage(store::Connection& connection, CustomerId customer, QStringList& obstacles)
{
    const std::int64_t newest = rating::newestUsageSeq(connection);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT i.id AS id, i.identifier AS identifier, (SELECT m.until_ms FROM usage_mark m WHERE m.account_id = u.account_id) AS until_ms, "
                                                                "COALESCE((SELECT m.seq FROM usage_mark m WHERE m.account_id = u.account_id), 0) AS seq FROM usage_identity i JOIN service s ON s.id = i.service_id "
                                                                "JOIN subscription u ON u.service_id = s.id AND u.parent_id IS NULL WHERE s.customer_id = ? ORDER BY i.id"), {customer})) {
        const rating::UsageMark before{row.isNull("until_ms") ? Timestamp{0} : row.timestamp("until_ms"), row.integer("seq")};
        std::int64_t micros = 0;
        for (const rating::UsageTotal& total : rating::unbilledUsage(connection, {row.integer("id")}, before, {Timestamp::parse(u"9999-01-01T00:00:00Z"), newest}))
            micros += total.amountMicros;
        if (micros != 0)
            obstacles.append(ErasureTexts::tr("Usage of %1 is not billed yet; bill it first.").arg(row.text("identifier")));
    }
}

void findMoney(store::Connection& connection, CustomerId id, QStringList& obstacles)
{
    for (const customer::Account& account : customer::accounts(connection, id)) {
        for (const payments::OpenItem& item : payments::openItems(connection, account.id))
            obstacles.append(item.disputed ? ErasureTexts::tr("%1 is disputed, with %2 open; settle it first.").arg(item.number, item.open.toDisplay())
                                           : ErasureTexts::tr("%1 is not settled: %2 are open.").arg(item.number, item.open.toDisplay()));
        if (const Money credit = payments::creditOf(connection, account.id, account.currency); !credit.isZero())
            obstacles.append(ErasureTexts::tr("The account %1 has a credit of %2; pay it back first.").arg(account.number, credit.toDisplay()));
        for (const rating::Balance& balance : rating::balancesOf(connection, account.id))
            if (balance.debtMicros != 0 || !balance.reservations.isEmpty() || std::any_of(balance.lots.begin(), balance.lots.end(), [](const rating::BalanceLot& lot) { return lot.leftMicros > 0; }))
                obstacles.append(ErasureTexts::tr("The balance “%1” of the account %2 is not empty; pay it back or collect it first.").arg(balance.bucket, account.number));
    }
    object(connection, "SELECT i.number AS name, '' AS word FROM dispute d JOIN invoice i ON i.id = d.invoice_id JOIN account a ON a.id = d.account_id WHERE a.customer_id = ? AND d.resolved_ms IS NULL ORDER BY i.number", id,
           ErasureTexts::tr("The dispute about %1 is open; resolve it first."), obstacles);
}

/// The end of the tenth year after that of the newest document or payment.
std::optional<BillingDate> keptUntil(store::Connection& connection, CustomerId customer)
{
    QString newest;
    for (const char* query : {"SELECT MAX(issued_on) AS day FROM invoice WHERE customer_id = ?",
                              "SELECT MAX(p.received_on) AS day FROM payment p JOIN account a ON a.id = p.account_id WHERE a.customer_id = ?"})
        newest = std::max(newest, connection.row(QLatin1String(query), {customer})->text("day"));
    return newest.isEmpty() ? std::nullopt : std::optional(BillingDate(BillingDate::parse(newest).year() + retentionYears, 12, 31));
}

/// Words that say nothing of a person.
bool isHarmless(const QString& key)
{
    static const QSet<QString> harmless{"number", "currency", "customerId", "accountId", "invoiceId", "serviceId", "run", "policy", "until", "from", "amount", "state", "format", "price", "setupFee",
                                        "offeringCode", "validFrom", "validTo", "signedOn", "revokedOn", "scheme", "taxExemption", "taxCategory", "country", "queuedAt", "sentAt", "nextAt"};
    return harmless.contains(key);
}

QJsonValue withoutWords(const QJsonValue& value)
{
    if (value.isString())
        return QString();
    if (value.isArray()) {
        QJsonArray left;
        for (const QJsonValue& each : value.toArray())
            left.append(withoutWords(each));
        return left;
    }
    if (!value.isObject())
        return value;
    QJsonObject left = value.toObject();
    for (auto each = left.begin(); each != left.end(); ++each)
        if (!each->isString() || !isHarmless(each.key()))
            *each = withoutWords(*each);
    return left;
}

QJsonObject withoutIdentifier(QJsonObject object)
{
    if (object.contains(QLatin1String("identifier")))
        object[QStringLiteral("identifier")] = QString();
    return object;
}

} // namespace

std::optional<store::Redaction> redacted(const store::JournalEntry& entry)
{
    static const QSet<QString> emptied{"customer", "contact", "account", "mail", "mandate"};
    store::Redaction left{entry.seq, entry.before, entry.after};
    if (emptied.contains(entry.subjectType)) {
        left.before = withoutWords(entry.before.object()).toObject();
        left.after = withoutWords(entry.after.object()).toObject();
        if (entry.subjectType == QLatin1String("mail") && !entry.sourceKey.isEmpty())
            left.sourceKey = QStringLiteral("erased:%1").arg(entry.seq); // it names the address
    } else if (entry.subjectType == QLatin1String("service")) {
        left.before = withoutIdentifier(entry.before.object());
        left.after = withoutIdentifier(entry.after.object());
    }
    return left.before == entry.before && left.after == entry.after && !left.sourceKey ? std::nullopt : std::optional(left);
}

ErasurePlan planErasure(store::Connection& connection, CustomerId id)
{
    ErasurePlan plan;
    plan.customer = customer::requireLivingCustomer(connection, id);
    findWhatRuns(connection, id, plan.obstacles);
    findUnbilledUsage(connection, id, plan.obstacles);
    findMoney(connection, id, plan.obstacles);
    plan.contacts = int(count(connection, "contact WHERE customer_id = ?", id));
    plan.accounts = int(count(connection, "account WHERE customer_id = ?", id));
    plan.identities = int(count(connection, "usage_identity i JOIN service s ON s.id = i.service_id WHERE s.customer_id = ?", id));
    plan.mandates = int(count(connection, "mandate m JOIN account a ON a.id = m.account_id WHERE a.customer_id = ? AND NOT EXISTS (SELECT 1 FROM direct_debit d WHERE d.mandate_id = m.id)", id));
    plan.documents = int(count(connection, "invoice WHERE customer_id = ?", id) + count(connection, "dunning_notice n JOIN account a ON a.id = n.account_id WHERE a.customer_id = ?", id));
    plan.payments = int(count(connection, "payment p JOIN account a ON a.id = p.account_id WHERE a.customer_id = ?", id));
    plan.keptUntil = keptUntil(connection, id);
    for (const store::JournalEntry& entry : entriesAbout(connection, id))
        plan.entries += redacted(entry).has_value();
    return plan;
}

QString consequencesText(const ErasurePlan& plan)
{
    QStringList sentences{ErasureTexts::tr("%1 (%2) is forgotten for ever: the number takes the place of the name, e-mail and phone are emptied.").arg(plan.customer.name, plan.customer.number)};
    const auto tell = [&](int n, const QString& sentence) {
        if (n > 0)
            sentences.append(sentence);
    };
    tell(plan.contacts, ErasureTexts::tr("%n contact(s) will be removed.", nullptr, plan.contacts));
    tell(plan.accounts, ErasureTexts::tr("The address of %n account(s) will be emptied.", nullptr, plan.accounts));
    tell(plan.identities, ErasureTexts::tr("%n number(s) or login(s), and whom they called, will be emptied.", nullptr, plan.identities));
    tell(plan.mandates, ErasureTexts::tr("%n mandate(s) that never collected will be emptied.", nullptr, plan.mandates));
    tell(plan.entries, ErasureTexts::tr("%n entry(s) of the journal will be emptied; its chain holds and shows it.", nullptr, plan.entries));
    if (plan.keptUntil)
        sentences.append(ErasureTexts::tr("What the law wants kept stays as it is until %1: documents (%2), payments (%3) and the ledger.")
                             .arg(plan.keptUntil->toDisplay()).arg(plan.documents).arg(plan.payments));
    sentences.append(ErasureTexts::tr("This can't be undone."));
    return sentences.join(u' ');
}

} // namespace trunkline::privacy
