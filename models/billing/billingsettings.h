// How this operator bills: kept in the database, the same for every workstation.
#pragma once

#include "models/access/actor.h"

#include <QLocale>

namespace trunkline::billing {

struct BillingSettings {
    QString invoiceSeries = QStringLiteral("INV");    ///< numbers are "INV-2026-000001": gapless in series and year
    QString creditNoteSeries = QStringLiteral("CN");
    QString localeName = QStringLiteral("en_GB");     ///< how documents write dates and amounts
    QLocale locale() const { return QLocale(localeName); }
    bool operator==(const BillingSettings&) const = default;
};

BillingSettings billingSettings(store::Connection& connection);
/// "billing.settingsChanged". Needs manage-operator. Throws InvalidInput for a series that is no series
/// (capitals, digits, dashes, at most 8), two equal ones or an unknown locale.
void changeBillingSettings(store::Context& context, const access::Actor& actor, const BillingSettings& settings);

} // namespace trunkline::billing
