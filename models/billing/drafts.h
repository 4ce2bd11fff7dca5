// What a bill run would post: read-only, on any thread's connection.
#pragma once

#include "models/billing/invoicerules.h"

namespace trunkline::billing {

/// One account of a run: an invoice to be, or why it can't be billed.
struct DraftedAccount {
    customer::Account account;
    std::optional<Invoice> invoice;
    QString parked; ///< one sentence; empty when it can be billed
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
/// Throws Refused, naming the first day on which the cycle can be billed.
void requireEnded(const BillCycle& cycle, BillingDate issuedOn);

} // namespace trunkline::billing
