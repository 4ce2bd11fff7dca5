// Trouble to resolve (TM Forum's trouble-to-resolve): a fault becomes the outage of the services it
// hits, and a broken promise becomes money back.
#pragma once

#include "app/flows/flow.h"
#include "models/fault/alarm.h"

namespace trunkline::flows {

/// alarm.raised → outage.opened for each active service it hits, on its port or device or behind what it cuts off from
/// the core; alarm.cleared → outage.closed for those that work again → credit.granted where the month's promise is broken.
/// Outages of one service may overlap, each with its own evidence: the month counts every instant once.
class TroubleToResolve : public Flow {
public:
    TroubleToResolve(store::Context& context, access::Actor agent) : context_(context), agent_(std::move(agent)) {}

    QString name() const override { return QStringLiteral("troubleToResolve"); }
    void handle(const store::JournalEntry& entry) override;

private:
    void openOutages(const store::JournalEntry& entry);
    void closeOutages(const store::JournalEntry& entry);
    void closeReachedAgain(const fault::Alarm& cleared, const store::JournalEntry& entry);

    store::Context& context_;
    access::Actor agent_;
};

} // namespace trunkline::flows
