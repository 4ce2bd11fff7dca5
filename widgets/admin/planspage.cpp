#include "widgets/admin/planspage.h"

#include "widgets/admin/plandialog.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/promptbar.h"
#include "widgets/common/tablepane.h"

#include <QPushButton>

namespace trunkline::widgets {

using collection::DiscoveryPlan;

PlansPage::PlansPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : AdminPage(QStringLiteral("plans"), desk, detail, parent),
      model_(collection::discoveryPlanColumns(desk.profile().zone, desk.clock()), [](const DiscoveryPlan& plan) { return collection::keyOf(plan); })
{
    const bool may = desk.actor().may(access::Permission::DiscoverNetwork);
    table_->setAccessibleName(tr("Discovery plans"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("There is no plan yet. A plan looks for devices again and again, and puts what differs before you."), may ? tr("New plan …") : QString());
    QPushButton* create = addButton("newPlanButton", tr("New plan …"));
    create->setEnabled(may);
    connect(create, &QPushButton::clicked, this, [this] { showDialog(std::nullopt); });
    connect(table_, &TablePane::emptyAction, this, [this] { showDialog(std::nullopt); });
    addRowButton("editPlanButton", tr("Edit …"), {}, [this] { showDialog(chosen()); });
    addRowButton("startPlanButton", tr("Start now"), QKeySequence(QStringLiteral("Ctrl+Return")), [this] { start(); });
    addRowButton("pausePlanButton", tr("Pause or resume"), QKeySequence(QStringLiteral("Ctrl+P")), [this] { pause(); });
    addRowButton("removePlanButton", tr("Remove …"), QKeySequence(QKeySequence::Delete), [this] { askToRemove(); });
    connect(table_, &TablePane::opened, this, [this] { showDialog(chosen()); });
}

QString PlansPage::help() const
{
    return tr("A plan begins at some devices or ranges and goes on to their neighbours; the credentials are tried in their order. It starts by itself as often as it says. "
              "What it finds to differ from the inventory waits on the next page until somebody agrees to it.");
}

void PlansPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewNetwork);
        return collection::discoveryPlans(connection);
    }, [this](const QList<DiscoveryPlan>& plans) {
        model_.replace(plans);
        if (!toSelect_.isEmpty() && table_->select(toSelect_))
            toSelect_.clear();
        if (isVisible())
            showDetail();
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

std::optional<DiscoveryPlan> PlansPage::chosen() const
{
    const DiscoveryPlan* plan = model_.find(table_->currentKey().toString());
    return plan ? std::optional(*plan) : std::nullopt;
}

void PlansPage::showDetail()
{
    const auto plan = chosen();
    if (!plan)
        return detail_.clear();
    Detail detail;
    detail.target = {QStringLiteral("discoveryPlan"), plan->id.toString()};
    detail.title = plan->name;
    detail.subtitle = plan->paused ? tr("Discovery plan, paused") : tr("Discovery plan");
    detail.takesNotes = false;
    const auto orElse = [](const QStringList& list, const QString& none) { return list.isEmpty() ? none : list.join(u'\n'); };
    FactGroup facts;
    facts.facts = {{tr("Begins at"), orElse(plan->seeds, tr("No device by itself")), {}, {}, {}, true},
                   {tr("Ranges"), orElse(plan->ranges, tr("None")), {}, {}, {}, true},
                   {tr("Neighbours"), plan->followNeighbours ? orElse(plan->within, tr("Anywhere")) : tr("Are not asked")},
                   {tr("Routing domain"), plan->domain.isEmpty() ? tr("The operator's own") : plan->domain},
                   {tr("Credentials"), tr("In their order, as on their page")},
                   {tr("SNMP port"), QString::number(plan->snmpPort)},
                   {tr("At most"), tr("%Ln device(s)", nullptr, plan->maxDevices)}};
    detail.overview = {facts};
    present(detail);
}

void PlansPage::showDialog(const std::optional<DiscoveryPlan>& known)
{
    auto* dialog = new PlanDialog(desk_, known, this);
    connect(dialog, &PlanDialog::saved, this, [this](const QString& id) {
        toSelect_ = id;
        refresh();
    });
    dialog->open();
}

void PlansPage::start()
{
    const auto plan = chosen();
    if (!plan)
        return;
    notices_->clear();
    whenDone(this, desk_.executor().write([actor = desk_.actor(), id = plan->id](store::Context& context) {
        collection::DiscoveryPlanService(context).ask(actor, id);
        return true;
    }), [this, name = plan->name](const bool&) {
        notices_->showNotice({Tone::Good, tr("“%1” looks for devices now.").arg(name), tr("What differs from the inventory will stand under Differences, where somebody agrees to it."), {}, {}});
    }, [this](const Error& error) { refuse(tr("The plan was not started."), error); });
}

void PlansPage::pause()
{
    auto plan = chosen();
    if (!plan)
        return;
    plan->paused = !plan->paused;
    carryOut([actor = desk_.actor(), wanted = *plan](store::Context& context) {
        collection::DiscoveryPlanService(context).change(actor, wanted);
        return true;
    }, tr("The plan stays as it was."));
}

void PlansPage::askToRemove()
{
    const auto plan = chosen();
    if (!plan)
        return;
    notices_->clear();
    prompt_->confirm({tr("Remove the plan “%1”? What it found and nobody decided on is dismissed with it.").arg(plan->name), {}, tr("Remove"), tr("Keep"), {}},
                     [this, id = plan->id] {
                         carryOut([actor = desk_.actor(), id](store::Context& context) {
                             collection::DiscoveryPlanService(context).remove(actor, id);
                             return true;
                         }, tr("Nothing was removed."));
                     });
}

} // namespace trunkline::widgets
