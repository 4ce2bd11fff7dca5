// The command responder of RFC 3416 section 4.2, and its older rules for v1 (RFC 1157, RFC 3584).
#pragma once

#include "snmp/simulator/objectsource.h"

namespace trunkline::simulator {

struct RequestLimits {
    /// How large a response may be: what the manager can take (v3 msgMaxSize) or a datagram holds.
    qsizetype maxMessageBytes = 65507;
    /// A GETBULK is filled up to here, so that its response needs no IP fragments. A single object
    /// that is larger goes out alone, up to maxMessageBytes, as agents do.
    qsizetype bulkBytes = 1472;
};

/// The response to a request, or nothing when the PDU is none that this version answers (a response,
/// a GETBULK in v1). Only a SET changes `objects`, and then all of it or nothing.
std::optional<Pdu> respond(const Pdu& request, ObjectSource& objects, Version version, bool mayWrite, const RequestLimits& limits);

} // namespace trunkline::simulator
