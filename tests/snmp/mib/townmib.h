// A small module of our own, as facts and as text.
#pragma once

#include "snmp/mib/table.h"

namespace trunkline::test {

inline const QByteArray townMib = R"(
TOWN-MIB DEFINITIONS ::= BEGIN
IMPORTS MODULE-IDENTITY, OBJECT-TYPE, NOTIFICATION-TYPE, enterprises, Integer32 FROM SNMPv2-SMI
        TEXTUAL-CONVENTION, MacAddress FROM SNMPv2-TC;
town MODULE-IDENTITY LAST-UPDATED "202601010000Z" ORGANIZATION "Town" CONTACT-INFO "Town" DESCRIPTION "Lamps" ::= { enterprises 99999 }
LampState ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "A lamp" SYNTAX INTEGER { off(1), on(2), broken(3) }
lampTable OBJECT-TYPE SYNTAX SEQUENCE OF LampEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "Lamps" ::= { town 1 }
lampEntry OBJECT-TYPE SYNTAX LampEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "A lamp" INDEX { lampIndex } ::= { lampTable 1 }
LampEntry ::= SEQUENCE { lampIndex Integer32, lampState LampState, lampHeat Integer32, lampMac MacAddress }
lampIndex OBJECT-TYPE SYNTAX Integer32 (1..99) MAX-ACCESS not-accessible STATUS current DESCRIPTION "Number" ::= { lampEntry 1 }
lampState OBJECT-TYPE SYNTAX LampState MAX-ACCESS read-only STATUS current DESCRIPTION "State" ::= { lampEntry 2 }
lampHeat OBJECT-TYPE SYNTAX Integer32 UNITS "celsius" MAX-ACCESS read-only STATUS current DESCRIPTION "Heat" ::= { lampEntry 3 }
lampMac OBJECT-TYPE SYNTAX MacAddress MAX-ACCESS read-only STATUS current DESCRIPTION "Address" ::= { lampEntry 4 }
lampDown NOTIFICATION-TYPE OBJECTS { lampState, lampHeat } STATUS current DESCRIPTION "Out"
    --#SEVERITY MAJOR
    ::= { town 0 1 }
END
)";

inline snmp::mib::Table townTable()
{
    using namespace snmp::mib;
    const snmp::Oid town{1, 3, 6, 1, 4, 1, 99999};
    const snmp::Oid entry = town + 1u + 1u;
    Table table;
    table.modules = {"TOWN-MIB"};
    table.syntaxes = {{"TOWN-MIB", "LampState", Base::Enumeration, {}, {{1, "off"}, {2, "on"}, {3, "broken"}}},
                      {{}, {}, Base::Integer32, {}, {}},
                      {"SNMPv2-TC", "MacAddress", Base::Octets, "1x:", {}},
                      {"SNMPv2-TC", "DateAndTime", Base::Octets, "2d-1d-1d,1d:1d:1d.1d,1a1d:1d", {}},
                      {{}, {}, Base::Bits, {}, {{0, "hot"}, {9, "wet"}}},
                      {{}, {}, Base::Integer32, "d-1", {}}};
    table.nodes = {{town, 0, "town", Kind::Node, -1, {}, {}, {}},
                   {town + 0u + 1u, 0, "lampDown", Kind::Notification, -1, {}, {entry + 2u, entry + 3u}, "major"},
                   {town + 1u, 0, "lampTable", Kind::Table, -1, {}, {}, {}},
                   {entry, 0, "lampEntry", Kind::Row, -1, {}, {entry + 1u}, {}},
                   {entry + 2u, 0, "lampState", Kind::Column, 0, {}, {}, {}},
                   {entry + 3u, 0, "lampHeat", Kind::Column, 1, "celsius", {}, {}},
                   {entry + 4u, 0, "lampMac", Kind::Column, 2, {}, {}, {}},
                   {town + 2u, 0, "townTime", Kind::Scalar, 3, {}, {}, {}},
                   {town + 3u, 0, "townWeather", Kind::Scalar, 4, {}, {}, {}},
                   {town + 4u, 0, "townHumidity", Kind::Scalar, 5, "percent", {}, {}}};
    return table;
}

} // namespace trunkline::test
