#include "models/payments/dunningservice.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ledger/ledgerservice.h"
#include "models/payments/bankcodes.h"
#include "models/payments/booking.h"
#include "models/payments/dunningcases.h"
#include "models/payments/paymentstore.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace trunkline::payments {

using access::Permission;

namespace {

struct DunningRunTexts {
    Q_DECLARE_TR_FUNCTIONS(Dunning)
};

const QString runningState = QStringLiteral("running");

QString standardCode()
{
    return QStringLiteral("standard");
}

std::optional<DunningRun> runningRun(store::Connection& connection)
{
    const auto row = connection.row(QStringLiteral("SELECT id, dated FROM dunning_run WHERE state = ?"), {runningState});
    return row ? std::optional(DunningRun{row->id<DunningRunId>("id"), row->date("dated"), DunningRunState::Running}) : std::nullopt;
}

void rememberSteps(store::Connection& connection, DunnedItem& item)
{
    const auto row = connection.row(QStringLiteral("SELECT COALESCE(MAX(d.step), 0) AS step, MAX(n.dated) AS dated, MAX(d.interest_until) AS interest_until FROM dunning_item d JOIN dunning_notice n ON n.id = d.notice_id WHERE d.invoice_id = ?"),
                                    {item.item.ref.invoice});
    item.lastStep = int(row->integer("step"));
    item.lastOn = row->maybeDate("dated");
    item.interestUntil = row->maybeDate("interest_until");
}

bool hasActiveService(store::Connection& connection, AccountId account)
{
    return connection.row(QStringLiteral("SELECT 1 AS one FROM subscription s JOIN service v ON v.id = s.service_id WHERE s.account_id = ? AND v.state = 'active' LIMIT 1"), {account}).has_value();
}

void chargeLetter(store::Change& change, const store::JournalEntry& entry, const DunningNotice& notice)
{
    const DunningDraft& d = notice.draft;
    if (!d.fee.isZero())
        bookCharge(change, entry, {{}, {}, d.accountId, ItemKind::Fee, d.dated, d.payBy, d.fee, DunningRunTexts::tr("Fee of %1").arg(notice.number), QStringLiteral("dunningfee:%1").arg(notice.number)});
    for (const DraftedItem& each : d.items)
        if (!each.interest.isZero())
            bookCharge(change, entry, {{}, {}, d.accountId, ItemKind::Interest, d.dated, d.payBy, each.interest,
                                       DunningRunTexts::tr("Interest on %1, %2 to %3").arg(each.item.number, each.interestFrom->toIso(), d.dated.toIso()),
                                       QStringLiteral("interest:%1:%2").arg(each.item.number).arg(each.step)});
}

void insertNotice(store::Connection& connection, const DunningRun& run, const DunningNotice& notice)
{
    connection.exec(QStringLiteral("INSERT INTO dunning_notice (id, number, run_id, account_id, dated, document_json) VALUES (?, ?, ?, ?, ?, ?)"),
                    {notice.id, notice.number, run.id, notice.draft.accountId, notice.draft.dated, toJson(notice)});
    for (const DraftedItem& each : notice.draft.items)
        connection.exec(QStringLiteral("INSERT INTO dunning_item (notice_id, invoice_id, step, interest_until) VALUES (?, ?, ?, ?)"),
                        {notice.id, each.item.ref.invoice, each.step, each.interestFrom ? std::optional(notice.draft.dated) : std::nullopt});
}

std::optional<DunningDraft> draftAccountNow(store::Connection& connection, BillingDate today, AccountId account)
{
    for (const auto& [policy, facts] : dunningFacts(connection, today, account))
        return draftDunning(dunningPolicy(connection, policy, facts.credit.currency), facts, today);
    return std::nullopt;
}

void putAccountRules(store::Connection& connection, AccountId account, const QString& column, const store::Bind& value, const QString& reason)
{
    connection.exec(QStringLiteral("INSERT INTO dunning_account (account_id, policy, hold_reason) VALUES (?, ?, '') ON CONFLICT (account_id) DO NOTHING"), {account, standardCode()});
    connection.exec(QStringLiteral("UPDATE dunning_account SET %1 = ?, hold_reason = ? WHERE account_id = ?").arg(column), {value, reason, account});
}

} // namespace

