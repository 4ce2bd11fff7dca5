// Double entry (Pacioli's rule): what is posted moves the same amount from some accounts to others. Values
// and their check; pure.
#pragma once

#include "models/core/id.h"
#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <QJsonObject>
#include <QList>

namespace trunkline::ledger {

/// The accounts that the program posts to. A name is a path of lower-case words whose first one says what kind it is
/// (assets, liabilities, equity, income, expenses), as hledger reads it.
namespace accounts {
inline constexpr const char* bank = "assets:bank";
inline constexpr const char* cash = "assets:cash";
inline constexpr const char* clearing = "assets:clearing";            ///< paid or collected, not on a bank statement yet
inline constexpr const char* receivable = "assets:receivable:invoices"; ///< by billing account: the sum of its open documents
inline constexpr const char* charges = "assets:receivable:charges";     ///< dunning fees and interest, by billing account
inline constexpr const char* suspense = "liabilities:suspense";        ///< on a bank statement, nobody's yet
inline constexpr const char* customerCredit = "liabilities:customer credit"; ///< paid and not allocated, by billing account
inline constexpr const char* prepaid = "liabilities:prepaid";
inline constexpr const char* deferredRevenue = "liabilities:deferred revenue";
inline constexpr const char* vat = "liabilities:vat";                  ///< with the rate: "liabilities:vat:19"
inline constexpr const char* revenue = "income:revenue";               ///< with what was sold: "income:revenue:recurring"
inline constexpr const char* fees = "income:fees";
inline constexpr const char* interest = "income:interest";
inline constexpr const char* badDebt = "expenses:bad debt";
inline constexpr const char* bankFees = "expenses:bank fees";
} // namespace accounts

struct Leg {
    QString account;
    Money amount;          ///< debits positive, credits negative
    AccountId accountId = {}; ///< whose it is in the subledger; null for none
    bool operator==(const Leg&) const = default;
};

/// What is to be posted. All legs are in one currency; those of zero are left out.
struct PostingDraft {
    BillingDate dated;
    QString text;
    QString sourceKey; ///< unique for ever: "invoice:INV-2026-000001"
    QList<Leg> legs;
};

struct Posting {
    PostingId id;
    std::int64_t number = 0; ///< gapless, in the order of posting
    BillingDate dated;
    QString text;
    QString sourceKey;
    JournalEntryId entry; ///< whose change posted it: where "Why?" begins
    QList<Leg> legs;
    bool operator==(const Posting&) const = default;
};

enum class AccountKind { Asset, Liability, Equity, Income, Expense };

/// Throws InvalidInput when the name is no account's.
AccountKind kindOf(const QString& account);
/// "assets:receivable:invoices" for people: "Receivables: invoices"; names of the operator's own stay as they are.
QString titleOf(const QString& account);
/// "liabilities:vat:19", "liabilities:vat:5.5".
QString vatAccount(int rateBasisPoints);

/// The same draft without zero legs; empty legs when nothing is left. Throws InvalidInput, saying what is wrong, when debits
/// and credits differ, an account has no kind, currencies are mixed, or text, date or source key are missing.
PostingDraft checkedPosting(PostingDraft draft);

QJsonObject toJson(const PostingDraft& draft);

} // namespace trunkline::ledger
