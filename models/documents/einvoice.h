// The invoice for programs, by the business terms of EN 16931-1 (BT-1, BG-4, …). UBL 2.1 and UN/CEFACT CII D16B are two ways
// of writing it. Amounts of a credit note are positive, as both syntaxes want them.
#pragma once

#include "models/billing/invoice.h"
#include "models/core/decimal.h"
#include "models/documents/documentsettings.h"

namespace trunkline::documents {

/// Which agreement a document keeps beside the norm.
enum class EInvoiceProfile {
    En16931,   ///< the norm itself; in CII it is Factur-X's profile of that name, too
    Peppol,    ///< Peppol BIS Billing 3.0
    XRechnung, ///< XRechnung 3.0, of German authorities
};
/// "en16931", "peppol", "xrechnung".
QString nameOf(EInvoiceProfile profile);
/// Throws InvalidInput listing those that exist.
EInvoiceProfile eInvoiceProfileNamed(const QString& name);

struct Identifier {
    QString id;
    QString scheme;
    bool isEmpty() const { return id.isEmpty(); }
    bool operator==(const Identifier&) const = default;
};

struct EAddress {
    QString line1, line2, line3, city, postCode, subdivision, country;
    bool isEmpty() const { return *this == EAddress(); }
    bool operator==(const EAddress&) const = default;
};

struct EParty {
    QString name;                 ///< legal (BT-27, BT-44)
    QString tradingName;          ///< BT-28, BT-45
    QList<Identifier> ids;        ///< BT-29, BT-46
    Identifier registration;      ///< BT-30, BT-47
    QString vatId;                ///< BT-31, BT-48
    QString taxRegistration;      ///< BT-32
    QString legalForm;            ///< BT-33
    Identifier endpoint;          ///< BT-34, BT-49
    EAddress address;
    QString contactName, contactPhone, contactEmail;
    bool operator==(const EParty&) const = default;
};

/// An allowance or a charge, of the document (BG-20, BG-21) or a line (BG-27, BG-28).
struct EAllowance {
    bool charge = false;
    Decimal amount;
    std::optional<Decimal> base, percent;
    QString reason, reasonCode;
    QString category; ///< of the document only
    std::optional<Decimal> rate;
    bool operator==(const EAllowance&) const = default;
};

struct EVat { ///< BG-23
    std::optional<Decimal> taxable, tax; ///< BT-116, BT-117
    QString category;                    ///< BT-118
    std::optional<Decimal> rate;         ///< BT-119, in percent
    QString reason, reasonCode;
    bool operator==(const EVat&) const = default;
};

struct ELine { ///< BG-25
    QString id, note;
    Identifier object; ///< BT-128
    std::optional<Decimal> quantity; ///< BT-129
    QString unit;
    std::optional<Decimal> net;      ///< BT-131
    QString orderLine, accounting;
    BillingDate from, to;            ///< BT-134, BT-135: the last day included
    QList<EAllowance> allowances;
    std::optional<Decimal> netPrice, priceDiscount, grossPrice, baseQuantity; ///< BT-146 to BT-149
    QString baseUnit;
    QString category;
    std::optional<Decimal> rate;
    QString name, description, sellerId, buyerId;
    Identifier standardId;
    QList<Identifier> classifications; ///< scheme: its list; BT-158
    QString country;
    QList<std::pair<QString, QString>> attributes;
    bool operator==(const ELine&) const = default;
};

struct EInvoice {
    QString specification, process;  ///< BT-24, BT-23
    QString number;
    QString typeCode;                ///< BT-3: 380 invoice, 381 credit note
    QString currency, taxCurrency;
    BillingDate issuedOn, dueOn, taxPointOn;
    QString buyerReference, project, contract, order, salesOrder, receivingAdvice, despatchAdvice, tender, accounting;
    Identifier object;
    QStringList notes;
    BillingDate from, to;            ///< BT-73, BT-74
    QList<billing::PrecedingInvoice> preceding;
    EParty seller, buyer;
    QString payeeName;
    Identifier payeeId;
    EParty taxRepresentative;        ///< name, VAT ID, address
    QString deliverName;
    BillingDate deliveredOn;
    EAddress deliverTo;
    QString meansCode, meansText, remittance, mandate, debitedAccount, creditorId;
    struct Account {
        QString iban, name, bic;
        bool operator==(const Account&) const = default;
    };
    QList<Account> accounts;         ///< BG-17
    QString terms;                   ///< BT-20
    QList<EAllowance> allowances;
    std::optional<Decimal> lineSum, allowanceSum, chargeSum, net, tax, taxInAccounting, gross, paid, rounding, payable; ///< BT-106 to BT-115
    QList<EVat> vat;
    QList<ELine> lines;
    bool creditDocument = false;     ///< read from a UBL CreditNote
    bool isCreditNote() const { return creditDocument || typeCode == QLatin1String("381"); }
    bool operator==(const EInvoice&) const = default;
};

/// What a posted invoice is by the norm's terms. Throws Refused, saying what to enter where, when the norm or the profile
/// asks for something that the invoice, the operator or the account does not say.
EInvoice eInvoice(const billing::Invoice& invoice, const DocumentSettings& settings, const BuyerDetails& buyer, EInvoiceProfile profile = EInvoiceProfile::En16931);

/// The same value gives the same bytes.
QByteArray toUbl(const EInvoice& invoice);
QByteArray toCii(const EInvoice& invoice);
/// Reads either; parts that have no place here are left out. Throws InvalidInput for anything that is no such document.
EInvoice readEInvoice(const QByteArray& xml);

/// "BT-106 1500.00": each amount, price, quantity and rate of the document by its business term, in order, for comparing.
QStringList amountsOf(const EInvoice& invoice);

} // namespace trunkline::documents
