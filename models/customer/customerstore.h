// The rows of customers, contacts and accounts. Reads run on any thread's connection; writes inside a
// Change only.
#pragma once

#include "models/customer/customer.h"
#include "models/store/connection.h"

namespace trunkline::customer {

/// By number.
QList<Customer> customers(store::Connection& connection);
std::optional<Customer> customer(store::Connection& connection, CustomerId id);
std::optional<Customer> customerByNumber(store::Connection& connection, const QString& number);
/// Of many ids, in no certain order.
QList<Customer> customersOf(store::Connection& connection, const QStringList& ids);
QList<Contact> contacts(store::Connection& connection, CustomerId customerId);
/// By number.
QList<Account> accounts(store::Connection& connection);
QList<Account> accounts(store::Connection& connection, CustomerId customerId);
QList<Account> accountsOfBillDay(store::Connection& connection, int billDay);
/// The next `limit` accounts of a bill day behind a number ("" from the first), by number.
QList<Account> accountsAfter(store::Connection& connection, int billDay, const QString& number, int limit);
std::int64_t accountCount(store::Connection& connection, int billDay);
std::optional<Account> account(store::Connection& connection, AccountId id);
std::optional<Account> accountByNumber(store::Connection& connection, const QString& number);
/// Both throw NotFound.
Customer requireCustomer(store::Connection& connection, CustomerId id);
Account requireAccount(store::Connection& connection, AccountId id);

void insertCustomer(store::Connection& connection, const Customer& customer);
void updateCustomer(store::Connection& connection, const Customer& customer);
void insertContact(store::Connection& connection, const Contact& contact);
void updateContact(store::Connection& connection, const Contact& contact);
void removeContact(store::Connection& connection, ContactId id);
void insertAccount(store::Connection& connection, const Account& account);
void updateAccount(store::Connection& connection, const Account& account);

} // namespace trunkline::customer
