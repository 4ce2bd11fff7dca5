// Orders to the bank: direct debits (pain.008.001.02 and .08) and credit transfers (pain.001.001.03 and .09) of ISO 20022. Values in, a file out; pure.
#pragma once

#include "models/payments/directdebit.h"

namespace trunkline::payments {

struct OrderParty {
    QString name;
    QString iban;
    QString bic; ///< may be empty
};

struct DebitTransaction {
    QString endToEndId;
    Money amount;
    QString mandateReference;
    BillingDate signedOn;
    OrderParty debtor;
    QString remittance; ///< "INV-2026-000001"
};

/// Transactions with the same day, sequence and scheme.
struct DebitBlock {
    QString id;
    BillingDate dueOn;
    Sequence sequence = Sequence::First;
    Scheme scheme = Scheme::Core;
    QList<DebitTransaction> transactions;
};

struct DebitOrder {
    QString messageId;
    Timestamp madeAt;
    OrderParty creditor;
    QString creditorId;
    QList<DebitBlock> blocks;
};

struct TransferTransaction {
    QString endToEndId;
    Money amount;
    OrderParty creditor;
    QString remittance;
};

struct TransferOrder {
    QString messageId;
    Timestamp madeAt;
    OrderParty debtor;
    BillingDate executeOn;
    QList<TransferTransaction> transactions;
};

/// `version` is "02" or "08". Counts and sums are those of the transactions. Texts are brought to the characters that every bank takes
/// (letters without accents, digits, / - ? : ( ) . , ' + and space; EPC217-08) and their lengths.
QByteArray directDebitFile(const DebitOrder& order, const QString& version);
/// `version` is "03" or "09".
QByteArray transferFile(const TransferOrder& order, const QString& version);

/// The same text in those characters: "Bäckerei Öz" → "Baeckerei Oez".
QString sepaText(const QString& text, qsizetype longest);

QJsonObject toJson(const DebitOrder& order);
QJsonObject toJson(const TransferOrder& order);

} // namespace trunkline::payments
