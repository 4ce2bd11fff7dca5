// EN 16931 in UN/CEFACT's Cross Industry Invoice D16B, as CEN/TS 16931-3-3 maps it; Factur-X embeds it. The order is the
// schema's.
#include "models/documents/einvoice.h"
#include "models/documents/xmlout.h"

namespace trunkline::documents {

namespace {

class CiiWriter {
public:
    CiiWriter(const EInvoice& invoice, QByteArray& out) : invoice_(invoice), xml_(out) {}

    void write()
    {
        const QString space = QStringLiteral("urn:un:unece:uncefact:data:standard:%1:100");
        xml_.root("rsm:CrossIndustryInvoice", {{"xmlns:rsm", space.arg(QLatin1String("CrossIndustryInvoice"))},
                                               {"xmlns:ram", space.arg(QLatin1String("ReusableAggregateBusinessInformationEntity"))},
                                               {"xmlns:qdt", space.arg(QLatin1String("QualifiedDataType"))}, {"xmlns:udt", space.arg(QLatin1String("UnqualifiedDataType"))}});
        xml_.open("rsm:ExchangedDocumentContext");
        within("ram:BusinessProcessSpecifiedDocumentContextParameter", "ram:ID", invoice_.process);
        within("ram:GuidelineSpecifiedDocumentContextParameter", "ram:ID", invoice_.specification);
        xml_.close();
        xml_.open("rsm:ExchangedDocument");
        xml_.leaf("ram:ID", invoice_.number);
        xml_.leaf("ram:TypeCode", invoice_.typeCode);
        date("ram:IssueDateTime", invoice_.issuedOn);
        for (const QString& note : invoice_.notes)
            within("ram:IncludedNote", "ram:Content", note);
        xml_.close();
        xml_.open("rsm:SupplyChainTradeTransaction");
        for (const ELine& each : invoice_.lines)
            line(each);
        agreement();
        delivery();
        settlement();
        xml_.close();
        xml_.finish();
    }

private:
    static QString compact(BillingDate day) { return day.toIso().remove(u'-'); }
    void date(const char* name, BillingDate day, const char* value = "udt:DateTimeString")
    {
        if (day.isValid())
            within(name, value, compact(day), {{"format", QStringLiteral("102")}});
    }
    void within(const char* group, const char* name, const QString& text, XmlOut::Attributes attributes = {})
    {
        xml_.open(group);
        xml_.leaf(name, text, attributes);
        xml_.close();
    }
    void period(BillingDate from, BillingDate to)
    {
        xml_.open("ram:BillingSpecifiedPeriod");
        date("ram:StartDateTime", from);
        date("ram:EndDateTime", to);
        xml_.close();
    }
    void tradeTax(const char* name, const QString& category, const std::optional<Decimal>& rate)
    {
        if (category.isEmpty())
            return;
        xml_.open(name);
        xml_.leaf("ram:TypeCode", QStringLiteral("VAT"));
        xml_.leaf("ram:CategoryCode", category);
        xml_.leaf("ram:RateApplicablePercent", rate);
        xml_.close();
    }
    void allowance(const EAllowance& each)
    {
        xml_.open("ram:SpecifiedTradeAllowanceCharge");
        within("ram:ChargeIndicator", "udt:Indicator", each.charge ? QStringLiteral("true") : QStringLiteral("false"));
        xml_.leaf("ram:CalculationPercent", each.percent);
        xml_.leaf("ram:BasisAmount", each.base);
        xml_.leaf("ram:ActualAmount", each.amount);
        xml_.leaf("ram:ReasonCode", each.reasonCode);
        xml_.leaf("ram:Reason", each.reason);
        tradeTax("ram:CategoryTradeTax", each.category, each.rate);
        xml_.close();
    }

