#include "models/billing/invoicetotals.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <map>

namespace trunkline::billing {

QList<TaxTotal> taxTotalsOf(const QList<InvoiceLine>& lines)
{
    struct Group {
        Money net;
        QStringList reasons;
    };
    std::map<std::pair<int, TaxCategory>, Group> groups; // the rate negated: highest first
    for (const InvoiceLine& line : lines) {
        Group& group = groups.try_emplace({-line.taxRateBasisPoints, line.taxCategory}, Group{Money::zero(line.net.currency), {}}).first->second;
        group.net += line.net;
        if (!line.exemptionReason.isEmpty() && !group.reasons.contains(line.exemptionReason))
            group.reasons.append(line.exemptionReason);
    }
    QList<TaxTotal> totals;
    for (const auto& [key, group] : groups)
        totals.append({-key.first, group.net, group.net.part(-key.first, 10'000, Rounding::HalfUp), key.second, group.reasons.join(QStringLiteral("; "))});
    return totals;
}

void addTotals(Invoice& invoice)
{
    const Money zero = Money::zero(invoice.net.currency);
    invoice.net = zero;
    invoice.tax = zero;
    invoice.taxes = taxTotalsOf(invoice.lines);
    for (const TaxTotal& total : invoice.taxes) {
        invoice.net += total.net;
        invoice.tax += total.tax;
    }
    invoice.gross = invoice.net + invoice.tax;
}

void checkTotals(const Invoice& invoice)
{
    for (const InvoiceLine& line : invoice.lines)
        if ((line.taxCategory == TaxCategory::Standard) != (line.taxRateBasisPoints > 0))
            throw InvalidInput(QCoreApplication::translate("Billing", "Line %1 has the tax category %2, which doesn't go with its rate.")
                                   .arg(line.position).arg(codeOf(line.taxCategory)));
    Invoice again = invoice;
    addTotals(again);
    if (again != invoice)
        throw InvalidInput(QCoreApplication::translate("Billing", "The sums of the document %1 are not those of its lines.").arg(invoice.number));
}

} // namespace trunkline::billing
