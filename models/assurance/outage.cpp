#include "models/assurance/outage.h"

#include "models/catalogue/offering.h"

#include <QCoreApplication>

namespace trunkline::assurance {

namespace {

struct CreditTexts {
    Q_DECLARE_TR_FUNCTIONS(Assurance)
};

} // namespace

QJsonObject toJson(const Outage& outage)
{
    return {{"id", outage.id.toString()},
            {"service", outage.serviceId.toString()},
            {"alarm", outage.alarmId.toString()},
            {"startedAt", outage.startedAt.toIso()},
            {"endedAt", outage.endedAt ? QJsonValue(outage.endedAt->toIso()) : QJsonValue()},
            {"openedByEvent", outage.openedByEvent.toString()},
            {"closedByEvent", outage.closedByEvent.toString()}};
}

QJsonObject toJson(const SlaCredit& credit)
{
    return {{"id", credit.id.toString()},
            {"service", credit.serviceId.toString()},
            {"outage", credit.outageId.toString()},
            {"month", credit.month.toIso()},
            {"amount", credit.amount.toPlainString()},
            {"currency", credit.amount.currency.code()},
            {"monthlyPrice", credit.monthlyPrice.toPlainString()},
            {"downMs", qint64(credit.downMs)},
            {"allowedMs", qint64(credit.allowedMs)},
            {"startedHours", qint64(credit.startedHours)},
            {"basisPoints", qint64(credit.basisPoints)},
            {"grantedBefore", credit.grantedBefore.toPlainString()}};
}

QString creditText(const SlaCredit& credit, const QLocale& locale)
{
    const QString month = QStringLiteral("%1 %2").arg(locale.standaloneMonthName(credit.month.month())).arg(credit.month.year());
    QString text = CreditTexts::tr("%1: down for %2, %3 are allowed; %n started hour(s) beyond, %4 of the monthly price", nullptr, int(credit.startedHours))
                       .arg(month, durationText(credit.downMs, locale), durationText(credit.allowedMs, locale),
                            catalogue::percentText(int(credit.basisPoints), locale));
    if (!credit.grantedBefore.isZero())
        text += CreditTexts::tr(", less %1 credited before").arg(credit.grantedBefore.toDisplay(locale));
    return text;
}

} // namespace trunkline::assurance
