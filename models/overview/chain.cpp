#include "models/overview/chain.h"

#include "models/billing/invoicestore.h"
#include "models/store/settings.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::overview {

namespace {

struct ChainTexts {
    Q_DECLARE_TR_FUNCTIONS(Story)
};

/// A thing that is told by its beginning; others are told by the last that happened to them.
bool isToldByBeginning(const store::JournalEntry& entry)
{
    return entry.subjectType == QLatin1String("alarm") || entry.subjectType == QLatin1String("order");
}

/// Several entries of one thing, newest first, as one step.
ChainStep stepOfGroup(const Storyteller& teller, const QList<store::JournalEntry>& group)
{
    const store::JournalEntry& newest = group.first();
    if (!isToldByBeginning(newest))
        return stepOf(teller, newest);
    ChainStep step = stepOf(teller, group.last());
    if (newest.kind == QLatin1String("alarm.cleared")) {
        const Sentence end = teller.tell(newest);
        step.detail = ChainTexts::tr("%1. Over: %2").arg(step.detail, end.detail);
        step.severity = end.severity;
    }
    return step;
}

QList<ChainStep> foldedCauses(store::Connection& connection, JournalEntryId start, const QLocale& locale)
{
    const Storyteller teller(connection, locale);
    QList<ChainStep> steps;
    QList<store::JournalEntry> group;
    for (const store::JournalEntry& entry : store::journalCauses(connection, start)) {
        if (!group.isEmpty() && (group.last().subjectType != entry.subjectType || group.last().subjectId != entry.subjectId)) {
            steps.append(stepOfGroup(teller, group));
            group.clear();
        }
        group.append(entry);
    }
    if (!group.isEmpty())
        steps.append(stepOfGroup(teller, group));
    return steps;
}

std::optional<InvoiceId> invoiceOfLine(store::Connection& connection, InvoiceLineId line)
{
    const auto row = connection.row(QStringLiteral("SELECT invoice_id FROM invoice_line WHERE id = ?"), {line});
    return row ? std::optional(row->id<InvoiceId>("invoice_id")) : std::nullopt;
}

} // namespace

ChainStep stepOf(const Storyteller& teller, const store::JournalEntry& entry)
{
    const Sentence sentence = teller.tell(entry);
    return {entry.id, entry.at, entry.actor, sentence.what, sentence.detail, sentence.target, sentence.severity};
}

QList<ChainStep> whyEntry(store::Connection& connection, JournalEntryId entry, const QLocale& locale)
{
    return foldedCauses(connection, entry, locale);
}

QList<ChainStep> whyOf(store::Connection& connection, const Target& subject, const QLocale& locale)
{
    if (subject.kind == QLatin1String("invoiceline")) {
        const InvoiceLineId line = InvoiceLineId::fromString(subject.id);
        const auto id = invoiceOfLine(connection, line);
        const auto invoice = id ? billing::invoice(connection, *id) : std::nullopt;
        return invoice ? whyLine(connection, *invoice, line, locale) : QList<ChainStep>();
    }
    const QList<store::JournalEntry> entries = store::journalOf(connection, subject.kind, subject.id);
    return entries.isEmpty() ? QList<ChainStep>() : foldedCauses(connection, entries.last().id, locale);
}

QList<ChainStep> whyLine(store::Connection& connection, const billing::Invoice& invoice, InvoiceLineId id, const QLocale& locale)
{
    const auto line = std::find_if(invoice.lines.begin(), invoice.lines.end(), [&](const billing::InvoiceLine& one) { return one.id == id; });
    if (line == invoice.lines.end())
        return {};
    const QList<store::JournalEntry> posted = store::journalOf(connection, QStringLiteral("invoice"), invoice.id.toString());
    const Timestamp at = posted.isEmpty() ? Timestamp{} : posted.first().at;
    QList<ChainStep> steps{{{}, at, posted.isEmpty() ? QString() : posted.first().actor,
                            ChainTexts::tr("Line %1 of invoice %2: %3, %4").arg(line->position).arg(invoice.number, line->text, line->net.toDisplay(locale)),
                            line->detail, {QStringLiteral("invoice"), invoice.id.toString()}, {}}};
    if (line->traffic)
        steps.append({{}, at, {}, ChainTexts::tr("What was measured"), billing::longText(*line->traffic, store::requireProfile(connection).zone, locale),
                      {QStringLiteral("service"), line->serviceId.toString()}, {}});
    if (line->cause)
        steps.append(foldedCauses(connection, *line->cause, locale));
    return steps;
}

QList<ChainStep> historyOf(store::Connection& connection, const Target& subject, int limit, const QLocale& locale)
{
    return historyOfAll(connection, {subject}, limit, locale);
}

QList<ChainStep> historyOfAll(store::Connection& connection, const QList<Target>& subjects, int limit, const QLocale& locale)
{
    QList<store::JournalEntry> entries;
    for (const Target& subject : subjects)
        entries.append(store::journalOf(connection, subject.kind, subject.id));
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.seq > b.seq; });
    const Storyteller teller(connection, locale);
    QList<ChainStep> steps;
    for (const store::JournalEntry& entry : entries.mid(0, limit))
        steps.append(stepOf(teller, entry));
    return steps;
}

} // namespace trunkline::overview
