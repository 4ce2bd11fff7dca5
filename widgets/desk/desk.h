// What every workspace works with: the database in the background, the time, who sits here, and the
// news that makes a screen look again.
#pragma once

#include "models/access/actor.h"
#include "models/store/executor.h"
#include "models/store/settings.h"

#include <QObject>

namespace trunkline::widgets {

/// What a person asks for and app/ does, because it needs the network or a thread of its own.
struct DiscoveryRequest {
    QString address;
    quint16 port = 161;
};

class Desk : public QObject {
    Q_OBJECT
public:
    /// References outlive the desk.
    Desk(store::Executor& executor, const Clock& clock, access::Actor actor, store::OperatorProfile profile, QObject* parent = nullptr);

    store::Executor& executor() const { return executor_; }
    const Clock& clock() const { return clock_; }
    const access::Actor& actor() const { return actor_; }
    const store::OperatorProfile& profile() const { return profile_; }
    /// An instant as this operator's people read it.
    QString timeText(Timestamp instant) const { return profile_.zone.toDisplay(instant); }
    /// Where the simulated network of a demo operator begins; empty for real ones.
    const std::optional<DiscoveryRequest>& demoSeed() const { return demoSeed_; }
    void setDemoSeed(const DiscoveryRequest& seed) { demoSeed_ = seed; }

Q_SIGNALS:
    /// Something was committed, here or on another workstation: kinds are "alarm.raised", "order.submitted" …
    void changed(const QList<trunkline::store::JournalEntry>& entries);
    /// New samples are in the store.
    void measured();

    /// Asked of app/.
    void discoveryAsked(const trunkline::widgets::DiscoveryRequest& request);
    void pollAsked();

private:
    store::Executor& executor_;
    const Clock& clock_;
    access::Actor actor_;
    store::OperatorProfile profile_;
    std::optional<DiscoveryRequest> demoSeed_;
};

/// Whether one of the entries is about one of these kinds of subject ("alarm", "outage", …).
bool concerns(const QList<store::JournalEntry>& entries, const QStringList& subjectTypes);

} // namespace trunkline::widgets
