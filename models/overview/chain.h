// "Why?": from anything back along the journal's causes, in sentences for people.
#pragma once

#include "models/billing/invoice.h"
#include "models/overview/sentences.h"

namespace trunkline::overview {

/// One step: what happened, when, by whom, and where it leads.
struct ChainStep {
    JournalEntryId entry;  ///< null for a line of an invoice, which is part of its invoice's entry
    Timestamp at;
    QString who;           ///< the actor
    QString what;
    QString detail;        ///< the evidence, one line
    Target target;
    std::optional<Severity> severity;
    bool operator==(const ChainStep&) const = default;
};

/// One entry as a step.
ChainStep stepOf(const Storyteller& teller, const store::JournalEntry& entry);
/// From the last thing that happened to `subject` back to its first cause, effect first. What happened to one thing
/// one after the other is one step: an alarm is told by its raising, with the trap, and by its end. Kinds of
/// subjects: the journal's ("alarm", "order", "service", "invoice", "credit", "outage", "subscription", "device", …) and
/// "invoiceline". From a credit line: the line, the credit, the outage, the alarm with its trap. Empty when the
/// journal has nothing about it.
QList<ChainStep> whyOf(store::Connection& connection, const Target& subject, const QLocale& locale = QLocale());
/// A line of a posted invoice: the line first, then what led to it. Empty when the invoice has no such line.
QList<ChainStep> whyLine(store::Connection& connection, const billing::Invoice& invoice, InvoiceLineId line, const QLocale& locale = QLocale());
/// The same from an entry.
QList<ChainStep> whyEntry(store::Connection& connection, JournalEntryId entry, const QLocale& locale = QLocale());
/// All that happened to `subject`, newest first, at most `limit`.
QList<ChainStep> historyOf(store::Connection& connection, const Target& subject, int limit = 200, const QLocale& locale = QLocale());
/// Entries of several subjects as one history, newest first, at most `limit`.
QList<ChainStep> historyOfAll(store::Connection& connection, const QList<Target>& subjects, int limit = 200, const QLocale& locale = QLocale());

} // namespace trunkline::overview
