#include "models/payments/debitrows.h"

#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::payments {

namespace {

struct DebitRowTexts {
    Q_DECLARE_TR_FUNCTIONS(DebitRows)
};

const QString notReturned = QStringLiteral("NOT EXISTS (SELECT 1 FROM payment r WHERE r.returns_id = d.payment_id)");

template <class T, class Read>
Column<T> wordColumn(const char* id, const QString& title, Read read)
{
    return Column<T>(QString::fromLatin1(id), title, read);
}

/// A number that is typed off: fixed width.
template <class T, class Read>
Column<T> numberColumn(const char* id, const QString& title, Read read)
{
    return wordColumn<T>(id, title, read).with([](const T&, int role) { return role == IdentifierRole ? QVariant(true) : QVariant(); });
}

QString mandateState(const MandateRow& row)
{
    if (row.mandate.revokedOn)
        return DebitRowTexts::tr("Ended on %1").arg(row.mandate.revokedOn->toDisplay());
    if (row.mandate.oneOff)
        return DebitRowTexts::tr("For one collection");
    return row.mandate.final ? DebitRowTexts::tr("Ends with the next") : DebitRowTexts::tr("Active");
}

Tone toneOfMandate(const MandateRow& row)
{
    return row.mandate.revokedOn ? Tone::Neutral : row.mandate.final || row.mandate.oneOff ? Tone::Attention : Tone::Good;
}

QList<Column<MandateRow>> mandateTableColumns()
{
    using R = MandateRow;
    return {wordColumn<R>("reference", DebitRowTexts::tr("Mandate"), [](const R& r) { return r.mandate.reference; }), wordColumn<R>("account", DebitRowTexts::tr("Account"), [](const R& r) { return r.accountNumber; }),
            wordColumn<R>("customer", DebitRowTexts::tr("Customer"), [](const R& r) { return r.customerName; })
                .with([](const R& r, int role) { return role == TargetRole ? QVariant::fromValue(Target{QStringLiteral("customer"), r.customerId.toString()}) : QVariant(); }),
            wordColumn<R>("name", DebitRowTexts::tr("Name"), [](const R& r) { return r.mandate.debtorName; }).hiddenAtFirst(), numberColumn<R>("iban", DebitRowTexts::tr("IBAN"), [](const R& r) { return r.mandate.iban; }),
            dateColumn<R>("signed", DebitRowTexts::tr("Signed"), [](const R& r) { return r.mandate.signedOn; }), wordColumn<R>("scheme", DebitRowTexts::tr("Scheme"), [](const R& r) { return codeOf(r.mandate.scheme); }).hiddenAtFirst(),
            wordColumn<R>("next", DebitRowTexts::tr("Next sequence"), [](const R& r) { return r.mandate.revokedOn ? QString() : codeOf(r.next); }),
            countColumn<R>("collected", DebitRowTexts::tr("Collected"), [](const R& r) { return r.collected; }), dateColumn<R>("last", DebitRowTexts::tr("Last use"), [](const R& r) { return r.lastUse.value_or(BillingDate()); }),
            wordColumn<R>("state", DebitRowTexts::tr("State"), mandateState).with([](const R& r, int role) { return role == ToneRole ? QVariant(int(toneOfMandate(r))) : QVariant(); })};
}

QList<Column<OrderRow>> orderTableColumns(const OperatorZone& zone)
{
    using R = OrderRow;
    return {wordColumn<R>("number", DebitRowTexts::tr("File"), [](const R& r) { return r.number; }), wordColumn<R>("kind", DebitRowTexts::tr("What"), [](const R& r) { return titleOfOrderKind(r.kind); }),
            instantColumn<R>("made", DebitRowTexts::tr("Made"), zone, [](const R& r) { return r.madeAt; }), countColumn<R>("count", DebitRowTexts::tr("Payments"), [](const R& r) { return r.count; }),
            moneyColumn<R>("sum", DebitRowTexts::tr("Sum"), [](const R& r) { return r.sum; })};
}

QList<Column<OrderedRow>> orderedTableColumns()
{
    using R = OrderedRow;
    const auto state = [](const R& r) { return r.returned.isEmpty() ? DebitRowTexts::tr("Given to the bank") : DebitRowTexts::tr("Returned by %1").arg(r.returned); };
    return {wordColumn<R>("payment", DebitRowTexts::tr("Payment"), [](const R& r) { return r.paymentNumber; }), wordColumn<R>("account", DebitRowTexts::tr("Account"), [](const R& r) { return r.accountNumber; }).hiddenAtFirst(),
            wordColumn<R>("invoice", DebitRowTexts::tr("Invoice"), [](const R& r) { return r.invoiceNumber; })
                .with([](const R& r, int role) { return role == TargetRole && !r.invoice.isNull() ? QVariant::fromValue(Target{QStringLiteral("invoice"), r.invoice.toString()}) : QVariant(); }),
            wordColumn<R>("mandate", DebitRowTexts::tr("Mandate"), [](const R& r) { return r.mandate; }).hiddenAtFirst(), wordColumn<R>("name", DebitRowTexts::tr("Name"), [](const R& r) { return r.name; }),
            dateColumn<R>("due", DebitRowTexts::tr("Due"), [](const R& r) { return r.dueOn; }),
            wordColumn<R>("sequence", DebitRowTexts::tr("Sequence"), [](const R& r) { return r.sequence ? codeOf(*r.sequence) : QString(); }).hiddenAtFirst(),
            moneyColumn<R>("amount", DebitRowTexts::tr("Amount"), [](const R& r) { return r.amount; }),
            wordColumn<R>("state", DebitRowTexts::tr("State"), state).with([](const R& r, int role) { return role == ToneRole ? QVariant(int(r.returned.isEmpty() ? Tone::Good : Tone::Bad)) : QVariant(); })};
}

QList<Column<PlannedDebit>> plannedTableColumns()
{
    using P = PlannedDebit;
    return {wordColumn<P>("invoice", DebitRowTexts::tr("Invoice"), [](const P& p) { return p.what.item.number; })
                .with([](const P& p, int role) { return role == TargetRole ? QVariant::fromValue(Target{QStringLiteral("invoice"), p.what.item.ref.invoice.toString()}) : QVariant(); }),
            wordColumn<P>("mandate", DebitRowTexts::tr("Mandate"), [](const P& p) { return p.what.mandate.reference; }), wordColumn<P>("name", DebitRowTexts::tr("Name"), [](const P& p) { return p.what.mandate.debtorName; }),
            dateColumn<P>("due", DebitRowTexts::tr("Collected on"), [](const P& p) { return p.dueOn; }), wordColumn<P>("sequence", DebitRowTexts::tr("Sequence"), [](const P& p) { return codeOf(p.sequence); }),
            moneyColumn<P>("amount", DebitRowTexts::tr("Amount"), [](const P& p) { return p.what.item.open; })};
}

} // namespace

