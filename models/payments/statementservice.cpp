#include "models/payments/statementservice.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ledger/ledgerservice.h"
#include "models/payments/bankstore.h"
#include "models/payments/booking.h"
#include "models/payments/paymentsettings.h"
#include "models/payments/paymentstore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::payments {

using access::Permission;

namespace {

struct StatementTexts {
    Q_DECLARE_TR_FUNCTIONS(Payments)
};

/// A movement is dated by the bank; one in a closed month is posted on the first open day.
BillingDate postingDay(store::Change& change, BillingDate booked)
{
    return std::max(booked, ledger::openFrom(change.connection()).value_or(booked));
}

QString suspense()
{
    return QString::fromLatin1(ledger::accounts::suspense);
}

/// A statement that was read, while the file is.
struct Importing {
    BankStatement statement;
    QHash<QString, int> seen;
    QList<BankLine> fresh;
};

void keep(store::Change& change, Importing& reading, const QString& fileName)
{
    if (reading.fresh.isEmpty())
        return;
    const auto known = statementId(change.connection(), reading.statement);
    const BankStatementId id = known.value_or(change.ids().next<BankStatementTag>());
    if (!known)
        insertBankStatement(change.connection(), id, reading.statement, fileName, change.now());
    const store::JournalEntry entry = change.append({QStringLiteral("statement.imported"), QStringLiteral("statement"), id.toString(), {},
        {{"file", fileName}, {"message", reading.statement.message}, {"statement", reading.statement.id}, {"account", reading.statement.account}, {"lines", int(reading.fresh.size())}}, {}, {}});
    for (BankLine& line : reading.fresh) {
        line.id = change.ids().next<BankLineTag>();
        line.statementId = id;
        insertBankLine(change.connection(), line);
        const QString who = line.otherName().isEmpty() ? StatementTexts::tr("Movement at the bank") : line.otherName();
        ledger::post(change, entry, {postingDay(change, line.booked), who, QStringLiteral("bankline:") + line.key,
                                     {{QString::fromLatin1(ledger::accounts::bank), line.amount}, {suspense(), -line.amount}}});
    }
    reading.fresh.clear();
}

BankLine requireOpenLine(store::Connection& connection, BankLineId id)
{
    const auto found = bankLine(connection, id);
    if (!found)
        throw NotFound(StatementTexts::tr("There is no such line of a bank statement."));
    if (found->state != BankLineState::Open)
        throw Refused(StatementTexts::tr("The line of %1 over %2 is dealt with already.").arg(found->booked.toIso(), found->amount.toDisplay()));
    return *found;
}

/// The suspense of a line goes to `account`.
void postFromSuspense(store::Change& change, const store::JournalEntry& entry, const BankLine& line, const Money& amount, const QString& account, const QString& text, const QString& key)
{
    ledger::post(change, entry, {postingDay(change, line.booked), text, key, {{suspense(), amount}, {account, -amount}}});
}

void acceptPayment(store::Change& change, const BankLine& line, const Proposal& decision)
{
    const customer::Account account = customer::requireAccount(change.connection(), decision.account);
    if (line.amount.minor <= 0 || line.amount.currency != account.currency)
        throw Refused(StatementTexts::tr("%1 is no payment for the account %2, which is in %3.").arg(line.amount.toDisplay(), account.number, account.currency.code()));
    Payment payment{change.ids().next<PaymentTag>(), nextPaymentNumber(change), account.id, PaymentMethod::Transfer, postingDay(change, line.booked), line.amount, line.purpose().left(140),
                    line.detail.debtorName, line.detail.debtorIban, line.id, {}, QStringLiteral("bankline:%1").arg(line.key)};
    const store::JournalEntry entry = change.append({QStringLiteral("payment.recorded"), QStringLiteral("payment"), payment.id.toString(), {}, toJson(payment), {}, payment.sourceKey});
    bookPayment(change, entry, payment, ledger::accounts::suspense);
    bookAllocations(change, entry, account.id, decision.allocations, payment.receivedOn, payment.number);
}

/// The payment that stands in clearing is at the bank now.
void acceptKnown(store::Change& change, const BankLine& line, const Proposal& decision)
{
    const auto known = payment(change.connection(), decision.payment);
    if (!known || known->amount != line.amount)
        throw Refused(StatementTexts::tr("The payment that was chosen is not over %1.").arg(line.amount.toDisplay()));
    change.connection().exec(QStringLiteral("INSERT INTO bank_line_payment (payment_id, bank_line_id) VALUES (?, ?)"), {known->id, line.id});
    const store::JournalEntry entry = change.append({QStringLiteral("payment.arrived"), QStringLiteral("payment"), known->id.toString(), {}, {{"number", known->number}, {"bankLine", line.id.toString()}}, {},
                                                     QStringLiteral("arrived:%1").arg(line.key)});
    postFromSuspense(change, entry, line, line.amount, QString::fromLatin1(ledger::accounts::clearing), StatementTexts::tr("%1 is at the bank").arg(known->number), QStringLiteral("arrived:%1").arg(line.key));
}

void acceptCollected(store::Change& change, const BankLine& line)
{
    const store::JournalEntry entry = change.append({QStringLiteral("directdebit.collected"), QStringLiteral("bankline"), line.id.toString(), {},
                                                     {{"amount", line.amount.toPlainString()}, {"currency", line.amount.currency.code()}}, {}, QStringLiteral("collected:%1").arg(line.key)});
    postFromSuspense(change, entry, line, line.amount, QString::fromLatin1(ledger::accounts::clearing), StatementTexts::tr("Direct debits collected"), QStringLiteral("collected:%1").arg(line.key));
}

/// The bank took a payment back: what it settled is open again, the bank's fee is ours, the customer's by the settings.
void acceptReturned(store::Change& change, const BankLine& line, const Proposal& decision)
{
    const auto taken = payment(change.connection(), decision.payment);
    if (!taken || taken->amount.currency != line.amount.currency || taken->amount.minor <= 0 || -line.amount.minor < taken->amount.minor)
        throw Refused(StatementTexts::tr("The payment that was chosen can't be what the bank returned with %1.").arg(line.amount.toDisplay()));
    const TakenBack how{postingDay(change, line.booked), line.purpose().left(140), line.detail.returnReason, QStringLiteral("bankline:%1").arg(line.key), line.id};
    const store::JournalEntry entry = bookReturn(change, *taken, how, ledger::accounts::suspense);
    if (const Money fee = line.amount + taken->amount; !fee.isZero())
        postFromSuspense(change, entry, line, fee, QString::fromLatin1(ledger::accounts::bankFees), StatementTexts::tr("The bank's fee for a return"), QStringLiteral("returnfee:%1").arg(line.key));
}

} // namespace

