#include "models/collection/trapintake.h"

#include "models/core/errors.h"
#include "models/fulfilment/snmptarget.h"
#include "models/inventory/credential.h"

#include <QHash>

namespace trunkline::collection {

static constexpr int retryMs = 1000;
static constexpr qint64 longWaitMs = 5000;
static constexpr qint64 mostWarnings = 100; // a flood of garbage must not become one of log lines

TrapIntake::TrapIntake(store::Context& context, snmp::TrapReceiver& receiver, access::Actor agent, QObject* parent)
    : TrapIntake(context, receiver, std::move(agent), TrapRules::shared(), parent)
{
}

TrapIntake::TrapIntake(store::Context& context, snmp::TrapReceiver& receiver, access::Actor agent, std::shared_ptr<const TrapRules> rules, QObject* parent)
    : QObject(parent), context_(context), receiver_(receiver), agent_(std::move(agent)), events_(std::move(rules)), sources_(context.connection), recorder_(context)
{
    connect(&receiver, &snmp::TrapReceiver::received, this, [this](const snmp::ArrivedNotification& notification) {
        // The operator's clock may be another than this machine's: only what waited long is dated back.
        const qint64 waitedMs = notification.waitedMs < longWaitMs ? 0 : notification.waitedMs;
        turn_.push_back({notification, {}, {}, {}, {}, context_.clock.now().plusMs(-waitedMs), {}});
    });
    connect(&receiver, &snmp::TrapReceiver::undecodable, this, [this](const QString& source, const QByteArray& bytes, const QString& reason, const QString& domain) {
        if (undecodable_++ < mostWarnings)
            qWarning("A datagram from %s could not be decoded: %s", qPrintable(source), qPrintable(reason));
        turn_.push_back({std::nullopt, source, bytes, reason, domain, context_.clock.now(), {}});
    });
    connect(&receiver, &snmp::TrapReceiver::turnEnded, this, &TrapIntake::recordTurn);
    retry_.setSingleShot(true);
    connect(&retry_, &QTimer::timeout, this, &TrapIntake::recordTurn);
}

TrapHealth TrapIntake::health() const
{
    const snmp::TrapReceiver::Counters now = receiver_.counters();
    return {recorded_, undecodable_, qint64(now.waiting) + qint64(turn_.size()), qint64(now.droppedOfSource), qint64(now.droppedOfAll),
            qint64(now.lostAtSocket), qint64(now.lostByHost), receiver_.refusals().top(TrapHealth::mostRefused)};
}

void TrapIntake::believe(const store::Sealer& sealer)
{
    sealer_ = &sealer;
    readCredentials();
}

/// Without them traps are taken as before: what can't be unsealed must not keep the network's messages out.
void TrapIntake::readCredentials()
{
    if (!sealer_)
        return;
    try {
        QList<snmp::Credential> users;
        QSet<QByteArray> communities;
        for (const inventory::Credential& credential : inventory::credentials(context_.connection, *sealer_)) {
            if (credential.version == inventory::SnmpVersion::V3)
                users.append(fulfilment::snmpCredential(credential));
            else
                communities.insert(credential.community);
        }
        receiver_.setUsers(users);
        communities_ = communities;
    } catch (const StoreFailure& failure) {
        Q_EMIT held(failure.sentence());
    }
}

void TrapIntake::recordTurn()
{
    if (turn_.empty())
        return;
    QList<fault::RecordResult> results;
    try {
        if (sources_.follow())
            readCredentials();
        QList<fault::EventDraft> drafts;
        drafts.reserve(qsizetype(turn_.size()));
        for (Arrival& arrival : turn_)
            drafts.append(draftOf(arrival));
        results = recorder_.record(agent_, std::move(drafts));
    } catch (const StoreFailure& failure) {
        receiver_.setHeld(true);
        Q_EMIT held(failure.sentence());
        retry_.start(retryMs);
        return;
    }
    const std::vector<Arrival> turn = std::exchange(turn_, {});
    recorded_ += results.size();
    try {
        recordPorts(turn, results);
    } catch (const StoreFailure& failure) {
        Q_EMIT held(failure.sentence()); // the alarms stand, and the next poll mends the ports
    }
    receiver_.setHeld(false);
    Q_EMIT recorded(results);
}

fault::EventDraft TrapIntake::draftOf(Arrival& arrival)
{
    if (!arrival.notification)
        return undecodableEvent(placeOf(arrival.sourceAddress, arrival.domain), arrival.bytes, arrival.reason, arrival.at);
    const TrapTold& told = events_.of(arrival.notification->said, sources_);
    tellOfStrangers(*arrival.notification->said, told);
    arrival.seen = told.seen;
    return eventOf(told, *arrival.notification, arrival.at);
}

/// What they send is kept: a device that nobody knows yet may have something to say.
void TrapIntake::tellOfStrangers(const snmp::Notification& said, const TrapTold& told)
{
    if (told.isOfStranger)
        receiver_.refusals().add(snmp::Refusal::Stranger, placeOf(told.origin, said.domain));
    const bool hasCommunity = said.version != snmp::Version::V3;
    if (hasCommunity && !communities_.isEmpty() && !communities_.contains(said.community))
        receiver_.refusals().add(snmp::Refusal::OtherCommunity, placeOf(said.sourceAddress, said.domain));
}

/// The events first: should the program die in between, the alarm stands and the poll mends the port.
void TrapIntake::recordPorts(const std::vector<Arrival>& turn, const QList<fault::RecordResult>& results)
{
    QHash<PortId, qsizetype> last; // which event told of a port last
    QList<PortId> order;
    for (qsizetype i = 0; i < results.size(); ++i) {
        const inventory::PortObservation& seen = turn[std::size_t(i)].seen;
        const PortId port = results[i].event.portId;
        if (!seen.adminState && !seen.operState)
            continue;
        if (!last.contains(port))
            order.append(port);
        last[port] = i;
    }
    QList<inventory::PortSighting> sightings;
    for (const PortId port : std::as_const(order)) {
        const qsizetype i = last[port];
        const inventory::PortSighting sighting{port, turn[std::size_t(i)].seen, results[i].entry ? std::optional(results[i].entry->id) : std::nullopt};
        if (!sources_.agrees(sighting))
            sightings.append(sighting);
    }
    if (!sightings.isEmpty())
        inventory::InventoryService(context_).recordStates(agent_, {{}, sightings});
}

} // namespace trunkline::collection
