#include "widgets/admin/adminworkspace.h"

#include "widgets/admin/credentialspage.h"
#include "widgets/admin/discoverypage.h"
#include "widgets/admin/documentspage.h"
#include "widgets/admin/journalpage.h"
#include "widgets/admin/planspage.h"
#include "widgets/admin/profilespage.h"
#include "widgets/admin/proposalspage.h"
#include "widgets/admin/taxespage.h"
#include "widgets/admin/userspage.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablepane.h"

#include <QSettings>

#include <algorithm>

namespace trunkline::widgets {

AdminWorkspace::AdminWorkspace(Desk& desk, DetailPane& detail, JobList& jobs, const store::Sealer& sealer, NetworkErrands errands)
    : detail_(detail), errands_(std::move(errands)), tabs_(new QTabWidget), collector_(new CollectorPage(desk, detail, sealer))
{
    tabs_->setObjectName(QStringLiteral("adminTabs"));
    tabs_->setDocumentMode(true);
    pages_ = {new CredentialsPage(desk, detail, jobs, sealer, errands_), collector_, new ProfilesPage(desk, detail, jobs, errands_), new PlansPage(desk, detail), new ProposalsPage(desk, detail), new DiscoveryPage(desk, detail), new DocumentsPage(desk, detail, sealer), new TaxesPage(desk, detail), new UsersPage(desk, detail), new JournalPage(desk, detail, jobs)};
    for (AdminPage* page : std::as_const(pages_))
        tabs_->addTab(page, page->title());
    connect(tabs_, &QTabWidget::currentChanged, this, &AdminWorkspace::activated);
    connect(&desk, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        for (AdminPage* page : std::as_const(pages_))
            if (concerns(entries, page->subjects()))
                lookAgain(*page);
    });
    stale_ = {pages_.begin(), pages_.end()};
}

AdminWorkspace::~AdminWorkspace()
{
    delete tabs_.data();
}

QIcon AdminWorkspace::icon() const
{
    return themeIcon({QStringLiteral("configure"), QStringLiteral("preferences-system")});
}

AdminPage* AdminWorkspace::current() const
{
    return pages_.value(tabs_->currentIndex());
}

void AdminWorkspace::refresh()
{
    for (AdminPage* page : std::as_const(pages_))
        lookAgain(*page);
}

/// Pages that nobody sees read nothing until somebody does.
void AdminWorkspace::lookAgain(AdminPage& page)
{
    if (page.isVisible())
        page.refresh();
    else
        stale_.insert(&page);
}

QStringList AdminWorkspace::targetKinds() const
{
    QStringList kinds;
    for (const AdminPage* page : pages_)
        kinds += page->targetKinds();
    return kinds;
}

void AdminWorkspace::showTarget(const Target& target)
{
    for (AdminPage* page : std::as_const(pages_)) {
        if (!page->targetKinds().contains(target.kind))
            continue;
        tabs_->setCurrentWidget(page);
        page->showTarget(target);
    }
}

void AdminWorkspace::showPage(const QString& name)
{
    for (AdminPage* page : std::as_const(pages_))
        if (page->objectName() == name + QStringLiteral("Page"))
            tabs_->setCurrentWidget(page);
}

void AdminWorkspace::activated()
{
    if (stale_.remove(current()))
        current()->refresh();
    current()->showDetail();
}

QList<KeyHint> AdminWorkspace::keys() const
{
    return {{QStringLiteral("Ctrl+Tab"), tr("The next page")},
            {tr("Enter"), tr("Edit, or open what the row is about")},
            {QStringLiteral("Ctrl+T"), tr("Try the credential on a device")},
            {QStringLiteral("Alt+↑ Alt+↓"), tr("Try the credential earlier or later")},
            {tr("Delete"), tr("Remove, after a question")}};
}

QString AdminWorkspace::help() const
{
    return current()->help();
}

QList<QAction*> AdminWorkspace::actions() const
{
    QList<QAction*> all;
    for (const AdminPage* page : pages_)
        all += page->pageActions();
    return all;
}

void AdminWorkspace::saveLayout(QSettings& settings) const
{
    for (const AdminPage* page : pages_)
        for (const TablePane* table : page->tables())
            table->saveLayout(settings);
    settings.setValue(QStringLiteral("admin/page"), tabs_->currentIndex());
}

void AdminWorkspace::restoreLayout(const QSettings& settings)
{
    for (const AdminPage* page : std::as_const(pages_))
        for (TablePane* table : page->tables())
            table->restoreLayout(settings);
    tabs_->setCurrentIndex(std::clamp(settings.value(QStringLiteral("admin/page")).toInt(), 0, tabs_->count() - 1));
}

} // namespace trunkline::widgets
