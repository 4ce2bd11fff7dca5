#include "widgets/billing/billrunpage.h"

#include "models/billing/billrunservice.h"
#include "models/billing/documenttext.h"
#include "widgets/billing/agreebutton.h"
#include "widgets/billing/billrunjob.h"
#include "widgets/billing/comparepage.h"
#include "widgets/billing/documentsending.h"
#include "widgets/billing/stepbar.h"
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

/// The way back at the left, the way on at the right.
static QHBoxLayout* stepFoot(QWidget* left, QWidget* right)
{
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 2 * gridStep);
    foot->addWidget(left);
    foot->addStretch(1);
    foot->addWidget(right);
    return foot;
}

BillRunPage::BillRunPage(Desk& desk, JobList& jobs, QWidget* parent)
    : QWidget(parent), desk_(desk), jobs_(jobs), steps_(new StepBar({tr("Scope"), tr("Preview"), tr("Compare"), tr("Approve"), tr("Post")}, this)),
      notices_(new NoticeBar(this)), pages_(new QStackedWidget(this)), cycleTable_(new TablePane(QStringLiteral("cycleTable"))),
      preview_(namedButton("previewButton", tr("Preview"), true)), totals_(new SectionCard(QStringLiteral("previewTotals"), tr("Totals"))),
      draftTable_(new TablePane(QStringLiteral("draftTable"))), lineTable_(new TablePane(QStringLiteral("draftLineTable"))),
      compare_(namedButton("compareButton", tr("Compare with last time"), true)), comparePage_(new ComparePage),
      figures_(new SectionCard(QStringLiteral("approveFigures"), tr("What is posted"))), meaning_(new QLabel), post_(namedButton("postButton", tr("Post"), true)), agree_(new AgreeButton(desk)),
      bar_(new QProgressBar), progressText_(new QLabel), stop_(namedButton("cancelPostButton", tr("Stop after this account"))), doneText_(new QLabel),
      doneButtons_(new QWidget), mail_(namedButton("mailRunButton", tr("Send by e-mail"))), print_(namedButton("printRunButton", tr("Print batch …"))), sending_(nullptr)
{
    setObjectName(QStringLiteral("billRunPage"));
    sending_ = new DocumentSending(desk, jobs, this);
    connect(sending_, &DocumentSending::told, notices_, &NoticeBar::showNotice);
    notices_->setObjectName(QStringLiteral("billRunNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(steps_);
    column->addWidget(notices_);
    column->addWidget(pages_, 1);
    for (QWidget* page : {buildScope(), buildPreview(), buildCompare(), buildApprove(), buildPost()})
        pages_->addWidget(page);
    goTo(Scope);
}

QList<TablePane*> BillRunPage::tables() const
{
    return findChildren<TablePane*>();
}

QWidget* BillRunPage::buildScope()
{
    auto* page = new QWidget;
    cycleTable_->setAccessibleName(tr("Bill cycles"));
    cycleTable_->setModel(&cycles_);
    cycleTable_->setEmptyState(tr("There are no accounts yet. Open one for a customer; its bill day makes the cycle."));
    preview_->setEnabled(false);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(cycleTable_, 1);
    column->addLayout(stepFoot(new QLabel(tr("A preview writes nothing.")), preview_));
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
    auto* figures = new QHBoxLayout;
    figures->setContentsMargins(2 * gridStep, 0, 2 * gridStep, gridStep);
    figures->addWidget(totals_, 1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(figures);
    column->addWidget(parts, 1);
    column->addLayout(stepFoot(back, compare_));
    connect(draftTable_, &TablePane::currentChanged, this, &BillRunPage::showDraft);
    connect(draftTable_, &TablePane::retryRequested, this, &BillRunPage::preview);
    connect(draftTable_, &TablePane::targetActivated, this, &BillRunPage::targetActivated);
    connect(back, &QPushButton::clicked, this, [this] { goTo(Scope); });
    connect(compare_, &QPushButton::clicked, this, &BillRunPage::compare);
    return page;
}

QWidget* BillRunPage::buildCompare()
{
    auto* page = new QWidget;
    QPushButton* back = namedButton("compareBack", tr("Back"));
    QPushButton* on = namedButton("approveButton", tr("Go on to approval"), true);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(comparePage_, 1);
    column->addLayout(stepFoot(back, on));
    connect(comparePage_, &ComparePage::targetActivated, this, &BillRunPage::targetActivated);
    connect(comparePage_, &ComparePage::retryRequested, this, &BillRunPage::compare);
    connect(back, &QPushButton::clicked, this, [this] { goTo(Preview); });
    connect(on, &QPushButton::clicked, this, &BillRunPage::askToApprove);
    return page;
}

QWidget* BillRunPage::buildApprove()
{
    auto* page = new QWidget;
    meaning_->setObjectName(QStringLiteral("approveMeaning"));
    meaning_->setWordWrap(true);
    QPushButton* back = namedButton("approveBack", tr("Back"));
    auto* content = new QVBoxLayout;
    content->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 0);
    content->setSpacing(2 * gridStep);
    content->addWidget(figures_);
    content->addWidget(meaning_);
    content->addStretch(1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(content, 1);
    column->addWidget(agree_, 0, Qt::AlignRight);
    column->addLayout(stepFoot(back, post_));
    connect(back, &QPushButton::clicked, this, [this] { goTo(Compare); });
    connect(post_, &QPushButton::clicked, this, &BillRunPage::approve);
    connect(agree_, &AgreeButton::refused, this, [this](const QString& why) { notices_->showNotice({Tone::Bad, tr("Nothing was agreed to."), why, {}, {}}); });
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
    doneText_->setObjectName(QStringLiteral("doneText"));
    doneText_->setWordWrap(true);
    QFont large = doneText_->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    doneText_->setFont(large);
    QPushButton* show = namedButton("showInvoicesButton", tr("Show the invoices"), true);
    QPushButton* another = namedButton("anotherRunButton", tr("Another cycle"));
    doneButtons_->setFocusProxy(show);
    auto* buttons = new QHBoxLayout(doneButtons_);
    buttons->setContentsMargins(0, 0, 0, 0);
    mail_->setToolTip(tr("Each invoice of the run to its customer, through the mail queue"));
    print_->setToolTip(tr("All invoices of the run in one PDF for the printer"));
    for (QPushButton* button : {show, mail_, print_, another})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(2 * gridStep, 4 * gridStep, 2 * gridStep, 2 * gridStep);
    column->setSpacing(2 * gridStep);
    column->addWidget(progressText_);
    column->addWidget(bar_);
    column->addWidget(stop_, 0, Qt::AlignLeft);
    column->addWidget(doneText_);
    column->addWidget(doneButtons_);
    column->addStretch(1);
    connect(stop_, &QPushButton::clicked, this, [this] {
        if (job_)
            job_->cancel();
    });
    connect(show, &QPushButton::clicked, this, &BillRunPage::invoicesRequested);
    connect(another, &QPushButton::clicked, this, [this] { goTo(Scope); });
    connect(mail_, &QPushButton::clicked, this, [this] { sending_->mailRun(job_->run()->id); });
    connect(print_, &QPushButton::clicked, this, [this] { sending_->askForPrintOfRun(job_->run()->id); });
    return page;
}

void BillRunPage::goTo(Step step)
{
    pages_->setCurrentIndex(step);
    steps_->setCurrent(step);
    if (step == Scope)
        readCycles();
}

BillingDate BillRunPage::today() const
{
    return desk_.profile().zone.dateAt(desk_.clock().now());
}

void BillRunPage::refresh()
{
    if (pages_->currentIndex() == Scope)
        readCycles();
}

void BillRunPage::chooseCycle(const QVariant& key)
{
    const billing::CycleChoice* choice = key.isValid() ? cycles_.find(key.toInt()) : nullptr;
    if (choice)
        cycle_ = choice->cycle;
    steps_->setFigure(Scope, choice ? tr("%1, %2").arg(billing::spanText(choice->cycle.period, QLocale()), tr("%Ln account(s)", nullptr, choice->accounts)) : QString());
    preview_->setEnabled(choice && desk_.actor().may(access::Permission::PreviewBills));
}

void BillRunPage::readCycles()
{
    cycleAnswer_.ask(desk_.executor(), [actor = desk_.actor(), day = today()](store::Connection& connection) {
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
    drafts_.replace({});
    drafts_.setLoading();
    lines_.replace({});
    totals_->setRows({}, {}, tr("Being computed …"));
    compare_->setEnabled(false);
    goTo(Preview);
    previewAnswer_.ask(desk_.executor(), [actor = desk_.actor(), cycle = *cycle_, day = today()](store::Connection& connection) {
        return billing::previewFigures(actor, connection, cycle, day);
    }, [this](const QList<billing::DraftedAccount>& drafts) { showPreview(drafts); },
       [this](const Error& error) { drafts_.setFailed(error.sentence()); });
}

void BillRunPage::showPreview(const QList<billing::DraftedAccount>& drafts)
{
    approval_ = billing::approvalOf(drafts);
    drafts_.replace(drafts);
    showTotals();
    compare_->setEnabled(approval_.documents > 0);
    if (!drafts.isEmpty())
        draftTable_->select(drafts_.index(0, 0).data(KeyRole));
}

void BillRunPage::showTotals()
{
    QList<QList<Cell>> rows;
    for (const billing::CurrencyTotal& total : std::as_const(approval_.totals))
        rows.append({Cell{total.currency.code()}, Cell{tr("%Ln document(s)", nullptr, total.documents)}, Cell{total.net.toDisplay(), {}, {}, {}, true},
                     Cell{total.tax.toDisplay(), {}, {}, {}, true}, Cell{total.gross.toDisplay(), {}, {}, {}, true, false, true}});
    totals_->setRows({tr("Currency"), tr("Documents"), tr("Net"), tr("VAT"), tr("Total")}, rows, tr("Nothing to bill."));
    QStringList figure{tr("%Ln document(s)", nullptr, approval_.documents)};
    if (approval_.parked > 0)
        figure.append(tr("%Ln parked", nullptr, approval_.parked));
    for (const billing::CurrencyTotal& total : std::as_const(approval_.totals))
        figure.append(total.gross.toDisplay());
    steps_->setFigure(Preview, figure.join(QStringLiteral(", ")));
}

void BillRunPage::showDraft(const QVariant& key)
{
    const billing::DraftedAccount* draft = key.isValid() ? drafts_.find(key.toString()) : nullptr;
    lines_.replace({});
    lineTable_->setEmptyState(draft && !draft->parked.isEmpty() ? draft->parked : tr("Choose an invoice above to see its lines."));
    if (!draft || !draft->invoice)
        return linesAnswer_.forget();
    lines_.setLoading();
    linesAnswer_.ask(desk_.executor(), [account = draft->account.id, cycle = *cycle_, day = today()](store::Connection& connection) {
        return billing::draftOf(connection, account, cycle, day);
    }, [this](const std::optional<billing::DraftedAccount>& whole) { lines_.replace(whole && whole->invoice ? whole->invoice->lines : QList<billing::InvoiceLine>()); },
       [this](const Error& error) { lines_.setFailed(error.sentence()); });
}

void BillRunPage::compare()
{
    comparePage_->setLoading();
    goTo(Compare);
    compareAnswer_.ask(desk_.executor(), [cycle = *cycle_, day = today()](store::Connection& connection) { return billing::compareCycle(connection, cycle, day); },
                        [this](const QList<billing::Comparison>& comparisons) {
                            comparePage_->show(comparisons);
                            steps_->setFigure(Compare, comparePage_->figure());
                        },
                        [this](const Error& error) { comparePage_->setFailed(error.sentence()); });
}

void BillRunPage::askToApprove()
{
    const bool may = desk_.actor().may(access::Permission::PostBills);
    const auto row = [](const QString& label, const QString& text, bool strong = false) {
        return QList<Cell>{Cell{label, {}, {}, {}, false, true}, Cell{text, {}, {}, {}, false, false, strong}};
    };
    QList<QList<Cell>> rows{row(tr("Period"), billing::spanText(cycle_->period, QLocale())), row(tr("Dated"), today().toDisplay()),
                            row(tr("Documents"), QLocale().toString(approval_.documents))};
    for (const billing::CurrencyTotal& total : std::as_const(approval_.totals))
        rows.append(row(tr("Total in %1").arg(total.currency.code()), tr("%1 (net %2, VAT %3)").arg(total.gross.toDisplay(), total.net.toDisplay(), total.tax.toDisplay()), true));
    if (approval_.parked > 0)
        rows.append(row(tr("Parked"), tr("%Ln account(s) can't be billed yet; the preview says why", nullptr, approval_.parked)));
    rows.append(row(tr("Approved by"), tr("%1 at %2").arg(desk_.actor().name(), desk_.actor().workstation())));
    figures_->setRows({}, rows, {});
    meaning_->setText(may ? tr("Posting gives each document its number for good: a posted invoice is never changed, only credited.")
                          : tr("Approving needs the permission post-bills, which billing managers have. Ask one to go through these steps and approve."));
    post_->setText(tr("Approve and post %Ln document(s)", nullptr, approval_.documents));
    post_->setEnabled(may && approval_.documents > 0);
    agree_->offer(*cycle_, today(), approval_);
    goTo(Approve);
}

void BillRunPage::approve()
{
    post_->setEnabled(false);
    notices_->clear();
    previewAnswer_.ask(desk_.executor(), [actor = desk_.actor(), cycle = *cycle_, day = today()](store::Connection& connection) {
        return billing::previewFigures(actor, connection, cycle, day);
    }, [this](const QList<billing::DraftedAccount>& drafts) {
        try {
            billing::requireApproved(approval_, billing::approvalOf(drafts));
        } catch (const Error& changed) {
            goBackToPreview(changed.sentence(), drafts);
            return;
        }
        post();
    }, [this](const Error& error) { showFailure(error.sentence()); });
}

void BillRunPage::goBackToPreview(const QString& why, const QList<billing::DraftedAccount>& drafts)
{
    goTo(Preview);
    showPreview(drafts);
    notices_->showNotice({Tone::Attention, tr("Nothing was posted."), why, {}, {}});
}

void BillRunPage::post()
{
    if (job_ && job_->isRunning())
        return;
    delete job_;
    job_ = new BillRunJob(desk_, jobs_, *cycle_, today(), approval_, this);
    connect(job_, &BillRunJob::progressed, this, &BillRunPage::showProgress);
    connect(job_, &BillRunJob::ended, this, &BillRunPage::showEnd);
    connect(job_, &BillRunJob::failed, this, &BillRunPage::showFailure);
    steps_->setFigure(Approve, desk_.actor().name());
    stop_->show();
    doneText_->hide();
    doneButtons_->hide();
    goTo(Post);
    stop_->setFocus(Qt::OtherFocusReason);
    showProgress();
    job_->start();
}

void BillRunPage::showProgress()
{
    const billing::BillRunProgress& progress = job_->progress();
    bar_->setRange(0, std::max(1, progress.accounts));
    bar_->setValue(progress.done);
    progressText_->setText(tr("%L1 of %L2 accounts · %L3 posted · %L4 parked").arg(progress.done).arg(progress.accounts).arg(progress.posted).arg(progress.parked));
    steps_->setFigure(Post, tr("%L1 of %L2").arg(progress.done).arg(progress.accounts));
}

void BillRunPage::showEnd(bool whole)
{
    const billing::Approval posted = job_->posted();
    QStringList text{whole ? tr("The cycle is billed.") : tr("The run was stopped; what was posted stays posted. Run the cycle again for the rest."),
                     tr("%Ln document(s) posted.", nullptr, posted.documents)};
    if (posted == approval_)
        text.append(tr("That is exactly what was approved."));
    else if (whole)
        text.append(tr("That is not what was approved: something changed while it was posted. Look at the invoices."));
    if (posted.parked > 0)
        text.append(tr("%Ln account(s) parked: complete them, then run the cycle again.", nullptr, posted.parked));
    doneText_->setText(text.join(u'\n'));
    const bool watched = stop_->hasFocus(); // a person may have gone elsewhere meanwhile
    doneText_->show();
    doneButtons_->show();
    if (watched)
        doneButtons_->setFocus(Qt::OtherFocusReason);
    stop_->hide();
    mail_->setEnabled(posted.documents > 0 && desk_.actor().may(access::Permission::SendDocuments));
    print_->setEnabled(posted.documents > 0 && desk_.actor().may(access::Permission::ViewInvoices));
    steps_->setFigure(Post, tr("%Ln posted", nullptr, posted.documents));
}

void BillRunPage::showFailure(const QString& sentence)
{
    notices_->showNotice({Tone::Bad, tr("The run did not go through."), sentence, tr("What was posted stays posted; run the cycle again and it goes on."), {}});
    goTo(Scope);
}

} // namespace trunkline::widgets
