// What a message of the queue says and carries.

#include "models/billing/documenttext.h"
#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/documents/documenttemplate.h"
#include "models/documents/dunningletter.h"
#include "models/documents/mailqueue.h"

#include <QCoreApplication>

namespace trunkline::documents {

namespace {

struct MailContentTexts {
    Q_DECLARE_TR_FUNCTIONS(Mail)
};

/// Each place is filled once: what a name brings in is never taken for one.
QString filled(const QString& text, std::initializer_list<QString> values)
{
    QString out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const int digit = text[at] == u'%' && at + 1 < text.size() ? text[at + 1].digitValue() : -1;
        if (digit >= 1 && digit <= int(values.size())) {
            out += *(values.begin() + digit - 1);
            ++at;
        } else {
            out += text[at];
        }
    }
    return out;
}

QString mailIdOf(const MailServer& server, const MailMessage& message)
{
    return message.id.toString() + u'@' + server.fromAddress.section(u'@', 1);
}

/// A dunning letter on its way.
Mail letterMail(store::Connection& connection, const MailServer& server, const MailMessage& message)
{
    const auto letter = dunningLetter(connection, message.noticeId);
    if (!letter)
        throw NotFound(MailContentTexts::tr("There is no such dunning letter in this database."));
    const DocumentWords& words = DocumentWords::of(documentSettings(connection).words, letter->localeName);
    const QString amount = billing::amountText(letter->total, QLocale(letter->localeName)) + u' ' + letter->total.currency.code();
    return {mailIdOf(server, message), message.queuedAt, message.recipient, filled(words.word("dunningMailSubject"), {letter->title, letter->number, letter->seller.name}),
            filled(words.word("dunningMailBody"), {letter->number, amount, letter->seller.name}), {dunningFile(connection, *letter)}};
}

} // namespace

Mail mailFor(store::Connection& connection, const MailServer& server, const MailMessage& message)
{
    if (!message.noticeId.isNull())
        return letterMail(connection, server, message);
    const auto invoice = billing::invoice(connection, message.invoiceId);
    if (!invoice)
        throw NotFound(MailContentTexts::tr("There is no such invoice in this database."));
    const DocumentSettings settings = documentSettings(connection);
    const DocumentWords& words = DocumentWords::of(settings.words, invoice->localeName);
    const QString title = documentTitle(*invoice, settings.words);
    const QString amount = billing::amountText(invoice->gross.isNegative() ? -invoice->gross : invoice->gross, QLocale(invoice->localeName)) + u' ' + invoice->gross.currency.code();
    const QString subject = settings.mailSubject.isEmpty() ? words.word("mailSubject") : settings.mailSubject;
    const QString body = settings.mailBody.isEmpty() ? words.word("mailBody") : settings.mailBody;
    Mail mail{mailIdOf(server, message), message.queuedAt, message.recipient, filled(subject, {title, invoice->seller.name}),
              filled(body, {title, amount, invoice->seller.name}), {}};
    if (message.format == DocumentFormat::Ubl || message.format == DocumentFormat::Cii)
        mail.files.append(documentFile(connection, *invoice, DocumentFormat::Pdf));
    mail.files.append(documentFile(connection, *invoice, message.format));
    return mail;
}

} // namespace trunkline::documents
