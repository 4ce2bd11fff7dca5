#include "models/privacy/personaldata.h"

#include "models/customer/customerstore.h"
#include "models/store/inlist.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace trunkline::privacy {

namespace {

/// Rows of the database as they are shown. Columns: "name" is a text, "name#" a whole number, "name@" an instant, "name{" a JSON document.
struct Section {
    const char* name;
    const char* what;
    const char* columns;
    const char* from; ///< with one place for the customer's id
};

const Section sections[] = {
    {"customer", QT_TRANSLATE_NOOP("Privacy", "who the customer is"), "number name email phone", "customer WHERE id = ?"},
    {"contacts", QT_TRANSLATE_NOOP("Privacy", "whom to call"), "name role email phone", "contact WHERE customer_id = ? ORDER BY name, id"},
    {"accounts", QT_TRANSLATE_NOOP("Privacy", "what is billed, and where invoices go"),
     "number currency bill_day# payment_days# street post_code city country vat_id tax_category tax_reason", "account WHERE customer_id = ? ORDER BY number"},
    {"documentDetails", QT_TRANSLATE_NOOP("Privacy", "what is written on documents for this customer"), "account reference order_number email endpoint_scheme endpoint_id",
     "(SELECT a.number AS account, d.* FROM account_documents d JOIN account a ON a.id = d.account_id WHERE a.customer_id = ?) AS x ORDER BY account"},
    {"orders", QT_TRANSLATE_NOOP("Privacy", "what was ordered"), "number offering state requested_date submitted_ms@ completed_ms@",
     "(SELECT o.*, f.code AS offering FROM customer_order o JOIN offering f ON f.id = o.offering_id WHERE o.customer_id = ?) AS x ORDER BY number"},
    {"services", QT_TRANSLATE_NOOP("Privacy", "what the network did"), "name offering state activated_at_ms@ terminated_at_ms@",
     "(SELECT s.*, f.code AS offering FROM service s JOIN offering f ON f.id = s.offering_id WHERE s.customer_id = ?) AS x ORDER BY name"},
    {"subscriptions", QT_TRANSLATE_NOOP("Privacy", "what was charged regularly; prices in millionths"), "account service offering currency monthly_price_micros# starts_on ends_on",
     "(SELECT u.*, a.number AS account, s.name AS service, f.code AS offering FROM subscription u JOIN account a ON a.id = u.account_id JOIN service s ON s.id = u.service_id "
     "JOIN offering f ON f.id = u.offering_id WHERE a.customer_id = ?) AS x ORDER BY starts_on, id"},
    {"discounts", QT_TRANSLATE_NOOP("Privacy", "what was taken off"), "discount_json{", "discount WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) ORDER BY id"},
    {"charges", QT_TRANSLATE_NOOP("Privacy", "what was charged or credited by hand"), "charge_json{", "account_charge WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) ORDER BY id"},
    {"agreedPrices", QT_TRANSLATE_NOOP("Privacy", "prices of their own"), "offering_code currency price_micros# valid_from valid_to reason", "customer_price WHERE customer_id = ? ORDER BY valid_from, id"},
    {"outages", QT_TRANSLATE_NOOP("Privacy", "when a service was down"), "service started_ms@ ended_ms@",
     "(SELECT o.*, s.name AS service FROM outage o JOIN service s ON s.id = o.service_id WHERE s.customer_id = ?) AS x ORDER BY started_ms, id"},
    {"credits", QT_TRANSLATE_NOOP("Privacy", "money back for outages, in minor units"), "service month amount# currency granted_at_ms@",
     "(SELECT c.*, s.name AS service FROM sla_credit c JOIN service s ON s.id = c.service_id WHERE s.customer_id = ?) AS x ORDER BY granted_at_ms, id"},
    {"usageIdentities", QT_TRANSLATE_NOOP("Privacy", "numbers and logins"), "identifier service from_ms@ until_ms@",
     "(SELECT i.*, s.name AS service FROM usage_identity i JOIN service s ON s.id = i.service_id WHERE s.customer_id = ?) AS x ORDER BY from_ms, id"},
    {"usage", QT_TRANSLATE_NOOP("Privacy", "usage of each number or login: records, units and cost in millionths; single records: usage list"),
     "identifier records# quantity# amount_micros# first_ms@ last_ms@",
     "(SELECT i.identifier, COUNT(*) AS records, CAST(SUM(r.quantity) AS BIGINT) AS quantity, CAST(SUM(r.amount_micros) AS BIGINT) AS amount_micros, MIN(r.start_ms) AS first_ms, MAX(r.start_ms) AS last_ms "
     "FROM usage_record r JOIN usage_identity i ON i.id = r.identity_id JOIN service s ON s.id = i.service_id WHERE s.customer_id = ? GROUP BY i.id, i.identifier) AS x ORDER BY identifier, first_ms"},
    {"allowances", QT_TRANSLATE_NOOP("Privacy", "what of what is included was used"), "allowance_code granted_on used_on quantity#",
     "allowance_draw WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) ORDER BY used_on, allowance_code, document_id"},
    {"balances", QT_TRANSLATE_NOOP("Privacy", "prepaid money and limits, in millionths"), "account bucket currency limit_micros# debt_micros# funds_micros#",
     "(SELECT b.*, a.number AS account, (SELECT CAST(COALESCE(SUM(l.left_micros), 0) AS BIGINT) FROM balance_lot l WHERE l.balance_id = b.id) AS funds_micros FROM balance b "
     "JOIN account a ON a.id = b.account_id WHERE a.customer_id = ?) AS x ORDER BY account, bucket"},
    {"documents", QT_TRANSLATE_NOOP("Privacy", "invoices and credit notes as they were posted"), "number issued_on due_on document_json{", "invoice WHERE customer_id = ? ORDER BY number"},
    {"mails", QT_TRANSLATE_NOOP("Privacy", "documents that were mailed"), "document recipient format state queued_at_ms@ sent_at_ms@",
     "{mails} AS x WHERE customer_id = ? ORDER BY queued_at_ms, id"},
    {"payments", QT_TRANSLATE_NOOP("Privacy", "what was paid, in minor units"), "number account method received_on currency amount_minor# reference payer_name payer_iban",
     "(SELECT p.number, p.method, p.received_on, p.currency, p.amount_minor, p.reference, p.payer_name, p.payer_iban, a.number AS account FROM payment p JOIN account a ON a.id = p.account_id "
     "WHERE a.customer_id = ?) AS x ORDER BY number"},
    {"settlements", QT_TRANSLATE_NOOP("Privacy", "what payments settled, in minor units"), "kind dated currency amount_minor# reason", "settlement WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) ORDER BY dated, id"},
    {"mandates", QT_TRANSLATE_NOOP("Privacy", "rights to collect by direct debit"), "reference debtor_name iban bic signed_on scheme revoked_on", "mandate WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) ORDER BY signed_on, id"},
    {"disputes", QT_TRANSLATE_NOOP("Privacy", "what was disputed, in minor units"), "currency amount_minor# reason opened_ms@ resolved_ms@", "dispute WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) ORDER BY opened_ms, id"},
    {"reminders", QT_TRANSLATE_NOOP("Privacy", "letters of dunning"), "number dated document_json{", "dunning_notice WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) ORDER BY number"},
    {"reminderCharges", QT_TRANSLATE_NOOP("Privacy", "fees and interest of dunning, in minor units"), "number kind dated due_on currency amount_minor# text", "dunning_charge WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) ORDER BY number"},
};

QJsonValue valueOf(const store::Row& row, const QByteArray& name, char form)
{
    if (row.isNull(name.constData()))
        return QJsonValue::Null;
    switch (form) {
    case '#': return qint64(row.integer(name.constData()));
    case '@': return row.timestamp(name.constData()).toIso();
    case '{': return row.json(name.constData());
    default: return row.text(name.constData());
    }
}

QJsonArray rowsOf(store::Connection& connection, const Section& section, CustomerId customer)
{
    const QByteArray columns(section.columns);
    QJsonArray rows;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM ") + withMails(section.from), {customer})) {
        QJsonObject shown;
        for (QByteArray name : columns.split(' ')) {
            const char form = QByteArrayView("#@{").contains(name.back()) ? name.back() : '\0';
            if (form)
                name.chop(1);
            const QByteArray key = name.endsWith("_ms") ? name.chopped(3) : name.endsWith("_json") ? name.chopped(5) : name;
            shown[QString::fromLatin1(key)] = valueOf(row, name, form);
        }
        rows.append(shown);
    }
    return rows;
}

