// Posted documents in the ledger: what is owed against what was earned, is still to be earned, and is the state's.
#pragma once

#include "models/billing/invoice.h"
#include "models/ledger/posting.h"
#include "models/ledger/recognition.h"
#include "models/store/journal.h"

namespace trunkline::billing {

/// "invoice:INV-2026-000001": also the source key of the journal entry that posts the document.
QString sourceKeyOf(const Invoice& invoice);
/// Gross to receivables, VAT by rate, each line's net to the revenue of its kind; to deferred revenue when its period ends after the
/// day of issue. Credit notes turn the sides. Pure.
ledger::PostingDraft postingOf(const Invoice& invoice);
/// The lines of it that are earned later. Pure.
QList<ledger::Deferral> deferralsOf(const Invoice& invoice);
/// Both, in the Change that posts the document, as the effect of its entry. Whoever inserts an invoice calls this.
void postToLedger(store::Change& change, const store::JournalEntry& entry, const Invoice& invoice);

/// Databases that were made before there was a ledger: all their documents, in one transaction ("ledger.invoicesEntered"). Does nothing, and
/// writes nothing, when the ledger has begun or there are no documents. Gives how many were entered.
int enterOldInvoices(store::Context& context, const store::Who& who);

} // namespace trunkline::billing
