#include "widgets/performance/performanceworkspace.h"

#include "models/fault/alarm.h"
#include "widgets/chart/ratechart.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/targetdrag.h"
#include "widgets/common/theme.h"
#include "widgets/common/units.h"
#include "widgets/desk/asking.h"
#include "widgets/noc/panelwidth.h"
#include "widgets/noc/portdetail.h"
#include "widgets/noc/portratesdialog.h"
#include "widgets/performance/comparedbar.h"
#include "widgets/performance/figurestable.h"
#include "widgets/gauges/gaugechart.h"
#include "widgets/gauges/measurelists.h"
#include "widgets/shell/workspacepage.h"

#include <QAction>
#include <QDockWidget>
#include <QGuiApplication>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace trunkline::widgets {

namespace {

/// A point at the end of each interval, and at the beginning of the first; where intervals do not touch, a value that is none breaks the line.
QList<ChartPoint> chartPoints(const QList<performance::RatePoint>& rates, performance::Resolution resolution)
{
    QList<ChartPoint> points;
    for (qsizetype at = 0; at < rates.size(); ++at) {
        const bool gap = at > 0 && performance::isGap(rates[at - 1], rates[at], resolution);
        if (gap)
            points.append({rates[at - 1].to.ms + 1, std::nan("")});
        if (at == 0 || gap) // the rate held from the beginning of its interval on
            points.append({rates[at].from.ms, double(rates[at].meanBps)});
        points.append({rates[at].to.ms, double(rates[at].meanBps)});
    }
    return points;
}

/// As the operator's people know it; Qt's own zone for the axis.
QTimeZone axisZone(const store::OperatorProfile& profile)
{
    return QTimeZone(profile.zone.name().toLatin1());
}

constexpr int lookAgainMs = 30'000; // values grow old while nothing else happens

QList<ChartMark> marksOf(const overview::PortTraffic& traffic, const QString& prefix, const Desk& desk)
{
    QList<ChartMark> marks;
    QSet<AlarmId> told; // an outage leads to its alarm
    for (const overview::TrafficOutage& one : traffic.outages) {
        const qint64 end = one.outage.endedAt.value_or(traffic.to).ms;
        const QString length = duration(qMax<qint64>(0, end - one.outage.startedAt.ms) / 1000);
        marks.append({ChartMark::Kind::Outage, one.outage.startedAt.ms, end,
                      prefix + (one.outage.isOpen() ? PerformanceWorkspace::tr("Outage of %1, still down: %2").arg(one.serviceName, length)
                                                    : PerformanceWorkspace::tr("Outage of %1: %2").arg(one.serviceName, length)),
                      {QStringLiteral("alarm"), one.outage.alarmId.toString()}});
        told.insert(one.outage.alarmId);
    }
    for (const fault::Alarm& alarm : traffic.alarms)
        if (!told.contains(alarm.id))
            marks.append({ChartMark::Kind::Alarm, alarm.raisedAt.ms, alarm.clearedAt.value_or(traffic.to).ms,
                          prefix + PerformanceWorkspace::tr("%1 %2, %3").arg(alarm.number, fault::problemWord(alarm.problem), desk.timeText(alarm.raisedAt)),
                          {QStringLiteral("alarm"), alarm.id.toString()}});
    for (const overview::TrafficChange& change : traffic.changes)
        marks.append({ChartMark::Kind::Order, change.at.ms, change.at.ms,
                      prefix + (change.begins ? PerformanceWorkspace::tr("%1 activated for %2, %3") : PerformanceWorkspace::tr("%1 ended for %2, %3"))
                                   .arg(change.serviceName, change.customerName, desk.timeText(change.at)),
                      change.orderId.isNull() ? Target() : Target{QStringLiteral("order"), change.orderId.toString()}});
    return marks;
}

} // namespace

PerformanceWorkspace::PerformanceWorkspace(Desk& desk, DetailPane& detail, QObject* parent)
    : QObject(parent), desk_(desk), detail_(detail), page_(new WorkspacePage(QStringLiteral("performancePage"))),
      portsAsked_(new Asking(this)), trafficAsked_(new Asking(this)), detailAsked_(new Asking(this))
{
    buildPage();
    rates_ = new PortRatesAction(desk_, page_, this);
    connectDesk();
    connectViews();
    askForPorts();
}

