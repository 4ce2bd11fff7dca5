#include "models/billing/discountlines.h"

#include "models/billing/billingperiod.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace trunkline::billing {

namespace {

bool isDiscounted(const InvoiceLine& line)
{
    return line.period && (isUsage(line) || line.kind == LineKind::Recurring || line.kind == LineKind::Repair || line.kind == LineKind::Delta);
}

std::int64_t magnitudeOf(const Money& money)
{
    return money.isNegative() ? -money.minor : money.minor;
}

/// The days of a period that a discount is about, over the period's days.
Quantity overlapOf(const Discount& discount, const BillingPeriod& period)
{
    const BillingDate from = std::max(discount.from, period.from), to = discount.to ? std::min(*discount.to, period.to) : period.to;
    return from < to ? Quantity{to.daysSince(from), period.days()} : Quantity{0, 1};
}

class DiscountLines {
public:
    DiscountLines(const BillableAccount& account, const QList<InvoiceLine>& lines) : account_(account), lines_(lines)
    {
        QHash<SubscriptionId, SubscriptionId> parents;
        for (const BillableSubscription& s : account.subscriptions)
            if (!s.subscription.parentId.isNull())
                parents.insert(s.subscription.id, s.subscription.parentId);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            left_.append(magnitudeOf(lines[i].net));
            if (!isDiscounted(lines[i]))
                continue;
            own_[lines[i].subscriptionId].append(i);
            bundles_[parents.value(lines[i].subscriptionId, lines[i].subscriptionId)].append(i);
        }
    }

    QList<InvoiceLine> all()
    {
        for (const Discount& discount : account_.discounts) {
            if (!discount.amount) {
                for (const qsizetype i : concerned(discount))
                    add(discount, i, percentOf(discount, lines_[i]));
            } else {
                addAmounts(discount);
            }
        }
        return discounts_;
    }

private:
    QList<qsizetype> concerned(const Discount& discount) const
    {
        QList<qsizetype> all = (discount.wholeBundle ? bundles_ : own_).value(discount.subscriptionId);
        all.removeIf([&](qsizetype i) { return isUsage(lines_[i]) != discount.onUsage; });
        return all;
    }

    static std::int64_t percentOf(const Discount& discount, const InvoiceLine& line)
    {
        const Quantity part = overlapOf(discount, *line.period);
        return divideRounded(Wide(magnitudeOf(line.net)) * discount.basisPoints * part.numerator, 10'000 * part.denominator, Rounding::HalfUp);
    }

    /// That the last of the usage lies in.
    BillingPeriod billPeriodOf(const InvoiceLine& line) const { return periodContaining(line.period->to.plusDays(-1), account_.account.billDay); }

    /// A whole amount for each period that begins on one day, in proportion for a part of it.
    void addAmounts(const Discount& discount)
    {
        std::map<std::pair<LineKind, qint64>, QList<qsizetype>> groups;
        for (const qsizetype i : concerned(discount))
            if (lines_[i].kind != LineKind::Delta && (lines_[i].basis || discount.onUsage))
                groups[{lines_[i].kind, (discount.onUsage ? billPeriodOf(lines_[i]) : *lines_[i].period).from.date().toJulianDay()}].append(i);
        for (const auto& [key, group] : groups) {
            const InvoiceLine& first = lines_[group.first()];
            const Quantity part = discount.onUsage ? overlapOf(discount, billPeriodOf(first))
                                                   : overlapOf(discount, *first.period).times(Quantity{first.period->days(), first.basis->full.days()});
            std::vector<std::int64_t> weights;
            std::int64_t most = 0;
            for (const qsizetype i : group) {
                weights.push_back(left_[i]);
                most += left_[i];
            }
            if (most == 0)
                continue;
            const std::int64_t amount = std::min(most, discount.amount->part(part.numerator, part.denominator, Rounding::HalfUp).minor);
            const std::vector<Money> parts = Money{amount, discount.amount->currency}.split(weights);
            for (std::size_t i = 0; i < parts.size(); ++i)
                add(discount, group[qsizetype(i)], parts[i].minor);
        }
    }

    void add(const Discount& discount, qsizetype place, std::int64_t minor)
    {
        const InvoiceLine& of = lines_[place];
        minor = std::min(minor, left_[place]);
        if (minor <= 0)
            return;
        left_[place] -= minor;
        InvoiceLine line = of;
        line.kind = LineKind::Discount;
        line.text = discount.text;
        line.detail = QCoreApplication::translate("Invoice", "on %1").arg(of.detail.isEmpty() ? of.text : QStringLiteral("%1, %2").arg(of.text, of.detail));
        line.unitPrice = UnitPrice::of(Money{minor, of.net.currency});
        line.unitCode.clear();
        line.quantity = {of.net.isNegative() ? 1 : -1, 1};
        line.net = Money{of.net.isNegative() ? minor : -minor, of.net.currency};
        line.basis.reset();
        line.sourceKey = QStringLiteral("discount:%1:%2").arg(discount.id.toString(), of.sourceKey);
        line.cause = discount.entry ? discount.entry : of.cause;
        discounts_.append(line);
    }

    const BillableAccount& account_;
    const QList<InvoiceLine>& lines_;
    QHash<SubscriptionId, QList<qsizetype>> own_;     ///< places of a subscription's lines
    QHash<SubscriptionId, QList<qsizetype>> bundles_; ///< and of those of its parts with them
    QList<std::int64_t> left_; ///< minor units that no discount has taken yet
    QList<InvoiceLine> discounts_;
};

} // namespace

QList<InvoiceLine> discountLines(const BillableAccount& account, const QList<InvoiceLine>& lines)
{
    return account.discounts.isEmpty() ? QList<InvoiceLine>() : DiscountLines(account, lines).all();
}

} // namespace trunkline::billing
