// Who is reminded of what, when, and what it costs: rules as data, and the one pure function that follows them. A preview and a run are both
// this function.
#pragma once

#include "models/payments/payment.h"

namespace trunkline::payments {

struct DunningStep {
    QString name;         ///< "Reminder"
    int afterDays = 0;    ///< days after the due date
    Money fee;            ///< once a letter, of its highest step
    int interestBasisPoints = 0; ///< a year; 0 for none
    bool suspend = false; ///< services are suspended until everything of this step is paid
    QString text;         ///< of the letter
    bool operator==(const DunningStep&) const = default;
};

struct DunningPolicy {
    QString code;
    QString name;
    Money minimumOpen;     ///< an account that owes less is left alone
    int daysBetween = 7;   ///< at least, from letter to letter
    int payWithinDays = 10;
    QList<DunningStep> steps; ///< each comes once for an invoice, in this order
    bool operator==(const DunningPolicy&) const = default;
};

/// Form: resources/dunning/standard.json. Amounts are in `currency`. Throws InvalidInput, naming the step and what is wrong with it.
DunningPolicy dunningPolicyFrom(const QJsonObject& rules, Currency currency);
/// dunningPolicyFrom(toJson(p), currency) == p.
QJsonObject toJson(const DunningPolicy& policy);
/// What the program ships.
QJsonObject standardDunningRules();

/// An invoice with how far its dunning has come.
struct DunnedItem {
    OpenItem item;
    int lastStep = 0; ///< 0: none
    std::optional<BillingDate> lastOn;
    std::optional<BillingDate> interestUntil; ///< charged already
};

struct DunningFacts {
    AccountId accountId;
    QString accountNumber;
    CustomerId customerId;
    QString customerName;
    Money credit;       ///< paid and not allocated: what it covers is not dunned
    std::optional<BillingDate> holdUntil; ///< first day on which dunning goes on
    bool hasActiveService = false;
    QList<DunnedItem> items;
};

struct DraftedItem {
    OpenItem item;
    int step = 1;          ///< the one that it reaches, from 1
    int daysOverdue = 0;
    Money uncovered;       ///< open, less what the credit of the account covers
    Money interest;        ///< for interestFrom to the day of the run
    std::optional<BillingDate> interestFrom;
    bool operator==(const DraftedItem&) const = default;
};

/// A letter to be.
struct DunningDraft {
    AccountId accountId;
    QString accountNumber;
    CustomerId customerId;
    QString customerName;
    BillingDate dated;
    BillingDate payBy;
    int step = 1;          ///< the highest of the items
    QString stepName;
    QString text;
    Money fee;
    Money interest;        ///< Σ of the items
    Money open;            ///< Σ of what is uncovered
    Money total;           ///< open + fee + interest
    bool suspend = false;  ///< a step says so and there is a service to suspend
    QList<DraftedItem> items;
    bool operator==(const DunningDraft&) const = default;
};

/// Nothing when there is nobody to remind: nothing overdue long enough, disputed, covered by credit, held, below the minimum, or every step was taken. Items that are
/// overdue but not due for a next step stand in no letter.
std::optional<DunningDraft> draftDunning(const DunningPolicy& policy, const DunningFacts& facts, BillingDate today);

/// Interest for `days` at `basisPoints` a year, actual/365, rounded half up.
Money interestFor(const Money& amount, int basisPoints, std::int64_t days);

QJsonObject toJson(const DunningDraft& draft);

} // namespace trunkline::payments
