#include "models/billing/invoice.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::billing {

namespace {

constexpr const char* documentKinds[] = {"invoice", "credit-note"};
constexpr const char* lineKinds[] = {"setup", "recurring", "credit", "usage", "discount", "adjustment", "delta", "fee", "repair"};

template <class Kind, std::size_t count>
Kind kindNamed(const char* const (&names)[count], const QString& name)
{
    for (std::size_t i = 0; i < count; ++i)
        if (name == QLatin1String(names[i]))
            return Kind(i);
    throw InvalidInput(QCoreApplication::translate("Billing", "“%1” is no kind of invoice or line.").arg(name));
}

QJsonObject periodJson(const BillingPeriod& period)
{
    return {{"from", period.from.toIso()}, {"to", period.to.toIso()}};
}

BillingPeriod periodFrom(const QJsonObject& o)
{
    return {BillingDate::parse(o["from"].toString()), BillingDate::parse(o["to"].toString())};
}

QJsonObject partyJson(const InvoiceParty& p)
{
    return {{"name", p.name}, {"street", p.street}, {"postCode", p.postCode}, {"city", p.city}, {"country", p.country}, {"vatId", p.vatId}};
}

InvoiceParty partyFrom(const QJsonObject& o)
{
    return {o["name"].toString(), o["street"].toString(), o["postCode"].toString(), o["city"].toString(), o["country"].toString(), o["vatId"].toString()};
}

QJsonObject lineJson(const InvoiceLine& line)
{
    QJsonObject o{{"id", line.id.toString()}, {"position", line.position}, {"kind", nameOf(line.kind)}, {"text", line.text}, {"detail", line.detail},
                  {"subscriptionId", line.subscriptionId.toString()}, {"serviceId", line.serviceId.toString()},
                  {"quantity", qint64(line.quantity.numerator)}, {"of", qint64(line.quantity.denominator)},
                  {"unitPrice", line.unitPrice.toPlainString()}, {"net", line.net.toPlainString()}, {"taxRateBasisPoints", line.taxRateBasisPoints},
                  {"sourceKey", line.sourceKey}, {"taxCategory", codeOf(line.taxCategory)}, {"unitCode", line.unitCode}};
    if (!line.exemptionReason.isEmpty())
        o["exemptionReason"] = line.exemptionReason;
    if (line.period)
        o["period"] = periodJson(*line.period);
    if (line.basis)
        o["basis"] = QJsonObject{{"phase", toJson(line.basis->phase)}, {"full", periodJson(line.basis->full)}, {"corrects", line.basis->corrects}};
    if (line.traffic)
        o["traffic"] = toJson(*line.traffic);
    if (line.cause)
        o["cause"] = line.cause->toString();
    return o;
}

TaxCategory categoryFrom(const QJsonValue& o)
{
    const QString code = o["taxCategory"].toString();
    return code.isEmpty() ? taxCategoryOfRate(o["taxRateBasisPoints"].toInt(o["rateBasisPoints"].toInt())) : taxCategoryOf(code);
}

InvoiceLine lineFrom(const QJsonObject& o, Currency currency)
{
    InvoiceLine line{InvoiceLineId::fromString(o["id"].toString()), o["position"].toInt(), kindNamed<LineKind>(lineKinds, o["kind"].toString()),
                     o["text"].toString(), o["detail"].toString(), SubscriptionId::fromString(o["subscriptionId"].toString()),
                     ServiceId::fromString(o["serviceId"].toString()), std::nullopt, {o["quantity"].toInteger(), o["of"].toInteger()},
                     UnitPrice::parse(o["unitPrice"].toString(), currency), Money::parse(o["net"].toString(), currency),
                     o["taxRateBasisPoints"].toInt(), o["sourceKey"].toString(), std::nullopt, categoryFrom(o), o["exemptionReason"].toString(), {}, {}};
    line.unitCode = o["unitCode"].toString(line.kind == LineKind::Recurring ? QStringLiteral("MON") : QString());
    if (o.contains(QLatin1String("period")))
        line.period = periodFrom(o["period"].toObject());
    if (o.contains(QLatin1String("basis"))) {
        const QJsonObject basis = o["basis"].toObject();
        line.basis = ChargeBasis{phaseFrom(basis["phase"].toObject(), currency), periodFrom(basis["full"].toObject()), basis["corrects"].toString()};
    }
    if (o.contains(QLatin1String("traffic")))
        line.traffic = measuredTrafficFrom(o["traffic"].toObject());
    if (o.contains(QLatin1String("cause")))
        line.cause = JournalEntryId::fromString(o["cause"].toString());
    return line;
}

} // namespace

