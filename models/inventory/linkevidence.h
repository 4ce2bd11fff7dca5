// How a link is known, what outweighs what, and when it is no longer believed. Pure functions.
#pragma once

#include "models/inventory/device.h"

namespace trunkline::inventory {

/// One end's word for a link.
struct LinkEvidence {
    QString kind;  ///< "lldp", "cdp", "address", "ospf", "bgp", "fdb", "arp"
    PortId portId; ///< the end that says so
    Timestamp firstSeenAt;
    Timestamp lastSeenAt;
    bool operator==(const LinkEvidence&) const = default;
};

/// The weight of a kind of evidence; more outweighs less. LLDP frames go no further than the next bridge (IEEE 802.1Q clause 8.6.3), CDP's
/// pass through bridges that don't speak it; a network of two addresses is one path, through whatever lies in it; a
/// forwarding table tells only that somebody is in this direction. 0 for what is not known.
int weightOf(QStringView kind);
/// The weight of the best of "cdp, lldp".
int bestWeightOf(const QString& evidence);
/// For people: "LLDP", "forwarding table".
QString evidenceTitle(QStringView kind);
/// "cdp, lldp" of two such texts, each kind once.
QString joinedEvidence(const QString& a, const QString& b);

/// Rediscoveries without a word of it after which a link is gone.
inline constexpr int linkGoneAfter = 3;

enum class LinkAge {
    Current,
    Stale, ///< the last rediscovery heard nothing of it
    Gone,  ///< nor did those before
};
LinkAge ageOf(int missed);
/// "current", "stale", "gone".
QString nameOf(LinkAge age);

/// Link::missed after one more rediscovery without a word of it. A cut fibre hides the neighbour, and the map has to
/// show it then above all: with an end that is down though it should be up, a link grows stale and no older.
int missedOnceMore(int missed, const Port& a, const Port& b);

} // namespace trunkline::inventory
