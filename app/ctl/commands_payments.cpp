// Jobs about money that comes: payments, bank statements, mandates and direct debits.

#include "app/ctl/moneyarguments.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/payments/directdebitservice.h"
#include "models/payments/paymentservice.h"
#include "models/payments/paymentsettings.h"
#include "models/payments/paymentstore.h"
#include "models/payments/statementservice.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace trunkline::ctl {

namespace {

using namespace payments;

QString paymentText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

QList<Listing::Column> paymentColumns()
{
    return {{"number", paymentText("Payment")}, {"account", paymentText("Account")}, {"customer", paymentText("Customer")}, {"received", paymentText("Received")}, {"method", paymentText("Method")},
            {"amount", paymentText("Amount"), true}, {"unallocated", paymentText("Not allocated"), true}, {"currency", paymentText("Currency")}, {"reference", paymentText("Reference")}};
}

int addPayment(Session& session, const QCommandLineParser& parser)
{
    const customer::Account account = accountCalled(session, parser.positionalArguments()[0]);
    PaymentDraft draft{account.id, paymentMethodNamed(parser.value(QStringLiteral("method"))), dayOption(session, parser), Money::parse(parser.positionalArguments()[1], account.currency),
                       parser.value(QStringLiteral("reference")), parser.value(QStringLiteral("name")), parser.value(QStringLiteral("iban"))};
    if (parser.isSet(QStringLiteral("for")))
        draft.allocations = allocationsFor(session, parser.values(QStringLiteral("for")), draft.amount);
    const Payment payment = PaymentService(session.context()).record(session.actor(), draft, parser.isSet(QStringLiteral("key")) ? std::optional(parser.value(QStringLiteral("key"))) : std::nullopt);
    session.say(paymentText("%1 over %2 is recorded for %3.").arg(payment.number, payment.amount.toDisplay(), account.number), toJson(payment));
    return Done;
}

int listPayments(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewInvoices);
    const AccountId account = parser.isSet(QStringLiteral("account")) ? accountCalled(session, parser.value(QStringLiteral("account"))).id : AccountId();
    Listing listing{paymentColumns(), {}, paymentText("No payment is recorded; “trunklinectl payment import FILE” reads a bank statement.")};
    for (const PaymentRow& row : payments::payments(session.connection(), account))
        listing.rows.append(QJsonObject{{"number", row.payment.number}, {"account", row.accountNumber}, {"customer", row.customerName}, {"received", row.payment.receivedOn.toIso()},
                                        {"method", nameOf(row.payment.method)}, {"amount", row.payment.amount.toPlainString()}, {"unallocated", row.unallocated.toPlainString()},
                                        {"currency", row.payment.amount.currency.code()}, {"reference", row.payment.reference}});
    session.show(listing);
    return Done;
}

int importStatement(Session& session, const QCommandLineParser& parser)
{
    const QString path = parser.positionalArguments().first();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw NotFound(paymentText("%1 can't be read (%2).").arg(path, file.errorString()));
    const ImportResult result = StatementService(session.context()).import(session.actor(), file, QFileInfo(path).fileName());
    session.say(paymentText("%1 is read. New movements: %2; known already: %3; not booked yet: %4.").arg(path).arg(result.lines).arg(result.known).arg(result.pending),
                {{"statements", result.statements}, {"new", result.lines}, {"known", result.known}, {"pending", result.pending}});
    return Done;
}

/// "1f3a9c02/1": enough of a line's key to tell it apart.
QString shortKey(const BankLine& line)
{
    return line.key.left(8) + line.key.mid(line.key.indexOf(u'/'));
}

int matchLines(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewInvoices);
    const bool acceptSure = parser.isSet(QStringLiteral("accept-sure"));
    Listing listing{{{"line", paymentText("Line")}, {"booked", paymentText("Booked")}, {"amount", paymentText("Amount"), true}, {"currency", paymentText("Currency")}, {"name", paymentText("Name")}, {"text", paymentText("Text")},
                     {"proposal", paymentText("Proposal")}, {"confidence", paymentText("Confidence")}, {"account", paymentText("Account")}, {"because", paymentText("Because")}},
                    {}, paymentText("Every movement at the bank is dealt with.")};
    int accepted = 0;
    for (const ProposedLine& each : proposedLines(session.connection())) {
        if (acceptSure && each.proposal.confidence == Confidence::Sure) {
            StatementService(session.context()).accept(session.actor(), each.line.id, each.proposal);
            ++accepted;
            continue;
        }
        listing.rows.append(QJsonObject{{"line", shortKey(each.line)}, {"booked", each.line.booked.toIso()}, {"amount", each.line.amount.toPlainString()}, {"currency", each.line.amount.currency.code()},
                                        {"name", each.line.otherName()}, {"text", each.line.purpose()}, {"proposal", nameOf(each.proposal.kind)}, {"confidence", nameOf(each.proposal.confidence)},
                                        {"account", each.accountNumber}, {"because", each.proposal.reasons.join(QStringLiteral("; "))}});
    }
    if (acceptSure && !session.options().json)
        session.say(paymentText("Movements that were sure and are accepted: %1.").arg(accepted));
    session.show(listing);
    return Done;
}

