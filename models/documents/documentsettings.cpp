#include "models/documents/documentsettings.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/documents/documenttemplate.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace trunkline::documents {

namespace {

const QString documentsSetting = QStringLiteral("documents");
constexpr qsizetype mostLogoBytes = 512 * 1024;

QString settingsText(const char* text)
{
    return QCoreApplication::translate("Documents", text);
}

QJsonObject addressJson(const ElectronicAddress& address)
{
    return {{"scheme", address.scheme}, {"id", address.id}};
}

ElectronicAddress addressFrom(const QJsonValue& json)
{
    return {json["scheme"].toString(), json["id"].toString()};
}

void checkAddress(const ElectronicAddress& address, const QString& whose)
{
    static const QRegularExpression scheme(QStringLiteral("^([0-9]{4}|[A-Z]{2})$"));
    if (address.scheme.isEmpty() && address.id.isEmpty())
        return;
    if (!scheme.match(address.scheme).hasMatch() || address.id.trimmed().isEmpty())
        throw InvalidInput(settingsText("The electronic address of %1 needs a scheme of the EAS list (four digits, such as 0204, or two capitals, such as EM) and an identifier.").arg(whose));
}

void checkEmail(const QString& address, const QString& whose)
{
    static const QRegularExpression form(QStringLiteral("^[^\\s@<>,;\"]+@[^\\s@<>,;\"]+$"));
    if (!address.isEmpty() && !form.match(address).hasMatch())
        throw InvalidInput(settingsText("“%1” is no e-mail address (%2); write it like billing@example.org.").arg(address, whose));
}

void checkDocumentSettings(const DocumentSettings& settings)
{
    static const QRegularExpression colour(QStringLiteral("^#[0-9a-fA-F]{6}$"));
    static const QRegularExpression bic(QStringLiteral("^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$"));
    documentTemplate(settings.layout);
    if (!colour.match(settings.accentColour).hasMatch())
        throw InvalidInput(settingsText("“%1” is not a colour; write it like #1f5f8b.").arg(settings.accentColour));
    if (!settings.bic.isEmpty() && !bic.match(settings.bic).hasMatch())
        throw InvalidInput(settingsText("“%1” is no BIC; it has 8 or 11 capitals and digits, such as COBADEFFXXX.").arg(settings.bic));
    if (settings.footer.size() > 3)
        throw InvalidInput(settingsText("The footer has at most three columns."));
    if (settings.maskedDigits < 0 || settings.maskedDigits > 20)
        throw InvalidInput(settingsText("The number of hidden digits is not between 0 and 20."));
    checkEmail(settings.contactEmail, settingsText("contact of the operator"));
    checkAddress(settings.endpoint, settingsText("the operator"));
}

/// The picture's name in the store.
QString storePicture(store::Connection& connection, const QByteArray& file)
{
    if (file.size() > mostLogoBytes)
        throw InvalidInput(settingsText("The logo has %1 KiB; at most %2 go into every document. Save it smaller.").arg(file.size() / 1024).arg(mostLogoBytes / 1024));
    pdfImage(file); // or it says why not
    const QString name = QString::fromLatin1(QCryptographicHash::hash(file, QCryptographicHash::Sha256).toHex());
    connection.exec(QStringLiteral("INSERT INTO document_picture (sha256, file) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING"), {name, file});
    return name;
}

QJsonObject detailsJson(const BuyerDetails& details)
{
    return {{"reference", details.reference}, {"orderNumber", details.orderNumber}, {"email", details.email}, {"endpoint", addressJson(details.endpoint)}};
}

} // namespace

QJsonObject toJson(const DocumentSettings& s)
{
    return {{"layout", s.layout}, {"words", s.words}, {"accentColour", s.accentColour}, {"logo", s.logo}, {"introduction", s.introduction}, {"closing", s.closing},
            {"footer", QJsonArray::fromStringList(s.footer)}, {"bic", s.bic}, {"registrationId", s.registrationId}, {"contactName", s.contactName},
            {"contactPhone", s.contactPhone}, {"contactEmail", s.contactEmail}, {"endpoint", addressJson(s.endpoint)}, {"mailSubject", s.mailSubject}, {"mailBody", s.mailBody},
            {"usageDetail", s.usageDetail}, {"maskedDigits", s.maskedDigits}};
}

