// Jobs about documents: their forms, how they look, mailing and printing them.

#include "app/ctl/secret.h"
#include "app/ctl/session.h"
#include "app/ctl/usagearguments.h"
#include "models/billing/billrun.h"
#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/documents/documentfile.h"
#include "models/documents/mailqueue.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace trunkline::ctl {

namespace {

using namespace documents;

QString documentText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

billing::Invoice documentCalled(Session& session, const QString& number)
{
    if (auto found = billing::invoiceByNumber(session.connection(), number))
        return *found;
    throw NotFound(documentText("There is no invoice “%1”; see “trunklinectl invoice list”.").arg(number));
}

/// The named documents; without a name those of the newest bill run that posted any.
QList<InvoiceId> chosenDocuments(Session& session, const QStringList& numbers)
{
    session.actor().require(access::Permission::ViewInvoices);
    QList<InvoiceId> chosen;
    for (const QString& number : numbers)
        chosen.append(documentCalled(session, number).id);
    if (!numbers.isEmpty())
        return chosen;
    for (const billing::BillRun& run : billing::billRuns(session.connection())) {
        for (const billing::InvoiceSummary& each : billing::invoicesOfRun(session.connection(), run.id))
            chosen.prepend(each.id); // in the order of their numbers
        if (!chosen.isEmpty())
            break;
    }
    if (chosen.isEmpty())
        throw NotFound(documentText("No invoice is posted yet; “trunklinectl billrun post” posts them."));
    return chosen;
}

int exportDocuments(Session& session, const QCommandLineParser& parser)
{
    const DocumentFormat format = documentFormatNamed(parser.value(QStringLiteral("format")));
    const EInvoiceProfile profile = eInvoiceProfileNamed(parser.value(QStringLiteral("profile")));
    const QString output = parser.value(QStringLiteral("output"));
    const QList<InvoiceId> chosen = chosenDocuments(session, parser.positionalArguments());
    const bool folder = chosen.size() > 1 || QDir(output).exists();
    if (folder && !output.isEmpty() && !QDir().mkpath(output))
        throw StoreFailure(documentText("The folder %1 can't be made; name another with --output.").arg(output));
    Listing listing{{{"number", documentText("Invoice")}, {"file", documentText("File")}, {"bytes", documentText("Bytes"), true}}, {}, {}};
    for (const InvoiceId id : chosen) {
        const billing::Invoice invoice = *billing::invoice(session.connection(), id);
        const DocumentFile file = documentFile(session.connection(), invoice, format, profile);
        const QString path = output.isEmpty() ? file.name : folder ? QDir(output).filePath(file.name) : output;
        writeDocument(path, file.content);
        listing.rows.append(QJsonObject{{"number", invoice.number}, {"file", path}, {"bytes", file.content.size()}});
    }
    session.show(listing);
    return Done;
}

int printDocuments(Session& session, const QCommandLineParser& parser)
{
    const QString output = parser.value(QStringLiteral("output"));
    const QList<InvoiceId> chosen = chosenDocuments(session, parser.positionalArguments());
    printBatch(session.connection(), chosen, output);
    session.say(documentText("%1 documents are written to %2.").arg(chosen.size()).arg(output), {{"documents", chosen.size()}, {"file", output}});
    return Done;
}

QJsonObject mailRow(Session& session, const MailMessage& message)
{
    return {{"id", message.id.toString()}, {"invoice", mailedNumber(session.connection(), message)}, {"to", message.recipient}, {"format", nameOf(message.format)}, {"state", nameOf(message.state)},
            {"attempts", message.attempts}, {"queued", session.time(message.queuedAt)}, {"sent", message.sentAt ? session.time(*message.sentAt) : QString()}, {"problem", message.problem}};
}

QList<Listing::Column> mailColumns()
{
    return {{"id", documentText("Message")}, {"invoice", documentText("Document")}, {"to", documentText("To")}, {"format", documentText("Form")}, {"state", documentText("State")},
            {"attempts", documentText("Attempts"), true}, {"sent", documentText("Sent")}, {"problem", documentText("Problem")}};
}

int mailDocuments(Session& session, const QCommandLineParser& parser)
{
    const DocumentFormat format = documentFormatNamed(parser.value(QStringLiteral("format")));
    Listing listing{mailColumns(), {}, {}};
    const QStringList numbers = parser.positionalArguments();
    if (numbers.size() != 1 && parser.isSet(QStringLiteral("to")))
        throw InvalidInput(documentText("--to is for one document; leave it out, and each goes to its customer."));
    for (const InvoiceId id : chosenDocuments(session, numbers))
        listing.rows.append(mailRow(session, MailService(session.context()).queue(session.actor(), id, format, parser.value(QStringLiteral("to")), parser.isSet(QStringLiteral("again")))));
    session.show(listing);
    return Done;
}

int listMail(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewInvoices);
    Listing listing{mailColumns(), {}, documentText("Nothing was mailed yet; “trunklinectl invoice mail” queues documents.")};
    for (const MailMessage& message : mailMessages(session.connection()))
        listing.rows.append(mailRow(session, message));
    session.show(listing);
    return Done;
}

