// One object of a profile file and where it stands ("tables[2].sensors[0]"), so that whatever is wrong in it
// can be told with its place.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QRegularExpression>
#include <QString>

namespace trunkline::collection {

QString profileText(const char* text);

struct ProfilePlace {
    QString file;
    QString path;
    QJsonObject object;

    /// The file's object. Throws InvalidInput with the line when it is no JSON.
    static ProfilePlace read(const QByteArray& json, const QString& fileName);

    /// Throws InvalidInput: "acme.json, at “tables[0].sensors[1].class”: why".
    [[noreturn]] void refuse(const QString& key, const QString& why) const;
    bool has(const char* key) const { return object.contains(QLatin1String(key)); }
    // These refuse what is of another type; what is absent is empty.
    QString text(const char* key) const;
    qint64 number(const char* key, qint64 fallback, qint64 least) const;
    bool flag(const char* key) const;
    ProfilePlace child(const char* key) const;
    QList<ProfilePlace> children(const char* key) const;
    ProfilePlace inside(const QString& key, const QJsonValue& value) const;
    /// "/expression/", with an i behind it when case does not count.
    QRegularExpression pattern(const QString& key, const QString& text) const;
    /// Refuses a key that is none of these: a misspelt one would be a rule that silently does nothing.
    void knows(std::initializer_list<const char*> keys) const;
};

} // namespace trunkline::collection