QString titleOfOrderKind(const QString& kind)
{
    return kind == QLatin1String("refund") ? DebitRowTexts::tr("Refunds") : DebitRowTexts::tr("Direct debits");
}

QList<MandateRow> mandateRows(store::Connection& connection)
{
    struct Facts {
        QString account, name;
        CustomerId customer;
        int used = 0;
        std::optional<BillingDate> last;
    };
    QHash<QString, Facts> facts;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT m.id, a.number AS account_number, c.id AS customer_id, c.name AS customer_name, "
                                                                "(SELECT COUNT(*) FROM direct_debit d WHERE d.mandate_id = m.id AND %1) AS used, (SELECT MAX(d.due_on) FROM direct_debit d WHERE d.mandate_id = m.id) AS last_on "
                                                                "FROM mandate m JOIN account a ON a.id = m.account_id JOIN customer c ON c.id = a.customer_id").arg(notReturned)))
        facts.insert(row.text("id"), {row.text("account_number"), row.text("customer_name"), row.id<CustomerId>("customer_id"), int(row.integer("used")), row.maybeDate("last_on")});
    QList<MandateRow> rows;
    for (const Mandate& mandate : mandates(connection)) {
        const Facts known = facts.value(mandate.id.toString());
        rows.append({mandate, known.account, known.customer, known.name, known.used, known.last, nextSequence(mandate, known.used)});
    }
    return rows;
}

