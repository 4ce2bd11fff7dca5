// The rows of outages and credits. Reads run on any thread; who writes holds a store::Change.
#pragma once

#include "models/assurance/outage.h"
#include "models/store/connection.h"

namespace trunkline::assurance {

std::optional<Outage> outage(store::Connection& connection, OutageId id);
/// Oldest first.
QList<Outage> outagesOfService(store::Connection& connection, ServiceId service);
QList<Outage> outagesOfAlarm(store::Connection& connection, AlarmId alarm);
QList<Outage> openOutages(store::Connection& connection);

std::optional<SlaCredit> slaCredit(store::Connection& connection, SlaCreditId id);
/// Oldest first.
QList<SlaCredit> creditsOfService(store::Connection& connection, ServiceId service);
/// Of many, oldest first.
QList<SlaCredit> creditsOfServices(store::Connection& connection, const QStringList& serviceIds);
QList<SlaCredit> creditsOfOutage(store::Connection& connection, OutageId outage);

void insertOutage(store::Connection& connection, const Outage& outage);
void updateOutage(store::Connection& connection, const Outage& outage);
void insertCredit(store::Connection& connection, const SlaCredit& credit);

} // namespace trunkline::assurance
