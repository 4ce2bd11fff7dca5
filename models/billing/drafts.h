// What a bill run would post: read-only, on any thread's connection.
#pragma once

#include "models/billing/invoicerules.h"

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
    QList<CurrencyTotal> totals;
    bool operator==(const Approval&) const = default;
};

/// The operator's profile and billing settings. Throws Refused before the first setup.
Biller biller(store::Connection& connection);
/// Nothing when the account has nothing to bill.
std::optional<DraftedAccount> draftAccount(store::Connection& connection, const Biller& biller, const customer::Account& account,
                                           const BillCycle& cycle, BillingDate issuedOn);
/// All accounts of the cycle's bill day with something to bill, by number. Throws Refused when the
/// cycle's period is not over on the issue date.
QList<DraftedAccount> draftInvoices(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn);
/// By currency code.
QList<CurrencyTotal> totalsOf(const QList<DraftedAccount>& drafts);
Approval approvalOf(const QList<DraftedAccount>& drafts);
/// For the journal.
QJsonObject toJson(const Approval& approval);
/// Throws Refused, saying what was approved and what it is now, when the drafts are not what was approved.
void requireApproved(const Approval& approved, const QList<DraftedAccount>& drafts);
/// Throws Refused, naming the first day on which the cycle can be billed.
void requireEnded(const BillCycle& cycle, BillingDate issuedOn);

} // namespace trunkline::billing
