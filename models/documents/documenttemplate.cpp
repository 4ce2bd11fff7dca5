#include "models/documents/documenttemplate.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>
#include <mutex>

// Outside of every namespace, as the macro asks.
static void loadDocumentTemplates()
{
    Q_INIT_RESOURCE(documenttemplates);
}

namespace trunkline::documents {

namespace {

QByteArray resource(const QString& name)
{
    loadDocumentTemplates();
    QFile file(QStringLiteral(":/documents/%1.json").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        throw NotFound(QCoreApplication::translate("Documents", "This version of the program has no document layout “%1”; install the version that made it.").arg(name));
    return file.readAll();
}

/// A part of the file that knows its place, for the sentence when something is missing.
struct Part {
    QJsonObject object;
    QString place;

    float number(const char* key) const
    {
        const QJsonValue value = object[QLatin1String(key)];
        if (!value.isDouble())
            throw InvalidInput(QCoreApplication::translate("Documents", "The layout says no number for “%1” in “%2”.").arg(QLatin1String(key), place));
        return float(value.toDouble());
    }
    Part part(const char* key) const
    {
        const QJsonValue value = object[QLatin1String(key)];
        if (!value.isObject())
            throw InvalidInput(QCoreApplication::translate("Documents", "The layout has no part “%1”.").arg(QLatin1String(key)));
        return {value.toObject(), QLatin1String(key)};
    }
    DocumentTemplate::Lines lines(const char* top, const char* leading) const
    {
        return {*top ? number(top) : 0, number("size"), *leading ? number(leading) : 0};
    }
    PdfColour colour(const char* key) const { return PdfColour::named(object[QLatin1String(key)].toString()); }
    QList<TemplateColumn> columns() const
    {
        QList<TemplateColumn> all;
        for (const QJsonValue& each : object[QLatin1String("columns")].toArray())
            all.append({each[QLatin1String("show")].toString(), each[QLatin1String("align")].toString() == QLatin1String("right") ? Align::Right : Align::Left,
                        Part{each.toObject(), place}.number("x")});
        return all;
    }
};

} // namespace

DocumentTemplate readTemplate(const QByteArray& json)
{
    const Part file{QJsonDocument::fromJson(json).object(), {}};
    const Part page = file.part("page"), colours = file.part("colours"), head = file.part("letterhead"), window = file.part("window"), facts = file.part("facts");
    const Part table = file.part("table"), usage = file.part("usage"), logo = head.part("logo");
    DocumentTemplate t;
    t.left = page.number("left");
    t.right = page.number("right");
    t.bottom = page.number("bottom");
    t.top = page.number("top");
    t.ink = colours.colour("ink");
    t.grey = colours.colour("grey");
    t.hairline = colours.colour("hairline");
    t.bar = head.number("bar");
    t.name = head.part("name").lines("baseline", "");
    t.address = head.part("address").lines("top", "leading");
    t.logo = {logo.number("x"), logo.number("y"), logo.number("width"), logo.number("height")};
    t.senderBaseline = window.number("sender");
    t.windowWidth = window.number("width");
    t.window = window.lines("top", "leading");
    t.factsX = facts.number("x");
    t.facts = facts.lines("top", "leading");
    for (const QJsonValue& each : facts.object[QLatin1String("show")].toArray())
        t.factsShown.append(each.toString());
    t.title = file.part("title").lines("top", "");
    t.textRight = table.number("textRight");
    t.headSize = table.number("headSize");
    t.rowSize = table.number("size");
    t.textSize = table.number("textSize");
    t.detailSize = table.number("detailSize");
    t.columns = table.columns();
    t.usage = usage.lines("", "leading");
    t.usageColumns = usage.columns();
    t.dunningColumns = file.part("dunning").columns();
    t.sumLabels = file.part("sums").number("labels");
    t.codeSize = file.part("code").number("size");
    t.footer = file.part("footer").lines("top", "leading");
    return t;
}

const DocumentTemplate& documentTemplate(const QString& name)
{
    static std::mutex mutex;
    static std::map<QString, DocumentTemplate> known;
    const std::lock_guard lock(mutex);
    auto place = known.find(name);
    if (place == known.end())
        place = known.emplace(name, readTemplate(resource(name))).first;
    return place->second;
}

const DocumentWords& DocumentWords::of(const QString& name, const QString& localeName)
{
    static std::mutex mutex;
    static std::map<std::pair<QString, QString>, DocumentWords> known;
    const std::lock_guard lock(mutex);
    const auto key = std::pair(name, localeName.section(u'_', 0, 0));
    auto place = known.find(key);
    if (place == known.end()) {
        place = known.emplace(key, DocumentWords()).first;
        const QJsonObject all = QJsonDocument::fromJson(resource(name)).object();
        for (const QString& language : {QStringLiteral("en"), key.second}) {
            const QJsonObject words = all[language].toObject();
            for (auto word = words.begin(); word != words.end(); ++word)
                place->second.words_.insert(word.key(), word.value().toString());
        }
    }
    return place->second;
}

QString DocumentWords::word(const char* key) const
{
    return words_.value(QLatin1String(key), QLatin1String(key));
}

QStringList DocumentWords::languages(const QString& name)
{
    return QJsonDocument::fromJson(resource(name)).object().keys();
}

} // namespace trunkline::documents
