// What an account's services may use without paying, period by period. Pure: built from the account's facts and from what was drawn
// before; drawn from in the order of the usage's times.
#pragma once

#include "models/billing/billable.h"
#include "models/billing/usageposting.h"
#include "models/rating/bucket.h"

#include <map>
#include <memory>

namespace trunkline::billing {

/// What usage of one period took from one allowance; a line of an invoice.
struct IncludedUsage {
    const catalogue::Allowance* allowance = nullptr;
    QString ownerId;
    qsizetype subscription = 0; ///< place of the one whose line it is
    BillingPeriod period;
    std::int64_t records = 0;
    std::int64_t quantity = 0;
    std::int64_t before = 0;  ///< units that were left
    std::int64_t carried = 0; ///< of these, from earlier periods
    std::int64_t after = 0;
    Timestamp first;
    Timestamp last;
    bool isLate = true;       ///< all of it for a time that was billed
};

class AccountBuckets {
public:
    /// `posted` are draws of what was billed; both outlive it.
    AccountBuckets(const Biller& biller, const BillableAccount& account, const QList<AllowanceDraw>& posted);
    ~AccountBuckets();

    bool isEmpty() const { return stocks_.empty(); }
    /// What a service's usage of a kind may draw from at a time, for rate(): its own before what is shared, what is gone first before the rest. Valid until
    /// the next call; what rate() takes from it is taken by close().
    std::span<rating::Allowance> open(ServiceId service, const QString& kind, Timestamp at);
    void close(const rating::Rating& rating, bool isLate);

    /// By allowance, owner and period.
    QList<IncludedUsage> included() const;
    /// What close() took, for the rows.
    QList<AllowanceDraw> drawn() const;

private:
    struct Grant;
    struct Stock;
    using Grants = std::map<QString, std::pair<const catalogue::Allowance*, QList<Grant>>>;
    static Grants grantsOf(const Biller& biller, const BillableSubscription& s, qsizetype place);

    const Biller& biller_;
    const int billDay_;
    std::map<std::pair<QString, QString>, std::unique_ptr<Stock>> stocks_; ///< by code and owner
    QHash<ServiceId, QList<Stock*>> own_;
    QList<Stock*> shared_;
    std::vector<std::pair<Stock*, qsizetype>> opened_; ///< whose the allowances are, and which of its buckets
    std::vector<rating::Allowance> allowances_;
    Timestamp at_;
};

/// "2:05:09", "12.345678 MB", "12" messages.
QString unitsText(catalogue::UsageUnit unit, std::int64_t quantity);

} // namespace trunkline::billing
