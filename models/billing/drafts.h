// What a bill run would post: read-only, on any thread's connection.
#pragma once

#include "models/billing/billablestore.h"
#include "models/billing/invoicerules.h"

#include <functional>

namespace trunkline::billing {

/// One account of a run: an invoice to be, or why it can't be billed.
struct DraftedAccount {
    customer::Account account;
    std::optional<Invoice> invoice;
    QString parked; ///< one sentence; empty when it can be billed
    QString customerName;
    bool operator==(const DraftedAccount&) const = default;
};

struct CurrencyTotal {
    Currency currency;
    int documents = 0;
    Money net;
    Money tax;
    Money gross;
    bool operator==(const CurrencyTotal&) const = default;
};

/// What a person looked at and confirmed: how many are billed, how many can't be, and how much it is.
struct Approval {
    int documents = 0;
    int parked = 0;
    QList<CurrencyTotal> totals; ///< by currency code
    void add(const DraftedAccount& drafted);
    bool operator==(const Approval&) const = default;
};

/// Nothing when the account has nothing to bill.
std::optional<DraftedAccount> draftAccount(const Biller& biller, const AccountFacts& account, const BillCycle& cycle, BillingDate issuedOn);
/// All accounts of the cycle's bill day with something to bill, by number, a page of accounts at a time: memory does not grow
/// with their number. `take` ends it by false. Throws Refused when the cycle's period is not over on the issue date.
void draftEach(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn, const std::function<bool(const DraftedAccount&)>& take);
/// One account's of the same cycle.
std::optional<DraftedAccount> draftOf(store::Connection& connection, AccountId account, const BillCycle& cycle, BillingDate issuedOn);
/// Without the lines of its invoice: what a list of a hundred thousand can hold.
DraftedAccount withoutLines(DraftedAccount drafted);
/// The same as a list, for those who show it whole.
QList<DraftedAccount> draftInvoices(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn);
/// By currency code.
QList<CurrencyTotal> totalsOf(const QList<DraftedAccount>& drafts);
Approval approvalOf(const QList<DraftedAccount>& drafts);
/// What a run would post now.
Approval figuresOf(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn);
/// For the journal; approvalFrom(toJson(a)) == a.
QJsonObject toJson(const Approval& approval);
Approval approvalFrom(const QJsonObject& object);
/// "2 documents over 218.00 EUR".
QString figuresText(const Approval& approval);
/// Throws Refused, saying what was approved and what it is now, when the figures are not what was approved.
void requireApproved(const Approval& approved, const Approval& now);
/// Throws Refused, naming the first day on which the cycle can be billed.
void requireEnded(const BillCycle& cycle, BillingDate issuedOn);

} // namespace trunkline::billing