PerformanceWorkspace::~PerformanceWorkspace()
{
    if (page_ && !page_->parent())
        delete page_;
}

QIcon PerformanceWorkspace::icon() const { return themeIcon({QStringLiteral("office-chart-line"), QStringLiteral("view-statistics"), QStringLiteral("utilities-system-monitor")}); }
QWidget* PerformanceWorkspace::widget() { return page_; }

QWidget* PerformanceWorkspace::buildList()
{
    ports_ = new TablePane(QStringLiteral("portTable"));
    ports_->setAccessibleName(tr("Ports"));
    ports_->setEmptyState(tr("No port is known yet. Ports appear here when devices were found, in the workspace Network."));
    portModel_ = new overview::PortListModel(overview::portColumns(true, desk_.clock()), [](const overview::PortRow& row) { return overview::keyOf(row); }, page_);
    ports_->setModel(portModel_);
    for (int column = 0; column < portModel_->columnCount(); ++column) // the list is narrow: what finds a port, and what it carries
        ports_->view()->setColumnHidden(column, !QStringList{"device", "port", "in", "out"}.contains(portModel_->columnId(column)));
    auto* together = new QAction(themeIcon({QStringLiteral("office-chart-line-stacked"), QStringLiteral("office-chart-line")}), tr("Compare in one chart"), this);
    together->setObjectName(QStringLiteral("comparePorts"));
    together->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
    connect(together, &QAction::triggered, this, [this] {
        QStringList ids;
        for (const QVariant& key : ports_->selectedKeys())
            ids.append(key.toString());
        compare(ids);
    });
    ports_->addRowAction(together);
    new TargetDrag(ports_->view(), [this] {
        QList<Target> dragged;
        for (const QVariant& key : ports_->selectedKeys())
            dragged.append({QStringLiteral("port"), key.toString()});
        return dragged;
    });
    return ports_;
}

void PerformanceWorkspace::buildPage()
{
    views_ = new QStackedWidget(page_);
    views_->setObjectName(QStringLiteral("performanceViews"));
    unchosen_ = new EmptyState(views_);
    unchosen_->setObjectName(QStringLiteral("performanceEmpty"));
    unchosen_->setContent(tr("Choose a port at the left to see what it carries. Type to find one by device, port, alias, service or customer."));
    auto* chosen = new QWidget(views_);
    compared_ = new ComparedBar(chosen);
    chart_ = new RateChart(chosen);
    chart_->setObjectName(QStringLiteral("portChart"));
    chart_->setAccessibleName(tr("Traffic of the port"));
    chart_->setZone(axisZone(desk_.profile()));
    chart_->setEmptyState(tr("No samples in this time. Polling fills this in a minute: the first round reads the counters, the second knows the rate."), tr("Poll now"));
    chart_->setRange(ChartRange::Day, desk_.clock().now().ms);
    figures_ = new FiguresTable(chosen);
    auto* column = new QVBoxLayout(chosen);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(compared_);
    column->addWidget(chart_, 1);
    column->addWidget(figures_);
    views_->addWidget(unchosen_);
    gauge_ = new GaugeChart(desk_, views_);
    views_->addWidget(chosen);
    views_->addWidget(gauge_);
    page_->setCentralWidget(views_);
    lists_ = new MeasureLists(desk_, buildList(), tr("Ports"));
    QDockWidget* panel = static_cast<WorkspacePage*>(page_.data())->addPanel(QStringLiteral("portListPanel"), tr("Ports and sensors"), lists_, Qt::LeftDockWidgetArea);
    listWidth_ = new PanelWidth(page_, panel, 480);
    QWidget::setTabOrder(ports_, compared_);
    QWidget::setTabOrder(compared_, chart_);
    showFigures({});

    auto* poll = new QAction(themeIcon({QStringLiteral("view-refresh")}), tr("Poll all devices now"), this);
    poll->setObjectName(QStringLiteral("pollNow"));
    poll->setEnabled(desk_.actor().may(access::Permission::DiscoverNetwork));
    connect(poll, &QAction::triggered, &desk_, &Desk::pollAsked);
    actions_.append(poll);
}

