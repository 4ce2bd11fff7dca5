#include "widgets/payments/dunningpage.h"

#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/sectioncard.h"
#include "widgets/office/whybutton.h"
#include "widgets/payments/accountdialogs.h"
#include "widgets/payments/dunningdialogs.h"

#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace trunkline::widgets {

DunningPage::DunningPage(Desk& desk, DetailPane& detail, QWidget* parent)
    : QWidget(parent), desk_(desk), splitter_(new QSplitter), table_(new TablePane(QStringLiteral("dunningTable"))), cases_(new TablePane(QStringLiteral("dunningCaseTable"))), notices_(new NoticeBar(this)), figures_(new QLabel), letter_(new SectionCard(QStringLiteral("dunningLetter"), tr("The letter"))),
      text_(new QLabel), send_(new QPushButton(tr("Approve and send"))), hold_(new QPushButton(tr("Hold …"))), end_(new QPushButton(tr("Goes on …"))), retry_(new QPushButton(tr("Try again")))
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
    hold_->setObjectName(QStringLiteral("holdButton"));
    hold_->setToolTip(tr("The chosen account is not dunned before a day"));
    auto* rules = new QPushButton(tr("Rules …"));
    rules->setObjectName(QStringLiteral("dunningRulesButton"));
    rules->setEnabled(desk_.actor().may(access::Permission::RunDunning));
    table_->addTool(hold_);
    table_->addTool(rules);
    buildCases();
    addWhys(detail);
    splitter_->setObjectName(QStringLiteral("dunningSplitter"));
    splitter_->setChildrenCollapsible(false);
    auto* tables = new QSplitter(Qt::Vertical);
    tables->setChildrenCollapsible(false);
    tables->addWidget(table_);
    tables->addWidget(cases_);
    tables->setSizes({36 * gridStep, 24 * gridStep});
    splitter_->addWidget(tables);
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
    connect(hold_, &QPushButton::clicked, this, &DunningPage::hold);
    connect(rules, &QPushButton::clicked, this, [this] { follow(new RulesDialog(desk_, this)); });
}

void DunningPage::buildCases()
{
    cases_->setAccessibleName(tr("Who is left out of dunning, and what the network refused"));
    cases_->setModel(&caseModel_);
    cases_->setEmptyState(tr("Nobody is on hold, no invoice is disputed, and the network did what dunning asked."));
    end_->setObjectName(QStringLiteral("endCaseButton"));
    end_->setToolTip(tr("The hold ends today, or the dispute is settled"));
    retry_->setObjectName(QStringLiteral("retryNetworkButton"));
    retry_->setToolTip(tr("Asks the network again to switch the account's services off or on"));
    cases_->addTool(end_);
    cases_->addTool(retry_);
    connect(end_, &QPushButton::clicked, this, &DunningPage::endCase);
    connect(retry_, &QPushButton::clicked, this, &DunningPage::retry);
    connect(cases_, &TablePane::currentChanged, this, &DunningPage::showCase);
    connect(cases_, &TablePane::opened, this, &DunningPage::endCase);
    connect(cases_, &TablePane::targetActivated, this, &DunningPage::targetActivated);
    connect(cases_, &TablePane::retryRequested, this, &DunningPage::readCases);
    showCase();
}

void DunningPage::addWhys(DetailPane& detail)
{
    new WhyButton(QStringLiteral("dunningWhyButton"), *table_, desk_, detail, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::DunningDraft* draft = model_.find(key);
        if (!draft || draft->items.isEmpty())
            return std::nullopt;
        FactGroup items;
        for (const payments::DraftedItem& each : draft->items)
            items.facts.append({each.item.number, tr("%1, %Ln day(s) overdue", nullptr, each.daysOverdue).arg(each.uncovered.toDisplay()), {QStringLiteral("invoice"), each.item.ref.invoice.toString()}});
        return whyAbout({QStringLiteral("invoice"), draft->items.first().item.ref.invoice.toString()}, tr("%1 for %2").arg(draft->stepName, draft->accountNumber), draft->total.toDisplay(), {items});
    });
    new WhyButton(QStringLiteral("dunningCaseWhyButton"), *cases_, desk_, detail, [this](const QString& key) -> std::optional<WhySubject> {
        const payments::DunningCase* each = caseModel_.find(key);
        if (!each)
            return std::nullopt;
        const QString title = tr("%1: %2").arg(each->about.isEmpty() ? each->accountNumber : each->about, payments::titleOf(each->kind));
        return each->entry ? whyEntry(*each->entry, title, each->reason) : whyAbout({QStringLiteral("account"), each->accountId.toString()}, title, each->reason);
    });
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

void DunningPage::readCases()
{
    if (caseModel_.totalRows() == 0)
        caseModel_.setLoading();
    caseAnswer_.ask(desk_.executor(), [actor = desk_.actor(), day = today()](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return payments::dunningCases(connection, day);
    }, [this](const QList<payments::DunningCase>& cases) {
        caseModel_.replace(cases);
        showCase();
    }, [this](const Error& error) { caseModel_.setFailed(error.sentence()); });
}

void DunningPage::showCase()
{
    const payments::DunningCase* each = caseModel_.find(cases_->currentKey().toString());
    const access::Actor& actor = desk_.actor();
    const bool hold = each && each->kind == payments::DunningCaseKind::Hold, dispute = each && each->kind == payments::DunningCaseKind::Dispute;
    end_->setEnabled((hold && actor.may(access::Permission::RunDunning)) || (dispute && actor.may(access::Permission::RecordPayments)));
    retry_->setEnabled(each && !hold && !dispute && actor.may(access::Permission::RunDunning));
}

void DunningPage::follow(EntryDialog* form)
{
    connect(form, &EntryDialog::written, this, [this](const QString& sentence) {
        notices_->showNotice({Tone::Good, sentence, {}, {}, {}});
        refresh();
    });
    form->open();
}

void DunningPage::hold()
{
    if (const payments::DunningDraft* draft = model_.find(table_->currentKey().toString()))
        follow(new HoldDialog(desk_, draft->accountId, draft->accountNumber, this));
}

void DunningPage::endCase()
{
    const payments::DunningCase* each = caseModel_.find(cases_->currentKey().toString());
    if (!each || !end_->isEnabled())
        return;
    if (each->kind == payments::DunningCaseKind::Dispute)
        return follow(new DisputeDialog(desk_, {{each->invoice, {}}, payments::ItemKind::Invoice, each->about, each->accountId, {}, {}, *each->open, *each->open, true}, this));
    auto* dialog = new HoldDialog(desk_, each->accountId, each->accountNumber, this);
    dialog->endIt();
    follow(dialog);
}

void DunningPage::retry()
{
    const payments::DunningCase* each = caseModel_.find(cases_->currentKey().toString());
    if (!each)
        return;
    whenDone(this, desk_.executor().write([actor = desk_.actor(), account = each->accountId, number = each->accountNumber](store::Context& context) {
        payments::DunningService(context).retry(actor, account);
        return number;
    }), [this](const QString& number) { notices_->showNotice({Tone::Good, tr("The network is asked again for the services of %1.").arg(number), {}, {}, {}}); },
       [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The network was not asked."), error.sentence(), {}, {}}); });
}

void DunningPage::refresh()
{
    readCases();
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
    hold_->setEnabled(draft && desk_.actor().may(access::Permission::RunDunning));
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
