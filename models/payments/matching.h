// What a line of a bank statement is about. Pure: the line and what is open in, a proposal with its reasons out. A person decides.
#pragma once

#include "models/payments/bankline.h"
#include "models/payments/directdebit.h"

#include <QHash>

namespace trunkline::payments {

enum class ProposalKind {
    None,        ///< nothing fits: a person must say whose it is
    Payment,     ///< of an account, for these items
    Collected,   ///< direct debits of ours that the bank carried out
    Returned,    ///< a direct debit of ours, or another payment, that the bank took back
    Known,       ///< a payment that was recorded by hand, or a refund of ours, arrives at the bank
};

enum class Confidence {
    None,
    Possible, ///< the amount or the payer fits
    Likely,   ///< the payer's account and the amount, or the invoice with another amount
    Sure,     ///< a reference that only one thing has, and the amount
};

struct Proposal {
    ProposalKind kind = ProposalKind::None;
    Confidence confidence = Confidence::None;
    AccountId account;
    QList<Allocation> allocations;
    PaymentId payment;      ///< Returned, Known
    QStringList reasons;    ///< "The remittance names INV-2026-000001", for people
    bool operator==(const Proposal&) const = default;
};

/// What lines are compared with, put together once for all of them.
struct MatchingFacts {
    QList<OpenItem> items;                     ///< with something open
    QHash<QString, AccountId> payers;          ///< IBAN → account: of mandates and of earlier payments; null for one that several accounts use
    QHash<QString, DirectDebit> debits;        ///< by end-to-end identifier
    QHash<QString, Money> blocks;              ///< by block identifier: what the bank collects in one sum
    QList<Payment> onTheirWay;                 ///< recorded, not seen on a statement
    QHash<AccountId, QString> accountNumbers;
};

class Matcher {
public:
    explicit Matcher(MatchingFacts facts);
    Proposal propose(const BankLine& line) const;

private:
    Proposal returned(const BankLine& line) const;
    Proposal collected(const BankLine& line) const;
    Proposal known(const BankLine& line) const;
    Proposal paid(const BankLine& line) const;
    QList<OpenItem> named(const QString& text, QStringList& reasons) const;

    MatchingFacts facts_;
    QHash<QString, qsizetype> byNumber_;    ///< "INV2026000001" → place in items
    QList<int> lengths_;                    ///< of these
    QHash<QString, qsizetype> byReference_; ///< RF references of them
    QHash<AccountId, QList<qsizetype>> byAccount_;
    QMultiHash<std::int64_t, qsizetype> byOpen_;
};

/// Capitals and digits only: how numbers are compared, whatever stands between them.
QString comparableText(const QString& text);
/// "sure", "likely", "possible", "none"; "payment", "collected", "returned", "known", "none": stable.
QString nameOf(Confidence confidence);
QString nameOf(ProposalKind kind);
/// For people.
QString titleOf(Confidence confidence);

} // namespace trunkline::payments
