#include "models/customer/customerservice.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/customer/erased.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::customer {

using access::Permission;

static Customer customerOf(const CustomerDraft& d, CustomerId id, const QString& number)
{
    return {id, number, d.name.trimmed(), d.email.trimmed(), d.phone.trimmed()};
}

static Account accountOf(const AccountDraft& d, AccountId id, CustomerId customerId, const QString& number)
{
    return {id, customerId, number, d.currency, d.billDay, d.paymentDays, d.street.trimmed(), d.postCode.trimmed(), d.city.trimmed(),
            d.country, d.vatId.trimmed(), d.taxExemption, d.taxReason.trimmed()};
}

static QString numbered(QLatin1StringView prefix, std::int64_t number)
{
    return prefix + QString::number(number).rightJustified(6, u'0');
}

Customer CustomerService::create(const access::Actor& actor, const CustomerDraft& draft)
{
    actor.require(Permission::EditCustomers);
    checkCustomer(draft);
    store::Change change(context_, actor.who());
    const Customer made = customerOf(draft, change.ids().next<CustomerTag>(), numbered(QLatin1StringView("C-"), change.nextNumber(QStringLiteral("customer"))));
    insertCustomer(change.connection(), made);
    change.commit({QStringLiteral("customer.created"), QStringLiteral("customer"), made.id.toString(), {}, toJson(made), {}, {}});
    return made;
}

Customer CustomerService::change(const access::Actor& actor, CustomerId id, const CustomerDraft& draft)
{
    actor.require(Permission::EditCustomers);
    checkCustomer(draft);
    store::Change change(context_, actor.who());
    const Customer before = requireLivingCustomer(change.connection(), id);
    const Customer after = customerOf(draft, id, before.number);
    updateCustomer(change.connection(), after);
    change.commit({QStringLiteral("customer.changed"), QStringLiteral("customer"), id.toString(), toJson(before), toJson(after), {}, {}});
    return after;
}

static Contact contactOf(const ContactDraft& d, ContactId id, CustomerId customerId)
{
    return {id, customerId, d.name.trimmed(), d.role.trimmed(), d.email.trimmed(), d.phone.trimmed()};
}

static Contact requireContact(store::Connection& connection, CustomerId customerId, ContactId id)
{
    const Customer owner = requireLivingCustomer(connection, customerId);
    const QList<Contact> known = contacts(connection, customerId);
    const auto found = std::find_if(known.begin(), known.end(), [&](const Contact& c) { return c.id == id; });
    if (found == known.end())
        throw NotFound(QCoreApplication::translate("Customer", "%1 has no such contact; it may have been removed meanwhile.").arg(owner.name));
    return *found;
}

Contact CustomerService::addContact(const access::Actor& actor, CustomerId customerId, const ContactDraft& draft)
{
    actor.require(Permission::EditCustomers);
    checkContact(draft);
    store::Change change(context_, actor.who());
    requireLivingCustomer(change.connection(), customerId);
    const Contact made = contactOf(draft, change.ids().next<ContactTag>(), customerId);
    insertContact(change.connection(), made);
    change.commit({QStringLiteral("contact.added"), QStringLiteral("contact"), made.id.toString(), {}, toJson(made), {}, {}});
    return made;
}

Contact CustomerService::changeContact(const access::Actor& actor, CustomerId customerId, ContactId id, const ContactDraft& draft)
{
    actor.require(Permission::EditCustomers);
    checkContact(draft);
    store::Change change(context_, actor.who());
    const Contact before = requireContact(change.connection(), customerId, id);
    const Contact after = contactOf(draft, id, customerId);
    updateContact(change.connection(), after);
    change.commit({QStringLiteral("contact.changed"), QStringLiteral("contact"), id.toString(), toJson(before), toJson(after), {}, {}});
    return after;
}

void CustomerService::removeContact(const access::Actor& actor, CustomerId customerId, ContactId id)
{
    actor.require(Permission::EditCustomers);
    store::Change change(context_, actor.who());
    const Contact before = requireContact(change.connection(), customerId, id);
    customer::removeContact(change.connection(), id);
    change.commit({QStringLiteral("contact.removed"), QStringLiteral("contact"), id.toString(), toJson(before), {}, {}, {}});
}

Account CustomerService::openAccount(const access::Actor& actor, CustomerId customerId, const AccountDraft& draft)
{
    actor.require(Permission::EditCustomers);
    checkAccount(draft);
    store::Change change(context_, actor.who());
    requireLivingCustomer(change.connection(), customerId);
    const Account made = accountOf(draft, change.ids().next<AccountTag>(), customerId,
                                   numbered(QLatin1StringView("A-"), change.nextNumber(QStringLiteral("account"))));
    insertAccount(change.connection(), made);
    change.commit({QStringLiteral("account.opened"), QStringLiteral("account"), made.id.toString(), {}, toJson(made), {}, {}});
    return made;
}

Account CustomerService::changeAccount(const access::Actor& actor, AccountId id, const AccountDraft& draft)
{
    actor.require(Permission::EditCustomers);
    checkAccount(draft);
    store::Change change(context_, actor.who());
    const Account before = requireAccount(change.connection(), id);
    requireLivingCustomer(change.connection(), before.customerId);
    if (draft.currency != before.currency)
        throw Refused(QCoreApplication::translate("Customer", "The account %1 is kept in %2; open another account for %3.")
                          .arg(before.number, before.currency.code(), draft.currency.code()));
    const Account after = accountOf(draft, id, before.customerId, before.number);
    updateAccount(change.connection(), after);
    change.commit({QStringLiteral("account.changed"), QStringLiteral("account"), id.toString(), toJson(before), toJson(after), {}, {}});
    return after;
}

} // namespace trunkline::customer
