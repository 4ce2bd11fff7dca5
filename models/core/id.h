// Identifiers that can't be mixed up: UUID version 7 (RFC 9562), so that they can be made anywhere
// without asking and sort by the time they were made.
#pragma once

#include "models/core/clock.h"

#include <QString>
#include <QUuid>

#include <mutex>
#include <random>

namespace trunkline {

template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(QUuid uuid) : uuid_(uuid) {}
    /// Reads "018f…-…"; a null Id when the text is no UUID.
    static Id fromString(QStringView text) { return Id(QUuid::fromString(text)); }

    bool isNull() const { return uuid_.isNull(); }
    QUuid uuid() const { return uuid_; }
    QString toString() const { return isNull() ? QString() : uuid_.toString(QUuid::WithoutBraces); }

    bool operator==(const Id&) const = default;
    bool operator<(const Id& other) const { return uuid_ < other.uuid_; }

private:
    QUuid uuid_;
};

template <class Tag>
size_t qHash(const Id<Tag>& id, size_t seed = 0)
{
    return qHash(id.uuid(), seed);
}

/// Makes identifiers from a clock and a source of randomness; two sources with the same clock and
/// seed make the same ones. Safe from every thread; identifiers of one source only grow.
class IdSource {
public:
    /// Random from the system.
    explicit IdSource(const Clock& clock);
    /// Reproducible.
    IdSource(const Clock& clock, std::uint64_t seed);

    template <class Tag>
    Id<Tag> next() { return Id<Tag>(nextUuid()); }
    QUuid nextUuid();

private:
    const Clock& clock_;
    std::mutex mutex_;
    std::mt19937_64 random_;
    std::int64_t lastMs_ = 0;
    unsigned counter_ = 0;
};

// The things of the house. The tags live here, below all domains, so that a folder can name what
// another one owns without including it.
using UserId = Id<struct UserTag>;
using JournalEntryId = Id<struct JournalEntryTag>;
using OfferingId = Id<struct OfferingTag>;
using CustomerId = Id<struct CustomerTag>;
using ContactId = Id<struct ContactTag>;
using AccountId = Id<struct AccountTag>;
using SiteId = Id<struct SiteTag>;
using CredentialId = Id<struct CredentialTag>;
using ComponentId = Id<struct ComponentTag>;
using GaugeId = Id<struct GaugeTag>;
using DeviceId = Id<struct DeviceTag>;
using PortId = Id<struct PortTag>;
using LinkId = Id<struct LinkTag>;
using ServiceId = Id<struct ServiceTag>;
using OrderId = Id<struct OrderTag>;
using OrderTaskId = Id<struct OrderTaskTag>;
using EventId = Id<struct EventTag>;
using EvidenceId = Id<struct EvidenceTag>;
using AlarmId = Id<struct AlarmTag>;
using AlarmNoteId = Id<struct AlarmNoteTag>;
using OutageId = Id<struct OutageTag>;
using SlaCreditId = Id<struct SlaCreditTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
using BillRunId = Id<struct BillRunTag>;
using InvoiceId = Id<struct InvoiceTag>;
using InvoiceLineId = Id<struct InvoiceLineTag>;
using PostingId = Id<struct PostingTag>;
using DeferralId = Id<struct DeferralTag>;
using PaymentId = Id<struct PaymentTag>;
using SettlementId = Id<struct SettlementTag>;
using ChargeId = Id<struct ChargeTag>;
using BankStatementId = Id<struct BankStatementTag>;
using BankLineId = Id<struct BankLineTag>;
using BankOrderId = Id<struct BankOrderTag>;
using MandateId = Id<struct MandateTag>;
using DirectDebitId = Id<struct DirectDebitTag>;
using DisputeId = Id<struct DisputeTag>;
using DunningRunId = Id<struct DunningRunTag>;
using DunningNoticeId = Id<struct DunningNoticeTag>;
using DiscountId = Id<struct DiscountTag>;
using AccountChargeId = Id<struct AccountChargeTag>;
using CustomerPriceId = Id<struct CustomerPriceTag>;

} // namespace trunkline
