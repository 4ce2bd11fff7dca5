// Jobs about faults: alarms and the events behind them.

#include "app/ctl/session.h"
#include "models/core/errors.h"
#include "models/core/severity.h"
#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"

#include <QCoreApplication>

namespace trunkline::ctl {

namespace {

QString faultText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

fault::Alarm alarmCalled(Session& session, const QString& number)
{
    if (auto alarm = fault::alarmNumbered(session.connection(), number))
        return *alarm;
    throw NotFound(faultText("There is no alarm “%1”; see “trunklinectl alarm list”.").arg(number));
}

QJsonObject alarmRow(Session& session, const fault::Alarm& alarm)
{
    QJsonObject row = fault::jsonOf(alarm).object();
    row["id"] = alarm.id.toString();
    row["number"] = alarm.number;
    row["severity"] = severityKey(alarm.severity);
    row["severityWord"] = severityWord(alarm.isOpen() ? alarm.severity : Severity::Cleared);
    row["raised"] = session.time(alarm.raisedAt);
    row["cleared"] = alarm.clearedAt ? session.time(*alarm.clearedAt) : QString();
    row["object"] = alarm.objectName;
    row["problemWord"] = fault::problemWord(alarm.problem);
    row["acknowledged"] = alarm.acknowledgedBy;
    row["count"] = qint64(alarm.count);
    return row;
}

int listAlarms(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewAlarms);
    const bool all = parser.isSet(QStringLiteral("all"));
    Listing listing{{{"number", faultText("Alarm")}, {"severityWord", faultText("Severity")}, {"raised", faultText("Since")}, {"object", faultText("Object")},
                     {"problemWord", faultText("Problem")}, {"count", faultText("Count"), true}, {"owner", faultText("Owner")},
                     {"acknowledged", faultText("Acknowledged by")}, {"cleared", faultText("Cleared")}}, {},
                    all ? faultText("There was no alarm yet.") : faultText("No alarm is open.")};
    for (const fault::Alarm& alarm : all ? fault::alarmHistory(session.connection()) : fault::openAlarms(session.connection()))
        listing.rows.append(alarmRow(session, alarm));
    session.show(listing);
    return Done;
}

Listing eventListing(Session& session, const QList<fault::Event>& events)
{
    Listing listing{{{"at", faultText("Time")}, {"severityWord", faultText("Severity")}, {"kindWord", faultText("What")}, {"source", faultText("Source")}, {"object", faultText("Object")}, {"facility", faultText("Facility")}, {"app", faultText("Application")}, {"text", faultText("Text")}},
                    {}, faultText("No event came in yet; “trunklinectl collect” listens for traps and syslog, and polls.")};
    for (const fault::Event& event : events) {
        QJsonObject row = fault::jsonOf(event).object();
        row["at"] = session.time(event.at);
        row["kindWord"] = fault::eventKindWord(event.kind, event.payload);
        if (const auto severity = fault::severityOf(event)) {
            row["severity"] = severityKey(*severity);
            row["severityWord"] = severityWord(*severity);
        }
        for (const char* name : {"facility", "level", "app"})
            row[QLatin1StringView(name)] = event.payload[QLatin1StringView(name)];
        row["source"] = event.source;
        row["object"] = event.objectName;
        row["text"] = event.text;
        listing.rows.append(row);
    }
    return listing;
}

int showAlarm(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewAlarms);
    const fault::Alarm alarm = alarmCalled(session, parser.positionalArguments().first());
    QJsonObject object = alarmRow(session, alarm);
    object["probableCause"] = fault::probableCauseWord(alarm.problem);
    object["eventType"] = fault::eventTypeWord(alarm.problem);
    QJsonArray notes;
    for (const fault::AlarmNote& note : fault::alarmNotes(session.connection(), alarm.id))
        notes.append(session.time(note.at) + QStringLiteral(" ") + note.author + QStringLiteral(": ") + note.text);
    object["notes"] = notes;
    const Listing events = eventListing(session, fault::eventsOfAlarm(session.connection(), alarm.id));
    if (session.options().json) {
        object["events"] = events.rows;
        session.show(object, {});
        return Done;
    }
    session.show(object, {{"number", faultText("Alarm")}, {"severityWord", faultText("Severity")}, {"object", faultText("Object")}, {"text", faultText("Text")},
                          {"problemWord", faultText("Problem")}, {"eventType", faultText("Event type")}, {"probableCause", faultText("Probable cause")},
                          {"raised", faultText("Raised")}, {"cleared", faultText("Cleared")}, {"count", faultText("Count")}, {"owner", faultText("Owner")},
                          {"acknowledged", faultText("Acknowledged by")}, {"notes", faultText("Notes")}});
    session.show(events);
    return Done;
}

int acknowledgeAlarm(Session& session, const QCommandLineParser& parser)
{
    const QString number = parser.positionalArguments().first();
    fault::FaultService(session.context()).acknowledge(session.actor(), alarmCalled(session, number).id);
    session.say(faultText("%1 is acknowledged by %2.").arg(number, session.actor().name()));
    return Done;
}

int clearAlarm(Session& session, const QCommandLineParser& parser)
{
    const QString number = parser.positionalArguments().first();
    fault::FaultService(session.context()).clear(session.actor(), alarmCalled(session, number).id, parser.value(QStringLiteral("reason")));
    session.say(faultText("%1 is cleared.").arg(number));
    return Done;
}

int assignAlarm(Session& session, const QCommandLineParser& parser)
{
    const QString number = parser.positionalArguments().at(0);
    const QString owner = parser.positionalArguments().at(1);
    fault::FaultService(session.context()).assign(session.actor(), alarmCalled(session, number).id, owner);
    session.say(faultText("%1 belongs to %2.").arg(number, owner));
    return Done;
}

int noteAlarm(Session& session, const QCommandLineParser& parser)
{
    const QString number = parser.positionalArguments().at(0);
    fault::FaultService(session.context()).note(session.actor(), alarmCalled(session, number).id, parser.positionalArguments().at(1));
    session.say(faultText("The note stands on %1.").arg(number));
    return Done;
}

int listEvents(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewAlarms);
    session.show(eventListing(session, fault::recentEvents(session.connection())));
    return Done;
}

} // namespace

QList<Command> faultCommands()
{
    return {
        {"alarm list", "", faultText("open alarms, worst first"), 0, 0, {QCommandLineOption(QStringLiteral("all"), faultText("cleared ones too"))}, listAlarms},
        {"alarm show", "NUMBER", faultText("one alarm with its events and notes"), 1, 1, {}, showAlarm},
        {"alarm acknowledge", "NUMBER", faultText("say that somebody knows"), 1, 1, {}, acknowledgeAlarm},
        {"alarm clear", "NUMBER", faultText("clear it by hand"), 1, 1,
         {QCommandLineOption(QStringLiteral("reason"), faultText("why it is no fault any more"), QStringLiteral("TEXT"))}, clearAlarm},
        {"alarm assign", "NUMBER USER", faultText("give it to somebody"), 2, 2, {}, assignAlarm},
        {"alarm note", "NUMBER TEXT", faultText("write a note on it"), 2, 2, {}, noteAlarm},
        {"event list", "", faultText("traps, logs and what the poll saw, newest first"), 0, 0, {}, listEvents},
    };
}

} // namespace trunkline::ctl
