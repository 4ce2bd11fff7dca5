// The verbs about customers. All need the permission edit-customers.
#pragma once

#include "models/access/actor.h"
#include "models/customer/customer.h"

namespace trunkline::customer {

class CustomerService {
public:
    explicit CustomerService(store::Context& context) : context_(context) {}

    /// "customer.created", with the next number.
    Customer create(const access::Actor& actor, const CustomerDraft& draft);
    /// "customer.changed".
    Customer change(const access::Actor& actor, CustomerId id, const CustomerDraft& draft);
    /// "contact.added".
    Contact addContact(const access::Actor& actor, CustomerId customerId, const ContactDraft& draft);
    /// "contact.changed". Throws NotFound when the customer has no such contact.
    Contact changeContact(const access::Actor& actor, CustomerId customerId, ContactId id, const ContactDraft& draft);
    /// "contact.removed". Throws NotFound when the customer has no such contact.
    void removeContact(const access::Actor& actor, CustomerId customerId, ContactId id);
    /// "account.opened", with the next number.
    Account openAccount(const access::Actor& actor, CustomerId customerId, const AccountDraft& draft);
    /// "account.changed". Throws Refused for another currency: what was billed would not add up any more.
    Account changeAccount(const access::Actor& actor, AccountId id, const AccountDraft& draft);

private:
    store::Context& context_;
};

} // namespace trunkline::customer
