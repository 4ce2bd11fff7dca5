// Jobs about the books: the ledger, what accounts owe, and dunning.

#include "app/ctl/moneyarguments.h"
#include "models/core/errors.h"
#include "models/ledger/ledgerexport.h"
#include "models/ledger/ledgerservice.h"
#include "models/payments/accountstatement.h"
#include "models/payments/dunningcases.h"
#include "models/payments/dunningservice.h"
#include "models/payments/paymentservice.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QTextStream>

namespace trunkline::ctl {

namespace {

QString ledgerWords(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

int showBalances(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewLedger);
    const auto before = parser.isSet(QStringLiteral("date")) ? std::optional(dayOption(session, parser).plusDays(1)) : std::nullopt;
    Listing listing{{{"account", ledgerWords("Account")}, {"debit", ledgerWords("Debit"), true}, {"credit", ledgerWords("Credit"), true}, {"balance", ledgerWords("Balance"), true}, {"currency", ledgerWords("Currency")}},
                    {}, ledgerWords("Nothing is posted yet.")};
    for (const ledger::AccountBalance& each : ledger::trialBalance(session.connection(), before))
        listing.rows.append(QJsonObject{{"account", each.account}, {"debit", each.debit.toPlainString()}, {"credit", each.credit.toPlainString()}, {"balance", each.balance.toPlainString()}, {"currency", each.balance.currency.code()}});
    session.show(listing);
    return Done;
}

int exportLedger(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewLedger);
    const QString form = parser.value(QStringLiteral("format"));
    if (form != QLatin1String("hledger") && form != QLatin1String("csv"))
        throw InvalidInput(ledgerWords("“%1” is no format of the ledger; use hledger or csv.").arg(form));
    const QString path = parser.isSet(QStringLiteral("output")) ? parser.value(QStringLiteral("output")) : form == QLatin1String("csv") ? QStringLiteral("ledger.csv") : QStringLiteral("ledger.journal");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        throw StoreFailure(ledgerWords("%1 can't be written (%2); name another file with --output.").arg(path, file.errorString()));
    form == QLatin1String("csv") ? ledger::writeCsv(session.connection(), file) : ledger::writeHledger(session.connection(), file);
    if (!file.commit())
        throw StoreFailure(ledgerWords("%1 can't be written (%2); name another file with --output.").arg(path, file.errorString()));
    session.say(ledgerWords("The ledger is written to %1.").arg(path), {{"file", path}});
    return Done;
}

int checkLedgerNow(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewLedger);
    const QStringList wrong = payments::checkBooks(session.connection());
    if (!wrong.isEmpty())
        throw Refused(wrong.join(u'\n'));
    session.say(ledgerWords("The books hold: debits equal credits, and receivables are the sum of the open documents."), {{"sound", true}});
    return Done;
}

int recogniseRevenue(Session& session, const QCommandLineParser& parser)
{
    const ledger::Recognition done = ledger::LedgerService(session.context()).recognise(session.actor(), monthArgument(parser.positionalArguments().first()));
    session.say(ledgerWords("Parts of advance charges that are earned: %1; postings: %2.").arg(done.deferrals).arg(done.postings.size()), {{"parts", done.deferrals}, {"postings", int(done.postings.size())}});
    return Done;
}

int closeMonth(Session& session, const QCommandLineParser& parser)
{
    const BillingDate month = monthArgument(parser.positionalArguments().first());
    ledger::LedgerService(session.context()).closeMonth(session.actor(), month);
    session.say(ledgerWords("%1 is closed: nothing is posted into it any more.").arg(month.toIso().left(7)), {{"month", month.toIso().left(7)}});
    return Done;
}

int postByHand(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const Currency currency = session.profile().currency;
    ledger::PostingDraft draft{dayOption(session, parser), words[3], {}, {{words[0], Money::parse(words[2], currency)}, {words[1], -Money::parse(words[2], currency)}}};
    for (const QString& leg : parser.values(QStringLiteral("leg")))
        draft.legs.append({leg.section(u'=', 0, -2), Money::parse(leg.section(u'=', -1), currency)});
    const ledger::Posting posted = ledger::LedgerService(session.context()).postManually(session.actor(), draft, parser.value(QStringLiteral("reason")));
    session.say(ledgerWords("Posting %1: %2 from %3 to %4.").arg(posted.number).arg(Money::parse(words[2], currency).toDisplay(), words[1], words[0]), {{"number", qint64(posted.number)}});
    return Done;
}

int showStatement(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewInvoices);
    const customer::Account account = accountCalled(session, parser.positionalArguments().first());
    Listing listing{{{"date", ledgerWords("Date")}, {"text", ledgerWords("What")}, {"amount", ledgerWords("Amount"), true}, {"balance", ledgerWords("Balance"), true}, {"currency", ledgerWords("Currency")}},
                    {}, ledgerWords("Nothing was charged or paid yet.")};
    for (const payments::StatementLine& line : payments::accountStatement(session.connection(), account.id, account.currency))
        listing.rows.append(QJsonObject{{"date", line.dated.toIso()}, {"text", line.text}, {"amount", line.amount.toPlainString()}, {"balance", line.balance.toPlainString()}, {"currency", line.amount.currency.code()}, {"entry", line.entry.toString()}});
    session.show(listing);
    return Done;
}

