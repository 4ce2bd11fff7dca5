#include "widgets/payments/ledgerdialogs.h"

#include "models/payments/accountstatement.h"
#include "widgets/common/theme.h"
#include "widgets/office/formfields.h"
#include "widgets/office/sectioncard.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

namespace trunkline::widgets {

namespace {

enum LegColumn { LegAccount, LegDebit, LegCredit };

Cell figure(const Money& amount)
{
    return Cell{amount.toDisplay(), {}, {}, {}, true};
}

} // namespace

CloseMonthDialog::CloseMonthDialog(Desk& desk, QWidget* parent)
    : EntryDialog(QStringLiteral("closeMonthDialog"), tr("Close a month"), tr("Earn and close"), parent), desk_(desk), month_(addField(*form(), new QDateEdit, QStringLiteral("closeMonth"), tr("&Month"))),
      effect_(new SectionCard(QStringLiteral("closeEffect"), tr("What is posted"))), meaning_(new QLabel)
{
    month_->setDisplayFormat(QStringLiteral("MMMM yyyy"));
    meaning_->setObjectName(QStringLiteral("closeMeaning"));
    meaning_->setWordWrap(true);
    form()->addRow(effect_);
    form()->addRow(meaning_);
    setMinimumWidth(84 * gridStep);
    connect(month_, &QDateEdit::dateChanged, this, &CloseMonthDialog::preview);
    monthAnswer_.ask(desk_.executor(), [actor = desk_.actor(), today = todayOf(desk)](store::Connection& connection) {
        actor.require(access::Permission::ViewLedger);
        return ledger::nextMonthToClose(connection, today);
    }, [this](BillingDate month) {
        if (month_->date() == month.date())
            return preview();
        month_->setDate(month.date());
    }, [this](const Error& error) { refuse(error); });
}

BillingDate CloseMonthDialog::month() const
{
    return ledger::monthOf(chosenDay(*month_));
}

void CloseMonthDialog::preview()
{
    struct Preview {
        ledger::MonthClose close;
        QStringList wrong;
    };
    previewAnswer_.ask(desk_.executor(), [actor = desk_.actor(), month = month(), today = todayOf(desk_)](store::Connection& connection) {
        return Preview{ledger::previewClose(actor, connection, month, today), payments::checkBooks(connection)};
    }, [this](const Preview& preview) { show(preview.close, preview.wrong); }, [this](const Error& error) { refuse(error); });
}

void CloseMonthDialog::show(const ledger::MonthClose& close, const QStringList& wrong)
{
    QList<QList<Cell>> rows;
    for (const ledger::PostingDraft& draft : close.recognitions)
        for (const ledger::Leg& leg : draft.legs)
            rows.append({Cell{draft.text}, Cell{ledger::titleOf(leg.account)}, figure(leg.amount)});
    effect_->setRows({tr("What"), tr("Account"), tr("Amount")}, rows, close.obstacles.isEmpty() ? tr("Nothing that was charged in advance is earned in this month.") : close.obstacles.join(u' '));
    QStringList meaning;
    if (close.obstacles.isEmpty()) {
        if (close.deferrals > 0)
            meaning.append(tr("%Ln part(s) of advance charges are earned.", nullptr, close.deferrals));
        meaning.append(tr("Then nothing dated before %1 is posted any more, and this can't be undone.").arg(close.month.plusMonths(1).toDisplay()));
    }
    meaning += wrong;
    meaning_->setText(meaning.join(u' '));
}

void CloseMonthDialog::save()
{
    write(desk_, [actor = desk_.actor(), month = month()](store::Context& context) {
        ledger::LedgerService service(context);
        service.recognise(actor, month);
        service.closeMonth(actor, month);
        return tr("%1 is closed.").arg(QLocale().toString(month.date(), QStringLiteral("MMMM yyyy")));
    });
}

PostingDialog::PostingDialog(Desk& desk, const QStringList& accounts, QWidget* parent)
    : EntryDialog(QStringLiteral("postingDialog"), tr("Posting by hand"), tr("Post it"), parent), desk_(desk), accounts_(accounts), day_(addField(*form(), dayField(todayOf(desk)), QStringLiteral("postingDay"), tr("&Date"))),
      text_(addLine(*form(), QStringLiteral("postingText"), tr("&Text"))), reason_(addLine(*form(), QStringLiteral("postingReason"), tr("&Reason"))), legs_(new QTableWidget(0, 3)), difference_(new QLabel)
{
    for (const char* account : {ledger::accounts::bank, ledger::accounts::cash, ledger::accounts::clearing, ledger::accounts::badDebt, ledger::accounts::bankFees, ledger::accounts::interest, ledger::accounts::fees})
        if (!accounts_.contains(QLatin1String(account)))
            accounts_.append(QString::fromLatin1(account));
    accounts_.sort();
    reason_->setPlaceholderText(tr("Why it is posted by hand; the journal keeps it"));
    legs_->setObjectName(QStringLiteral("postingLegs"));
    legs_->setAccessibleName(tr("Legs of the posting"));
    legs_->setHorizontalHeaderLabels({tr("Account"), tr("Debit (%1)").arg(desk.profile().currency.code()), tr("Credit")});
    legs_->horizontalHeader()->setSectionResizeMode(LegAccount, QHeaderView::Stretch);
    legs_->setMinimumHeight(20 * gridStep);
    form()->addRow(legs_);
    auto* add = new QPushButton(tr("&Add a leg"));
    add->setObjectName(QStringLiteral("addLegButton"));
    difference_->setObjectName(QStringLiteral("postingDifference"));
    form()->addRow(add, difference_);
    setMinimumWidth(84 * gridStep);
    connect(add, &QPushButton::clicked, this, &PostingDialog::addLeg);
    connect(legs_, &QTableWidget::cellChanged, this, &PostingDialog::showDifference);
    addLeg();
    addLeg();
    text_->setFocus();
}

void PostingDialog::addLeg()
{
    const int row = legs_->rowCount();
    legs_->insertRow(row);
    auto* account = new QComboBox;
    account->setObjectName(QStringLiteral("legAccount%1").arg(row + 1));
    account->setAccessibleName(tr("Account of leg %1").arg(row + 1));
    account->setEditable(true);
    account->addItems(accounts_);
    account->setCurrentText({});
    legs_->setCellWidget(row, LegAccount, account);
    for (const int column : {LegDebit, LegCredit}) {
        auto* item = new QTableWidgetItem;
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        legs_->setItem(row, column, item);
    }
}

QList<ledger::Leg> PostingDialog::legs() const
{
    const Currency currency = desk_.profile().currency;
    QList<ledger::Leg> legs;
    for (int row = 0; row < legs_->rowCount(); ++row) {
        const QString account = static_cast<QComboBox*>(legs_->cellWidget(row, LegAccount))->currentText().trimmed();
        const auto amountIn = [&](int column) {
            const QTableWidgetItem* item = legs_->item(row, column);
            const QString typed = item ? item->text().trimmed() : QString();
            return typed.isEmpty() ? Money::zero(currency) : typedMoney(typed, currency);
        };
        const Money debit = amountIn(LegDebit), credit = amountIn(LegCredit);
        if (debit.isNegative() || credit.isNegative() || (!debit.isZero() && !credit.isZero()))
            throw InvalidInput(tr("Leg %1 has one amount above zero: a debit or a credit.").arg(row + 1));
        if (!account.isEmpty() || debit != credit)
            legs.append({account, debit - credit});
    }
    return legs;
}

void PostingDialog::showDifference()
{
    try {
        Money sum = Money::zero(desk_.profile().currency);
        for (const ledger::Leg& leg : legs())
            sum += leg.amount;
        difference_->setText(sum.isZero() ? tr("Debits equal credits.") : sum.isNegative() ? tr("%1 of debit is missing.").arg((-sum).toDisplay()) : tr("%1 of credit is missing.").arg(sum.toDisplay()));
    } catch (const Error& error) {
        difference_->setText(error.sentence());
    }
}

void PostingDialog::save()
{
    if (reason_->text().trimmed().isEmpty())
        throw InvalidInput(tr("The posting has no reason; write why it is made by hand."));
    write(desk_, [actor = desk_.actor(), draft = ledger::PostingDraft{chosenDay(*day_), text_->text().trimmed(), {}, legs()}, reason = reason_->text()](store::Context& context) {
        return tr("Posting %1 is in the books.").arg(QLocale().toString(qlonglong(ledger::LedgerService(context).postManually(actor, draft, reason).number)));
    });
}

} // namespace trunkline::widgets
