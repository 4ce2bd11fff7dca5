#include "models/payments/dunningcases.h"

#include "models/core/columns.h"
#include "models/customer/customerstore.h"
#include "models/payments/dunningservice.h"
#include "models/payments/paymentstore.h"
#include "models/store/journal.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::payments {

namespace {

struct CaseTexts {
    Q_DECLARE_TR_FUNCTIONS(DunningCases)
};

std::optional<store::JournalEntry> lastOf(store::Connection& connection, const QString& subjectType, const QString& subjectId, const QStringList& kinds)
{
    const auto entries = store::journalOf(connection, subjectType, subjectId);
    const auto found = std::find_if(entries.crbegin(), entries.crend(), [&](const store::JournalEntry& entry) { return kinds.contains(entry.kind); });
    return found == entries.crend() ? std::nullopt : std::optional(*found);
}

DunningCase caseOf(store::Connection& connection, DunningCaseKind kind, AccountId id)
{
    const customer::Account account = customer::requireAccount(connection, id);
    return {kind, id, account.number, account.customerId, customer::requireCustomer(connection, account.customerId).name};
}

void addHolds(store::Connection& connection, BillingDate today, QList<DunningCase>& all)
{
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT account_id, hold_until, hold_reason FROM dunning_account WHERE hold_until > ?"), {today})) {
        DunningCase each = caseOf(connection, DunningCaseKind::Hold, row.id<AccountId>("account_id"));
        each.until = row.maybeDate("hold_until");
        each.reason = row.text("hold_reason");
        if (const auto entry = lastOf(connection, QStringLiteral("account"), each.accountId.toString(), {QStringLiteral("dunning.held")}))
            each.entry = entry->id;
        all.append(each);
    }
}

void addDisputes(store::Connection& connection, QList<DunningCase>& all)
{
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT account_id, invoice_id, reason FROM dispute WHERE resolved_ms IS NULL"))) {
        DunningCase each = caseOf(connection, DunningCaseKind::Dispute, row.id<AccountId>("account_id"));
        each.invoice = row.id<InvoiceId>("invoice_id");
        each.reason = row.text("reason");
        if (const auto about = item(connection, {each.invoice, {}})) {
            each.about = about->number;
            each.open = about->open;
        }
        if (const auto entry = lastOf(connection, QStringLiteral("invoice"), each.invoice.toString(), {QStringLiteral("invoice.disputed")}))
            each.entry = entry->id;
        all.append(each);
    }
}

/// What the flow left for a person about the account, newest last: its letters, and what was tried again.
std::optional<store::JournalEntry> refusal(store::Connection& connection, AccountId account)
{
    const QStringList parked{QStringLiteral("flow.parked")};
    std::optional<store::JournalEntry> newest = lastOf(connection, QStringLiteral("account"), account.toString(), parked);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id FROM dunning_notice WHERE account_id = ?"), {account}))
        if (const auto entry = lastOf(connection, QStringLiteral("dunning"), row.text("id"), parked); entry && (!newest || entry->seq > newest->seq))
            newest = entry;
    return newest;
}

void addRefused(store::Connection& connection, QList<DunningCase>& all)
{
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT DISTINCT account_id FROM dunning_notice"))) {
        const AccountId account = row.id<AccountId>("account_id");
        const auto kind = refusedByNetwork(connection, account);
        if (!kind)
            continue;
        DunningCase each = caseOf(connection, *kind, account);
        if (const auto entry = refusal(connection, account)) {
            each.reason = entry->after["reason"].toString();
            each.entry = entry->id;
        }
        all.append(each);
    }
}

bool hasService(store::Connection& connection, AccountId account, const QString& state, bool forDebt)
{
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT DISTINCT v.id FROM subscription s JOIN service v ON v.id = s.service_id WHERE s.account_id = ? AND v.state = ?"), {account, state}))
        if (!forDebt || isSuspendedForDebt(connection, row.id<ServiceId>("id")))
            return true;
    return false;
}

