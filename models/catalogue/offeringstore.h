// The rows of offerings. Reads run on any thread's connection; writes inside a Change only.
#pragma once

#include "models/catalogue/offering.h"
#include "models/store/connection.h"

namespace trunkline::catalogue {

/// All versions, by code and version.
QList<Offering> offerings(store::Connection& connection);
/// What can be ordered for this day, by code.
QList<Offering> offeringsOnSale(store::Connection& connection, BillingDate day);
std::optional<Offering> offering(store::Connection& connection, OfferingId id);
/// The newest version of a code.
std::optional<Offering> newestOffering(store::Connection& connection, const QString& code);
/// The version of a code that is on sale on the day.
std::optional<Offering> offeringOnSale(store::Connection& connection, const QString& code, BillingDate day);
/// Throws NotFound.
Offering requireOffering(store::Connection& connection, OfferingId id);

void insertOffering(store::Connection& connection, const Offering& offering);
/// The one thing of a version that may change.
void setValidTo(store::Connection& connection, OfferingId id, BillingDate validTo);

} // namespace trunkline::catalogue
