#include "widgets/admin/collectorpage.h"

#include "widgets/admin/syslogdialog.h"
#include "widgets/admin/trapdialog.h"
#include "widgets/chart/chartcanvas.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace trunkline::widgets {

static constexpr int figureColumns = 5;

static QLabel* heading(const QString& words)
{
    auto* label = new QLabel(words);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setContentsMargins(gridStep, gridStep, gridStep, 0);
    return label;
}

CollectorPage::CollectorPage(Desk& desk, DetailPane& detail, const store::Sealer& sealer, QWidget* parent)
    : AdminPage(QStringLiteral("collector"), desk, detail, parent),
      model_(inventory::silentDeviceColumns(desk.profile().zone), [](const inventory::Device& device) { return device.id.toString(); }),
      refusedModel_(collection::refusedColumns(desk.profile().zone), collection::refusedKey), refusedTable_(new TablePane(QStringLiteral("refusedList"))),
      grid_(new QGridLayout), waiting_(new QLabel(tr("The collector has not finished a round yet; its figures come with the first."))), chart_(new ChartCanvas)
{
    table_->setAccessibleName(tr("Silent devices"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("No device is silent."));
    connect(table_, &TablePane::targetActivated, &detail, &DetailPane::targetActivated);
    connect(table_, &TablePane::opened, this, [this](const QVariant& key) { Q_EMIT detail_.targetActivated({QStringLiteral("device"), key.toString()}); });
    QPushButton* poll = addButton("pollNowButton", tr("Poll all now"));
    poll->setEnabled(desk.actor().may(access::Permission::DiscoverNetwork));
    connect(poll, &QPushButton::clicked, &desk, &Desk::pollAsked);
    QPushButton* traps = addButton("trapButton", tr("Receive traps …"));
    traps->setEnabled(desk.actor().may(access::Permission::ManageCredentials));
    connect(traps, &QPushButton::clicked, this, &CollectorPage::askForTraps);
    QPushButton* syslog = addButton("syslogButton", tr("Receive syslog …"));
    syslog->setEnabled(desk.actor().may(access::Permission::ManageCredentials));
    connect(syslog, &QPushButton::clicked, this, [this, &sealer] { askForSyslog(sealer); });
    grid_->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, gridStep);
    grid_->setHorizontalSpacing(3 * gridStep);
    grid_->setVerticalSpacing(2);
    waiting_->setObjectName(QStringLiteral("collectorWaiting"));
    waiting_->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, 2 * gridStep);
    waiting_->setWordWrap(true);
    chart_->setObjectName(QStringLiteral("collectorChart"));
    chart_->setAccessibleName(tr("Values a second over the last hour"));
    chart_->setUnit(tr("values/s"));
    chart_->setFixedHeight(22 * gridStep);
    chart_->hide();
    refusedTable_->setAccessibleName(tr("Refused senders"));
    refusedTable_->setModel(&refusedModel_);
    refusedTable_->setEmptyState(tr("Nothing that was sent to the trap port was refused."));
    column_->addWidget(buildBody(), 1);
}

/// It scrolls where the window is lower than all of it: no page may make the window higher than a screen.
QWidget* CollectorPage::buildBody()
{
    auto* body = new QWidget;
    auto* inner = new QVBoxLayout(body);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(waiting_);
    inner->addLayout(grid_);
    inner->addWidget(chart_);
    inner->addWidget(heading(tr("Devices that do not answer")));
    inner->addWidget(table_, 1);
    inner->addWidget(heading(tr("Senders whose traps were refused")));
    inner->addWidget(refusedTable_, 1);
    for (TablePane* table : {table_, refusedTable_})
        table->setMinimumHeight(20 * gridStep);
    auto* area = new QScrollArea;
    area->setObjectName(QStringLiteral("collectorArea"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(body);
    return area;
}

QString CollectorPage::help() const
{
    return tr("Lateness is how far polling is behind its plan; when it grows, this computer or the network is too slow for the interval. "
              "Gaps are restarts of devices; flagged values were faster than the port and are not believed. What is dropped is counted by its reason, and by who sent it.");
}

void CollectorPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewNetwork);
        return inventory::silentDevices(connection);
    }, [this](const QList<inventory::Device>& silent) { model_.replace(silent); }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void CollectorPage::askForTraps()
{
    trapAnswer_.ask(desk_.executor(), [](store::Connection& connection) { return collection::trapListening(connection); },
                    [this](const collection::TrapListening& now) { (new TrapDialog(desk_, now, this))->open(); },
                    [this](const Error& error) { refuse(tr("The settings could not be read."), error); });
}

