#include "widgets/performance/performanceworkspace.h"

#include "models/overview/alarmlist.h"
#include "widgets/chart/ratechart.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/common/units.h"
#include "widgets/desk/asking.h"
#include "widgets/noc/steps.h"
#include "widgets/shell/workspacepage.h"

#include <QAction>
#include <QDockWidget>
#include <QGridLayout>
#include <QLabel>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace trunkline::widgets {

namespace {

/// A point at the end of each interval; where intervals do not touch, a value that is none breaks the line.
QList<ChartPoint> chartPoints(const QList<performance::RatePoint>& rates)
{
    QList<ChartPoint> points;
    for (qsizetype at = 0; at < rates.size(); ++at) {
        if (at > 0 && rates[at].from > rates[at - 1].to)
            points.append({rates[at].from.ms, std::nan("")});
        points.append({rates[at].to.ms, double(rates[at].meanBps)});
    }
    return points;
}

/// As the operator's people know it; Qt's own zone for the axis.
QTimeZone axisZone(const store::OperatorProfile& profile)
{
    return QTimeZone(profile.zone.name().toLatin1());
}

} // namespace

PerformanceWorkspace::PerformanceWorkspace(Desk& desk, DetailPane& detail, QObject* parent)
    : QObject(parent), desk_(desk), detail_(detail), page_(new WorkspacePage(QStringLiteral("performancePage"))),
      portsAsked_(new Asking(this)), trafficAsked_(new Asking(this))
{
    buildPage();
    connectDesk();
    askForPorts();
}

PerformanceWorkspace::~PerformanceWorkspace()
{
    if (page_ && !page_->parent())
        delete page_;
}

QIcon PerformanceWorkspace::icon() const { return themeIcon({QStringLiteral("office-chart-line"), QStringLiteral("view-statistics"), QStringLiteral("utilities-system-monitor")}); }
QWidget* PerformanceWorkspace::widget() { return page_; }

void PerformanceWorkspace::buildPage()
{
    ports_ = new TablePane(QStringLiteral("portTable"));
    ports_->setAccessibleName(tr("Ports"));
    ports_->setEmptyState(tr("No port is known yet. Ports appear here when devices were found, in the workspace Network."));
    portModel_ = new overview::PortListModel(overview::portColumns(true), [](const overview::PortRow& row) { return overview::keyOf(row); }, page_);
    ports_->setModel(portModel_);
    ports_->view()->setSelectionMode(QAbstractItemView::SingleSelection);
    for (int column = 0; column < portModel_->columnCount(); ++column) // the list is narrow: what finds a port, and what it carries
        ports_->view()->setColumnHidden(column, !QStringList{"device", "port", "in", "out"}.contains(portModel_->columnId(column)));

    views_ = new QStackedWidget(page_);
    views_->setObjectName(QStringLiteral("performanceViews"));
    unchosen_ = new EmptyState(views_);
    unchosen_->setObjectName(QStringLiteral("performanceEmpty"));
    unchosen_->setContent(tr("Choose a port at the left to see what it carries. Type to find one by device, port, alias, service or customer."));
    chart_ = new RateChart(views_);
    chart_->setObjectName(QStringLiteral("portChart"));
    chart_->setAccessibleName(tr("Traffic of the port"));
    chart_->setZone(axisZone(desk_.profile()));
    chart_->setEmptyState(tr("No samples in this time. Polling fills this in a minute: the first round reads the counters, the second knows the rate."), tr("Poll now"));
    chart_->setRange(ChartRange::Day, desk_.clock().now().ms);
    auto* chosen = new QWidget(views_);
    auto* column = new QVBoxLayout(chosen);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(chart_, 1);
    column->addWidget(buildFigures());
    views_->addWidget(unchosen_);
    views_->addWidget(chosen);
    page_->setCentralWidget(views_);
    QDockWidget* panel = static_cast<WorkspacePage*>(page_.data())->addPanel(QStringLiteral("portListPanel"), tr("Ports"), ports_, Qt::LeftDockWidgetArea);
    page_->resizeDocks({panel}, {440}, Qt::Horizontal);
    QWidget::setTabOrder(ports_, chart_);

    auto* poll = new QAction(themeIcon({QStringLiteral("view-refresh")}), tr("Poll all devices now"), this);
    poll->setObjectName(QStringLiteral("pollNow"));
    poll->setEnabled(desk_.actor().may(access::Permission::DiscoverNetwork));
    connect(poll, &QAction::triggered, &desk_, &Desk::pollAsked);
    actions_.append(poll);
}

