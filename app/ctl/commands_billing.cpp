// Jobs about money: bill runs, invoices, and why a line is there.

#include "app/ctl/offeringoptions.h"
#include "app/ctl/session.h"
#include "models/billing/adjustmentservice.h"
#include "models/billing/billingsettings.h"
#include "models/billing/billrunservice.h"
#include "models/billing/comparison.h"
#include "models/billing/documenttext.h"
#include "models/billing/invoicerules.h"
#include "models/billing/invoicestore.h"
#include "models/catalogue/offering.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/documents/documentfile.h"
#include "models/overview/chain.h"

#include <QCoreApplication>
#include <QTextStream>

namespace trunkline::ctl {

namespace {

QString billingText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

/// The cycle and the day of issue from --bill-day and --date (today unless told).
std::pair<billing::BillCycle, BillingDate> cycleFrom(Session& session, const QCommandLineParser& parser)
{
    const BillingDate day = parser.isSet(QStringLiteral("date")) ? BillingDate::parse(parser.value(QStringLiteral("date")))
                                                                 : session.profile().zone.dateAt(session.clock().now());
    bool number = false;
    const int billDay = parser.value(QStringLiteral("bill-day")).toInt(&number);
    if (!number)
        throw InvalidInput(billingText("“%1” is no bill day; write --bill-day 1 (up to 31).").arg(parser.value(QStringLiteral("bill-day"))));
    return {billing::cycleEndedBy(day, billDay), day};
}

QJsonArray linesOf(const billing::Invoice& invoice)
{
    QJsonArray lines;
    for (const billing::InvoiceLine& line : invoice.lines)
        lines.append(QJsonObject{{"position", line.position}, {"kind", billing::nameOf(line.kind)}, {"text", line.text}, {"detail", line.detail},
                                 {"quantity", billing::quantityText(line.quantity, line.unitCode, QLocale::c())}, {"unitPrice", catalogue::priceText(line.unitPrice, QLocale::c())}, {"net", line.net.toPlainString()}});
    return lines;
}

QJsonObject invoiceRow(const billing::Invoice& invoice)
{
    return {{"number", invoice.number}, {"account", invoice.accountNumber}, {"customer", invoice.buyer.name}, {"issued", invoice.issuedOn.toIso()},
            {"due", invoice.dueOn.toIso()}, {"net", invoice.net.toPlainString()}, {"tax", invoice.tax.toPlainString()}, {"gross", invoice.gross.toPlainString()},
            {"currency", invoice.gross.currency.code()}, {"lines", linesOf(invoice)}};
}

QList<Listing::Column> invoiceColumns()
{
    return {{"number", billingText("Invoice")}, {"account", billingText("Account")}, {"customer", billingText("Customer")}, {"issued", billingText("Issued")},
            {"due", billingText("Due")}, {"net", billingText("Net"), true}, {"tax", billingText("VAT"), true}, {"gross", billingText("Total"), true},
            {"currency", billingText("Currency")}};
}

QList<Listing::Column> lineColumns()
{
    return {{"position", billingText("Line"), true}, {"text", billingText("What")}, {"quantity", billingText("Quantity"), true}, {"unitPrice", billingText("Price"), true},
            {"net", billingText("Net"), true}, {"detail", billingText("Because")}};
}

void complainAboutParked(const QString& account, const QString& reason)
{
    QTextStream(stderr) << billingText("trunklinectl: account %1 was parked: %2").arg(account, reason) << '\n';
}

int previewRun(Session& session, const QCommandLineParser& parser)
{
    const auto [cycle, day] = cycleFrom(session, parser);
    Listing listing{invoiceColumns(), {}, billingText("There is nothing to bill for this cycle.")};
    for (const billing::DraftedAccount& draft : billing::previewFigures(session.actor(), session.connection(), cycle, day)) {
        if (draft.invoice)
            listing.rows.append(invoiceRow(*draft.invoice));
        else
            complainAboutParked(draft.account.number, draft.parked);
    }
    session.show(listing);
    return Done;
}

int compareRun(Session& session, const QCommandLineParser& parser)
{
    const auto [cycle, day] = cycleFrom(session, parser);
    Listing listing{{{"account", billingText("Account")}, {"customer", billingText("Customer")}, {"last", billingText("Last invoice")},
                     {"lastNet", billingText("Net last time"), true}, {"net", billingText("Net now"), true}, {"change", billingText("Change"), true},
                     {"currency", billingText("Currency")}, {"because", billingText("Because")}},
                    {}, billingText("There is nothing to compare: no account of this cycle is billed, now or last time.")};
    session.actor().require(access::Permission::PreviewBills);
    for (const billing::Comparison& each : billing::compareCycle(session.connection(), cycle, day)) {
        QJsonArray differences;
        for (const billing::Difference& difference : each.differences + each.taxes)
            differences.append(QJsonObject{{"kind", billing::nameOf(difference.kind)}, {"what", difference.what}, {"net", difference.amount.toPlainString()}});
        listing.rows.append(QJsonObject{{"account", each.accountNumber}, {"customer", each.customerName}, {"last", each.lastNumber},
                                        {"lastNet", each.last ? each.last->toPlainString() : QString()}, {"net", each.now.toPlainString()},
                                        {"change", each.change.toPlainString()}, {"currency", each.now.currency.code()},
                                        {"because", billing::differencesText(each)}, {"differences", differences}});
    }
    session.show(listing);
    return Done;
}

int postRun(Session& session, const QCommandLineParser& parser)
{
    const auto [cycle, day] = cycleFrom(session, parser);
    const billing::BillRunResult result = billing::BillRunService(session.context()).post(session.actor(), cycle, day);
    Listing listing{invoiceColumns(), {}, billingText("There was nothing to bill for this cycle.")};
    for (const billing::Invoice& invoice : result.invoices)
        listing.rows.append(invoiceRow(invoice));
    for (const billing::ParkedAccount& parked : billing::parkedAccounts(session.connection(), result.run.id))
        complainAboutParked(customer::requireAccount(session.connection(), parked.accountId).number, parked.reason);
    session.show(listing);
    return Done;
}

int approveRun(Session& session, const QCommandLineParser& parser)
{
    const auto [cycle, day] = cycleFrom(session, parser);
    session.actor().require(access::Permission::PostBills);
    const billing::Approval figures = billing::figuresOf(session.connection(), cycle, day);
    billing::BillRunService(session.context()).approve(session.actor(), cycle, day, figures);
    session.say(billingText("%1 agreed to %2.").arg(session.actor().name(), billing::figuresText(figures)), billing::toJson(figures));
    return Done;
}

int adjustAccount(Session& session, const QCommandLineParser& parser)
{
    const auto account = customer::accountByNumber(session.connection(), parser.positionalArguments()[0]);
    if (!account)
        throw NotFound(billingText("There is no account “%1”; see “trunklinectl customer show”.").arg(parser.positionalArguments()[0]));
    const auto charge = billing::AdjustmentService(session.context())
        .adjust(session.actor(), {account->id, Money::parse(parser.positionalArguments()[1], account->currency), parser.value(QStringLiteral("text")),
                                  parser.value(QStringLiteral("reason")), parser.value(QStringLiteral("tax-class")), int(wholeNumber(parser, "vat-basis-points")),
                                  session.profile().zone.dateAt(session.clock().now())});
    session.say(billingText("%1 is on the next invoice of %2.").arg(charge.net.toDisplay(), account->number),
                {{"id", charge.id.toString()}, {"net", charge.net.toPlainString()}, {"account", account->number}});
    return Done;
}

int listInvoices(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewInvoices);
    Listing listing{invoiceColumns(), {}, billingText("No invoice is posted yet; “trunklinectl billrun preview” shows what would be.")};
    for (const billing::InvoiceSummary& summary : billing::invoices(session.connection()))
        if (const auto invoice = billing::invoice(session.connection(), summary.id))
            listing.rows.append(invoiceRow(*invoice));
    session.show(listing);
    return Done;
}

billing::Invoice invoiceCalled(Session& session, const QString& number)
{
    session.actor().require(access::Permission::ViewInvoices);
    if (auto found = billing::invoiceByNumber(session.connection(), number))
        return *found;
    throw NotFound(billingText("There is no invoice “%1”; see “trunklinectl invoice list”.").arg(number));
}

int showInvoice(Session& session, const QCommandLineParser& parser)
{
    const billing::Invoice invoice = invoiceCalled(session, parser.positionalArguments().first());
    const QJsonObject object = invoiceRow(invoice);
    session.show(object, invoiceColumns());
    if (!session.options().json)
        session.show(Listing{lineColumns(), linesOf(invoice), {}});
    return Done;
}

int writePdf(Session& session, const QCommandLineParser& parser)
{
    const billing::Invoice invoice = invoiceCalled(session, parser.positionalArguments().first());
    const QString path = parser.isSet(QStringLiteral("output")) ? parser.value(QStringLiteral("output")) : invoice.number + QStringLiteral(".pdf");
    const QByteArray pdf = documents::documentFile(session.connection(), invoice, documents::DocumentFormat::Pdf).content;
    documents::writeDocument(path, pdf);
    session.say(billingText("%1 is written to %2 (%3 bytes).").arg(invoice.number, path).arg(pdf.size()), {{"file", path}, {"bytes", pdf.size()}});
    return Done;
}

int cancelInvoice(Session& session, const QCommandLineParser& parser)
{
    const billing::Invoice invoice = invoiceCalled(session, parser.positionalArguments().first());
    const BillingDate day = parser.isSet(QStringLiteral("date")) ? BillingDate::parse(parser.value(QStringLiteral("date")))
                                                                 : session.profile().zone.dateAt(session.clock().now());
    const billing::Invoice credit = billing::AdjustmentService(session.context())
        .cancel(session.actor(), invoice.id, parser.value(QStringLiteral("reason")), parser.isSet(QStringLiteral("bill-again")), day);
    session.say(billingText("%1 is taken back by %2 (%3).").arg(invoice.number, credit.number, credit.gross.toDisplay()),
                {{"invoice", invoice.number}, {"creditNote", credit.number}, {"gross", credit.gross.toPlainString()}});
    return Done;
}

/// "INV-2026-000001/3": the third line of an invoice; without a line the invoice itself.
int why(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewInvoices);
    const QString subject = parser.positionalArguments().first();
    const billing::Invoice invoice = invoiceCalled(session, subject.section(u'/', 0, 0));
    const int position = subject.section(u'/', 1, 1).toInt();
    const auto line = std::find_if(invoice.lines.begin(), invoice.lines.end(), [&](const billing::InvoiceLine& one) { return one.position == position; });
    if (line == invoice.lines.end())
        throw NotFound(billingText("%1 has lines 1 to %2; write %1/1.").arg(invoice.number).arg(invoice.lines.size()));
    Listing listing{{{"step", billingText("Step"), true}, {"at", billingText("Time")}, {"who", billingText("Who")}, {"what", billingText("What")}, {"detail", billingText("Evidence")}}, {},
                    billingText("The journal says nothing about this line.")};
    int step = 0;
    for (const overview::ChainStep& cause : overview::whyLine(session.connection(), invoice, line->id))
        listing.rows.append(QJsonObject{{"step", step++}, {"at", session.time(cause.at)}, {"who", cause.who}, {"what", cause.what}, {"detail", cause.detail}});
    session.show(listing);
    return Done;
}

} // namespace

