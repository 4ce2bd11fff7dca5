// The columns of gauges, transceivers and ONTs.
#include "models/collection/measure.h"
#include "models/overview/deviceview.h"
#include "models/overview/gaugelist.h"

#include <QCoreApplication>

namespace trunkline::overview {

namespace {

struct GaugeListTexts {
    Q_DECLARE_TR_FUNCTIONS(GaugeList)
};

constexpr double nowhere = -1e30; ///< where what was not read sorts

using GaugeMember = std::optional<GaugeRow> ComponentRow::*;

bool isOld(const GaugeRow& row, const Clock& clock)
{
    return row.last && clock.now().msSince(row.last->at) > std::int64_t(row.gauge.everySeconds) * 2000;
}

QString limitWord(const GaugeRow& row)
{
    const QString limits = collection::limitsText(row.limits, collection::measureUnit(row.gauge.measure));
    if (row.override)
        return limits.isEmpty() ? GaugeListTexts::tr("none, set by %1").arg(row.override->setBy) : GaugeListTexts::tr("%1, set by %2").arg(limits, row.override->setBy);
    return limits;
}

QString severityText(const std::optional<Severity>& severity)
{
    if (!severity)
        return {};
    return *severity == Severity::Cleared ? GaugeListTexts::tr("As it should be") : severityWord(*severity);
}

QVariant severityMark(const std::optional<Severity>& severity, int role)
{
    if (!severity)
        return {};
    if (*severity == Severity::Cleared)
        return role == ToneRole ? QVariant(int(Tone::Good)) : QVariant();
    return role == SeverityRole ? QVariant(int(*severity)) : QVariant();
}

QString shownValue(const std::optional<GaugeRow>& row)
{
    return row && row->last ? collection::valueText(row->gauge, row->last->value) : QString();
}

/// The figure of one gauge of a component.
Column<ComponentRow> figureColumn(const char* id, const QString& title, GaugeMember member, const Clock& clock)
{
    return Column<ComponentRow>(QString::fromLatin1(id), title, [member](const ComponentRow& row) { return shownValue(row.*member); })
        .right()
        .sortedBy([member](const ComponentRow& row) {
            const auto& gauge = row.*member;
            return gauge && gauge->last ? SortKey(gauge->last->value.toDouble()) : SortKey(nowhere);
        })
        .valued([member](const ComponentRow& row) { return (row.*member) && (row.*member)->last ? QVariant((row.*member)->last->value.toDouble()) : QVariant(); })
        .with([member, &clock](const ComponentRow& row, int role) {
            return role == StaleRole && row.*member && isOld(*(row.*member), clock) ? QVariant(true) : QVariant();
        });
}

Column<ComponentRow> textColumn(const char* id, const QString& title, QString performance::Component::* member)
{
    return Column<ComponentRow>(QString::fromLatin1(id), title, [member](const ComponentRow& row) { return row.component.*member; });
}

QList<Column<ComponentRow>> placeColumns()
{
    using C = Column<ComponentRow>;
    const auto leads = [](const char* kind, const QString& id) { return QVariant::fromValue(Target{QString::fromLatin1(kind), id}); };
    return {C(QStringLiteral("device"), GaugeListTexts::tr("Device"), [](const ComponentRow& row) { return row.deviceName; })
                .with([leads](const ComponentRow& row, int role) { return role == TargetRole ? leads("device", row.component.deviceId.toString()) : QVariant(); }),
            C(QStringLiteral("port"), GaugeListTexts::tr("Port"), [](const ComponentRow& row) { return row.component.portName; })
                .with([leads](const ComponentRow& row, int role) { return role == TargetRole && !row.portId.isNull() ? leads("port", row.portId.toString()) : QVariant(); })};
}

Column<ComponentRow> ageColumn(const Clock& clock)
{
    return Column<ComponentRow>(QStringLiteral("age"), GaugeListTexts::tr("Read"),
                                [&clock](const ComponentRow& row) { return row.at() ? GaugeListTexts::tr("%1 ago").arg(ageText(*row.at(), clock.now())) : GaugeListTexts::tr("not yet"); })
        .sortedBy([](const ComponentRow& row) { return SortKey(row.at() ? qint64(row.at()->ms) : qint64(0)); });
}

} // namespace

QList<Column<GaugeRow>> gaugeColumns(bool withDevice, const Clock& clock)
{
    using C = Column<GaugeRow>;
    QList<C> columns;
    if (withDevice)
        columns.append(C(QStringLiteral("device"), GaugeListTexts::tr("Device"), [](const GaugeRow& row) { return row.deviceName; })
                           .with([](const GaugeRow& row, int role) { return role == TargetRole ? QVariant::fromValue(Target{QStringLiteral("device"), row.gauge.deviceId.toString()}) : QVariant(); }));
    columns += {C(QStringLiteral("what"), GaugeListTexts::tr("What"), [](const GaugeRow& row) { return collection::measureTitle(row.gauge.measure); }),
                C(QStringLiteral("name"), GaugeListTexts::tr("Name"), [](const GaugeRow& row) { return row.gauge.name; }),
                C(QStringLiteral("value"), GaugeListTexts::tr("Value"), [](const GaugeRow& row) { return shownValue(row); })
                    .right()
                    .sortedBy([](const GaugeRow& row) { return row.last ? SortKey(row.last->value.toDouble()) : SortKey(nowhere); })
                    .valued([](const GaugeRow& row) { return row.last ? QVariant(row.last->value.toDouble()) : QVariant(); })
                    .with([&clock](const GaugeRow& row, int role) { return role == StaleRole && isOld(row, clock) ? QVariant(true) : QVariant(); }),
                C(QStringLiteral("state"), GaugeListTexts::tr("State"), [](const GaugeRow& row) { return severityText(row.severity); })
                    .with([](const GaugeRow& row, int role) { return severityMark(row.severity, role); }),
                C(QStringLiteral("limits"), GaugeListTexts::tr("Limits"), limitWord),
                C(QStringLiteral("age"), GaugeListTexts::tr("Read"), [&clock](const GaugeRow& row) { return row.last ? GaugeListTexts::tr("%1 ago").arg(ageText(row.last->at, clock.now())) : GaugeListTexts::tr("not yet"); })
                    .sortedBy([](const GaugeRow& row) { return SortKey(row.last ? qint64(row.last->at.ms) : qint64(0)); }),
                C(QStringLiteral("profile"), GaugeListTexts::tr("By profile"), [](const GaugeRow& row) { return row.gauge.profile; })};
    return columns;
}

QList<Column<ComponentRow>> transceiverColumns(const Clock& clock)
{
    using C = Column<ComponentRow>;
    return placeColumns()
           + QList<C>{textColumn("model", GaugeListTexts::tr("Module"), &performance::Component::model), textColumn("vendor", GaugeListTexts::tr("Vendor"), &performance::Component::vendor),
                      textColumn("serial", GaugeListTexts::tr("Serial number"), &performance::Component::serialNumber),
                      figureColumn("rx", GaugeListTexts::tr("Rx power"), &ComponentRow::rx, clock), figureColumn("tx", GaugeListTexts::tr("Tx power"), &ComponentRow::tx, clock),
                      figureColumn("temperature", GaugeListTexts::tr("Temperature"), &ComponentRow::temperature, clock),
                      C(QStringLiteral("state"), GaugeListTexts::tr("State"), [](const ComponentRow& row) { return severityText(row.severity()); })
                          .with([](const ComponentRow& row, int role) { return severityMark(row.severity(), role); }),
                      C(QStringLiteral("limits"), GaugeListTexts::tr("Limits of Rx"), [](const ComponentRow& row) { return row.rx ? limitWord(*row.rx) : QString(); }), ageColumn(clock)};
}

QList<Column<ComponentRow>> ontColumns(const Clock& clock)
{
    using C = Column<ComponentRow>;
    const auto stateOf = [](const ComponentRow& row) { return row.state ? row.state->severity : std::nullopt; };
    return placeColumns()
           + QList<C>{textColumn("name", GaugeListTexts::tr("ONT"), &performance::Component::name), textColumn("label", GaugeListTexts::tr("Label"), &performance::Component::label),
                      textColumn("serial", GaugeListTexts::tr("Serial number"), &performance::Component::serialNumber),
                      C(QStringLiteral("state"), GaugeListTexts::tr("State"), [](const ComponentRow& row) { return shownValue(row.state); })
                          .with([stateOf](const ComponentRow& row, int role) { return severityMark(stateOf(row), role); }),
                      figureColumn("rx", GaugeListTexts::tr("Rx power"), &ComponentRow::rx, clock), figureColumn("oltRx", GaugeListTexts::tr("Rx at the OLT"), &ComponentRow::oltRx, clock),
                      figureColumn("distance", GaugeListTexts::tr("Distance"), &ComponentRow::distance, clock),
                      C(QStringLiteral("cause"), GaugeListTexts::tr("Last down"), [](const ComponentRow& row) { return shownValue(row.cause); }), ageColumn(clock)};
}

} // namespace trunkline::overview
