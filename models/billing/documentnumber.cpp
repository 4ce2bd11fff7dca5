#include "models/billing/documentnumber.h"

namespace trunkline::billing {

static QString seriesOf(const Invoice& document, const BillingSettings& settings)
{
    const bool invoice = document.kind == DocumentKind::Invoice;
    for (const CountrySeries& each : settings.countrySeries)
        if (each.country == document.buyer.country)
            return invoice ? each.invoiceSeries : each.creditNoteSeries;
    return invoice ? settings.invoiceSeries : settings.creditNoteSeries;
}

void numberDocument(Invoice& document, BillRunId run, const BillingSettings& settings, store::Change& change)
{
    const QString series = QStringLiteral("%1-%2").arg(seriesOf(document, settings)).arg(document.issuedOn.year());
    document.number = QStringLiteral("%1-%2").arg(series).arg(change.nextNumber(QStringLiteral("invoice:") + series), 6, 10, QLatin1Char('0'));
    document.id = change.ids().next<InvoiceTag>();
    document.runId = run;
    for (InvoiceLine& line : document.lines)
        line.id = change.ids().next<InvoiceLineTag>();
}

} // namespace trunkline::billing
