// A JSON object as text: what comes by the thousand is put together once, and not taken apart before somebody looks.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QVarLengthArray>

#include <concepts>
#include <initializer_list>

namespace trunkline::store {

class JsonText {
public:
    JsonText() = default;
    JsonText(const QJsonObject& object);
    JsonText(std::initializer_list<std::pair<QString, QJsonValue>> members) : JsonText(QJsonObject(members)) {}
    /// `json` is an object, as compact text.
    static JsonText fromText(QString json);

    QString text() const { return text_.isEmpty() ? QStringLiteral("{}") : text_; }
    bool isEmpty() const { return text_.isEmpty(); }
    /// Empty when the text is no object. Takes the text apart, as each of the next: who asks for several members asks for this once.
    QJsonObject object() const;
    QJsonValue operator[](QStringView name) const { return object().value(name); }
    QJsonValue operator[](QLatin1StringView name) const { return object().value(name); }
    QJsonValue operator[](const char* name) const { return object().value(QLatin1StringView(name)); }
    /// Other members, behind those that it has.
    void append(const JsonText& more);
    /// The same text; the order of members counts.
    bool operator==(const JsonText&) const = default;

private:
    QString text_; ///< empty for the empty object
};

/// Writes an object member by member, in the order of the calls. Names are not looked for twice.
class JsonWriter {
public:
    JsonWriter() { text_.append(u'{'); }
    JsonWriter& add(QStringView name, QStringView value);
    JsonWriter& add(QStringView name, qint64 value);
    JsonWriter& add(QStringView name, const JsonText& value);
    /// No other type: a literal of characters is a pointer, and would be true.
    template <std::same_as<bool> Flag>
    JsonWriter& add(QStringView name, Flag value) { return raw(name, value ? u"true" : u"false"); }
    JsonWriter& null(QStringView name) { return raw(name, u"null"); }
    /// Until end(), members are those of an object within.
    JsonWriter& begin(QStringView name);
    JsonWriter& end();
    JsonText take();

private:
    JsonWriter& raw(QStringView name, QStringView value);
    void name(QStringView name);
    void string(QStringView text);
    void put(QStringView piece) { text_.append(piece.utf16(), piece.size()); }
    QVarLengthArray<char16_t, 1024> text_; ///< a QString looks at each piece whether it may write
    bool first_ = true;
};

} // namespace trunkline::store
