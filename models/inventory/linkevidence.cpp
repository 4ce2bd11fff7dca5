#include "models/inventory/linkevidence.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::inventory {

struct EvidenceFact {
    const char* kind;
    int weight;
    const char* title;
};

static constexpr EvidenceFact evidenceFacts[] = {
    {"lldp", 4, QT_TRANSLATE_NOOP("Evidence", "LLDP")},
    {"cdp", 3, QT_TRANSLATE_NOOP("Evidence", "CDP")},
    {"address", 2, QT_TRANSLATE_NOOP("Evidence", "addresses of one network")},
    {"ospf", 2, QT_TRANSLATE_NOOP("Evidence", "OSPF neighbour")},
    {"bgp", 2, QT_TRANSLATE_NOOP("Evidence", "BGP peer")},
    {"fdb", 1, QT_TRANSLATE_NOOP("Evidence", "forwarding table")},
    {"arp", 1, QT_TRANSLATE_NOOP("Evidence", "neighbour table (ARP)")},
};

static const EvidenceFact* factOf(QStringView kind)
{
    const auto fact = std::find_if(std::begin(evidenceFacts), std::end(evidenceFacts), [&](const EvidenceFact& f) { return kind == QLatin1String(f.kind); });
    return fact == std::end(evidenceFacts) ? nullptr : fact;
}

static QStringList kindsIn(const QString& evidence)
{
    return evidence.split(QStringLiteral(", "), Qt::SkipEmptyParts);
}

int weightOf(QStringView kind)
{
    const EvidenceFact* fact = factOf(kind);
    return fact ? fact->weight : 0;
}

int bestWeightOf(const QString& evidence)
{
    int best = 0;
    for (const QString& kind : kindsIn(evidence))
        best = std::max(best, weightOf(kind));
    return best;
}

QString evidenceTitle(QStringView kind)
{
    const EvidenceFact* fact = factOf(kind);
    return fact ? QCoreApplication::translate("Evidence", fact->title) : kind.toString();
}

QString joinedEvidence(const QString& a, const QString& b)
{
    QStringList kinds = kindsIn(a) + kindsIn(b);
    kinds.sort();
    kinds.removeDuplicates();
    return kinds.join(QStringLiteral(", "));
}

static bool isBroken(const Port& port)
{
    const bool isDown = port.operState == OperState::Down || port.operState == OperState::LowerLayerDown || port.operState == OperState::NotPresent;
    return port.present && port.adminState != AdminState::Down && isDown;
}

LinkAge ageOf(int missed)
{
    return missed == 0 ? LinkAge::Current : missed < linkGoneAfter ? LinkAge::Stale : LinkAge::Gone;
}

QString nameOf(LinkAge age)
{
    switch (age) {
    case LinkAge::Current: return QStringLiteral("current");
    case LinkAge::Stale: return QStringLiteral("stale");
    case LinkAge::Gone: return QStringLiteral("gone");
    }
    return {};
}

int missedOnceMore(int missed, const Port& a, const Port& b)
{
    return isBroken(a) || isBroken(b) ? 1 : missed + 1;
}

} // namespace trunkline::inventory
