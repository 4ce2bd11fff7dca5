// A device profile: what to read from a kind of device, and what it means. The format of the files is
// described in resources/profiles/README.md; here are its values.
#pragma once

#include "models/collection/sensor.h"
#include "snmp/oid.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

namespace trunkline::collection {

/// One part of the index that another object is looked up with.
struct IndexPart {
    enum class Kind : quint8 { Row, RowFrom, Column, Arc };
    Kind kind = Kind::Row;
    int position = 0; ///< Row, RowFrom: which part of the row's own index, from 0; negative from the end
    quint32 number = 0; ///< Column: whose value; Arc: itself
};

/// What a rule refers to, seen from a row of its table.
struct ValueRef {
    enum class Kind : quint8 {
        None,
        Column,   ///< of this row
        Object,   ///< another column, at `index`; without one at the index of this row
        Index,    ///< a part of the row's index, or all of it
        Constant,
    };
    Kind kind = Kind::None;
    quint32 column = 0;
    snmp::Oid object;
    QList<IndexPart> index;
    Decimal constant;

    bool isSet() const { return kind != Kind::None; }
};

/// One way to fill a {placeholder} of a name.
struct NameChoice {
    enum class Form : quint8 {
        Plain,
        Octets, ///< the arcs of an index, or a number's, are the characters of a text
        Word,   ///< the word that an enumeration of the profile has for the number
    };
    ValueRef ref;
    QString literal; ///< when it refers to nothing
    Form form = Form::Plain;
    QString states;
};

/// A literal and what follows it: the first choice that gives a text.
struct NamePart {
    QString literal;
    QList<NameChoice> choices;
};
using NameRule = QList<NamePart>;

/// A test of one referenced value. All conditions of a list must hold.
struct Condition {
    enum class Kind : quint8 { OneOf, Matches, Below, Above, Present };
    ValueRef ref;
    Kind kind = Kind::Present;
    QList<Decimal> numbers;
    QRegularExpression pattern;
    bool negated = false;
};

/// How a raw value becomes a number in the unit of its class.
struct Scaling {
    enum class Convert : quint8 {
        None,
        Float32,          ///< IEEE 754 in four octets, in an Opaque or in an unsigned number
        MilliwattToDbm,
        WattToDbm,
        MicrowattToDbm,
        FahrenheitToCelsius,
        OneToHundred, ///< what is left of 100: idle to used
    };
    qint64 add = 0; ///< to the raw number, before all else
    qint64 multiply = 1;
    qint64 divide = 1;
    ValueRef scaleColumn;     ///< EntitySensorDataScale (RFC 3433): 9 is units, 8 milli, 10 kilo
    ValueRef precisionColumn; ///< EntitySensorPrecision: decimals of the value
    ValueRef divideColumn;    ///< a divisor that the device itself tells
    Convert convert = Convert::None;
    QRegularExpression pattern; ///< its first group is the number, when the value is text
    int signedBits = 0;       ///< 16 or 32: a two's complement in an unsigned type
};

struct LimitRule {
    ValueRef value;
    snmp::Oid rows;           ///< set: `value` and `when` speak of the first fitting row of that table, below the sensor's index
    QList<Condition> when;
    std::optional<Scaling> scaling; ///< when it differs from the sensor's
};

/// What every rule of a table says: which value, what it is called, and which rows have it.
struct RowRule {
    ValueRef value;
    NameRule name;
    Scaling scaling;
    QList<qint64> skip; ///< raw numbers that mean "not known"
    QList<Condition> when;
    QList<Condition> unless;
};

struct SensorRule : RowRule {
    SensorClass sensorClass = SensorClass::Count;
    QList<LimitRule> low, lowWarning, highWarning, high; ///< the first that gives a value
    QString states;      ///< the enumeration of a state
    bool hidden = false; ///< claims the value so that no more general profile shows it
    int everySeconds = 0; ///< 0: as its table says
    NameRule identity;    ///< what the row is known by when it is not its name
    QString role;         ///< what the value is at the component: "rx", "distance"
};

/// `value` is the load in percent.
struct ProcessorRule : RowRule {};

/// Two of used, free and total, or a percentage; `value` is that which the pool is known by.
struct MemoryRule : RowRule {
    ValueRef used, free, total, percent, unit;
    QList<ValueRef> freeToo;  ///< what counts as free beside `free`: buffers and caches
    QList<ValueRef> usedLess; ///< what `used` counts and is free all the same
    qint64 bytes = 1;        ///< octets a unit
};

/// Rows of the table that are parts of their own: transceivers, ONTs. What is empty is not told.
struct ComponentRule {
    QString kind;
    bool byEntity = false; ///< the rows are entPhysicalIndex: the containment of ENTITY-MIB tells which module at which port they are of
    NameRule identity, name, port, label, vendor, model, serial;
    QList<Condition> when;
};

struct TableRule {
    QString name;
    snmp::Oid entry;   ///< columns stand below it; for scalars their group
    int everySeconds = 300;
    bool fallback = false; ///< its processors and memory count only when no other table has any
    QList<Condition> when; ///< of the device: references to other objects
    QList<SensorRule> sensors;
    QList<ProcessorRule> processors;
    QList<MemoryRule> memory;
    QList<MemoryRule> storage;
    std::optional<ComponentRule> component;
};

/// Where a text of the device's identity is found.
struct TextSource {
    enum class Kind : quint8 { EntityModel, EntitySerial, EntitySoftware, SysDescr, SysObjectId, Object, Constant };
    Kind kind = Kind::Constant;
    snmp::Oid object;
    QString constant;
    QRegularExpression pattern; ///< its first group, or all that it matches
};

/// An operating system that a profile's devices run. The first whose conditions hold is it.
struct SystemRule {
    QString vendor; ///< else the profile's
    QString os;
    QString kind;   ///< "router", "switch" …; empty: as discovery guesses
    QRegularExpression sysDescr;
    QList<Condition> when;
    QList<TextSource> model, version, serial;
};

/// A device that a profile is for. Conditions that are not set hold.
struct DeviceMatch {
    snmp::Oid sysObjectId; ///< or below it
    QRegularExpression sysDescr;
    snmp::Oid answers;     ///< the device has something at or below it
};

struct Profile {
    QString id;     ///< the file's name without .json
    QString about;
    QString vendor;
    QList<DeviceMatch> devices; ///< empty: every device
    int inFlight = 1;           ///< requests at the same time
    QHash<snmp::Oid, QString> models; ///< by sysObjectID
    QHash<QString, QHash<qint64, SensorState>> states;
    QList<SystemRule> systems;
    QList<TableRule> tables;
};

} // namespace trunkline::collection
