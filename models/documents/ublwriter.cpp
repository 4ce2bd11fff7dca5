// EN 16931 in UBL 2.1 (ISO/IEC 19845), as CEN/TS 16931-3-2 maps it. The order is the schema's.
#include "models/documents/einvoice.h"
#include "models/documents/xmlout.h"

namespace trunkline::documents {

namespace {

class UblWriter {
public:
    UblWriter(const EInvoice& invoice, QByteArray& out) : invoice_(invoice), credit_(invoice.isCreditNote()), xml_(out) {}

    void write()
    {
        const QString kind = credit_ ? QStringLiteral("CreditNote") : QStringLiteral("Invoice");
        xml_.root(credit_ ? "CreditNote" : "Invoice", {{"xmlns", QStringLiteral("urn:oasis:names:specification:ubl:schema:xsd:%1-2").arg(kind)},
                                                       {"xmlns:cac", QStringLiteral("urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2")},
                                                       {"xmlns:cbc", QStringLiteral("urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2")}});
        header();
        references();
        xml_.open("cac:AccountingSupplierParty");
        party(invoice_.seller);
        xml_.close();
        xml_.open("cac:AccountingCustomerParty");
        party(invoice_.buyer);
        xml_.close();
        others();
        payment();
        for (const EAllowance& each : invoice_.allowances)
            allowance(each);
        taxes();
        totals();
        for (const ELine& each : invoice_.lines)
            line(each);
        xml_.finish();
    }

private:
    void amount(const char* name, const std::optional<Decimal>& value) { xml_.leaf(name, value, {{"currencyID", invoice_.currency}}); }
    void date(const char* name, BillingDate day)
    {
        if (day.isValid())
            xml_.leaf(name, day.toIso());
    }
    void within(const char* group, const char* name, const QString& text, XmlOut::Attributes attributes = {})
    {
        xml_.open(group);
        xml_.leaf(name, text, attributes);
        xml_.close();
    }
    void period(BillingDate from, BillingDate to)
    {
        xml_.open("cac:InvoicePeriod");
        date("cbc:StartDate", from);
        date("cbc:EndDate", to);
        xml_.close();
    }

