#include "widgets/usage/usagefilespage.h"

#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/usage/importjob.h"

#include <QComboBox>
#include <QFileDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

struct FileLists {
    QList<rating::UsageFile> files;
    QStringList mappings;
};

} // namespace

UsageFilesPage::UsageFilesPage(Desk& desk, JobList& jobs, QWidget* parent)
    : QWidget(parent), desk_(desk), jobs_(jobs), model_(desk.profile().zone), table_(new TablePane(QStringLiteral("usageFileTable"))), notices_(new NoticeBar(this)), mapping_(new QComboBox),
      import_(new QPushButton(tr("Import …")))
{
    setObjectName(QStringLiteral("usageFilesPage"));
    table_->setAccessibleName(tr("Files of usage"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("No usage is read yet. Make a mapping for the file's form, then import it here."));
    mapping_->setObjectName(QStringLiteral("importMapping"));
    mapping_->setAccessibleName(tr("Mapping by which the file is read"));
    mapping_->setToolTip(tr("Mapping by which the file is read"));
    mapping_->setMinimumContentsLength(16);
    import_->setObjectName(QStringLiteral("importUsageButton"));
    import_->setEnabled(false);
    table_->addTool(mapping_);
    table_->addTool(import_);
    notices_->setObjectName(QStringLiteral("usageFilesNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(table_, 1);
    connect(import_, &QPushButton::clicked, this, &UsageFilesPage::askForFile);
    connect(table_, &TablePane::retryRequested, this, &UsageFilesPage::refresh);
}

void UsageFilesPage::refresh()
{
    answer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::RateUsage);
        FileLists lists{rating::usageFiles(connection), {}};
        for (const rating::UsageMapping& mapping : rating::mappings(connection))
            lists.mappings.append(mapping.name);
        return lists;
    }, [this](const FileLists& lists) {
        model_.replace(lists.files);
        const QString chosen = mapping_->currentText();
        mapping_->clear();
        mapping_->addItems(lists.mappings);
        mapping_->setCurrentText(chosen);
        import_->setEnabled(!lists.mappings.isEmpty());
        import_->setToolTip(lists.mappings.isEmpty() ? tr("Make a mapping first") : tr("Read and rate a file; given again after an interruption it goes on"));
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void UsageFilesPage::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Import usage"), QString(), tr("Usage (*.csv *.txt *.cdr);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importUsageDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &UsageFilesPage::importFile);
    dialog->open();
}

void UsageFilesPage::importFile(const QString& path)
{
    auto* job = new ImportJob(desk_, jobs_, path, mapping_->currentText(), this);
    connect(job, &ImportJob::finished, this, [this](const QString& sentence) {
        notices_->showNotice({Tone::Good, sentence, {}, {}, {}});
        refresh();
    });
    connect(job, &ImportJob::cancelled, this, [this] {
        notices_->showNotice({Tone::Attention, tr("The import was stopped."), tr("What was read stays; it is not charged before the file is whole."), tr("Import the file again to go on."), {}});
        refresh();
    });
    connect(job, &ImportJob::failed, this, [this](const QString& sentence) {
        notices_->showNotice({Tone::Bad, tr("The file was not imported."), sentence, {}, {}});
        refresh();
    });
    job->start();
}

} // namespace trunkline::widgets