    void product(const ELine& line)
    {
        xml_.open("ram:SpecifiedTradeProduct");
        xml_.leaf("ram:GlobalID", line.standardId.id, {{"schemeID", line.standardId.scheme}});
        xml_.leaf("ram:SellerAssignedID", line.sellerId);
        xml_.leaf("ram:BuyerAssignedID", line.buyerId);
        xml_.leaf("ram:Name", line.name);
        xml_.leaf("ram:Description", line.description);
        for (const auto& [name, value] : line.attributes) {
            xml_.open("ram:ApplicableProductCharacteristic");
            xml_.leaf("ram:Description", name);
            xml_.leaf("ram:Value", value);
            xml_.close();
        }
        for (const Identifier& each : line.classifications)
            within("ram:DesignatedProductClassification", "ram:ClassCode", each.id, {{"listID", each.scheme}});
        within("ram:OriginTradeCountry", "ram:ID", line.country);
        xml_.close();
    }

    void prices(const ELine& line)
    {
        xml_.open("ram:SpecifiedLineTradeAgreement");
        within("ram:BuyerOrderReferencedDocument", "ram:LineID", line.orderLine);
        if (line.grossPrice) {
            xml_.open("ram:GrossPriceProductTradePrice");
            xml_.leaf("ram:ChargeAmount", line.grossPrice);
            xml_.leaf("ram:BasisQuantity", line.baseQuantity, {{"unitCode", line.baseUnit}});
            if (line.priceDiscount) {
                xml_.open("ram:AppliedTradeAllowanceCharge");
                within("ram:ChargeIndicator", "udt:Indicator", QStringLiteral("false"));
                xml_.leaf("ram:ActualAmount", line.priceDiscount);
                xml_.close();
            }
            xml_.close();
        }
        xml_.open("ram:NetPriceProductTradePrice");
        xml_.leaf("ram:ChargeAmount", line.netPrice);
        xml_.leaf("ram:BasisQuantity", line.baseQuantity, {{"unitCode", line.baseUnit}});
        xml_.close();
        xml_.close();
    }

    void line(const ELine& line)
    {
        xml_.open("ram:IncludedSupplyChainTradeLineItem");
        xml_.open("ram:AssociatedDocumentLineDocument");
        xml_.leaf("ram:LineID", line.id);
        within("ram:IncludedNote", "ram:Content", line.note);
        xml_.close();
        product(line);
        prices(line);
        xml_.open("ram:SpecifiedLineTradeDelivery");
        xml_.leaf("ram:BilledQuantity", line.quantity, {{"unitCode", line.unit}});
        xml_.close();
        xml_.open("ram:SpecifiedLineTradeSettlement");
        tradeTax("ram:ApplicableTradeTax", line.category, line.rate);
        period(line.from, line.to);
        for (const EAllowance& each : line.allowances)
            allowance(each);
        xml_.open("ram:SpecifiedTradeSettlementLineMonetarySummation");
        xml_.leaf("ram:LineTotalAmount", line.net);
        xml_.close();
        if (!line.object.isEmpty()) {
            xml_.open("ram:AdditionalReferencedDocument");
            xml_.leaf("ram:IssuerAssignedID", line.object.id);
            xml_.leaf("ram:TypeCode", QStringLiteral("130"));
            xml_.leaf("ram:ReferenceTypeCode", line.object.scheme);
            xml_.close();
        }
        within("ram:ReceivableSpecifiedTradeAccountingAccount", "ram:ID", line.accounting);
        xml_.close();
        xml_.close();
    }

    void address(const EAddress& address)
    {
        xml_.open("ram:PostalTradeAddress");
        xml_.leaf("ram:PostcodeCode", address.postCode);
        xml_.leaf("ram:LineOne", address.line1);
        xml_.leaf("ram:LineTwo", address.line2);
        xml_.leaf("ram:LineThree", address.line3);
        xml_.leaf("ram:CityName", address.city);
        xml_.leaf("ram:CountryID", address.country);
        xml_.leaf("ram:CountrySubDivisionName", address.subdivision);
        xml_.close();
    }

