// What takes an invoice, or parts of it, back. Pure: documents in, document out.
#pragma once

#include "models/billing/billable.h"

namespace trunkline::billing {

/// How much of a line is given back; the amount has the line's own sign.
struct CreditedPart {
    QString lineKey; ///< source key of the invoice's line
    Money net;
    bool operator==(const CreditedPart&) const = default;
};

/// What may still be given back of each line of an invoice, in their order: what it charged less what corrections and earlier credit notes gave
/// back. `billed` are the charges of its subscriptions as they stand now, `credits` the credit notes that were posted about it.
QList<Money> creditableOf(const Invoice& invoice, const QList<BilledCharge>& billed, const QList<Invoice>& credits);

/// A credit note over parts of lines, each taxed as its line was. Source keys are "partial:<how many there are then>:<key of the line>". Throws
/// InvalidInput for no part, a line that is not the invoice's or is named twice, and an amount that is nothing, has the other sign or is
/// more than is left; Refused when the parts sum to nothing that the customer gets.
Invoice partialCreditOf(const Invoice& invoice, const QList<CreditedPart>& parts, const QList<BilledCharge>& billed, const QList<Invoice>& credits, BillingDate issuedOn, const QString& reason);

/// A credit note over everything of an invoice that is not given back yet: each line with its sign turned and its own tax, and so the lines of
/// credit notes over parts. Of a charge that was corrected since, only what is left goes back. Source keys are "cancel:<key of the line>".
/// Nothing when nothing is left.
std::optional<Invoice> cancellationOf(const Invoice& invoice, const QList<BilledCharge>& billed, const QList<Invoice>& credits, BillingDate issuedOn, const QString& reason);

} // namespace trunkline::billing
