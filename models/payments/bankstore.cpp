#include "models/payments/bankstore.h"

#include "models/payments/paymentstore.h"

namespace trunkline::payments {

namespace {

const QString lineColumns = QStringLiteral("id, statement_id, position, line_key, booked_on, currency, amount_minor, code, reversal, information, detail_json, state, note");
const QString mandateColumns = QStringLiteral("id, reference, account_id, debtor_name, iban, bic, signed_on, scheme, one_off, final, revoked_on");
const QString debitColumns = QStringLiteral("id, order_id, mandate_id, invoice_id, payment_id, end_to_end_id, block_id, due_on, sequence, currency, amount_minor");

BankLine lineFrom(const store::Row& row)
{
    const Currency currency = Currency::parse(row.text("currency"));
    BankLineState state = BankLineState::Open;
    for (const BankLineState each : {BankLineState::Assigned, BankLineState::Ignored})
        if (row.text("state") == nameOf(each))
            state = each;
    return {row.id<BankLineId>("id"), row.id<BankStatementId>("statement_id"), int(row.integer("position")), row.text("line_key"), row.date("booked_on"),
            Money{row.integer("amount_minor"), currency}, row.text("code"), row.flag("reversal"), row.text("information"), bankTransactionFrom(row.json("detail_json"), currency), state, row.text("note")};
}

Mandate mandateFrom(const store::Row& row)
{
    return {row.id<MandateId>("id"), row.text("reference"), row.id<AccountId>("account_id"), row.text("debtor_name"), row.text("iban"), row.text("bic"), row.date("signed_on"),
            schemeNamed(row.text("scheme")), row.flag("one_off"), row.flag("final"), row.maybeDate("revoked_on")};
}

DirectDebit debitFrom(const store::Row& row)
{
    return {row.id<DirectDebitId>("id"), row.id<BankOrderId>("order_id"), row.id<MandateId>("mandate_id"), row.id<InvoiceId>("invoice_id"), row.id<PaymentId>("payment_id"),
            row.text("end_to_end_id"), row.text("block_id"), row.date("due_on"), sequenceNamed(row.text("sequence")), Money{row.integer("amount_minor"), Currency::parse(row.text("currency"))}};
}

BankOrder orderFrom(const store::Row& row)
{
    return {row.id<BankOrderId>("id"), row.text("number"), row.text("kind"), row.timestamp("created_ms"), row.json("document_json")};
}

QList<DirectDebit> debitsFrom(store::Connection& connection, const QString& where, const store::Binds& binds)
{
    QList<DirectDebit> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM direct_debit %2 ORDER BY due_on, end_to_end_id").arg(debitColumns, where), binds))
        all.append(debitFrom(row));
    return all;
}

/// Payments and returns by hand, and refunds, that no statement has shown.
QList<Payment> onTheirWay(store::Connection& connection)
{
    QList<Payment> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.id FROM payment p WHERE p.bank_line_id IS NULL AND p.method IN ('transfer', 'card', 'cheque', 'refund', 'return') "
                                                                "AND NOT EXISTS (SELECT 1 FROM bank_line_payment b WHERE b.payment_id = p.id)")))
        all.append(*payment(connection, row.id<PaymentId>("id")));
    return all;
}

void learnPayers(store::Connection& connection, QHash<QString, AccountId>& payers)
{
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT DISTINCT payer_iban AS iban, account_id FROM payment WHERE payer_iban <> '' AND amount_minor > 0 "
                                                                "UNION SELECT iban, account_id FROM mandate"))) {
        const AccountId account = row.id<AccountId>("account_id");
        const auto known = payers.constFind(row.text("iban"));
        payers.insert(row.text("iban"), known == payers.cend() || *known == account ? account : AccountId());
    }
}

} // namespace

QList<BankLine> bankLines(store::Connection& connection, std::optional<BankLineState> state)
{
    QList<BankLine> all;
    const store::Binds binds = state ? store::Binds{nameOf(*state)} : store::Binds();
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM bank_line %2 ORDER BY booked_on DESC, statement_id, position, line_key")
                                                     .arg(lineColumns, state ? QStringLiteral("WHERE state = ?") : QString()), binds))
        all.append(lineFrom(row));
    return all;
}

std::optional<BankLine> bankLine(store::Connection& connection, BankLineId id)
{
    const auto row = connection.row(QStringLiteral("SELECT %1 FROM bank_line WHERE id = ?").arg(lineColumns), {id});
    return row ? std::optional(lineFrom(*row)) : std::nullopt;
}

bool knowsBankLine(store::Connection& connection, const QString& key)
{
    return connection.row(QStringLiteral("SELECT 1 AS one FROM bank_line WHERE line_key = ?"), {key}).has_value();
}

std::optional<BankStatementId> statementId(store::Connection& connection, const BankStatement& s)
{
    const auto row = connection.row(QStringLiteral("SELECT id FROM bank_statement WHERE account = ? AND statement_id = ? AND message_id = ? AND message = ?"), {s.account, s.id, s.messageId, s.message});
    return row ? std::optional(row->id<BankStatementId>("id")) : std::nullopt;
}

MatchingFacts matchingFacts(store::Connection& connection)
{
    MatchingFacts facts;
    facts.items = openItems(connection);
    learnPayers(connection, facts.payers);
    for (const DirectDebit& debit : debitsFrom(connection, QStringLiteral("WHERE NOT EXISTS (SELECT 1 FROM payment r WHERE r.returns_id = direct_debit.payment_id)"), {})) {
        facts.debits.insert(debit.endToEndId, debit);
        const auto block = facts.blocks.constFind(debit.blockId);
        facts.blocks.insert(debit.blockId, block == facts.blocks.cend() ? debit.amount : *block + debit.amount);
    }
    facts.onTheirWay = onTheirWay(connection);
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, number FROM account")))
        facts.accountNumbers.insert(row.id<AccountId>("id"), row.text("number"));
    return facts;
}

