#include "models/overview/alarmlist.h"

#include "models/overview/trapwords.h"

#include <QCoreApplication>
#include <QDateTime>

namespace trunkline::overview {

namespace {

struct AlarmListTexts {
    Q_DECLARE_TR_FUNCTIONS(AlarmList)
};

QString figureOrNothing(qsizetype count, const QLocale& locale)
{
    return count == 0 ? QString() : locale.toString(count);
}

qint64 moneyKey(const AlarmRow& row)
{
    qint64 sum = 0; // for the order of rows only: operators that bill in several currencies see each sum in the cell
    for (const UnitPrice& price : row.impact.monthlyPrices)
        sum += price.micros;
    return sum;
}

} // namespace

Target objectOf(const fault::Alarm& alarm)
{
    if (!alarm.portId.isNull())
        return {QStringLiteral("port"), alarm.portId.toString()};
    if (!alarm.deviceId.isNull())
        return {QStringLiteral("device"), alarm.deviceId.toString()};
    return {};
}

QString stateWord(const fault::Alarm& alarm)
{
    if (!alarm.isOpen())
        return AlarmListTexts::tr("Cleared");
    return alarm.acknowledgedAt ? AlarmListTexts::tr("Acknowledged") : AlarmListTexts::tr("Open");
}

Tone stateTone(const fault::Alarm& alarm)
{
    if (!alarm.isOpen())
        return Tone::Good;
    return alarm.acknowledgedAt ? Tone::Busy : Tone::Attention;
}

QString monthlyText(const QList<UnitPrice>& prices, const QLocale& locale)
{
    QStringList sums;
    for (const UnitPrice& price : prices)
        sums.append(price.times(1, Rounding::HalfUp).toDisplay(locale));
    return sums.join(QStringLiteral(" + "));
}

QString servicesText(const assurance::Impact& impact)
{
    QStringList parts;
    if (!impact.services.isEmpty())
        parts.append(AlarmListTexts::tr("%Ln down", nullptr, int(impact.services.size())));
    if (!impact.unprotected.isEmpty())
        parts.append(AlarmListTexts::tr("%Ln without protection", nullptr, int(impact.unprotected.size())));
    return parts.join(QStringLiteral(", "));
}

QList<Column<AlarmRow>> alarmColumns(const OperatorZone& zone, const QLocale& locale)
{
    using C = Column<AlarmRow>;
    const auto tr = [](const char* text) { return AlarmListTexts::tr(text); };
    return {
        C("severity", tr("Severity"), [](const AlarmRow& row) { return severityWord(row.alarm.severity); })
            .sortedBy([](const AlarmRow& row) { return SortKey(qint64(row.alarm.severity)); })
            .with([](const AlarmRow& row, int role) { return role == SeverityRole ? QVariant(int(row.alarm.severity)) : QVariant(); }),
        C("since", tr("Since"), [zone, locale](const AlarmRow& row) {
            return QStringLiteral("%1 %2").arg(locale.toString(zone.dateAt(row.alarm.raisedAt).date(), QStringLiteral("d MMM")), zone.timeOfDay(row.alarm.raisedAt).left(5));
        })
            .sortedBy([](const AlarmRow& row) { return SortKey(qint64(row.alarm.raisedAt.ms)); })
            .with([zone, locale](const AlarmRow& row, int role) { return role == Qt::ToolTipRole ? QVariant(zone.toDisplay(row.alarm.raisedAt, locale)) : QVariant(); }),
        C("object", tr("Object"), [](const AlarmRow& row) { return row.alarm.objectName.isEmpty() ? row.alarm.source : row.alarm.objectName; })
            .with([](const AlarmRow& row, int role) {
                if (role == Qt::ToolTipRole)
                    return QVariant(row.alarm.objectName);
                const Target target = role == TargetRole ? objectOf(row.alarm) : Target();
                return target.isNull() ? QVariant() : QVariant::fromValue(target);
            }),
        C("problem", tr("Problem"), [](const AlarmRow& row) { return fault::problemWord(row.alarm.problem); })
            .with([](const AlarmRow& row, int role) { return role == Qt::ToolTipRole ? QVariant(row.alarm.text) : QVariant(); }),
        C("services", tr("Services"), [](const AlarmRow& row) { return servicesText(row.impact); })
            .sortedBy([](const AlarmRow& row) { return SortKey(qint64(row.impact.services.size() * 1'000'000 + row.impact.unprotected.size())); })
            .with([](const AlarmRow& row, int role) {
                if (role != ToneRole || servicesText(row.impact).isEmpty())
                    return QVariant();
                return QVariant(int(row.impact.services.isEmpty() ? Tone::Attention : Tone::Bad));
            }),
        C("customers", tr("Customers"), [locale](const AlarmRow& row) { return figureOrNothing(row.impact.customers.size(), locale); })
            .right()
            .sortedBy([](const AlarmRow& row) { return SortKey(qint64(row.impact.customers.size())); })
            .with([](const AlarmRow& row, int role) {
                QStringList names;
                for (const customer::Customer& customer : row.impact.customers)
                    names.append(customer.name);
                return role == Qt::ToolTipRole && !names.isEmpty() ? QVariant(names.mid(0, 20).join(u'\n')) : QVariant();
            }),
        C("money", tr("Stake/month"), [locale](const AlarmRow& row) { return monthlyText(row.impact.monthlyPrices, locale); })
            .right()
            .sortedBy([](const AlarmRow& row) { return SortKey(moneyKey(row)); }),
        C("state", tr("State"), [](const AlarmRow& row) { return stateWord(row.alarm); })
            .with([](const AlarmRow& row, int role) { return role == ToneRole ? QVariant(int(stateTone(row.alarm))) : QVariant(); }),
        C("owner", tr("Owner"), [](const AlarmRow& row) { return row.alarm.owner; }),
        C("count", tr("Count"), [locale](const AlarmRow& row) { return locale.toString(qint64(row.alarm.count)); })
            .right()
            .sortedBy([](const AlarmRow& row) { return SortKey(qint64(row.alarm.count)); }),
        C("last", tr("Last reported"), [zone, locale](const AlarmRow& row) { return zone.toDisplay(row.alarm.lastEventAt, locale); })
            .sortedBy([](const AlarmRow& row) { return SortKey(qint64(row.alarm.lastEventAt.ms)); })
            .hiddenAtFirst(),
        C("number", tr("Number"), [](const AlarmRow& row) { return row.alarm.number; }).hiddenAtFirst(),
        C("cause", tr("Probable cause"), [](const AlarmRow& row) { return fault::probableCauseWord(row.alarm.problem); }).hiddenAtFirst(),
        C("text", tr("Text"), [](const AlarmRow& row) { return row.alarm.text; }).hiddenAtFirst(),
    };
}

QList<Column<fault::Event>> eventColumns(const OperatorZone& zone, const QLocale& locale)
{
    using C = Column<fault::Event>;
    const auto tr = [](const char* text) { return AlarmListTexts::tr(text); };
    return {
        C("at", tr("When"), [zone, locale](const fault::Event& event) {
            return QStringLiteral("%1 %2").arg(zone.dateAt(event.at).toDisplay(locale), zone.timeOfDay(event.at));
        }).sortedBy([](const fault::Event& event) { return SortKey(qint64(event.at.ms)); }),
        C("kind", tr("Event"), [](const fault::Event& event) { return fault::eventKindWord(event.kind, event.payload); }),
        C("source", tr("Source"), [](const fault::Event& event) { return event.source; })
            .with([](const fault::Event&, int role) { return role == IdentifierRole ? QVariant(true) : QVariant(); }),
        C("text", tr("Text"), [](const fault::Event& event) { return event.text; }),
        C("level", tr("Level"), [](const fault::Event& event) { return event.payload[QLatin1String("level")].toString(); }).hiddenAtFirst(),
        C("facility", tr("Facility"), [](const fault::Event& event) { return event.payload[QLatin1String("facility")].toString(); }).hiddenAtFirst(),
        C("trap", tr("Trap or application"), [](const fault::Event& event) {
            return fault::isFromLog(event.payload) ? event.payload[QLatin1String("app")].toString() : trapWord(event.payload[QLatin1String("trap")].toString());
        })
            .with([](const fault::Event& event, int role) {
                if (role == Qt::ToolTipRole)
                    return QVariant(event.payload[QLatin1String("trap")].toString());
                return role == IdentifierRole ? QVariant(true) : QVariant();
            }),
        C("variables", tr("Variables"), [](const fault::Event& event) { return payloadText(event.payload.object()); })
            .with([](const fault::Event& event, int role) {
                if (role == Qt::ToolTipRole)
                    return QVariant(payloadInFull(event.payload.object()));
                return role == IdentifierRole ? QVariant(true) : QVariant();
            }),
    };
}

} // namespace trunkline::overview
