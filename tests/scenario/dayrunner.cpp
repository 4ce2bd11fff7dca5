// The day as a program of its own, so that it can be killed: prints the invoice at the end.
//   dayrunner DATABASE CONTROL-SOCKET SNMP-PORT [KILL-AT]
// With KILL-AT it dies by SIGKILL right after that journal entry was committed.

#include "models/core/errors.h"
#include "models/store/migrations.h"
#include "snmp/simulator/control.h"
#include "tests/scenario/day.h"

#include <QCoreApplication>
#include <QTextStream>

#include <csignal>
#include <unistd.h>

using namespace trunkline;

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() < 4)
        qFatal("dayrunner DATABASE CONTROL-SOCKET SNMP-PORT [KILL-AT]");
    const std::int64_t killAt = arguments.value(4, QStringLiteral("0")).toLongLong();
    try {
        SettableClock clock(Timestamp::parse(QString::fromLatin1(test::Day::begins)));
        IdSource ids(clock);
        const auto connection = store::Connection::open(store::DatabaseUrl::parse(arguments[1]));
        store::migrate(*connection, clock.now());
        store::Context context{*connection, clock, ids, [killAt](const store::JournalEntry& entry) {
                                   if (entry.seq == killAt)
                                       ::kill(::getpid(), SIGKILL);
                               }};
        test::DayNetwork network;
        network.snmpPort = arguments[3].toUShort();
        network.command = [&](const QString& line) {
            const simulator::ControlReply reply = simulator::controlSend(arguments[2], line);
            return (reply.ok ? QStringLiteral("ok ") : QStringLiteral("error: ")) + reply.text;
        };
        QTextStream(stdout) << test::comparable(test::Day(context, clock, network).run());
    } catch (const Error& error) {
        qFatal("%s", error.what());
    }
    return 0;
}
