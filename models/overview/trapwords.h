// The names that standards give to what a trap says: RFC 1213, 2863 (IF-MIB), 3418 (SNMPv2-MIB), 4133 (ENTITY-MIB).
#pragma once

#include <QJsonObject>
#include <QString>

namespace trunkline::overview {

/// "linkDown" for 1.3.6.1.6.3.1.1.5.3; the identifier itself for one without a standard's name.
QString trapWord(const QString& oid);
/// What a trap or an answer said, as one line: "ifName = ont-0/1/3; ifOperStatus = down". The instance is left out when all
/// are of the same one ("ifName.12 = …" otherwise); what no standard names keeps its identifier. Without variables, what else
/// is known of it.
QString payloadText(const QJsonObject& payload);
/// The same in full, a line each: "ifOperStatus.12 = down (2), 1.3.6.1.2.1.2.2.1.8.12".
QString payloadInFull(const QJsonObject& payload);

} // namespace trunkline::overview
