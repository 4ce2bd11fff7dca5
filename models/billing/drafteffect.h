// What a draft version of an offering or a tariff would change, before it is published: last month's charges and usage of everybody whom
// it concerns, composed by the rules that bill them, once as they are and once by the draft.
#pragma once

#include "models/access/actor.h"
#include "models/billing/billablestore.h"

namespace trunkline::billing {

struct AccountEffect {
    AccountId accountId;
    QString accountNumber;
    QString customerName;
    Money before; ///< net of the month
    Money after;
    bool operator==(const AccountEffect&) const = default;
};

struct CurrencyEffect {
    Currency currency;
    int accounts = 0; ///< that have the offering, or usage by the tariff
    Money before;
    Money after;
    bool operator==(const CurrencyEffect&) const = default;
};

struct DraftEffect {
    QList<AccountEffect> accounts;  ///< those that would pay something else, the largest change first
    QList<CurrencyEffect> totals;   ///< by currency code
    int notPriced = 0;              ///< accounts in a currency that the draft has no price in
    bool operator==(const DraftEffect&) const = default;
};

/// Every account's period that ended last on `today`, with its usage, which the draft's tariffs and allowances (those of the version before) leave as it is, and
/// its traffic, as the draft prices it. Needs
/// preview-bills. Throws InvalidInput for a draft that can't be sold.
DraftEffect draftEffect(const access::Actor& actor, store::Connection& connection, const catalogue::OfferingDraft& draft, BillingDate today);

/// The same for a version of a tariff that begins on its day, or takes the place of the one that does. What was included stays so by the same rules.
/// Throws InvalidInput for a tariff that can't rate, Refused when it is the first of its code: nobody's usage is rated by it.
DraftEffect draftEffect(const access::Actor& actor, store::Connection& connection, const catalogue::Tariff& draft, BillingDate today);

} // namespace trunkline::billing
