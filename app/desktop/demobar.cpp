// The bar of the demo operator: what a fault and time do to it, at a click.

#include "app/desktop/desktop.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/store/whendone.h"
#include "widgets/common/joblist.h"

#include <QLabel>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>

namespace trunkline::desktop {

namespace {

constexpr std::int64_t demoHourMs = 3'600'000;

struct DemoLine {
    QString label; ///< "SVC-000001, Anna Weber: olt-1 ont-0/1/3"
    QString port;  ///< "olt-1 ont-0/1/3"
    bool isUp = true;
};

QList<DemoLine> linesOf(store::Connection& connection)
{
    QList<DemoLine> lines;
    for (const inventory::Service& service : inventory::allServices(connection)) {
        const auto port = inventory::port(connection, service.portId);
        const auto device = port ? inventory::device(connection, port->deviceId) : std::nullopt;
        const auto buyer = customer::customer(connection, service.customerId);
        if (service.state != inventory::ServiceState::Active || !device || !buyer)
            continue;
        const QString name = device->name + u' ' + port->name;
        lines.append({QStringLiteral("%1, %2: %3").arg(service.name, buyer->name, name), name, port->operState == inventory::OperState::Up});
    }
    return lines;
}

} // namespace

void Desktop::addDemoBar()
{
    auto* bar = new QToolBar(tr("Demo"), window_.get());
    bar->setObjectName(QStringLiteral("demoBar"));
    bar->setMovable(false);
    bar->addWidget(new QLabel(QStringLiteral(" ") + tr("Demo operator") + QStringLiteral("  ")));
    auto* cut = new QToolButton(bar);
    cut->setObjectName(QStringLiteral("demoCutButton"));
    cut->setText(tr("Cut or mend a customer's line"));
    cut->setToolTip(tr("Breaks the fibre of an active service, or splices it again; the network tells of it by a trap"));
    cut->setPopupMode(QToolButton::InstantPopup);
    auto* lines = new QMenu(cut);
    cut->setMenu(lines);
    connect(lines, &QMenu::aboutToShow, this, [this, lines] { offerLinesToCut(*lines); });
    bar->addWidget(cut);
    QList<QAction*> actions;
    const auto pass = [&](const char* name, const QString& text, auto act) {
        QAction* action = bar->addAction(text, this, act);
        action->setObjectName(QString::fromLatin1(name));
        actions.append(action);
    };
    pass("demoHour", tr("Let an hour pass"), [this] { letTimePass(demoHourMs); });
    pass("demoSixHours", tr("Let six hours pass"), [this] { letTimePass(6 * demoHourMs); });
    pass("demoMonthEnd", tr("Go to the end of the month"), [this] { letTimePassToMonthEnd(); });
    window_->addToolBar(Qt::BottomToolBarArea, bar);
    window_->addPaletteActions(actions);
    connect(demo_.get(), &DemoNetwork::advanced, this, [this](int step, int steps) {
        widgets::JobView job{QStringLiteral("demo-time"), tr("Let time pass"), desk_->timeText(station_->clock().now())};
        job.done = step;
        job.total = steps;
        job.secondsLeft = widgets::secondsLeft(demoTime_.elapsed(), step, steps);
        window_->jobs()->showJob(job);
    });
    connect(demo_.get(), &DemoNetwork::finished, this, [this](const QString& failure) {
        const auto state = !failure.isEmpty() ? widgets::JobView::State::Failed
                         : demo_->wasCancelled() ? widgets::JobView::State::Cancelled : widgets::JobView::State::Done;
        window_->jobs()->showJob({QStringLiteral("demo-time"), tr("Let time pass"), failure.isEmpty() ? tr("It is %1").arg(desk_->timeText(station_->clock().now())) : failure, state});
    });
}

void Desktop::offerLinesToCut(QMenu& menu)
{
    menu.clear();
    menu.addAction(tr("Looking for active services…"))->setEnabled(false);
    store::whenDone(&menu, station_->executor().read([](store::Connection& connection) { return linesOf(connection); }), [this, &menu](const QList<DemoLine>& lines) {
        menu.clear();
        if (lines.isEmpty())
            menu.addAction(tr("No service is active yet: take an order first"))->setEnabled(false);
        for (const DemoLine& line : lines) {
            menu.addAction(line.isUp ? tr("Cut %1").arg(line.label) : tr("Mend %1").arg(line.label), this, [this, line] {
                try {
                    demo_->command(QStringLiteral("port %1 %2").arg(line.isUp ? QStringLiteral("down") : QStringLiteral("up"), line.port));
                } catch (const Error& error) {
                    complain(tr("The line was not changed."), error.sentence());
                }
            });
        }
    }, [this](const Error& error) { complain(tr("The services could not be read."), error.sentence()); });
}

void Desktop::letTimePass(std::int64_t ms)
{
    if (demo_->advance(desk_->actor(), ms))
        demoTime_.start();
    else
        window_->showJobs();
}

/// To seven in the morning of the first day of the next month.
void Desktop::letTimePassToMonthEnd()
{
    const OperatorZone& zone = desk_->profile().zone;
    const Timestamp now = station_->clock().now();
    const Timestamp end = zone.startOf(zone.dateAt(now).plusMonths(1).withDay(1)).plusMs(7 * demoHourMs);
    letTimePass(end.msSince(now));
}

} // namespace trunkline::desktop
