// The verbs about what is held of a person.
#pragma once

#include "models/access/actor.h"
#include "models/privacy/erasure.h"

namespace trunkline::privacy {

class PrivacyService {
public:
    explicit PrivacyService(store::Context& context) : context_(context) {}

    /// Everything that is held about a customer, as UTF-8 JSON ("customer.exported"). Needs what it takes to see each of it:
    /// view-customers, view-orders, view-invoices, view-ledger and view-journal. Throws NotFound.
    QByteArray exportData(const access::Actor& actor, CustomerId customer);
    /// The same into a file, whole or not at all, that only its owner may read; gives its path. Throws StoreFailure, too.
    QString exportTo(const access::Actor& actor, CustomerId customer, const QString& path);

    /// Forgets a customer for ever ("customer.erased", which vouches for the entries of the journal that are emptied): the name becomes the
    /// number, contacts go, addresses, numbers, logins, whom they called and mandates that never collected are emptied. Documents, payments and the ledger stay as the
    /// law wants it; lists show the number in place of the name, and nothing can be sold to the customer any more. Needs
    /// manage-operator. Throws NotFound; Refused, naming all that is open, while something is.
    ErasurePlan erase(const access::Actor& actor, CustomerId customer, const QString& reason);

private:
    store::Context& context_;
};

} // namespace trunkline::privacy
