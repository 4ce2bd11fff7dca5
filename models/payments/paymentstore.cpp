#include "models/payments/paymentstore.h"

namespace trunkline::payments {

namespace {

const QString paymentColumns = QStringLiteral("id, number, account_id, method, received_on, currency, amount_minor, reference, payer_name, payer_iban, bank_line_id, returns_id, source_key");
const QString settlementColumns = QStringLiteral("id, account_id, invoice_id, charge_id, kind, payment_id, dated, currency, amount_minor, reason, source_key");

/// %1 is a further condition for both halves.
const QString itemsSql = QStringLiteral(
    "SELECT i.id AS invoice_id, NULL AS charge_id, i.kind, i.number, i.account_id, i.issued_on AS dated, i.due_on, i.currency, i.gross_minor AS amount_minor, "
    "CAST(i.gross_minor - COALESCE((SELECT SUM(s.amount_minor) FROM settlement s WHERE s.invoice_id = i.id), 0) AS BIGINT) AS open_minor, "
    "CASE WHEN EXISTS (SELECT 1 FROM dispute d WHERE d.invoice_id = i.id AND d.resolved_ms IS NULL) THEN 1 ELSE 0 END AS disputed FROM invoice i WHERE 1 = 1 %1 "
    "UNION ALL SELECT NULL AS invoice_id, i.id AS charge_id, i.kind, i.number, i.account_id, i.dated, i.due_on, i.currency, i.amount_minor, "
    "CAST(i.amount_minor - COALESCE((SELECT SUM(s.amount_minor) FROM settlement s WHERE s.charge_id = i.id), 0) AS BIGINT) AS open_minor, 0 AS disputed "
    "FROM dunning_charge i WHERE 1 = 1 %1");

ItemKind itemKindNamed(const QString& name)
{
    for (const ItemKind kind : {ItemKind::Invoice, ItemKind::CreditNote, ItemKind::Fee})
        if (name == nameOf(kind))
            return kind;
    return ItemKind::Interest;
}

QList<OpenItem> itemsFrom(store::Connection& connection, const QString& condition, const store::Binds& binds, const QString& outer, const QString& order)
{
    QList<OpenItem> items;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM (%1) AS items %2 ORDER BY %3").arg(itemsSql.arg(condition), outer, order), binds + binds)) {
        const Currency currency = Currency::parse(row.text("currency"));
        items.append({{row.id<InvoiceId>("invoice_id"), row.id<ChargeId>("charge_id")}, itemKindNamed(row.text("kind")), row.text("number"), row.id<AccountId>("account_id"),
                      row.date("dated"), row.date("due_on"), Money{row.integer("amount_minor"), currency}, Money{row.integer("open_minor"), currency}, row.flag("disputed")});
    }
    return items;
}

std::optional<OpenItem> onlyItem(QList<OpenItem> items)
{
    return items.isEmpty() ? std::nullopt : std::optional(items.takeFirst());
}

Payment paymentFrom(const store::Row& row)
{
    return {row.id<PaymentId>("id"), row.text("number"), row.id<AccountId>("account_id"), paymentMethodNamed(row.text("method")), row.date("received_on"),
            Money{row.integer("amount_minor"), Currency::parse(row.text("currency"))}, row.text("reference"), row.text("payer_name"), row.text("payer_iban"),
            row.id<BankLineId>("bank_line_id"), row.id<PaymentId>("returns_id"), row.text("source_key")};
}

std::optional<Payment> onePayment(store::Connection& connection, const QString& condition, const store::Bind& bind)
{
    const auto row = connection.row(QStringLiteral("SELECT %1 FROM payment WHERE %2 = ?").arg(paymentColumns, condition), {bind});
    return row ? std::optional(paymentFrom(*row)) : std::nullopt;
}

QList<Settlement> settlementsFrom(store::Connection& connection, const QString& condition, const store::Bind& bind)
{
    QList<Settlement> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM settlement WHERE %2 = ? ORDER BY dated, id").arg(settlementColumns, condition), {bind})) {
        SettlementKind kind = SettlementKind::Payment;
        for (const SettlementKind each : {SettlementKind::CreditNote, SettlementKind::WriteOff})
            if (row.text("kind") == nameOf(each))
                kind = each;
        all.append({row.id<SettlementId>("id"), row.id<AccountId>("account_id"), {row.id<InvoiceId>("invoice_id"), row.id<ChargeId>("charge_id")}, kind, row.id<PaymentId>("payment_id"),
                    row.date("dated"), Money{row.integer("amount_minor"), Currency::parse(row.text("currency"))}, row.text("reason"), row.text("source_key")});
    }
    return all;
}

} // namespace

QList<OpenItem> openItems(store::Connection& connection, AccountId account)
{
    const store::Binds binds = account.isNull() ? store::Binds() : store::Binds{account};
    return itemsFrom(connection, account.isNull() ? QString() : QStringLiteral("AND i.account_id = ?"), binds, QStringLiteral("WHERE open_minor <> 0"), QStringLiteral("due_on, number"));
}

QList<OpenItem> itemsOf(store::Connection& connection, AccountId account)
{
    return itemsFrom(connection, QStringLiteral("AND i.account_id = ?"), {account}, {}, QStringLiteral("dated, number"));
}