ImportResult StatementService::import(const access::Actor& actor, QIODevice& file, const QString& fileName)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    ImportResult result;
    std::optional<Importing> reading;
    CamtListener listener;
    listener.statement = [&](const BankStatement& statement) {
        if (reading)
            keep(change, *reading, fileName);
        if (statement.message.startsWith(QLatin1String("camt.052")))
            throw Refused(StatementTexts::tr("%1 is an interim report (camt.052); its entries may still change. Import the statement (camt.053) or the notification (camt.054).").arg(fileName));
        reading.emplace(Importing{statement, {}, {}});
    };
    listener.entry = [&](const BankEntry& entry) {
        const QList<BankLine> lines = linesOf(reading->statement, entry, reading->seen);
        result.pending += lines.isEmpty() ? 1 : 0;
        for (const BankLine& line : lines) {
            const bool known = knowsBankLine(change.connection(), line.key) || std::any_of(reading->fresh.cbegin(), reading->fresh.cend(), [&](const BankLine& other) { return other.key == line.key; });
            ++(known ? result.known : result.lines);
            if (!known)
                reading->fresh.append(line);
        }
        if (reading->fresh.size() >= 500)
            keep(change, *reading, fileName);
    };
    result.statements = readCamt(file, listener);
    if (reading)
        keep(change, *reading, fileName);
    change.commit();
    return result;
}

void StatementService::accept(const access::Actor& actor, BankLineId id, const Proposal& decision)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    const BankLine line = requireOpenLine(change.connection(), id);
    setBankLineState(change.connection(), id, BankLineState::Assigned, decision.reasons.join(QStringLiteral("; ")));
    switch (decision.kind) {
    case ProposalKind::Payment: acceptPayment(change, line, decision); break;
    case ProposalKind::Known: acceptKnown(change, line, decision); break;
    case ProposalKind::Collected: acceptCollected(change, line); break;
    case ProposalKind::Returned: acceptReturned(change, line, decision); break;
    case ProposalKind::None: throw Refused(StatementTexts::tr("Nothing is known about the line of %1 over %2; say whose payment it is.").arg(line.booked.toIso(), line.amount.toDisplay()));
    }
    change.commit();
}

void StatementService::setAside(const access::Actor& actor, BankLineId id, const QString& account, const QString& note)
{
    actor.require(Permission::RecordPayments);
    ledger::kindOf(account);
    for (const char* kept : {ledger::accounts::receivable, ledger::accounts::charges, ledger::accounts::customerCredit})
        if (account == QLatin1String(kept))
            throw InvalidInput(StatementTexts::tr("%1 is for customers' payments; accept the line for an account instead.").arg(ledger::titleOf(account)));
    if (note.trimmed().isEmpty())
        throw InvalidInput(StatementTexts::tr("Say what the movement was; others will ask."));
    store::Change change(context_, actor.who());
    const BankLine line = requireOpenLine(change.connection(), id);
    setBankLineState(change.connection(), id, BankLineState::Ignored, note.trimmed());
    const store::JournalEntry entry = change.append({QStringLiteral("bankline.ignored"), QStringLiteral("bankline"), id.toString(), {},
                                                     {{"amount", line.amount.toPlainString()}, {"currency", line.amount.currency.code()}, {"account", account}, {"note", note.trimmed()}}, {}, {}});
    postFromSuspense(change, entry, line, line.amount, account, note.trimmed(), QStringLiteral("aside:%1").arg(line.key));
    change.commit();
}

QList<ProposedLine> proposedLines(store::Connection& connection)
{
    const MatchingFacts facts = matchingFacts(connection);
    const Matcher matcher(facts);
    QHash<QString, QString> numbers;
    for (const OpenItem& item : facts.items)
        numbers.insert(item.ref.toString(), item.number);
    QHash<AccountId, QString> names;
    QList<ProposedLine> all;
    for (const BankLine& line : bankLines(connection, BankLineState::Open)) {
        const Proposal proposal = matcher.propose(line);
        AccountId about = proposal.account;
        if (about.isNull() && !proposal.payment.isNull())
            about = payment(connection, proposal.payment)->accountId;
        if (!about.isNull() && !names.contains(about))
            names.insert(about, customer::requireCustomer(connection, customer::requireAccount(connection, about).customerId).name);
        all.append({line, proposal, facts.accountNumbers.value(about), names.value(about), {}});
        for (const Allocation& part : proposal.allocations)
            all.last().settles.append(numbers.value(part.item.toString()));
    }
    return all;
}

} // namespace trunkline::payments
