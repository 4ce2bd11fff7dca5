#include "models/fault/eventrecorder.h"

#include "models/fault/alarmentry.h"
#include "models/fault/alarmstore.h"

#include <algorithm>

namespace trunkline::fault {

namespace {

Event keptEvent(const EventDraft& draft, EventId id)
{
    Event event{id, draft.kind, draft.source, draft.deviceId, draft.portId, draft.objectName, draft.switchedOff, draft.text, draft.payload, draft.report, draft.at, {}};
    if (draft.report)
        event.payload = withReport(draft.payload, *draft.report);
    return event;
}

/// One change of one alarm, with the events that led to it.
struct Step {
    Action action = Action::Ignore;
    std::optional<Alarm> before;
    QList<qsizetype> results; ///< of which events, as places in the list of results; the last one has the alarm as it was then
    bool alone = true;        ///< nothing else becomes of the alarm in this turn
};

/// Decides event by event as if each were alone, and writes what came out at the end.
class Recording {
public:
    Recording(store::Change& change, FaultMemory& memory) : change_(change), connection_(change.connection()), memory_(memory) {}

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
        results_.append(std::move(result));
    }

    QList<RecordResult> commit()
    {
        const bool together = std::count_if(steps_.cbegin(), steps_.cend(), [this](const Step& step) { return onlyCounts(step); }) > 1;
        for (const Step& step : std::as_const(steps_))
            if (!together || !onlyCounts(step))
                write(step);
        if (together)
            writeCounts();
        EventWriter writer(connection_);
        for (const auto& [place, sourceKey] : std::as_const(events_))
            writer.add(results_[place].event, sourceKey);
        writer.finish();
        change_.commit();
        memory_.wrote(change_.endsAt());
        return std::move(results_);
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
        static const std::optional<Alarm> none;
        const KnownAlarm* known = memory_.latest(connection_, key);
        const std::optional<Alarm>& latest = known ? known->alarm : none;
        Decision decision = correlate(result.event, latest, memory_.surroundings(connection_, result.event.portId));
        if (decision.action == Action::Ignore)
            return;
        if (decision.action == Action::Raise) {
            decision.alarm.id = change_.ids().next<AlarmTag>();
            decision.alarm.number = QStringLiteral("ALM-%1").arg(change_.nextNumber(QStringLiteral("alarm")), 6, 10, QLatin1Char('0'));
        }
        result.event.alarmId = decision.alarm.id;
        result.action = decision.action;
        addStep(decision.action, decision.alarm.id, decision.action == Action::Raise ? none : latest);
        result.alarm = std::move(decision.alarm);
        memory_.put(key, *result.alarm);
    }

    void addStep(Action action, AlarmId alarm, const std::optional<Alarm>& before)
    {
        const auto last = lastStep_.constFind(alarm);
        const bool known = last != lastStep_.cend();
        if (known && action == Action::Count && steps_[*last].action == Action::Count) {
            steps_[*last].results.append(results_.size());
            return;
        }
        if (known)
            steps_[*last].alone = false;
        lastStep_.insert(alarm, steps_.size());
        steps_.append({action, before, {results_.size()}, !known});
    }

    const Alarm& after(const Step& step) const { return *results_[step.results.constLast()].alarm; }
    /// Reported again, and nothing else of it is another.
    bool onlyCounts(const Step& step) const { return step.action == Action::Count && step.alone && step.before && step.before->severity == after(step).severity; }

    void write(const Step& step)
    {
        const bool raise = step.action == Action::Raise;
        const Alarm& alarm = after(step);
        if (raise)
            insertAlarm(connection_, alarm);
        else
            updateAlarm(connection_, alarm);
        const char* kind = raise ? "alarm.raised" : step.action == Action::Count ? "alarm.counted" : "alarm.cleared";
        store::JournalDraft draft = alarmEntry(kind, step.before, alarm, raise ? std::nullopt : raisedEntryOf(alarm));
        draft.after.insert(QStringLiteral("event"), toJson(results_[step.results.constLast()].event));
        if (raise)
            draft.sourceKey = raisedKey(alarm.id);
        const store::JournalEntry entry = change_.append(draft);
        if (raise)
            raised_.insert(alarm.id, entry.id);
        for (const qsizetype place : step.results)
            results_[place].entry = entry;
    }

