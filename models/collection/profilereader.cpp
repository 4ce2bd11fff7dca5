#include "models/collection/profilereader.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace trunkline::collection {

namespace {

QString profileText(const char* text)
{
    return QCoreApplication::translate("Profile", text);
}

/// One object of the file and where it stands ("tables[2].sensors[0]").
struct Place {
    QString file;
    QString path;
    QJsonObject object;

    [[noreturn]] void refuse(const QString& key, const QString& why) const
    {
        const QString at = path.isEmpty() || key.isEmpty() ? path + key : path + u'.' + key;
        throw InvalidInput(profileText("%1, at “%2”: %3").arg(file, at, why));
    }
    bool has(const char* key) const { return object.contains(QLatin1String(key)); }
    QString text(const char* key) const
    {
        const QJsonValue value = object[QLatin1String(key)];
        if (!value.isUndefined() && !value.isString())
            refuse(QLatin1String(key), profileText("this must be a text in quotes."));
        return value.toString();
    }
    qint64 number(const char* key, qint64 fallback, qint64 least) const
    {
        const QJsonValue value = object[QLatin1String(key)];
        if (value.isUndefined())
            return fallback;
        if (!value.isDouble() || value.toDouble() != double(value.toInteger()) || value.toInteger() < least)
            refuse(QLatin1String(key), profileText("this must be a whole number of %1 or more.").arg(least));
        return value.toInteger();
    }
    bool flag(const char* key) const
    {
        const QJsonValue value = object[QLatin1String(key)];
        if (!value.isUndefined() && !value.isBool())
            refuse(QLatin1String(key), profileText("this must be true or false."));
        return value.toBool();
    }
    Place inside(const QString& key, const QJsonValue& value) const
    {
        if (!value.isObject())
            refuse(key, profileText("this must be an object in braces."));
        return {file, path.isEmpty() ? key : path + u'.' + key, value.toObject()};
    }
    Place child(const char* key) const { return inside(QLatin1String(key), object[QLatin1String(key)]); }
    QList<Place> children(const char* key) const
    {
        const QJsonValue value = object[QLatin1String(key)];
        if (value.isUndefined())
            return {};
        if (!value.isArray())
            refuse(QLatin1String(key), profileText("this must be a list in brackets."));
        QList<Place> places;
        for (const QJsonValue& item : value.toArray())
            places.append(inside(QStringLiteral("%1[%2]").arg(QLatin1String(key)).arg(places.size()), item));
        return places;
    }
    /// A misspelt key would be a rule that silently does nothing.
    void knows(std::initializer_list<const char*> keys) const
    {
        for (auto it = object.begin(); it != object.end(); ++it)
            if (std::none_of(keys.begin(), keys.end(), [&](const char* key) { return it.key() == QLatin1String(key); })) {
                QStringList known;
                for (const char* key : keys)
                    known.append(QLatin1String(key));
                refuse(it.key(), profileText("there is no such key here; use one of %1.").arg(known.join(QLatin1String(", "))));
            }
    }
};

/// "/expression/", with an i behind it when case does not count.
QRegularExpression patternAt(const Place& at, const QString& key, const QString& text)
{
    const qsizetype end = text.lastIndexOf(u'/');
    if (!text.startsWith(u'/') || end < 1 || (end + 1 < text.size() && text.mid(end + 1) != QLatin1String("i")))
        at.refuse(key, profileText("write a pattern between slashes, as \"/^Fan/\", with an i behind them when case does not count."));
    const QRegularExpression pattern(text.mid(1, end - 1), end + 1 < text.size() ? QRegularExpression::CaseInsensitiveOption : QRegularExpression::NoPatternOption);
    if (!pattern.isValid())
        at.refuse(key, profileText("“%1” is no regular expression: %2.").arg(text, pattern.errorString()));
    return pattern;
}

class Reader {
public:
    explicit Reader(ObjectNames names) : names_(std::move(names)) {}