DunningApproval approvalOf(const QList<DunningDraft>& drafts)
{
    DunningApproval approval;
    std::map<QString, Money> totals;
    for (const DunningDraft& draft : drafts) {
        ++approval.letters;
        approval.suspensions += draft.suspend ? 1 : 0;
        totals.try_emplace(draft.total.currency.code(), Money::zero(draft.total.currency)).first->second += draft.total;
    }
    for (const auto& [code, total] : totals)
        approval.totals.append(total.toPlainString() + u' ' + code);
    return approval;
}

QJsonObject toJson(const DunningNotice& n)
{
    QJsonObject o = toJson(n.draft);
    o["number"] = n.number;
    o["accountHolder"] = n.accountHolder;
    o["street"] = n.street;
    o["postCode"] = n.postCode;
    o["city"] = n.city;
    o["country"] = n.country;
    o["email"] = n.email;
    o["creditorReference"] = n.creditorReference;
    return o;
}

DunningPolicy dunningPolicy(store::Connection& connection, const QString& code, Currency currency)
{
    const auto row = connection.row(QStringLiteral("SELECT rules_json FROM dunning_policy WHERE code = ?"), {code});
    if (!row && code != standardCode())
        throw NotFound(DunningRunTexts::tr("There are no dunning rules “%1”; there are %2.").arg(code, dunningPolicyCodes(connection).join(QStringLiteral(", "))));
    return dunningPolicyFrom(row ? row->json("rules_json") : standardDunningRules(), currency);
}

QStringList dunningPolicyCodes(store::Connection& connection)
{
    QStringList codes{standardCode()};
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT code FROM dunning_policy ORDER BY code")))
        if (!codes.contains(row.text("code")))
            codes.append(row.text("code"));
    return codes;
}

QList<std::pair<QString, DunningFacts>> dunningFacts(store::Connection& connection, BillingDate today, AccountId only)
{
    std::map<QString, QList<OpenItem>> overdue; // by account: only they are looked at closer
    for (const OpenItem& item : openItems(connection, only))
        if (item.kind == ItemKind::Invoice && item.open.minor > 0 && item.dueOn < today)
            overdue[item.accountId.toString()].append(item);
    QList<std::pair<QString, DunningFacts>> all;
    for (const auto& [id, items] : overdue) {
        const customer::Account account = customer::requireAccount(connection, items.first().accountId);
        const auto rules = connection.row(QStringLiteral("SELECT policy, hold_until FROM dunning_account WHERE account_id = ?"), {account.id});
        DunningFacts facts{account.id, account.number, account.customerId, customer::requireCustomer(connection, account.customerId).name, creditOf(connection, account.id, account.currency),
                           rules ? rules->maybeDate("hold_until") : std::nullopt, hasActiveService(connection, account.id), {}};
        for (const OpenItem& item : items) {
            if (item.open.currency != account.currency)
                continue;
            facts.items.append({item, 0, {}, {}});
            rememberSteps(connection, facts.items.last());
        }
        all.append({rules ? rules->text("policy") : standardCode(), facts});
    }
    return all;
}

QList<QJsonObject> dunningNotices(store::Connection& connection, AccountId account)
{
    QList<QJsonObject> all;
    const store::Binds binds = account.isNull() ? store::Binds() : store::Binds{account};
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT document_json FROM dunning_notice %1 ORDER BY number DESC").arg(account.isNull() ? QString() : QStringLiteral("WHERE account_id = ?")), binds))
        all.append(row.json("document_json"));
    return all;
}

