// The verbs that correct what an account owes: charges and credits by hand, and taking an invoice back.
#pragma once

#include "models/access/actor.h"
#include "models/billing/billable.h"

namespace trunkline::billing {

/// What a person writes for a charge or credit by hand.
struct AdjustmentDraft {
    AccountId accountId;
    Money net;       ///< negative gives money back
    QString text;    ///< what the customer reads
    QString reason;
    QString taxClass = {};       ///< of the table of rates; else the rate:
    int taxRateBasisPoints = 0;
    BillingDate on;
    LineKind kind = LineKind::Adjustment; ///< or Fee
};

class AdjustmentService {
public:
    explicit AdjustmentService(store::Context& context) : context_(context) {}

    /// On the account's next invoice ("charge.added"). Needs preview-bills. With a source key that was used it gives what it wrote then.
    /// Throws InvalidInput for a draft without a reason or amount, Refused above what the actor's roles may adjust.
    AccountCharge adjust(const access::Actor& actor, const AdjustmentDraft& draft, std::optional<JournalEntryId> cause = {}, const std::optional<QString>& sourceKey = {});
    /// Takes a whole invoice back by a credit note with its own number ("invoice.cancelled", "invoice.posted"). Needs post-bills. With
    /// `billAgain` its charges come again on the next invoice, as they should have been. Throws Refused for a credit note, for an
    /// invoice that was taken back already, and above what the actor's roles may adjust.
    Invoice cancel(const access::Actor& actor, InvoiceId id, const QString& reason, bool billAgain, BillingDate issuedOn);

private:
    store::Context& context_;
};

} // namespace trunkline::billing
