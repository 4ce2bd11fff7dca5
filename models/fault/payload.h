// The evidence of a moment, as text.
#pragma once

#include "models/store/jsontext.h"

namespace trunkline::fault {

class Payload {
public:
    Payload() = default;
    Payload(store::JsonText text) : own_(std::move(text)) {}
    Payload(const QJsonObject& object) : own_(object) {}
    Payload(std::initializer_list<std::pair<QString, QJsonValue>> members) : own_(members) {}
    /// From own() and common(); the second is empty when nothing is common.
    static Payload fromTexts(QString own, QString common);

    store::JsonText json() const;
    QString text() const { return json().text(); }
    QJsonObject object() const { return json().object(); }
    QJsonValue operator[](QStringView name) const { return object().value(name); }
    QJsonValue operator[](QLatin1StringView name) const { return object().value(name); }
    QJsonValue operator[](const char* name) const { return object().value(QLatin1StringView(name)); }
    /// Other members behind those that it has.
    void append(const store::JsonText& more) { own_.append(more); }
    /// From here on what it has is common to its copies, whatever is appended to each: it is stored once for all of them.
    void share();
    /// What is common; empty when nothing is. Copies have the same text, not an equal one.
    const QString& common() const { return common_; }
    /// What is not common.
    QString own() const { return own_.text(); }
    bool operator==(const Payload& other) const { return text() == other.text(); }

private:
    store::JsonText own_;
    QString common_;
};

} // namespace trunkline::fault
