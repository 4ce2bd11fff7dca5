// The rows of discounts and one-time charges, and what an account has to bill, read for many accounts at once.
#pragma once

#include "models/billing/billable.h"
#include "models/billing/subscriptionstore.h"
#include "models/billing/usageposting.h"

#include <QSet>

namespace trunkline::billing {

/// For the journal and the rows; discountFrom(toJson(d)) and accountChargeFrom(toJson(c)) give them back, but for the entry.
QJsonObject toJson(const Discount& discount);
Discount discountFrom(const QJsonObject& object);
QJsonObject toJson(const AccountCharge& charge);
AccountCharge accountChargeFrom(const QJsonObject& object);

QList<Discount> discountsOf(store::Connection& connection, SubscriptionId subscription);
/// Whether the account has a discount by this promotion already.
bool hasPromotion(store::Connection& connection, AccountId account, const QString& promotionCode);
QList<AccountCharge> accountCharges(store::Connection& connection, AccountId account);
void insertDiscount(store::Connection& connection, const Discount& discount);
void updateDiscount(store::Connection& connection, const Discount& discount);
void insertAccountCharge(store::Connection& connection, const AccountCharge& charge, Timestamp at);

/// Which of the source keys are on invoices.
QSet<QString> invoicedKeys(store::Connection& connection, const QStringList& sourceKeys);

/// The operator's profile, settings, tax rates and catalogue. Throws Refused before the first setup.
Biller biller(store::Connection& connection);

/// The facts of accounts that follow each other by number within a bill day, in a number of queries that does not grow
/// with their services. An account whose facts are damaged has the reason instead of subscriptions.
struct AccountFacts {
    BillableAccount facts;
    QString damaged; ///< one sentence; empty when all is there
    UsagePosting usage = {}; ///< of readUsage(), for the rows beside the document
};
QList<AccountFacts> billableAccounts(store::Connection& connection, const Biller& biller, const QList<customer::Account>& accounts);

} // namespace trunkline::billing
