#include "widgets/gauges/measurelists.h"

#include "widgets/common/tablepane.h"
#include "widgets/desk/asking.h"

#include <QTableView>

namespace trunkline::widgets {

static QString tableName(MeasureLists::Scope scope, const char* name)
{
    return (scope == MeasureLists::Scope::Device ? QStringLiteral("device-") : QString()) + QLatin1String(name);
}

MeasureLists::MeasureLists(Desk& desk, QWidget* ports, const QString& portsTitle, Scope scope, QWidget* parent)
    : QTabWidget(parent), desk_(desk), scope_(scope),
      gaugeModel_(new overview::GaugeListModel(overview::gaugeColumns(scope == Scope::Network, desk.clock()), [](const overview::GaugeRow& row) { return overview::keyOf(row); }, this)),
      moduleModel_(new overview::ComponentListModel(overview::transceiverColumns(desk.clock()), [](const overview::ComponentRow& row) { return overview::keyOf(row); }, this)),
      ontModel_(new overview::ComponentListModel(overview::ontColumns(desk.clock()), [](const overview::ComponentRow& row) { return overview::keyOf(row); }, this)),
      gauges_(new TablePane(tableName(scope, "gaugeTable"))), modules_(new TablePane(tableName(scope, "transceiverTable"))), onts_(new TablePane(tableName(scope, "ontTable"))),
      asked_(new Asking(this))
{
    setObjectName(tableName(scope, "measureLists"));
    setDocumentMode(true);
    addTab(ports, portsTitle);
    const bool device = scope == Scope::Device;
    addTable(gauges_, gaugeModel_, tr("Sensors"), tr("Sensors, processors, memory and storage"),
             device ? tr("This device has told of no sensor yet. It is read for the first time within a minute.")
                    : tr("No sensor is known yet. Polling finds them: a device is read for the first time within a minute."));
    addTable(modules_, moduleModel_, tr("Transceivers"), tr("Transceivers of the ports"),
             device ? tr("This device tells of no transceiver that is measured.") : tr("No transceiver is known yet: no device that was read tells of any that is measured."));
    addTable(onts_, ontModel_, tr("ONTs"), tr("ONTs of the optical line terminals"),
             device ? tr("This device tells of no ONT.") : tr("No ONT is known yet: no device that was read tells of any."));
    // The lists are narrow: what finds a part, and what it measures. The others can be chosen.
    hideColumns(modules_, {QStringLiteral("vendor"), QStringLiteral("serial")});
    hideColumns(onts_, {QStringLiteral("port"), QStringLiteral("serial")}); // the name begins with the port
    connect(this, &QTabWidget::currentChanged, this, &MeasureLists::refresh);
}

void MeasureLists::hideColumns(TablePane* table, QStringList hidden)
{
    if (scope_ == Scope::Device)
        hidden.append(QStringLiteral("device"));
    const TableModel* model = table->model();
    for (int column = 0; column < model->columnCount(); ++column)
        if (hidden.contains(model->columnId(column)))
            table->view()->setColumnHidden(column, true);
}

void MeasureLists::addTable(TablePane* table, TableModel* model, const QString& title, const QString& spoken, const QString& empty)
{
    table->setModel(model);
    table->setAccessibleName(spoken);
    table->setEmptyState(empty);
    addTab(table, title);
    connect(table, &TablePane::currentChanged, this, [this, table](const QVariant& key) { chooseGauge(table, key); });
    connect(table, &TablePane::opened, this, [this, table](const QVariant& key) { chooseGauge(table, key); });
    connect(table, &TablePane::targetActivated, this, &MeasureLists::targetActivated);
    connect(table, &TablePane::retryRequested, this, &MeasureLists::refresh);
}

/// Of a transceiver or an ONT it is what it receives that people ask about first.
void MeasureLists::chooseGauge(TablePane* table, const QVariant& key)
{
    if (table == gauges_) {
        if (const overview::GaugeRow* row = gaugeModel_->find(key.toString()))
            Q_EMIT gaugeChosen(row->gauge.id);
        return;
    }
    const overview::ComponentRow* row = (table == modules_ ? moduleModel_ : ontModel_)->find(key.toString());
    if (!row)
        return;
    for (const auto* gauge : {&row->rx, &row->oltRx, &row->tx, &row->temperature, &row->state})
        if (*gauge) {
            Q_EMIT gaugeChosen((*gauge)->gauge.id);
            return;
        }
}

void MeasureLists::setDevice(DeviceId device)
{
    if (device_ == device)
        return;
    device_ = device;
    gaugeModel_->replace({}); // what another device measures must not stand under this one's name
    gaugeModel_->setLoading();
    for (overview::ComponentListModel* model : {moduleModel_, ontModel_}) {
        model->replace({});
        model->setLoading();
    }
    refresh();
}

void MeasureLists::refresh()
{
    if (scope_ == Scope::Device && device_.isNull())
        return;
    const auto device = scope_ == Scope::Network ? std::nullopt : std::optional(device_);
    if (currentWidget() == gauges_)
        asked_->ask(desk_.executor(), [device](store::Connection& connection) { return overview::gaugeRows(connection, device); },
                    [this](const QList<overview::GaugeRow>& rows) { gaugeModel_->replace(rows); }, [this](const Error& error) { gaugeModel_->setFailed(error.sentence()); });
    for (const auto& [table, model, kind] : {std::tuple(modules_, moduleModel_, QStringLiteral("transceiver")), std::tuple(onts_, ontModel_, QStringLiteral("ont"))})
        if (currentWidget() == table)
            asked_->ask(desk_.executor(), [device, kind = kind](store::Connection& connection) { return overview::componentRows(connection, kind, device); },
                        [model = model](const QList<overview::ComponentRow>& rows) { model->replace(rows); },
                        [model = model](const Error& error) { model->setFailed(error.sentence()); });
}

void MeasureLists::saveLayout(QSettings& settings) const
{
    for (const TablePane* table : {gauges_, modules_, onts_})
        table->saveLayout(settings);
}

void MeasureLists::restoreLayout(const QSettings& settings)
{
    for (TablePane* table : {gauges_, modules_, onts_})
        table->restoreLayout(settings);
}

} // namespace trunkline::widgets
