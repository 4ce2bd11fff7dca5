#include "models/billing/usageaudit.h"

#include "models/billing/subscriptionstore.h"
#include "models/billing/usageposting.h"
#include "models/customer/customerstore.h"
#include "models/store/inlist.h"

#include <QCoreApplication>

#include <set>

namespace trunkline::billing {

namespace {

struct AuditTexts {
    Q_DECLARE_TR_FUNCTIONS(UsageAudit)
};

constexpr int accountsAuditedAtOnce = 256;

QList<std::int64_t> identitiesOfAccount(store::Connection& connection, AccountId account)
{
    QStringList services;
    for (const Subscription& each : subscriptionsOfAccount(connection, account))
        services.append(each.serviceId.toString());
    services.removeDuplicates();
    std::set<std::int64_t> identities; // the last key of a list may stand there twice
    for (const store::Row& row : store::rowsIn(connection, QStringLiteral("SELECT id FROM usage_identity WHERE service_id IN ({keys})"), services))
        identities.insert(row.integer("id"));
    return {identities.begin(), identities.end()};
}

} // namespace

QStringList wrongUsageWindows(store::Connection& connection)
{
    QStringList wrong;
    QString behind;
    for (QList<store::Row> page; !(page = connection.rows(QStringLiteral("SELECT DISTINCT account_id FROM usage_window WHERE account_id > ? AND invoice_id <> '' ORDER BY account_id LIMIT ?"),
                                                          {behind, accountsAuditedAtOnce})).isEmpty(); behind = page.last().text("account_id"))
        for (const store::Row& row : page) {
            const AccountId account = row.id<AccountId>("account_id");
            QList<UsageWindow> windows;
            for (const PostedUsage& document : postedUsage(connection, account))
                if (!document.documentId.isEmpty())
                    windows += document.windows;
            QList<rating::UsageSpan> spans;
            for (const UsageWindow& window : std::as_const(windows))
                spans.append(window.span);
            std::vector<std::int64_t> records(std::size_t(windows.size()), 0);
            rating::eachUsage(connection, identitiesOfAccount(connection, account), spans, [&](const rating::RatedUsage&, qsizetype span) { ++records[std::size_t(span)]; });
            for (qsizetype i = 0; i < windows.size(); ++i)
                if (records[std::size_t(i)] != windows[i].records())
                    wrong.append(AuditTexts::tr("Account %1: an invoice counted %2 records of usage up to %3, there are %4.")
                                     .arg(customer::requireAccount(connection, account).number).arg(windows[i].records()).arg(windows[i].span.upTo.until.toIso()).arg(records[std::size_t(i)]));
        }
    return wrong;
}

} // namespace trunkline::billing
