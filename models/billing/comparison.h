// Each account of a run against its last invoice, and where the difference comes from: what people look
// at before they approve. Pure; the parts of a difference sum to it exactly.
#pragma once

#include "models/billing/drafts.h"

namespace trunkline::billing {

enum class DifferenceKind {
    FirstInvoice, ///< the account had none
    NewService,
    EndedService, ///< was charged last time, is not any more
    PriceChanged,
    Proration,    ///< another part of a period, or several periods at once
    Setup,        ///< a fee that is charged once, or was last time
    Credit,       ///< given now, or last time
    Usage,
    Discount,     ///< granted, ended, or of another charge
    Correction,   ///< of an earlier invoice: what goes back, deltas
    Adjustment,   ///< by hand, and fees
    Tax,          ///< another rate or category for the same service; not part of the net
};

struct Difference {
    DifferenceKind kind = DifferenceKind::Proration;
    QString what;  ///< "Fibre 100, SVC-000001"
    Money amount;  ///< net; what it adds
    bool operator==(const Difference&) const = default;
};

struct Comparison {
    AccountId accountId;
    QString accountNumber;
    CustomerId customerId;
    QString customerName;
    QString lastNumber; ///< of the last document; empty when there is none
    std::optional<Money> last; ///< its net
    Money now;          ///< net; zero when nothing is billed any more
    Money change;       ///< now − last
    QList<Difference> differences; ///< largest first; they sum to `change`
    QList<Difference> taxes = {};  ///< what other rates make of the tax, beside what the net does; largest first
    bool isChanged() const { return !differences.isEmpty() || !taxes.isEmpty(); }
    bool operator==(const Comparison&) const = default;
};

/// Of one account. At least one of the two is there.
Comparison compareInvoices(const std::optional<Invoice>& last, const std::optional<Invoice>& now);
/// Every account of the cycle with a draft, and those that were billed last time and are not now. Largest change first.
QList<Comparison> compareRun(store::Connection& connection, const BillCycle& cycle, const QList<DraftedAccount>& drafts);
/// The same without holding the drafts: for cycles of any size.
QList<Comparison> compareCycle(store::Connection& connection, const BillCycle& cycle, BillingDate issuedOn);

/// "first-invoice", "new-service", "ended-service", "price-changed", "proration", "setup", "credit", "usage", "discount",
/// "correction", "adjustment", "tax": stable.
QString nameOf(DifferenceKind kind);
/// "New service", for people.
QString titleOf(DifferenceKind kind);
/// "New service: Fibre 100, SVC-000001 +49.00 EUR", one clause for each difference; "As last time" for none.
QString differencesText(const Comparison& comparison, const QLocale& locale = QLocale());

} // namespace trunkline::billing