bool owesSuspension(store::Connection& connection, AccountId account)
{
    const customer::Account owner = customer::requireAccount(connection, account);
    const auto rules = connection.row(QStringLiteral("SELECT policy FROM dunning_account WHERE account_id = ?"), {account});
    const DunningPolicy policy = dunningPolicy(connection, rules ? rules->text("policy") : standardCode(), owner.currency);
    for (const OpenItem& item : openItems(connection, account)) {
        if (item.kind != ItemKind::Invoice || item.open.minor <= 0 || item.disputed)
            continue;
        DunnedItem dunned{item, 0, {}, {}};
        rememberSteps(connection, dunned);
        for (int step = 1; step <= std::min(dunned.lastStep, int(policy.steps.size())); ++step)
            if (policy.steps[step - 1].suspend)
                return true;
    }
    return false;
}

QList<DunningDraft> previewDunning(const access::Actor& actor, store::Connection& connection, BillingDate today)
{
    actor.require(Permission::ViewInvoices);
    QList<DunningDraft> drafts;
    for (const auto& [policy, facts] : dunningFacts(connection, today))
        if (const auto draft = draftDunning(dunningPolicy(connection, policy, facts.credit.currency), facts, today))
            drafts.append(*draft);
    std::sort(drafts.begin(), drafts.end(), [](const DunningDraft& a, const DunningDraft& b) { return a.total.minor == b.total.minor ? a.accountNumber < b.accountNumber : a.total.minor > b.total.minor; });
    return drafts;
}

DunningRun DunningService::start(const access::Actor& actor, BillingDate today, const std::optional<DunningApproval>& approved)
{
    actor.require(Permission::RunDunning);
    ledger::requireOpen(context_.connection, today);
    store::Change change(context_, actor.who());
    if (const auto running = runningRun(change.connection()))
        return *running;
    if (approved && *approved != approvalOf(previewDunning(actor, change.connection(), today)))
        throw Refused(DunningRunTexts::tr("What would be sent changed since it was looked at. Look at the preview again, then approve it."));
    const DunningRun run{change.ids().next<DunningRunTag>(), today, DunningRunState::Running};
    change.connection().exec(QStringLiteral("INSERT INTO dunning_run (id, dated, state, started_ms) VALUES (?, ?, ?, ?)"), {run.id, today, runningState, change.now()});
    change.commit({QStringLiteral("dunning.started"), QStringLiteral("dunningrun"), run.id.toString(), {}, {{"dated", today.toIso()}}, {}, {}});
    return run;
}

std::optional<DunningNotice> DunningService::postAccount(const access::Actor& actor, const DunningRun& run, AccountId account)
{
    actor.require(Permission::RunDunning);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const auto draft = draftAccountNow(connection, run.dated, account);
    if (!draft || connection.row(QStringLiteral("SELECT 1 AS one FROM dunning_notice WHERE run_id = ? AND account_id = ?"), {run.id, account}))
        return std::nullopt;
    const customer::Account owner = customer::requireAccount(connection, account);
    DunningNotice notice{change.ids().next<DunningNoticeTag>(), QStringLiteral("DUN-%1").arg(change.nextNumber(QStringLiteral("dunning")), 6, 10, QLatin1Char('0')), *draft, draft->customerName,
                         owner.street, owner.postCode, owner.city, owner.country, customer::requireCustomer(connection, owner.customerId).email, creditorReference(draft->items.first().item.number)};
    const auto started = store::journalOf(connection, QStringLiteral("dunningrun"), run.id.toString());
    const store::JournalEntry entry = change.append({QStringLiteral("dunning.sent"), QStringLiteral("dunning"), notice.id.toString(), {}, toJson(notice),
                                                     started.isEmpty() ? std::nullopt : std::optional(started.first().id), QStringLiteral("dunning:%1:%2").arg(run.id.toString(), account.toString())});
    insertNotice(connection, run, notice);
    chargeLetter(change, entry, notice);
    change.commit();
    return notice;
}