ProposedLine lineCalled(Session& session, const QString& key)
{
    QList<ProposedLine> found;
    for (const ProposedLine& each : proposedLines(session.connection()))
        if (shortKey(each.line) == key)
            found.append(each);
    if (found.size() == 1)
        return found.first();
    throw NotFound(paymentText("There is no open line “%1”; see “trunklinectl payment match”.").arg(key));
}

int acceptLine(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::RecordPayments);
    ProposedLine line = lineCalled(session, parser.positionalArguments().first());
    if (parser.isSet(QStringLiteral("account"))) {
        line.proposal = {ProposalKind::Payment, Confidence::Sure, accountCalled(session, parser.value(QStringLiteral("account"))).id, {}, {}, {paymentText("By hand")}};
        line.proposal.allocations = parser.isSet(QStringLiteral("for")) ? allocationsFor(session, parser.values(QStringLiteral("for")), line.line.amount)
                                                                        : spreadOldestFirst(line.line.amount, openItems(session.connection(), line.proposal.account));
    }
    StatementService(session.context()).accept(session.actor(), line.line.id, line.proposal);
    session.say(paymentText("The movement over %1 is dealt with.").arg(line.line.amount.toDisplay()));
    return Done;
}

int setLineAside(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::RecordPayments);
    const ProposedLine line = lineCalled(session, parser.positionalArguments()[0]);
    StatementService(session.context()).setAside(session.actor(), line.line.id, parser.positionalArguments()[1], parser.positionalArguments()[2]);
    session.say(paymentText("The movement over %1 is dealt with.").arg(line.line.amount.toDisplay()));
    return Done;
}

int allocateCredit(Session& session, const QCommandLineParser& parser)
{
    const customer::Account account = accountCalled(session, parser.positionalArguments().first());
    std::optional<QList<Allocation>> parts;
    if (parser.isSet(QStringLiteral("for")))
        parts = allocationsFor(session, parser.values(QStringLiteral("for")), creditOf(session.connection(), account.id, account.currency));
    const Money done = PaymentService(session.context()).allocate(session.actor(), account.id, parts);
    session.say(paymentText("%1 of the credit of %2 is allocated.").arg(done.toDisplay(), account.number), {{"account", account.number}, {"amount", done.toPlainString()}});
    return Done;
}

int releasePayment(Session& session, const QCommandLineParser& parser)
{
    const QString number = parser.positionalArguments().first();
    const auto payment = paymentNumbered(session.connection(), number);
    if (!payment)
        throw NotFound(paymentText("There is no payment “%1”; see “trunklinectl payment list”.").arg(number));
    PaymentService(session.context()).unallocate(session.actor(), payment->id);
    session.say(paymentText("What %1 settled is open again.").arg(number));
    return Done;
}

int returnPayment(Session& session, const QCommandLineParser& parser)
{
    const QString number = parser.positionalArguments()[0];
    const auto payment = paymentNumbered(session.connection(), number);
    if (!payment)
        throw NotFound(paymentText("There is no payment “%1”; see “trunklinectl payment list”.").arg(number));
    const Payment back = PaymentService(session.context()).markReturned(session.actor(), payment->id, dayOption(session, parser), parser.positionalArguments()[1]);
    session.say(paymentText("%1 took %2 back; what it settled is open again.").arg(back.number, number), toJson(back));
    return Done;
}

int applyCredit(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const OpenItem credit = itemCalled(session, words[0]), invoice = itemCalled(session, words[1]);
    const Money amount = PaymentService(session.context()).applyCreditNote(session.actor(), credit.ref.invoice, invoice.ref.invoice,
                                                                           words.size() > 2 ? std::optional(Money::parse(words[2], credit.open.currency)) : std::nullopt);
    session.say(paymentText("%1 of %2 is set against %3.").arg(amount.toDisplay(), credit.number, invoice.number), {{"creditNote", credit.number}, {"invoice", invoice.number}, {"amount", amount.toPlainString()}});
    return Done;
}