    Profile read(const Place& at);

private:
    snmp::Oid oid(const Place& at, const QString& key, const QString& text) const
    {
        if (const auto named = names_.constFind(text); named != names_.constEnd())
            return *named;
        const auto parsed = snmp::Oid::parse(text);
        if (!parsed || parsed->size() < 2)
            at.refuse(key, profileText("“%1” is no object identifier and no name of “objects”; write it as 1.3.6.1.2.1.99.1.1.1.4.").arg(text));
        return *parsed;
    }
    ValueRef ref(const Place& at, const QString& key, const QJsonValue& value) const;
    ValueRef ref(const Place& at, const char* key) const { return at.has(key) ? ref(at, QLatin1String(key), at.object[QLatin1String(key)]) : ValueRef(); }
    QList<IndexPart> index(const Place& at, const QString& key, const QString& text) const;
    Condition condition(const Place& at, const QString& key, const QJsonValue& value) const;
    QList<Condition> conditions(const Place& at, const char* key) const;
    Scaling scaling(const Place& at) const;
    LimitRule limit(const Place& inner) const;
    QList<LimitRule> limits(const Place& at, const char* key) const;
    QList<qint64> skips(const Place& at) const;
    NameChoice nameChoice(const Place& at, const QString& text) const;
    NameRule nameRule(const Place& at) const;
    void readRow(const Place& at, RowRule& rule) const;
    QList<Place> byClass(const Place& at) const;
    SensorRule hiddenSensor(const Place& at) const;
    SensorRule sensor(const Place& at) const;
    ProcessorRule processor(const Place& at) const;
    MemoryRule memory(const Place& at) const;
    TableRule table(const Place& at) const;
    QList<TextSource> sources(const Place& at, const char* key) const;
    SystemRule system(const Place& at) const;
    DeviceMatch match(const Place& at) const;
    void readStates(const Place& at);

    ObjectNames names_;
    Profile profile_;
};

QList<IndexPart> Reader::index(const Place& at, const QString& key, const QString& text) const
{
    static const QRegularExpression form(QStringLiteral("^(?:(i)(-?\\d+)(-?)|(c)(\\d+)|(\\d+))$"));
    QList<IndexPart> parts;
    for (const QString& part : text.split(u'.')) {
        const auto found = form.match(part);
        if (!found.hasMatch())
            at.refuse(key, profileText("“%1” is no index; write i1 for the first part of the row's index, i2- for the second and all behind it, c5 for the value of column 5, or a number.").arg(part));
        const int position = found.captured(2).toInt();
        if (!found.captured(1).isEmpty() && position == 0)
            at.refuse(key, profileText("the parts of an index are counted from 1, from the end as i-1."));
        if (!found.captured(1).isEmpty())
            parts.append({found.captured(3).isEmpty() ? IndexPart::Kind::Row : IndexPart::Kind::RowFrom, position > 0 ? position - 1 : position, 0});
        else if (!found.captured(4).isEmpty())
            parts.append({IndexPart::Kind::Column, 0, found.captured(5).toUInt()});
        else
            parts.append({IndexPart::Kind::Arc, 0, found.captured(6).toUInt()});
    }
    return parts;
}

ValueRef Reader::ref(const Place& at, const QString& key, const QJsonValue& value) const
{
    ValueRef reference;
    if (value.isDouble()) {
        reference.kind = ValueRef::Kind::Column;
        reference.column = quint32(value.toInteger());
        return reference;
    }
    if (!value.isString())
        at.refuse(key, profileText("this must be a column's number or a reference in quotes."));
    const QString text = value.toString();
    bool isNumber = false;
    if (const uint column = text.toUInt(&isNumber); isNumber) {
        reference.kind = ValueRef::Kind::Column;
        reference.column = column;
    } else if (text.startsWith(u'=')) {
        const auto constant = Decimal::parse(QStringView(text).mid(1));
        if (!constant)
            at.refuse(key, profileText("“%1” is no number; write a constant as \"=80\" or \"=-12.5\".").arg(text));
        reference.kind = ValueRef::Kind::Constant;
        reference.constant = *constant;
    } else if (text == QLatin1String("i")) {
        reference.kind = ValueRef::Kind::Index;
    } else if (static const QRegularExpression part(QStringLiteral("^i-?\\d+-?$")); part.match(text).hasMatch()) {
        reference.kind = ValueRef::Kind::Index;
        reference.index = index(at, key, text);
    } else {
        reference.kind = ValueRef::Kind::Object;
        reference.object = oid(at, key, text.section(u'@', 0, 0));
        if (text.contains(u'@'))
            reference.index = index(at, key, text.section(u'@', 1));
    }
    return reference;
}

Condition Reader::condition(const Place& at, const QString& key, const QJsonValue& value) const
{
    Condition condition;
    condition.ref = ref(at, key, QJsonValue(key));
    const auto number = [&](const QString& text) {
        const auto parsed = Decimal::parse(text.trimmed());
        if (!parsed)
            at.refuse(key, profileText("“%1” is no number.").arg(text));
        return *parsed;
    };
    QString text = value.toString();
    if (value.isArray() || value.isDouble()) {
        condition.kind = Condition::Kind::OneOf;
        const QJsonArray several = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue& one : several) {
            if (!one.isDouble())
                at.refuse(key, profileText("a list holds whole numbers; write text as \"/pattern/\"."));
            condition.numbers.append({one.toInteger(), 0});
        }
        return condition;
    }
    if (!value.isString())
        at.refuse(key, profileText("write a number, a list of numbers, \"/pattern/\", \"<10\", \">10\", \"present\" or \"absent\"."));
    condition.negated = text.startsWith(u'!') || text == QLatin1String("absent");
    if (text.startsWith(u'!'))
        text.remove(0, 1);
    if (text.startsWith(u'/')) {
        condition.kind = Condition::Kind::Matches;
        condition.pattern = patternAt(at, key, text);
    } else if (text.startsWith(u'<') || text.startsWith(u'>')) {
        condition.kind = text.startsWith(u'<') ? Condition::Kind::Below : Condition::Kind::Above;
        condition.numbers = {number(text.mid(1))};
    } else if (text == QLatin1String("present") || text == QLatin1String("absent")) {
        condition.kind = Condition::Kind::Present;
    } else {
        at.refuse(key, profileText("“%1” is no condition; write a number, a list of numbers, \"/pattern/\", \"<10\", \">10\", \"present\" or \"absent\".").arg(text));
    }
    return condition;
}