QList<Column<DunningCase>> caseColumns()
{
    using C = Column<DunningCase>;
    const auto link = [](const char* kind, auto id) {
        return [kind, id](const DunningCase& c, int role) { return role == TargetRole && !id(c).isEmpty() ? QVariant::fromValue(Target{QString::fromLatin1(kind), id(c)}) : QVariant(); };
    };
    const auto tone = [](const DunningCase& c, int role) {
        const bool network = c.kind == DunningCaseKind::NotSuspended || c.kind == DunningCaseKind::NotResumed;
        return role == ToneRole ? QVariant(int(network ? Tone::Bad : c.kind == DunningCaseKind::Dispute ? Tone::Attention : Tone::Busy)) : QVariant();
    };
    return {C(QStringLiteral("kind"), CaseTexts::tr("What"), [](const DunningCase& c) { return titleOf(c.kind); }).with(tone),
            C(QStringLiteral("account"), CaseTexts::tr("Account"), [](const DunningCase& c) { return c.accountNumber; }),
            C(QStringLiteral("customer"), CaseTexts::tr("Customer"), [](const DunningCase& c) { return c.customerName; }).with(link("customer", [](const DunningCase& c) { return c.customerId.toString(); })),
            C(QStringLiteral("about"), CaseTexts::tr("Invoice"), [](const DunningCase& c) { return c.about; }).with(link("invoice", [](const DunningCase& c) { return c.invoice.isNull() ? QString() : c.invoice.toString(); })),
            moneyColumn<DunningCase>("open", CaseTexts::tr("Open"), [](const DunningCase& c) { return c.open; }),
            dateColumn<DunningCase>("until", CaseTexts::tr("Until"), [](const DunningCase& c) { return c.until.value_or(BillingDate()); }),
            C(QStringLiteral("reason"), CaseTexts::tr("Because"), [](const DunningCase& c) { return c.reason; }).with([](const DunningCase& c, int role) { return role == Qt::ToolTipRole ? QVariant(c.reason) : QVariant(); })};
}

} // namespace

QString titleOf(DunningCaseKind kind)
{
    switch (kind) {
    case DunningCaseKind::Hold: return CaseTexts::tr("On hold");
    case DunningCaseKind::Dispute: return CaseTexts::tr("Disputed");
    case DunningCaseKind::NotSuspended: return CaseTexts::tr("Not switched off");
    case DunningCaseKind::NotResumed: break;
    }
    return CaseTexts::tr("Not switched on");
}

bool isSuspendedForDebt(store::Connection& connection, ServiceId service)
{
    const auto suspended = lastOf(connection, QStringLiteral("service"), service.toString(), {QStringLiteral("service.suspended")});
    const auto cause = suspended && suspended->cause ? store::journalEntry(connection, *suspended->cause) : std::nullopt;
    return cause && cause->kind.startsWith(QLatin1String("dunning."));
}

std::optional<DunningCaseKind> refusedByNetwork(store::Connection& connection, AccountId account)
{
    if (owesSuspension(connection, account))
        return hasService(connection, account, QStringLiteral("active"), false) ? std::optional(DunningCaseKind::NotSuspended) : std::nullopt;
    return hasService(connection, account, QStringLiteral("suspended"), true) ? std::optional(DunningCaseKind::NotResumed) : std::nullopt;
}

QList<DunningCase> dunningCases(store::Connection& connection, BillingDate today)
{
    QList<DunningCase> all;
    addRefused(connection, all);
    addDisputes(connection, all);
    addHolds(connection, today, all);
    std::stable_sort(all.begin(), all.end(), [](const DunningCase& a, const DunningCase& b) {
        const auto rank = [](DunningCaseKind kind) { return kind == DunningCaseKind::Hold ? 2 : kind == DunningCaseKind::Dispute ? 1 : 0; };
        return rank(a.kind) == rank(b.kind) ? a.accountNumber < b.accountNumber : rank(a.kind) < rank(b.kind);
    });
    return all;
}

DunningCaseModel::DunningCaseModel(QObject* parent) : ValueModel(caseColumns(), [](const DunningCase& c) { return c.key(); }, parent) {}

} // namespace trunkline::payments
