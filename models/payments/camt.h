// Bank statements and notifications as banks send them: ISO 20022 camt.052, camt.053 and camt.054 of every version so far.
#pragma once

#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <optional>

class QIODevice;

namespace trunkline::payments {

/// One payment inside an entry (TxDtls).
struct BankTransaction {
    std::optional<Money> amount; ///< signed; nothing when the file does not say
    QString endToEndId;
    QString instructionId;
    QString mandateId;
    QString messageId;
    QString paymentInformationId;
    QString transactionId;
    QString bankReference;  ///< AcctSvcrRef
    QString debtorName;
    QString debtorIban;     ///< or another identification of the account
    QString creditorName;
    QString creditorIban;
    QStringList remittance; ///< unstructured lines
    QString creditorReference;
    QString returnReason;   ///< "AC04", when it gives a payment back
    QString returnText;
    bool operator==(const BankTransaction&) const = default;
};

/// One movement of the account (Ntry).
struct BankEntry {
    int index = 0;         ///< in its statement, from 0
    Money amount;          ///< credits positive, debits negative
    bool reversal = false;
    QString status;        ///< "BOOK", "PDNG", "INFO"
    BillingDate booked;    ///< invalid when absent
    BillingDate valued;
    QString reference;     ///< NtryRef
    QString bankReference; ///< AcctSvcrRef
    QString code;          ///< "PMNT/RCDT/ESCT", or the bank's own
    QString information;
    QString batchMessageId;
    QString batchPaymentInformationId;
    QList<BankTransaction> transactions;
    bool operator==(const BankEntry&) const = default;
};

struct BankBalance {
    QString code; ///< "OPBD", "CLBD", …
    Money amount; ///< signed
    BillingDate on;
    bool operator==(const BankBalance&) const = default;
};

/// What stands before the entries (Stmt, Ntfctn, Rpt).
struct BankStatement {
    QString message;     ///< "camt.053.001.08"
    QString messageId;
    QString id;
    QString sequence;    ///< ElctrncSeqNb
    QString account;     ///< IBAN, or another identification
    QString currency;    ///< of the account; empty when the file does not say
    QList<BankBalance> balances;
    bool operator==(const BankStatement&) const = default;
};

/// Who hears of what is read, in the order of the file. Both may throw: that ends the reading.
struct CamtListener {
    std::function<void(const BankStatement&)> statement;
    std::function<void(const BankEntry&)> entry; ///< of the last statement
};

/// Reads as a stream: memory does not grow with the file. Amounts with more decimals than their currency are rounded half up;
/// no entity is expanded, and depth, texts and transactions of an entry are bounded. Throws InvalidInput with line and what is wrong when the text is no
/// well-formed XML, another message, or lacks what an entry needs. Gives the number of statements.
int readCamt(QIODevice& in, const CamtListener& listener);

/// For the store and the journal.
QJsonObject toJson(const BankTransaction& transaction);
BankTransaction bankTransactionFrom(const QJsonObject& o, Currency currency);

} // namespace trunkline::payments
