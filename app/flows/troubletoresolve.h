// Trouble to resolve (TM Forum's trouble-to-resolve): a fault becomes the outage of the services it
// hits, and a broken promise becomes money back.
#pragma once

#include "app/flows/flow.h"

namespace trunkline::flows {

/// alarm.raised → outage.opened for each active service it hits; alarm.cleared → outage.closed →
/// credit.granted where the month's promise is broken.
class TroubleToResolve : public Flow {
public:
    TroubleToResolve(store::Context& context, access::Actor agent) : context_(context), agent_(std::move(agent)) {}

    QString name() const override { return QStringLiteral("troubleToResolve"); }
    void handle(const store::JournalEntry& entry) override;

private:
    void openOutages(const store::JournalEntry& entry);
    void closeOutages(const store::JournalEntry& entry);

    store::Context& context_;
    access::Actor agent_;
};

} // namespace trunkline::flows