int showAgeing(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewInvoices);
    Listing listing{{{"account", ledgerWords("Account")}, {"customer", ledgerWords("Customer")}, {"notDue", ledgerWords("Not due"), true}, {"upTo30", ledgerWords("1–30 days"), true}, {"upTo60", ledgerWords("31–60 days"), true},
                     {"upTo90", ledgerWords("61–90 days"), true}, {"older", ledgerWords("Older"), true}, {"credit", ledgerWords("Credit"), true}, {"total", ledgerWords("Total"), true}, {"currency", ledgerWords("Currency")}},
                    {}, ledgerWords("Nobody owes anything.")};
    for (const payments::AgeingRow& row : payments::ageing(session.connection(), dayOption(session, parser)))
        listing.rows.append(QJsonObject{{"account", row.accountNumber}, {"customer", row.customerName}, {"notDue", row.notDue.toPlainString()}, {"upTo30", row.upTo30.toPlainString()}, {"upTo60", row.upTo60.toPlainString()},
                                        {"upTo90", row.upTo90.toPlainString()}, {"older", row.older.toPlainString()}, {"credit", row.credit.toPlainString()}, {"total", row.total.toPlainString()}, {"currency", row.total.currency.code()}});
    session.show(listing);
    return Done;
}

int writeOffItem(Session& session, const QCommandLineParser& parser)
{
    const payments::OpenItem item = itemCalled(session, parser.positionalArguments()[0]);
    payments::PaymentService(session.context()).writeOff(session.actor(), item.ref, Money::parse(parser.positionalArguments()[1], item.open.currency), parser.positionalArguments()[2]);
    session.say(ledgerWords("%1 of %2 is written off.").arg(parser.positionalArguments()[1], item.number));
    return Done;
}

int disputeInvoice(Session& session, const QCommandLineParser& parser)
{
    const payments::OpenItem item = itemCalled(session, parser.positionalArguments()[0]);
    payments::PaymentService service(session.context());
    if (parser.isSet(QStringLiteral("resolve")))
        service.resolveDispute(session.actor(), item.ref.invoice, parser.positionalArguments()[1]);
    else
        service.dispute(session.actor(), item.ref.invoice, parser.positionalArguments()[1]);
    session.say(parser.isSet(QStringLiteral("resolve")) ? ledgerWords("%1 is not disputed any more.").arg(item.number) : ledgerWords("%1 is disputed and will not be dunned.").arg(item.number));
    return Done;
}

QJsonObject dunningRow(const payments::DunningDraft& draft, const QString& number = {})
{
    QJsonObject row = payments::toJson(draft);
    row["number"] = number;
    row["suspends"] = draft.suspend;
    return row;
}

QList<Listing::Column> dunningColumns()
{
    return {{"number", ledgerWords("Letter")}, {"account", ledgerWords("Account")}, {"customer", ledgerWords("Customer")}, {"name", ledgerWords("Step")}, {"open", ledgerWords("Open"), true}, {"fee", ledgerWords("Fee"), true},
            {"interest", ledgerWords("Interest"), true}, {"total", ledgerWords("Total"), true}, {"currency", ledgerWords("Currency")}, {"suspends", ledgerWords("Suspends")}};
}

int previewLetters(Session& session, const QCommandLineParser& parser)
{
    Listing listing{dunningColumns(), {}, ledgerWords("Nobody is to be dunned.")};
    for (const payments::DunningDraft& draft : payments::previewDunning(session.actor(), session.connection(), dayOption(session, parser)))
        listing.rows.append(dunningRow(draft));
    session.show(listing);
    return Done;
}

int runLetters(Session& session, const QCommandLineParser& parser)
{
    Listing listing{dunningColumns(), {}, ledgerWords("Nobody is to be dunned.")};
    for (const payments::DunningNotice& notice : payments::DunningService(session.context()).post(session.actor(), dayOption(session, parser)))
        listing.rows.append(dunningRow(notice.draft, notice.number));
    session.show(listing);
    return Done;
}

int holdDunning(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    payments::DunningService(session.context()).hold(session.actor(), accountCalled(session, words[0]).id, BillingDate::parse(words[1]), words[2]);
    session.say(ledgerWords("%1 is not dunned before %2.").arg(words[0], words[1]));
    return Done;
}

int retryNetwork(Session& session, const QCommandLineParser& parser)
{
    const QString number = parser.positionalArguments().first();
    payments::DunningService(session.context()).retry(session.actor(), accountCalled(session, number).id);
    session.say(ledgerWords("The network is asked again for the services of %1, by the desktop or collector that runs.").arg(number));
    return Done;
}

