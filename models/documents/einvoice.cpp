#include "models/documents/einvoice.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <numeric>

namespace trunkline::documents {

using billing::DocumentKind;
using billing::Invoice;
using billing::InvoiceLine;

namespace {

constexpr std::array profileNames{"en16931", "peppol", "xrechnung"};

QString eText(const char* text)
{
    return QCoreApplication::translate("EInvoice", text);
}

[[noreturn]] void refuse(const Invoice& invoice, const QString& why)
{
    throw Refused(eText("%1 can't be written as an e-invoice: %2").arg(invoice.number.isEmpty() ? eText("The draft") : invoice.number, why));
}

/// The norm knows two decimals (BR-DEC): what has three must be whole cents.
Decimal eAmount(const Invoice& invoice, const Money& money, int sign)
{
    Decimal amount{sign * money.minor, money.currency.exponent()};
    if (amount.decimals > 2) {
        if (amount.units % 10)
            refuse(invoice, eText("the amount %1 %2 has three decimals, and EN 16931 has room for two. Bill this customer in another currency, or send the PDF.")
                                .arg(money.toPlainString(), money.currency.code()));
        amount = {amount.units / 10, 2};
    }
    return amount;
}

Decimal withoutZeros(Decimal number)
{
    while (number.decimals > 0 && number.units % 10 == 0)
        number = {number.units / 10, number.decimals - 1};
    return number;
}

/// 22/31 has no end; 15/30 is 0.5.
std::optional<Decimal> asDecimal(const billing::Quantity& quantity)
{
    constexpr int most = 6;
    std::int64_t scale = 1;
    for (int decimals = 0; decimals <= most; ++decimals, scale *= 10)
        if (Wide(quantity.numerator) * scale % quantity.denominator == 0)
            return Decimal{std::int64_t(Wide(quantity.numerator) * scale / quantity.denominator), decimals};
    return std::nullopt;
}

/// What a part of the unit is counted in: 22 of the 31 days of a month.
QString partUnit(const QString& unit)
{
    if (unit == QLatin1String("MON") || unit == QLatin1String("ANN"))
        return QStringLiteral("DAY");
    return unit == QLatin1String("MIN") ? QStringLiteral("SEC") : QStringLiteral("C62");
}

/// Quantity × price / base quantity is the line's net amount, rounded once, however it came about: where the price alone
/// does not give it (a minimum, a cap, tiers), the net amount is the price of the whole quantity.
void setFigures(const Invoice& invoice, const InvoiceLine& line, int sign, ELine& to)
{
    to.net = eAmount(invoice, line.net, sign);
    to.unit = line.unitCode.isEmpty() ? QStringLiteral("C62") : line.unitCode;
    billing::Quantity quantity = line.quantity;
    if (quantity.denominator <= 0)
        quantity = {1, 1};
    const int turned = line.unitPrice.micros < 0 ? -1 : 1; // BR-27: a price is never negative
    const Decimal price = withoutZeros({turned * line.unitPrice.micros, 6});
    const auto whole = asDecimal(quantity);
    if (line.unitPrice.part(quantity.numerator, quantity.denominator, Rounding::HalfUp) == line.net) {
        to.netPrice = price;
        if (whole) {
            to.quantity = withoutZeros(Decimal{sign * turned * whole->units, whole->decimals});
        } else {
            to.quantity = Decimal{sign * turned * quantity.numerator, 0};
            to.baseQuantity = Decimal{quantity.denominator, 0};
            to.baseUnit = to.unit = partUnit(to.unit);
        }
        return;
    }
    Decimal count = whole && whole->units ? withoutZeros(Decimal{std::abs(whole->units), whole->decimals}) : Decimal{1, 0};
    if (!whole || !whole->units)
        to.unit = QStringLiteral("C62");
    to.netPrice = withoutZeros(Decimal{std::abs(to.net->units), to.net->decimals});
    to.baseQuantity = count;
    to.baseUnit = to.unit;
    to.quantity = Decimal{to.net->units < 0 ? -count.units : count.units, count.decimals};
}

std::optional<Decimal> rateOf(TaxCategory category, int basisPoints)
{
    return category == TaxCategory::OutsideScope ? std::nullopt : std::optional(Decimal{basisPoints, 2}); // BR-O-05
}

ELine eLine(const Invoice& invoice, const InvoiceLine& line, int sign)
{
    ELine to;
    to.id = QString::number(line.position);
    to.name = line.text.isEmpty() ? QStringLiteral("-") : line.text; // BR-25
    to.description = line.detail;
    setFigures(invoice, line, sign, to);
    to.category = codeOf(line.taxCategory);
    to.rate = rateOf(line.taxCategory, line.taxRateBasisPoints);
    if (line.period) {
        to.from = line.period->from;
        to.to = line.period->to.plusDays(-1);
    }
    return to;
}

QString reasonCode(TaxCategory category)
{
    switch (category) {
    case TaxCategory::ReverseCharge: return QStringLiteral("VATEX-EU-AE");
    case TaxCategory::IntraCommunity: return QStringLiteral("VATEX-EU-IC");
    case TaxCategory::Export: return QStringLiteral("VATEX-EU-G");
    case TaxCategory::OutsideScope: return QStringLiteral("VATEX-EU-O");
    case TaxCategory::Standard: case TaxCategory::ZeroRated: case TaxCategory::Exempt: break;
    }
    return {};
}

EParty eParty(const billing::InvoiceParty& party)
{
    EParty to;
    to.name = party.name;
    to.vatId = QString(party.vatId).remove(u' ');
    to.address = {party.street, {}, {}, party.city, party.postCode, {}, party.country};
    return to;
}

bool has(const Invoice& invoice, std::initializer_list<TaxCategory> categories)
{
    return std::any_of(invoice.taxes.begin(), invoice.taxes.end(),
                       [&](const billing::TaxTotal& tax) { return std::find(categories.begin(), categories.end(), tax.category) != categories.end(); });
}

/// BR-CO-09: the country in front.
bool isVatId(const QString& id)
{
    return id.size() > 3 && id[0].isUpper() && id[1].isUpper() && id[0].unicode() < 128 && id[1].unicode() < 128;
}

void requireSeller(const Invoice& invoice, const DocumentSettings& settings)
{
    const billing::InvoiceParty& seller = invoice.seller;
    if (seller.name.isEmpty() || seller.country.isEmpty())
        refuse(invoice, eText("the operator's name or country is missing. Enter them in the operator's profile; documents that are posted then carry them."));
    const QString vatId = eParty(seller).vatId;
    if (has(invoice, {TaxCategory::OutsideScope})) {
        if (invoice.taxes.size() > 1)
            refuse(invoice, eText("it mixes what is not subject to VAT with what is, which EN 16931 (BR-O-11) forbids. Bill them apart."));
        if (settings.registrationId.isEmpty())
            refuse(invoice, eText("without VAT the operator is named by its company registration, which is missing. Enter it in Admin, Documents."));
        return;
    }
    if (vatId.isEmpty())
        refuse(invoice, eText("the operator's VAT ID is missing. Enter it in the operator's profile; documents that are posted then carry it."));
    if (!isVatId(vatId))
        refuse(invoice, eText("the operator's VAT ID %1 does not begin with its country, such as DE. Correct it in the operator's profile.").arg(vatId));
}

void requireBuyer(const Invoice& invoice)
{
    const QString vatId = eParty(invoice.buyer).vatId;
    if (invoice.buyer.name.isEmpty() || invoice.buyer.country.isEmpty())
        refuse(invoice, eText("the buyer's name or country is missing. Enter them in the account %1.").arg(invoice.accountNumber));
    if (has(invoice, {TaxCategory::ReverseCharge, TaxCategory::IntraCommunity}) && vatId.isEmpty())
        refuse(invoice, eText("for reverse charge and supplies within the union the buyer's VAT ID is needed. Enter it in the account %1.").arg(invoice.accountNumber));
    if (!vatId.isEmpty() && !isVatId(vatId))
        refuse(invoice, eText("the buyer's VAT ID %1 does not begin with its country, such as DE. Correct it in the account %2.").arg(vatId, invoice.accountNumber));
}

void requireProfile(const Invoice& invoice, const DocumentSettings& settings, const BuyerDetails& buyer, EInvoiceProfile profile)
{
    if (profile == EInvoiceProfile::En16931)
        return;
    if (settings.endpoint.id.isEmpty())
        refuse(invoice, eText("the operator's electronic address is missing. Enter it in Admin, Documents."));
    if (buyer.endpoint.id.isEmpty())
        refuse(invoice, eText("the buyer's electronic address is missing. Enter it with the account %1.").arg(invoice.accountNumber));
    if (buyer.reference.isEmpty() && (buyer.orderNumber.isEmpty() || profile == EInvoiceProfile::XRechnung))
        refuse(invoice, eText("the buyer's reference (for authorities the Leitweg-ID) is missing. Enter it with the account %1.").arg(invoice.accountNumber));
    if (profile != EInvoiceProfile::XRechnung)
        return;
    if (settings.contactName.isEmpty() || settings.contactPhone.isEmpty() || settings.contactEmail.isEmpty())
        refuse(invoice, eText("XRechnung names whom to ask: enter contact, telephone and e-mail in Admin, Documents."));
    if (invoice.seller.city.isEmpty() || invoice.seller.postCode.isEmpty() || invoice.buyer.city.isEmpty() || invoice.buyer.postCode.isEmpty())
        refuse(invoice, eText("XRechnung needs post code and city of both sides. Enter them in the operator's profile and the account %1.").arg(invoice.accountNumber));
    if (invoice.sellerIban.isEmpty())
        refuse(invoice, eText("XRechnung says where to pay. Enter the IBAN in the operator's profile."));
}

void setProfile(EInvoice& to, EInvoiceProfile profile)
{
    const QString norm = QStringLiteral("urn:cen.eu:en16931:2017");
    const QString process = QStringLiteral("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0");
    switch (profile) {
    case EInvoiceProfile::En16931:
        to.specification = norm;
        break;
    case EInvoiceProfile::Peppol:
        to.specification = norm + QStringLiteral("#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0");
        to.process = process;
        break;
    case EInvoiceProfile::XRechnung:
        to.specification = norm + QStringLiteral("#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0");
        to.process = process;
        break;
    }
}

void setParties(EInvoice& to, const Invoice& invoice, const DocumentSettings& settings, const BuyerDetails& buyer)
{
    to.seller = eParty(invoice.seller);
    to.seller.registration = {settings.registrationId, {}};
    to.seller.contactName = settings.contactName;
    to.seller.contactPhone = settings.contactPhone;
    to.seller.contactEmail = settings.contactEmail;
    to.seller.endpoint = {settings.endpoint.id, settings.endpoint.scheme};
    to.buyer = eParty(invoice.buyer);
    to.buyer.endpoint = {buyer.endpoint.id, buyer.endpoint.scheme};
    if (has(invoice, {TaxCategory::OutsideScope})) { // BR-O-02
        to.seller.vatId.clear();
        to.buyer.vatId.clear();
    }
    if (has(invoice, {TaxCategory::IntraCommunity})) // BR-IC-12
        to.deliverTo = {{}, {}, {}, {}, {}, {}, invoice.buyer.country};
}

void setPayment(EInvoice& to, const Invoice& invoice, const DocumentSettings& settings)
{
    to.remittance = invoice.number;
    if (invoice.sellerIban.isEmpty())
        return;
    to.meansCode = to.currency == QLatin1String("EUR") ? QStringLiteral("58") : QStringLiteral("30"); // SEPA or other credit transfer
    to.accounts = {{QString(invoice.sellerIban).remove(u' '), invoice.seller.name, settings.bic}};
}

void setTotals(EInvoice& to, const Invoice& invoice, int sign)
{
    to.lineSum = to.net = eAmount(invoice, invoice.net, sign);
    to.tax = eAmount(invoice, invoice.tax, sign);
    to.gross = to.payable = eAmount(invoice, invoice.gross, sign);
    for (const billing::TaxTotal& tax : invoice.taxes) {
        EVat vat{eAmount(invoice, tax.net, sign), eAmount(invoice, tax.tax, sign), codeOf(tax.category), rateOf(tax.category, tax.rateBasisPoints), tax.exemptionReason, reasonCode(tax.category)};
        if (needsReason(tax.category) && vat.reason.isEmpty() && vat.reasonCode.isEmpty())
            refuse(invoice, eText("a line without VAT does not say why. Enter the reason with the offering's tax."));
        to.vat.append(vat);
    }
}

} // namespace

QString nameOf(EInvoiceProfile profile)
{
    return QString::fromLatin1(profileNames[std::size_t(profile)]);
}

EInvoiceProfile eInvoiceProfileNamed(const QString& name)
{
    QStringList known;
    for (std::size_t i = 0; i < profileNames.size(); ++i) {
        known.append(QString::fromLatin1(profileNames[i]));
        if (name == known.last())
            return EInvoiceProfile(i);
    }
    throw InvalidInput(eText("“%1” is no profile of e-invoices; choose one of %2.").arg(name, known.join(QStringLiteral(", "))));
}

EInvoice eInvoice(const Invoice& invoice, const DocumentSettings& settings, const BuyerDetails& buyer, EInvoiceProfile profile)
{
    requireSeller(invoice, settings);
    requireBuyer(invoice);
    requireProfile(invoice, settings, buyer, profile);
    const bool credit = invoice.kind == DocumentKind::CreditNote;
    const int sign = credit ? -1 : 1;
    EInvoice to;
    setProfile(to, profile);
    to.number = invoice.number;
    to.typeCode = credit ? QStringLiteral("381") : QStringLiteral("380");
    to.currency = invoice.net.currency.code();
    to.issuedOn = invoice.issuedOn;
    to.dueOn = invoice.dueOn;
    to.buyerReference = buyer.reference;
    to.order = buyer.orderNumber;
    if (!invoice.note.isEmpty())
        to.notes = {invoice.note};
    to.from = invoice.period.from;
    to.to = invoice.period.to.plusDays(-1);
    to.preceding = invoice.preceding;
    setParties(to, invoice, settings, buyer);
    setPayment(to, invoice, settings);
    setTotals(to, invoice, sign);
    for (const InvoiceLine& line : invoice.lines)
        to.lines.append(eLine(invoice, line, sign));
    if (to.lines.isEmpty())
        refuse(invoice, eText("it has no line."));
    return to;
}

QStringList amountsOf(const EInvoice& i)
{
    QStringList all;
    const auto put = [&](const char* term, const std::optional<Decimal>& value) {
        if (value)
            all.append(QStringLiteral("%1 %2").arg(QLatin1String(term), withoutZeros(*value).toString()));
    };
    for (const EAllowance& each : i.allowances) {
        put(each.charge ? "BT-99" : "BT-92", each.amount);
        put(each.charge ? "BT-100" : "BT-93", each.base);
        put(each.charge ? "BT-101" : "BT-94", each.percent);
        put(each.charge ? "BT-103" : "BT-96", each.rate);
    }
    put("BT-106", i.lineSum);
    put("BT-107", i.allowanceSum);
    put("BT-108", i.chargeSum);
    put("BT-109", i.net);
    put("BT-110", i.tax);
    put("BT-111", i.taxInAccounting);
    put("BT-112", i.gross);
    put("BT-113", i.paid);
    put("BT-114", i.rounding);
    put("BT-115", i.payable);
    for (const EVat& vat : i.vat) {
        put("BT-116", vat.taxable);
        put("BT-117", vat.tax);
        put("BT-119", vat.rate);
    }
    for (const ELine& line : i.lines) {
        put("BT-129", line.quantity);
        put("BT-131", line.net);
        for (const EAllowance& each : line.allowances) {
            put(each.charge ? "BT-141" : "BT-136", each.amount);
            put(each.charge ? "BT-142" : "BT-137", each.base);
            put(each.charge ? "BT-143" : "BT-138", each.percent);
        }
        put("BT-146", line.netPrice);
        put("BT-147", line.priceDiscount);
        put("BT-148", line.grossPrice);
        put("BT-149", line.baseQuantity);
        put("BT-152", line.rate);
    }
    return all;
}

} // namespace trunkline::documents
