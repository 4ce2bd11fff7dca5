// What the network does for a customer (TMF638): it holds one port from the order on.
#pragma once

#include "models/core/id.h"

#include <QJsonObject>

#include <optional>

namespace trunkline::inventory {

enum class ServiceState {
    Reserved,   ///< the port is kept for an order that is under way
    Active,
    Suspended,  ///< paid for, kept, and not delivered
    Terminated, ///< ended or never delivered; its port is free again
};

struct Service {
    ServiceId id;
    QString name; ///< "SVC-000012"
    CustomerId customerId;
    OfferingId offeringId;
    OrderId orderId;
    PortId portId;
    ServiceState state = ServiceState::Reserved;
    std::optional<Timestamp> activatedAt;
    std::optional<Timestamp> terminatedAt;
    std::optional<JournalEntryId> activationEntry; ///< the entry whose evidence activated it
    bool operator==(const Service&) const = default;
};

/// "reserved", "active", "suspended", "terminated"; stable, in the database and the journal.
QString nameOf(ServiceState state);
/// Throws InvalidInput for another text.
ServiceState serviceStateNamed(QStringView name);
/// "SVC-000012" for 12, the number of the series "service".
QString serviceName(std::int64_t number);
/// Whether `to` may follow `from`.
bool mayBecome(ServiceState from, ServiceState to);

QJsonObject toJson(const Service& service);

} // namespace trunkline::inventory