void DunningService::end(const access::Actor& actor, const DunningRun& run, DunningRunState state)
{
    actor.require(Permission::RunDunning);
    store::Change change(context_, actor.who());
    const QString name = state == DunningRunState::Finished ? QStringLiteral("finished") : QStringLiteral("stopped");
    if (change.connection().exec(QStringLiteral("UPDATE dunning_run SET state = ?, ended_ms = ? WHERE id = ? AND state = ?"), {name, change.now(), run.id, runningState}) == 0)
        throw Refused(DunningRunTexts::tr("The dunning run of %1 is over already.").arg(run.dated.toIso()));
    change.commit({QStringLiteral("dunning.") + name, QStringLiteral("dunningrun"), run.id.toString(), {{"state", runningState}}, {{"state", name}, {"dated", run.dated.toIso()}}, {}, {}});
}

QList<DunningNotice> DunningService::post(const access::Actor& actor, BillingDate today, const std::optional<DunningApproval>& approved)
{
    const DunningRun run = start(actor, today, approved);
    QList<DunningNotice> sent;
    for (const DunningDraft& draft : previewDunning(actor, context_.connection, run.dated))
        if (const auto notice = postAccount(actor, run, draft.accountId))
            sent.append(*notice);
    end(actor, run, DunningRunState::Finished);
    return sent;
}

void DunningService::hold(const access::Actor& actor, AccountId account, BillingDate until, const QString& reason)
{
    actor.require(Permission::RunDunning);
    if (reason.trimmed().isEmpty())
        throw InvalidInput(DunningRunTexts::tr("Say why the account is not dunned; others will ask."));
    store::Change change(context_, actor.who());
    const customer::Account owner = customer::requireAccount(change.connection(), account);
    putAccountRules(change.connection(), account, QStringLiteral("hold_until"), until, reason.trimmed());
    change.commit({QStringLiteral("dunning.held"), QStringLiteral("account"), account.toString(), {}, {{"number", owner.number}, {"until", until.toIso()}, {"reason", reason.trimmed()}}, {}, {}});
}

void DunningService::retry(const access::Actor& actor, AccountId account)
{
    actor.require(Permission::RunDunning);
    store::Change change(context_, actor.who());
    const customer::Account owner = customer::requireAccount(change.connection(), account);
    const auto waits = refusedByNetwork(change.connection(), account);
    if (!waits)
        throw Refused(DunningRunTexts::tr("Nothing of %1 waits for the network: its services are as its payments ask.").arg(owner.number));
    change.commit({QStringLiteral("dunning.retried"), QStringLiteral("account"), account.toString(), {},
                   {{"number", owner.number}, {"suspend", *waits == DunningCaseKind::NotSuspended}}, {}, {}});
}

void DunningService::choosePolicy(const access::Actor& actor, AccountId account, const QString& policy)
{
    actor.require(Permission::RunDunning);
    store::Change change(context_, actor.who());
    const customer::Account owner = customer::requireAccount(change.connection(), account);
    dunningPolicy(change.connection(), policy, owner.currency);
    const auto before = change.connection().row(QStringLiteral("SELECT hold_reason FROM dunning_account WHERE account_id = ?"), {account});
    putAccountRules(change.connection(), account, QStringLiteral("policy"), policy, before ? before->text("hold_reason") : QString());
    change.commit({QStringLiteral("dunning.policyChosen"), QStringLiteral("account"), account.toString(), {}, {{"number", owner.number}, {"policy", policy}}, {}, {}});
}

void DunningService::putPolicy(const access::Actor& actor, const QJsonObject& rules)
{
    actor.require(Permission::RunDunning);
    store::Change change(context_, actor.who());
    const DunningPolicy policy = dunningPolicyFrom(rules, store::requireProfile(change.connection()).currency);
    change.connection().exec(QStringLiteral("INSERT INTO dunning_policy (code, rules_json) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET rules_json = EXCLUDED.rules_json"), {policy.code, rules});
    change.commit({QStringLiteral("dunning.policyChanged"), QStringLiteral("setting"), QStringLiteral("dunning:") + policy.code, {}, rules, {}, {}});
}

} // namespace trunkline::payments
