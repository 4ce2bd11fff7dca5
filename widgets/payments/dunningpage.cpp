#include "widgets/payments/dunningpage.h"

#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/sectioncard.h"

#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

DunningPage::DunningPage(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), splitter_(new QSplitter), table_(new TablePane(QStringLiteral("dunningTable"))), notices_(new NoticeBar(this)), figures_(new QLabel), letter_(new SectionCard(QStringLiteral("dunningLetter"), tr("The letter"))),
      text_(new QLabel), send_(new QPushButton(tr("Approve and send")))
{
    setObjectName(QStringLiteral("dunningPage"));
    table_->setAccessibleName(tr("Letters that would be sent today"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("Nobody is to be dunned today: nothing is overdue long enough, or it is disputed, on hold or covered by credit."));
    figures_->setObjectName(QStringLiteral("dunningFigures"));
    send_->setObjectName(QStringLiteral("sendDunningButton"));
    send_->setEnabled(false);
    table_->addTool(figures_);
    table_->addTool(send_);
    splitter_->setObjectName(QStringLiteral("dunningSplitter"));
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(table_);
    splitter_->addWidget(buildLetter());
    splitter_->setSizes({84 * gridStep, 48 * gridStep});
    notices_->setObjectName(QStringLiteral("dunningNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(splitter_, 1);
    connect(table_, &TablePane::retryRequested, this, &DunningPage::refresh);
    connect(table_, &TablePane::targetActivated, this, &DunningPage::targetActivated);
    connect(table_, &TablePane::currentChanged, this, &DunningPage::showLetter);
    connect(send_, &QPushButton::clicked, this, &DunningPage::send);
}

QWidget* DunningPage::buildLetter()
{
    auto* side = new QWidget;
    text_->setObjectName(QStringLiteral("dunningText"));
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* column = new QVBoxLayout(side);
    column->addWidget(letter_);
    column->addWidget(text_);
    column->addStretch();
    connect(letter_, &SectionCard::targetActivated, this, &DunningPage::targetActivated);
    return side;
}

BillingDate DunningPage::today() const
{
    return desk_.profile().zone.dateAt(desk_.clock().now());
}

void DunningPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    answer_.ask(desk_.executor(), [actor = desk_.actor(), day = today()](store::Connection& connection) { return payments::previewDunning(actor, connection, day); },
                [this](const QList<payments::DunningDraft>& drafts) {
                    drafts_ = drafts;
                    model_.replace(drafts);
                    const payments::DunningApproval figures = payments::approvalOf(drafts);
                    figures_->setText(drafts.isEmpty() ? QString() : tr("%Ln letter(s) over %1", nullptr, figures.letters).arg(figures.totals.join(QStringLiteral(" + "))));
                    send_->setEnabled(!drafts.isEmpty() && desk_.actor().may(access::Permission::RunDunning));
                    if (!drafts.isEmpty() && !table_->currentKey().isValid())
                        table_->view()->selectRow(0);
                    showLetter();
                },
                [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void DunningPage::showLetter()
{
    const payments::DunningDraft* draft = model_.find(table_->currentKey().toString());
    letter_->setFigure(draft ? draft->total.toDisplay() : QString());
    text_->setText(draft ? draft->text : QString());
    if (!draft)
        return letter_->setRows({}, {}, tr("Choose an account at the left to see its letter."));
    QList<QList<Cell>> rows;
    const auto row = [&](const QString& what, const QString& when, const Money& amount, const Target& target = {}) {
        rows.append({Cell{what, target}, Cell{when}, Cell{amount.toDisplay(), {}, {}, {}, true}});
    };
    for (const payments::DraftedItem& item : draft->items)
        row(item.item.number, tr("due %1").arg(item.item.dueOn.toDisplay()), item.uncovered, {QStringLiteral("invoice"), item.item.ref.invoice.toString()});
    for (const payments::DraftedItem& item : draft->items)
        if (!item.interest.isZero())
            row(tr("Interest on %1").arg(item.item.number), tr("since %1").arg(item.interestFrom->toDisplay()), item.interest);
    if (!draft->fee.isZero())
        row(tr("Fee"), draft->stepName, draft->fee);
    row(tr("To be paid"), tr("by %1").arg(draft->payBy.toDisplay()), draft->total);
    if (draft->suspend)
        rows.append({Cell{tr("Services are suspended"), {}, Tone::Bad}, Cell{}, Cell{}});
    letter_->setRows({draft->stepName, QString(), tr("Amount")}, rows, {});
}

void DunningPage::send()
{
    send_->setEnabled(false);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), day = today(), approved = payments::approvalOf(drafts_)](store::Context& context) {
        return int(payments::DunningService(context).post(actor, day, approved).size());
    }), [this](int sent) {
        notices_->showNotice({Tone::Good, tr("%Ln letter(s) sent.", nullptr, sent), {}, {}, {}});
        refresh();
    }, [this](const Error& error) {
        notices_->showNotice({Tone::Bad, tr("The letters were not sent."), error.sentence(), {}, {}});
        refresh();
    });
}

} // namespace trunkline::widgets
