#include "widgets/billing/billrunpage.h"

#include "models/billing/billrunservice.h"
#include "models/billing/invoicepdf.h"
#include "widgets/billing/billrunjob.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/sectioncard.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace trunkline::widgets {

static QPushButton* namedButton(const char* name, const QString& text, bool primary = false)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QString::fromLatin1(name));
    button->setDefault(primary);
    return button;
}

BillRunPage::BillRunPage(Desk& desk, JobList& jobs, QWidget* parent)
    : QWidget(parent), desk_(desk), jobs_(jobs), notices_(new NoticeBar(this)), pages_(new QStackedWidget(this)),
      cycleTable_(new TablePane(QStringLiteral("cycleTable"))), preview_(namedButton("previewButton", tr("Preview"), true)),
      totals_(new SectionCard(QStringLiteral("previewTotals"), tr("Totals"))), draftTable_(new TablePane(QStringLiteral("draftTable"))),
      lineTable_(new TablePane(QStringLiteral("draftLineTable"))), post_(namedButton("postButton", tr("Post"), true)), bar_(new QProgressBar),
      progressText_(new QLabel), doneText_(new QLabel)
{
    setObjectName(QStringLiteral("billRunPage"));
    notices_->setObjectName(QStringLiteral("billRunNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildSteps());
    column->addWidget(notices_);
    column->addWidget(pages_, 1);
    for (QWidget* page : {buildChoose(), buildPreview(), buildPost(), buildDone()})
        pages_->addWidget(page);
    goTo(Choose);
}

QWidget* BillRunPage::buildSteps()
{
    auto* steps = new QWidget(this);
    auto* row = new QHBoxLayout(steps);
    row->setContentsMargins(2 * gridStep, gridStep + 4, 2 * gridStep, gridStep);
    row->setSpacing(4 * gridStep);
    const QStringList titles{tr("1 Cycle"), tr("2 Preview"), tr("3 Post"), tr("4 Done")};
    for (const QString& title : titles) {
        auto* box = new QVBoxLayout;
        box->setSpacing(2);
        auto* name = new QLabel(title, steps);
        auto* figure = new QLabel(steps);
        figure->setObjectName(QStringLiteral("stepFigure-%1").arg(stepFigures_.size()));
        figure->setFont(Theme::figureFont(figure->font()));
        figure->setForegroundRole(QPalette::PlaceholderText);
        box->addWidget(name);
        box->addWidget(figure);
        row->addLayout(box);
        stepTitles_.append(name);
        stepFigures_.append(figure);
    }
    row->addStretch(1);
    return steps;
}

QWidget* BillRunPage::buildChoose()
{
    auto* page = new QWidget;
    cycleTable_->setAccessibleName(tr("Bill cycles"));
    cycleTable_->setModel(&cycles_);
    cycleTable_->setEmptyState(tr("There are no accounts yet. Open one for a customer; its bill day makes the cycle."));
    preview_->setEnabled(false);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 2 * gridStep);
    foot->addWidget(new QLabel(tr("A preview writes nothing.")));
    foot->addStretch(1);
    foot->addWidget(preview_);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(cycleTable_, 1);
    column->addLayout(foot);
    connect(cycleTable_, &TablePane::retryRequested, this, &BillRunPage::readCycles);
    connect(cycleTable_, &TablePane::opened, this, &BillRunPage::preview);
    connect(cycleTable_, &TablePane::currentChanged, this, &BillRunPage::chooseCycle);
    connect(preview_, &QPushButton::clicked, this, &BillRunPage::preview);
    return page;
}

QWidget* BillRunPage::buildPreview()
{
    auto* page = new QWidget;
    draftTable_->setAccessibleName(tr("Invoices to be posted"));
    draftTable_->setModel(&drafts_);
    draftTable_->setEmptyState(tr("There is nothing to bill in this cycle: all that ended is on invoices already."));
    lineTable_->setAccessibleName(tr("Lines of the chosen invoice"));
    lineTable_->setModel(&lines_);
    lineTable_->setEmptyState(tr("Choose an invoice above to see its lines."));
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(draftTable_);
    parts->addWidget(lineTable_);
    parts->setSizes({300, 200});
    QPushButton* back = namedButton("previewBack", tr("Back"));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 2 * gridStep);
    foot->addWidget(back);
    foot->addStretch(1);
    foot->addWidget(post_);
    auto* figures = new QHBoxLayout;
    figures->setContentsMargins(2 * gridStep, 0, 2 * gridStep, gridStep);
    figures->addWidget(totals_, 1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(figures);
    column->addWidget(parts, 1);
    column->addLayout(foot);
    connect(draftTable_, &TablePane::currentChanged, this, &BillRunPage::showDraft);
    connect(draftTable_, &TablePane::retryRequested, this, &BillRunPage::preview);
    connect(back, &QPushButton::clicked, this, [this] { goTo(Choose); });
    connect(post_, &QPushButton::clicked, this, &BillRunPage::post);
    return page;
}

QWidget* BillRunPage::buildPost()
{
    auto* page = new QWidget;
    bar_->setObjectName(QStringLiteral("postProgress"));
    bar_->setAccessibleName(tr("Progress of posting"));
    bar_->setTextVisible(false);
    progressText_->setObjectName(QStringLiteral("postProgressText"));
    progressText_->setFont(Theme::figureFont(progressText_->font()));
    QPushButton* cancel = namedButton("cancelPostButton", tr("Stop after this account"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(2 * gridStep, 4 * gridStep, 2 * gridStep, 2 * gridStep);
    column->setSpacing(2 * gridStep);
    column->addWidget(progressText_);
    column->addWidget(bar_);
    column->addWidget(cancel, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(cancel, &QPushButton::clicked, this, [this] {
        if (job_)
            job_->cancel();
    });
    return page;
}

QWidget* BillRunPage::buildDone()
{
    auto* page = new QWidget;
    doneText_->setObjectName(QStringLiteral("doneText"));
    doneText_->setWordWrap(true);
    QFont large = doneText_->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    doneText_->setFont(large);
    QPushButton* show = namedButton("showInvoicesButton", tr("Show the invoices"), true);
    QPushButton* another = namedButton("anotherRunButton", tr("Another cycle"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(show);
    buttons->addWidget(another);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(2 * gridStep, 4 * gridStep, 2 * gridStep, 2 * gridStep);
    column->setSpacing(2 * gridStep);
    column->addWidget(doneText_);
    column->addLayout(buttons);
    column->addStretch(1);
    connect(show, &QPushButton::clicked, this, &BillRunPage::invoicesRequested);
    connect(another, &QPushButton::clicked, this, [this] { goTo(Choose); });
    return page;
}

void BillRunPage::goTo(Step step)
{
    pages_->setCurrentIndex(step);
    for (int at = 0; at < stepTitles_.size(); ++at) {
        QFont font = stepTitles_[at]->font();
        font.setWeight(at == step ? QFont::DemiBold : QFont::Normal);
        stepTitles_[at]->setFont(font);
        stepTitles_[at]->setForegroundRole(at == step ? QPalette::Link : at < step ? QPalette::WindowText : QPalette::PlaceholderText);
        if (at > step)
            stepFigures_[at]->clear();
    }
    if (step == Choose) {
        for (QLabel* figure : std::as_const(stepFigures_))
            figure->clear();
        readCycles();
    }
}

BillingDate BillRunPage::today() const
{
    return desk_.profile().zone.dateAt(desk_.clock().now());
}

void BillRunPage::refresh()
{
    if (pages_->currentIndex() == Choose)
        readCycles();
}

void BillRunPage::chooseCycle(const QVariant& key)
{
    const billing::CycleChoice* choice = key.isValid() ? cycles_.find(key.toInt()) : nullptr;
    if (choice)
        cycle_ = choice->cycle;
    preview_->setEnabled(choice && desk_.actor().may(access::Permission::PreviewBills));
}

void BillRunPage::readCycles()
{
    cycleAnswer_.read(desk_, this, [actor = desk_.actor(), day = today()](store::Connection& connection) {
        actor.require(access::Permission::PreviewBills);
        return billing::cycleChoices(connection, day);
    }, [this](const QList<billing::CycleChoice>& choices) {
        cycles_.replace(choices);
        if (!choices.isEmpty() && !cycleTable_->currentKey().isValid())
            cycleTable_->select(cycles_.index(0, 0).data(KeyRole));
        chooseCycle(cycleTable_->currentKey()); // the same bill day, but time has passed: its period is another
    }, [this](const Error& error) { cycles_.setFailed(error.sentence()); });
}

void BillRunPage::preview()
{
    if (!cycle_)
        return;
    notices_->clear();
    stepFigures_[Choose]->setText(tr("Bill day %1, %2").arg(cycle_->billDay).arg(billing::spanText(cycle_->period, QLocale())));
    drafts_.replace({});
    drafts_.setLoading();
    lines_.replace({});
    post_->setEnabled(false);
    goTo(Preview);
    previewAnswer_.read(desk_, this, [actor = desk_.actor(), cycle = *cycle_, day = today()](store::Connection& connection) {
        return billing::previewBillRun(actor, connection, cycle, day);
    }, [this](const QList<billing::DraftedAccount>& drafts) { showPreview(drafts); },
       [this](const Error& error) { drafts_.setFailed(error.sentence()); });
}

void BillRunPage::showPreview(const QList<billing::DraftedAccount>& drafts)
{
    drafts_.replace(drafts);
    QList<QList<Cell>> rows;
    int documents = 0;
    for (const billing::CurrencyTotal& total : billing::totalsOf(drafts)) {
        documents += total.documents;
        rows.append({Cell{total.currency.code()}, Cell{tr("%Ln document(s)", nullptr, total.documents)}, Cell{total.net.toDisplay(), {}, {}, {}, true},
                     Cell{total.tax.toDisplay(), {}, {}, {}, true}, Cell{total.gross.toDisplay(), {}, {}, {}, true, false, true}});
    }
    totals_->setRows({tr("Currency"), tr("Documents"), tr("Net"), tr("VAT"), tr("Total")}, rows, tr("Nothing to bill."));
    const int parked = int(drafts.size()) - documents;
    stepFigures_[Preview]->setText(parked == 0 ? tr("%Ln document(s)", nullptr, documents)
                                               : tr("%1, %2").arg(tr("%Ln document(s)", nullptr, documents), tr("%Ln parked", nullptr, parked)));
    post_->setText(tr("Post %Ln document(s)", nullptr, documents));
    post_->setEnabled(documents > 0 && desk_.actor().may(access::Permission::PostBills));
    if (!drafts.isEmpty())
        draftTable_->select(drafts_.index(0, 0).data(KeyRole));
}

void BillRunPage::showDraft(const QVariant& key)
{
    const billing::DraftedAccount* draft = key.isValid() ? drafts_.find(key.toString()) : nullptr;
    lineTable_->setEmptyState(draft && !draft->parked.isEmpty() ? draft->parked : tr("Choose an invoice above to see its lines."));
    lines_.replace(draft && draft->invoice ? draft->invoice->lines : QList<billing::InvoiceLine>());
}

void BillRunPage::post()
{
    if (job_ && job_->isRunning())
        return;
    delete job_;
    job_ = new BillRunJob(desk_, jobs_, *cycle_, today(), this);
    connect(job_, &BillRunJob::progressed, this, &BillRunPage::showProgress);
    connect(job_, &BillRunJob::ended, this, [this](bool whole) {
        showEnd(whole ? tr("The cycle is billed.") : tr("The run was stopped; what was posted stays posted. Run the cycle again for the rest."));
    });
    connect(job_, &BillRunJob::failed, this, [this](const QString& sentence) {
        notices_->showNotice({Tone::Bad, tr("The run was interrupted."), sentence, tr("What was posted stays posted; run the cycle again and it goes on."), {}});
        goTo(Choose);
    });
    goTo(Post);
    showProgress();
    job_->start();
}

void BillRunPage::showProgress()
{
    const billing::BillRunProgress& progress = job_->progress();
    bar_->setRange(0, std::max(1, progress.accounts));
    bar_->setValue(progress.done);
    progressText_->setText(tr("%L1 of %L2 accounts · %L3 posted · %L4 parked").arg(progress.done).arg(progress.accounts).arg(progress.posted).arg(progress.parked));
    stepFigures_[Post]->setText(tr("%L1 of %L2").arg(progress.done).arg(progress.accounts));
}

void BillRunPage::showEnd(const QString& headline)
{
    const billing::BillRunProgress& progress = job_->progress();
    QStringList text{headline, tr("%Ln document(s) posted.", nullptr, progress.posted)};
    if (progress.parked > 0)
        text.append(tr("%Ln account(s) parked: complete them, then run the cycle again.", nullptr, progress.parked));
    doneText_->setText(text.join(u'\n'));
    goTo(Done);
    stepFigures_[Done]->setText(tr("%Ln posted", nullptr, progress.posted));
}

} // namespace trunkline::widgets