    void party(const char* name, const EParty& party)
    {
        xml_.open(name);
        for (const Identifier& id : party.ids)
            if (id.scheme.isEmpty())
                xml_.leaf("ram:ID", id.id);
        for (const Identifier& id : party.ids)
            if (!id.scheme.isEmpty())
                xml_.leaf("ram:GlobalID", id.id, {{"schemeID", id.scheme}});
        xml_.leaf("ram:Name", party.name);
        xml_.leaf("ram:Description", party.legalForm);
        xml_.open("ram:SpecifiedLegalOrganization");
        xml_.leaf("ram:ID", party.registration.id, {{"schemeID", party.registration.scheme}});
        xml_.leaf("ram:TradingBusinessName", party.tradingName);
        xml_.close();
        xml_.open("ram:DefinedTradeContact");
        xml_.leaf("ram:PersonName", party.contactName);
        within("ram:TelephoneUniversalCommunication", "ram:CompleteNumber", party.contactPhone);
        within("ram:EmailURIUniversalCommunication", "ram:URIID", party.contactEmail);
        xml_.close();
        address(party.address);
        within("ram:URIUniversalCommunication", "ram:URIID", party.endpoint.id, {{"schemeID", party.endpoint.scheme}});
        within("ram:SpecifiedTaxRegistration", "ram:ID", party.vatId, {{"schemeID", QStringLiteral("VA")}});
        within("ram:SpecifiedTaxRegistration", "ram:ID", party.taxRegistration, {{"schemeID", QStringLiteral("FC")}});
        xml_.close();
    }

    void reference(const char* name, const QString& id) { within(name, "ram:IssuerAssignedID", id); }

    void agreement()
    {
        xml_.open("ram:ApplicableHeaderTradeAgreement");
        xml_.leaf("ram:BuyerReference", invoice_.buyerReference);
        party("ram:SellerTradeParty", invoice_.seller);
        party("ram:BuyerTradeParty", invoice_.buyer);
        party("ram:SellerTaxRepresentativeTradeParty", invoice_.taxRepresentative);
        reference("ram:SellerOrderReferencedDocument", invoice_.salesOrder);
        reference("ram:BuyerOrderReferencedDocument", invoice_.order);
        reference("ram:ContractReferencedDocument", invoice_.contract);
        additional(invoice_.tender, "50", {});
        additional(invoice_.object.id, "130", invoice_.object.scheme);
        if (!invoice_.project.isEmpty()) {
            xml_.open("ram:SpecifiedProcuringProject");
            xml_.leaf("ram:ID", invoice_.project);
            xml_.leaf("ram:Name", QStringLiteral("Project reference"));
            xml_.close();
        }
        xml_.close();
    }

    void additional(const QString& id, const char* type, const QString& scheme)
    {
        if (id.isEmpty())
            return;
        xml_.open("ram:AdditionalReferencedDocument");
        xml_.leaf("ram:IssuerAssignedID", id);
        xml_.leaf("ram:TypeCode", QLatin1String(type));
        xml_.leaf("ram:ReferenceTypeCode", scheme);
        xml_.close();
    }

    void delivery()
    {
        xml_.open("ram:ApplicableHeaderTradeDelivery", true);
        xml_.open("ram:ShipToTradeParty");
        xml_.leaf("ram:Name", invoice_.deliverName);
        address(invoice_.deliverTo);
        xml_.close();
        xml_.open("ram:ActualDeliverySupplyChainEvent");
        date("ram:OccurrenceDateTime", invoice_.deliveredOn);
        xml_.close();
        reference("ram:DespatchAdviceReferencedDocument", invoice_.despatchAdvice);
        reference("ram:ReceivingAdviceReferencedDocument", invoice_.receivingAdvice);
        xml_.close();
    }

    void means(const EInvoice::Account& account)
    {
        xml_.open("ram:SpecifiedTradeSettlementPaymentMeans");
        xml_.leaf("ram:TypeCode", invoice_.meansCode);
        xml_.leaf("ram:Information", invoice_.meansText);
        within("ram:PayerPartyDebtorFinancialAccount", "ram:IBANID", invoice_.debitedAccount);
        xml_.open("ram:PayeePartyCreditorFinancialAccount");
        xml_.leaf("ram:IBANID", account.iban);
        xml_.leaf("ram:AccountName", account.name);
        xml_.close();
        within("ram:PayeeSpecifiedCreditorFinancialInstitution", "ram:BICID", account.bic);
        xml_.close();
    }