DocumentSettings documentSettingsFrom(const QJsonObject& o)
{
    DocumentSettings s;
    s.layout = o["layout"].toString(s.layout);
    s.words = o["words"].toString(s.words);
    s.accentColour = o["accentColour"].toString(s.accentColour);
    s.logo = o["logo"].toString();
    s.introduction = o["introduction"].toString();
    s.closing = o["closing"].toString();
    for (const QJsonValue& column : o["footer"].toArray())
        s.footer.append(column.toString());
    s.bic = o["bic"].toString();
    s.registrationId = o["registrationId"].toString();
    s.contactName = o["contactName"].toString();
    s.contactPhone = o["contactPhone"].toString();
    s.contactEmail = o["contactEmail"].toString();
    s.endpoint = addressFrom(o["endpoint"]);
    s.mailSubject = o["mailSubject"].toString();
    s.mailBody = o["mailBody"].toString();
    s.usageDetail = o["usageDetail"].toBool();
    s.maskedDigits = o["maskedDigits"].toInt(s.maskedDigits);
    return s;
}

DocumentSettings documentSettings(store::Connection& connection)
{
    return documentSettingsFrom(QJsonDocument::fromJson(store::setting(connection, documentsSetting).value_or(QString()).toUtf8()).object());
}

DocumentSettings documentSettingsFor(store::Connection& connection, const billing::Invoice& invoice)
{
    return invoice.id.isNull() ? documentSettings(connection) : documentSettingsAt(connection, QStringLiteral("invoice"), invoice.id.toString());
}

DocumentSettings documentSettingsAt(store::Connection& connection, const QString& subjectType, const QString& subjectId)
{
    const auto posted = store::journalOf(connection, subjectType, subjectId);
    if (posted.isEmpty())
        return documentSettings(connection);
    DocumentSettings settings;
    for (const store::JournalEntry& entry : store::journalOf(connection, QStringLiteral("setting"), documentsSetting))
        if (entry.seq < posted.first().seq)
            settings = documentSettingsFrom(entry.after.object());
    return settings;
}

QByteArray storedPictureFile(store::Connection& connection, const QString& sha256)
{
    if (sha256.isEmpty())
        return {};
    const auto row = connection.row(QStringLiteral("SELECT file FROM document_picture WHERE sha256 = ?"), {sha256});
    if (!row)
        throw NotFound(settingsText("The logo of the documents is not in the database; choose it again in the settings of the documents."));
    return row->bytes("file");
}

std::optional<PdfImage> storedPicture(store::Connection& connection, const QString& sha256)
{
    return sha256.isEmpty() ? std::nullopt : std::optional(pdfImage(storedPictureFile(connection, sha256)));
}

void changeDocumentSettings(store::Context& context, const access::Actor& actor, DocumentSettings settings, const QByteArray& logo)
{
    actor.require(access::Permission::ManageOperator);
    checkDocumentSettings(settings);
    store::Change change(context, actor.who());
    if (!logo.isEmpty())
        settings.logo = storePicture(change.connection(), logo);
    const DocumentSettings before = documentSettings(change.connection());
    store::putSetting(change.connection(), documentsSetting, QString::fromUtf8(QJsonDocument(toJson(settings)).toJson(QJsonDocument::Compact)));
    change.commit({QStringLiteral("documents.settingsChanged"), QStringLiteral("setting"), documentsSetting, toJson(before), toJson(settings), {}, {}});
}

BuyerDetails buyerDetails(store::Connection& connection, AccountId account)
{
    const auto row = connection.row(QStringLiteral("SELECT * FROM account_documents WHERE account_id = ?"), {account});
    return row ? BuyerDetails{row->text("reference"), row->text("order_number"), row->text("email"), {row->text("endpoint_scheme"), row->text("endpoint_id")}} : BuyerDetails();
}

void changeBuyerDetails(store::Context& context, const access::Actor& actor, AccountId accountId, const BuyerDetails& details)
{
    actor.require(access::Permission::EditCustomers);
    store::Change change(context, actor.who());
    const customer::Account account = customer::requireAccount(change.connection(), accountId);
    checkEmail(details.email, settingsText("account %1").arg(account.number));
    checkAddress(details.endpoint, settingsText("account %1").arg(account.number));
    const BuyerDetails before = buyerDetails(change.connection(), accountId);
    change.connection().exec(QStringLiteral("INSERT INTO account_documents (account_id, reference, order_number, email, endpoint_scheme, endpoint_id) VALUES (?, ?, ?, ?, ?, ?) "
                                            "ON CONFLICT (account_id) DO UPDATE SET reference = EXCLUDED.reference, order_number = EXCLUDED.order_number, email = EXCLUDED.email, "
                                            "endpoint_scheme = EXCLUDED.endpoint_scheme, endpoint_id = EXCLUDED.endpoint_id"),
                             {accountId, details.reference, details.orderNumber, details.email, details.endpoint.scheme, details.endpoint.id});
    change.commit({QStringLiteral("account.documentsChanged"), QStringLiteral("account"), accountId.toString(), detailsJson(before), detailsJson(details), {}, {}});
}

} // namespace trunkline::documents