int sendMailNow(Session& session, const QCommandLineParser&)
{
    int failed = 0;
    const int sent = sendDueMail(session.context(), session.actor(), session.sealer(), [&](const MailMessage& message) {
        failed += message.state != MailState::Sent;
        return true;
    });
    session.say(documentText("%1 sent, %2 not; “trunklinectl mail list” says why.").arg(sent).arg(failed), {{"sent", sent}, {"notSent", failed}});
    return failed ? WorldFailed : Done;
}

int retryMail(Session& session, const QCommandLineParser& parser)
{
    const MailMessage message = MailService(session.context()).retry(session.actor(), MailMessageId::fromString(parser.positionalArguments().first()));
    session.say(documentText("The message to %1 waits to be sent.").arg(message.recipient), mailRow(session, message));
    return Done;
}

int setMailServer(Session& session, const QCommandLineParser& parser)
{
    MailServer server = mailServer(session.connection()).value_or(MailServer());
    const auto take = [&](const char* name, QString& value) {
        if (parser.isSet(QLatin1String(name)))
            value = parser.value(QLatin1String(name));
    };
    take("host", server.host);
    take("login", server.user);
    take("from", server.fromAddress);
    take("from-name", server.fromName);
    take("ca-file", server.caFile);
    if (parser.isSet(QStringLiteral("port")))
        server.port = parser.value(QStringLiteral("port")).toInt();
    if (parser.isSet(QStringLiteral("security")))
        server.security = mailSecurityNamed(parser.value(QStringLiteral("security")));
    std::optional<QString> password;
    if (parser.isSet(QStringLiteral("password-file")))
        password = readSecrets(parser.value(QStringLiteral("password-file")), {documentText("Password of the mail server")}).first();
    MailService(session.context()).changeServer(session.actor(), server, password, session.sealer());
    session.say(documentText("Mail goes to %1:%2; “trunklinectl mail test ADDRESS” tries it.").arg(server.host).arg(server.port), {{"host", server.host}, {"port", server.port}});
    return Done;
}

int testMail(Session& session, const QCommandLineParser& parser)
{
    const QString to = parser.positionalArguments().first();
    const MailResult result = sendTestMail(session.connection(), session.actor(), session.sealer(), to, session.clock().now());
    if (result.outcome != MailOutcome::Sent)
        throw NetworkFailure(result.problem);
    session.say(documentText("The mail server took the message to %1.").arg(to), {{"to", to}});
    return Done;
}

/// "0204:04011000-12345-03".
ElectronicAddress addressNamed(const QString& text)
{
    return {text.section(u':', 0, 0), text.section(u':', 1)};
}

int setDocuments(Session& session, const QCommandLineParser& parser)
{
    DocumentSettings settings = documentSettings(session.connection());
    const auto take = [&](const char* name, QString& value) {
        if (parser.isSet(QLatin1String(name)))
            value = parser.value(QLatin1String(name));
    };
    take("accent", settings.accentColour);
    take("introduction", settings.introduction);
    take("closing", settings.closing);
    take("bic", settings.bic);
    take("registration", settings.registrationId);
    take("contact", settings.contactName);
    take("phone", settings.contactPhone);
    take("email", settings.contactEmail);
    take("mail-subject", settings.mailSubject);
    take("mail-body", settings.mailBody);
    if (parser.isSet(QStringLiteral("usage-detail"))) {
        const QString wish = parser.value(QStringLiteral("usage-detail"));
        if (wish != QLatin1String("on") && wish != QLatin1String("off"))
            throw InvalidInput(documentText("“%1” is neither on nor off.").arg(wish));
        settings.usageDetail = wish == QLatin1String("on");
    }
    if (parser.isSet(QStringLiteral("hidden-digits")))
        settings.maskedDigits = int(wholeOption(parser, "hidden-digits"));
    if (parser.isSet(QStringLiteral("footer")))
        settings.footer = parser.values(QStringLiteral("footer"));
    if (parser.isSet(QStringLiteral("endpoint")))
        settings.endpoint = addressNamed(parser.value(QStringLiteral("endpoint")));
    QByteArray logo;
    if (const QString path = parser.value(QStringLiteral("logo")); !path.isEmpty()) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            throw InvalidInput(documentText("%1 can't be read (%2).").arg(path, file.errorString()));
        logo = file.readAll();
    }
    changeDocumentSettings(session.context(), session.actor(), settings, logo);
    session.say(documentText("Documents that are posted from now on look so; posted ones stay as they are."), toJson(documentSettings(session.connection())));
    return Done;
}

