#include "models/overview/journallist.h"

#include "models/core/columns.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::overview {

namespace {

struct JournalListTexts {
    Q_DECLARE_TR_FUNCTIONS(JournalList)
};

} // namespace

static QList<JournalRow> toldRows(store::Connection& connection, const QList<store::JournalEntry>& entries, const QLocale& locale)
{
    const Storyteller teller(connection, locale);
    QList<JournalRow> rows;
    for (const store::JournalEntry& entry : entries)
        rows.append({entry, teller.tell(entry)});
    return rows;
}

QList<JournalRow> journalRows(store::Connection& connection, const store::JournalFilter& filter, std::optional<std::int64_t> seq, int limit, const QLocale& locale)
{
    return toldRows(connection, store::journalBefore(connection, filter, seq, limit), locale);
}

QList<JournalRow> discoveredRows(store::Connection& connection, Timestamp since, const QLocale& locale)
{
    QList<store::JournalEntry> entries = store::journalSince(connection, since, {QStringLiteral("device.discovered"), QStringLiteral("device.changed"), QStringLiteral("link.discovered"),
                                                                                 QStringLiteral("link.changed"), QStringLiteral("link.removed")});
    std::reverse(entries.begin(), entries.end());
    return toldRows(connection, entries, locale);
}

QList<Column<JournalRow>> journalColumns(const OperatorZone& zone)
{
    using C = Column<JournalRow>;
    const auto told = [](const JournalRow& row, int role) {
        if (role == SeverityRole && row.told.severity)
            return QVariant(int(*row.told.severity));
        return role == TargetRole && !row.told.target.isNull() ? QVariant::fromValue(row.told.target) : QVariant();
    };
    return {countColumn<JournalRow>("seq", JournalListTexts::tr("No."), [](const JournalRow& row) { return row.entry.seq; }),
            instantColumn<JournalRow>("at", JournalListTexts::tr("When"), zone, [](const JournalRow& row) { return row.entry.at; }),
            C(QStringLiteral("what"), JournalListTexts::tr("What happened"), [](const JournalRow& row) { return row.told.what; }).with(told),
            C(QStringLiteral("kind"), JournalListTexts::tr("Kind"), [](const JournalRow& row) { return row.entry.kind; }),
            C(QStringLiteral("actor"), JournalListTexts::tr("By"), [](const JournalRow& row) { return row.entry.actor; }),
            C(QStringLiteral("workstation"), JournalListTexts::tr("At"), [](const JournalRow& row) { return row.entry.workstation; }).hiddenAtFirst(),
            C(QStringLiteral("subject"), JournalListTexts::tr("Identifier"), [](const JournalRow& row) { return row.entry.subjectId; }).hiddenAtFirst()};
}

} // namespace trunkline::overview
