#include "models/documents/ereader.h"

namespace trunkline::documents {

namespace {

Identifier ciiId(const XmlElement& from, const char* path, const char* scheme = "schemeID")
{
    const XmlElement* at = from.find(path);
    return at ? Identifier{at->text.trimmed(), at->attribute(scheme)} : Identifier();
}

EAddress ciiAddress(const XmlElement* from)
{
    if (!from)
        return {};
    return {from->textAt("LineOne"), from->textAt("LineTwo"), from->textAt("LineThree"), from->textAt("CityName"), from->textAt("PostcodeCode"), from->textAt("CountrySubDivisionName"),
            from->textAt("CountryID")};
}

EParty ciiParty(const XmlElement* from)
{
    EParty party;
    if (!from)
        return party;
    for (const char* name : {"ID", "GlobalID"})
        for (const XmlElement* each : from->all(name))
            party.ids.append({each->text.trimmed(), each->attribute("schemeID")});
    party.name = from->textAt("Name");
    party.legalForm = from->textAt("Description");
    party.registration = ciiId(*from, "SpecifiedLegalOrganization/ID");
    party.tradingName = from->textAt("SpecifiedLegalOrganization/TradingBusinessName");
    party.contactName = from->textAt("DefinedTradeContact/PersonName");
    party.contactPhone = from->textAt("DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber");
    party.contactEmail = from->textAt("DefinedTradeContact/EmailURIUniversalCommunication/URIID");
    party.address = ciiAddress(from->find("PostalTradeAddress"));
    party.endpoint = ciiId(*from, "URIUniversalCommunication/URIID");
    for (const XmlElement* each : from->all("SpecifiedTaxRegistration")) {
        const Identifier id = ciiId(*each, "ID");
        (id.scheme == QLatin1String("VA") ? party.vatId : party.taxRegistration) = id.id;
    }
    return party;
}

EAllowance ciiAllowance(const XmlElement& from)
{
    return {from.textAt("ChargeIndicator/Indicator") == QLatin1String("true"), readDecimal(from, "ActualAmount").value_or(Decimal{}), readDecimal(from, "BasisAmount"),
            readDecimal(from, "CalculationPercent"), from.textAt("Reason"), from.textAt("ReasonCode"), from.textAt("CategoryTradeTax/CategoryCode"),
            readDecimal(from, "CategoryTradeTax/RateApplicablePercent")};
}

ELine ciiLine(const XmlElement& from)
{
    ELine line;
    line.id = from.textAt("AssociatedDocumentLineDocument/LineID");
    line.note = from.textAt("AssociatedDocumentLineDocument/IncludedNote/Content");
    if (const XmlElement* product = from.find("SpecifiedTradeProduct")) {
        line.standardId = ciiId(*product, "GlobalID");
        line.sellerId = product->textAt("SellerAssignedID");
        line.buyerId = product->textAt("BuyerAssignedID");
        line.name = product->textAt("Name");
        line.description = product->textAt("Description");
        line.country = product->textAt("OriginTradeCountry/ID");
        for (const XmlElement* each : product->all("ApplicableProductCharacteristic"))
            line.attributes.append({each->textAt("Description"), each->textAt("Value")});
        for (const XmlElement* each : product->all("DesignatedProductClassification"))
            line.classifications.append(ciiId(*each, "ClassCode", "listID"));
    }
    if (const XmlElement* prices = from.find("SpecifiedLineTradeAgreement")) {
        line.orderLine = prices->textAt("BuyerOrderReferencedDocument/LineID");
        line.grossPrice = readDecimal(*prices, "GrossPriceProductTradePrice/ChargeAmount");
        line.priceDiscount = readDecimal(*prices, "GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount");
        line.netPrice = readDecimal(*prices, "NetPriceProductTradePrice/ChargeAmount");
        for (const char* path : {"GrossPriceProductTradePrice/BasisQuantity", "NetPriceProductTradePrice/BasisQuantity"})
            if (prices->find(path)) {
                line.baseQuantity = readDecimal(*prices, path);
                line.baseUnit = ciiId(*prices, path, "unitCode").scheme;
            }
    }
    settlePrices(line);
    line.quantity = readDecimal(from, "SpecifiedLineTradeDelivery/BilledQuantity");
    line.unit = ciiId(from, "SpecifiedLineTradeDelivery/BilledQuantity", "unitCode").scheme;
    if (const XmlElement* settlement = from.find("SpecifiedLineTradeSettlement")) {
        line.category = settlement->textAt("ApplicableTradeTax/CategoryCode");
        line.rate = readDecimal(*settlement, "ApplicableTradeTax/RateApplicablePercent");
        line.from = readDate(*settlement, "BillingSpecifiedPeriod/StartDateTime/DateTimeString");
        line.to = readDate(*settlement, "BillingSpecifiedPeriod/EndDateTime/DateTimeString");
        for (const XmlElement* each : settlement->all("SpecifiedTradeAllowanceCharge"))
            line.allowances.append(ciiAllowance(*each));
        line.net = readDecimal(*settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount");
        line.object = {settlement->textAt("AdditionalReferencedDocument/IssuerAssignedID"), settlement->textAt("AdditionalReferencedDocument/ReferenceTypeCode")};
        line.accounting = settlement->textAt("ReceivableSpecifiedTradeAccountingAccount/ID");
    }
    return line;
}

void readCiiAgreement(const XmlElement& from, EInvoice& to)
{
    to.buyerReference = from.textAt("BuyerReference");
    to.seller = ciiParty(from.find("SellerTradeParty"));
    to.buyer = ciiParty(from.find("BuyerTradeParty"));
    to.taxRepresentative = ciiParty(from.find("SellerTaxRepresentativeTradeParty"));
    to.salesOrder = from.textAt("SellerOrderReferencedDocument/IssuerAssignedID");
    to.order = from.textAt("BuyerOrderReferencedDocument/IssuerAssignedID");
    to.contract = from.textAt("ContractReferencedDocument/IssuerAssignedID");
    for (const XmlElement* each : from.all("AdditionalReferencedDocument")) {
        if (each->textAt("TypeCode") == QLatin1String("50"))
            to.tender = each->textAt("IssuerAssignedID");
        if (each->textAt("TypeCode") == QLatin1String("130"))
            to.object = {each->textAt("IssuerAssignedID"), each->textAt("ReferenceTypeCode")};
    }
    to.project = from.textAt("SpecifiedProcuringProject/ID");
}

void readCiiDelivery(const XmlElement& from, EInvoice& to)
{
    to.deliverName = from.textAt("ShipToTradeParty/Name");
    to.deliverTo = ciiAddress(from.find("ShipToTradeParty/PostalTradeAddress"));
    to.deliveredOn = readDate(from, "ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString");
    to.despatchAdvice = from.textAt("DespatchAdviceReferencedDocument/IssuerAssignedID");
    to.receivingAdvice = from.textAt("ReceivingAdviceReferencedDocument/IssuerAssignedID");
}

void readCiiPayment(const XmlElement& from, EInvoice& to)
{
    to.creditorId = from.textAt("CreditorReferenceID");
    to.remittance = from.textAt("PaymentReference");
    for (const XmlElement* each : from.all("SpecifiedTradeSettlementPaymentMeans")) {
        to.meansCode = each->textAt("TypeCode");
        to.meansText = each->textAt("Information");
        to.debitedAccount = each->textAt("PayerPartyDebtorFinancialAccount/IBANID");
        if (each->find("PayeePartyCreditorFinancialAccount"))
            to.accounts.append({each->textAt("PayeePartyCreditorFinancialAccount/IBANID"), each->textAt("PayeePartyCreditorFinancialAccount/AccountName"),
                                each->textAt("PayeeSpecifiedCreditorFinancialInstitution/BICID")});
    }
    to.terms = from.textAt("SpecifiedTradePaymentTerms/Description");
    to.dueOn = readDate(from, "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString");
    to.mandate = from.textAt("SpecifiedTradePaymentTerms/DirectDebitMandateID");
}

void readCiiTotals(const XmlElement& from, EInvoice& to)
{
    for (const XmlElement* each : from.all("ApplicableTradeTax")) {
        to.vat.append({readDecimal(*each, "BasisAmount"), readDecimal(*each, "CalculatedAmount"), each->textAt("CategoryCode"), readDecimal(*each, "RateApplicablePercent"),
                       each->textAt("ExemptionReason"), each->textAt("ExemptionReasonCode")});
        to.taxPointOn = readDate(*each, "TaxPointDate/DateString");
    }
    for (const XmlElement* each : from.all("SpecifiedTradeAllowanceCharge"))
        to.allowances.append(ciiAllowance(*each));
    const XmlElement* sums = from.find("SpecifiedTradeSettlementHeaderMonetarySummation");
    if (!sums)
        return;
    to.lineSum = readDecimal(*sums, "LineTotalAmount");
    to.chargeSum = readDecimal(*sums, "ChargeTotalAmount");
    to.allowanceSum = readDecimal(*sums, "AllowanceTotalAmount");
    to.net = readDecimal(*sums, "TaxBasisTotalAmount");
    for (const XmlElement* each : sums->all("TaxTotalAmount"))
        (!to.taxCurrency.isEmpty() && to.taxCurrency != to.currency && each->attribute("currencyID") == to.taxCurrency ? to.taxInAccounting : to.tax) = Decimal::parse(each->text.trimmed());
    to.rounding = readDecimal(*sums, "RoundingAmount");
    to.gross = readDecimal(*sums, "GrandTotalAmount");
    to.paid = readDecimal(*sums, "TotalPrepaidAmount");
    to.payable = readDecimal(*sums, "DuePayableAmount");
}

} // namespace

EInvoice readCii(const XmlElement& root)
{
    EInvoice to;
    to.process = root.textAt("ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID");
    to.specification = root.textAt("ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID");
    to.number = root.textAt("ExchangedDocument/ID");
    to.typeCode = root.textAt("ExchangedDocument/TypeCode");
    to.issuedOn = readDate(root, "ExchangedDocument/IssueDateTime/DateTimeString");
    if (const XmlElement* document = root.find("ExchangedDocument"))
        for (const XmlElement* each : document->all("IncludedNote"))
            to.notes.append(each->textAt("Content"));
    const XmlElement* trade = root.find("SupplyChainTradeTransaction");
    if (!trade)
        return to;
    for (const XmlElement* each : trade->all("IncludedSupplyChainTradeLineItem"))
        to.lines.append(ciiLine(*each));
    if (const XmlElement* agreement = trade->find("ApplicableHeaderTradeAgreement"))
        readCiiAgreement(*agreement, to);
    if (const XmlElement* delivery = trade->find("ApplicableHeaderTradeDelivery"))
        readCiiDelivery(*delivery, to);
    if (const XmlElement* settlement = trade->find("ApplicableHeaderTradeSettlement")) {
        to.currency = settlement->textAt("InvoiceCurrencyCode");
        to.taxCurrency = settlement->textAt("TaxCurrencyCode");
        to.payeeName = settlement->textAt("PayeeTradeParty/Name");
        to.payeeId = ciiId(*settlement, settlement->find("PayeeTradeParty/GlobalID") ? "PayeeTradeParty/GlobalID" : "PayeeTradeParty/ID");
        to.from = readDate(*settlement, "BillingSpecifiedPeriod/StartDateTime/DateTimeString");
        to.to = readDate(*settlement, "BillingSpecifiedPeriod/EndDateTime/DateTimeString");
        readCiiPayment(*settlement, to);
        readCiiTotals(*settlement, to);
        for (const XmlElement* each : settlement->all("InvoiceReferencedDocument"))
            to.preceding.append({each->textAt("IssuerAssignedID"), readDate(*each, "FormattedIssueDateTime/DateTimeString")});
        to.accounting = settlement->textAt("ReceivableSpecifiedTradeAccountingAccount/ID");
    }
    return to;
}

} // namespace trunkline::documents
