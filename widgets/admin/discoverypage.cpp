#include "widgets/admin/discoverypage.h"

#include "widgets/office/addressdialog.h"
#include "widgets/admin/entrydetail.h"
#include "widgets/common/tablepane.h"

#include <QPushButton>

namespace trunkline::widgets {

static constexpr std::int64_t shownMs = std::int64_t(30) * 24 * 3'600'000;

DiscoveryPage::DiscoveryPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : AdminPage(QStringLiteral("discovery"), desk, detail, parent),
      model_(overview::journalColumns(desk.profile().zone), [](const overview::JournalRow& row) { return overview::keyOf(row); })
{
    const bool may = desk.actor().may(access::Permission::DiscoverNetwork);
    table_->setAccessibleName(tr("What discovery found in the last 30 days"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("Nothing was found in the last 30 days. Name one device; Trunkline asks it for its neighbours."), may ? tr("Find devices …") : QString());
    QPushButton* discover = addButton("discoverButton", tr("Find devices …"));
    discover->setEnabled(may);
    connect(discover, &QPushButton::clicked, this, &DiscoveryPage::askForAddress);
    connect(table_, &TablePane::emptyAction, this, &DiscoveryPage::askForAddress);
    connect(table_, &TablePane::targetActivated, &detail, &DetailPane::targetActivated);
}

QString DiscoveryPage::help() const
{
    return tr("A discovery asks one device for its neighbours, then those for theirs; the credentials are tried in their order. It runs as a job and only reads. "
              "What it found to be new, changed or gone stands here, the newest first, with what differs in the pane.");
}

void DiscoveryPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor(), since = desk_.clock().now().plusMs(-shownMs)](store::Connection& connection) {
        actor.require(access::Permission::ViewNetwork);
        return overview::discoveredRows(connection, since);
    }, [this](const QList<overview::JournalRow>& rows) { model_.replace(rows); }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void DiscoveryPage::showDetail()
{
    const overview::JournalRow* row = model_.find(table_->currentKey().toString());
    if (!row)
        return detail_.clear();
    showEntry(detailAnswer_, desk_, *row, *this, detail_, tr("What was found could not be shown."));
}

void DiscoveryPage::askForAddress()
{
    findDevicesDialog(desk_, desk_.demoSeed(), this)->open();
}

} // namespace trunkline::widgets
