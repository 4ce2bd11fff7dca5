// From what every device tells of those around it to one graph. Pure.
#pragma once

#include "models/collection/devicereading.h"

namespace trunkline::collection {

/// One end's word for a link.
struct LinkWitness {
    QString kind;    ///< see inventory::LinkEvidence
    bool atA = true; ///< which end says so
    bool operator==(const LinkWitness&) const = default;
};

/// One end of a cable and the other; positions in the list of devices and names of ports.
struct LinkEnds {
    qsizetype aDevice = 0;
    QString aPort;
    qsizetype bDevice = 0;
    QString bPort;
    QList<LinkWitness> evidence; ///< by kind, A's word first
    bool operator==(const LinkEnds&) const = default;
};

/// Which device a neighbour's announcement means: by chassis MAC, management address, else by a name
/// that only one device has. Nothing when none of them is it.
std::optional<qsizetype> neighbourDevice(const Neighbour& neighbour, const QList<DiscoveredDevice>& devices);

/// The links between devices of one routing domain.
///
/// Claims are heard in the order of their weight (inventory::weightOf): LLDP, CDP, then addresses of a network for two with the OSPF
/// and BGP sessions over it, then forwarding and neighbour tables. What agrees with a link that is known becomes its evidence; what
/// would lead a port that is known better elsewhere is dropped: CDP passes through bridges, a routed hop through switches. What both
/// ends say is one link; one end's word is enough where it names both ports.
///
/// A claim about an interface without a cable of its own (an aggregate, a VLAN's interface) is one about the ports it runs over: with links
/// known between members, those get the evidence; else a single port stands for it, and several leave one link
/// between the aggregates. A forwarding table makes a link only where exactly one known device is behind a port, the other end
/// sees just this one, too, and nobody sees the two in different directions; all else is a segment, and no link.
QList<LinkEnds> linksBetween(const QList<DiscoveredDevice>& devices);

} // namespace trunkline::collection
