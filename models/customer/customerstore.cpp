#include "models/customer/customerstore.h"

#include "models/core/errors.h"
#include "models/store/inlist.h"

#include <QCoreApplication>

namespace trunkline::customer {

static Customer customerFrom(const store::Row& row)
{
    return {row.id<CustomerId>("id"), row.text("number"), row.text("name"), row.text("email"), row.text("phone")};
}

static Contact contactFrom(const store::Row& row)
{
    return {row.id<ContactId>("id"), row.id<CustomerId>("customer_id"), row.text("name"), row.text("role"), row.text("email"), row.text("phone")};
}

static Account accountFrom(const store::Row& row)
{
    const QString exemption = row.text("tax_category");
    return {row.id<AccountId>("id"), row.id<CustomerId>("customer_id"), row.text("number"), Currency::parse(row.text("currency")),
            int(row.integer("bill_day")), int(row.integer("payment_days")), row.text("street"), row.text("post_code"), row.text("city"),
            row.text("country"), row.text("vat_id"), exemption.isEmpty() ? std::nullopt : std::optional(taxCategoryOf(exemption)), row.text("tax_reason")};
}

template <class Read>
static auto readAll(const QList<store::Row>& rows, Read read)
{
    QList<decltype(read(rows.first()))> all;
    for (const store::Row& row : rows)
        all.append(read(row));
    return all;
}

template <class Read>
static auto readOne(const std::optional<store::Row>& row, Read read)
{
    return row ? std::optional(read(*row)) : std::nullopt;
}

QList<Customer> customers(store::Connection& connection)
{
    return readAll(connection.rows(QStringLiteral("SELECT * FROM customer ORDER BY number")), customerFrom);
}

std::optional<Customer> customer(store::Connection& connection, CustomerId id)
{
    return readOne(connection.row(QStringLiteral("SELECT * FROM customer WHERE id = ?"), {id}), customerFrom);
}

std::optional<Customer> customerByNumber(store::Connection& connection, const QString& number)
{
    return readOne(connection.row(QStringLiteral("SELECT * FROM customer WHERE number = ?"), {number}), customerFrom);
}

QList<Customer> customersOf(store::Connection& connection, const QStringList& ids)
{
    return readAll(store::rowsIn(connection, QStringLiteral("SELECT * FROM customer WHERE id IN ({keys})"), ids), customerFrom);
}

QList<Contact> contacts(store::Connection& connection, CustomerId customerId)
{
    return readAll(connection.rows(QStringLiteral("SELECT * FROM contact WHERE customer_id = ? ORDER BY id"), {customerId}), contactFrom);
}

QList<Account> accounts(store::Connection& connection)
{
    return readAll(connection.rows(QStringLiteral("SELECT * FROM account ORDER BY number")), accountFrom);
}

QList<Account> accounts(store::Connection& connection, CustomerId customerId)
{
    return readAll(connection.rows(QStringLiteral("SELECT * FROM account WHERE customer_id = ? ORDER BY number"), {customerId}), accountFrom);
}

QList<Account> accountsOfBillDay(store::Connection& connection, int billDay)
{
    return readAll(connection.rows(QStringLiteral("SELECT * FROM account WHERE bill_day = ? ORDER BY number"), {billDay}), accountFrom);
}

QList<Account> accountsAfter(store::Connection& connection, int billDay, const QString& number, int limit)
{
    return readAll(connection.rows(QStringLiteral("SELECT * FROM account WHERE bill_day = ? AND number > ? ORDER BY number LIMIT ?"), {billDay, number, limit}), accountFrom);
}

std::int64_t accountCount(store::Connection& connection, int billDay)
{
    return connection.row(QStringLiteral("SELECT COUNT(*) AS accounts FROM account WHERE bill_day = ?"), {billDay})->integer("accounts");
}

std::optional<Account> account(store::Connection& connection, AccountId id)
{
    return readOne(connection.row(QStringLiteral("SELECT * FROM account WHERE id = ?"), {id}), accountFrom);
}

std::optional<Account> accountByNumber(store::Connection& connection, const QString& number)
{
    return readOne(connection.row(QStringLiteral("SELECT * FROM account WHERE number = ?"), {number}), accountFrom);
}

Customer requireCustomer(store::Connection& connection, CustomerId id)
{
    if (auto found = customer(connection, id))
        return *found;
    throw NotFound(QCoreApplication::translate("Customer", "There is no customer %1; see “trunklinectl customer list”.").arg(id.toString()));
}

Account requireAccount(store::Connection& connection, AccountId id)
{
    if (auto found = account(connection, id))
        return *found;
    throw NotFound(QCoreApplication::translate("Customer", "There is no account %1; see “trunklinectl customer show”.").arg(id.toString()));
}

void insertCustomer(store::Connection& connection, const Customer& c)
{
    connection.exec(QStringLiteral("INSERT INTO customer (id, number, name, email, phone) VALUES (?, ?, ?, ?, ?)"), {c.id, c.number, c.name, c.email, c.phone});
}

void updateCustomer(store::Connection& connection, const Customer& c)
{
    connection.exec(QStringLiteral("UPDATE customer SET name = ?, email = ?, phone = ? WHERE id = ?"), {c.name, c.email, c.phone, c.id});
}

void insertContact(store::Connection& connection, const Contact& c)
{
    connection.exec(QStringLiteral("INSERT INTO contact (id, customer_id, name, role, email, phone) VALUES (?, ?, ?, ?, ?, ?)"),
                    {c.id, c.customerId, c.name, c.role, c.email, c.phone});
}

void updateContact(store::Connection& connection, const Contact& c)
{
    connection.exec(QStringLiteral("UPDATE contact SET name = ?, role = ?, email = ?, phone = ? WHERE id = ?"), {c.name, c.role, c.email, c.phone, c.id});
}

void removeContact(store::Connection& connection, ContactId id)
{
    connection.exec(QStringLiteral("DELETE FROM contact WHERE id = ?"), {id});
}

static QString exemptionCode(const Account& account)
{
    return account.taxExemption ? codeOf(*account.taxExemption) : QString();
}

void insertAccount(store::Connection& connection, const Account& a)
{
    connection.exec(QStringLiteral("INSERT INTO account (id, customer_id, number, currency, bill_day, payment_days, street, post_code, city, country, vat_id, tax_category, tax_reason) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {a.id, a.customerId, a.number, a.currency.code(), a.billDay, a.paymentDays, a.street, a.postCode, a.city, a.country, a.vatId, exemptionCode(a), a.taxReason});
}

void updateAccount(store::Connection& connection, const Account& a)
{
    connection.exec(QStringLiteral("UPDATE account SET bill_day = ?, payment_days = ?, street = ?, post_code = ?, city = ?, country = ?, vat_id = ?, tax_category = ?, tax_reason = ? WHERE id = ?"),
                    {a.billDay, a.paymentDays, a.street, a.postCode, a.city, a.country, a.vatId, exemptionCode(a), a.taxReason, a.id});
}

} // namespace trunkline::customer
