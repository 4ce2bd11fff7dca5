#include "models/billing/subscription.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace trunkline::billing {

ChargeTimeline timelineOf(const Subscription& s)
{
    if (!s.phases.isEmpty())
        return {s.phases, s.endsOn};
    return {{{s.startsOn, s.offeringId, s.price}}, s.endsOn};
}

QList<ChargePhase> openingPhases(const catalogue::Offering& offering, const UnitPrice& price, BillingDate from, std::int64_t quantity)
{
    const catalogue::OfferingTerms& terms = offering.terms;
    ChargePhase phase{from, offering.id, price, terms.interval, terms.timing, quantity};
    if (terms.trialDays == 0)
        return phase == ChargePhase{from, offering.id, price} ? QList<ChargePhase>() : QList{phase};
    ChargePhase trial = phase;
    trial.kind = PhaseKind::Trial;
    trial.chargedBasisPoints = 0;
    phase.from = from.plusDays(terms.trialDays);
    return {trial, phase};
}

static QJsonArray phaseArray(const QList<ChargePhase>& phases)
{
    QJsonArray array;
    for (const ChargePhase& phase : phases)
        array.append(toJson(phase));
    return array;
}

QByteArray phasesJson(const QList<ChargePhase>& phases)
{
    return phases.isEmpty() ? QByteArray() : QJsonDocument(phaseArray(phases)).toJson(QJsonDocument::Compact);
}

QList<ChargePhase> phasesFrom(const QByteArray& json, Currency currency)
{
    QList<ChargePhase> phases;
    if (json.isEmpty())
        return phases;
    for (const QJsonValue& o : QJsonDocument::fromJson(json).array())
        phases.append(phaseFrom(o.toObject(), currency));
    return phases;
}

QJsonObject toJson(const Subscription& s)
{
    QJsonObject json{{"serviceId", s.serviceId.toString()}, {"accountId", s.accountId.toString()}, {"offeringId", s.offeringId.toString()},
                     {"currency", s.price.currency.code()}, {"price", s.price.toPlainString()}, {"startsOn", s.startsOn.toIso()}, {"startedAt", s.startedAt.toIso()}};
    if (s.endsOn)
        json["endsOn"] = s.endsOn->toIso();
    if (!s.phases.isEmpty())
        json["phases"] = phaseArray(s.phases);
    if (!s.parentId.isNull())
        json["parentId"] = s.parentId.toString();
    if (s.setupFee)
        json["setupFee"] = s.setupFee->toPlainString();
    if (s.committedUntil)
        json["committedUntil"] = s.committedUntil->toIso();
    if (s.correctedFrom)
        json["correctedFrom"] = s.correctedFrom->toIso();
    return json;
}

} // namespace trunkline::billing
