#include "models/payments/directdebit.h"

#include "models/core/errors.h"
#include "models/payments/bankcodes.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace trunkline::payments {

QString codeOf(Sequence sequence)
{
    switch (sequence) {
    case Sequence::First: return QStringLiteral("FRST");
    case Sequence::Recurring: return QStringLiteral("RCUR");
    case Sequence::OneOff: return QStringLiteral("OOFF");
    case Sequence::Final: break;
    }
    return QStringLiteral("FNAL");
}

Sequence sequenceNamed(QStringView code)
{
    for (const Sequence each : {Sequence::Recurring, Sequence::OneOff, Sequence::Final})
        if (code == codeOf(each))
            return each;
    return Sequence::First;
}

QString codeOf(Scheme scheme)
{
    return scheme == Scheme::Core ? QStringLiteral("CORE") : QStringLiteral("B2B");
}

Scheme schemeNamed(QStringView name)
{
    for (const Scheme scheme : {Scheme::Core, Scheme::B2B})
        if (name.compare(codeOf(scheme), Qt::CaseInsensitive) == 0)
            return scheme;
    throw InvalidInput(QCoreApplication::translate("Payments", "“%1” is no scheme of direct debits; use CORE or B2B.").arg(name));
}

Sequence nextSequence(const Mandate& mandate, int collectedBefore)
{
    if (mandate.oneOff)
        return Sequence::OneOff;
    if (mandate.final)
        return Sequence::Final;
    return collectedBefore == 0 ? Sequence::First : Sequence::Recurring;
}

static BillingDate onWeekday(BillingDate day)
{
    while (day.date().dayOfWeek() > 5)
        day = day.plusDays(1);
    return day;
}

QList<PlannedDebit> planDebits(const QList<Collectable>& open, const PaymentSettings& settings, BillingDate today, BillingDate until)
{
    QList<PlannedDebit> planned;
    for (const Collectable& each : open) {
        const BillingDate earliest = std::max(each.item.dated.plusDays(settings.prenotificationDays), today.plusDays(settings.leadDays));
        const BillingDate day = onWeekday(std::max(each.item.dueOn, earliest));
        const bool collectable = each.item.kind == ItemKind::Invoice && each.item.open.minor > 0 && !each.item.disputed && each.item.open.currency.code() == QLatin1String("EUR");
        if (!collectable || each.mandate.revokedOn || today < each.mandate.signedOn || until < day)
            continue;
        planned.append({each, day, Sequence::First});
    }
    std::stable_sort(planned.begin(), planned.end(), [](const PlannedDebit& a, const PlannedDebit& b) {
        return a.dueOn == b.dueOn ? a.what.item.number < b.what.item.number : a.dueOn < b.dueOn;
    });
    std::map<MandateId, int> used;
    QList<PlannedDebit> kept;
    for (PlannedDebit& each : planned) {
        int& before = used.try_emplace(each.what.mandate.id, each.what.collectedBefore).first->second;
        each.sequence = nextSequence(each.what.mandate, before);
        const bool spent = (each.sequence == Sequence::OneOff || each.sequence == Sequence::Final) && before > (each.sequence == Sequence::OneOff ? 0 : each.what.collectedBefore);
        if (spent) // once is once
            continue;
        ++before;
        kept.append(each);
    }
    std::stable_sort(kept.begin(), kept.end(), [](const PlannedDebit& a, const PlannedDebit& b) { return a.dueOn == b.dueOn ? a.sequence < b.sequence : a.dueOn < b.dueOn; });
    return kept;
}

QJsonObject toJson(const Mandate& m)
{
    return {{"id", m.id.toString()}, {"reference", m.reference}, {"accountId", m.accountId.toString()}, {"debtorName", m.debtorName}, {"iban", m.iban}, {"bic", m.bic},
            {"signedOn", m.signedOn.toIso()}, {"scheme", codeOf(m.scheme)}, {"oneOff", m.oneOff}, {"final", m.final}, {"revokedOn", m.revokedOn ? m.revokedOn->toIso() : QString()}};
}

Mandate checkedMandate(Mandate m)
{
    m.debtorName = m.debtorName.simplified();
    if (m.debtorName.isEmpty() || m.debtorName.size() > 70)
        throw InvalidInput(QCoreApplication::translate("Payments", "A mandate needs the name of the account's holder, at most 70 characters."));
    m.iban = checkedIban(m.iban);
    m.bic = checkedBic(m.bic);
    if (!m.signedOn.isValid())
        throw InvalidInput(QCoreApplication::translate("Payments", "A mandate needs the day of its signature."));
    return m;
}

} // namespace trunkline::payments
