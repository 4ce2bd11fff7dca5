#include "models/documents/dunningletter.h"

#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/documents/dunninglayout.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QJsonArray>
#include <QSaveFile>

namespace trunkline::documents {

namespace {

struct LetterTexts {
    Q_DECLARE_TR_FUNCTIONS(DunningLetters)
};

/// Of a row of dunning_notice.
DunningLetter letterFrom(store::Connection& connection, const store::Row& row)
{
    const QJsonObject o = row.json("document_json");
    const QJsonArray items = o["items"].toArray();
    const auto first = billing::invoice(connection, InvoiceId::fromString(items.first()["invoiceId"].toString()));
    if (!first)
        throw StoreFailure(LetterTexts::tr("The invoice that the dunning letter %1 is about is missing in the database.").arg(row.text("number")));
    const Currency currency = Currency::parse(o["currency"].toString());
    const auto money = [&](const QJsonValue& amount) { return Money::parse(amount.toString(), currency); };
    DunningLetter letter{row.id<DunningNoticeId>("id"), row.text("number"), BillingDate::parse(o["dated"].toString()), BillingDate::parse(o["payBy"].toString()), o["name"].toString(), o["text"].toString(),
                         first->seller, first->sellerIban,
                         {o["accountHolder"].toString(), o["street"].toString(), o["postCode"].toString(), o["city"].toString(), o["country"].toString(), {}},
                         first->localeName, row.id<AccountId>("account_id"), o["account"].toString(), first->customerNumber, o["email"].toString(), o["suspend"].toBool(),
                         money(o["open"]), money(o["fee"]), money(o["interest"]), money(o["total"]), {}};
    for (const QJsonValue& each : items)
        letter.items.append({each["number"].toString(), BillingDate::parse(each["dueOn"].toString()), each["daysOverdue"].toInt(), money(each["open"]), money(each["interest"])});
    return letter;
}

std::optional<DunningLetter> letterWhere(store::Connection& connection, const char* column, const store::Bind& value)
{
    const auto row = connection.row(QStringLiteral("SELECT id, number, account_id, document_json FROM dunning_notice WHERE %1 = ?").arg(QLatin1String(column)), {value});
    return row ? std::optional(letterFrom(connection, *row)) : std::nullopt;
}

PdfDocument::About aboutOf(const DunningLetter& letter, const QString& title)
{
    return {title, letter.seller.name, QString(letter.localeName).replace(u'_', u'-'), letter.dated};
}

void drawLetter(PdfDocument& pdf, store::Connection& connection, const DunningLetter& letter)
{
    const DocumentSettings settings = documentSettingsAt(connection, QStringLiteral("dunning"), letter.id.toString());
    const std::optional<PdfImage> logo = storedPicture(connection, settings.logo);
    DunningLayout(pdf, letter, settings, logo).draw();
}

} // namespace

std::optional<DunningLetter> dunningLetter(store::Connection& connection, const QString& number)
{
    return letterWhere(connection, "number", number);
}

std::optional<DunningLetter> dunningLetter(store::Connection& connection, DunningNoticeId id)
{
    return letterWhere(connection, "id", id);
}

QStringList newestDunningLetters(store::Connection& connection)
{
    QStringList numbers;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT number FROM dunning_notice WHERE run_id = (SELECT run_id FROM dunning_notice ORDER BY number DESC LIMIT 1) ORDER BY number")))
        numbers.append(row.text("number"));
    return numbers;
}

DocumentFile dunningFile(store::Connection& connection, const DunningLetter& letter)
{
    QByteArray bytes;
    QBuffer out(&bytes);
    out.open(QIODevice::WriteOnly);
    PdfDocument pdf(out, aboutOf(letter, QStringLiteral("%1 %2").arg(letter.title, letter.number)));
    drawLetter(pdf, connection, letter);
    pdf.finish();
    return {letter.number + QStringLiteral(".pdf"), "application/pdf", bytes};
}

bool printDunningBatch(store::Connection& connection, const QStringList& numbers, const QString& path, const PrintWatcher& watcher)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        throw StoreFailure(LetterTexts::tr("%1 can't be written (%2); choose another place.").arg(path, file.errorString()));
    std::optional<PdfDocument> pdf;
    int done = 0;
    for (const QString& number : numbers) {
        const auto letter = dunningLetter(connection, number);
        if (!letter)
            throw NotFound(LetterTexts::tr("There is no dunning letter %1; letters are sent by “trunklinectl dunning run”.").arg(number));
        if (!pdf) // dated by its first letter: the same batch gives the same file
            pdf.emplace(file, aboutOf(*letter, LetterTexts::tr("Dunning letters")));
        drawLetter(*pdf, connection, *letter);
        if (watcher && !watcher(++done)) {
            file.cancelWriting();
            return false;
        }
    }
    if (!pdf)
        throw InvalidInput(LetterTexts::tr("There is no dunning letter to print."));
    pdf->finish();
    if (!file.commit())
        throw StoreFailure(LetterTexts::tr("%1 can't be written (%2); choose another place.").arg(path, file.errorString()));
    return true;
}

} // namespace trunkline::documents
