#include "models/billing/invoicemodel.h"

#include "models/billing/invoicepdf.h"

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

template <class T>
Column<T> moneyColumn(const char* id, const QString& title, std::function<std::optional<Money>(const T&)> read)
{
    return Column<T>(QString::fromLatin1(id), title, [read](const T& value) {
        const auto money = read(value);
        return money ? money->toDisplay() : QString();
    }).right().sortedBy([read](const T& value) {
        const auto money = read(value);
        return SortKey(money ? qint64(money->minor) : qint64(0));
    });
}

template <class T>
Column<T> dateColumn(const char* id, const QString& title, BillingDate T::*field)
{
    return Column<T>(QString::fromLatin1(id), title, [field](const T& value) { return longYearDate(value.*field, QLocale()); })
        .sortedBy([field](const T& value) { return SortKey(qint64((value.*field).date().toJulianDay())); });
}

QList<Column<InvoiceSummary>> invoiceColumns()
{
    using C = Column<InvoiceSummary>;
    return {C(QStringLiteral("number"), invoiceTitle("Number"), [](const InvoiceSummary& i) { return i.number; })
                .with([](const InvoiceSummary& i, int role) { return role == TargetRole ? linkVariant("invoice", i.id.toString()) : QVariant(); }),
            C(QStringLiteral("customer"), invoiceTitle("Customer"), [](const InvoiceSummary& i) { return i.buyerName; })
                .with([](const InvoiceSummary& i, int role) { return role == TargetRole ? linkVariant("customer", i.customerId.toString()) : QVariant(); }),
            dateColumn<InvoiceSummary>("date", invoiceTitle("Date"), &InvoiceSummary::issuedOn),
            dateColumn<InvoiceSummary>("due", invoiceTitle("Due"), &InvoiceSummary::dueOn),
            moneyColumn<InvoiceSummary>("net", invoiceTitle("Net"), [](const InvoiceSummary& i) { return i.net; }),
            moneyColumn<InvoiceSummary>("vat", invoiceTitle("VAT"), [](const InvoiceSummary& i) { return i.tax; }),
            moneyColumn<InvoiceSummary>("total", invoiceTitle("Total"), [](const InvoiceSummary& i) { return i.gross; })};
}

QList<Column<InvoiceLine>> lineColumns()
{
    using C = Column<InvoiceLine>;
    const auto whole = [](std::int64_t value) { return SortKey(qint64(value)); };
    return {C(QStringLiteral("position"), invoiceTitle("Pos."), [](const InvoiceLine& l) { return QLocale().toString(l.position); })
                .right().sortedBy([whole](const InvoiceLine& l) { return whole(l.position); }),
            C(QStringLiteral("text"), invoiceTitle("Description"), [](const InvoiceLine& l) { return l.text; })
                .with([](const InvoiceLine& l, int role) { return role == TargetRole && l.cause ? linkVariant("journal", l.cause->toString()) : QVariant(); }),
            C(QStringLiteral("detail"), invoiceTitle("Detail"), [](const InvoiceLine& l) { return l.detail; }),
            C(QStringLiteral("period"), invoiceTitle("Period"), [](const InvoiceLine& l) { return l.period ? spanText(*l.period, QLocale()) : QString(); }),
            C(QStringLiteral("quantity"), invoiceTitle("Quantity"), [](const InvoiceLine& l) { return quantityText(l.quantity); }).right(),
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
            C(QStringLiteral("customer"), invoiceTitle("Customer"), [](const DraftedAccount& d) { return d.invoice ? d.invoice->buyer.name : QString(); })
                .with([](const DraftedAccount& d, int role) { return role == TargetRole ? linkVariant("customer", d.account.customerId.toString()) : QVariant(); }),
            C(QStringLiteral("lines"), invoiceTitle("Lines"), [](const DraftedAccount& d) { return d.invoice ? QLocale().toString(d.invoice->lines.size()) : QString(); })
                .right().sortedBy([](const DraftedAccount& d) { return SortKey(d.invoice ? qint64(d.invoice->lines.size()) : qint64(0)); }),
            moneyColumn<DraftedAccount>("net", invoiceTitle("Net"), part(&Invoice::net)),
            moneyColumn<DraftedAccount>("vat", invoiceTitle("VAT"), part(&Invoice::tax)),
            moneyColumn<DraftedAccount>("total", invoiceTitle("Total"), part(&Invoice::gross)),
            C(QStringLiteral("parked"), invoiceTitle("Why it can't be billed"), [](const DraftedAccount& d) { return d.parked; })
                .with([](const DraftedAccount& d, int role) { return role == ToneRole && !d.parked.isEmpty() ? QVariant(int(Tone::Attention)) : QVariant(); })};
}

} // namespace

InvoiceModel::InvoiceModel(QObject* parent) : ValueModel(invoiceColumns(), [](const InvoiceSummary& i) { return i.id.toString(); }, parent) {}
InvoiceLineModel::InvoiceLineModel(QObject* parent) : ValueModel(lineColumns(), [](const InvoiceLine& l) { return l.sourceKey; }, parent) {}
DraftModel::DraftModel(QObject* parent) : ValueModel(draftColumns(), [](const DraftedAccount& d) { return d.account.id.toString(); }, parent) {}

} // namespace trunkline::billing
