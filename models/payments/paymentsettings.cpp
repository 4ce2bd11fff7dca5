#include "models/payments/paymentsettings.h"

#include "models/core/errors.h"
#include "models/payments/bankcodes.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace trunkline::payments {

static const QString paymentSettingsName = QStringLiteral("payments");

static QJsonObject paymentSettingsJson(const PaymentSettings& s)
{
    return {{"creditorId", s.creditorId}, {"bic", s.bic}, {"painVersion", s.painVersion}, {"prenotificationDays", s.prenotificationDays}, {"leadDays", s.leadDays},
            {"returnFeeMinor", qint64(s.returnFeeMinor)}, {"writeOffLimitMinor", qint64(s.writeOffLimitMinor)}};
}

PaymentSettings paymentSettings(store::Connection& connection)
{
    PaymentSettings s;
    const QJsonObject o = QJsonDocument::fromJson(store::setting(connection, paymentSettingsName).value_or(QString()).toUtf8()).object();
    s.creditorId = o["creditorId"].toString(s.creditorId);
    s.bic = o["bic"].toString(s.bic);
    s.painVersion = o["painVersion"].toString(s.painVersion);
    s.prenotificationDays = o["prenotificationDays"].toInt(s.prenotificationDays);
    s.leadDays = o["leadDays"].toInt(s.leadDays);
    s.returnFeeMinor = o["returnFeeMinor"].toInteger(s.returnFeeMinor);
    s.writeOffLimitMinor = o["writeOffLimitMinor"].toInteger(s.writeOffLimitMinor);
    return s;
}

void changePaymentSettings(store::Context& context, const access::Actor& actor, const PaymentSettings& settings)
{
    actor.require(access::Permission::ManageOperator);
    const auto text = [](const char* sentence) { return QCoreApplication::translate("Payments", sentence); };
    PaymentSettings s = settings;
    s.creditorId = s.creditorId.isEmpty() ? QString() : checkedCreditorId(s.creditorId);
    s.bic = checkedBic(s.bic);
    if (s.painVersion != QLatin1String("02") && s.painVersion != QLatin1String("08"))
        throw InvalidInput(text("“%1” is no version of pain.008 that is written; use 02 or 08, as the bank says.").arg(s.painVersion));
    if (s.prenotificationDays < 0 || s.prenotificationDays > 90 || s.leadDays < 0 || s.leadDays > 30)
        throw InvalidInput(text("A pre-notification takes 0 to 90 days and the bank's lead 0 to 30."));
    if (s.returnFeeMinor < 0 || s.writeOffLimitMinor < 0)
        throw InvalidInput(text("Fees and limits are not negative."));
    store::Change change(context, actor.who());
    const PaymentSettings before = paymentSettings(change.connection());
    store::putSetting(change.connection(), paymentSettingsName, QString::fromUtf8(QJsonDocument(paymentSettingsJson(s)).toJson(QJsonDocument::Compact)));
    change.commit({QStringLiteral("payments.settingsChanged"), QStringLiteral("setting"), paymentSettingsName, paymentSettingsJson(before), paymentSettingsJson(s), {}, {}});
}

} // namespace trunkline::payments
