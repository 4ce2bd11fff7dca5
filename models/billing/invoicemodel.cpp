#include "models/billing/invoicemodel.h"

#include "models/billing/documenttext.h"
#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::billing {

namespace {

QString invoiceTitle(const char* text)
{
    return QCoreApplication::translate("InvoiceModel", text);
}

QVariant linkVariant(const char* kind, const QString& id)
{
    return QVariant::fromValue(Target{QString::fromLatin1(kind), id});
}

QList<Column<InvoiceSummary>> invoiceColumns()
{
    using C = Column<InvoiceSummary>;
    return {C(QStringLiteral("number"), invoiceTitle("Number"), [](const InvoiceSummary& i) { return i.number; })
                .with([](const InvoiceSummary& i, int role) { return role == TargetRole ? linkVariant("invoice", i.id.toString()) : QVariant(); }),
            C(QStringLiteral("customer"), invoiceTitle("Customer"), [](const InvoiceSummary& i) { return i.buyerName; })
                .with([](const InvoiceSummary& i, int role) { return role == TargetRole ? linkVariant("customer", i.customerId.toString()) : QVariant(); }),
            dateColumn<InvoiceSummary>("date", invoiceTitle("Date"), [](const InvoiceSummary& i) { return i.issuedOn; }),
            dateColumn<InvoiceSummary>("due", invoiceTitle("Due"), [](const InvoiceSummary& i) { return i.dueOn; }),
            moneyColumn<InvoiceSummary>("net", invoiceTitle("Net"), [](const InvoiceSummary& i) { return i.net; }),
            moneyColumn<InvoiceSummary>("vat", invoiceTitle("VAT"), [](const InvoiceSummary& i) { return i.tax; }),
            moneyColumn<InvoiceSummary>("total", invoiceTitle("Total"), [](const InvoiceSummary& i) { return i.gross; })};
}

QList<Column<InvoiceLine>> lineColumns()
{
    using C = Column<InvoiceLine>;
    const auto whole = [](std::int64_t value) { return SortKey(qint64(value)); };
    return {countColumn<InvoiceLine>("position", invoiceTitle("Pos."), [](const InvoiceLine& l) { return l.position; }),
            C(QStringLiteral("text"), invoiceTitle("Description"), [](const InvoiceLine& l) { return l.text; })
                .with([](const InvoiceLine& l, int role) { return role == TargetRole && l.cause ? linkVariant("journal", l.cause->toString()) : QVariant(); }),
            C(QStringLiteral("detail"), invoiceTitle("Detail"), [](const InvoiceLine& l) { return l.detail; }),
            C(QStringLiteral("period"), invoiceTitle("Period"), [](const InvoiceLine& l) { return l.period ? spanText(*l.period, QLocale()) : QString(); }),
            C(QStringLiteral("quantity"), invoiceTitle("Quantity"), [](const InvoiceLine& l) { return quantityText(l.quantity, l.unitCode, QLocale()); }).right(),
            C(QStringLiteral("price"), invoiceTitle("Price"), [](const InvoiceLine& l) { return catalogue::priceText(l.unitPrice); })
                .right().sortedBy([whole](const InvoiceLine& l) { return whole(l.unitPrice.micros); }),
            C(QStringLiteral("vat"), invoiceTitle("VAT"), [](const InvoiceLine& l) { return catalogue::percentText(l.taxRateBasisPoints); })
                .right().sortedBy([whole](const InvoiceLine& l) { return whole(l.taxRateBasisPoints); }),
            moneyColumn<InvoiceLine>("net", invoiceTitle("Net"), [](const InvoiceLine& l) { return l.net; })};
}

QList<Column<DraftedAccount>> draftColumns()
{
    using C = Column<DraftedAccount>;
    const auto part = [](Money Invoice::*field) {
        return [field](const DraftedAccount& d) { return d.invoice ? std::optional((*d.invoice).*field) : std::nullopt; };
    };
    return {C(QStringLiteral("account"), invoiceTitle("Account"), [](const DraftedAccount& d) { return d.account.number; }),
            C(QStringLiteral("customer"), invoiceTitle("Customer"), [](const DraftedAccount& d) { return d.customerName; })
                .with([](const DraftedAccount& d, int role) { return role == TargetRole ? linkVariant("customer", d.account.customerId.toString()) : QVariant(); }),
            C(QStringLiteral("lines"), invoiceTitle("Lines"), [](const DraftedAccount& d) { return d.invoice ? QLocale().toString(d.invoice->lines.size()) : QString(); })
                .right().sortedBy([](const DraftedAccount& d) { return SortKey(d.invoice ? qint64(d.invoice->lines.size()) : qint64(0)); }),
            moneyColumn<DraftedAccount>("net", invoiceTitle("Net"), part(&Invoice::net)),
            moneyColumn<DraftedAccount>("vat", invoiceTitle("VAT"), part(&Invoice::tax)),
            moneyColumn<DraftedAccount>("total", invoiceTitle("Total"), part(&Invoice::gross)),
            C(QStringLiteral("parked"), invoiceTitle("Why it can't be billed"), [](const DraftedAccount& d) { return d.parked; })
                .with([](const DraftedAccount& d, int role) { return role == ToneRole && !d.parked.isEmpty() ? QVariant(int(Tone::Attention)) : QVariant(); })};
}

QList<Column<Comparison>> comparisonColumns()
{
    using C = Column<Comparison>;
    return {C(QStringLiteral("account"), invoiceTitle("Account"), [](const Comparison& c) { return c.accountNumber; }),
            C(QStringLiteral("customer"), invoiceTitle("Customer"), [](const Comparison& c) { return c.customerName; })
                .with([](const Comparison& c, int role) { return role == TargetRole ? linkVariant("customer", c.customerId.toString()) : QVariant(); }),
            C(QStringLiteral("last"), invoiceTitle("Last invoice"), [](const Comparison& c) { return c.lastNumber; }),
            moneyColumn<Comparison>("lastNet", invoiceTitle("Net last time"), [](const Comparison& c) { return c.last; }),
            moneyColumn<Comparison>("net", invoiceTitle("Net now"), [](const Comparison& c) { return c.now; }),
            moneyColumn<Comparison>("change", invoiceTitle("Change"), [](const Comparison& c) { return c.change; }),
            C(QStringLiteral("why"), invoiceTitle("Because"), [](const Comparison& c) { return differencesText(c); })
                .with([](const Comparison& c, int role) { return role == Qt::ToolTipRole ? QVariant(differencesText(c)) : QVariant(); })};
}

} // namespace

InvoiceModel::InvoiceModel(QObject* parent) : ValueModel(invoiceColumns(), [](const InvoiceSummary& i) { return i.id.toString(); }, parent)
{
    sort(2, Qt::DescendingOrder);
}
InvoiceLineModel::InvoiceLineModel(QObject* parent) : ValueModel(lineColumns(), [](const InvoiceLine& l) { return l.sourceKey; }, parent) {}
ComparisonModel::ComparisonModel(QObject* parent) : ValueModel(comparisonColumns(), [](const Comparison& c) { return c.accountId.toString(); }, parent) {}
DraftModel::DraftModel(QObject* parent) : ValueModel(draftColumns(), [](const DraftedAccount& d) { return d.account.id.toString(); }, parent) {}

} // namespace trunkline::billing