int refundCredit(Session& session, const QCommandLineParser& parser)
{
    const customer::Account account = accountCalled(session, parser.positionalArguments()[0]);
    const Payment refund = PaymentService(session.context()).refund(session.actor(), account.id, Money::parse(parser.positionalArguments()[1], account.currency), parser.value(QStringLiteral("name")),
                                                                    parser.value(QStringLiteral("iban")), parser.value(QStringLiteral("reason")));
    session.say(paymentText("%1 waits for the next file of refunds (“trunklinectl refund export”).").arg(refund.number), toJson(refund));
    return Done;
}

int changeSettings(Session& session, const QCommandLineParser& parser)
{
    PaymentSettings settings = paymentSettings(session.connection());
    const auto take = [&](const char* option, auto& field, auto read) {
        if (parser.isSet(QString::fromLatin1(option)))
            field = read(parser.value(QString::fromLatin1(option)));
    };
    const auto text = [](const QString& value) { return value; };
    const auto days = [](const QString& value) { return value.toInt(); };
    const Currency currency = session.profile().currency;
    const auto minor = [&](const QString& value) { return Money::parse(value, currency).minor; };
    take("creditor-id", settings.creditorId, text);
    take("bic", settings.bic, text);
    take("pain", settings.painVersion, text);
    take("prenotification", settings.prenotificationDays, days);
    take("lead", settings.leadDays, days);
    take("return-fee", settings.returnFeeMinor, minor);
    take("write-off-limit", settings.writeOffLimitMinor, minor);
    if (settings != paymentSettings(session.connection()))
        changePaymentSettings(session.context(), session.actor(), settings);
    const PaymentSettings now = paymentSettings(session.connection());
    session.show(QJsonObject{{"creditorId", now.creditorId}, {"bic", now.bic}, {"pain", QStringLiteral("pain.008.001.") + now.painVersion}, {"prenotification", now.prenotificationDays}, {"lead", now.leadDays},
                             {"returnFee", Money{now.returnFeeMinor, currency}.toPlainString()}, {"writeOffLimit", Money{now.writeOffLimitMinor, currency}.toPlainString()}},
                 {{"creditorId", paymentText("Creditor identifier")}, {"bic", paymentText("BIC")}, {"pain", paymentText("Message")}, {"prenotification", paymentText("Days of pre-notification")},
                  {"lead", paymentText("Days before the collection")}, {"returnFee", paymentText("Fee for a return")}, {"writeOffLimit", paymentText("Write-off limit")}});
    return Done;
}

int signMandate(Session& session, const QCommandLineParser& parser)
{
    Mandate mandate;
    mandate.accountId = accountCalled(session, parser.positionalArguments().first()).id;
    mandate.reference = parser.value(QStringLiteral("reference"));
    mandate.debtorName = parser.value(QStringLiteral("name"));
    mandate.iban = parser.value(QStringLiteral("iban"));
    mandate.bic = parser.value(QStringLiteral("bic"));
    mandate.signedOn = BillingDate::parse(parser.value(QStringLiteral("signed")));
    mandate.scheme = schemeNamed(parser.value(QStringLiteral("scheme")));
    mandate.oneOff = parser.isSet(QStringLiteral("one-off"));
    mandate = DirectDebitService(session.context()).sign(session.actor(), mandate);
    session.say(paymentText("The mandate %1 is signed.").arg(mandate.reference), toJson(mandate));
    return Done;
}

int listMandates(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewInvoices);
    Listing listing{{{"reference", paymentText("Mandate")}, {"account", paymentText("Account")}, {"debtorName", paymentText("Name")}, {"iban", paymentText("IBAN")}, {"signedOn", paymentText("Signed")},
                     {"scheme", paymentText("Scheme")}, {"revokedOn", paymentText("Revoked")}}, {}, paymentText("There is no mandate; “trunklinectl mandate add” records a signed one.")};
    for (const Mandate& mandate : mandates(session.connection())) {
        QJsonObject row = toJson(mandate);
        row["account"] = customer::requireAccount(session.connection(), mandate.accountId).number;
        listing.rows.append(row);
    }
    session.show(listing);
    return Done;
}

int revokeMandate(Session& session, const QCommandLineParser& parser)
{
    DirectDebitService(session.context()).revoke(session.actor(), parser.positionalArguments().first());
    session.say(paymentText("Nothing is collected with %1 any more.").arg(parser.positionalArguments().first()));
    return Done;
}