QList<Condition> Reader::conditions(const Place& at, const char* key) const
{
    QList<Condition> list;
    if (!at.has(key))
        return list;
    const Place inner = at.child(key);
    for (auto it = inner.object.begin(); it != inner.object.end(); ++it)
        list.append(condition(inner, it.key(), it.value()));
    return list;
}

Scaling Reader::scaling(const Place& at) const
{
    static const QMap<QString, Scaling::Convert> conversions{
        {"float32", Scaling::Convert::Float32}, {"milliwattToDbm", Scaling::Convert::MilliwattToDbm}, {"wattToDbm", Scaling::Convert::WattToDbm},
        {"microwattToDbm", Scaling::Convert::MicrowattToDbm}, {"fahrenheitToCelsius", Scaling::Convert::FahrenheitToCelsius}, {"oneHundredMinus", Scaling::Convert::OneToHundred}};
    Scaling scaling;
    scaling.add = at.number("add", 0, std::numeric_limits<qint32>::min());
    scaling.multiply = at.number("multiply", 1, 1);
    scaling.divide = at.number("divide", 1, 1);
    scaling.scaleColumn = ref(at, "scale");
    scaling.precisionColumn = ref(at, "precision");
    scaling.divideColumn = ref(at, "divideBy");
    scaling.signedBits = int(at.number("signedBits", 0, 8));
    if (at.has("pattern"))
        scaling.pattern = patternAt(at, QStringLiteral("pattern"), at.text("pattern"));
    if (const QString name = at.text("convert"); !name.isEmpty()) {
        if (!conversions.contains(name))
            at.refuse(QStringLiteral("convert"), profileText("“%1” is no conversion; use one of %2.").arg(name, QStringList(conversions.keys()).join(QLatin1String(", "))));
        scaling.convert = conversions[name];
    }
    return scaling;
}

LimitRule Reader::limit(const Place& inner) const
{
    constexpr std::array scalingKeys{"add", "multiply", "divide", "scale", "precision", "divideBy", "convert", "pattern", "signedBits"};
    inner.knows({"value", "rows", "when", "add", "multiply", "divide", "scale", "precision", "divideBy", "convert", "pattern", "signedBits"});
    LimitRule rule;
    rule.value = ref(inner, "value");
    if (!rule.value.isSet())
        inner.refuse(QStringLiteral("value"), profileText("a limit needs a value; name its column or a constant."));
    if (inner.has("rows"))
        rule.rows = oid(inner, QStringLiteral("rows"), inner.text("rows"));
    rule.when = conditions(inner, "when");
    if (std::any_of(scalingKeys.begin(), scalingKeys.end(), [&](const char* key) { return inner.has(key); }))
        rule.scaling = scaling(inner);
    return rule;
}

