#include "models/billing/creditnote.h"

#include "models/billing/invoicetotals.h"

#include <QCoreApplication>

namespace trunkline::billing {

namespace {

InvoiceLine turned(const InvoiceLine& line)
{
    InvoiceLine back = line;
    back.id = {};
    back.net = -line.net;
    back.quantity = -line.quantity;
    back.sourceKey = QStringLiteral("cancel:") + line.sourceKey;
    return back;
}

/// A recurring charge goes back piece by piece, as far as it stands.
QList<InvoiceLine> turnedPieces(const InvoiceLine& line, const BilledCharge& billed)
{
    QList<InvoiceLine> lines;
    const QList<BillingPeriod> pieces = without(billed.share.charged, billed.repaired);
    Money left = billed.net;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        InvoiceLine back = turned(line);
        const PlannedCharge part = chargeOf(billed.phase, {pieces[i], billed.share.full}, ProrationBasis::ActualDays);
        const Money net = i + 1 == pieces.size() ? left : part.net;
        left = left - net;
        back.kind = LineKind::Repair;
        back.period = pieces[i];
        back.net = -net;
        back.unitPrice = billed.phase.price;
        back.quantity = -part.quantity;
        back.basis = ChargeBasis{billed.phase, billed.share.full, billed.key};
        if (i > 0)
            back.sourceKey += u':' + pieces[i].from.toIso();
        lines.append(back);
    }
    return lines;
}

} // namespace

std::optional<Invoice> cancellationOf(const Invoice& invoice, const QList<BilledCharge>& billed, BillingDate issuedOn, const QString& reason)
{
    QHash<QString, BilledCharge> charges;
    for (const BilledCharge& each : billed)
        charges.insert(each.key, each);
    Invoice credit = invoice;
    credit.id = {};
    credit.number.clear();
    credit.kind = DocumentKind::CreditNote;
    credit.runId = {};
    credit.issuedOn = issuedOn;
    credit.dueOn = issuedOn;
    credit.preceding = {{invoice.number, invoice.issuedOn}};
    credit.note = reason;
    credit.lines.clear();
    for (const InvoiceLine& line : invoice.lines) {
        const auto charge = charges.constFind(line.sourceKey);
        if (charge == charges.constEnd())
            credit.lines.append(turned(line));
        else
            credit.lines += turnedPieces(line, *charge);
    }
    if (credit.lines.isEmpty())
        return std::nullopt;
    for (qsizetype i = 0; i < credit.lines.size(); ++i)
        credit.lines[i].position = int(i) + 1;
    addTotals(credit);
    return credit;
}

} // namespace trunkline::billing
