// Which alarm a moment belongs to, and what it does to it. Pure: values in, decision out.
#pragma once

#include "models/fault/alarm.h"
#include "models/fault/event.h"

namespace trunkline::fault {

/// What depends on the port, as far as the inventory knows.
struct Surroundings {
    bool carriesActiveService = false;
    bool carriesLink = false;
};

enum class Action {
    Raise,  ///< a new alarm
    Count,  ///< one more report of an open alarm
    Clear,  ///< the fault is over
    Ignore, ///< nothing changes; the event alone is kept
};

struct Decision {
    Action action = Action::Ignore;
    Alarm alarm; ///< as it is afterwards; for Raise without id and number, for Ignore meaningless
};

/// What makes two reports the same fault; empty for an event that never touches an alarm. The trap and
/// the poll of one port share a key; so do silence, restart and answer of one device.
QString alarmKeyOf(const Event& event);

/// The rules:
/// - linkDown, and a port seen down, raise or count on the port's alarm; linkUp and a port seen up clear it.
///   Major when a service or a link runs over the port, else minor.
/// - A port that someone switched off raises nothing, unless an active service runs over it.
/// - A silent device raises a critical alarm; a restart a major one. Both are one alarm of the device's
///   availability, and the first answer afterwards clears it (X.733 has no other end for a restart: the
///   device is back when it answers). A device that can be reached but does not answer to SNMP is a major alarm of its own, and no service
///   is down with it.
/// - An authentication failure and undecodable messages raise one warning per device or source; nothing
///   on the network tells their end, so a person clears them.
/// - A rule for traps says what Fault and FaultOver mean: the alarm is that of the device, the fault and its object.
/// - A polled value beyond its limits raises the alarm of its gauge, and what is measured next is its severity, also when it is a better one;
///   within its limits again it clears it.
/// - A worse severity is taken over, and takes an acknowledgement back; a better one waits for the clear.
/// - An event older than what the alarm knows (older than the last report, or than the clear) changes nothing:
///   datagrams overtake each other, and a poll may have looked before the trap came.
///
/// `latest` is the newest alarm with alarmKeyOf(event), open or cleared; null when there is none.
Decision correlate(const Event& event, const Alarm* latest, const Surroundings& surroundings = {});

} // namespace trunkline::fault