/// A column, a constant, an object that says more, or a list of them: the first that gives a value.
QList<LimitRule> Reader::limits(const Place& at, const char* key) const
{
    const QString name = QLatin1String(key);
    const QJsonValue value = at.object[name];
    if (value.isUndefined())
        return {};
    QList<LimitRule> rules;
    const QJsonArray several = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue& one : several) {
        if (one.isObject())
            rules.append(limit(at.inside(name, one)));
        else
            rules.append({ref(at, name, one), {}, {}, {}});
    }
    return rules;
}

QList<qint64> Reader::skips(const Place& at) const
{
    QList<qint64> numbers;
    const QJsonValue value = at.object[QLatin1String("skip")];
    if (!value.isUndefined() && !value.isArray())
        at.refuse(QStringLiteral("skip"), profileText("this must be a list of raw numbers that mean “not known”."));
    for (const QJsonValue& one : value.toArray())
        numbers.append(one.toInteger());
    return numbers;
}

NameChoice Reader::nameChoice(const Place& at, const QString& text) const
{
    NameChoice choice;
    if (text.startsWith(u'\'')) {
        choice.literal = text.mid(1).chopped(text.size() > 1 && text.endsWith(u'\'') ? 1 : 0);
        return choice;
    }
    choice.ref = ref(at, QStringLiteral("name"), QJsonValue(text.section(u':', 0, 0)));
    const QString form = text.section(u':', 1);
    if (form == QLatin1String("text")) {
        choice.form = NameChoice::Form::Octets;
    } else if (!form.isEmpty()) {
        choice.form = NameChoice::Form::Word;
        choice.states = form;
        if (!profile_.states.contains(form))
            at.refuse(QStringLiteral("name"), profileText("there is no enumeration “%1”; add it to the “states” of the file, or write :text.").arg(form));
    }
    return choice;
}

NameRule Reader::nameRule(const Place& at) const
{
    const QString text = at.text("name");
    if (text.isEmpty())
        at.refuse(QStringLiteral("name"), profileText("a name is missing; write what people should read, as \"Fan {i1}\" or \"{entPhysicalName}\"."));
    static const QRegularExpression placeholder(QStringLiteral("\\{([^}]*)\\}"));
    NameRule rule;
    qsizetype end = 0;
    for (auto it = placeholder.globalMatch(text); it.hasNext();) {
        const auto found = it.next();
        NamePart part{text.mid(end, found.capturedStart() - end), {}};
        end = found.capturedEnd();
        for (const QString& choice : found.captured(1).split(u'|'))
            part.choices.append(nameChoice(at, choice));
        rule.append(part);
    }
    if (end < text.size())
        rule.append({text.mid(end), {}});
    return rule;
}

/// What sensors, processors and memory have in common.
void Reader::readRow(const Place& at, RowRule& rule) const
{
    rule.value = ref(at, "value");
    rule.name = nameRule(at);
    rule.scaling = scaling(at);
    rule.skip = skips(at);
    rule.when = conditions(at, "when");
    rule.unless = conditions(at, "unless");
}

SensorRule Reader::hiddenSensor(const Place& at) const
{
    at.knows({"value", "hidden", "when", "unless", "about"});
    SensorRule rule;
    rule.hidden = at.flag("hidden");
    rule.value = ref(at, "value");
    rule.when = conditions(at, "when");
    rule.unless = conditions(at, "unless");
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
              "lowWarning", "highWarning", "high", "states", "everySeconds", "about"});
    SensorRule rule;
    readRow(at, rule);
    if (!rule.value.isSet())
        at.refuse(QStringLiteral("value"), profileText("a sensor needs a value; write the number of its column."));
    const auto sensorClass = sensorClassNamed(at.text("class"));
    if (!sensorClass)
        at.refuse(QStringLiteral("class"), profileText("“%1” is no class of sensors; write temperature, voltage, current, power, dbm, fanSpeed, state, count … as README.md lists them.").arg(at.text("class")));
    rule.sensorClass = *sensorClass;
    rule.low = limits(at, "low");
    rule.lowWarning = limits(at, "lowWarning");
    rule.highWarning = limits(at, "highWarning");
    rule.high = limits(at, "high");
    rule.states = at.text("states");
    rule.everySeconds = int(at.number("everySeconds", 0, 1));
    if ((rule.sensorClass == SensorClass::State) == rule.states.isEmpty())
        at.refuse(QStringLiteral("states"), profileText("a sensor of class state, and no other, names the enumeration of its numbers."));
    if (!rule.states.isEmpty() && !profile_.states.contains(rule.states))
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
    rule.used = ref(at, "used");
    rule.free = ref(at, "free");
    rule.total = ref(at, "total");
    rule.percent = ref(at, "percent");
    rule.unit = ref(at, "unit");
    rule.value = rule.used.isSet() ? rule.used : rule.free.isSet() ? rule.free : rule.percent;
    for (const QJsonValue& one : at.object["freeToo"].toArray())
        rule.freeToo.append(ref(at, QStringLiteral("freeToo"), one));
    for (const QJsonValue& one : at.object["usedLess"].toArray())
        rule.usedLess.append(ref(at, QStringLiteral("usedLess"), one));
    rule.bytes = at.number("bytes", 1, 1);
    if (int(rule.used.isSet()) + int(rule.free.isSet()) + int(rule.total.isSet()) < 2 && !rule.percent.isSet())
        at.refuse(QStringLiteral("used"), profileText("memory needs two of used, free and total, or a percent."));
    return rule;
}

