// Settings of the operator, kept in the database so that every workstation has the same.
#pragma once

#include "models/store/journal.h"

namespace trunkline::store {

/// Who the operator is: what invoices and screens show.
struct OperatorProfile {
    QString name;
    Currency currency = Currency::parse(u"EUR");
    OperatorZone zone = OperatorZone::utc();
    QString street;
    QString postCode;
    QString city;
    QString country;   ///< ISO 3166-1 alpha-2
    QString vatId;
    QString iban;
    bool demo = false; ///< a demo operator: its clock may be moved, its network is simulated
    bool operator==(const OperatorProfile&) const = default;
};

/// Nothing before the first start's welcome has been answered.
std::optional<OperatorProfile> operatorProfile(Connection& connection);
/// The profile's zone and currency; throws Refused, saying to run setup, when there is no profile.
OperatorProfile requireProfile(Connection& connection);

std::optional<QString> setting(Connection& connection, const QString& name);
/// Inside a Change only.
void putSetting(Connection& connection, const QString& name, const QString& value);
void putProfile(Connection& connection, const OperatorProfile& profile);

/// How far a demo operator's clock is ahead of the machine's; 0 for real ones.
std::int64_t demoClockOffsetMs(Connection& connection);

} // namespace trunkline::store
