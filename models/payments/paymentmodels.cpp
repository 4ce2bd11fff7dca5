#include "models/payments/paymentmodels.h"

#include "models/core/columns.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::payments {

namespace {

QString columnTitle(const char* text)
{
    return QCoreApplication::translate("PaymentModels", text);
}

template <class T, class Read>
Column<T> textColumn(const char* id, const QString& title, Read read)
{
    return Column<T>(QString::fromLatin1(id), title, read);
}

/// A cell that leads somewhere.
template <class T, class Read>
Column<T> linkColumn(const char* id, const QString& title, Read read, const char* kind, std::function<QString(const T&)> target)
{
    return Column<T>(QString::fromLatin1(id), title, read).with([kind, target](const T& value, int role) {
        return role == TargetRole && !target(value).isEmpty() ? QVariant::fromValue(Target{QString::fromLatin1(kind), target(value)}) : QVariant();
    });
}

QList<Column<AgeingRow>> ageingColumns()
{
    const auto bucket = [](const char* id, const char* title, Money AgeingRow::*field) {
        return moneyColumn<AgeingRow>(id, columnTitle(title), [field](const AgeingRow& r) { return (r.*field).isZero() ? std::nullopt : std::optional(r.*field); });
    };
    return {textColumn<AgeingRow>("account", columnTitle("Account"), [](const AgeingRow& r) { return r.accountNumber; }),
            linkColumn<AgeingRow>("customer", columnTitle("Customer"), [](const AgeingRow& r) { return r.customerName; }, "customer", [](const AgeingRow& r) { return r.customerId.toString(); }),
            bucket("notDue", QT_TRANSLATE_NOOP("PaymentModels", "Not due"), &AgeingRow::notDue), bucket("upTo30", QT_TRANSLATE_NOOP("PaymentModels", "1–30 days"), &AgeingRow::upTo30),
            bucket("upTo60", QT_TRANSLATE_NOOP("PaymentModels", "31–60 days"), &AgeingRow::upTo60), bucket("upTo90", QT_TRANSLATE_NOOP("PaymentModels", "61–90 days"), &AgeingRow::upTo90),
            bucket("older", QT_TRANSLATE_NOOP("PaymentModels", "Older"), &AgeingRow::older), bucket("credit", QT_TRANSLATE_NOOP("PaymentModels", "Credit"), &AgeingRow::credit),
            moneyColumn<AgeingRow>("total", columnTitle("Owes"), [](const AgeingRow& r) { return r.total; })};
}

QList<Column<StatementLine>> statementColumns()
{
    return {dateColumn<StatementLine>("date", columnTitle("Date"), [](const StatementLine& l) { return l.dated; }),
            linkColumn<StatementLine>("text", columnTitle("What"), [](const StatementLine& l) { return l.text; }, "journal", [](const StatementLine& l) { return l.entry.toString(); }),
            moneyColumn<StatementLine>("amount", columnTitle("Amount"), [](const StatementLine& l) { return l.amount; }),
            moneyColumn<StatementLine>("balance", columnTitle("Balance"), [](const StatementLine& l) { return l.balance; })};
}

QList<Column<OpenItem>> itemColumns()
{
    const auto state = [](const OpenItem& i) { return i.disputed ? columnTitle("Disputed") : i.open.isZero() ? columnTitle("Settled") : columnTitle("Open"); };
    return {linkColumn<OpenItem>("number", columnTitle("Number"), [](const OpenItem& i) { return i.number; }, "invoice", [](const OpenItem& i) { return i.ref.invoice.toString(); }),
            textColumn<OpenItem>("kind", columnTitle("Kind"), [](const OpenItem& i) { return titleOf(i.kind); }).hiddenAtFirst(),
            dateColumn<OpenItem>("dated", columnTitle("Date"), [](const OpenItem& i) { return i.dated; }).hiddenAtFirst(), dateColumn<OpenItem>("due", columnTitle("Due"), [](const OpenItem& i) { return i.dueOn; }),
            moneyColumn<OpenItem>("amount", columnTitle("Amount"), [](const OpenItem& i) { return i.amount; }), moneyColumn<OpenItem>("open", columnTitle("Open"), [](const OpenItem& i) { return i.open; }),
            textColumn<OpenItem>("state", columnTitle("State"), state).with([](const OpenItem& i, int role) {
                return role == ToneRole ? QVariant(int(i.disputed ? Tone::Attention : i.open.isZero() ? Tone::Good : Tone::Busy)) : QVariant();
            })};
}

Tone toneOf(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Sure: return Tone::Good;
    case Confidence::Likely: return Tone::Busy;
    case Confidence::Possible: return Tone::Attention;
    case Confidence::None: break;
    }
    return Tone::Neutral;
}

