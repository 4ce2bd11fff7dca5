// The evidence of a moment: a JSON object as text, so that what arrives by the thousand is put together once and not taken apart
// before somebody looks.
#pragma once

#include <QJsonObject>
#include <QString>

#include <concepts>

namespace trunkline::fault {

class Payload {
public:
    Payload() = default;
    Payload(const QJsonObject& object);
    Payload(std::initializer_list<std::pair<QString, QJsonValue>> members) : Payload(QJsonObject(members)) {}
    /// `json` is an object, as compact text.
    static Payload fromText(QString json);

    QString text() const { return text_.isEmpty() ? QStringLiteral("{}") : text_; }
    /// Empty when the text is no object.
    QJsonObject object() const;
    QJsonValue operator[](QStringView name) const { return object().value(name); }
    QJsonValue operator[](QLatin1StringView name) const { return object().value(name); }
    QJsonValue operator[](const char* name) const { return object().value(QLatin1StringView(name)); }
    bool operator==(const Payload& other) const { return text() == other.text(); }

private:
    QString text_; ///< empty for the empty object
};

/// Writes an object member by member, in the order of the calls. Names are not looked for twice.
class PayloadWriter {
public:
    PayloadWriter();
    /// Goes on behind the last member of `begun`.
    explicit PayloadWriter(const Payload& begun);
    PayloadWriter& add(QStringView name, QStringView value);
    PayloadWriter& add(QStringView name, qint64 value);
    /// No other type: a literal of characters is a pointer, and would be true.
    template <std::same_as<bool> Flag>
    PayloadWriter& add(QStringView name, Flag value) { return flag(name, value); }
    /// Until end(), members are those of an object within.
    PayloadWriter& begin(QStringView name);
    PayloadWriter& end();
    Payload take();

private:
    PayloadWriter& flag(QStringView name, bool value);
    void name(QStringView name);
    void string(QStringView text);
    QString text_;
    bool first_ = true;
};

} // namespace trunkline::fault
