// How this operator is paid: kept in the database, the same for every workstation.
#pragma once

#include "models/access/actor.h"

namespace trunkline::payments {

struct PaymentSettings {
    QString creditorId;            ///< of SEPA direct debits; empty until the operator has one
    QString bic;                   ///< of the operator's account; may stay empty
    QString painVersion = QStringLiteral("08"); ///< of direct debits: "02" or "08"
    int prenotificationDays = 14;  ///< from the invoice's date, which announces the collection, to the collection
    int leadDays = 2;              ///< the bank wants a file so many days before the collection
    std::int64_t returnFeeMinor = 0;   ///< what a customer owes for a returned direct debit
    std::int64_t writeOffLimitMinor = 2'500; ///< what a person with write-off, and not write-off-any, may write off of an item
    bool operator==(const PaymentSettings&) const = default;
};

PaymentSettings paymentSettings(store::Connection& connection);
/// "payments.settingsChanged". Needs manage-operator. Throws InvalidInput.
void changePaymentSettings(store::Context& context, const access::Actor& actor, const PaymentSettings& settings);

} // namespace trunkline::payments
