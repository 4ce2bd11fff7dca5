#include "models/documents/ereader.h"

namespace trunkline::documents {

namespace {

Identifier ublId(const XmlElement& from, const char* path, const char* scheme = "schemeID")
{
    const XmlElement* at = from.find(path);
    return at ? Identifier{at->text.trimmed(), at->attribute(scheme)} : Identifier();
}

EAddress ublAddress(const XmlElement* from)
{
    if (!from)
        return {};
    return {from->textAt("StreetName"), from->textAt("AdditionalStreetName"), from->textAt("AddressLine/Line"), from->textAt("CityName"), from->textAt("PostalZone"),
            from->textAt("CountrySubentity"), from->textAt("Country/IdentificationCode")};
}

EParty ublParty(const XmlElement* from)
{
    EParty party;
    if (!from)
        return party;
    party.endpoint = ublId(*from, "EndpointID");
    for (const XmlElement* each : from->all("PartyIdentification"))
        party.ids.append(ublId(*each, "ID"));
    party.tradingName = from->textAt("PartyName/Name");
    party.address = ublAddress(from->find("PostalAddress"));
    for (const XmlElement* each : from->all("PartyTaxScheme"))
        (each->textAt("TaxScheme/ID") == QLatin1String("VAT") ? party.vatId : party.taxRegistration) = each->textAt("CompanyID");
    party.name = from->textAt("PartyLegalEntity/RegistrationName");
    party.registration = ublId(*from, "PartyLegalEntity/CompanyID");
    party.legalForm = from->textAt("PartyLegalEntity/CompanyLegalForm");
    party.contactName = from->textAt("Contact/Name");
    party.contactPhone = from->textAt("Contact/Telephone");
    party.contactEmail = from->textAt("Contact/ElectronicMail");
    return party;
}

EAllowance ublAllowance(const XmlElement& from)
{
    return {from.textAt("ChargeIndicator") == QLatin1String("true"), readDecimal(from, "Amount").value_or(Decimal{}), readDecimal(from, "BaseAmount"),
            readDecimal(from, "MultiplierFactorNumeric"), from.textAt("AllowanceChargeReason"), from.textAt("AllowanceChargeReasonCode"), from.textAt("TaxCategory/ID"),
            readDecimal(from, "TaxCategory/Percent")};
}

ELine ublLine(const XmlElement& from, bool credit)
{
    ELine line;
    line.id = from.textAt("ID");
    line.note = from.textAt("Note");
    const char* const quantity = credit ? "CreditedQuantity" : "InvoicedQuantity";
    line.quantity = readDecimal(from, quantity);
    line.unit = ublId(from, quantity, "unitCode").scheme;
    line.net = readDecimal(from, "LineExtensionAmount");
    line.accounting = from.textAt("AccountingCost");
    line.from = readDate(from, "InvoicePeriod/StartDate");
    line.to = readDate(from, "InvoicePeriod/EndDate");
    line.orderLine = from.textAt("OrderLineReference/LineID");
    line.object = ublId(from, "DocumentReference/ID");
    for (const XmlElement* each : from.all("AllowanceCharge"))
        line.allowances.append(ublAllowance(*each));
    line.description = from.textAt("Item/Description");
    line.name = from.textAt("Item/Name");
    line.buyerId = from.textAt("Item/BuyersItemIdentification/ID");
    line.sellerId = from.textAt("Item/SellersItemIdentification/ID");
    line.standardId = ublId(from, "Item/StandardItemIdentification/ID");
    line.country = from.textAt("Item/OriginCountry/IdentificationCode");
    line.category = from.textAt("Item/ClassifiedTaxCategory/ID");
    line.rate = readDecimal(from, "Item/ClassifiedTaxCategory/Percent");
    if (const XmlElement* item = from.find("Item")) {
        for (const XmlElement* each : item->all("CommodityClassification"))
            line.classifications.append(ublId(*each, "ItemClassificationCode", "listID"));
        for (const XmlElement* each : item->all("AdditionalItemProperty"))
            line.attributes.append({each->textAt("Name"), each->textAt("Value")});
    }
    line.netPrice = readDecimal(from, "Price/PriceAmount");
    line.baseQuantity = readDecimal(from, "Price/BaseQuantity");
    line.baseUnit = ublId(from, "Price/BaseQuantity", "unitCode").scheme;
    line.priceDiscount = readDecimal(from, "Price/AllowanceCharge/Amount");
    line.grossPrice = readDecimal(from, "Price/AllowanceCharge/BaseAmount");
    settlePrices(line);
    return line;
}

void readUblReferences(const XmlElement& root, EInvoice& to)
{
    to.order = root.textAt("OrderReference/ID");
    to.salesOrder = root.textAt("OrderReference/SalesOrderID");
    for (const XmlElement* each : root.all("BillingReference"))
        to.preceding.append({each->textAt("InvoiceDocumentReference/ID"), readDate(*each, "InvoiceDocumentReference/IssueDate")});
    to.despatchAdvice = root.textAt("DespatchDocumentReference/ID");
    to.receivingAdvice = root.textAt("ReceiptDocumentReference/ID");
    to.tender = root.textAt("OriginatorDocumentReference/ID");
    to.contract = root.textAt("ContractDocumentReference/ID");
    to.project = root.textAt("ProjectReference/ID");
    for (const XmlElement* each : root.all("AdditionalDocumentReference"))
        if (each->textAt("DocumentTypeCode") == QLatin1String("130"))
            to.object = ublId(*each, "ID");
}

void readUblPayment(const XmlElement& root, EInvoice& to)
{
    for (const XmlElement* each : root.all("PaymentMeans")) {
        to.meansCode = each->textAt("PaymentMeansCode");
        to.meansText = ublId(*each, "PaymentMeansCode", "name").scheme;
        to.remittance = each->textAt("PaymentID");
        if (!to.dueOn.isValid())
            to.dueOn = readDate(*each, "PaymentDueDate");
        if (each->find("PayeeFinancialAccount"))
            to.accounts.append({each->textAt("PayeeFinancialAccount/ID"), each->textAt("PayeeFinancialAccount/Name"), each->textAt("PayeeFinancialAccount/FinancialInstitutionBranch/ID")});
        to.mandate = each->textAt("PaymentMandate/ID");
        to.debitedAccount = each->textAt("PaymentMandate/PayerFinancialAccount/ID");
    }
    to.terms = root.textAt("PaymentTerms/Note");
}

void readUblTotals(const XmlElement& root, EInvoice& to)
{
    for (const XmlElement* total : root.all("TaxTotal")) {
        if (!to.taxCurrency.isEmpty() && to.taxCurrency != to.currency && ublId(*total, "TaxAmount", "currencyID").scheme == to.taxCurrency) {
            to.taxInAccounting = readDecimal(*total, "TaxAmount");
            continue;
        }
        to.tax = readDecimal(*total, "TaxAmount");
        for (const XmlElement* each : total->all("TaxSubtotal"))
            to.vat.append({readDecimal(*each, "TaxableAmount"), readDecimal(*each, "TaxAmount"), each->textAt("TaxCategory/ID"), readDecimal(*each, "TaxCategory/Percent"),
                           each->textAt("TaxCategory/TaxExemptionReason"), each->textAt("TaxCategory/TaxExemptionReasonCode")});
    }
    to.lineSum = readDecimal(root, "LegalMonetaryTotal/LineExtensionAmount");
    to.net = readDecimal(root, "LegalMonetaryTotal/TaxExclusiveAmount");
    to.gross = readDecimal(root, "LegalMonetaryTotal/TaxInclusiveAmount");
    to.allowanceSum = readDecimal(root, "LegalMonetaryTotal/AllowanceTotalAmount");
    to.chargeSum = readDecimal(root, "LegalMonetaryTotal/ChargeTotalAmount");
    to.paid = readDecimal(root, "LegalMonetaryTotal/PrepaidAmount");
    to.rounding = readDecimal(root, "LegalMonetaryTotal/PayableRoundingAmount");
    to.payable = readDecimal(root, "LegalMonetaryTotal/PayableAmount");
}

} // namespace

EInvoice readUbl(const XmlElement& root)
{
    const bool credit = root.name == QLatin1String("CreditNote");
    EInvoice to;
    to.creditDocument = credit;
    to.specification = root.textAt("CustomizationID");
    to.process = root.textAt("ProfileID");
    to.number = root.textAt("ID");
    to.issuedOn = readDate(root, "IssueDate");
    to.dueOn = readDate(root, "DueDate");
    to.typeCode = root.textAt(credit ? "CreditNoteTypeCode" : "InvoiceTypeCode");
    for (const XmlElement* each : root.all("Note"))
        to.notes.append(each->text.trimmed());
    to.taxPointOn = readDate(root, "TaxPointDate");
    to.currency = root.textAt("DocumentCurrencyCode");
    to.taxCurrency = root.textAt("TaxCurrencyCode");
    to.accounting = root.textAt("AccountingCost");
    to.buyerReference = root.textAt("BuyerReference");
    to.from = readDate(root, "InvoicePeriod/StartDate");
    to.to = readDate(root, "InvoicePeriod/EndDate");
    readUblReferences(root, to);
    to.seller = ublParty(root.find("AccountingSupplierParty/Party"));
    to.buyer = ublParty(root.find("AccountingCustomerParty/Party"));
    to.payeeName = root.textAt("PayeeParty/PartyName/Name");
    to.payeeId = ublId(root, "PayeeParty/PartyIdentification/ID");
    to.taxRepresentative = ublParty(root.find("TaxRepresentativeParty"));
    std::swap(to.taxRepresentative.name, to.taxRepresentative.tradingName); // it has one name
    to.deliveredOn = readDate(root, "Delivery/ActualDeliveryDate");
    to.deliverTo = ublAddress(root.find("Delivery/DeliveryLocation/Address"));
    to.deliverName = root.textAt("Delivery/DeliveryParty/PartyName/Name");
    readUblPayment(root, to);
    for (const XmlElement* each : root.all("AllowanceCharge"))
        to.allowances.append(ublAllowance(*each));
    readUblTotals(root, to);
    for (const XmlElement* each : root.all(credit ? "CreditNoteLine" : "InvoiceLine"))
        to.lines.append(ublLine(*each, credit));
    return to;
}

} // namespace trunkline::documents
