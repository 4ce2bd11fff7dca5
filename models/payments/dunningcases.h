// Who is left out of dunning and why, and what dunning asked of the network and did not get.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"
#include "models/core/timestamp.h"
#include "models/core/valuemodel.h"
#include "models/store/connection.h"

namespace trunkline::payments {

enum class DunningCaseKind {
    Hold,         ///< of an account, until a day
    Dispute,      ///< of an invoice
    NotSuspended, ///< the last step asks for it, and a service is still on
    NotResumed,   ///< everything is paid, and a service is still off for the debt
};

struct DunningCase {
    DunningCaseKind kind = DunningCaseKind::Hold;
    AccountId accountId;
    QString accountNumber;
    CustomerId customerId;
    QString customerName;
    InvoiceId invoice = {};  ///< of a dispute
    QString about = {};      ///< its number
    std::optional<Money> open = {};
    std::optional<BillingDate> until = {}; ///< of a hold: the first day on which dunning goes on
    QString reason = {};     ///< as a person or the network gave it
    std::optional<JournalEntryId> entry = {}; ///< where "Why?" begins
    QString key() const { return QStringLiteral("%1/%2").arg(accountId.toString(), invoice.isNull() ? QString::number(int(kind)) : invoice.toString()); }
    bool operator==(const DunningCase&) const = default;
};

/// For people: "On hold", "Disputed", "Not switched off", "Not switched on".
QString titleOf(DunningCaseKind kind);

/// What waits for the network first, then disputes, then holds that end after `today`; by account number.
QList<DunningCase> dunningCases(store::Connection& connection, BillingDate today);
/// What of an account waits for the network: NotSuspended, NotResumed or nothing.
std::optional<DunningCaseKind> refusedByNetwork(store::Connection& connection, AccountId account);
/// Whether the debt is why a service rests: the last suspension of it was caused by dunning.
bool isSuspendedForDebt(store::Connection& connection, ServiceId service);

/// Key: DunningCase::key(). Columns: kind, account, customer, about, open, until, reason.
class DunningCaseModel : public ValueModel<DunningCase> {
public:
    explicit DunningCaseModel(QObject* parent = nullptr);
};

} // namespace trunkline::payments
