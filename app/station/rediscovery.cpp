#include "app/station/rediscovery.h"

#include "models/core/errors.h"

namespace trunkline::station {

Rediscovery::Rediscovery(store::DatabaseUrl url, const Clock& clock, IdSource& ids, snmp::Engine& engine, const store::Sealer& sealer, access::Actor agent,
                         std::function<void(const store::JournalEntry&)> committed, QObject* parent)
    : QObject(parent), url_(std::move(url)), clock_(clock), ids_(ids), engine_(engine), sealer_(sealer), agent_(std::move(agent)),
      committed_(std::move(committed)), thread_([this] { run(); })
{
}

Rediscovery::~Rediscovery()
{
    {
        const std::lock_guard locked(mutex_);
        ending_ = true;
        if (underWay_)
            underWay_->cancel();
    }
    ended_.notify_all();
    thread_.join();
}

void Rediscovery::look()
{
    {
        const std::lock_guard locked(mutex_);
        woken_ = true;
    }
    ended_.notify_all();
}

void Rediscovery::runNow(const store::JournalEntry& asked)
{
    {
        const std::lock_guard locked(mutex_);
        asked_.append(asked);
    }
    look();
}

/// A plan may wait a minute longer than it says, unless somebody wakes us. False at the end.
bool Rediscovery::waitForAMinute()
{
    std::unique_lock locked(mutex_);
    ended_.wait_for(locked, std::chrono::minutes(1), [this] { return ending_ || woken_; });
    woken_ = false;
    return !ending_;
}

void Rediscovery::run()
{
    do {
        try {
            const auto connection = store::Connection::open(url_);
            store::Context context{*connection, clock_, ids_, committed_};
            runDue(context);
        } catch (const Error& error) {
            Q_EMIT held(error.sentence());
        }
    } while (waitForAMinute());
}

/// What people asked for first, then what is due.
std::optional<collection::DiscoveryPlan> Rediscovery::nextPlan(store::Context& context)
{
    collection::DiscoveryPlanService plans(context);
    for (;;) {
        std::optional<store::JournalEntry> asked;
        {
            const std::lock_guard locked(mutex_);
            if (!asked_.isEmpty())
                asked = asked_.takeFirst();
        }
        if (!asked)
            return plans.takeDue(agent_);
        if (const auto plan = plans.take(agent_, *asked))
            return plan;
    }
}

void Rediscovery::runDue(store::Context& context)
{
    while (const auto plan = nextPlan(context)) {
        collection::Discovery discovery(engine_, inventory::credentials(context.connection, sealer_), collection::optionsOf(*plan));
        {
            const std::lock_guard locked(mutex_);
            if (ending_)
                return;
            underWay_ = &discovery;
        }
        std::optional<collection::DiscoveryFindings> findings;
        QString refusal;
        try {
            findings = discovery.explore(context, agent_);
        } catch (const Error& error) {
            refusal = error.sentence();
        }
        {
            const std::lock_guard locked(mutex_);
            underWay_ = nullptr;
            if (ending_)
                return;
        }
        if (findings)
            collection::ProposalService(context).propose(agent_, *plan, collection::foundNetwork(*findings));
        else
            Q_EMIT held(refusal);
    }
}

} // namespace trunkline::station