int listCases(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewInvoices);
    Listing listing{{{"what", ledgerWords("What")}, {"account", ledgerWords("Account")}, {"customer", ledgerWords("Customer")}, {"invoice", ledgerWords("Invoice")}, {"open", ledgerWords("Open"), true},
                     {"until", ledgerWords("Until")}, {"reason", ledgerWords("Because")}}, {}, ledgerWords("Nobody is left out of dunning, and nothing waits for the network.")};
    for (const payments::DunningCase& each : payments::dunningCases(session.connection(), dayOption(session, parser)))
        listing.rows.append(QJsonObject{{"what", payments::titleOf(each.kind)}, {"account", each.accountNumber}, {"customer", each.customerName}, {"invoice", each.about},
                                        {"open", each.open ? each.open->toPlainString() : QString()}, {"until", each.until ? each.until->toIso() : QString()}, {"reason", each.reason}});
    session.show(listing);
    return Done;
}

int chooseRules(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    payments::DunningService(session.context()).choosePolicy(session.actor(), accountCalled(session, words[0]).id, words[1]);
    session.say(ledgerWords("%1 follows the dunning rules “%2”.").arg(words[0], words[1]));
    return Done;
}

int loadRules(Session& session, const QCommandLineParser& parser)
{
    const QString path = parser.positionalArguments().first();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw NotFound(ledgerWords("%1 can't be read (%2).").arg(path, file.errorString()));
    QJsonParseError error{};
    const QJsonObject rules = QJsonDocument::fromJson(file.read(1'000'000), &error).object();
    if (error.error != QJsonParseError::NoError)
        throw InvalidInput(ledgerWords("%1 is no JSON: %2.").arg(path, error.errorString()));
    payments::DunningService(session.context()).putPolicy(session.actor(), rules);
    session.say(ledgerWords("The dunning rules “%1” are loaded.").arg(rules["code"].toString()));
    return Done;
}

} // namespace

QList<Command> ledgerCommands()
{
    const QCommandLineOption date(QStringLiteral("date"), ledgerWords("as of this day (else today)"), QStringLiteral("DATE"));
    const QCommandLineOption output(QStringLiteral("output"), ledgerWords("where to"), QStringLiteral("FILE"));
    return {
        {"ledger balances", "", ledgerWords("trial balance: every account with its debits and credits"), 0, 0, {date}, showBalances},
        {"ledger export", "", ledgerWords("every posting, for hledger or as CSV"), 0, 0, {output, QCommandLineOption(QStringLiteral("format"), ledgerWords("hledger or csv"), QStringLiteral("FORMAT"), QStringLiteral("hledger"))}, exportLedger},
        {"ledger check", "", ledgerWords("whether the books hold; exit code 3 when they don't"), 0, 0, {}, checkLedgerNow},
        {"ledger recognise", "MONTH", ledgerWords("earn what was charged in advance, until the end of a month"), 1, 1, {}, recogniseRevenue},
        {"ledger close", "MONTH", ledgerWords("nothing is posted into this month or an earlier one any more"), 1, 1, {}, closeMonth},
        {"ledger post", "DEBIT CREDIT AMOUNT TEXT", ledgerWords("a posting by hand"), 4, 4,
         {date, QCommandLineOption(QStringLiteral("leg"), ledgerWords("further legs; debits are positive, and all add up to nothing"), QStringLiteral("ACCOUNT=AMOUNT")), QCommandLineOption(QStringLiteral("reason"), ledgerWords("why"), QStringLiteral("TEXT"))}, postByHand},
        {"statement", "ACCOUNT", ledgerWords("what an account was charged and paid, with its balance"), 1, 1, {}, showStatement},
        {"ageing", "", ledgerWords("who owes how much, by how long it is overdue"), 0, 0, {date}, showAgeing},
        {"writeoff", "NUMBER AMOUNT REASON", ledgerWords("give up a part of an invoice or fee"), 3, 3, {}, writeOffItem},
        {"dispute", "INVOICE REASON", ledgerWords("an invoice that a customer disagrees with is not dunned"), 2, 2, {QCommandLineOption(QStringLiteral("resolve"), ledgerWords("the dispute is settled; REASON is its outcome"))}, disputeInvoice},
        {"dunning preview", "", ledgerWords("the letters that a run would send"), 0, 0, {date}, previewLetters},
        {"dunning run", "", ledgerWords("send them; again on the same day sends nothing"), 0, 0, {date}, runLetters},
        {"dunning hold", "ACCOUNT DATE REASON", ledgerWords("an account is not dunned before a day"), 3, 3, {}, holdDunning},
        {"dunning cases", "", ledgerWords("who is on hold or disputes an invoice, and what the network refused"), 0, 0, {date}, listCases},
        {"dunning retry", "ACCOUNT", ledgerWords("ask the network again for what it refused"), 1, 1, {}, retryNetwork},
        {"dunning rules", "ACCOUNT CODE", ledgerWords("which rules an account follows"), 2, 2, {}, chooseRules},
        {"dunning load", "FILE", ledgerWords("load dunning rules (form: resources/dunning/standard.json)"), 1, 1, {}, loadRules},
    };
}

} // namespace trunkline::ctl
