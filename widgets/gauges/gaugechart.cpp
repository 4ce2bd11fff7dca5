#include "widgets/gauges/gaugechart.h"

#include "models/collection/measure.h"
#include "widgets/chart/ratechart.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/theme.h"
#include "widgets/desk/asking.h"
#include "widgets/gauges/limitsdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace trunkline::widgets {

namespace {

/// A point where each value was read; a value that is none breaks the line where nothing was read in between.
QList<ChartPoint> levelPoints(const overview::GaugeHistory& history)
{
    QList<ChartPoint> points;
    for (qsizetype at = 0; at < history.points.size(); ++at) {
        if (at > 0 && performance::isGap(history.points[at - 1], history.points[at], history.resolution))
            points.append({history.points[at - 1].to.ms + 1, std::nan("")});
        points.append({history.points[at].to.ms, performance::valueOf(history.row.gauge.measure, history.points[at].meanBps).toDouble()});
    }
    return points;
}

QString sourceWord(const overview::GaugeRow& row, performance::LimitSource source)
{
    switch (source) {
    case performance::LimitSource::Device: return GaugeChart::tr("by the device");
    case performance::LimitSource::Profile: return GaugeChart::tr("by the profile %1").arg(row.gauge.profile);
    case performance::LimitSource::Person: break;
    }
    return row.override ? GaugeChart::tr("set by %1: %2").arg(row.override->setBy, row.override->reason) : QString();
}

/// "Warns above 70 °C (by the profile acme), at most 85 °C (by the device)".
QString limitsWithSources(const overview::GaugeRow& row)
{
    const QString unit = collection::measureUnit(row.gauge.measure);
    QStringList parts;
    const auto add = [&](const std::optional<performance::Limit>& limit, const QString& words) {
        if (limit)
            parts.append(words.arg(collection::figureText(limit->value, unit), sourceWord(row, limit->source)));
    };
    add(row.limits.low, GaugeChart::tr("at least %1 (%2)"));
    add(row.limits.lowWarning, GaugeChart::tr("warns below %1 (%2)"));
    add(row.limits.highWarning, GaugeChart::tr("warns above %1 (%2)"));
    add(row.limits.high, GaugeChart::tr("at most %1 (%2)"));
    if (parts.isEmpty() && row.override)
        return GaugeChart::tr("No limits, %1").arg(sourceWord(row, performance::LimitSource::Person));
    if (parts.isEmpty())
        return row.gauge.states.isEmpty() ? GaugeChart::tr("Nobody tells limits of it.") : GaugeChart::tr("Its states are known by the profile %1.").arg(row.gauge.profile);
    return GaugeChart::tr("Limits: %1").arg(parts.join(QStringLiteral(", ")));
}

} // namespace

GaugeChart::GaugeChart(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), chart_(new RateChart(this)), limits_(new QLabel(this)), set_(new QPushButton(tr("Set limits …"), this)), asked_(new Asking(this))
{
    setObjectName(QStringLiteral("gaugeView"));
    chart_->setObjectName(QStringLiteral("gaugeChart"));
    chart_->setAccessibleName(tr("Values of the sensor"));
    chart_->setZone(QTimeZone(desk_.profile().zone.name().toLatin1()));
    chart_->setLevels(true);
    chart_->setEmptyState(tr("Nothing was read of it in this time. It is polled as often as its profile says; choose a longer time."));
    chart_->setRange(ChartRange::Day, desk_.clock().now().ms);
    limits_->setObjectName(QStringLiteral("gaugeLimits"));
    limits_->setAccessibleName(tr("Limits of the sensor"));
    limits_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    limits_->setWordWrap(true);
    set_->setObjectName(QStringLiteral("setLimits"));
    set_->setEnabled(false);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(gridStep, gridStep / 2, gridStep, gridStep);
    line->setSpacing(2 * gridStep);
    line->addWidget(limits_, 1);
    line->addWidget(set_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(chart_, 1);
    column->addLayout(line);
    connect(chart_, &RateChart::rangeChosen, this, [this](ChartRange range) {
        following_ = true;
        chart_->setRange(range, desk_.clock().now().ms);
        ask(true);
    });
    connect(chart_, &RateChart::windowChanged, this, [this] {
        following_ = false;
        ask(true);
    });
    connect(chart_->notices(), &NoticeBar::actionTriggered, this, [this] { ask(true); });
    connect(set_, &QPushButton::clicked, this, &GaugeChart::setLimits);
}

void GaugeChart::showGauge(GaugeId id)
{
    if (id_ == id)
        return;
    id_ = id;
    chart_->setSeries({});
    set_->setEnabled(false);
    ask(true);
}

void GaugeChart::refresh()
{
    if (!id_.isNull() && isVisible())
        ask(false);
}

void GaugeChart::ask(bool anew)
{
    if (id_.isNull())
        return;
    if (anew)
        chart_->setLoading();
    const Timestamp to{following_ ? desk_.clock().now().ms : chart_->toMs()};
    const Timestamp from{following_ ? to.ms - rangeMs(chart_->range()) : chart_->fromMs()};
    asked_->ask(
        desk_.executor(), [id = id_, from, to](store::Connection& connection) { return overview::gaugeHistory(connection, id, from, to); },
        [this, to](const overview::GaugeHistory& history) {
            chart_->notices()->clear();
            if (following_)
                chart_->setRange(chart_->range(), to.ms);
            show(history);
        },
        [this](const Error& error) { chart_->notices()->showNotice({Tone::Bad, tr("The values could not be read."), error.sentence(), {}, tr("Try again")}); });
}

void GaugeChart::show(const overview::GaugeHistory& history)
{
    row_ = history.row;
    const performance::Gauge& gauge = row_.gauge;
    const QString unit = collection::measureUnit(gauge.measure);
    chart_->setTitle(QStringLiteral("%1 %2").arg(row_.deviceName, gauge.name));
    chart_->setUnit(unit);
    const performance::Limits& limits = row_.limits;
    // One line: the limit that is crossed first.
    const auto& nearest = limits.highWarning ? limits.highWarning : limits.high ? limits.high : limits.lowWarning ? limits.lowWarning : limits.low;
    chart_->setReference(nearest ? nearest->value.toDouble() : 0, nearest ? tr("Limit %1").arg(collection::figureText(nearest->value, unit)) : QString());
    chart_->setSeries({{collection::measureTitle(gauge.measure), levelPoints(history)}});
    limits_->setText(limitsWithSources(row_));
    set_->setEnabled(gauge.states.isEmpty() && desk_.actor().may(access::Permission::HandleAlarms));
}

void GaugeChart::setLimits()
{
    auto* dialog = new LimitsDialog(desk_, row_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] { ask(false); });
    dialog->open();
}

} // namespace trunkline::widgets
