#include "models/customer/erased.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"

#include <QCoreApplication>

namespace trunkline::customer {

std::optional<Timestamp> erasedAt(store::Connection& connection, CustomerId id)
{
    const auto row = connection.row(QStringLiteral("SELECT erased_ms FROM customer WHERE id = ?"), {id});
    return row ? row->maybeTimestamp("erased_ms") : std::nullopt;
}

Customer requireLivingCustomer(store::Connection& connection, CustomerId id)
{
    const Customer found = requireCustomer(connection, id);
    if (erasedAt(connection, id))
        throw Refused(QCoreApplication::translate("Customer", "The customer %1 was erased; nothing can be changed or sold any more. Enter who buys as a new customer.").arg(found.number));
    return found;
}

void eraseCustomer(store::Connection& connection, const Customer& customer, Timestamp at)
{
    connection.exec(QStringLiteral("UPDATE customer SET name = number, email = '', phone = '', erased_ms = ? WHERE id = ?"), {at, customer.id});
    connection.exec(QStringLiteral("DELETE FROM contact WHERE customer_id = ?"), {customer.id});
    connection.exec(QStringLiteral("UPDATE account SET street = '', post_code = '', city = '', vat_id = '', tax_reason = '' WHERE customer_id = ?"), {customer.id});
}

} // namespace trunkline::customer