void PerformanceWorkspace::connectDesk()
{
    connect(&desk_, &Desk::measured, this, &PerformanceWorkspace::refresh);
    connect(&desk_, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        if (concerns(entries, {QStringLiteral("device"), QStringLiteral("gauge"), QStringLiteral("port"), QStringLiteral("link"), QStringLiteral("service"), QStringLiteral("outage"),
                               QStringLiteral("alarm")}))
            refresh();
    });
    connect(&detail_, &DetailPane::retryRequested, this, [this] {
        if (page_->isVisible() && !chosen_.isEmpty())
            askForDetail(true);
    });
    auto* again = new QTimer(this);
    connect(again, &QTimer::timeout, this, [this] {
        if (page_ && page_->isVisible())
            refresh();
    });
    again->start(lookAgainMs);
}

void PerformanceWorkspace::connectViews()
{
    // A press may begin a drag: only when it was a click the row is chosen.
    connect(ports_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        if (awaited_.isEmpty() && !QGuiApplication::mouseButtons().testFlag(Qt::LeftButton))
            choose(key);
    });
    connect(ports_->view(), &QTableView::clicked, this, [this] {
        if (ports_->selectedKeys().size() == 1)
            choose(ports_->currentKey());
    });
    connect(ports_, &TablePane::opened, this, [this](const QVariant& key) {
        choose(key);
        Q_EMIT visited({QStringLiteral("port"), key.toString()});
    });
    connect(ports_, &TablePane::targetActivated, this, [this](const Target& target) {
        if (target.kind != QLatin1String("port")) // those are chosen by the click itself
            Q_EMIT targetActivated(target);
    });
    connect(ports_, &TablePane::retryRequested, this, &PerformanceWorkspace::refresh);
    connect(lists_, &MeasureLists::gaugeChosen, this, &PerformanceWorkspace::chooseGauge);
    connect(lists_, &MeasureLists::targetActivated, this, &PerformanceWorkspace::targetActivated);
    connect(compared_, &ComparedBar::removed, this, [this](int place) {
        QStringList rest = chosen_;
        rest.removeAt(place);
        compare(rest);
    });
    connect(compared_, &ComparedBar::directionChanged, this, [this] { showTraffic(traffic_); });
    connect(chart_, &RateChart::targetsDropped, this, &PerformanceWorkspace::add);
    connect(chart_, &RateChart::rangeChosen, this, [this](ChartRange range) {
        following_ = true;
        chart_->setRange(range, desk_.clock().now().ms);
        askForTraffic(true);
    });
    connect(chart_, &RateChart::windowChanged, this, [this] {
        following_ = false;
        askForTraffic(true);
    });
    connect(chart_, &RateChart::markActivated, this, &PerformanceWorkspace::targetActivated);
    connect(chart_, &RateChart::emptyAction, &desk_, &Desk::pollAsked);
    connect(chart_->notices(), &NoticeBar::actionTriggered, this, [this] { askForTraffic(true); });
}

/// A sensor takes the place of the ports in the chart.
void PerformanceWorkspace::chooseGauge(GaugeId id)
{
    chosen_.clear();
    detail_.setActions({});
    detail_.clear();
    views_->setCurrentWidget(gauge_);
    gauge_->showGauge(id);
}

void PerformanceWorkspace::refresh()
{
    askForPorts();
    lists_->refresh();
    gauge_->refresh();
    if (chosen_.isEmpty())
        return;
    askForTraffic(false);
    askForDetail(false);
}

void PerformanceWorkspace::askForPorts()
{
    portsAsked_->ask(
        desk_.executor(), [](store::Connection& connection) { return overview::portRows(connection); },
        [this](const QList<overview::PortRow>& rows) {
            portModel_->replace(rows);
            if (!awaited_.isEmpty())
                ports_->select(std::exchange(awaited_, {}));
        },
        [this](const Error& error) { portModel_->setFailed(error.sentence()); });
}

QString PerformanceWorkspace::nameOf(const QString& port) const
{
    const overview::PortRow* row = portModel_->find(port);
    return row ? QStringLiteral("%1 %2").arg(row->deviceName, row->port.name) : QString();
}

void PerformanceWorkspace::choose(const QVariant& key)
{
    const QString id = key.toString();
    if (!PortId::fromString(id).isNull() && chosen_ != QStringList{id})
        compare({id});
}