QString nameOf(DocumentKind kind) { return QString::fromLatin1(documentKinds[std::size_t(kind)]); }
LineKind lineKindNamed(const QString& name) { return kindNamed<LineKind>(lineKinds, name); }
QString nameOf(LineKind kind) { return QString::fromLatin1(lineKinds[std::size_t(kind)]); }

QJsonObject toJson(const Invoice& i)
{
    QJsonArray lines, taxes;
    for (const InvoiceLine& line : i.lines)
        lines.append(lineJson(line));
    for (const TaxTotal& tax : i.taxes)
        taxes.append(QJsonObject{{"rateBasisPoints", tax.rateBasisPoints}, {"net", tax.net.toPlainString()}, {"tax", tax.tax.toPlainString()},
                                 {"taxCategory", codeOf(tax.category)}, {"exemptionReason", tax.exemptionReason}});
    QJsonObject o{{"id", i.id.toString()}, {"number", i.number}, {"kind", nameOf(i.kind)}, {"accountId", i.accountId.toString()}, {"accountNumber", i.accountNumber},
            {"customerId", i.customerId.toString()}, {"customerNumber", i.customerNumber}, {"runId", i.runId.toString()},
            {"issuedOn", i.issuedOn.toIso()}, {"dueOn", i.dueOn.toIso()}, {"period", periodJson(i.period)}, {"seller", partyJson(i.seller)},
            {"sellerIban", i.sellerIban}, {"buyer", partyJson(i.buyer)}, {"locale", i.localeName}, {"currency", i.net.currency.code()},
            {"lines", lines}, {"taxes", taxes}, {"net", i.net.toPlainString()}, {"tax", i.tax.toPlainString()}, {"gross", i.gross.toPlainString()}};
    if (!i.note.isEmpty())
        o["note"] = i.note;
    QJsonArray preceding;
    for (const PrecedingInvoice& each : i.preceding)
        preceding.append(QJsonObject{{"number", each.number}, {"issuedOn", each.issuedOn.toIso()}});
    if (!preceding.isEmpty())
        o["preceding"] = preceding;
    return o;
}

Invoice invoiceFrom(const QJsonObject& o)
{
    const Currency currency = Currency::parse(o["currency"].toString());
    Invoice i{InvoiceId::fromString(o["id"].toString()), o["number"].toString(), kindNamed<DocumentKind>(documentKinds, o["kind"].toString()),
              AccountId::fromString(o["accountId"].toString()), o["accountNumber"].toString(), CustomerId::fromString(o["customerId"].toString()),
              o["customerNumber"].toString(), BillRunId::fromString(o["runId"].toString()), BillingDate::parse(o["issuedOn"].toString()),
              BillingDate::parse(o["dueOn"].toString()), periodFrom(o["period"].toObject()), partyFrom(o["seller"].toObject()), o["sellerIban"].toString(),
              partyFrom(o["buyer"].toObject()), o["locale"].toString(), {}, {}, Money::parse(o["net"].toString(), currency),
              Money::parse(o["tax"].toString(), currency), Money::parse(o["gross"].toString(), currency), {}, o["note"].toString()};
    for (const QJsonValue& line : o["lines"].toArray())
        i.lines.append(lineFrom(line.toObject(), currency));
    for (const QJsonValue& tax : o["taxes"].toArray())
        i.taxes.append({tax["rateBasisPoints"].toInt(), Money::parse(tax["net"].toString(), currency), Money::parse(tax["tax"].toString(), currency), categoryFrom(tax), tax["exemptionReason"].toString()});
    for (const QJsonValue& each : o["preceding"].toArray())
        i.preceding.append({each["number"].toString(), BillingDate::parse(each["issuedOn"].toString())});
    return i;
}

} // namespace trunkline::billing
