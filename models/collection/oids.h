// The objects that the collector reads, by the names of their MIB modules.
#pragma once

#include "snmp/oid.h"

namespace trunkline::collection::oids {

using snmp::Oid;

// SNMPv2-MIB (RFC 3418)
inline const Oid system{1, 3, 6, 1, 2, 1, 1};
inline const Oid sysDescr{1, 3, 6, 1, 2, 1, 1, 1, 0};
inline const Oid sysObjectId{1, 3, 6, 1, 2, 1, 1, 2, 0};
inline const Oid sysUpTime{1, 3, 6, 1, 2, 1, 1, 3, 0};
inline const Oid sysName{1, 3, 6, 1, 2, 1, 1, 5, 0};
inline const Oid sysLocation{1, 3, 6, 1, 2, 1, 1, 6, 0};
inline const Oid sysServices{1, 3, 6, 1, 2, 1, 1, 7, 0};
// SNMP-FRAMEWORK-MIB (RFC 3411)
inline const Oid snmpEngineId{1, 3, 6, 1, 6, 3, 10, 2, 1, 1, 0};
inline const Oid snmpEngineBoots{1, 3, 6, 1, 6, 3, 10, 2, 1, 2, 0};
// IF-MIB (RFC 2863)
inline const Oid ifEntry{1, 3, 6, 1, 2, 1, 2, 2, 1};
inline const Oid ifXEntry{1, 3, 6, 1, 2, 1, 31, 1, 1, 1};
inline const Oid ifStackEntry{1, 3, 6, 1, 2, 1, 31, 1, 2, 1};
// IEEE8023-LAG-MIB
inline const Oid dot3adAggPortEntry{1, 2, 840, 10006, 300, 43, 1, 2, 1, 1};
// IP-MIB (RFC 4293) and its older form (RFC 1213)
inline const Oid ipAddrEntry{1, 3, 6, 1, 2, 1, 4, 20, 1};
inline const Oid ipAddressEntry{1, 3, 6, 1, 2, 1, 4, 34, 1};
inline const Oid ipAddressPrefixEntry{1, 3, 6, 1, 2, 1, 4, 32, 1};
inline const Oid ipNetToMediaEntry{1, 3, 6, 1, 2, 1, 4, 22, 1};
inline const Oid ipNetToPhysicalEntry{1, 3, 6, 1, 2, 1, 4, 35, 1};
// OSPF-MIB (RFC 4750), BGP4-MIB (RFC 4273)
inline const Oid ospfNbrEntry{1, 3, 6, 1, 2, 1, 14, 10, 1};
inline const Oid bgpPeerEntry{1, 3, 6, 1, 2, 1, 15, 3, 1};
// BRIDGE-MIB (RFC 4188), Q-BRIDGE-MIB (RFC 4363)
inline const Oid dot1dBaseBridgeAddress{1, 3, 6, 1, 2, 1, 17, 1, 1, 0};
inline const Oid dot1dBasePortEntry{1, 3, 6, 1, 2, 1, 17, 1, 4, 1};
inline const Oid dot1dTpFdbEntry{1, 3, 6, 1, 2, 1, 17, 4, 3, 1};
inline const Oid dot1qTpFdbEntry{1, 3, 6, 1, 2, 1, 17, 7, 1, 2, 2, 1};
// ENTITY-MIB (RFC 6933)
inline const Oid entPhysicalEntry{1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1};
inline const Oid entAliasMappingIdentifier{1, 3, 6, 1, 2, 1, 47, 1, 3, 2, 1, 2};
// LLDP-MIB (IEEE 802.1AB-2005)
inline const Oid lldpLocChassisIdSubtype{1, 0, 8802, 1, 1, 2, 1, 3, 1, 0};
inline const Oid lldpLocChassisId{1, 0, 8802, 1, 1, 2, 1, 3, 2, 0};
inline const Oid lldpLocPortEntry{1, 0, 8802, 1, 1, 2, 1, 3, 7, 1};
inline const Oid lldpRemEntry{1, 0, 8802, 1, 1, 2, 1, 4, 1, 1};
inline const Oid lldpRemManAddrEntry{1, 0, 8802, 1, 1, 2, 1, 4, 2, 1};
// LLDP-V2-MIB (IEEE 802.1AB-2009): by ifIndex, its columns one number further on
inline const Oid lldpV2LocChassisIdSubtype{1, 3, 111, 2, 802, 1, 1, 13, 1, 3, 1, 0};
inline const Oid lldpV2LocChassisId{1, 3, 111, 2, 802, 1, 1, 13, 1, 3, 2, 0};
inline const Oid lldpV2LocPortEntry{1, 3, 111, 2, 802, 1, 1, 13, 1, 3, 7, 1};
inline const Oid lldpV2RemEntry{1, 3, 111, 2, 802, 1, 1, 13, 1, 4, 1, 1};
inline const Oid lldpV2RemManAddrEntry{1, 3, 111, 2, 802, 1, 1, 13, 1, 4, 2, 1};
// TIMETRA-LLDP-MIB: what Nokia's SR OS has in its place, with the destination MAC in the index
inline const Oid tmnxLldpRemEntry{1, 3, 6, 1, 4, 1, 6527, 3, 1, 2, 59, 4, 1, 1};
inline const Oid tmnxLldpRemManAddrEntry{1, 3, 6, 1, 4, 1, 6527, 3, 1, 2, 59, 4, 2, 1};
// CISCO-VTP-MIB
inline const Oid vtpVlanEntry{1, 3, 6, 1, 4, 1, 9, 9, 46, 1, 3, 1, 1};
// CISCO-CDP-MIB
inline const Oid cdpCacheEntry{1, 3, 6, 1, 4, 1, 9, 9, 23, 1, 2, 1, 1};

} // namespace trunkline::collection::oids