QWidget* PerformanceWorkspace::buildFigures()
{
    auto* box = new QWidget(views_);
    box->setObjectName(QStringLiteral("portFigures"));
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 2 * gridStep);
    grid->setHorizontalSpacing(4 * gridStep);
    grid->setVerticalSpacing(gridStep / 2);
    const QList<std::pair<QString, QString>> columns{{QStringLiteral("min"), tr("Least")}, {QStringLiteral("mean"), tr("Mean")},
                                                     {QStringLiteral("max"), tr("Most")}, {QStringLiteral("percentile95"), tr("95th percentile")}};
    const QList<std::pair<QString, QString>> rows{{QStringLiteral("in"), tr("In")}, {QStringLiteral("out"), tr("Out")}};
    for (int row = 0; row < rows.size(); ++row) {
        grid->addWidget(new QLabel(rows[row].second, box), row + 1, 0);
        for (int at = 0; at < columns.size(); ++at) {
            auto* figure = new QLabel(QStringLiteral("–"), box);
            figure->setObjectName(QStringLiteral("figure-%1-%2").arg(rows[row].first, columns[at].first));
            figure->setFont(Theme::figureFont(figure->font()));
            figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
            figure->setAccessibleName(tr("%1, %2").arg(rows[row].second, columns[at].second));
            grid->addWidget(figure, row + 1, at + 1, Qt::AlignRight);
            figures_.insert(rows[row].first + u'-' + columns[at].first, figure);
        }
    }
    for (int at = 0; at < columns.size(); ++at) {
        auto* title = new QLabel(columns[at].second, box);
        title->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(title, 0, at + 1, Qt::AlignRight);
        grid->setColumnMinimumWidth(at + 1, 12 * gridStep);
    }
    grid->setColumnStretch(int(columns.size()) + 1, 1);
    return box;
}

void PerformanceWorkspace::connectDesk()
{
    connect(&desk_, &Desk::measured, this, &PerformanceWorkspace::refresh);
    connect(&desk_, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        if (concerns(entries, {QStringLiteral("device"), QStringLiteral("port"), QStringLiteral("link"), QStringLiteral("service"), QStringLiteral("outage"),
                               QStringLiteral("alarm")}))
            refresh();
    });
    connect(ports_, &TablePane::currentChanged, this, &PerformanceWorkspace::choose);
    connect(ports_, &TablePane::opened, this, [this](const QVariant& key) {
        choose(key);
        Q_EMIT visited({QStringLiteral("port"), key.toString()});
    });
    connect(ports_, &TablePane::targetActivated, this, [this](const Target& target) {
        if (target.kind != QLatin1String("port")) // those are chosen by the click itself
            Q_EMIT targetActivated(target);
    });
    connect(ports_, &TablePane::retryRequested, this, &PerformanceWorkspace::refresh);
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

