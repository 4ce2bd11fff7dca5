#include "models/collection/profileplace.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace trunkline::collection {

QString profileText(const char* text)
{
    return QCoreApplication::translate("Profile", text);
}

ProfilePlace ProfilePlace::read(const QByteArray& json, const QString& fileName)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        throw InvalidInput(profileText("%1, line %2: this is no JSON (%3); correct it there.").arg(fileName).arg(json.left(error.offset).count('\n') + 1).arg(error.errorString()));
    if (!document.isObject())
        throw InvalidInput(profileText("%1: a profile is one object in braces.").arg(fileName));
    return {fileName, {}, document.object()};
}

void ProfilePlace::refuse(const QString& key, const QString& why) const
{
    const QString at = path.isEmpty() || key.isEmpty() ? path + key : path + u'.' + key;
    throw InvalidInput(profileText("%1, at “%2”: %3").arg(file, at, why));
}

QString ProfilePlace::text(const char* key) const
{
    const QJsonValue value = object[QLatin1String(key)];
    if (!value.isUndefined() && !value.isString())
        refuse(QLatin1String(key), profileText("this must be a text in quotes."));
    return value.toString();
}

qint64 ProfilePlace::number(const char* key, qint64 fallback, qint64 least) const
{
    const QJsonValue value = object[QLatin1String(key)];
    if (value.isUndefined())
        return fallback;
    if (!value.isDouble() || value.toDouble() != double(value.toInteger()) || value.toInteger() < least)
        refuse(QLatin1String(key), profileText("this must be a whole number of %1 or more.").arg(least));
    return value.toInteger();
}

bool ProfilePlace::flag(const char* key) const
{
    const QJsonValue value = object[QLatin1String(key)];
    if (!value.isUndefined() && !value.isBool())
        refuse(QLatin1String(key), profileText("this must be true or false."));
    return value.toBool();
}

ProfilePlace ProfilePlace::inside(const QString& key, const QJsonValue& value) const
{
    if (!value.isObject())
        refuse(key, profileText("this must be an object in braces."));
    return {file, path.isEmpty() ? key : path + u'.' + key, value.toObject()};
}

QList<ProfilePlace> ProfilePlace::children(const char* key) const
{
    const QJsonValue value = object[QLatin1String(key)];
    if (value.isUndefined())
        return {};
    if (!value.isArray())
        refuse(QLatin1String(key), profileText("this must be a list in brackets."));
    QList<ProfilePlace> places;
    for (const QJsonValue& item : value.toArray())
        places.append(inside(QStringLiteral("%1[%2]").arg(QLatin1String(key)).arg(places.size()), item));
    return places;
}

void ProfilePlace::knows(std::initializer_list<const char*> keys) const
{
    for (auto it = object.begin(); it != object.end(); ++it)
        if (std::none_of(keys.begin(), keys.end(), [&](const char* key) { return it.key() == QLatin1String(key); })) {
            QStringList known;
            for (const char* key : keys)
                known.append(QLatin1String(key));
            refuse(it.key(), profileText("there is no such key here; use one of %1.").arg(known.join(QLatin1String(", "))));
        }
}

ProfilePlace ProfilePlace::child(const char* key) const
{
    return inside(QLatin1String(key), object[QLatin1String(key)]);
}

QRegularExpression ProfilePlace::pattern(const QString& key, const QString& text) const
{
    const qsizetype end = text.lastIndexOf(u'/');
    if (!text.startsWith(u'/') || end < 1 || (end + 1 < text.size() && text.mid(end + 1) != QLatin1String("i")))
        refuse(key, profileText("write a pattern between slashes, as \"/^Fan/\", with an i behind them when case does not count."));
    const QRegularExpression pattern(text.mid(1, end - 1), end + 1 < text.size() ? QRegularExpression::CaseInsensitiveOption : QRegularExpression::NoPatternOption);
    if (!pattern.isValid())
        refuse(key, profileText("“%1” is no regular expression: %2.").arg(text, pattern.errorString()));
    return pattern;
}

} // namespace trunkline::collection