std::optional<OpenItem> item(store::Connection& connection, const ItemRef& ref)
{
    return onlyItem(itemsFrom(connection, QStringLiteral("AND i.id = ?"), {ref.toString()}, {}, QStringLiteral("number")));
}

std::optional<OpenItem> itemNumbered(store::Connection& connection, const QString& number)
{
    return onlyItem(itemsFrom(connection, QStringLiteral("AND i.number = ?"), {number}, {}, QStringLiteral("number")));
}

QList<PaymentRow> payments(store::Connection& connection, AccountId account)
{
    QList<PaymentRow> all;
    const store::Binds binds = account.isNull() ? store::Binds() : store::Binds{account};
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.id, p.number, p.account_id, p.method, p.received_on, p.currency, p.amount_minor, p.reference, p.payer_name, p.payer_iban, "
                                                                "p.bank_line_id, p.returns_id, p.source_key, a.number AS account_number, c.name AS customer_name, "
                                                                "CAST(p.amount_minor - COALESCE((SELECT SUM(s.amount_minor) FROM settlement s WHERE s.payment_id = p.id), 0) AS BIGINT) AS rest_minor "
                                                                "FROM payment p JOIN account a ON a.id = p.account_id JOIN customer c ON c.id = a.customer_id %1 ORDER BY p.received_on DESC, p.number DESC")
                                                     .arg(account.isNull() ? QString() : QStringLiteral("WHERE p.account_id = ?")), binds)) {
        const Payment payment = paymentFrom(row);
        all.append({payment, Money{row.integer("rest_minor"), payment.amount.currency}, row.text("account_number"), row.text("customer_name")});
    }
    return all;
}

std::optional<Payment> payment(store::Connection& connection, PaymentId id)
{
    return onePayment(connection, QStringLiteral("id"), id);
}

std::optional<Payment> paymentNumbered(store::Connection& connection, const QString& number)
{
    return onePayment(connection, QStringLiteral("number"), number);
}

std::optional<Payment> paymentBySourceKey(store::Connection& connection, const QString& sourceKey)
{
    return onePayment(connection, QStringLiteral("source_key"), sourceKey);
}

Money creditOf(store::Connection& connection, AccountId account, Currency currency)
{
    const auto row = connection.row(QStringLiteral("SELECT CAST(COALESCE((SELECT SUM(amount_minor) FROM payment WHERE account_id = ? AND currency = ?), 0) "
                                                   "- COALESCE((SELECT SUM(amount_minor) FROM settlement WHERE account_id = ? AND currency = ? AND payment_id IS NOT NULL), 0) AS BIGINT) AS credit"),
                                    {account, currency.code(), account, currency.code()});
    return {row->integer("credit"), currency};
}

QList<Settlement> settlementsOfPayment(store::Connection& connection, PaymentId payment)
{
    return settlementsFrom(connection, QStringLiteral("payment_id"), payment);
}

QList<Settlement> settlementsOfAccount(store::Connection& connection, AccountId account)
{
    return settlementsFrom(connection, QStringLiteral("account_id"), account);
}

QList<Settlement> settlementsOfItem(store::Connection& connection, const ItemRef& item)
{
    return item.invoice.isNull() ? settlementsFrom(connection, QStringLiteral("charge_id"), item.charge) : settlementsFrom(connection, QStringLiteral("invoice_id"), item.invoice);
}

std::optional<Charge> charge(store::Connection& connection, ChargeId id)
{
    const auto row = connection.row(QStringLiteral("SELECT * FROM dunning_charge WHERE id = ?"), {id});
    if (!row)
        return std::nullopt;
    return Charge{id, row->text("number"), row->id<AccountId>("account_id"), itemKindNamed(row->text("kind")), row->date("dated"), row->date("due_on"),
                  Money{row->integer("amount_minor"), Currency::parse(row->text("currency"))}, row->text("text"), row->text("source_key")};
}

void insertPayment(store::Connection& connection, const Payment& p, Timestamp now)
{
    connection.exec(QStringLiteral("INSERT INTO payment (%1, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(paymentColumns),
                    {p.id, p.number, p.accountId, nameOf(p.method), p.receivedOn, p.amount.currency.code(), p.amount.minor, p.reference, p.payerName, p.payerIban,
                     p.bankLine, p.returns, p.sourceKey, now});
}

void insertSettlement(store::Connection& connection, const Settlement& s)
{
    connection.exec(QStringLiteral("INSERT INTO settlement (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(settlementColumns),
                    {s.id, s.accountId, s.item.invoice, s.item.charge, nameOf(s.kind), s.payment, s.dated, s.amount.currency.code(), s.amount.minor, s.reason, s.sourceKey});
}

void insertCharge(store::Connection& connection, const Charge& c)
{
    connection.exec(QStringLiteral("INSERT INTO dunning_charge (id, number, account_id, kind, dated, due_on, currency, amount_minor, text, source_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {c.id, c.number, c.accountId, nameOf(c.kind), c.dated, c.dueOn, c.amount.currency.code(), c.amount.minor, c.text, c.sourceKey});
}

} // namespace trunkline::payments
