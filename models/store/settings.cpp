#include "models/store/settings.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace trunkline::store {

std::optional<QString> setting(Connection& connection, const QString& name)
{
    const auto row = connection.row(QStringLiteral("SELECT value FROM setting WHERE name = ?"), {name});
    return row ? std::optional(row->text("value")) : std::nullopt;
}

void putSetting(Connection& connection, const QString& name, const QString& value)
{
    connection.exec(QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value"), {name, value});
}

std::optional<OperatorProfile> operatorProfile(Connection& connection)
{
    const auto text = setting(connection, QStringLiteral("operator"));
    if (!text)
        return std::nullopt;
    const QJsonObject o = QJsonDocument::fromJson(text->toUtf8()).object();
    OperatorProfile profile;
    profile.name = o["name"].toString();
    profile.currency = Currency::parse(o["currency"].toString());
    profile.zone = OperatorZone::named(o["timeZone"].toString());
    profile.street = o["street"].toString();
    profile.postCode = o["postCode"].toString();
    profile.city = o["city"].toString();
    profile.country = o["country"].toString();
    profile.vatId = o["vatId"].toString();
    profile.iban = o["iban"].toString();
    profile.demo = o["demo"].toBool();
    return profile;
}

OperatorProfile requireProfile(Connection& connection)
{
    if (auto profile = operatorProfile(connection))
        return *profile;
    throw Refused(QCoreApplication::translate("Store", "The database %1 has no operator yet; run “trunklinectl setup” or open it in the desktop first.")
                      .arg(connection.url().toDisplay()));
}

void putProfile(Connection& connection, const OperatorProfile& profile)
{
    const QJsonObject o{{"name", profile.name}, {"currency", profile.currency.code()}, {"timeZone", profile.zone.name()},
                        {"street", profile.street}, {"postCode", profile.postCode}, {"city", profile.city},
                        {"country", profile.country}, {"vatId", profile.vatId}, {"iban", profile.iban}, {"demo", profile.demo}};
    putSetting(connection, QStringLiteral("operator"), QString::fromUtf8(QJsonDocument(o).toJson(QJsonDocument::Compact)));
}

std::int64_t demoClockOffsetMs(Connection& connection)
{
    return setting(connection, QStringLiteral("demo.clockOffsetMs")).value_or(QStringLiteral("0")).toLongLong();
}

} // namespace trunkline::store
