#include "models/billing/creditnote.h"

#include "models/billing/invoicetotals.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace trunkline::billing {

namespace {

QString creditText(const char* sentence)
{
    return QCoreApplication::translate("CreditNote", sentence);
}

const QString partialPrefix = QStringLiteral("partial:");
const QString cancelPrefix = QStringLiteral("cancel:");

InvoiceLine turned(const InvoiceLine& line)
{
    InvoiceLine back = line;
    back.id = {};
    back.net = -line.net;
    back.quantity = -line.quantity;
    back.sourceKey = cancelPrefix + line.sourceKey;
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

/// Without lines: the parties of the invoice, what it is about and why.
Invoice creditAbout(const Invoice& invoice, BillingDate issuedOn, const QString& reason)
{
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
    return credit;
}

void finishCredit(Invoice& credit)
{
    for (qsizetype i = 0; i < credit.lines.size(); ++i)
        credit.lines[i].position = int(i) + 1;
    addTotals(credit);
}

/// What of credit notes is about a part of this line.
bool isPartOf(const InvoiceLine& credited, const QString& lineKey)
{
    return credited.sourceKey.startsWith(partialPrefix) && credited.sourceKey.section(u':', 2) == lineKey;
}

InvoiceLine partOf(const InvoiceLine& line, const Money& net, qsizetype number)
{
    InvoiceLine back = line;
    back.id = {};
    back.kind = LineKind::Adjustment;
    back.sourceKey = QStringLiteral("%1%2:%3").arg(partialPrefix).arg(number).arg(line.sourceKey);
    back.net = -net;
    back.basis.reset();
    back.traffic.reset(); // the amount was chosen by a person, not measured
    if (net == line.net) {
        back.quantity = -line.quantity;
    } else { // one piece of what is given back
        back.quantity = {-1, 1};
        back.unitPrice = UnitPrice::of(net);
        back.unitCode.clear();
    }
    return back;
}

void requirePart(const InvoiceLine& line, const Money& net, const Money& left)
{
    const bool sameSign = net.isNegative() == line.net.isNegative();
    if (net.isZero() || !sameSign || std::abs(net.minor) > std::abs(left.minor))
        throw InvalidInput(creditText("%1 can't be given back of line %2 (%3): %4 of it is left.").arg(net.toDisplay()).arg(line.position).arg(line.text, left.toDisplay()));
}

} // namespace

QList<Money> creditableOf(const Invoice& invoice, const QList<BilledCharge>& billed, const QList<Invoice>& credits)
{
    QHash<QString, Money> standing;
    for (const BilledCharge& each : billed)
        standing.insert(each.key, each.net);
    QList<InvoiceLine> given;
    for (const Invoice& credit : credits)
        given += credit.lines;
    const bool cancelled = std::any_of(given.begin(), given.end(), [](const InvoiceLine& line) { return line.sourceKey.startsWith(cancelPrefix); });
    QList<Money> left;
    for (const InvoiceLine& line : invoice.lines) {
        Money rest = cancelled ? Money::zero(line.net.currency) : standing.value(line.sourceKey, line.net);
        for (const InvoiceLine& part : std::as_const(given))
            if (!cancelled && isPartOf(part, line.sourceKey))
                rest += part.net;
        left.append(rest.isNegative() == line.net.isNegative() ? rest : Money::zero(rest.currency));
    }
    return left;
}

Invoice partialCreditOf(const Invoice& invoice, const QList<CreditedPart>& parts, const QList<BilledCharge>& billed, const QList<Invoice>& credits, BillingDate issuedOn, const QString& reason)
{
    if (parts.isEmpty())
        throw InvalidInput(creditText("The credit note gives nothing back; name a line and how much of it."));
    const QList<Money> left = creditableOf(invoice, billed, credits);
    Invoice credit = creditAbout(invoice, issuedOn, reason);
    QSet<QString> named;
    for (const CreditedPart& part : parts) {
        const auto line = std::find_if(invoice.lines.begin(), invoice.lines.end(), [&](const InvoiceLine& each) { return each.sourceKey == part.lineKey; });
        if (line == invoice.lines.end())
            throw InvalidInput(creditText("%1 has no such line; it has lines 1 to %2.").arg(invoice.number).arg(invoice.lines.size()));
        if (named.contains(part.lineKey))
            throw InvalidInput(creditText("Line %1 is named twice; name it once, with the whole amount.").arg(line->position));
        named.insert(part.lineKey);
        requirePart(*line, part.net, left[line - invoice.lines.begin()]);
        credit.lines.append(partOf(*line, part.net, credits.size() + 1));
    }
    finishCredit(credit);
    if (!credit.gross.isNegative())
        throw Refused(creditText("The lines that were chosen give the customer nothing (%1); a charge is made by an adjustment.").arg((-credit.gross).toDisplay()));
    return credit;
}

std::optional<Invoice> cancellationOf(const Invoice& invoice, const QList<BilledCharge>& billed, const QList<Invoice>& credits, BillingDate issuedOn, const QString& reason)
{
    QHash<QString, BilledCharge> charges;
    for (const BilledCharge& each : billed)
        charges.insert(each.key, each);
    Invoice credit = creditAbout(invoice, issuedOn, reason);
    for (const InvoiceLine& line : invoice.lines) {
        const auto charge = charges.constFind(line.sourceKey);
        if (charge == charges.constEnd())
            credit.lines.append(turned(line));
        else
            credit.lines += turnedPieces(line, *charge);
    }
    if (credit.lines.isEmpty())
        return std::nullopt;
    for (const Invoice& earlier : credits)
        for (const InvoiceLine& line : earlier.lines)
            if (line.sourceKey.startsWith(partialPrefix))
                credit.lines.append(turned(line));
    finishCredit(credit);
    return credits.isEmpty() || !credit.net.isZero() ? std::optional(credit) : std::nullopt;
}

} // namespace trunkline::billing