void PerformanceWorkspace::refresh()
{
    askForPorts();
    if (!port_.isEmpty())
        askForTraffic(false);
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

void PerformanceWorkspace::choose(const QVariant& key)
{
    const QString id = key.toString();
    if (PortId::fromString(id).isNull() || id == port_)
        return;
    port_ = id;
    detail_.setActions({});
    views_->setCurrentIndex(1);
    if (const overview::PortRow* row = portModel_->find(id)) {
        chart_->setTitle(QStringLiteral("%1 %2").arg(row->deviceName, row->port.name));
        showDetail(*row);
    }
    chart_->setSeries({});
    if (following_)
        chart_->setRange(chart_->range(), desk_.clock().now().ms);
    askForTraffic(true);
}

void PerformanceWorkspace::askForTraffic(bool anew)
{
    const PortId port = PortId::fromString(port_);
    if (port.isNull())
        return;
    if (anew)
        chart_->setLoading();
    const bool following = following_;
    const Timestamp to{following ? desk_.clock().now().ms : chart_->toMs()};
    const Timestamp from{following ? to.ms - rangeMs(chart_->range()) : chart_->fromMs()};
    trafficAsked_->ask(
        desk_.executor(), [port, from, to](store::Connection& connection) { return overview::portTraffic(connection, port, from, to); },
        [this](const overview::PortTraffic& traffic) { showTraffic(traffic); },
        [this](const Error& error) { chart_->notices()->showNotice({Tone::Bad, tr("The samples could not be read."), error.sentence(), {}, tr("Try again")}); });
}

void PerformanceWorkspace::showTraffic(const overview::PortTraffic& traffic)
{
    chart_->notices()->clear();
    chart_->setTitle(QStringLiteral("%1 %2").arg(traffic.row.deviceName, traffic.row.port.name));
    if (following_)
        chart_->setRange(chart_->range(), traffic.to.ms);
    if (traffic.row.port.speedBps > 0)
        chart_->setReference(double(traffic.row.port.speedBps), tr("Line rate %1").arg(overview::speedText(traffic.row.port.speedBps)));
    else
        chart_->setReference(0, {});
    showMarks(traffic);
    chart_->setSeries({{tr("In"), chartPoints(traffic.in)}, {tr("Out"), chartPoints(traffic.out)}});
    showFigures(traffic);
    showDetail(traffic.row);
}

void PerformanceWorkspace::showFigures(const overview::PortTraffic& traffic)
{
    const auto show = [this](const QString& direction, const performance::RateFigures& figures) {
        const auto put = [&](const char* which, const std::optional<std::int64_t>& bps) {
            figures_[direction + u'-' + QString::fromLatin1(which)]->setText(bps ? bitRate(double(*bps)) : QStringLiteral("–"));
        };
        put("min", figures.minBps);
        put("mean", figures.meanBps);
        put("max", figures.maxBps);
        put("percentile95", figures.percentile95Bps);
    };
    show(QStringLiteral("in"), traffic.inFigures);
    show(QStringLiteral("out"), traffic.outFigures);
}

void PerformanceWorkspace::showMarks(const overview::PortTraffic& traffic)
{
    QList<ChartMark> marks;
    for (const overview::TrafficOutage& one : traffic.outages) {
        const qint64 end = one.outage.endedAt.value_or(traffic.to).ms;
        const QString length = duration(qMax<qint64>(0, end - one.outage.startedAt.ms) / 1000);
        marks.append({ChartMark::Kind::Outage, one.outage.startedAt.ms, end,
                      one.outage.isOpen() ? tr("Outage of %1, still down: %2").arg(one.serviceName, length) : tr("Outage of %1: %2").arg(one.serviceName, length),
                      {QStringLiteral("alarm"), one.outage.alarmId.toString()}});
    }
    chart_->setMarks(marks);
}

void PerformanceWorkspace::showDetail(const overview::PortRow& row)
{
    if (!page_->isVisible())
        return;
    const inventory::Port& port = row.port;
    const bool old = row.load && desk_.clock().now().msSince(row.load->at) > 2 * 60'000;
    const auto rate = [&](const std::optional<std::int64_t>& bps) {
        if (!bps)
            return tr("Not measured yet");
        return port.speedBps > 0 ? tr("%1 (%2)").arg(bitRate(double(*bps)), percent(double(*bps) / double(port.speedBps))) : bitRate(double(*bps));
    };
    Detail detail;
    detail.target = {QStringLiteral("port"), port.id.toString()};
    detail.title = QStringLiteral("%1 %2").arg(row.deviceName, port.name);
    detail.subtitle = port.alias.isEmpty() ? tr("Port") : tr("Port · %1").arg(port.alias);
    detail.severity = row.worstAlarm;
    detail.takesNotes = false;
    const Fact alarms = row.openAlarms
        ? Fact{tr("Alarms"), tr("%Ln open", nullptr, row.openAlarms), {QStringLiteral("alarms"), QStringLiteral("port:") + port.id.toString()}, row.worstAlarm}
        : Fact{tr("Alarms"), tr("None open"), {}, {}, Tone::Good};
    detail.overview = {
        factGroup({}, {{tr("State"), overview::stateWord(port), {}, {}, overview::stateTone(port)},
                       alarms,
                       {tr("In"), rate(row.load ? row.load->inBps : std::nullopt), {}, {}, {}, false, old},
                       {tr("Out"), rate(row.load ? row.load->outBps : std::nullopt), {}, {}, {}, false, old},
                       {tr("Measured"), row.load ? desk_.timeText(row.load->at) : QString()},
                       {tr("Line rate"), overview::speedText(port.speedBps)}}),
        factGroup(tr("What it carries"), {{tr("Service"), row.serviceName, {QStringLiteral("service"), row.serviceId.toString()}},
                                          {tr("Customer"), row.customerName, {QStringLiteral("customer"), row.customerId.toString()}},
                                          {tr("Neighbour"), row.neighbour, {QStringLiteral("device"), row.neighbourDevice.toString()}}}),
        factGroup(tr("Port"), {{tr("Device"), row.deviceName, {QStringLiteral("device"), port.deviceId.toString()}},
                               {tr("Description"), port.description},
                               {tr("Type"), inventory::ifTypeName(port.ifType)},
                               {tr("ifIndex"), QString::number(port.ifIndex), {}, {}, {}, true},
                               {tr("MAC address"), port.mac, {}, {}, {}, true}})};
    if (detail.overview[1].facts.isEmpty())
        detail.overview.removeAt(1);
    detail_.setDetail(detail);
}

void PerformanceWorkspace::showTarget(const Target& target)
{
    if (target.kind != QLatin1String("port"))
        return;
    if (!ports_->select(target.id))
        awaited_ = target.id; // the list is on its way
    choose(target.id);
}

QList<KeyHint> PerformanceWorkspace::keys() const
{
    return {{tr("Ctrl+F"), tr("Find a port")}, {tr("Drag"), tr("Zoom into a time on the chart")}, {tr("Enter"), tr("Show the port")}};
}

QString PerformanceWorkspace::help() const
{
    return tr("What a port carries in both directions, as it was polled. Choose a port at the left, a time at the top right, and drag over the chart to "
              "look closer. Red bands are outages of the services on it; the mark above one leads to its alarm.");
}

void PerformanceWorkspace::activated()
{
    detail_.setActions({});
    if (const overview::PortRow* row = portModel_->find(port_))
        showDetail(*row);
    else
        detail_.clear();
    refresh();
}

void PerformanceWorkspace::saveLayout(QSettings& settings) const
{
    ports_->saveLayout(settings);
    settings.setValue(QStringLiteral("performance/panels"), page_->saveState());
    settings.setValue(QStringLiteral("performance/range"), int(chart_->range()));
}

void PerformanceWorkspace::restoreLayout(const QSettings& settings)
{
    ports_->restoreLayout(settings);
    page_->restoreState(settings.value(QStringLiteral("performance/panels")).toByteArray());
    const int range = settings.value(QStringLiteral("performance/range"), int(ChartRange::Day)).toInt();
    if (range >= int(ChartRange::Hour) && range <= int(ChartRange::Year))
        chart_->setRange(static_cast<ChartRange>(range), desk_.clock().now().ms);
}

} // namespace trunkline::widgets
