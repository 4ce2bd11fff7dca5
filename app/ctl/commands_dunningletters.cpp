// Jobs about dunning letters as documents: files, a batch for the printer, e-mail.

#include "app/ctl/session.h"
#include "models/core/errors.h"
#include "models/documents/dunningletter.h"
#include "models/documents/mailqueue.h"

#include <QCoreApplication>
#include <QDir>

namespace trunkline::ctl {

namespace {

using namespace documents;

QString letterText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

/// The named letters; without a name those of the newest run that sent any.
QStringList chosenLetters(Session& session, const QStringList& numbers)
{
    session.actor().require(access::Permission::ViewInvoices);
    const QStringList chosen = numbers.isEmpty() ? newestDunningLetters(session.connection()) : numbers;
    if (chosen.isEmpty())
        throw NotFound(letterText("No dunning letter was sent yet; “trunklinectl dunning run” sends them."));
    return chosen;
}

DunningLetter letterCalled(Session& session, const QString& number)
{
    if (auto letter = dunningLetter(session.connection(), number))
        return *letter;
    throw NotFound(letterText("There is no dunning letter %1; letters are sent by “trunklinectl dunning run”.").arg(number));
}

int exportLetters(Session& session, const QCommandLineParser& parser)
{
    const QString output = parser.value(QStringLiteral("output"));
    if (!QDir().mkpath(output))
        throw StoreFailure(letterText("The folder %1 can't be made; name another with --output.").arg(output));
    Listing listing{{{"number", letterText("Letter")}, {"file", letterText("File")}, {"bytes", letterText("Bytes"), true}}, {}, {}};
    for (const QString& number : chosenLetters(session, parser.positionalArguments())) {
        const DocumentFile file = dunningFile(session.connection(), letterCalled(session, number));
        const QString path = QDir(output).filePath(file.name);
        writeDocument(path, file.content);
        listing.rows.append(QJsonObject{{"number", number}, {"file", path}, {"bytes", file.content.size()}});
    }
    session.show(listing);
    return Done;
}

int printLetters(Session& session, const QCommandLineParser& parser)
{
    const QString output = parser.value(QStringLiteral("output"));
    const QStringList chosen = chosenLetters(session, parser.positionalArguments());
    printDunningBatch(session.connection(), chosen, output);
    session.say(letterText("%1 letters are written to %2.").arg(chosen.size()).arg(output), {{"letters", chosen.size()}, {"file", output}});
    return Done;
}

int mailLetters(Session& session, const QCommandLineParser& parser)
{
    const QStringList numbers = parser.positionalArguments();
    if (numbers.size() != 1 && parser.isSet(QStringLiteral("to")))
        throw InvalidInput(letterText("--to is for one letter; leave it out, and each goes to its customer."));
    Listing listing{{{"number", letterText("Letter")}, {"to", letterText("To")}, {"state", letterText("State")}}, {}, {}};
    for (const QString& number : chosenLetters(session, numbers)) {
        const MailMessage message = MailService(session.context()).queueLetter(session.actor(), letterCalled(session, number).id, parser.value(QStringLiteral("to")), parser.isSet(QStringLiteral("again")));
        listing.rows.append(QJsonObject{{"number", number}, {"to", message.recipient}, {"state", nameOf(message.state)}});
    }
    session.show(listing);
    return Done;
}

} // namespace

QList<Command> dunningLetterCommands()
{
    return {
        {"dunning export", "[NUMBER …]", letterText("write dunning letters as PDF; without a number those of the newest run"), 0, 1000,
         {QCommandLineOption(QStringLiteral("output"), letterText("folder"), QStringLiteral("PATH"), QStringLiteral("."))}, exportLetters},
        {"dunning print-batch", "[NUMBER …]", letterText("write dunning letters into one PDF for the printer"), 0, 1000,
         {QCommandLineOption(QStringLiteral("output"), letterText("where to"), QStringLiteral("FILE"), QStringLiteral("letters.pdf"))}, printLetters},
        {"dunning mail", "[NUMBER …]", letterText("queue dunning letters for e-mail, each once"), 0, 1000,
         {QCommandLineOption(QStringLiteral("to"), letterText("another address than the customer's"), QStringLiteral("ADDRESS")),
          QCommandLineOption(QStringLiteral("again"), letterText("also what was mailed there before"))}, mailLetters},
    };
}

} // namespace trunkline::ctl