    std::optional<JournalEntryId> raisedEntryOf(const Alarm& of)
    {
        if (const auto here = raised_.constFind(of.id); here != raised_.cend())
            return *here;
        KnownAlarm* known = memory_.latest(connection_, of.key);
        if (known && known->alarm->id == of.id && known->raisedEntry)
            return known->raisedEntry;
        const auto first = raisedEntry(connection_, of.id);
        const auto id = first ? std::optional(first->id) : std::nullopt;
        if (known && known->alarm->id == of.id)
            known->raisedEntry = id;
        return id;
    }

    /// A storm repeats what is known already: of each alarm the journal needs to know how often.
    void writeCounts()
    {
        AlarmCountWriter writer(connection_);
        QJsonObject alarms;
        qsizetype reports = 0;
        for (const Step& step : std::as_const(steps_)) {
            if (!onlyCounts(step))
                continue;
            const Alarm& alarm = after(step);
            writer.add(alarm);
            reports += step.results.size();
            alarms.insert(alarm.number, QJsonObject{{"reports", step.results.size()}, {"count", qint64(alarm.count)}, {"last", alarm.lastEventAt.toIso()}});
        }
        writer.finish();
        const store::JournalEntry entry = change_.append({QStringLiteral("alarm.counted"), QStringLiteral("alarm"), {}, {}, {{"reports", reports}, {"alarms", alarms}}, {}, {}});
        for (const Step& step : std::as_const(steps_))
            if (onlyCounts(step))
                for (const qsizetype place : step.results)
                    results_[place].entry = entry;
    }

    store::Change& change_;
    store::Connection& connection_;
    FaultMemory& memory_;
    QList<RecordResult> results_;
    QList<std::pair<qsizetype, std::optional<QString>>> events_; ///< what is new among them
    QList<Step> steps_;
    QHash<AlarmId, qsizetype> lastStep_;
    QHash<AlarmId, JournalEntryId> raised_;
    QHash<QString, qsizetype> sourceKeys_;
};

bool touchesNothing(const EventDraft& draft)
{
    return (draft.kind == EventKind::Other || draft.kind == EventKind::LogMessage) && !draft.sourceKey;
}

/// Nothing but the events themselves: they are evidence, not a change of state, and need no journal entry.
QList<RecordResult> keepEvents(store::Context& context, const QList<EventDraft>& drafts)
{
    QList<RecordResult> results;
    results.reserve(drafts.size());
    store::Transaction transaction(context.connection);
    EventWriter writer(context.connection);
    for (const EventDraft& draft : drafts) {
        results.append({keptEvent(draft, context.ids.next<EventTag>()), Action::Ignore, {}, {}});
        writer.add(results.constLast().event, draft.sourceKey);
    }
    writer.finish();
    transaction.commit();
    return results;
}

} // namespace

QList<RecordResult> EventRecorder::record(const access::Actor& actor, const QList<EventDraft>& drafts)
{
    actor.require(access::Permission::HandleAlarms);
    if (std::all_of(drafts.cbegin(), drafts.cend(), touchesNothing))
        return keepEvents(context_, drafts);
    store::Change change(context_, actor.who());
    try {
        memory_.follow(context_.connection, change.beganAt());
        Recording recording(change, memory_);
        for (const EventDraft& draft : drafts)
            recording.add(draft);
        return recording.commit();
    } catch (...) {
        memory_.forget(); // it knows of what was not written
        throw;
    }
}

QList<RecordResult> FaultService::record(const access::Actor& actor, const QList<EventDraft>& drafts)
{
    return EventRecorder(context_).record(actor, drafts);
}

} // namespace trunkline::fault
