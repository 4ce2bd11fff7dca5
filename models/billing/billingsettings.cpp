#include "models/billing/billingsettings.h"

#include "models/core/errors.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

namespace trunkline::billing {

static const QString settingsName = QStringLiteral("billing");

static QJsonObject settingsJson(const BillingSettings& s)
{
    return {{"invoiceSeries", s.invoiceSeries}, {"creditNoteSeries", s.creditNoteSeries}, {"locale", s.localeName}};
}

BillingSettings billingSettings(store::Connection& connection)
{
    BillingSettings settings;
    const QJsonObject o = QJsonDocument::fromJson(store::setting(connection, settingsName).value_or(QString()).toUtf8()).object();
    settings.invoiceSeries = o["invoiceSeries"].toString(settings.invoiceSeries);
    settings.creditNoteSeries = o["creditNoteSeries"].toString(settings.creditNoteSeries);
    settings.localeName = o["locale"].toString(settings.localeName);
    return settings;
}

static void checkSettings(const BillingSettings& settings)
{
    const auto text = [](const char* sentence) { return QCoreApplication::translate("Billing", sentence); };
    static const QRegularExpression seriesForm(QStringLiteral("^[A-Z0-9][A-Z0-9-]{0,7}$"));
    for (const QString& series : {settings.invoiceSeries, settings.creditNoteSeries})
        if (!seriesForm.match(series).hasMatch())
            throw InvalidInput(text("“%1” is not a number series; use at most eight capitals, digits and dashes, such as INV.").arg(series));
    if (settings.invoiceSeries == settings.creditNoteSeries)
        throw InvalidInput(text("Invoices and credit notes can't share the series %1; each needs its own.").arg(settings.invoiceSeries));
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
