// A story that crosses domains, told one journal entry at a time.
#pragma once

#include "models/access/actor.h"
#include "models/store/journal.h"

#include <QString>

#include <memory>
#include <vector>

namespace trunkline::flows {

/// Reads every entry once, in order, and calls the verb that follows from it. A crash may show it the
/// same entry again: what it does carries a source key made from the entry, so nothing happens twice.
class Flow {
public:
    virtual ~Flow() = default;
    /// The name of its cursor; never changes.
    virtual QString name() const = 0;
    /// Throws NetworkFailure or StoreFailure when the world is in the way (the entry is read again
    /// later), any other Error when the entry can never be handled (it is parked).
    virtual void handle(const store::JournalEntry& entry) = 0;
};

/// Runs flows until none has anything left to read.
class FlowRunner {
public:
    FlowRunner(store::Context& context, access::Actor agent, std::vector<std::unique_ptr<Flow>> flows);

    /// Handles all that is in the journal, effects of its own included; gives the number of entries
    /// handled. An entry that can't be handled leaves a journal entry "flow.parked" with the reason,
    /// for a person to see, and the story goes on with the next one.
    int runToRest();

private:
    bool step(Flow& flow);

    store::Context& context_;
    access::Actor agent_;
    std::vector<std::unique_ptr<Flow>> flows_;
};

} // namespace trunkline::flows