void CollectorPage::askForSyslog(const store::Sealer& sealer)
{
    syslogAnswer_.ask(desk_.executor(), [](store::Connection& connection) { return collection::syslogSettings(connection); },
                      [this, &sealer](const collection::SyslogSettings& now) { (new SyslogDialog(desk_, sealer, now, this))->open(); },
                      [this](const Error& error) { refuse(tr("The settings could not be read."), error); });
}

void CollectorPage::showDetail()
{
    const inventory::Device* device = model_.find(table_->currentKey().toString());
    Detail detail;
    detail.takesNotes = false;
    if (device) {
        detail.target = {QStringLiteral("device"), device->id.toString()};
        detail.title = device->name;
        detail.subtitle = tr("Does not answer");
        detail.overview = {{{}, {{tr("Device"), device->name, detail.target}, {tr("Address"), tr("%1 port %2").arg(device->address).arg(device->snmpPort), {}, {}, {}, true},
                                 {tr("Last answer"), device->lastSeenAt ? desk_.timeText(*device->lastSeenAt) : tr("None yet")}}}};
    } else if (!figures_.isEmpty()) {
        detail.target = {QStringLiteral("status"), QStringLiteral("polling")};
        detail.title = tr("Collector");
        FactGroup facts;
        for (const CollectorFigure& figure : std::as_const(figures_))
            facts.facts.append({figure.label, figure.text, {}, {}, figure.tone});
        detail.overview = {facts};
    } else {
        return detail_.clear();
    }
    detail_.setActions({});
    detail_.setDetail(detail);
}

/// Labels are made once and keep their place: nothing jumps when a figure changes.
void CollectorPage::layFigures(const QList<CollectorFigure>& figures)
{
    while (QLayoutItem* item = grid_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    laid_.clear();
    for (const CollectorFigure& figure : figures) {
        const int at = int(laid_.size());
        laid_.append(figure.id);
        auto* words = new QLabel(figure.label);
        words->setWordWrap(true);
        words->setForegroundRole(QPalette::PlaceholderText);
        words->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
        auto* value = new QLabel;
        value->setObjectName(QStringLiteral("collectorFigure-") + figure.id);
        value->setAccessibleName(figure.label);
        QFont strong = Theme::figureFont(value->font());
        strong.setPointSizeF(strong.pointSizeF() * 1.3);
        value->setFont(strong);
        value->setTextFormat(Qt::PlainText);
        value->setContentsMargins(0, 0, 0, gridStep);
        value->setToolTip(figure.explained);
        words->setToolTip(figure.explained);
        grid_->addWidget(words, 2 * (at / figureColumns), at % figureColumns);
        grid_->addWidget(value, 2 * (at / figureColumns) + 1, at % figureColumns);
    }
}

void CollectorPage::showReport(const CollectorReport& report)
{
    QStringList ids;
    for (const CollectorFigure& figure : report.figures)
        ids.append(figure.id);
    if (ids != laid_)
        layFigures(report.figures);
    for (const CollectorFigure& figure : report.figures) {
        auto* value = findChild<QLabel*>(QStringLiteral("collectorFigure-") + figure.id);
        value->setText(figure.text);
        QFont font = value->font();
        font.setWeight(figure.tone == Tone::Attention || figure.tone == Tone::Bad ? QFont::Bold : QFont::Normal);
        value->setFont(font);
    }
    figures_ = report.figures;
    refusedModel_.replace(report.refused);
    waiting_->hide();
    showHour(report.lastHour);
}

void CollectorPage::showHour(const QList<collection::CollectorRate>& rates)
{
    if (rates.isEmpty())
        return;
    ChartSeries series{tr("Values a second"), {}};
    for (const collection::CollectorRate& rate : rates)
        series.points.append({rate.to.ms, rate.valuesPerSecond});
    chart_->setSeries({series}, 0);
    chart_->setZone(QTimeZone(desk_.profile().zone.name().toLatin1())); // Qt's own zone, for the axis
    chart_->setWindow(rates.last().to.ms - collection::CollectorHistory::keptMs, rates.last().to.ms);
    chart_->show();
}

} // namespace trunkline::widgets