int endMandate(Session& session, const QCommandLineParser& parser)
{
    DirectDebitService(session.context()).endAfterNext(session.actor(), parser.positionalArguments().first());
    session.say(paymentText("The next collection with %1 is the last one.").arg(parser.positionalArguments().first()));
    return Done;
}

int previewDebits(Session& session, const QCommandLineParser& parser)
{
    Listing listing{{{"invoice", paymentText("Invoice")}, {"mandate", paymentText("Mandate")}, {"name", paymentText("Name")}, {"due", paymentText("Collected on")}, {"sequence", paymentText("Sequence")},
                     {"amount", paymentText("Amount"), true}, {"currency", paymentText("Currency")}}, {}, paymentText("There is nothing to collect.")};
    for (const PlannedDebit& each : DirectDebitService(session.context()).preview(session.actor(), untilOption(session, parser)))
        listing.rows.append(QJsonObject{{"invoice", each.what.item.number}, {"mandate", each.what.mandate.reference}, {"name", each.what.mandate.debtorName}, {"due", each.dueOn.toIso()}, {"sequence", codeOf(each.sequence)},
                                        {"amount", each.what.item.open.toPlainString()}, {"currency", each.what.item.open.currency.code()}});
    session.show(listing);
    return Done;
}

/// The file of an order; one that was lost can be written again by its number.
int writeOrder(Session& session, const QCommandLineParser& parser, const std::optional<BankOrder>& order, const QString& nothing)
{
    if (!order) {
        session.say(nothing);
        return Done;
    }
    const QString path = parser.isSet(QStringLiteral("output")) ? parser.value(QStringLiteral("output")) : order->number + QStringLiteral(".xml");
    writeWhole(path, order->file());
    session.say(paymentText("%1 (%2) is written to %3.").arg(order->number, order->document["version"].toString(), path), {{"number", order->number}, {"file", path}, {"version", order->document["version"].toString()}});
    return Done;
}

std::optional<BankOrder> orderAgain(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::SendPayments);
    const QString number = parser.positionalArguments().first();
    if (const auto order = bankOrderNumbered(session.connection(), number))
        return order;
    throw NotFound(paymentText("There is no file “%1” for the bank.").arg(number));
}

int exportDebits(Session& session, const QCommandLineParser& parser)
{
    return writeOrder(session, parser, parser.positionalArguments().isEmpty() ? DirectDebitService(session.context()).order(session.actor(), untilOption(session, parser)) : orderAgain(session, parser),
                      paymentText("There is nothing to collect."));
}

int exportRefunds(Session& session, const QCommandLineParser& parser)
{
    return writeOrder(session, parser, parser.positionalArguments().isEmpty() ? DirectDebitService(session.context()).orderRefunds(session.actor()) : orderAgain(session, parser), paymentText("No refund waits."));
}

QCommandLineOption option(const char* name, const char* what, const char* value = "TEXT", const char* otherwise = "")
{
    return QCommandLineOption(QString::fromLatin1(name), paymentText(what), QString::fromLatin1(value), QString::fromLatin1(otherwise));
}

} // namespace

