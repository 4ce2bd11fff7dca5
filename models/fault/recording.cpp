// FaultService::record(): many moments in one transaction.

#include "models/fault/alarmentry.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"

#include <QHash>

#include <algorithm>

namespace trunkline::fault {

namespace {

Event keptEvent(const EventDraft& draft, EventId id)
{
    Event event{id, draft.kind, draft.source, draft.deviceId, draft.portId, draft.objectName, draft.switchedOff, draft.text, draft.payload, draft.report, draft.at, {}};
    if (draft.report)
        event.payload.insert(QStringLiteral("report"), toJson(*draft.report));
    return event;
}

Surroundings surroundingsOf(store::Connection& connection, PortId port)
{
    const QList<inventory::Service> services = inventory::servicesOnPort(connection, port);
    const bool active = std::any_of(services.begin(), services.end(), [](const inventory::Service& s) { return s.state == inventory::ServiceState::Active; });
    return {active, !inventory::linksOfPort(connection, port).isEmpty()};
}

/// One change of one alarm, with the events that led to it.
struct Step {
    Action action = Action::Ignore;
    std::optional<Alarm> before;
    Alarm after;
    QList<qsizetype> results; ///< of which events, as places in the list of results
};

/// Decides event by event as if each were alone, and writes what came out at the end.
class Recording {
public:
    explicit Recording(store::Change& change) : change_(change), connection_(change.connection()) {}

    void add(const EventDraft& draft)
    {
        if (const auto known = draft.sourceKey ? knownEvent(*draft.sourceKey) : std::nullopt) {
            results_.append(*known);
            return;
        }
        RecordResult result{keptEvent(draft, change_.ids().next<EventTag>()), Action::Ignore, {}, {}};
        const QString key = alarmKeyOf(result.event);
        if (!key.isEmpty())
            decide(result, key);
        if (draft.sourceKey)
            sourceKeys_.insert(*draft.sourceKey, results_.size());
        events_.append({results_.size(), draft.sourceKey});
        results_.append(result);
    }

    QList<RecordResult> commit()
    {
        for (const Step& step : std::as_const(steps_))
            write(step);
        for (const auto& [place, sourceKey] : std::as_const(events_))
            insertEvent(connection_, results_[place].event, sourceKey);
        change_.commit();
        return results_;
    }

private:
    std::optional<RecordResult> knownEvent(const QString& sourceKey)
    {
        if (const auto here = sourceKeys_.constFind(sourceKey); here != sourceKeys_.cend()) {
            RecordResult again = results_[*here];
            again.action = Action::Ignore;
            again.entry.reset();
            return again;
        }
        const auto known = eventBySourceKey(connection_, sourceKey);
        if (!known)
            return std::nullopt;
        return RecordResult{*known, Action::Ignore, known->alarmId.isNull() ? std::nullopt : alarm(connection_, known->alarmId), {}};
    }

    void decide(RecordResult& result, const QString& key)
    {
        auto latest = latest_.find(key);
        if (latest == latest_.end())
            latest = latest_.insert(key, latestAlarm(connection_, key));
        Decision decision = correlate(result.event, *latest, surroundings(result.event.portId));
        if (decision.action == Action::Ignore)
            return;
        if (decision.action == Action::Raise) {
            decision.alarm.id = change_.ids().next<AlarmTag>();
            decision.alarm.number = QStringLiteral("ALM-%1").arg(change_.nextNumber(QStringLiteral("alarm")), 6, 10, QLatin1Char('0'));
        }
        result.event.alarmId = decision.alarm.id;
        result.action = decision.action;
        result.alarm = decision.alarm;
        addStep(decision, decision.action == Action::Raise ? std::nullopt : *latest);
        *latest = decision.alarm;
    }

    void addStep(const Decision& decision, const std::optional<Alarm>& before)
    {
        const auto last = lastStep_.constFind(decision.alarm.id);
        const bool follows = last != lastStep_.cend() && decision.action == Action::Count && steps_[*last].action == Action::Count;
        if (follows) {
            steps_[*last].after = decision.alarm;
            steps_[*last].results.append(results_.size());
            return;
        }
        lastStep_.insert(decision.alarm.id, steps_.size());
        steps_.append({decision.action, before, decision.alarm, {results_.size()}});
    }

    void write(const Step& step)
    {
        const bool raise = step.action == Action::Raise;
        if (raise)
            insertAlarm(connection_, step.after);
        else
            updateAlarm(connection_, step.after);
        const char* kind = raise ? "alarm.raised" : step.action == Action::Count ? "alarm.counted" : "alarm.cleared";
        store::JournalDraft draft = alarmEntry(kind, step.before, step.after, connection_);
        draft.after.insert(QStringLiteral("event"), toJson(results_[step.results.constLast()].event));
        if (raise)
            draft.sourceKey = raisedKey(step.after.id);
        const store::JournalEntry entry = change_.append(draft);
        for (const qsizetype place : step.results)
            results_[place].entry = entry;
    }

    Surroundings surroundings(PortId port)
    {
        if (port.isNull())
            return {};
        const auto known = surroundings_.constFind(port);
        return known != surroundings_.cend() ? *known : *surroundings_.insert(port, surroundingsOf(connection_, port));
    }

    store::Change& change_;
    store::Connection& connection_;
    QList<RecordResult> results_;
    QList<std::pair<qsizetype, std::optional<QString>>> events_; ///< what is new among them
    QList<Step> steps_;
    QHash<AlarmId, qsizetype> lastStep_;
    QHash<QString, std::optional<Alarm>> latest_;
    QHash<QString, qsizetype> sourceKeys_;
    QHash<PortId, Surroundings> surroundings_;
};

bool touchesNothing(const EventDraft& draft)
{
    return (draft.kind == EventKind::Other || draft.kind == EventKind::LogMessage) && !draft.sourceKey;
}

} // namespace

QList<RecordResult> FaultService::record(const access::Actor& actor, const QList<EventDraft>& drafts)
{
    actor.require(access::Permission::HandleAlarms);
    if (std::all_of(drafts.cbegin(), drafts.cend(), touchesNothing)) {
        // Nothing but the events themselves: they are evidence, not a change of state, and need no journal entry.
        QList<RecordResult> results;
        store::Transaction transaction(context_.connection);
        for (const EventDraft& draft : drafts) {
            results.append({keptEvent(draft, context_.ids.next<EventTag>()), Action::Ignore, {}, {}});
            insertEvent(context_.connection, results.constLast().event, draft.sourceKey);
        }
        transaction.commit();
        return results;
    }
    store::Change change(context_, actor.who());
    Recording recording(change);
    for (const EventDraft& draft : drafts)
        recording.add(draft);
    return recording.commit();
}

} // namespace trunkline::fault
