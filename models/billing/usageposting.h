// Which usage is on which invoice, and what it drew from allowances: rows that are written with the document, by the same Change.
#pragma once

#include "models/core/id.h"
#include "models/rating/usagetotals.h"

#include <map>

namespace trunkline::billing {

/// Units that usage of a period took from those that the same or an earlier period brought. Periods are named by their first day.
struct AllowanceDraw {
    QString ownerId;   ///< the service's, or the account's for a shared allowance
    QString allowanceCode;
    BillingDate grantedOn;
    BillingDate usedOn;
    std::int64_t quantity = 0; ///< negative when it is given back
    bool operator==(const AllowanceDraw&) const = default;
};

/// Usage of an account from one mark to the next, and what became of its records.
struct UsageWindow {
    rating::UsageSpan span;
    std::int64_t rerating = 0; ///< the account's last one that its prices took notice of; later ones are charges of their own
    QString takenBackBy = {};  ///< the credit note, when it is billed again
    std::int64_t billed = 0;   ///< records that cost something
    std::int64_t included = 0; ///< that cost nothing because all of them was included
    std::int64_t free = 0;     ///< that cost nothing by their tariff
    std::int64_t records() const { return billed + included + free; }
    bool operator==(const UsageWindow&) const = default;
};

/// A time whose usage counts by the tariffs up to a number.
struct UsageRerating {
    std::int64_t id = 0;
    Timestamp from;
    Timestamp until;
    std::int64_t knownTariff = 0;
    bool operator==(const UsageRerating&) const = default;
};

/// What is written when an account's invoice is posted.
struct UsagePosting {
    rating::UsageMark mark;
    QList<UsageWindow> windows;
    QList<AllowanceDraw> draws;
    bool operator==(const UsagePosting&) const = default;
};

// Of many accounts at once:
std::map<AccountId, rating::UsageMark> usageMarks(store::Connection& connection, const QStringList& accounts);
/// That were taken back and are on no invoice now.
std::map<AccountId, QList<UsageWindow>> openUsageWindows(store::Connection& connection, const QStringList& accounts);
/// In the order in which they were asked for.
std::map<AccountId, QList<UsageRerating>> usageReratings(store::Connection& connection, const QStringList& accounts);
/// Of units granted on `since` or later, summed up.
std::map<AccountId, QList<AllowanceDraw>> allowanceDraws(store::Connection& connection, const QStringList& accounts, BillingDate since);

/// What one document holds of an account's usage.
struct PostedUsage {
    QString documentId; ///< empty for usage of which the document is not known
    QList<UsageWindow> windows;
};
/// In the order of posting.
QList<PostedUsage> postedUsage(store::Connection& connection, AccountId account);
/// With the document that drew or gave back, in the order of posting.
QList<std::pair<QString, AllowanceDraw>> postedDraws(store::Connection& connection, AccountId account);
/// Inside a Change.
void insertUsageRerating(store::Connection& connection, AccountId account, const UsageRerating& rerating);

/// In the Change that posts the account's invoice: all that readUsage() gave, and all that cost nothing, is billed.
void postUsage(store::Connection& connection, AccountId account, InvoiceId invoice, const UsagePosting& posting);
/// In the Change that posts the credit note: the usage of the invoice is on none any more, and what it drew is given back. False when nothing is known of its usage.
bool takeBackUsage(store::Connection& connection, InvoiceId invoice, InvoiceId creditNote);

} // namespace trunkline::billing
