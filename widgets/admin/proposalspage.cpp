#include "widgets/admin/proposalspage.h"

#include "widgets/common/detailpane.h"
#include "widgets/common/promptbar.h"
#include "widgets/common/tablepane.h"

#include <QMap>
#include <QPushButton>
#include <QTableView>

namespace trunkline::widgets {

using collection::ProposedDifference;

ProposalsPage::ProposalsPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : AdminPage(QStringLiteral("proposals"), desk, detail, parent),
      model_(collection::proposedDifferenceColumns(desk.profile().zone), [](const ProposedDifference& one) { return collection::keyOf(one); })
{
    table_->setAccessibleName(tr("Differences that wait for a decision"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("Nothing waits for a decision. What the discovery plans find to differ from the inventory comes here."));
    approve_ = addButton("approveButton", tr("Agree to the chosen"));
    dismiss_ = addButton("dismissButton", tr("Dismiss …"));
    connect(approve_, &QPushButton::clicked, this, &ProposalsPage::approve);
    connect(dismiss_, &QPushButton::clicked, this, &ProposalsPage::askToDismiss);
    addRowButton("chooseButton", tr("Choose or not"), QKeySequence(QStringLiteral("Ctrl+Space")), [this] {
        for (const QVariant& key : table_->selectedKeys())
            toggle(key.toString());
    });
    for (const auto& [name, text, chosen] : {std::tuple{"chooseAllButton", tr("Choose all"), true}, std::tuple{"chooseNoneButton", tr("Choose none"), false}}) {
        QPushButton* button = addButton(name, text);
        button->setEnabled(false);
        several_.append(button);
        connect(button, &QPushButton::clicked, this, [this, chosen = chosen] {
            QStringList keys;
            for (const ProposedDifference& one : std::as_const(all_))
                keys.append(collection::keyOf(one));
            choose(keys, chosen);
        });
    }
    connect(table_, &TablePane::opened, this, [this](const QVariant& key) { toggle(key.toString()); });
    connect(table_->view(), &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (model_.columnId(index.column()) == QLatin1String("chosen"))
            toggle(index.data(KeyRole).toString());
    });
}

QString ProposalsPage::help() const
{
    return tr("Each line is one thing that a plan found to be new, gone or changed, with what differs in the pane. Agreeing puts the chosen ones into the inventory; a device that is "
              "gone is retired and keeps its history. Dismissing leaves the inventory as it is; the next run of the plan tells again what still differs.");
}

void ProposalsPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewNetwork);
        return collection::proposedDifferences(connection);
    }, [this](const QList<ProposedDifference>& differences) { show(differences); }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void ProposalsPage::show(QList<ProposedDifference> differences)
{
    QSet<QString> keys;
    bool anyChosen = false;
    for (ProposedDifference& one : differences) {
        const QString key = collection::keyOf(one);
        keys.insert(key);
        one.chosen = one.chosen != turned_.contains(key);
        anyChosen = anyChosen || one.chosen;
    }
    turned_.intersect(keys);
    all_ = differences;
    model_.replace(differences);
    const bool may = desk_.actor().may(access::Permission::DiscoverNetwork) && desk_.actor().may(access::Permission::EditInventory);
    approve_->setEnabled(may && anyChosen);
    dismiss_->setEnabled(may && !differences.isEmpty());
    for (QPushButton* button : std::as_const(several_))
        button->setEnabled(!differences.isEmpty());
    if (isVisible())
        showDetail();
}

void ProposalsPage::choose(const QStringList& keys, bool chosen)
{
    QList<ProposedDifference> differences = all_;
    for (ProposedDifference& one : differences) {
        const QString key = collection::keyOf(one);
        if (keys.contains(key) && one.chosen != chosen) {
            if (!turned_.remove(key))
                turned_.insert(key);
        }
        if (const ProposedDifference* known = model_.find(key); known)
            one.chosen = keys.contains(key) ? chosen : known->chosen;
    }
    all_ = differences;
    model_.replace(differences);
    approve_->setEnabled(dismiss_->isEnabled() && std::any_of(all_.cbegin(), all_.cend(), [](const ProposedDifference& one) { return one.chosen; }));
}

void ProposalsPage::toggle(const QString& key)
{
    if (const ProposedDifference* one = model_.find(key))
        choose({key}, !one->chosen);
}

void ProposalsPage::showDetail()
{
    const ProposedDifference* one = model_.find(table_->currentKey().toString());
    if (!one)
        return detail_.clear();
    Detail detail;
    if (!one->item.deviceId.isNull())
        detail.target = {QStringLiteral("device"), one->item.deviceId.toString()};
    detail.title = one->item.name;
    detail.subtitle = tr("%1, found by “%2”").arg(collection::diffWord(one->item.kind), one->plan);
    detail.takesNotes = false;
    const bool isNew = one->item.kind == collection::DiffKind::New; // nothing was there before
    FactGroup facts{one->item.fields.isEmpty() ? QString() : isNew ? tr("As it was found") : tr("What differs: as it is → as it was found"), {}};
    for (const collection::DiffField& field : one->item.fields)
        facts.facts.append({collection::fieldWord(field.name), isNew ? field.after : collection::fieldText(field)});
    FactGroup found{tr("Found"), {{tr("When"), desk_.timeText(one->foundAt)}}};
    if (!one->item.address.isEmpty())
        found.facts.append({tr("Address"), one->item.address, {}, {}, {}, true});
    detail.overview = {facts, found};
    detail_.setActions({});
    detail_.setDetail(detail);
}

/// Each plan's proposal by itself: a refusal of one leaves the others.
void ProposalsPage::approve()
{
    QMap<QString, QStringList> keys;
    QHash<QString, collection::DiscoveryProposalId> ids;
    for (const ProposedDifference& one : std::as_const(all_))
        if (one.chosen) {
            keys[one.proposal.toString()].append(one.item.key);
            ids.insert(one.proposal.toString(), one.proposal);
        }
    for (auto proposal = keys.cbegin(); proposal != keys.cend(); ++proposal)
        carryOut([actor = desk_.actor(), id = ids.value(proposal.key()), chosen = proposal.value()](store::Context& context) {
            collection::ProposalService(context).approve(actor, id, chosen);
            return true;
        }, tr("The inventory stays as it was."));
}

/// All that the plan of the current line found; without a line, of the first.
void ProposalsPage::askToDismiss()
{
    const ProposedDifference* current = model_.find(table_->currentKey().toString());
    if (all_.isEmpty())
        return;
    const ProposedDifference one = current ? *current : all_.first();
    notices_->clear();
    prompt_->ask({tr("Dismiss all that the plan “%1” found? Why?").arg(one.plan), tr("For example: maintenance, it is back tomorrow"), tr("Dismiss"), tr("Keep"), {}},
                 [this, id = one.proposal](const QString& reason) {
                     carryOut([actor = desk_.actor(), id, reason](store::Context& context) {
                         collection::ProposalService(context).dismiss(actor, id, reason);
                         return true;
                     }, tr("Nothing was dismissed."));
                 });
}

} // namespace trunkline::widgets
