#include "widgets/usage/usagepage.h"

#include "widgets/common/tablepane.h"
#include "widgets/usage/mappingspage.h"
#include "widgets/usage/suspensepage.h"
#include "widgets/usage/tryoutpage.h"
#include "widgets/usage/usagefilespage.h"

namespace trunkline::widgets {

UsagePage::UsagePage(Desk& desk, JobList& jobs, QWidget* parent)
    : QTabWidget(parent), files_(new UsageFilesPage(desk, jobs)), suspense_(new SuspensePage(desk)), mappings_(new MappingsPage(desk)), tryOut_(new TryOutPage(desk))
{
    setObjectName(QStringLiteral("usagePage"));
    setDocumentMode(true);
    addTab(files_, tr("Files"));
    addTab(suspense_, tr("Suspense"));
    addTab(mappings_, tr("Mappings"));
    addTab(tryOut_, tr("Try-out"));
    connect(this, &QTabWidget::currentChanged, this, &UsagePage::refresh);
}

void UsagePage::refresh()
{
    QWidget* shown = currentWidget();
    if (shown == files_)
        files_->refresh();
    else if (shown == suspense_)
        suspense_->refresh();
    else if (shown == mappings_)
        mappings_->refresh();
    else
        tryOut_->refresh();
}

QList<TablePane*> UsagePage::tables() const
{
    return QList<TablePane*>{files_->table(), suspense_->table()} + mappings_->tables();
}

} // namespace trunkline::widgets
