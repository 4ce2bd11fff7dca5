// Why a port or a link is as it is, and all that happened to it: its own entries in the journal, and those of what found it,
// uses it and complains of it.
#pragma once

#include "models/overview/chain.h"
#include "models/overview/deviceview.h"

namespace trunkline::overview {

/// One end's word for a link, as people read it.
struct LinkWord {
    QString evidence; ///< "LLDP", "forwarding table"
    QString by;       ///< "agg-1 Te1/1"
    Timestamp firstSeenAt;
    Timestamp lastSeenAt;
    bool operator==(const LinkWord&) const = default;
};

struct Story {
    QList<ChainStep> why;     ///< the last thing that changed it, back to its first cause
    QList<ChainStep> history; ///< newest first
    QList<LinkWord> words = {}; ///< of a link: how it is known, what was seen last first
    bool operator==(const Story&) const = default;
};

/// The discovery that found the port or saw it change, its states, its links, the orders and services that held it, their
/// outages, and its alarms. Empty for a port that nobody knows.
Story portStory(store::Connection& connection, PortId port, int limit = 200, const QLocale& locale = QLocale());
/// How the link was found, what its two ends went through, and their alarms. Empty for a link that nobody knows.
Story linkStory(store::Connection& connection, LinkId link, int limit = 200, const QLocale& locale = QLocale());

/// A port with all that the detail pane shows of it.
struct PortDetail {
    PortRow row;
    Story story;
    bool operator==(const PortDetail&) const = default;
};

/// Throws NotFound.
PortDetail portDetail(store::Connection& connection, PortId id, const QLocale& locale = QLocale());

} // namespace trunkline::overview
