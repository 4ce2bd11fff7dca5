#include "models/collection/profilereader.h"

#include "models/collection/profilereferences.h"

#include <QFileInfo>
#include <QJsonArray>

namespace trunkline::collection {

namespace {

using Place = ProfilePlace;

class Reader {
public:
    explicit Reader(ObjectNames names) { words_.names = std::move(names); }

    Profile read(const Place& at);

private:
    void readRow(const Place& at, RowRule& rule) const;
    QList<Place> byClass(const Place& at) const;
    SensorRule hiddenSensor(const Place& at) const;
    SensorRule sensor(const Place& at) const;
    ProcessorRule processor(const Place& at) const;
    MemoryRule memory(const Place& at) const;
    ComponentRule component(const Place& at) const;
    TableRule table(const Place& at) const;
    QList<TextSource> sources(const Place& at, const char* key) const;
    SystemRule system(const Place& at) const;
    DeviceMatch match(const Place& at) const;
    void readStates(const Place& at);

    ProfileReferences words_;
    Profile profile_;
};

/// What sensors, processors and memory have in common.
void Reader::readRow(const Place& at, RowRule& rule) const
{
    rule.value = words_.ref(at, "value");
    rule.name = words_.name(at);
    rule.scaling = words_.scaling(at);
    rule.skip = words_.skips(at);
    rule.when = words_.conditions(at, "when");
    rule.unless = words_.conditions(at, "unless");
}

SensorRule Reader::hiddenSensor(const Place& at) const
{
    at.knows({"value", "hidden", "when", "unless", "about"});
    SensorRule rule;
    rule.hidden = at.flag("hidden");
    rule.value = words_.ref(at, "value");
    rule.when = words_.conditions(at, "when");
    rule.unless = words_.conditions(at, "unless");
    return rule;
}

/// A table whose rows are of many classes says which column tells, and what its numbers mean: one rule
/// for each of them.
QList<Place> Reader::byClass(const Place& at) const
{
    if (!at.has("classes"))
        return {at};
    const Place classes = at.child("classes");
    const QString column = QString::number(classes.number("column", 0, 1));
    QList<Place> places;
    for (auto it = classes.object.begin(); it != classes.object.end(); ++it) {
        if (it.key() == QLatin1String("column"))
            continue;
        bool isNumber = false;
        const qint64 number = it.key().toLongLong(&isNumber);
        if (!isNumber || !sensorClassNamed(it.value().toString()))
            classes.refuse(it.key(), profileText("write the number of a kind and its class, as \"8\": \"temperature\"."));
        Place one = at;
        QJsonObject when = at.object["when"].toObject();
        when[column] = number;
        one.object.remove(QLatin1String("classes"));
        one.object["class"] = it.value();
        one.object["when"] = when;
        places.append(one);
    }
    return places;
}

SensorRule Reader::sensor(const Place& at) const
{
    if (at.has("hidden"))
        return hiddenSensor(at);
    at.knows({"value", "class", "name", "add", "multiply", "divide", "scale", "precision", "divideBy", "convert", "pattern", "signedBits", "skip", "when", "unless", "low",
              "lowWarning", "highWarning", "high", "states", "everySeconds", "identity", "role", "about"});
    SensorRule rule;
    readRow(at, rule);
    if (!rule.value.isSet())
        at.refuse(QStringLiteral("value"), profileText("a sensor needs a value; write the number of its column."));
    const auto sensorClass = sensorClassNamed(at.text("class"));
    if (!sensorClass)
        at.refuse(QStringLiteral("class"), profileText("“%1” is no class of sensors; write temperature, voltage, current, power, dbm, fanSpeed, state, count … as README.md lists them.").arg(at.text("class")));
    rule.sensorClass = *sensorClass;
    rule.low = words_.limits(at, "low");
    rule.lowWarning = words_.limits(at, "lowWarning");
    rule.highWarning = words_.limits(at, "highWarning");
    rule.high = words_.limits(at, "high");
    rule.states = at.text("states");
    rule.everySeconds = int(at.number("everySeconds", 0, 1));
    rule.identity = words_.nameRule(at, "identity");
    rule.role = at.text("role");
    if ((rule.sensorClass == SensorClass::State) == rule.states.isEmpty())
        at.refuse(QStringLiteral("states"), profileText("a sensor of class state, and no other, names the enumeration of its numbers."));
    if (!rule.states.isEmpty() && !words_.states.contains(rule.states))
        at.refuse(QStringLiteral("states"), profileText("there is no enumeration “%1”; add it to the “states” of the file.").arg(rule.states));
    return rule;
}

ProcessorRule Reader::processor(const Place& at) const
{
    at.knows({"value", "name", "add", "multiply", "divide", "scale", "precision", "divideBy", "convert", "pattern", "signedBits", "skip", "when", "unless", "about"});
    ProcessorRule rule;
    readRow(at, rule);
    if (!rule.value.isSet())
        at.refuse(QStringLiteral("value"), profileText("a processor needs a value; write the number of the column with its load in percent."));
    return rule;
}

MemoryRule Reader::memory(const Place& at) const
{
    at.knows({"used", "free", "freeToo", "usedLess", "total", "percent", "unit", "bytes", "name", "skip", "when", "unless", "about"});
    MemoryRule rule;
    readRow(at, rule);
    rule.used = words_.ref(at, "used");
    rule.free = words_.ref(at, "free");
    rule.total = words_.ref(at, "total");
    rule.percent = words_.ref(at, "percent");
    rule.unit = words_.ref(at, "unit");
    rule.value = rule.used.isSet() ? rule.used : rule.free.isSet() ? rule.free : rule.percent;
    rule.freeToo = words_.refs(at, "freeToo");
    rule.usedLess = words_.refs(at, "usedLess");
    rule.bytes = at.number("bytes", 1, 1);
    if (int(rule.used.isSet()) + int(rule.free.isSet()) + int(rule.total.isSet()) < 2 && !rule.percent.isSet())
        at.refuse(QStringLiteral("used"), profileText("memory needs two of used, free and total, or a percent."));
    return rule;
}

ComponentRule Reader::component(const Place& at) const
{
    at.knows({"kind", "entity", "identity", "name", "port", "label", "vendor", "model", "serial", "when", "about"});
    ComponentRule rule;
    rule.kind = at.text("kind");
    rule.byEntity = at.flag("entity");
    rule.when = words_.conditions(at, "when");
    rule.identity = words_.nameRule(at, "identity");
    rule.name = words_.nameRule(at, "name");
    rule.port = words_.nameRule(at, "port");
    rule.label = words_.nameRule(at, "label");
    rule.vendor = words_.nameRule(at, "vendor");
    rule.model = words_.nameRule(at, "model");
    rule.serial = words_.nameRule(at, "serial");
    if (rule.kind != QLatin1String("transceiver") && rule.kind != QLatin1String("ont"))
        at.refuse(QStringLiteral("kind"), profileText("a component is a transceiver or an ont; write one of these."));
    if (!rule.byEntity && (rule.identity.isEmpty() || rule.name.isEmpty()))
        at.refuse(QStringLiteral("identity"), profileText("a component needs an identity that outlives its index, and a name; or \"entity\": true."));
    return rule;
}

TableRule Reader::table(const Place& at) const
{
    at.knows({"table", "name", "everySeconds", "fallback", "when", "sensors", "processors", "memory", "storage", "component", "about"});
    TableRule rule;
    rule.name = at.text("name");
    rule.entry = words_.oid(at, QStringLiteral("table"), at.text("table"));
    rule.everySeconds = int(at.number("everySeconds", 300, 1));
    rule.fallback = at.flag("fallback");
    rule.when = words_.conditions(at, "when");
    for (const Place& one : at.children("sensors"))
        for (const Place& ofOneClass : byClass(one))
            rule.sensors.append(sensor(ofOneClass));
    for (const Place& one : at.children("processors"))
        rule.processors.append(processor(one));
    for (const Place& one : at.children("memory"))
        rule.memory.append(memory(one));
    for (const Place& one : at.children("storage"))
        rule.storage.append(memory(one));
    if (at.has("component"))
        rule.component = component(at.child("component"));
    if (rule.sensors.isEmpty() && rule.processors.isEmpty() && rule.memory.isEmpty() && rule.storage.isEmpty())
        at.refuse(QStringLiteral("sensors"), profileText("the table reads nothing; add sensors, processors or memory."));
    return rule;
}

QList<TextSource> Reader::sources(const Place& at, const char* key) const
{
    QList<TextSource> list;
    const QJsonValue value = at.object[QLatin1String(key)];
    const QJsonArray several = value.isArray() ? value.toArray() : value.isUndefined() ? QJsonArray() : QJsonArray{value};
    for (const QJsonValue& one : several) {
        QString text = one.toString();
        if (text.isEmpty())
            at.refuse(QLatin1String(key), profileText("a source is a text, as \"entity\", \"sysDescr /Version (\\\\S+)/\" or an object identifier."));
        TextSource source;
        if (const qsizetype slash = text.indexOf(QLatin1String(" /")); slash > 0) {
            source.pattern = at.pattern(QLatin1String(key), text.mid(slash + 1));
            text = text.left(slash);
        }
        using Kind = TextSource::Kind;
        static const QMap<QString, Kind> words{{"entityModel", Kind::EntityModel}, {"entitySerial", Kind::EntitySerial}, {"entitySoftware", Kind::EntitySoftware},
                                               {"sysDescr", Kind::SysDescr}, {"sysObjectId", Kind::SysObjectId}};
        if (words.contains(text)) {
            source.kind = words[text];
        } else if (text.startsWith(u'=')) {
            source.constant = text.mid(1);
        } else {
            source.kind = Kind::Object;
            source.object = words_.oid(at, QLatin1String(key), text);
        }
        list.append(source);
    }
    return list;
}

SystemRule Reader::system(const Place& at) const
{
    at.knows({"os", "vendor", "kind", "sysDescr", "when", "model", "version", "serial", "about"});
    SystemRule rule;
    rule.os = at.text("os");
    if (rule.os.isEmpty())
        at.refuse(QStringLiteral("os"), profileText("name the operating system, as \"IOS-XE\"."));
    rule.vendor = at.text("vendor");
    rule.kind = at.text("kind");
    if (at.has("sysDescr"))
        rule.sysDescr = at.pattern(QStringLiteral("sysDescr"), at.text("sysDescr"));
    rule.when = words_.conditions(at, "when");
    rule.model = sources(at, "model");
    rule.version = sources(at, "version");
    rule.serial = sources(at, "serial");
    return rule;
}

DeviceMatch Reader::match(const Place& at) const
{
    at.knows({"sysObjectId", "sysDescr", "answers"});
    DeviceMatch match;
    if (at.has("sysObjectId"))
        match.sysObjectId = words_.oid(at, QStringLiteral("sysObjectId"), at.text("sysObjectId"));
    if (at.has("sysDescr"))
        match.sysDescr = at.pattern(QStringLiteral("sysDescr"), at.text("sysDescr"));
    if (at.has("answers"))
        match.answers = words_.oid(at, QStringLiteral("answers"), at.text("answers"));
    if (at.object.isEmpty())
        at.refuse(QString(), profileText("this fits every device; name a sysObjectId, or leave “for” out."));
    return match;
}

void Reader::readStates(const Place& at)
{
    for (auto table = at.object.begin(); table != at.object.end(); ++table) {
        const Place inner = at.inside(table.key(), table.value());
        QHash<qint64, SensorState> states;
        for (auto it = inner.object.begin(); it != inner.object.end(); ++it) {
            bool isNumber = false;
            const qint64 number = it.key().toLongLong(&isNumber);
            const QJsonArray pair = it.value().toArray();
            const auto severity = severityFromKey(pair.at(1).toString());
            if (!isNumber || pair.size() != 2 || !pair.at(0).isString() || !severity)
                inner.refuse(it.key(), profileText("write a state as \"2\": [\"failed\", \"critical\"], with a number and one of cleared, indeterminate, warning, minor, major, critical."));
            states.insert(number, {pair.at(0).toString(), *severity});
        }
        words_.states.insert(table.key(), states);
    }
}

Profile Reader::read(const Place& at)
{
    at.knows({"about", "vendor", "for", "inFlight", "objects", "models", "states", "systems", "tables"});
    profile_.id = QFileInfo(at.file).completeBaseName();
    profile_.about = at.text("about");
    profile_.vendor = at.text("vendor");
    profile_.inFlight = int(at.number("inFlight", 1, 1));
    if (at.has("objects")) {
        const Place objects = at.child("objects");
        for (auto it = objects.object.begin(); it != objects.object.end(); ++it)
            words_.names.insert(it.key(), words_.oid(objects, it.key(), it.value().toString()));
    }
    if (at.has("models")) {
        const Place models = at.child("models");
        for (auto it = models.object.begin(); it != models.object.end(); ++it)
            profile_.models.insert(words_.oid(models, it.key(), it.key()), it.value().toString());
    }
    if (at.has("states"))
        readStates(at.child("states"));
    for (const Place& one : at.children("for"))
        profile_.devices.append(match(one));
    for (const Place& one : at.children("systems"))
        profile_.systems.append(system(one));
    for (const Place& one : at.children("tables"))
        profile_.tables.append(table(one));
    profile_.states = words_.states;
    return profile_;
}

} // namespace

Profile readProfile(const QByteArray& json, const QString& fileName, const ObjectNames& shared)
{
    return Reader(shared).read(Place::read(json, fileName));
}

ObjectNames readObjectNames(const QByteArray& json, const QString& fileName)
{
    const Place at = Place::read(json, fileName);
    ProfileReferences words;
    for (auto it = at.object.begin(); it != at.object.end(); ++it)
        words.names.insert(it.key(), words.oid(at, it.key(), it.value().toString()));
    return words.names;
}

} // namespace trunkline::collection
