// The rows of bank statements, mandates, direct debits and files for the bank. Reads on any thread's connection; writes inside a Change only.
#pragma once

#include "models/payments/bankline.h"
#include "models/payments/directdebit.h"
#include "models/payments/matching.h"
#include "models/store/connection.h"

namespace trunkline::payments {

/// Newest first; only those in a state when one is given.
QList<BankLine> bankLines(store::Connection& connection, std::optional<BankLineState> state = {});
std::optional<BankLine> bankLine(store::Connection& connection, BankLineId id);
bool knowsBankLine(store::Connection& connection, const QString& key);
/// The statement's id; nothing when it is not known.
std::optional<BankStatementId> statementId(store::Connection& connection, const BankStatement& statement);
/// What lines are compared with: everything that is open now.
MatchingFacts matchingFacts(store::Connection& connection);

/// By account number.
QList<Mandate> mandates(store::Connection& connection);
std::optional<Mandate> mandateReferenced(store::Connection& connection, const QString& reference);
std::optional<Mandate> activeMandate(store::Connection& connection, AccountId account);
/// The open invoices of accounts with a mandate.
QList<Collectable> collectables(store::Connection& connection);
/// Of one file, in its order.
QList<DirectDebit> directDebits(store::Connection& connection, BankOrderId order);
std::optional<DirectDebit> directDebitOfPayment(store::Connection& connection, PaymentId payment);

/// A file for the bank, as it was made.
struct BankOrder {
    BankOrderId id;
    QString number; ///< "DD-000001", "CT-000001"
    QString kind;   ///< "direct-debit", "refund"
    Timestamp madeAt;
    QJsonObject document;
    QByteArray file() const { return document["file"].toString().toUtf8(); }
};
/// Newest first.
QList<BankOrder> bankOrders(store::Connection& connection);
std::optional<BankOrder> bankOrderNumbered(store::Connection& connection, const QString& number);
/// Refunds that are in no file.
QList<Payment> waitingRefunds(store::Connection& connection);

void insertBankStatement(store::Connection& connection, BankStatementId id, const BankStatement& statement, const QString& fileName, Timestamp now);
void insertBankLine(store::Connection& connection, const BankLine& line);
void setBankLineState(store::Connection& connection, BankLineId id, BankLineState state, const QString& note);
void insertMandate(store::Connection& connection, const Mandate& mandate);
void updateMandate(store::Connection& connection, const Mandate& mandate);
void insertBankOrder(store::Connection& connection, const BankOrder& order);
void insertBankOrderPayment(store::Connection& connection, PaymentId payment, BankOrderId order);
void insertDirectDebit(store::Connection& connection, const DirectDebit& debit);

} // namespace trunkline::payments