QList<Command> billingCommands()
{
    const QList<QCommandLineOption> cycle{
        QCommandLineOption(QStringLiteral("bill-day"), billingText("the accounts with this bill day"), QStringLiteral("DAY"), QStringLiteral("1")),
        QCommandLineOption(QStringLiteral("date"), billingText("date of the invoices (else today); the period that ended by then is billed"), QStringLiteral("DATE"))};
    return {
        {"billrun preview", "", billingText("what a bill run would post"), 0, 0, cycle, previewRun},
        {"billrun compare", "", billingText("each account against its last invoice, the largest difference first"), 0, 0, cycle, compareRun},
        {"billrun approve", "", billingText("agree, as a second person, to what would be posted"), 0, 0, cycle, approveRun},
        {"billrun post", "", billingText("post the invoices of a cycle; again adds nothing"), 0, 0, cycle, postRun},
        {"invoice list", "", billingText("posted invoices"), 0, 0, {}, listInvoices},
        {"invoice show", "NUMBER", billingText("one invoice with its lines"), 1, 1, {}, showInvoice},
        {"invoice pdf", "NUMBER", billingText("write the document"), 1, 1,
         {QCommandLineOption(QStringLiteral("output"), billingText("where to (else NUMBER.pdf)"), QStringLiteral("FILE"))}, writePdf},
        {"invoice cancel", "NUMBER", billingText("take a whole invoice back by a credit note"), 1, 1,
         {QCommandLineOption(QStringLiteral("reason"), billingText("why"), QStringLiteral("TEXT")),
          QCommandLineOption(QStringLiteral("bill-again"), billingText("its charges come again on the next invoice")),
          QCommandLineOption(QStringLiteral("date"), billingText("date of the credit note (else today)"), QStringLiteral("DATE"))}, cancelInvoice},
        {"account adjust", "ACCOUNT AMOUNT", billingText("charge, or give back with a minus, on the next invoice"), 2, 2,
         {QCommandLineOption(QStringLiteral("text"), billingText("what the invoice says"), QStringLiteral("TEXT")),
          QCommandLineOption(QStringLiteral("reason"), billingText("why"), QStringLiteral("TEXT")),
          QCommandLineOption(QStringLiteral("vat-basis-points"), billingText("1900 is 19 %"), QStringLiteral("N"), QStringLiteral("1900")),
          QCommandLineOption(QStringLiteral("tax-class"), billingText("instead of a rate"), QStringLiteral("CLASS"))}, adjustAccount},
        {"why", "INVOICE/LINE", billingText("from a line of an invoice back to its first cause"), 1, 1, {}, why},
    };
}

} // namespace trunkline::ctl