QList<Command> paymentCommands()
{
    const QCommandLineOption forItems = option("for", QT_TRANSLATE_NOOP("trunklinectl", "what it is for: an invoice, or NUMBER=AMOUNT; may be repeated"), "NUMBER");
    const QCommandLineOption until = option("until", QT_TRANSLATE_NOOP("trunklinectl", "the last day of collection (else in thirty days)"), "DATE");
    const QCommandLineOption output = option("output", QT_TRANSLATE_NOOP("trunklinectl", "where to (else NUMBER.xml)"), "FILE");
    const QCommandLineOption iban = option("iban", QT_TRANSLATE_NOOP("trunklinectl", "the other bank account"), "IBAN");
    const QCommandLineOption name = option("name", QT_TRANSLATE_NOOP("trunklinectl", "whose account it is"), "NAME");
    return {
        {"payment add", "ACCOUNT AMOUNT", paymentText("record a payment; it settles the oldest open items unless told"), 2, 2,
         {forItems, iban, name, option("method", QT_TRANSLATE_NOOP("trunklinectl", "transfer, cash, card or cheque"), "METHOD", "transfer"), option("date", QT_TRANSLATE_NOOP("trunklinectl", "day of the payment (else today)"), "DATE"),
          option("reference", QT_TRANSLATE_NOOP("trunklinectl", "what the payer wrote")), option("key", QT_TRANSLATE_NOOP("trunklinectl", "a key of your own: again with the same key adds nothing"), "KEY")}, addPayment},
        {"payment list", "", paymentText("payments, newest first"), 0, 0, {option("account", QT_TRANSLATE_NOOP("trunklinectl", "of one account"), "ACCOUNT")}, listPayments},
        {"payment import", "FILE", paymentText("read a bank statement (camt.053, camt.054); again adds nothing"), 1, 1, {}, importStatement},
        {"payment match", "", paymentText("movements at the bank and whose they seem to be"), 0, 0,
         {QCommandLineOption(QStringLiteral("accept-sure"), paymentText("accept those that are sure"))}, matchLines},
        {"payment accept", "LINE", paymentText("accept what is proposed for a movement, or say whose it is"), 1, 1, {forItems, option("account", QT_TRANSLATE_NOOP("trunklinectl", "whose it is"), "ACCOUNT")}, acceptLine},
        {"payment aside", "LINE LEDGER-ACCOUNT NOTE", paymentText("a movement that is no customer's"), 3, 3, {}, setLineAside},
        {"payment allocate", "ACCOUNT", paymentText("the account's credit for its open items"), 1, 1, {forItems}, allocateCredit},
        {"payment returned", "NUMBER REASON", paymentText("the bank took a direct debit or transfer back"), 2, 2, {option("date", QT_TRANSLATE_NOOP("trunklinectl", "day of the return (else today)"), "DATE")}, returnPayment},
        {"payment apply", "CREDIT-NOTE INVOICE [AMOUNT]", paymentText("a credit note settles an invoice of the same account"), 2, 3, {}, applyCredit},
        {"payment release", "NUMBER", paymentText("what a payment settled is open again"), 1, 1, {}, releasePayment},
        {"payment refund", "ACCOUNT AMOUNT", paymentText("credit goes back to the customer"), 2, 2, {iban, name, option("reason", QT_TRANSLATE_NOOP("trunklinectl", "why"))}, refundCredit},
        {"payment settings", "", paymentText("how this operator is paid; shows what is set"), 0, 0,
         {option("creditor-id", QT_TRANSLATE_NOOP("trunklinectl", "creditor identifier for direct debits"), "ID"), option("bic", QT_TRANSLATE_NOOP("trunklinectl", "of the operator's bank"), "BIC"),
          option("pain", QT_TRANSLATE_NOOP("trunklinectl", "version of pain.008: 02 or 08"), "VERSION"), option("prenotification", QT_TRANSLATE_NOOP("trunklinectl", "days from invoice to collection"), "DAYS"),
          option("lead", QT_TRANSLATE_NOOP("trunklinectl", "days from file to collection"), "DAYS"), option("return-fee", QT_TRANSLATE_NOOP("trunklinectl", "what a customer owes for a return"), "AMOUNT"),
          option("write-off-limit", QT_TRANSLATE_NOOP("trunklinectl", "what a clerk may write off"), "AMOUNT")}, changeSettings},
        {"mandate add", "ACCOUNT", paymentText("record a signed mandate for direct debits"), 1, 1,
         {iban, name, option("bic", QT_TRANSLATE_NOOP("trunklinectl", "of that bank"), "BIC"), option("signed", QT_TRANSLATE_NOOP("trunklinectl", "day of the signature"), "DATE"), option("reference", QT_TRANSLATE_NOOP("trunklinectl", "else the next number")),
          option("scheme", QT_TRANSLATE_NOOP("trunklinectl", "CORE or B2B"), "SCHEME", "CORE"), QCommandLineOption(QStringLiteral("one-off"), paymentText("for one collection"))}, signMandate},
        {"mandate list", "", paymentText("mandates"), 0, 0, {}, listMandates},
        {"mandate revoke", "REFERENCE", paymentText("nothing is collected with it any more"), 1, 1, {}, revokeMandate},
        {"mandate end", "REFERENCE", paymentText("the next collection is the last one"), 1, 1, {}, endMandate},
        {"directdebit preview", "", paymentText("what a file made today would collect"), 0, 0, {until}, previewDebits},
        {"directdebit export", "[NUMBER]", paymentText("make the file for the bank (pain.008), or write an earlier one again"), 0, 1, {until, output}, exportDebits},
        {"refund export", "[NUMBER]", paymentText("make the file of the refunds (pain.001), or write an earlier one again"), 0, 1, {output}, exportRefunds},
    };
}

} // namespace trunkline::ctl
