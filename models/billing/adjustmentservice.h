// The verbs that correct what an account owes: charges and credits by hand, and taking an invoice back.
#pragma once

#include "models/access/actor.h"
#include "models/billing/creditnote.h"

#include <QJsonObject>

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
    /// Gives amounts of chosen lines back by a credit note with its own number ("invoice.credited", "invoice.posted"). Needs post-bills. What a later
    /// change of the subscription corrects is counted as if it had not been. Throws as cancel() and partialCreditOf() do.
    Invoice credit(const access::Actor& actor, InvoiceId id, const QList<CreditedPart>& parts, const QString& reason, BillingDate issuedOn);

private:
    /// Limits, number, row and postings of a credit note about `posted`; gives it with the journal entry that says why.
    store::JournalEntry postCredit(store::Change& change, const access::Actor& actor, const Invoice& posted, Invoice& credit, const QString& kind, QJsonObject facts);
    store::Context& context_;
};

/// What may still be given back of each line of a posted invoice, in their order.
QList<Money> creditableOf(store::Connection& connection, const Invoice& invoice);
/// The credit note that credit() would post, without its number. Throws as partialCreditOf() does.
Invoice previewCredit(store::Connection& connection, const Invoice& invoice, const QList<CreditedPart>& parts, BillingDate issuedOn);

} // namespace trunkline::billing