int setAccountDocuments(Session& session, const QCommandLineParser& parser)
{
    const QString number = parser.positionalArguments().first();
    const auto account = customer::accountByNumber(session.connection(), number);
    if (!account)
        throw NotFound(documentText("There is no account “%1”; see “trunklinectl customer list”.").arg(number));
    BuyerDetails details = buyerDetails(session.connection(), account->id);
    if (parser.isSet(QStringLiteral("reference")))
        details.reference = parser.value(QStringLiteral("reference"));
    if (parser.isSet(QStringLiteral("order")))
        details.orderNumber = parser.value(QStringLiteral("order"));
    if (parser.isSet(QStringLiteral("email")))
        details.email = parser.value(QStringLiteral("email"));
    if (parser.isSet(QStringLiteral("endpoint")))
        details.endpoint = addressNamed(parser.value(QStringLiteral("endpoint")));
    changeBuyerDetails(session.context(), session.actor(), account->id, details);
    session.say(documentText("Documents of the account %1 carry this from now on.").arg(number), {{"account", number}, {"reference", details.reference}});
    return Done;
}

QCommandLineOption documentOption(const char* name, const QString& what, const char* value, const char* standard = "")
{
    return QCommandLineOption(QString::fromLatin1(name), what, QString::fromLatin1(value), QString::fromLatin1(standard));
}

} // namespace

QList<Command> documentCommands()
{
    const QCommandLineOption endpoint = documentOption("endpoint", documentText("electronic address: scheme of the EAS list and identifier"), "SCHEME:ID");
    return {
        {"invoice export", "[NUMBER …]", documentText("write documents as files; without a number those of the newest bill run"), 0, 1000,
         {documentOption("format", documentText("pdf, factur-x, ubl or cii"), "FORMAT", "pdf"), documentOption("profile", documentText("en16931, peppol or xrechnung"), "PROFILE", "en16931"),
          documentOption("output", documentText("where to: a file, or a folder for several"), "PATH")}, exportDocuments},
        {"invoice print-batch", "[NUMBER …]", documentText("write documents into one PDF for the printer; without a number those of the newest bill run"), 0, 1000,
         {documentOption("output", documentText("where to"), "FILE", "batch.pdf")}, printDocuments},
        {"invoice mail", "[NUMBER …]", documentText("queue documents for e-mail, each once; without a number those of the newest bill run"), 0, 1000,
         {documentOption("to", documentText("another address than the customer's"), "ADDRESS"), documentOption("format", documentText("pdf, factur-x, ubl or cii"), "FORMAT", "pdf"),
          QCommandLineOption(QStringLiteral("again"), documentText("also what was mailed there before"))}, mailDocuments},
        {"mail list", "", documentText("what is queued, sent or in the way"), 0, 0, {}, listMail},
        {"mail send", "", documentText("send what is due"), 0, 0, {}, sendMailNow},
        {"mail retry", "MESSAGE", documentText("send again what failed or is unclear"), 1, 1, {}, retryMail},
        {"mail server", "", documentText("enter the mail server"), 0, 0,
         {documentOption("host", documentText("its name"), "HOST"), documentOption("port", documentText("its port"), "PORT"),
          documentOption("security", documentText("starttls, tls or none"), "KIND"), documentOption("login", documentText("who signs in there"), "NAME"),
          documentOption("password-file", documentText("file with the password; “-” is standard input"), "FILE"), documentOption("from", documentText("sender's address"), "ADDRESS"),
          documentOption("from-name", documentText("sender's name"), "NAME"), documentOption("ca-file", documentText("certificate authority of the server"), "FILE")}, setMailServer},
        {"mail test", "ADDRESS", documentText("send a test message now"), 1, 1, {}, testMail},
        {"documents set", "", documentText("how documents look from now on"), 0, 0,
         {documentOption("accent", documentText("colour, such as #1f5f8b"), "COLOUR"), documentOption("logo", documentText("PNG or JPEG"), "FILE"),
          documentOption("introduction", documentText("text above the table"), "TEXT"), documentOption("closing", documentText("text below the terms"), "TEXT"),
          documentOption("footer", documentText("a column of the footer; up to three times"), "TEXT"), documentOption("bic", documentText("of the bank"), "BIC"),
          documentOption("registration", documentText("company registration"), "ID"), documentOption("contact", documentText("whom to ask"), "NAME"),
          documentOption("phone", documentText("telephone of the contact"), "NUMBER"), documentOption("email", documentText("e-mail of the contact"), "ADDRESS"),
          documentOption("usage-detail", documentText("list usage on pages behind the invoice: on or off"), "WISH"),
          documentOption("hidden-digits", documentText("of numbers that were called, how many of the last they hide"), "N"),
          documentOption("mail-subject", documentText("subject of e-mails: %1 document, %2 operator"), "TEXT"),
          documentOption("mail-body", documentText("text of e-mails: %1 document, %2 amount, %3 operator"), "TEXT"), endpoint}, setDocuments},
        {"account documents", "ACCOUNT", documentText("what e-invoices to an account carry"), 1, 1,
         {documentOption("reference", documentText("the buyer's reference, for authorities the Leitweg-ID"), "TEXT"), documentOption("order", documentText("the buyer's order number"), "TEXT"),
          documentOption("email", documentText("where its documents are mailed"), "ADDRESS"), endpoint}, setAccountDocuments},
    };
}

} // namespace trunkline::ctl