    void header()
    {
        xml_.leaf("cbc:CustomizationID", invoice_.specification);
        xml_.leaf("cbc:ProfileID", invoice_.process);
        xml_.leaf("cbc:ID", invoice_.number);
        date("cbc:IssueDate", invoice_.issuedOn);
        if (credit_)
            date("cbc:TaxPointDate", invoice_.taxPointOn);
        else
            date("cbc:DueDate", invoice_.dueOn);
        xml_.leaf(credit_ ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", invoice_.typeCode);
        xml_.leaf("cbc:Note", invoice_.notes.join(u'\n')); // the norm maps one at most
        if (!credit_)
            date("cbc:TaxPointDate", invoice_.taxPointOn);
        xml_.leaf("cbc:DocumentCurrencyCode", invoice_.currency);
        xml_.leaf("cbc:TaxCurrencyCode", invoice_.taxCurrency);
        xml_.leaf("cbc:AccountingCost", invoice_.accounting);
        xml_.leaf("cbc:BuyerReference", invoice_.buyerReference);
        period(invoice_.from, invoice_.to);
    }

    void references()
    {
        xml_.open("cac:OrderReference");
        xml_.leaf("cbc:ID", invoice_.order.isEmpty() && !invoice_.salesOrder.isEmpty() ? QStringLiteral("NA") : invoice_.order);
        xml_.leaf("cbc:SalesOrderID", invoice_.salesOrder);
        xml_.close();
        for (const billing::PrecedingInvoice& each : invoice_.preceding) {
            xml_.open("cac:BillingReference");
            xml_.open("cac:InvoiceDocumentReference");
            xml_.leaf("cbc:ID", each.number);
            date("cbc:IssueDate", each.issuedOn);
            xml_.close();
            xml_.close();
        }
        within("cac:DespatchDocumentReference", "cbc:ID", invoice_.despatchAdvice);
        within("cac:ReceiptDocumentReference", "cbc:ID", invoice_.receivingAdvice);
        if (!credit_)
            within("cac:OriginatorDocumentReference", "cbc:ID", invoice_.tender);
        within("cac:ContractDocumentReference", "cbc:ID", invoice_.contract);
        if (!invoice_.object.isEmpty()) {
            xml_.open("cac:AdditionalDocumentReference");
            xml_.leaf("cbc:ID", invoice_.object.id, {{"schemeID", invoice_.object.scheme}});
            xml_.leaf("cbc:DocumentTypeCode", QStringLiteral("130"));
            xml_.close();
        }
        if (credit_)
            within("cac:OriginatorDocumentReference", "cbc:ID", invoice_.tender);
        else
            within("cac:ProjectReference", "cbc:ID", invoice_.project);
    }

    void address(const char* name, const EAddress& address)
    {
        xml_.open(name);
        xml_.leaf("cbc:StreetName", address.line1);
        xml_.leaf("cbc:AdditionalStreetName", address.line2);
        xml_.leaf("cbc:CityName", address.city);
        xml_.leaf("cbc:PostalZone", address.postCode);
        xml_.leaf("cbc:CountrySubentity", address.subdivision);
        within("cac:AddressLine", "cbc:Line", address.line3);
        within("cac:Country", "cbc:IdentificationCode", address.country);
        xml_.close();
    }

    void taxScheme(const QString& id, const char* scheme)
    {
        if (id.isEmpty())
            return;
        xml_.open("cac:PartyTaxScheme");
        xml_.leaf("cbc:CompanyID", id);
        within("cac:TaxScheme", "cbc:ID", QLatin1String(scheme));
        xml_.close();
    }

    void party(const EParty& party)
    {
        xml_.open("cac:Party");
        xml_.leaf("cbc:EndpointID", party.endpoint.id, {{"schemeID", party.endpoint.scheme}});
        for (const Identifier& id : party.ids)
            within("cac:PartyIdentification", "cbc:ID", id.id, {{"schemeID", id.scheme}});
        within("cac:PartyName", "cbc:Name", party.tradingName);
        address("cac:PostalAddress", party.address);
        taxScheme(party.vatId, "VAT");
        taxScheme(party.taxRegistration, "TAX");
        xml_.open("cac:PartyLegalEntity");
        xml_.leaf("cbc:RegistrationName", party.name);
        xml_.leaf("cbc:CompanyID", party.registration.id, {{"schemeID", party.registration.scheme}});
        xml_.leaf("cbc:CompanyLegalForm", party.legalForm);
        xml_.close();
        xml_.open("cac:Contact");
        xml_.leaf("cbc:Name", party.contactName);
        xml_.leaf("cbc:Telephone", party.contactPhone);
        xml_.leaf("cbc:ElectronicMail", party.contactEmail);
        xml_.close();
        xml_.close();
    }

    void others()
    {
        xml_.open("cac:PayeeParty");
        within("cac:PartyIdentification", "cbc:ID", invoice_.payeeId.id, {{"schemeID", invoice_.payeeId.scheme}});
        within("cac:PartyName", "cbc:Name", invoice_.payeeName);
        xml_.close();
        const EParty& representative = invoice_.taxRepresentative;
        xml_.open("cac:TaxRepresentativeParty");
        within("cac:PartyName", "cbc:Name", representative.name);
        address("cac:PostalAddress", representative.address);
        taxScheme(representative.vatId, "VAT");
        xml_.close();
        xml_.open("cac:Delivery");
        date("cbc:ActualDeliveryDate", invoice_.deliveredOn);
        xml_.open("cac:DeliveryLocation");
        address("cac:Address", invoice_.deliverTo);
        xml_.close();
        xml_.open("cac:DeliveryParty");
        within("cac:PartyName", "cbc:Name", invoice_.deliverName);
        xml_.close();
        xml_.close();
    }

    void means(const EInvoice::Account& account)
    {
        xml_.open("cac:PaymentMeans");
        xml_.leaf("cbc:PaymentMeansCode", invoice_.meansCode, {{"name", invoice_.meansText}});
        if (credit_)
            date("cbc:PaymentDueDate", invoice_.dueOn);
        xml_.leaf("cbc:PaymentID", invoice_.remittance);
        xml_.open("cac:PayeeFinancialAccount");
        xml_.leaf("cbc:ID", account.iban);
        xml_.leaf("cbc:Name", account.name);
        within("cac:FinancialInstitutionBranch", "cbc:ID", account.bic);
        xml_.close();
        xml_.open("cac:PaymentMandate");
        xml_.leaf("cbc:ID", invoice_.mandate);
        within("cac:PayerFinancialAccount", "cbc:ID", invoice_.debitedAccount);
        xml_.close();
        xml_.close();
    }

    void payment()
    {
        if (!invoice_.meansCode.isEmpty())
            for (const EInvoice::Account& account : invoice_.accounts.isEmpty() ? QList<EInvoice::Account>{{}} : invoice_.accounts)
                means(account);
        within("cac:PaymentTerms", "cbc:Note", invoice_.terms);
    }

    void category(const char* name, const QString& code, const std::optional<Decimal>& rate, const QString& reasonCode = {}, const QString& reason = {})
    {
        if (code.isEmpty())
            return;
        xml_.open(name);
        xml_.leaf("cbc:ID", code);
        xml_.leaf("cbc:Percent", rate);
        xml_.leaf("cbc:TaxExemptionReasonCode", reasonCode);
        xml_.leaf("cbc:TaxExemptionReason", reason);
        within("cac:TaxScheme", "cbc:ID", QStringLiteral("VAT"));
        xml_.close();
    }

    void allowance(const EAllowance& each)
    {
        xml_.open("cac:AllowanceCharge");
        xml_.leaf("cbc:ChargeIndicator", each.charge ? QStringLiteral("true") : QStringLiteral("false"));
        xml_.leaf("cbc:AllowanceChargeReasonCode", each.reasonCode);
        xml_.leaf("cbc:AllowanceChargeReason", each.reason);
        xml_.leaf("cbc:MultiplierFactorNumeric", each.percent);
        amount("cbc:Amount", each.amount);
        amount("cbc:BaseAmount", each.base);
        category("cac:TaxCategory", each.category, each.rate);
        xml_.close();
    }

    void taxes()
    {
        xml_.open("cac:TaxTotal");
        amount("cbc:TaxAmount", invoice_.tax);
        for (const EVat& vat : invoice_.vat) {
            xml_.open("cac:TaxSubtotal");
            amount("cbc:TaxableAmount", vat.taxable);
            amount("cbc:TaxAmount", vat.tax);
            category("cac:TaxCategory", vat.category, vat.rate, vat.reasonCode, vat.reason);
            xml_.close();
        }
        xml_.close();
        xml_.open("cac:TaxTotal");
        xml_.leaf("cbc:TaxAmount", invoice_.taxInAccounting, {{"currencyID", invoice_.taxCurrency}});
        xml_.close();
    }

    void totals()
    {
        xml_.open("cac:LegalMonetaryTotal");
        amount("cbc:LineExtensionAmount", invoice_.lineSum);
        amount("cbc:TaxExclusiveAmount", invoice_.net);
        amount("cbc:TaxInclusiveAmount", invoice_.gross);
        amount("cbc:AllowanceTotalAmount", invoice_.allowanceSum);
        amount("cbc:ChargeTotalAmount", invoice_.chargeSum);
        amount("cbc:PrepaidAmount", invoice_.paid);
        amount("cbc:PayableRoundingAmount", invoice_.rounding);
        amount("cbc:PayableAmount", invoice_.payable);
        xml_.close();
    }

    void item(const ELine& line)
    {
        xml_.open("cac:Item");
        xml_.leaf("cbc:Description", line.description);
        xml_.leaf("cbc:Name", line.name);
        within("cac:BuyersItemIdentification", "cbc:ID", line.buyerId);
        within("cac:SellersItemIdentification", "cbc:ID", line.sellerId);
        within("cac:StandardItemIdentification", "cbc:ID", line.standardId.id, {{"schemeID", line.standardId.scheme}});
        within("cac:OriginCountry", "cbc:IdentificationCode", line.country);
        for (const Identifier& each : line.classifications)
            within("cac:CommodityClassification", "cbc:ItemClassificationCode", each.id, {{"listID", each.scheme}});
        category("cac:ClassifiedTaxCategory", line.category, line.rate);
        for (const auto& [name, value] : line.attributes) {
            xml_.open("cac:AdditionalItemProperty");
            xml_.leaf("cbc:Name", name);
            xml_.leaf("cbc:Value", value);
            xml_.close();
        }
        xml_.close();
    }

    void price(const ELine& line)
    {
        xml_.open("cac:Price");
        amount("cbc:PriceAmount", line.netPrice);
        xml_.leaf("cbc:BaseQuantity", line.baseQuantity, {{"unitCode", line.baseUnit}});
        if (line.priceDiscount || line.grossPrice) {
            xml_.open("cac:AllowanceCharge");
            xml_.leaf("cbc:ChargeIndicator", QStringLiteral("false"));
            amount("cbc:Amount", line.priceDiscount.value_or(Decimal{0, 0}));
            amount("cbc:BaseAmount", line.grossPrice);
            xml_.close();
        }
        xml_.close();
    }

    void line(const ELine& line)
    {
        xml_.open(credit_ ? "cac:CreditNoteLine" : "cac:InvoiceLine");
        xml_.leaf("cbc:ID", line.id);
        xml_.leaf("cbc:Note", line.note);
        xml_.leaf(credit_ ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", line.quantity, {{"unitCode", line.unit}});
        amount("cbc:LineExtensionAmount", line.net);
        xml_.leaf("cbc:AccountingCost", line.accounting);
        period(line.from, line.to);
        within("cac:OrderLineReference", "cbc:LineID", line.orderLine);
        if (!line.object.isEmpty()) {
            xml_.open("cac:DocumentReference");
            xml_.leaf("cbc:ID", line.object.id, {{"schemeID", line.object.scheme}});
            xml_.leaf("cbc:DocumentTypeCode", QStringLiteral("130"));
            xml_.close();
        }
        for (const EAllowance& each : line.allowances)
            allowance(each);
        item(line);
        price(line);
        xml_.close();
    }

    const EInvoice& invoice_;
    const bool credit_;
    XmlOut xml_;
};

} // namespace

QByteArray toUbl(const EInvoice& invoice)
{
    QByteArray out;
    UblWriter(invoice, out).write();
    return out;
}

} // namespace trunkline::documents