TableRule Reader::table(const Place& at) const
{
    at.knows({"table", "name", "everySeconds", "fallback", "when", "sensors", "processors", "memory", "about"});
    TableRule rule;
    rule.name = at.text("name");
    rule.entry = oid(at, QStringLiteral("table"), at.text("table"));
    rule.everySeconds = int(at.number("everySeconds", 300, 1));
    rule.fallback = at.flag("fallback");
    rule.when = conditions(at, "when");
    for (const Place& one : at.children("sensors"))
        for (const Place& ofOneClass : byClass(one))
            rule.sensors.append(sensor(ofOneClass));
    for (const Place& one : at.children("processors"))
        rule.processors.append(processor(one));
    for (const Place& one : at.children("memory"))
        rule.memory.append(memory(one));
    if (rule.sensors.isEmpty() && rule.processors.isEmpty() && rule.memory.isEmpty())
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
            source.pattern = patternAt(at, QLatin1String(key), text.mid(slash + 1));
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
            source.object = oid(at, QLatin1String(key), text);
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
        rule.sysDescr = patternAt(at, QStringLiteral("sysDescr"), at.text("sysDescr"));
    rule.when = conditions(at, "when");
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
        match.sysObjectId = oid(at, QStringLiteral("sysObjectId"), at.text("sysObjectId"));
    if (at.has("sysDescr"))
        match.sysDescr = patternAt(at, QStringLiteral("sysDescr"), at.text("sysDescr"));
    if (at.has("answers"))
        match.answers = oid(at, QStringLiteral("answers"), at.text("answers"));
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
        profile_.states.insert(table.key(), states);
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
            names_.insert(it.key(), oid(objects, it.key(), it.value().toString()));
    }
    if (at.has("models")) {
        const Place models = at.child("models");
        for (auto it = models.object.begin(); it != models.object.end(); ++it)
            profile_.models.insert(oid(models, it.key(), it.key()), it.value().toString());
    }
    if (at.has("states"))
        readStates(at.child("states"));
    for (const Place& one : at.children("for"))
        profile_.devices.append(match(one));
    for (const Place& one : at.children("systems"))
        profile_.systems.append(system(one));
    for (const Place& one : at.children("tables"))
        profile_.tables.append(table(one));
    return profile_;
}

QJsonObject objectOf(const QByteArray& json, const QString& fileName)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        throw InvalidInput(profileText("%1, line %2: this is no JSON (%3); correct it there.").arg(fileName).arg(json.left(error.offset).count('\n') + 1).arg(error.errorString()));
    if (!document.isObject())
        throw InvalidInput(profileText("%1: a profile is one object in braces.").arg(fileName));
    return document.object();
}

} // namespace

Profile readProfile(const QByteArray& json, const QString& fileName, const ObjectNames& shared)
{
    return Reader(shared).read({fileName, {}, objectOf(json, fileName)});
}

ObjectNames readObjectNames(const QByteArray& json, const QString& fileName)
{
    ObjectNames names;
    const QJsonObject object = objectOf(json, fileName);
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto parsed = snmp::Oid::parse(it.value().toString());
        if (!parsed)
            Place{fileName, {}, object}.refuse(it.key(), profileText("“%1” is no object identifier.").arg(it.value().toString()));
        names.insert(it.key(), *parsed);
    }
    return names;
}

} // namespace trunkline::collection