QStringList idsOf(store::Connection& connection, const QString& query, CustomerId customer)
{
    QStringList ids;
    for (const store::Row& row : connection.rows(query, {customer}))
        ids.append(row.text("id"));
    return ids;
}

} // namespace

QString withMails(const char* statement)
{
    return QString::fromLatin1(statement).replace(QLatin1String("{mails}"),
        QLatin1String("(SELECT m.*, d.number AS document, d.customer_id FROM mail_message m JOIN (SELECT i.number, i.customer_id FROM invoice i UNION ALL SELECT n.number, a.customer_id "
                      "FROM dunning_notice n JOIN account a ON a.id = n.account_id) AS d ON m.source_key LIKE 'mail:' || d.number || ':%')"));
}

QList<store::JournalEntry> entriesAbout(store::Connection& connection, CustomerId customer)
{
    const auto ofAccounts = [](const char* table) { return QStringLiteral("SELECT id FROM %1 WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?)").arg(QLatin1String(table)); };
    QMap<QString, QStringList> subjects{{QStringLiteral("customer"), {customer.toString()}},
                                        {QStringLiteral("account"), idsOf(connection, QStringLiteral("SELECT id FROM account WHERE customer_id = ?"), customer)},
                                        {QStringLiteral("order"), idsOf(connection, QStringLiteral("SELECT id FROM customer_order WHERE customer_id = ?"), customer)},
                                        {QStringLiteral("service"), idsOf(connection, QStringLiteral("SELECT id FROM service WHERE customer_id = ?"), customer)},
                                        {QStringLiteral("invoice"), idsOf(connection, QStringLiteral("SELECT id FROM invoice WHERE customer_id = ?"), customer)},
                                        {QStringLiteral("mail"), idsOf(connection, withMails("SELECT id FROM {mails} AS x WHERE customer_id = ?"), customer)},
                                        {QStringLiteral("subscription"), idsOf(connection, ofAccounts("subscription"), customer)},
                                        {QStringLiteral("payment"), idsOf(connection, ofAccounts("payment"), customer)},
                                        {QStringLiteral("mandate"), idsOf(connection, ofAccounts("mandate"), customer)},
                                        {QStringLiteral("dunning"), idsOf(connection, ofAccounts("dunning_notice"), customer)}};
    // Contacts that were removed are in the journal only: their entries name the customer.
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT DISTINCT subject_id AS id FROM journal WHERE subject_type = 'contact' AND (before_json LIKE ? OR after_json LIKE ?)"),
                                                 {QStringLiteral("%") + customer.toString() + u'%', QStringLiteral("%") + customer.toString() + u'%'}))
        subjects[QStringLiteral("contact")].append(row.text("id"));
    QList<store::JournalEntry> entries;
    for (auto each = subjects.cbegin(); each != subjects.cend(); ++each)
        for (const QString& id : each.value())
            entries += store::journalOf(connection, each.key(), id);
    std::sort(entries.begin(), entries.end(), [](const store::JournalEntry& a, const store::JournalEntry& b) { return a.seq < b.seq; });
    return entries;
}

QJsonObject personalData(store::Connection& connection, CustomerId id)
{
    const customer::Customer who = customer::requireCustomer(connection, id);
    QJsonObject document;
    QJsonArray manifest;
    const auto add = [&](const char* name, const char* what, const QJsonArray& rows) {
        manifest.append(QJsonObject{{"section", QString::fromLatin1(name)}, {"what", QCoreApplication::translate("Privacy", what)}, {"rows", int(rows.size())}});
        document[QString::fromLatin1(name)] = rows;
    };
    for (const Section& section : sections)
        add(section.name, section.what, rowsOf(connection, section, id));
    QJsonArray journal;
    for (const store::JournalEntry& entry : entriesAbout(connection, id))
        journal.append(QJsonObject{{"number", qint64(entry.seq)}, {"at", entry.at.toIso()}, {"by", entry.actor}, {"kind", entry.kind}, {"before", entry.before.object()}, {"after", entry.after.object()}});
    add("journal", QT_TRANSLATE_NOOP("Privacy", "each change of the data, with who made it"), journal);
    document[QStringLiteral("manifest")] = QJsonObject{{"of", who.number}, {"form", QStringLiteral("trunkline-personal-data-1")}, {"sections", manifest}};
    return document;
}

} // namespace trunkline::privacy
