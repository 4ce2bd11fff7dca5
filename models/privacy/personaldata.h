// Everything that is held about a customer, as one document (GDPR, articles 15 and 20).
#pragma once

#include "models/core/id.h"
#include "models/store/journal.h"

#include <QJsonObject>

namespace trunkline::privacy {

/// The document: "manifest" (of whom, its form, what each section is and how many rows it has) and a list of rows for each section, in the
/// order of their numbers or times. The same data gives the same document. Throws NotFound.
QJsonObject personalData(store::Connection& connection, CustomerId customer);

/// The statement with "{mails}" replaced by the messages of the mail queue, with the number of their "document" and its "customer_id": keys of the
/// queue begin with the number, whatever the document is.
QString withMails(const char* statement);

/// Entries of the journal about the customer and what is the customer's, oldest first.
QList<store::JournalEntry> entriesAbout(store::Connection& connection, CustomerId customer);

} // namespace trunkline::privacy
