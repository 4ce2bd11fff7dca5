// The verbs of mandates and of files for the bank.
#pragma once

#include "models/access/actor.h"
#include "models/payments/bankstore.h"

namespace trunkline::payments {

class DirectDebitService {
public:
    explicit DirectDebitService(store::Context& context) : context_(context) {}

    /// A customer has signed. Without a reference it gets the next number; an older mandate of the account is revoked on that day.
    /// "mandate.signed". Needs record-payments. Throws InvalidInput, NotFound.
    Mandate sign(const access::Actor& actor, Mandate mandate);
    /// "mandate.revoked": nothing is collected with it any more. Needs record-payments.
    void revoke(const access::Actor& actor, const QString& reference);
    /// The next collection is the last. "mandate.ending". Needs record-payments.
    void endAfterNext(const access::Actor& actor, const QString& reference);

    /// What a file made today would collect, until a day.
    QList<PlannedDebit> preview(const access::Actor& actor, BillingDate until) const;
    /// Makes the file: each debit is a payment that settles its invoice on its due date, and stands in clearing until the bank shows it. "directdebit.ordered".
    /// Needs send-payments. Nothing when there is nothing to collect. Throws Refused without creditor identifier or IBAN of the operator.
    std::optional<BankOrder> order(const access::Actor& actor, BillingDate until);
    /// Makes the file of the refunds that wait (pain.001). "refund.ordered". Needs send-payments.
    std::optional<BankOrder> orderRefunds(const access::Actor& actor);

private:
    QList<PlannedDebit> planned(store::Connection& connection, Timestamp now, BillingDate until) const;
    store::Context& context_;
};

} // namespace trunkline::payments
