#include "widgets/usage/suspensepage.h"

#include "models/rating/usageservice.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/formfields.h"
#include "widgets/office/sectioncard.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace trunkline::widgets {

namespace {

struct Suspense {
    QList<rating::AsideLine> lines;
    QHash<QString, std::int64_t> reasons;
};

} // namespace

SuspensePage::SuspensePage(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), table_(new TablePane(QStringLiteral("suspenseTable"))), notices_(new NoticeBar(this)), reasons_(new SectionCard(QStringLiteral("suspenseReasons"), tr("Why lines wait"))),
      text_(new QLineEdit), repair_(new QPushButton(tr("Save the repair"))), reject_(new QPushButton(tr("Never charge it …"))), recycle_(new QPushButton(tr("Rate them again")))
{
    setObjectName(QStringLiteral("suspensePage"));
    table_->setAccessibleName(tr("Lines that can't be rated"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("Every line that was read is rated, a duplicate, or rejected. Nothing waits here."));
    recycle_->setObjectName(QStringLiteral("recycleButton"));
    recycle_->setToolTip(tr("Read and rate all suspended lines again, after a repair or once the service or the tariff is there"));
    table_->addTool(recycle_);
    notices_->setObjectName(QStringLiteral("suspenseNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(reasons_);
    column->addWidget(table_, 1);
    column->addWidget(buildRepair());
    connect(table_, &TablePane::currentChanged, this, &SuspensePage::showLine);
    connect(table_, &TablePane::opened, text_, qOverload<>(&QWidget::setFocus));
    connect(table_, &TablePane::retryRequested, this, &SuspensePage::refresh);
    connect(recycle_, &QPushButton::clicked, this, &SuspensePage::recycle);
    showLine();
}

QWidget* SuspensePage::buildRepair()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    auto* label = new QLabel(tr("&Line"));
    label->setBuddy(text_);
    text_->setObjectName(QStringLiteral("repairText"));
    text_->setAccessibleName(tr("The line as it should have been"));
    text_->setToolTip(tr("Write the line as it should have been; Enter saves it"));
    repair_->setObjectName(QStringLiteral("repairButton"));
    reject_->setObjectName(QStringLiteral("rejectButton"));
    row->addWidget(label);
    row->addWidget(text_, 1);
    row->addWidget(repair_);
    row->addWidget(reject_);
    connect(text_, &QLineEdit::returnPressed, this, &SuspensePage::repair);
    connect(repair_, &QPushButton::clicked, this, &SuspensePage::repair);
    connect(reject_, &QPushButton::clicked, this, &SuspensePage::askReason);
    return bar;
}

void SuspensePage::refresh()
{
    answer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::RateUsage);
        return Suspense{rating::asideLines(connection, rating::AsideState::Suspended), rating::suspendedByReason(connection)};
    }, [this](const Suspense& suspense) {
        model_.replace(suspense.lines);
        QStringList names = suspense.reasons.keys();
        std::sort(names.begin(), names.end(), [&](const QString& a, const QString& b) { return std::pair(-suspense.reasons[a], a) < std::pair(-suspense.reasons[b], b); });
        QList<QList<Cell>> rows;
        for (const QString& name : std::as_const(names)) {
            Cell count{QLocale().toString(qlonglong(suspense.reasons[name]))};
            count.right = true;
            rows.append({count, Cell{rating::sentenceOf(rating::troubleNamed(name))}});
        }
        reasons_->setRows({}, rows, tr("Nothing waits."));
        recycle_->setEnabled(!suspense.lines.isEmpty());
        if (!suspense.lines.isEmpty() && !table_->currentKey().isValid())
            table_->view()->selectRow(0);
        showLine();
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void SuspensePage::showLine()
{
    const rating::AsideLine* line = model_.find(table_->currentKey().toString());
    for (QWidget* part : QList<QWidget*>{text_, repair_, reject_})
        part->setEnabled(line);
    const std::optional<rating::AsideLine> now = line ? std::optional(*line) : std::nullopt;
    if (now != shown_) // what somebody is writing stays when the list is read again
        text_->setText(line ? line->text : QString());
    shown_ = now;
}

template <class Work>
void SuspensePage::write(const QString& failure, Work work)
{
    whenDone(this, desk_.executor().write(std::move(work)), [this](const QString& done) {
        notices_->showNotice({Tone::Good, done, {}, {}, {}});
        refresh();
    }, [this, failure](const Error& error) {
        notices_->showNotice({Tone::Bad, failure, error.sentence(), {}, {}});
        recycle_->setEnabled(model_.totalRows() > 0);
    });
}

void SuspensePage::repair()
{
    const rating::AsideLine* line = model_.find(table_->currentKey().toString());
    if (!line)
        return;
    write(tr("The line was not repaired."), [actor = desk_.actor(), chosen = *line, text = text_->text()](store::Context& context) {
        rating::UsageService(context).repair(actor, chosen.fileId, chosen.line, text);
        return SuspensePage::tr("The line is saved as you wrote it. “Rate them again” reads it.");
    });
}

void SuspensePage::askReason()
{
    const rating::AsideLine* line = model_.find(table_->currentKey().toString());
    if (!line)
        return;
    auto* dialog = new RejectDialog(desk_, *line, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &SuspensePage::refresh);
    dialog->open();
}

void SuspensePage::recycle()
{
    recycle_->setEnabled(false);
    write(tr("The lines were not rated again."), [actor = desk_.actor()](store::Context& context) {
        const rating::UsageCounts c = rating::UsageService(context).recycle(actor);
        const QLocale locale;
        return SuspensePage::tr("Lines: %1; rated now: %2; duplicates: %3; still waiting: %4.")
            .arg(locale.toString(qlonglong(c.records)), locale.toString(qlonglong(c.rated)), locale.toString(qlonglong(c.duplicates)), locale.toString(qlonglong(c.suspended)));
    });
}

RejectDialog::RejectDialog(Desk& desk, const rating::AsideLine& line, QWidget* parent)
    : EntryDialog(QStringLiteral("rejectLineDialog"), tr("Never charge line %1 of file %2").arg(line.line).arg(line.fileId), tr("Never charge it"), parent), desk_(desk), line_(line),
      reason_(addLine(*form(), QStringLiteral("rejectReason"), tr("&Why")))
{
}

void RejectDialog::save()
{
    store::whenDone(this, desk_.executor().write([actor = desk_.actor(), line = line_, reason = reason_->text()](store::Context& context) {
        rating::UsageService(context).reject(actor, line.fileId, line.line, reason);
        return true;
    }), [this](bool) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
