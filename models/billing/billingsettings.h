// How this operator bills: kept in the database, the same for every workstation.
#pragma once

#include "models/access/actor.h"
#include "models/billing/correction.h"

#include <QLocale>
#include <QMap>

namespace trunkline::billing {

/// Number series of their own for the buyers of a country.
struct CountrySeries {
    QString country; ///< ISO 3166-1 alpha-2
    QString invoiceSeries;
    QString creditNoteSeries;
    bool operator==(const CountrySeries&) const = default;
};

/// Whole units of a document's currency that a role may go up to; a role that is not in it has no limit.
using RoleLimits = QMap<access::Role, std::int64_t>;
/// The largest limit of the actor's roles; nothing when one of them has none. 0 for who has no role.
std::optional<std::int64_t> limitOf(const access::Actor& actor, const RoleLimits& limits);

struct BillingSettings {
    QString invoiceSeries = QStringLiteral("INV");    ///< numbers are "INV-2026-000001": gapless in series and year
    QString creditNoteSeries = QStringLiteral("CN");
    QString localeName = QStringLiteral("en_GB");     ///< how documents write dates and amounts
    ChargeConventions conventions = {};               ///< how parts of periods and what goes back are counted
    QList<CountrySeries> countrySeries = {};
    RoleLimits adjustmentLimits = {{access::Role::BillingClerk, 100}, {access::Role::BillingManager, 5'000}}; ///< of credits and charges by hand
    RoleLimits approvalLimits = {}; ///< of the sum of a bill run: above it a second person approves
    QLocale locale() const { return QLocale(localeName); }
    bool operator==(const BillingSettings&) const = default;
};

BillingSettings billingSettings(store::Connection& connection);
/// "billing.settingsChanged". Needs manage-operator. Throws InvalidInput for a series that is no series
/// (capitals, digits, dashes, at most 8), two equal ones or an unknown locale.
void changeBillingSettings(store::Context& context, const access::Actor& actor, const BillingSettings& settings);

} // namespace trunkline::billing