QList<Column<ProposedLine>> bankLineColumns()
{
    return {dateColumn<ProposedLine>("booked", columnTitle("Booked"), [](const ProposedLine& l) { return l.line.booked; }),
            textColumn<ProposedLine>("name", columnTitle("From or to"), [](const ProposedLine& l) { return l.line.otherName(); }),
            textColumn<ProposedLine>("text", columnTitle("Text"), [](const ProposedLine& l) { return l.line.purpose(); }).with([](const ProposedLine& l, int role) { return role == Qt::ToolTipRole ? QVariant(l.line.purpose()) : QVariant(); }),
            moneyColumn<ProposedLine>("amount", columnTitle("Amount"), [](const ProposedLine& l) { return l.line.amount; }),
            textColumn<ProposedLine>("confidence", columnTitle("Match"), [](const ProposedLine& l) { return titleOf(l.proposal.confidence); })
                .sortedBy([](const ProposedLine& l) { return SortKey(qint64(l.proposal.confidence)); })
                .with([](const ProposedLine& l, int role) { return role == ToneRole ? QVariant(int(toneOf(l.proposal.confidence))) : QVariant(); }),
            textColumn<ProposedLine>("account", columnTitle("Account"), [](const ProposedLine& l) { return l.accountNumber; }).hiddenAtFirst(),
            textColumn<ProposedLine>("customer", columnTitle("Customer"), [](const ProposedLine& l) { return l.customerName; }).hiddenAtFirst()};
}

QList<Column<PaymentRow>> paymentTableColumns()
{
    return {textColumn<PaymentRow>("number", columnTitle("Payment"), [](const PaymentRow& p) { return p.payment.number; }), textColumn<PaymentRow>("account", columnTitle("Account"), [](const PaymentRow& p) { return p.accountNumber; }),
            textColumn<PaymentRow>("customer", columnTitle("Customer"), [](const PaymentRow& p) { return p.customerName; }), dateColumn<PaymentRow>("received", columnTitle("Received"), [](const PaymentRow& p) { return p.payment.receivedOn; }),
            textColumn<PaymentRow>("method", columnTitle("Method"), [](const PaymentRow& p) { return titleOf(p.payment.method); }), moneyColumn<PaymentRow>("amount", columnTitle("Amount"), [](const PaymentRow& p) { return p.payment.amount; }),
            moneyColumn<PaymentRow>("unallocated", columnTitle("Not allocated"), [](const PaymentRow& p) { return p.unallocated; }),
            textColumn<PaymentRow>("reference", columnTitle("Reference"), [](const PaymentRow& p) { return p.payment.reference; })};
}

QList<Column<DunningDraft>> dunningColumns()
{
    const auto days = [](const DunningDraft& d) {
        int most = 0;
        for (const DraftedItem& item : d.items)
            most = std::max(most, item.daysOverdue);
        return most;
    };
    return {textColumn<DunningDraft>("account", columnTitle("Account"), [](const DunningDraft& d) { return d.accountNumber; }),
            linkColumn<DunningDraft>("customer", columnTitle("Customer"), [](const DunningDraft& d) { return d.customerName; }, "customer", [](const DunningDraft& d) { return d.customerId.toString(); }),
            textColumn<DunningDraft>("step", columnTitle("Step"), [](const DunningDraft& d) { return d.stepName; }).sortedBy([](const DunningDraft& d) { return SortKey(qint64(d.step)); }),
            countColumn<DunningDraft>("overdue", columnTitle("Days overdue"), days), moneyColumn<DunningDraft>("open", columnTitle("Open"), [](const DunningDraft& d) { return d.open; }).hiddenAtFirst(),
            moneyColumn<DunningDraft>("fee", columnTitle("Fee"), [](const DunningDraft& d) { return d.fee; }).hiddenAtFirst(), // the letter beside says these
            moneyColumn<DunningDraft>("interest", columnTitle("Interest"), [](const DunningDraft& d) { return d.interest; }).hiddenAtFirst(),
            moneyColumn<DunningDraft>("total", columnTitle("Total"), [](const DunningDraft& d) { return d.total; }),
            textColumn<DunningDraft>("suspends", columnTitle("Services"), [](const DunningDraft& d) { return d.suspend ? columnTitle("Are suspended") : QString(); })
                .with([](const DunningDraft& d, int role) { return role == ToneRole && d.suspend ? QVariant(int(Tone::Bad)) : QVariant(); })};
}

