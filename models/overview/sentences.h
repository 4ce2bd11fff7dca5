// Journal entries as sentences for people.
#pragma once

#include "models/core/itemroles.h"
#include "models/core/severity.h"
#include "models/store/journal.h"

namespace trunkline::overview {

struct Sentence {
    QString what;    ///< "Outage of SVC-000001 (Anna Weber): 5 h 12 min"
    QString detail;  ///< the evidence, one line; may be empty
    Target target;   ///< where it leads; null when nowhere
    std::optional<Severity> severity; ///< of an alarm: the worst it was
    bool operator==(const Sentence&) const = default;
};

/// Tells entries of one database in one language and zone. Reads the rows that an entry names, so that people read
/// names and numbers instead of identifiers; an entry of a kind that is not known here is told by its kind.
class Storyteller {
public:
    explicit Storyteller(store::Connection& connection, const QLocale& locale = QLocale());
    Sentence tell(const store::JournalEntry& entry) const;

private:
    Sentence tellAlarm(const store::JournalEntry& entry) const;
    Sentence tellOutage(const store::JournalEntry& entry) const;
    Sentence tellCredit(const store::JournalEntry& entry) const;
    Sentence tellOrder(const store::JournalEntry& entry) const;
    Sentence tellTask(const store::JournalEntry& entry) const;
    Sentence tellService(const store::JournalEntry& entry) const;
    Sentence tellSubscription(const store::JournalEntry& entry) const;
    Sentence tellInvoice(const store::JournalEntry& entry) const;
    Sentence tellOther(const store::JournalEntry& entry) const;

    QString customerName(CustomerId id) const;
    QString portName(PortId id) const;
    /// "SVC-000001 (Anna Weber)".
    QString serviceName(ServiceId id) const;
    QString when(Timestamp at) const { return zone_.toDisplay(at, locale_); }

    store::Connection& connection_;
    QLocale locale_;
    OperatorZone zone_;
};

/// "operState: up → down; alias: → SVC-000001": what a change changed, at most four fields.
QString differencesText(const store::JournalEntry& entry);
/// The evidence of a task on the network in one line: "ifAlias.12: “” → “SVC-000001”; ifAdminStatus.12: 2 → 1".
QString evidenceText(const QJsonObject& evidence);

} // namespace trunkline::overview
