// The verbs of payments by hand: one call, one transaction, one journal entry.
#pragma once

#include "models/access/actor.h"
#include "models/payments/payment.h"

namespace trunkline::payments {

struct PaymentDraft {
    AccountId accountId;
    PaymentMethod method = PaymentMethod::Transfer; ///< transfer, cash, card or cheque
    BillingDate receivedOn;
    Money amount;
    QString reference = {};
    QString payerName = {};
    QString payerIban = {};
    /// What it is for; nothing lets the oldest open items take it, an empty list leaves it as credit.
    std::optional<QList<Allocation>> allocations = std::nullopt;
};

class PaymentService {
public:
    explicit PaymentService(store::Context& context) : context_(context) {}

    /// "payment.recorded". Needs record-payments. What is more than the items need stays as the account's credit. With a source key that was used it
    /// gives the payment of then. Throws InvalidInput, Refused.
    Payment record(const access::Actor& actor, const PaymentDraft& draft, const std::optional<QString>& sourceKey = {});
    /// Credit of the account for its items; without allocations for the oldest. "credit.allocated". Needs record-payments. Gives what was allocated.
    Money allocate(const access::Actor& actor, AccountId account, std::optional<QList<Allocation>> allocations = {});
    /// What a payment settled is open again and the amount is credit. "payment.unallocated". Needs record-payments.
    void unallocate(const access::Actor& actor, PaymentId payment);
    /// The bank took a direct debit or transfer back, and a person says so before a statement does: the statement's line is known then. What it settled is
    /// open again, and the customer owes the fee of the settings. "payment.returned". Needs record-payments. Gives the return. Throws Refused for what is no
    /// payment of these, or was taken back already.
    Payment markReturned(const access::Actor& actor, PaymentId payment, BillingDate on, const QString& reason);
    /// A credit note against an invoice of the same account; without an amount as much as both allow. "creditnote.applied". Needs record-payments. Gives the amount.
    Money applyCreditNote(const access::Actor& actor, InvoiceId creditNote, InvoiceId invoice, std::optional<Money> amount = {});
    /// Credit goes back to the customer's bank account; the next refund file takes it. "payment.refunded". Needs send-payments. Throws Refused beyond the credit.
    Payment refund(const access::Actor& actor, AccountId account, const Money& amount, const QString& name, const QString& iban, const QString& reason);
    /// "item.writtenOff". Needs write-off, above the limit of the settings write-off-any. The reason is asked for.
    void writeOff(const access::Actor& actor, const ItemRef& item, const Money& amount, const QString& reason);
    /// A customer disagrees: the invoice is not dunned until it is settled. "invoice.disputed". Needs record-payments.
    void dispute(const access::Actor& actor, InvoiceId invoice, const QString& reason);
    /// "dispute.resolved".
    void resolveDispute(const access::Actor& actor, InvoiceId invoice, const QString& outcome);

private:
    store::Context& context_;
};

} // namespace trunkline::payments