/// Those that are dropped join those that are shown.
void PerformanceWorkspace::add(const QList<Target>& targets)
{
    QStringList together = chosen_;
    for (const Target& target : targets)
        if (target.kind == QLatin1String("port") && !together.contains(target.id))
            together.append(target.id);
    compare(together);
}

void PerformanceWorkspace::compare(const QStringList& ports)
{
    chart_->notices()->clear();
    if (ports.isEmpty())
        return;
    if (ports.size() > overview::mostCompared)
        chart_->notices()->showNotice({Tone::Attention, tr("One chart compares at most %Ln port(s).", nullptr, overview::mostCompared),
                                       tr("Take one out of the comparison before you add another."), {}, {}});
    chosen_ = ports.mid(0, overview::mostCompared);
    showChosen();
    chart_->setSeries({});
    showFigures({}); // those of other ports must not stand under these
    if (following_)
        chart_->setRange(chart_->range(), desk_.clock().now().ms);
    askForTraffic(true);
    askForDetail(true);
}

void PerformanceWorkspace::showChosen()
{
    views_->setCurrentIndex(1);
    QStringList names;
    for (const QString& port : std::as_const(chosen_))
        names.append(nameOf(port));
    compared_->setPorts(names);
    if (names.size() > 1)
        chart_->setTitle(compared_->showsIn() ? tr("In") : tr("Out"));
    else if (!names.first().isEmpty())
        chart_->setTitle(names.first());
}

void PerformanceWorkspace::askForTraffic(bool anew)
{
    QList<PortId> ports;
    for (const QString& port : std::as_const(chosen_))
        ports.append(PortId::fromString(port));
    if (ports.isEmpty())
        return;
    if (anew)
        chart_->setLoading();
    const bool following = following_;
    const Timestamp to{following ? desk_.clock().now().ms : chart_->toMs()};
    const Timestamp from{following ? to.ms - rangeMs(chart_->range()) : chart_->fromMs()};
    trafficAsked_->ask(
        desk_.executor(),
        [ports, from, to](store::Connection& connection) {
            QList<overview::PortTraffic> traffic;
            for (const PortId& port : ports)
                traffic.append(overview::portTraffic(connection, port, from, to));
            return traffic;
        },
        [this](const QList<overview::PortTraffic>& traffic) {
            if (chart_->notices()->notice().tone == Tone::Bad)
                chart_->notices()->clear();
            traffic_ = traffic;
            showTraffic(traffic);
        },
        [this](const Error& error) { chart_->notices()->showNotice({Tone::Bad, tr("The samples could not be read."), error.sentence(), {}, tr("Try again")}); });
}

void PerformanceWorkspace::askForDetail(bool anew)
{
    if (!page_->isVisible() || chosen_.isEmpty())
        return;
    const Target target{QStringLiteral("port"), chosen_.last()};
    if (anew) {
        detail_.setActions({});
        detail_.setLoading(nameOf(target.id));
    }
    detailAsked_->ask(
        desk_.executor(), [port = PortId::fromString(target.id)](store::Connection& connection) { return overview::portDetail(connection, port); },
        [this, target, anew](const overview::PortDetail& port) {
            if (!page_->isVisible() || chosen_.isEmpty() || chosen_.last() != target.id)
                return;
            rates_->setPort(port.row.deviceName, port.row.port);
            if (anew)
                detail_.setActions({rates_});
            detail_.setDetail(portDetailOf(port, desk_));
        },
        [this](const Error& error) {
            if (page_->isVisible())
                detail_.setFailed({Tone::Bad, tr("The port could not be read."), error.sentence(), {}, tr("Try again")});
        });
}

