// The facts of MIB modules (RFC 2578 to 2580), compiled: what an object is called, what its values mean and which
// objects a notification carries. No texts of the modules: their descriptions belong to their authors.
#pragma once

#include "snmp/oid.h"

#include <QList>
#include <QStringList>

namespace trunkline::snmp::mib {

enum class Kind : quint8 { Node, Scalar, Table, Row, Column, Notification };

enum class Base : quint8 { Unknown, Integer32, Unsigned32, Integer64, Unsigned64, Octets, ObjectId, Enumeration, Bits };

struct NamedNumber {
    qint64 number = 0; ///< of BITS the position, 0 is the first bit
    QString name;
    bool operator==(const NamedNumber&) const = default;
};

/// What a value of an object means. Textual conventions have a name of their own, others that of their base.
struct Syntax {
    QString module; ///< where a textual convention is defined; empty for a syntax without a name
    QString name;   ///< "DateAndTime", "InterfaceIndex"
    Base base = Base::Unknown;
    QString displayHint; ///< RFC 2579 section 3.1
    QList<NamedNumber> names;
    bool operator==(const Syntax&) const = default;
};

struct Node {
    Oid oid;
    quint32 module = 0; ///< index into Table::modules
    QString name;
    Kind kind = Kind::Node;
    qint32 syntax = -1; ///< index into Table::syntaxes; -1 for what holds no value
    QString units;
    QList<Oid> members; ///< of a notification its objects, of a row its index columns
    QString severity;   ///< of a notification: the --#SEVERITY that makers write for trap receivers, as they wrote it
    bool operator==(const Node&) const = default;
};

struct Table {
    QStringList modules;
    QList<Syntax> syntaxes;
    QList<Node> nodes; ///< in the order of their identifiers
    bool operator==(const Table&) const = default;
};

/// A table for each module, with what it refers to.
QList<Table> byModule(const Table& table);

/// "node", "scalar", … for machines.
QString kindKey(Kind kind);
/// "Integer32", "OCTET STRING", …: the ASN.1 word.
QString baseWord(Base base);

} // namespace trunkline::snmp::mib
