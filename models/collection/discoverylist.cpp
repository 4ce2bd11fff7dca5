#include "models/collection/discoverylist.h"

#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::collection {

namespace {

struct DiscoveryListTexts {
    Q_DECLARE_TR_FUNCTIONS(DiscoveryList)
};

QString everyText(const DiscoveryPlan& plan)
{
    constexpr std::int64_t hourMs = 3'600'000;
    if (plan.everyMs == 0)
        return DiscoveryListTexts::tr("By hand");
    const QString every = plan.everyMs % hourMs == 0 ? DiscoveryListTexts::tr("Every %1 h").arg(plan.everyMs / hourMs) : DiscoveryListTexts::tr("Every %1 min").arg(plan.everyMs / 60'000);
    return plan.paused ? DiscoveryListTexts::tr("Paused (%1)").arg(every) : every;
}

Tone toneOf(DiffKind kind)
{
    return kind == DiffKind::New ? Tone::Good : kind == DiffKind::Gone ? Tone::Bad : Tone::Attention;
}

QString detailsOf(const DiffItem& item)
{
    QStringList parts;
    for (const DiffField& field : item.fields)
        parts.append(field.before.isEmpty() ? QStringLiteral("%1 %2").arg(fieldWord(field.name), field.after) : QStringLiteral("%1 %2").arg(fieldWord(field.name), fieldText(field)));
    return parts.join(QStringLiteral("; "));
}

} // namespace

QList<Column<DiscoveryPlan>> discoveryPlanColumns(const OperatorZone& zone, const Clock& clock)
{
    using C = Column<DiscoveryPlan>;
    const auto tr = [](const char* text) { return DiscoveryListTexts::tr(text); };
    return {C(QStringLiteral("plan"), tr(QT_TR_NOOP("Plan")), [](const DiscoveryPlan& plan) { return plan.name; }),
            C(QStringLiteral("from"), tr(QT_TR_NOOP("Begins at")), [](const DiscoveryPlan& plan) { return (plan.seeds + plan.ranges).join(QStringLiteral(", ")); })
                .with([](const DiscoveryPlan&, int role) { return role == IdentifierRole ? QVariant(true) : QVariant(); }),
            C(QStringLiteral("domain"), tr(QT_TR_NOOP("Routing domain")), [](const DiscoveryPlan& plan) { return plan.domain.isEmpty() ? DiscoveryListTexts::tr("The operator's own") : plan.domain; }),
            C(QStringLiteral("every"), tr(QT_TR_NOOP("Starts")), everyText)
                .with([](const DiscoveryPlan& plan, int role) { return role == ToneRole && plan.paused ? QVariant(int(Tone::Attention)) : QVariant(); }),
            C(QStringLiteral("next"), tr(QT_TR_NOOP("Next start")), [zone, &clock](const DiscoveryPlan& plan) {
                const auto next = nextStart(plan);
                return !next ? QString() : *next <= clock.now() ? DiscoveryListTexts::tr("Now") : zone.toDisplay(*next);
            }).sortedBy([](const DiscoveryPlan& plan) { return SortKey(qint64(nextStart(plan).value_or(Timestamp{}).ms)); }),
            instantColumn<DiscoveryPlan>("last", tr(QT_TR_NOOP("Last start")), zone, [](const DiscoveryPlan& plan) { return plan.startedAt; })};
}

QList<ProposedDifference> proposedDifferences(store::Connection& connection)
{
    QList<ProposedDifference> all;
    for (const DiscoveryProposal& proposal : openProposals(connection))
        for (const DiffItem& item : proposal.diff.items)
            all.append({proposal.id, proposal.planName, proposal.foundAt, item, item.kind != DiffKind::Gone}); // what is taken away is chosen by hand
    return all;
}

QList<Column<ProposedDifference>> proposedDifferenceColumns(const OperatorZone& zone)
{
    using C = Column<ProposedDifference>;
    const auto tr = [](const char* text) { return DiscoveryListTexts::tr(text); };
    return {C(QStringLiteral("chosen"), tr(QT_TR_NOOP("Chosen")), [](const ProposedDifference& one) { return one.chosen ? QStringLiteral("☑") : QStringLiteral("☐"); })
                .with([](const ProposedDifference& one, int role) {
                    return role == Qt::AccessibleTextRole || role == Qt::ToolTipRole ? QVariant(one.chosen ? DiscoveryListTexts::tr("Chosen") : DiscoveryListTexts::tr("Not chosen")) : QVariant();
                }),
            C(QStringLiteral("difference"), tr(QT_TR_NOOP("Difference")), [](const ProposedDifference& one) { return diffWord(one.item.kind); })
                .with([](const ProposedDifference& one, int role) { return role == ToneRole ? QVariant(int(toneOf(one.item.kind))) : QVariant(); }),
            C(QStringLiteral("what"), tr(QT_TR_NOOP("What")), [](const ProposedDifference& one) { return one.item.isLink ? DiscoveryListTexts::tr("Link") : DiscoveryListTexts::tr("Device"); }),
            C(QStringLiteral("name"), tr(QT_TR_NOOP("Name")), [](const ProposedDifference& one) { return one.item.name; }),
            C(QStringLiteral("address"), tr(QT_TR_NOOP("Address")), [](const ProposedDifference& one) { return one.item.address; })
                .with([](const ProposedDifference&, int role) { return role == IdentifierRole ? QVariant(true) : QVariant(); }),
            C(QStringLiteral("details"), tr(QT_TR_NOOP("What differs")), [](const ProposedDifference& one) { return detailsOf(one.item); }),
            C(QStringLiteral("plan"), tr(QT_TR_NOOP("Plan")), [](const ProposedDifference& one) { return one.plan; }),
            instantColumn<ProposedDifference>("found", tr(QT_TR_NOOP("Found")), zone, [](const ProposedDifference& one) { return std::optional(one.foundAt); })};
}

QString diffWord(DiffKind kind)
{
    switch (kind) {
    case DiffKind::New: return DiscoveryListTexts::tr("New");
    case DiffKind::Gone: return DiscoveryListTexts::tr("Gone");
    case DiffKind::Changed: break;
    }
    return DiscoveryListTexts::tr("Changed");
}

QString fieldWord(const QString& name)
{
    if (name.contains(u' '))
        return name; // "port ge-0/0/1"
    QString words;
    for (const QChar c : name) {
        if (c.isUpper() && !words.isEmpty())
            words += u' ';
        words += words.isEmpty() ? c.toUpper() : c.toLower();
    }
    return words;
}

QString fieldText(const DiffField& field)
{
    const auto orNone = [](const QString& text) { return text.isEmpty() ? QStringLiteral("–") : text; };
    return QStringLiteral("%1 → %2").arg(orNone(field.before), orNone(field.after));
}

} // namespace trunkline::collection
