#include "models/billing/billingsettings.h"

#include "models/core/errors.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace trunkline::billing {

static const QString settingsName = QStringLiteral("billing");

std::optional<std::int64_t> limitOf(const access::Actor& actor, const RoleLimits& limits)
{
    std::int64_t most = 0;
    for (const access::Role role : actor.roles()) {
        if (!limits.contains(role))
            return std::nullopt;
        most = std::max(most, limits.value(role));
    }
    return most;
}

static QJsonObject limitsJson(const RoleLimits& limits)
{
    QJsonObject o;
    for (auto limit = limits.cbegin(); limit != limits.cend(); ++limit)
        o[access::nameOf(limit.key())] = qint64(limit.value());
    return o;
}

static RoleLimits limitsFrom(const QJsonObject& o)
{
    RoleLimits limits;
    for (const QString& role : o.keys())
        limits.insert(access::roleNamed(role), o[role].toInteger());
    return limits;
}

static QJsonArray seriesJson(const QList<CountrySeries>& all)
{
    QJsonArray array;
    for (const CountrySeries& each : all)
        array.append(QJsonObject{{"country", each.country}, {"invoices", each.invoiceSeries}, {"creditNotes", each.creditNoteSeries}});
    return array;
}

static QJsonObject settingsJson(const BillingSettings& s)
{
    return {{"invoiceSeries", s.invoiceSeries}, {"creditNoteSeries", s.creditNoteSeries}, {"locale", s.localeName},
            {"proration", nameOf(s.conventions.proration)}, {"repair", nameOf(s.conventions.repair)}, {"countrySeries", seriesJson(s.countrySeries)},
            {"adjustmentLimits", limitsJson(s.adjustmentLimits)}, {"approvalLimits", limitsJson(s.approvalLimits)}};
}

BillingSettings billingSettings(store::Connection& connection)
{
    BillingSettings settings;
    const QJsonObject o = QJsonDocument::fromJson(store::setting(connection, settingsName).value_or(QString()).toUtf8()).object();
    settings.invoiceSeries = o["invoiceSeries"].toString(settings.invoiceSeries);
    settings.creditNoteSeries = o["creditNoteSeries"].toString(settings.creditNoteSeries);
    settings.localeName = o["locale"].toString(settings.localeName);
    if (o.contains(QLatin1String("proration")))
        settings.conventions = {prorationBasisNamed(o["proration"].toString()), repairRoundingNamed(o["repair"].toString())};
    for (const QJsonValue& each : o["countrySeries"].toArray())
        settings.countrySeries.append({each["country"].toString(), each["invoices"].toString(), each["creditNotes"].toString()});
    if (o.contains(QLatin1String("adjustmentLimits")))
        settings.adjustmentLimits = limitsFrom(o["adjustmentLimits"].toObject());
    settings.approvalLimits = limitsFrom(o["approvalLimits"].toObject());
    return settings;
}

static void checkSettings(const BillingSettings& settings)
{
    const auto text = [](const char* sentence) { return QCoreApplication::translate("Billing", sentence); };
    static const QRegularExpression seriesForm(QStringLiteral("^[A-Z0-9][A-Z0-9-]{0,7}$"));
    QStringList all{settings.invoiceSeries, settings.creditNoteSeries};
    for (const CountrySeries& each : settings.countrySeries)
        all << each.invoiceSeries << each.creditNoteSeries;
    QSet<QString> seen;
    for (const QString& series : all) {
        if (!seriesForm.match(series).hasMatch())
            throw InvalidInput(text("“%1” is not a number series; use at most eight capitals, digits and dashes, such as INV.").arg(series));
        if (seen.contains(series))
            throw InvalidInput(text("Invoices and credit notes can't share the series %1; each needs its own.").arg(series));
        seen.insert(series);
    }
    for (const RoleLimits& limits : {settings.adjustmentLimits, settings.approvalLimits})
        for (const std::int64_t limit : limits)
            if (limit < 0 || limit > 1'000'000'000'000)
                throw InvalidInput(text("A limit is not between 0 and 1,000,000,000,000 whole units of the currency."));
    if (settings.localeName.isEmpty() || (settings.localeName != QLatin1String("C") && settings.locale() == QLocale::c()))
        throw InvalidInput(text("“%1” is not a language and country; write it like en_GB or de_DE.").arg(settings.localeName));
}

void changeBillingSettings(store::Context& context, const access::Actor& actor, const BillingSettings& settings)
{
    actor.require(access::Permission::ManageOperator);
    checkSettings(settings);
    store::Change change(context, actor.who());
    const BillingSettings before = billingSettings(change.connection());
    store::putSetting(change.connection(), settingsName, QString::fromUtf8(QJsonDocument(settingsJson(settings)).toJson(QJsonDocument::Compact)));
    change.commit({QStringLiteral("billing.settingsChanged"), QStringLiteral("setting"), settingsName, settingsJson(before), settingsJson(settings), {}, {}});
}

} // namespace trunkline::billing
