#include "widgets/network/devicepanel.h"

#include "widgets/chart/ratechart.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/gauges/gaugechart.h"
#include "widgets/gauges/measurelists.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace trunkline::widgets {

namespace {

constexpr int mostFrontHeight = 176; // two bands of a front; more scrolls
constexpr int leastFrontHeight = 44; // in a low window, half a band

/// As high as the front needs, up to a limit; less where the window is low.
class FrontArea : public QScrollArea {
public:
    FrontArea(Faceplate* plate, QWidget* parent) : QScrollArea(parent), plate_(plate)
    {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
        setWidget(plate);
    }
    void fit()
    {
        const int wanted = qMin(mostFrontHeight, plate_->heightForWidth(viewport()->width()) + 2);
        setMinimumHeight(qMin(wanted, leastFrontHeight));
        setMaximumHeight(wanted);
        updateGeometry();
    }
    QSize sizeHint() const override { return {QScrollArea::sizeHint().width(), maximumHeight()}; }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QScrollArea::resizeEvent(event);
        fit();
    }

private:
    Faceplate* plate_;
};

} // namespace

QList<FacePort> facePortsOf(const QList<overview::PortRow>& rows)
{
    QList<FacePort> ports;
    for (const overview::PortRow& row : rows) {
        if (!inventory::isPhysical(row.port.ifType))
            continue;
        FacePort port{row.port.id.toString(), row.port.name, overview::stateTone(row.port), overview::stateWord(row.port), row.neighbour, row.worstAlarm, {}};
        if (!row.serviceId.isNull())
            port.use = row.customerName.isEmpty() ? row.serviceName : DevicePanel::tr("%1, %2").arg(row.serviceName, row.customerName);
        else if (port.use.isEmpty())
            port.use = row.port.alias;
        if (row.openAlarms)
            port.alarms = DevicePanel::tr("%Ln open alarm(s)", nullptr, row.openAlarms);
        ports.append(port);
    }
    return ports;
}

QString deviceSummary(const overview::DeviceDetail& view)
{
    const inventory::Device& device = view.device;
    QStringList parts;
    const QString make = QStringList{device.vendor, device.model}.join(u' ').trimmed();
    if (!make.isEmpty())
        parts.append(make);
    if (!device.softwareVersion.isEmpty())
        parts.append(DevicePanel::tr("software %1").arg(device.softwareVersion));
    if (!device.serialNumber.isEmpty())
        parts.append(DevicePanel::tr("serial number %1").arg(device.serialNumber));
    const QList<FacePort> front = facePortsOf(view.ports);
    const auto up = std::count_if(front.begin(), front.end(), [](const FacePort& port) { return port.state == Tone::Good; });
    const auto free = std::count_if(front.begin(), front.end(), [](const FacePort& port) { return port.use.isEmpty(); });
    parts.append(DevicePanel::tr("%Ln port(s) at its front", nullptr, int(front.size())));
    parts.append(DevicePanel::tr("%L1 up, %L2 free").arg(up).arg(free));
    return parts.join(QStringLiteral(" · "));
}

DevicePanel::DevicePanel(Desk& desk, QWidget* parent)
    : QWidget(parent), summary_(new QLabel(this)), plate_(new Faceplate), front_(new FrontArea(plate_, this)), table_(new TablePane(QStringLiteral("devicePorts"), this)),
      model_(new overview::PortListModel(overview::portColumns(false, desk.clock()), [](const overview::PortRow& row) { return overview::keyOf(row); }, this)),
      lists_(new MeasureLists(desk, table_, tr("Ports"), MeasureLists::Scope::Device)), gauge_(new GaugeChart(desk))
{
    summary_->setObjectName(QStringLiteral("deviceSummary"));
    summary_->setForegroundRole(QPalette::PlaceholderText);
    summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    summary_->setWordWrap(true);
    summary_->setContentsMargins(gridStep, gridStep / 2, gridStep, 0);
    table_->setAccessibleName(tr("Ports of the device"));
    table_->setEmptyState(tr("This device reports no port."));
    table_->setModel(model_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(summary_);
    column->addWidget(front_);
    column->addWidget(buildLists(), 1);
    setTabOrder(front_, lists_);
    connect(plate_, &Faceplate::portSelected, this, [this](const QString& id) {
        syncing_ = true;
        table_->select(id);
        syncing_ = false;
        Q_EMIT portSelected(id);
    });
    connect(plate_, &Faceplate::portOpened, this, &DevicePanel::portOpened);
    connect(table_, &TablePane::currentChanged, this, [this](const QVariant& key) { follow(key.toString()); });
    connect(table_, &TablePane::detailRequested, this, [this](const QVariant& key) { follow(key.toString()); });
    connect(table_, &TablePane::opened, this, [this](const QVariant& key) { Q_EMIT portOpened(key.toString()); });
    connect(table_, &TablePane::targetActivated, this, &DevicePanel::targetActivated);
    connect(table_, &TablePane::retryRequested, this, &DevicePanel::retryRequested);
}

/// Ports as wide as the panel; beside sensors, transceivers and ONTs what was measured of the chosen one.
QWidget* DevicePanel::buildLists()
{
    auto* halves = new QSplitter(this);
    halves->setChildrenCollapsible(false);
    halves->addWidget(lists_);
    halves->addWidget(gauge_);
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 2);
    gauge_->hide();
    connect(lists_, &MeasureLists::gaugeChosen, this, [this](GaugeId id) {
        gauge_->setVisible(true);
        gauge_->showGauge(id);
    });
    connect(lists_, &MeasureLists::currentChanged, this, [this](int tab) {
        gauge_->hide();
        front_->setVisible(tab == 0); // the room is the chart's
    });
    connect(lists_, &MeasureLists::targetActivated, this, &DevicePanel::targetActivated);
    return halves;
}

void DevicePanel::saveLayout(QSettings& settings) const
{
    table_->saveLayout(settings);
    lists_->saveLayout(settings);
}

void DevicePanel::restoreLayout(const QSettings& settings)
{
    table_->restoreLayout(settings);
    lists_->restoreLayout(settings);
}

void DevicePanel::follow(const QString& id)
{
    if (syncing_ || id.isEmpty())
        return;
    plate_->select(id);
    Q_EMIT portSelected(id);
}

void DevicePanel::setLoading()
{
    summary_->clear();
    plate_->setPorts({});
    syncing_ = true;
    model_->replace({});
    syncing_ = false;
    model_->setLoading();
    gauge_->hide();
}

void DevicePanel::setDevice(const overview::DeviceDetail& device)
{
    summary_->setText(deviceSummary(device));
    plate_->setPorts(facePortsOf(device.ports));
    syncing_ = true; // rows that come or go choose nothing
    model_->replace(device.ports);
    syncing_ = false;
    static_cast<FrontArea*>(front_)->fit();
    if (lists_->device() == device.device.id)
        lists_->refresh();
    else
        lists_->setDevice(device.device.id);
    gauge_->refresh();
}

void DevicePanel::setFailed(const QString& sentence)
{
    model_->setFailed(sentence);
}

} // namespace trunkline::widgets