QList<OrderRow> orderRows(store::Connection& connection)
{
    QList<OrderRow> all;
    const Currency euro = Currency::parse(u"EUR"); // SEPA knows no other
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT o.id, o.number, o.kind, o.created_ms, "
                                                                "(SELECT COUNT(*) FROM direct_debit d WHERE d.order_id = o.id) + (SELECT COUNT(*) FROM bank_order_payment b WHERE b.order_id = o.id) AS payments, "
                                                                "CAST(COALESCE((SELECT SUM(d.amount_minor) FROM direct_debit d WHERE d.order_id = o.id), 0) - "
                                                                "COALESCE((SELECT SUM(p.amount_minor) FROM bank_order_payment b JOIN payment p ON p.id = b.payment_id WHERE b.order_id = o.id), 0) AS BIGINT) AS sum_minor "
                                                                "FROM bank_order o ORDER BY o.created_ms DESC, o.number DESC")))
        all.append({row.id<BankOrderId>("id"), row.text("number"), row.text("kind"), row.timestamp("created_ms"), int(row.integer("payments")), Money{row.integer("sum_minor"), euro}});
    return all;
}

QList<OrderedRow> orderedRows(store::Connection& connection, BankOrderId order)
{
    QList<OrderedRow> all;
    const QString returned = QStringLiteral("(SELECT MIN(r.number) FROM payment r WHERE r.returns_id = p.id) AS returned");
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.id, p.number, a.number AS account_number, i.number AS invoice_number, i.id AS invoice_id, m.reference, m.debtor_name, d.due_on, d.sequence, d.currency, d.amount_minor, %1 "
                                                                "FROM direct_debit d JOIN payment p ON p.id = d.payment_id JOIN account a ON a.id = p.account_id JOIN invoice i ON i.id = d.invoice_id JOIN mandate m ON m.id = d.mandate_id "
                                                                "WHERE d.order_id = ? ORDER BY d.due_on, d.end_to_end_id").arg(returned), {order}))
        all.append({row.id<PaymentId>("id"), row.text("number"), row.text("account_number"), row.text("invoice_number"), row.id<InvoiceId>("invoice_id"), row.text("reference"), row.text("debtor_name"), row.date("due_on"),
                    sequenceNamed(row.text("sequence")), Money{row.integer("amount_minor"), Currency::parse(row.text("currency"))}, row.text("returned")});
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.id, p.number, a.number AS account_number, p.payer_name, p.received_on, p.currency, p.amount_minor, %1 "
                                                                "FROM bank_order_payment b JOIN payment p ON p.id = b.payment_id JOIN account a ON a.id = p.account_id WHERE b.order_id = ? ORDER BY p.number").arg(returned), {order}))
        all.append({row.id<PaymentId>("id"), row.text("number"), row.text("account_number"), {}, {}, {}, row.text("payer_name"), row.date("received_on"), std::nullopt,
                    Money{-row.integer("amount_minor"), Currency::parse(row.text("currency"))}, row.text("returned")});
    return all;
}

MandateModel::MandateModel(QObject* parent) : ValueModel(mandateTableColumns(), [](const MandateRow& r) { return r.mandate.reference; }, parent) {}
BankOrderModel::BankOrderModel(const OperatorZone& zone, QObject* parent) : ValueModel(orderTableColumns(zone), [](const OrderRow& r) { return r.number; }, parent) {}
OrderedModel::OrderedModel(QObject* parent) : ValueModel(orderedTableColumns(), [](const OrderedRow& r) { return r.paymentNumber; }, parent) {}
PlannedDebitModel::PlannedDebitModel(QObject* parent) : ValueModel(plannedTableColumns(), [](const PlannedDebit& p) { return p.what.item.number; }, parent) {}

} // namespace trunkline::payments
