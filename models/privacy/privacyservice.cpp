#include "models/privacy/privacyservice.h"

#include "models/core/errors.h"
#include "models/customer/erased.h"
#include "models/privacy/personaldata.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSaveFile>

namespace trunkline::privacy {

using access::Permission;

namespace {

struct PrivacyTexts {
    Q_DECLARE_TR_FUNCTIONS(PrivacyService)
};

void requireExport(const access::Actor& actor)
{
    for (const Permission each : {Permission::ViewCustomers, Permission::ViewOrders, Permission::ViewInvoices, Permission::ViewLedger, Permission::ViewJournal})
        actor.require(each);
}

/// Lines of usage files that name a number or login and are no record: rejected, doubled, recycled.
void emptyLinesOf(store::Connection& connection, CustomerId customer)
{
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT i.identifier AS identifier FROM usage_identity i JOIN service s ON s.id = i.service_id WHERE s.customer_id = ?"), {customer})) {
        QString pattern = row.text("identifier");
        for (const char* special : {"\\", "%", "_"})
            pattern.replace(QLatin1String(special), QLatin1String("\\") + QLatin1String(special));
        connection.exec(QStringLiteral("UPDATE usage_aside SET text = '' WHERE state <> 'suspended' AND text LIKE ? ESCAPE '\\'"), {QStringLiteral("%") + pattern + u'%'});
    }
}

/// Rows that are no books. What is emptied keeps its place, so that nothing points into the void.
void emptyRows(store::Connection& connection, CustomerId customer)
{
    emptyLinesOf(connection, customer);
    for (const char* statement : {
             "UPDATE account_documents SET email = '' WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?)", // the rest stands on documents
             "UPDATE customer_price SET reason = '' WHERE customer_id = ?",
             "UPDATE mail_message SET recipient = '', problem = '', source_key = 'erased:' || id WHERE id IN (SELECT id FROM {mails} AS x WHERE customer_id = ?)",
             "UPDATE mandate SET debtor_name = '', iban = '', bic = '' WHERE account_id IN (SELECT id FROM account WHERE customer_id = ?) AND NOT EXISTS (SELECT 1 FROM direct_debit d WHERE d.mandate_id = mandate.id)",
             "UPDATE usage_record SET destination = '' WHERE identity_id IN (SELECT i.id FROM usage_identity i JOIN service s ON s.id = i.service_id WHERE s.customer_id = ?)",
             "UPDATE usage_identity SET identifier = 'erased-' || id WHERE service_id IN (SELECT id FROM service WHERE customer_id = ?)"})
        connection.exec(withMails(statement), {customer});
    connection.exec(QStringLiteral("UPDATE mandate SET revoked_on = signed_on WHERE revoked_on IS NULL AND iban = '' AND account_id IN (SELECT id FROM account WHERE customer_id = ?)"), {customer});
}

} // namespace

QByteArray PrivacyService::exportData(const access::Actor& actor, CustomerId id)
{
    requireExport(actor);
    store::Change change(context_, actor.who());
    const QJsonObject document = personalData(change.connection(), id);
    int rows = 0;
    for (const QJsonValue& value : document)
        rows += int(value.toArray().size());
    change.commit({QStringLiteral("customer.exported"), QStringLiteral("customer"), id.toString(), {}, {{"rows", rows}}, {}, {}});
    return QJsonDocument(document).toJson(QJsonDocument::Indented);
}

QString PrivacyService::exportTo(const access::Actor& actor, CustomerId id, const QString& path)
{
    QSaveFile file(path);
    const auto fail = [&] { return StoreFailure(PrivacyTexts::tr("The file %1 can't be written: %2.").arg(path, file.errorString())); };
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        throw fail();
    const QByteArray text = exportData(actor, id);
    if (file.write(text) != text.size() || !file.commit())
        throw fail();
    return path;
}

ErasurePlan PrivacyService::erase(const access::Actor& actor, CustomerId id, const QString& reason)
{
    actor.require(Permission::ManageOperator);
    if (reason.trimmed().isEmpty())
        throw InvalidInput(PrivacyTexts::tr("Say why the customer is erased: who asked for it, and when."));
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const ErasurePlan plan = planErasure(connection, id);
    if (!plan.obstacles.isEmpty())
        throw Refused(PrivacyTexts::tr("%1 can't be erased yet. %2").arg(plan.customer.number, plan.obstacles.join(u' ')));
    QList<store::Redaction> redactions;
    for (const store::JournalEntry& entry : entriesAbout(connection, id))
        if (const auto left = redacted(entry))
            redactions.append(*left);
    emptyRows(connection, id);
    customer::eraseCustomer(connection, plan.customer, change.now());
    QJsonObject said{{"number", plan.customer.number}, {"reason", reason.trimmed()}, {"contacts", plan.contacts}, {"accounts", plan.accounts}, {"identities", plan.identities}, {"mandates", plan.mandates},
                     {"documentsKept", plan.documents}, {"paymentsKept", plan.payments}, {"keptUntil", plan.keptUntil ? plan.keptUntil->toIso() : QString()}};
    said[QStringLiteral("redacted")] = store::redactEntries(change, redactions);
    change.commit({QStringLiteral("customer.erased"), QStringLiteral("customer"), id.toString(), {}, said, {}, {}});
    return plan;
}

} // namespace trunkline::privacy
