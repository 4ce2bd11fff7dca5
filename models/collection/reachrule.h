// What a round of checks says of a device. Pure: values in, decision out.
#pragma once

#include "models/fault/event.h"
#include "models/inventory/device.h"
#include "snmp/probe/prober.h"

#include <map>

namespace trunkline::collection {

/// What is remembered of a device from one round of checks to the next.
struct ReachTrack {
    int missed = 0;                        ///< rounds in a row in which nothing came back
    std::optional<bool> reached;           ///< in the last round; nothing before the first
    std::map<quint16, int> portMissed;     ///< rounds in a row in which a port took no connection though the device could be reached
    std::map<quint16, bool> portReported;  ///< whether its fault is open, as far as is known
};

struct ReachDecision {
    QList<fault::EventDraft> events;
    std::optional<inventory::DeviceState> state; ///< when it is another now
};

/// - A device that SNMP asks, too, is silent when neither gets an answer; when checks do and SNMP does not, its SNMP is silent, and that is what the alarm
///   says. Where SNMP answers and checks do not, nothing is wrong but what the checks ask.
/// - Without SNMP the checks alone tell: so many rounds in a row without an answer are a fault, the first answer ends it.
/// - A port that takes no connection so many rounds in a row is a fault of its own, as long as the device can be reached.
/// `askedBySnmp`: it has a credential.
ReachDecision decideReach(ReachTrack& track, const inventory::Device& device, const probe::Result& result, bool askedBySnmp, Timestamp at);

} // namespace trunkline::collection
