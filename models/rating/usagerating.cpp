#include "models/rating/usagerating.h"

namespace trunkline::rating {

UsageRating::UsageRating(store::Connection& connection, QString kind, std::int64_t known) : kind_(std::move(kind))
{
    constexpr auto forEver = std::numeric_limits<std::int64_t>::max();
    const auto rows = connection.rows(QStringLiteral("SELECT i.id AS id, i.identifier AS identifier, i.from_ms AS from_ms, i.until_ms AS until_ms, s.offering_id AS offering_id, "
                                                     "t.tariff_code AS tariff_code FROM usage_identity i JOIN service s ON s.id = i.service_id "
                                                     "LEFT JOIN offering_tariff t ON t.offering_id = s.offering_id AND t.kind = ? ORDER BY i.identifier, i.from_ms"),
                                      {kind_});
    holders_.reserve(std::size_t(rows.size()));
    for (const store::Row& row : rows) {
        if (identifiers_.add(row.text("identifier").toStdString()) == firstOf_.size())
            firstOf_.push_back(std::uint32_t(holders_.size()));
        holders_.push_back({row.integer("from_ms"), row.isNull("until_ms") ? forEver : row.integer("until_ms"), row.integer("id"),
                            row.isNull("tariff_code") ? nullptr : &library_.plan(connection, row.text("tariff_code"), known)});
    }
    firstOf_.push_back(std::uint32_t(holders_.size()));
}

static Trouble troubleOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Priced: return Trouble::None;
    case Outcome::NoTariff: return Trouble::NoTariff;
    case Outcome::NoDestination: return Trouble::NoDestination;
    case Outcome::NoPriceThen: return Trouble::NoPriceThen;
    case Outcome::OutOfBounds: return Trouble::OutOfBounds;
    }
    return Trouble::OutOfBounds;
}

RatedRecord UsageRating::rate(const UsageRecord& record)
{
    RatedRecord rated;
    const std::uint32_t identifier = identifiers_.find(record.subscriber);
    const Holder* holder = nullptr;
    if (identifier != TextIndex::none)
        for (std::uint32_t i = firstOf_[identifier]; i < firstOf_[identifier + 1]; ++i)
            if (holders_[i].fromMs <= record.startMs && record.startMs < holders_[i].untilMs)
                holder = &holders_[i];
    if (!holder) {
        rated.trouble = Trouble::UnknownSubscriber;
        return rated;
    }
    rated.identityId = holder->identityId;
    if (!holder->plan) {
        rated.trouble = Trouble::NoTariff;
        return rated;
    }
    const RatePlan* const plans[] = {holder->plan};
    rating::rate({record.startMs, record.quantity, record.destination}, plans, {}, rating_);
    rated.trouble = troubleOf(rating_.outcome);
    if (rating_.parts.empty())
        return rated;
    rated.tariffNumber = library_.numberOf(rating_.parts.front().book);
    rated.rule = rating_.parts.front().rule;
    rated.amountMicros = rating_.totalMicros;
    for (const RatedPart& part : rating_.parts)
        rated.charged += part.charged;
    return rated;
}

} // namespace trunkline::rating
