// How this operator's documents look, what they say beside the figures, and what e-invoices tell of the seller.
// A posted document is drawn with the settings of the day it was posted: they are read from the journal.
#pragma once

#include "models/access/actor.h"
#include "models/billing/invoice.h"
#include "models/documents/pdfimage.h"

namespace trunkline::documents {

/// An electronic address (EN 16931 BT-34, BT-49): "0204" and a Leitweg-ID, "9930" and a VAT ID, "EM" and an e-mail
/// address; the schemes are the EAS code list.
struct ElectronicAddress {
    QString scheme;
    QString id;
    bool operator==(const ElectronicAddress&) const = default;
};

struct DocumentSettings {
    QString layout = QStringLiteral("invoice-1"); ///< files of resources/documents
    QString words = QStringLiteral("words-1");
    QString accentColour = QStringLiteral("#1f5f8b");
    QString logo;         ///< SHA-256 of a stored picture, in hexadecimal; empty: the name stands there
    QString introduction; ///< above the table
    QString closing;      ///< below the terms
    QStringList footer;   ///< up to three columns, lines in each; empty: name, VAT ID and IBAN
    QString bic;
    QString registrationId; ///< of the company (BT-30)
    QString contactName, contactPhone, contactEmail; ///< BG-6
    ElectronicAddress endpoint;
    bool usageDetail = false; ///< pages behind the invoice list the usage of its lines
    int maskedDigits = 3;     ///< the last digits of what was called that they hide
    QString mailSubject, mailBody; ///< empty: the words' own; %1 the document, %2 its amount or the seller, %3 the seller
    bool operator==(const DocumentSettings&) const = default;
};

/// What e-invoices to an account say of the buyer beside its address.
struct BuyerDetails {
    QString reference;  ///< BT-10: a Leitweg-ID, a cost centre, what the buyer asked for
    QString orderNumber; ///< BT-13
    QString email;      ///< where its documents are sent; empty: the customer's own
    ElectronicAddress endpoint;
    bool operator==(const BuyerDetails&) const = default;
};

QJsonObject toJson(const DocumentSettings& settings);
DocumentSettings documentSettingsFrom(const QJsonObject& json);
DocumentSettings documentSettings(store::Connection& connection);
/// As they were when the document was posted; of a draft, as they are.
DocumentSettings documentSettingsFor(store::Connection& connection, const billing::Invoice& invoice);
/// As they were when something first happened to the subject in the journal; as they are when nothing has.
DocumentSettings documentSettingsAt(store::Connection& connection, const QString& subjectType, const QString& subjectId);
/// The picture of this SHA-256; nothing for an empty one. Throws NotFound when it is not in the database.
std::optional<PdfImage> storedPicture(store::Connection& connection, const QString& sha256);
QByteArray storedPictureFile(store::Connection& connection, const QString& sha256);

/// "documents.settingsChanged". Needs manage-operator. With `logo`, that picture (a PNG or JPEG of at most 512 KiB) is
/// stored and used. Throws InvalidInput, naming the field, for a colour, BIC, scheme or picture that is none.
void changeDocumentSettings(store::Context& context, const access::Actor& actor, DocumentSettings settings, const QByteArray& logo = {});

BuyerDetails buyerDetails(store::Connection& connection, AccountId account);
/// "account.documentsChanged". Needs edit-customers. Throws InvalidInput for an address that is none.
void changeBuyerDetails(store::Context& context, const access::Actor& actor, AccountId account, const BuyerDetails& details);

} // namespace trunkline::documents
