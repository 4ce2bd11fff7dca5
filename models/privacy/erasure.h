// Forgetting a customer (GDPR, article 17): what can be forgotten, what the law keeps, what stands in the way. Pure but for reading.
#pragma once

#include "models/customer/customer.h"
#include "models/store/redaction.h"

#include <QStringList>

namespace trunkline::privacy {

/// What an erasure would do; a person confirms it.
struct ErasurePlan {
    customer::Customer customer;   ///< as it was
    QStringList obstacles;     ///< sentences; empty when it can be done
    int contacts = 0;          ///< removed
    int accounts = 0;          ///< their addresses are emptied
    int identities = 0;        ///< numbers and logins, with whom they called
    int mandates = 0;          ///< that never collected anything: emptied
    int entries = 0;           ///< of the journal, whose content is emptied
    int documents = 0;         ///< invoices, credit notes and reminders that stay as they were posted
    int payments = 0;          ///< that stay, with their payers
    std::optional<BillingDate> keptUntil; ///< the books' last day by law; nothing when nothing was billed
    bool operator==(const ErasurePlan&) const = default;
};

/// For how long documents and payments are kept, in years after the end of their year (HGB § 257, AO § 147: ten at the most).
inline constexpr int retentionYears = 10;

/// Throws NotFound; Refused when the customer is erased already.
ErasurePlan planErasure(store::Connection& connection, CustomerId customer);

/// What an erasure would do and what stays, for who confirms it.
QString consequencesText(const ErasurePlan& plan);

/// Of an entry about a customer what stays: numbers, amounts, days and the like, no words. Nothing when it says nothing personal, or
/// belongs to the books.
std::optional<store::Redaction> redacted(const store::JournalEntry& entry);

} // namespace trunkline::privacy