QList<Column<ledger::AccountBalance>> balanceColumns()
{
    using B = ledger::AccountBalance;
    return {textColumn<B>("title", columnTitle("Account"), [](const B& b) { return ledger::titleOf(b.account); }),
            textColumn<B>("account", columnTitle("Name"), [](const B& b) { return b.account; }).with([](const B&, int role) { return role == IdentifierRole ? QVariant(true) : QVariant(); }).hiddenAtFirst(),
            moneyColumn<B>("debit", columnTitle("Debit"), [](const B& b) { return b.debit; }), moneyColumn<B>("credit", columnTitle("Credit"), [](const B& b) { return b.credit; }),
            moneyColumn<B>("balance", columnTitle("Balance"), [](const B& b) { return b.balance; })};
}

QList<Column<ledger::AccountLine>> accountLineColumns()
{
    using L = ledger::AccountLine;
    return {countColumn<L>("number", columnTitle("Posting"), [](const L& l) { return l.number; }).hiddenAtFirst(), dateColumn<L>("date", columnTitle("Date"), [](const L& l) { return l.dated; }),
            linkColumn<L>("text", columnTitle("What"), [](const L& l) { return l.text; }, "journal", [](const L& l) { return l.entry.toString(); }),
            textColumn<L>("billingAccount", columnTitle("Account"), [](const L& l) { return l.accountNumber; }).hiddenAtFirst(),
            moneyColumn<L>("debit", columnTitle("Debit"), [](const L& l) { return l.amount.isNegative() ? std::nullopt : std::optional(l.amount); }),
            moneyColumn<L>("credit", columnTitle("Credit"), [](const L& l) { return l.amount.isNegative() ? std::optional(-l.amount) : std::nullopt; }),
            moneyColumn<L>("balance", columnTitle("Balance"), [](const L& l) { return l.after; })};
}

} // namespace

AgeingModel::AgeingModel(QObject* parent) : ValueModel(ageingColumns(), [](const AgeingRow& r) { return r.accountId.toString(); }, parent) {}
StatementModel::StatementModel(QObject* parent) : ValueModel(statementColumns(), [](const StatementLine& l) { return QString::number(l.posting); }, parent) {}
OpenItemModel::OpenItemModel(QObject* parent) : ValueModel(itemColumns(), [](const OpenItem& i) { return i.ref.toString(); }, parent) {}
BankLineModel::BankLineModel(QObject* parent) : ValueModel(bankLineColumns(), [](const ProposedLine& l) { return l.line.id.toString(); }, parent) {}
PaymentModel::PaymentModel(QObject* parent) : ValueModel(paymentTableColumns(), [](const PaymentRow& p) { return p.payment.number; }, parent) {}
DunningModel::DunningModel(QObject* parent) : ValueModel(dunningColumns(), [](const DunningDraft& d) { return d.accountId.toString(); }, parent) {}
BalanceModel::BalanceModel(QObject* parent)
    : ValueModel(balanceColumns(), [](const ledger::AccountBalance& b) { return QStringLiteral("%1 %2").arg(b.account, b.balance.currency.code()); }, parent) {}
AccountLineModel::AccountLineModel(QObject* parent)
    : ValueModel(accountLineColumns(), [](const ledger::AccountLine& l) { return QStringLiteral("%1/%2/%3").arg(l.number).arg(l.accountNumber).arg(l.amount.minor); }, parent) {}

} // namespace trunkline::payments
