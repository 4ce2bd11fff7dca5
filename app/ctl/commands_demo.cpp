// The demo operator: making it, and letting its time pass.

#include "app/ctl/moneyarguments.h"
#include "app/demo/demobank.h"
#include "app/demo/demooperator.h"
#include "app/station/collector.h"
#include "models/access/operatorsetup.h"
#include "models/collection/collectorstatus.h"
#include "models/core/errors.h"
#include "snmp/simulator/control.h"

#include <QCoreApplication>
#include <QSet>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

namespace trunkline::ctl {

namespace {

QString demoText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

int createDemo(Session& session, const QCommandLineParser& parser)
{
    const Timestamp begins = Timestamp::parse(parser.value(QStringLiteral("start")));
    demo::createDemo(session.context(), session.systemClock(), session.sealer(), QSysInfo::machineHostName(), begins);
    session.say(demoText("Northwind Fibre is there; its clock shows %1. Next: “trunklinectl simulate --start %2 --trap-to 127.0.0.1:9162”, then “trunklinectl discover --seed %3:16161”.")
                    .arg(session.time(session.clock().now()), begins.toIso(), QString::fromLatin1(demo::demoSeedAddress)));
    return Done;
}

/// Collectors look twice a second whether the clock was moved. What happens next is dated by them, so those that run are
/// waited for: they say so when they know.
void letCollectorsFollow(Session& session, const QSet<QString>& running)
{
    constexpr int lookMs = 100, longestMs = 10'000;
    const Timestamp moved = session.clock().now().plusMs(-longestMs); // the step is longer than this wait
    for (int waited = 0; waited < longestMs; waited += lookMs) {
        const auto all = collection::collectorStatuses(session.connection());
        if (std::all_of(all.begin(), all.end(), [&](const collection::CollectorStatus& each) { return !running.contains(each.collector) || each.at >= moved; }))
            return;
        QThread::msleep(lookMs);
    }
}

/// Those that have told of themselves a moment ago.
QSet<QString> runningCollectors(Session& session)
{
    constexpr std::int64_t freshMs = 15'000;
    QSet<QString> running;
    for (const collection::CollectorStatus& each : collection::collectorStatuses(session.connection()))
        if (session.clock().now().msSince(each.at) < freshMs)
            running.insert(each.collector);
    return running;
}

int advanceDemo(Session& session, const QCommandLineParser& parser)
{
    const std::int64_t total = parseDuration(parser.positionalArguments().first());
    session.actor().require(access::Permission::ManageOperator);
    const QSet<QString> running = runningCollectors(session);
    IdSource ids(session.clock());
    snmp::Engine engine;
    station::Collector collector(session.connection().url(), session.clock(), ids, engine, session.sealer(), {});
    int samples = 0;
    for (const std::int64_t step : demo::demoSteps(total)) {
        const auto reply = simulator::controlSend(parser.value(QStringLiteral("control")), QStringLiteral("clock advance %1s").arg(step / 1000));
        if (!reply.ok)
            throw NetworkFailure(demoText("The simulated network can't be reached (%1); start it with “trunklinectl simulate”.").arg(reply.text));
        access::moveDemoClock(session.context(), session.actor(), step);
        session.systemClock().setOffsetMs(session.systemClock().offsetMs() + step);
        samples += collector.pollNow().result().stored;
    }
    letCollectorsFollow(session, running);
    session.say(demoText("It is %1; %2 samples were taken on the way.").arg(session.time(session.clock().now())).arg(samples), {{"now", session.clock().now().toIso()}, {"samples", samples}});
    return Done;
}

int showDemoClock(Session& session, const QCommandLineParser&)
{
    session.say(session.time(session.clock().now()), {{"now", session.clock().now().toIso()}});
    return Done;
}

int writeBankStatement(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewInvoices);
    const QString path = parser.isSet(QStringLiteral("output")) ? parser.value(QStringLiteral("output")) : QStringLiteral("bank.xml");
    writeWhole(path, demo::demoBankStatement(session.connection(), dayOption(session, parser)));
    session.say(demoText("The demo's bank wrote %1; read it with “trunklinectl payment import %1”.").arg(path), {{"file", path}});
    return Done;
}

} // namespace

QList<Command> demoCommands()
{
    return {
        {"demo create", "", demoText("make the demo operator in a new database"), 0, 0,
         {QCommandLineOption(QStringLiteral("start"), demoText("when it begins"), QStringLiteral("INSTANT"), QString::fromLatin1(demo::demoBegins))}, createDemo, true},
        {"demo clock", "", demoText("what time it is there"), 0, 0, {}, showDemoClock},
        {"demo bank", "", demoText("a bank statement in which customers pay what is open"), 0, 0,
         {QCommandLineOption(QStringLiteral("date"), demoText("its day (else today)"), QStringLiteral("DATE")), QCommandLineOption(QStringLiteral("output"), demoText("where to (else bank.xml)"), QStringLiteral("FILE"))}, writeBankStatement},
        {"demo advance", "DURATION", demoText("let time pass there, polling on the way"), 1, 1,
         {QCommandLineOption(QStringLiteral("control"), demoText("the simulator's socket"), QStringLiteral("PATH"), defaultControlPath())}, advanceDemo},
    };
}

} // namespace trunkline::ctl