void PerformanceWorkspace::showTraffic(const QList<overview::PortTraffic>& traffic)
{
    if (traffic.isEmpty())
        return;
    showChosen();
    if (following_)
        chart_->setRange(chart_->range(), traffic.first().to.ms);
    QList<ChartSeries> series;
    if (traffic.size() == 1) {
        const overview::PortTraffic& only = traffic.first();
        chart_->setTitle(QStringLiteral("%1 %2").arg(only.row.deviceName, only.row.port.name));
        const inventory::Port& port = only.row.port;
        const QString limit = overview::speedText(port.capacityBps());
        chart_->setReference(double(port.capacityBps()), port.rates.contractBps > 0 ? tr("Contracted %1").arg(limit) : tr("Line rate %1").arg(limit));
        series = {{tr("In"), chartPoints(only.in, only.resolution)}, {tr("Out"), chartPoints(only.out, only.resolution)}};
    } else {
        chart_->setReference(0, {});
        for (const overview::PortTraffic& one : traffic)
            series.append({QStringLiteral("%1 %2").arg(one.row.deviceName, one.row.port.name), chartPoints(compared_->showsIn() ? one.in : one.out, one.resolution)});
    }
    showMarks(traffic);
    chart_->setSeries(series);
    showFigures(traffic);
}

void PerformanceWorkspace::showFigures(const QList<overview::PortTraffic>& traffic)
{
    QList<FiguresRow> rows;
    if (traffic.size() > 1)
        for (const overview::PortTraffic& one : traffic)
            rows.append({QString::number(rows.size()), QStringLiteral("%1 %2").arg(one.row.deviceName, one.row.port.name), compared_->showsIn() ? one.inFigures : one.outFigures});
    else
        rows = {{QStringLiteral("in"), tr("In"), traffic.isEmpty() ? performance::RateFigures() : traffic.first().inFigures},
                {QStringLiteral("out"), tr("Out"), traffic.isEmpty() ? performance::RateFigures() : traffic.first().outFigures}};
    figures_->setRows(rows);
}

void PerformanceWorkspace::showMarks(const QList<overview::PortTraffic>& traffic)
{
    QList<ChartMark> marks;
    for (const overview::PortTraffic& one : traffic)
        marks += marksOf(one, traffic.size() > 1 ? tr("%1 %2: ").arg(one.row.deviceName, one.row.port.name) : QString(), desk_);
    chart_->setMarks(marks);
}

void PerformanceWorkspace::showTarget(const Target& target)
{
    if (target.kind == QLatin1String("gauge"))
        chooseGauge(GaugeId::fromString(target.id));
    if (target.kind != QLatin1String("port"))
        return;
    if (!ports_->select(target.id))
        awaited_ = target.id; // the list is on its way
    choose(target.id);
}

QList<KeyHint> PerformanceWorkspace::keys() const
{
    return {{tr("Ctrl+F"), tr("Find a port")}, {tr("Enter"), tr("Show the port")},
            {tr("Ctrl+Enter"), tr("Compare the selected ports in one chart; or drag them into it")},
            {tr("Drag, or +"), tr("Zoom into a time on the chart")}, {tr("Esc"), tr("Back to the time before")}};
}

QString PerformanceWorkspace::help() const
{
    return tr("What a port carries in both directions, as it was polled. Choose a port at the left, a time at the top right, and drag over the chart to "
              "look closer; Esc leads back. Drag up to four ports into the chart to compare them. Red bands are outages of the services on it; marks above "
              "the chart lead to alarms and orders. The other tabs list what else is polled: sensors, processors, memory, optical levels of transceivers and ONTs, "
              "with their limits and who says so.");
}

void PerformanceWorkspace::activated()
{
    detail_.setActions({});
    if (chosen_.isEmpty())
        detail_.clear();
    else
        askForDetail(true);
    refresh();
}

void PerformanceWorkspace::saveLayout(QSettings& settings) const
{
    ports_->saveLayout(settings);
    lists_->saveLayout(settings);
    settings.setValue(QStringLiteral("performance/panels"), page_->saveState());
    settings.setValue(QStringLiteral("performance/range"), int(chart_->range()));
}

void PerformanceWorkspace::restoreLayout(const QSettings& settings)
{
    ports_->restoreLayout(settings);
    lists_->restoreLayout(settings);
    if (page_->restoreState(settings.value(QStringLiteral("performance/panels")).toByteArray()))
        listWidth_->forget();
    const int range = settings.value(QStringLiteral("performance/range"), int(ChartRange::Day)).toInt();
    if (range >= int(ChartRange::Hour) && range <= int(ChartRange::Year))
        chart_->setRange(static_cast<ChartRange>(range), desk_.clock().now().ms);
}

} // namespace trunkline::widgets