QList<Mandate> mandates(store::Connection& connection)
{
    QList<Mandate> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT %1 FROM mandate ORDER BY reference").arg(mandateColumns)))
        all.append(mandateFrom(row));
    return all;
}

std::optional<Mandate> mandateReferenced(store::Connection& connection, const QString& reference)
{
    const auto row = connection.row(QStringLiteral("SELECT %1 FROM mandate WHERE reference = ?").arg(mandateColumns), {reference});
    return row ? std::optional(mandateFrom(*row)) : std::nullopt;
}

std::optional<Mandate> activeMandate(store::Connection& connection, AccountId account)
{
    const auto row = connection.row(QStringLiteral("SELECT %1 FROM mandate WHERE account_id = ? AND revoked_on IS NULL").arg(mandateColumns), {account});
    return row ? std::optional(mandateFrom(*row)) : std::nullopt;
}

QList<Collectable> collectables(store::Connection& connection)
{
    QHash<AccountId, std::pair<Mandate, int>> active;
    for (const Mandate& mandate : mandates(connection)) {
        if (mandate.revokedOn)
            continue;
        const auto row = connection.row(QStringLiteral("SELECT COUNT(*) AS used FROM direct_debit d WHERE d.mandate_id = ? AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.returns_id = d.payment_id)"), {mandate.id});
        active.insert(mandate.accountId, {mandate, int(row->integer("used"))});
    }
    QList<Collectable> all;
    for (const OpenItem& item : openItems(connection))
        if (const auto mandate = active.constFind(item.accountId); mandate != active.cend() && item.kind == ItemKind::Invoice)
            all.append({item, mandate->first, mandate->second});
    return all;
}

QList<DirectDebit> directDebits(store::Connection& connection, BankOrderId order)
{
    return debitsFrom(connection, QStringLiteral("WHERE order_id = ?"), {order});
}

std::optional<DirectDebit> directDebitOfPayment(store::Connection& connection, PaymentId payment)
{
    const auto found = debitsFrom(connection, QStringLiteral("WHERE payment_id = ?"), {payment});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<BankOrder> bankOrders(store::Connection& connection)
{
    QList<BankOrder> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT * FROM bank_order ORDER BY created_ms DESC, number DESC")))
        all.append(orderFrom(row));
    return all;
}

std::optional<BankOrder> bankOrderNumbered(store::Connection& connection, const QString& number)
{
    const auto row = connection.row(QStringLiteral("SELECT * FROM bank_order WHERE number = ?"), {number});
    return row ? std::optional(orderFrom(*row)) : std::nullopt;
}

QList<Payment> waitingRefunds(store::Connection& connection)
{
    QList<Payment> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT p.id FROM payment p WHERE p.method = 'refund' AND NOT EXISTS (SELECT 1 FROM bank_order_payment b WHERE b.payment_id = p.id) ORDER BY p.number")))
        all.append(*payment(connection, row.id<PaymentId>("id")));
    return all;
}

void insertBankStatement(store::Connection& connection, BankStatementId id, const BankStatement& s, const QString& fileName, Timestamp now)
{
    connection.exec(QStringLiteral("INSERT INTO bank_statement (id, message, message_id, statement_id, account, file_name, imported_ms) VALUES (?, ?, ?, ?, ?, ?, ?)"),
                    {id, s.message, s.messageId, s.id, s.account, fileName, now});
}

void insertBankLine(store::Connection& connection, const BankLine& l)
{
    connection.exec(QStringLiteral("INSERT INTO bank_line (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(lineColumns),
                    {l.id, l.statementId, l.position, l.key, l.booked, l.amount.currency.code(), l.amount.minor, l.code, l.reversal, l.information, toJson(l.detail), nameOf(l.state), l.note});
}

void setBankLineState(store::Connection& connection, BankLineId id, BankLineState state, const QString& note)
{
    connection.exec(QStringLiteral("UPDATE bank_line SET state = ?, note = ? WHERE id = ?"), {nameOf(state), note, id});
}

void insertMandate(store::Connection& connection, const Mandate& m)
{
    connection.exec(QStringLiteral("INSERT INTO mandate (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(mandateColumns),
                    {m.id, m.reference, m.accountId, m.debtorName, m.iban, m.bic, m.signedOn, codeOf(m.scheme), m.oneOff, m.final, m.revokedOn});
}

void updateMandate(store::Connection& connection, const Mandate& m)
{
    connection.exec(QStringLiteral("UPDATE mandate SET final = ?, revoked_on = ? WHERE id = ?"), {m.final, m.revokedOn, m.id});
}

void insertBankOrder(store::Connection& connection, const BankOrder& o)
{
    connection.exec(QStringLiteral("INSERT INTO bank_order (id, number, kind, created_ms, document_json) VALUES (?, ?, ?, ?, ?)"), {o.id, o.number, o.kind, o.madeAt, o.document});
}

void insertBankOrderPayment(store::Connection& connection, PaymentId payment, BankOrderId order)
{
    connection.exec(QStringLiteral("INSERT INTO bank_order_payment (payment_id, order_id) VALUES (?, ?)"), {payment, order});
}

void insertDirectDebit(store::Connection& connection, const DirectDebit& d)
{
    connection.exec(QStringLiteral("INSERT INTO direct_debit (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").arg(debitColumns),
                    {d.id, d.order, d.mandate, d.invoice, d.payment, d.endToEndId, d.blockId, d.dueOn, codeOf(d.sequence), d.amount.currency.code(), d.amount.minor});
}

} // namespace trunkline::payments
