#include "models/fault/eventrecorder.h"

#include "models/fault/alarmentry.h"
#include "models/fault/alarmstore.h"

#include <algorithm>

namespace trunkline::fault {

namespace {

Event keptEvent(EventDraft&& draft, EventId id)
{
    Event event{id, draft.kind, std::move(draft.source), draft.deviceId, draft.portId, std::move(draft.objectName), draft.switchedOff, std::move(draft.text),
                std::move(draft.payload), std::move(draft.report), draft.at, {}};
    if (event.report)
        event.payload = withReport(event.payload, *event.report);
    return event;
}

/// One change of one alarm, with the events that led to it.
struct Step {
    Action action = Action::Ignore;
    std::shared_ptr<const Alarm> before;
    QList<qsizetype> results; ///< of which events, as places in the list of results; the last one has the alarm as it was then
    bool alone = true;        ///< nothing else becomes of the alarm in this turn
};

/// Decides event by event as if each were alone, and writes what came out at the end.
class Recording {
public:
    Recording(store::Change& change, FaultMemory& memory, KnownEvidence& evidence)
        : change_(change), connection_(change.connection()), memory_(memory), evidence_(evidence)
    {
    }

    void reserve(qsizetype events)
    {
        results_.reserve(events);
        events_.reserve(events);
    }

    void add(EventDraft&& draft)
    {
        if (const auto known = draft.sourceKey ? knownEvent(*draft.sourceKey) : std::nullopt) {
            results_.append(*known);
            return;
        }
        const std::optional<QString> sourceKey = std::move(draft.sourceKey);
        RecordResult result{keptEvent(std::move(draft), change_.ids().next<EventTag>()), Action::Ignore, {}, {}};
        const QString key = alarmKeyOf(result.event);
        if (!key.isEmpty())
            decide(result, key);
        if (sourceKey)
            sourceKeys_.insert(*sourceKey, results_.size());
        events_.append({results_.size(), sourceKey});
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
        EventWriter writer(connection_, change_.ids(), evidence_);
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
        const auto touched = known->alarmId.isNull() ? std::nullopt : alarm(connection_, known->alarmId);
        return RecordResult{*known, Action::Ignore, touched ? std::make_shared<const Alarm>(*touched) : nullptr, {}};
    }

    void decide(RecordResult& result, const QString& key)
    {
        const KnownAlarm* known = memory_.latest(connection_, key);
        const std::shared_ptr<const Alarm> latest = known ? known->alarm : nullptr;
        Decision decision = correlate(result.event, latest.get(), memory_.surroundings(connection_, result.event.portId));
        if (decision.action == Action::Ignore)
            return;
        if (decision.action == Action::Raise) {
            decision.alarm.id = change_.ids().next<AlarmTag>();
            decision.alarm.number = QStringLiteral("ALM-%1").arg(change_.nextNumber(QStringLiteral("alarm")), 6, 10, QLatin1Char('0'));
        }
        result.event.alarmId = decision.alarm.id;
        if (decision.action != Action::Raise)
            result.event.previous = latest->lastEvent;
        result.action = decision.action;
        addStep(decision.action, decision.alarm.id, decision.action == Action::Raise ? nullptr : latest);
        result.alarm = std::make_shared<const Alarm>(std::move(decision.alarm));
        memory_.put(key, result.alarm);
    }

    void addStep(Action action, AlarmId alarm, const std::shared_ptr<const Alarm>& before)
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
        store::JournalDraft draft = alarmEntry(kind, step.before.get(), alarm, raise ? std::nullopt : raisedEntryOf(alarm));
        draft.after.append(store::JsonWriter().add(u"event", jsonOf(results_[step.results.constLast()].event)).take());
        if (raise)
            draft.sourceKey = raisedKey(alarm.id);
        const auto entry = std::make_shared<const store::JournalEntry>(change_.append(std::move(draft)));
        if (raise)
            raised_.insert(alarm.id, entry->id);
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
        store::JsonWriter counts;
        counts.begin(u"alarms");
        qsizetype reports = 0;
        for (const Step& step : std::as_const(steps_)) {
            if (!onlyCounts(step))
                continue;
            const Alarm& alarm = after(step);
            writer.add(alarm);
            reports += step.results.size();
            counts.begin(alarm.number).add(u"reports", qint64(step.results.size())).add(u"count", qint64(alarm.count)).add(u"last", alarm.lastEventAt.toIso()).end();
        }
        writer.finish();
        counts.end().add(u"reports", qint64(reports));
        const auto entry = std::make_shared<const store::JournalEntry>(change_.append({QStringLiteral("alarm.counted"), QStringLiteral("alarm"), {}, {}, counts.take(), {}, {}}));
        for (const Step& step : std::as_const(steps_))
            if (onlyCounts(step))
                for (const qsizetype place : step.results)
                    results_[place].entry = entry;
    }

    store::Change& change_;
    store::Connection& connection_;
    FaultMemory& memory_;
    KnownEvidence& evidence_;
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
QList<RecordResult> keepEvents(store::Context& context, KnownEvidence& evidence, QList<EventDraft>&& drafts)
{
    QList<RecordResult> results;
    results.reserve(drafts.size());
    store::Transaction transaction(context.connection);
    EventWriter writer(context.connection, context.ids, evidence);
    for (EventDraft& draft : drafts) {
        results.append({keptEvent(std::move(draft), context.ids.next<EventTag>()), Action::Ignore, {}, {}});
        writer.add(results.constLast().event, {});
    }
    writer.finish();
    transaction.commit();
    return results;
}

} // namespace

QList<RecordResult> EventRecorder::record(const access::Actor& actor, QList<EventDraft> drafts)
{
    actor.require(access::Permission::HandleAlarms);
    try {
        if (std::all_of(drafts.cbegin(), drafts.cend(), touchesNothing))
            return keepEvents(context_, evidence_, std::move(drafts));
        store::Change change(context_, actor.who());
        memory_.follow(context_.connection, change.beganAt());
        Recording recording(change, memory_, evidence_);
        recording.reserve(drafts.size());
        for (EventDraft& draft : drafts)
            recording.add(std::move(draft));
        return recording.commit();
    } catch (...) {
        memory_.forget(); // they know of what was not written
        evidence_.forget();
        throw;
    }
}

QList<RecordResult> FaultService::record(const access::Actor& actor, QList<EventDraft> drafts)
{
    return EventRecorder(context_).record(actor, std::move(drafts));
}

} // namespace trunkline::fault