    void taxes()
    {
        for (const EVat& vat : invoice_.vat) {
            xml_.open("ram:ApplicableTradeTax");
            xml_.leaf("ram:CalculatedAmount", vat.tax);
            xml_.leaf("ram:TypeCode", QStringLiteral("VAT"));
            xml_.leaf("ram:ExemptionReason", vat.reason);
            xml_.leaf("ram:BasisAmount", vat.taxable);
            xml_.leaf("ram:CategoryCode", vat.category);
            xml_.leaf("ram:ExemptionReasonCode", vat.reasonCode);
            date("ram:TaxPointDate", invoice_.taxPointOn, "udt:DateString");
            xml_.leaf("ram:RateApplicablePercent", vat.rate);
            xml_.close();
        }
    }

    void settlement()
    {
        xml_.open("ram:ApplicableHeaderTradeSettlement");
        xml_.leaf("ram:CreditorReferenceID", invoice_.creditorId);
        xml_.leaf("ram:PaymentReference", invoice_.remittance);
        xml_.leaf("ram:TaxCurrencyCode", invoice_.taxCurrency);
        xml_.leaf("ram:InvoiceCurrencyCode", invoice_.currency);
        xml_.open("ram:PayeeTradeParty");
        xml_.leaf(invoice_.payeeId.scheme.isEmpty() ? "ram:ID" : "ram:GlobalID", invoice_.payeeId.id, {{"schemeID", invoice_.payeeId.scheme}});
        xml_.leaf("ram:Name", invoice_.payeeName);
        xml_.close();
        if (!invoice_.meansCode.isEmpty())
            for (const EInvoice::Account& account : invoice_.accounts.isEmpty() ? QList<EInvoice::Account>{{}} : invoice_.accounts)
                means(account);
        taxes();
        period(invoice_.from, invoice_.to);
        for (const EAllowance& each : invoice_.allowances)
            allowance(each);
        xml_.open("ram:SpecifiedTradePaymentTerms");
        xml_.leaf("ram:Description", invoice_.terms);
        date("ram:DueDateDateTime", invoice_.dueOn);
        xml_.leaf("ram:DirectDebitMandateID", invoice_.mandate);
        xml_.close();
        summation();
        for (const billing::PrecedingInvoice& each : invoice_.preceding) {
            xml_.open("ram:InvoiceReferencedDocument");
            xml_.leaf("ram:IssuerAssignedID", each.number);
            date("ram:FormattedIssueDateTime", each.issuedOn, "qdt:DateTimeString");
            xml_.close();
        }
        within("ram:ReceivableSpecifiedTradeAccountingAccount", "ram:ID", invoice_.accounting);
        xml_.close();
    }

    void summation()
    {
        xml_.open("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
        xml_.leaf("ram:LineTotalAmount", invoice_.lineSum);
        xml_.leaf("ram:ChargeTotalAmount", invoice_.chargeSum);
        xml_.leaf("ram:AllowanceTotalAmount", invoice_.allowanceSum);
        xml_.leaf("ram:TaxBasisTotalAmount", invoice_.net);
        xml_.leaf("ram:TaxTotalAmount", invoice_.tax, {{"currencyID", invoice_.currency}});
        xml_.leaf("ram:TaxTotalAmount", invoice_.taxInAccounting, {{"currencyID", invoice_.taxCurrency}});
        xml_.leaf("ram:RoundingAmount", invoice_.rounding);
        xml_.leaf("ram:GrandTotalAmount", invoice_.gross);
        xml_.leaf("ram:TotalPrepaidAmount", invoice_.paid);
        xml_.leaf("ram:DuePayableAmount", invoice_.payable);
        xml_.close();
    }

    const EInvoice& invoice_;
    XmlOut xml_;
};

} // namespace

QByteArray toCii(const EInvoice& invoice)
{
    QByteArray out;
    CiiWriter(invoice, out).write();
    return out;
}

} // namespace trunkline::documents
