// Traps from the socket to stored events: what is lost, what one costs. Prints a line each: name, figure, unit.
//
//     bench_traps [sqlite|postgresql]
//
// A thread sends SNMPv2c traps of four variables from 64 addresses of 127.0.0.0/8; its own time is left out of the cost.
#include "models/collection/trapintake.h"
#include "models/store/migrations.h"
#include "tests/support/teststore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>
#include <QTimer>

#include <arpa/inet.h>
#include <ctime>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace trunkline;

namespace {

QByteArray tlv(char tag, const QByteArray& content)
{
    QByteArray length;
    if (content.size() < 128)
        length = QByteArray(1, char(content.size()));
    else
        length = QByteArray("\x82") + char(content.size() >> 8) + char(content.size());
    return tag + length + content;
}

QByteArray oid(const snmp::Oid& id)
{
    QByteArray bytes(1, char(id[0] * 40 + id[1]));
    for (std::size_t i = 2; i < id.size(); ++i) {
        QByteArray arc(1, char(id[i] & 0x7f));
        for (std::uint32_t rest = id[i] >> 7; rest; rest >>= 7)
            arc.prepend(char(0x80 | (rest & 0x7f)));
        bytes += arc;
    }
    return tlv(0x06, bytes);
}

QByteArray integer(int value) { return tlv(0x02, QByteArray(1, char(value))); }

QByteArray bind(const snmp::Oid& id, const QByteArray& value) { return tlv(0x30, oid(id) + value); }

/// linkDown of a port, or a trap that no module knows, with four variables behind the two that every trap has.
QByteArray trap(bool linkDown, int port)
{
    const auto index = std::uint32_t(port);
    const QByteArray name = tlv(0x04, "GigabitEthernet1/0/" + QByteArray::number(port));
    const snmp::Oid id = linkDown ? snmp::Oid{1, 3, 6, 1, 6, 3, 1, 1, 5, 3} : snmp::Oid{1, 3, 6, 1, 4, 1, 99999, 1, 0, 7};
    const QByteArray binds = bind({1, 3, 6, 1, 2, 1, 1, 3, 0}, tlv(0x43, QByteArray("\x07\x5b\xcd\x15", 4))) + bind({1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0}, oid(id))
        + bind({1, 3, 6, 1, 2, 1, 2, 2, 1, 1, index}, integer(port)) + bind({1, 3, 6, 1, 2, 1, 2, 2, 1, 7, index}, integer(1))
        + bind({1, 3, 6, 1, 2, 1, 2, 2, 1, 8, index}, integer(2)) + bind({1, 3, 6, 1, 2, 1, 2, 2, 1, 2, index}, name);
    return tlv(0x30, integer(1) + tlv(0x04, "public") + tlv(char(0xa7), integer(1) + integer(0) + integer(0) + tlv(0x30, binds)));
}

double cpuSeconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

/// Sends `count` traps at `rate` a second from 64 addresses in turn; gives the processor time that it took itself.
double send(quint16 port, bool linkDown, int rate, int count)
{
    QList<QByteArray> traps;
    for (int i = 1; i <= 48; ++i)
        traps.append(trap(linkDown, i));
    std::array<int, 64> sockets{};
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        sockets[i] = socket(AF_INET, SOCK_DGRAM, 0);
        sockaddr_in from{};
        from.sin_family = AF_INET;
        from.sin_addr.s_addr = htonl(0x7f000001u + std::uint32_t(i));
        if (::bind(sockets[i], reinterpret_cast<sockaddr*>(&from), sizeof from) != 0)
            qFatal("127.0.0.%zu can't be had", i + 1);
    }
    QElapsedTimer clock;
    clock.start();
    for (int sent = 0; sent < count;) {
        const qint64 due = std::min<qint64>(count, clock.nsecsElapsed() * rate / 1'000'000'000 + 1);
        for (; sent < due; ++sent) {
            const QByteArray& bytes = traps[sent / 64 % traps.size()];
            sendto(sockets[std::size_t(sent) % sockets.size()], bytes.constData(), std::size_t(bytes.size()), 0, reinterpret_cast<sockaddr*>(&to), sizeof to);
        }
        usleep(500);
    }
    for (const int socket : sockets)
        close(socket);
    return cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
}

void print(const QString& name, double figure, const char* unit)
{
    QTextStream out(stdout);
    out.setEncoding(QStringConverter::Utf8);
    out << QStringLiteral("%1  %2  %3").arg(name, -58).arg(figure, 12, 'f', figure < 100 ? 2 : 0).arg(QString::fromUtf8(unit)) << Qt::endl;
}

void run(const QString& engine, const QString& name, bool linkDown, int rate, int seconds)
{
    test::TestStore store(engine);
    snmp::Engine snmpEngine;
    snmp::TrapReceiver receiver(snmpEngine);
    collection::TrapIntake intake(store.context, receiver, access::collectorAgent(QStringLiteral("bench")));
    QString failure;
    if (!receiver.listen(QStringLiteral("127.0.0.1"), 0, &failure))
        qFatal("%s", qPrintable(failure));
    const int count = rate * seconds;
    const double before = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
    double senders = 0;
    std::atomic_bool sent = false;
    std::thread sender([&] {
        senders = send(receiver.port(), linkDown, rate, count);
        sent = true;
    });
    QElapsedTimer clock;
    clock.start();
    qint64 storedAtEnd = 0;
    qint64 last = -1;
    QElapsedTimer quiet;
    quiet.start();
    // Nothing new for a second after the last was sent: all that will come has come.
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, [&] {
        const auto now = intake.counters();
        if (sent && storedAtEnd == 0)
            storedAtEnd = now.recorded;
        if (now.recorded != last || now.waiting > 0) {
            last = now.recorded;
            quiet.restart();
        }
        if (sent && quiet.elapsed() >= 1000)
            QCoreApplication::quit();
    });
    watch.start(100);
    QCoreApplication::exec();
    sender.join();
    const auto counters = intake.counters();
    const double cpu = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - before - senders;
    print(name + QStringLiteral(": sent"), count, "traps");
    print(name + QStringLiteral(": stored"), double(counters.recorded), "events");
    print(name + QStringLiteral(": dropped and counted"), double(counters.dropped), "traps");
    print(name + QStringLiteral(": lost at the socket"), double(count - counters.recorded - counters.dropped), "traps");
    print(name + QStringLiteral(": waiting when the last was sent"), double(count - storedAtEnd - counters.dropped), "traps");
    print(name + QStringLiteral(": stored, until nothing waited"), double(counters.recorded) / (double(clock.elapsed() - 1000) / 1000), "events/s");
    print(name + QStringLiteral(": cost from socket to stored event"), cpu * 1e6 / double(std::max<qint64>(1, counters.recorded)), "µs CPU/event");
}

/// What the parts of the way cost, one after the other on one thread.
void runParts(const QString& engine)
{
    test::TestStore store(engine);
    const auto rules = collection::TrapRules::shared();
    snmp::Notification notification;
    notification.trapOid = {1, 3, 6, 1, 4, 1, 99999, 1, 0, 7};
    notification.sourceAddress = QStringLiteral("127.0.0.9");
    for (std::uint32_t column : {1u, 7u, 8u})
        notification.binds.append({snmp::Oid{1, 3, 6, 1, 2, 1, 2, 2, 1, column, 3}, snmp::Value::integer(1)});
    notification.binds.append({snmp::Oid{1, 3, 6, 1, 2, 1, 2, 2, 1, 2, 3}, snmp::Value::octets("GigabitEthernet1/0/3")});
    constexpr int count = 20'000;
    double before = cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
    QList<fault::EventDraft> drafts;
    for (int i = 0; i < count; ++i)
        drafts.append(collection::eventOf(notification, *rules, {}, {}, {i}));
    print(QStringLiteral("part: names, rule and text of a trap"), (cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - before) * 1e6 / count, "µs CPU/event");
    before = cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
    for (int i = 0; i < count; i += 1000)
        fault::FaultService(store.context).record(access::collectorAgent(QStringLiteral("bench")), drafts.mid(i, 1000));
    print(QStringLiteral("part: storing events, 1,000 a transaction"), (cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - before) * 1e6 / count, "µs CPU/event");
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QString engine = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("sqlite");
    runParts(engine);
    if (argc > 2)
        return 0;
    run(engine, QStringLiteral("unknown trap, 5,000/s"), false, 5'000, 10);
    run(engine, QStringLiteral("linkDown of 3,072 ports, 5,000/s"), true, 5'000, 10);
    run(engine, QStringLiteral("unknown trap, 20,000/s"), false, 20'000, 10);
    run(engine, QStringLiteral("linkDown of 3,072 ports, 20,000/s"), true, 20'000, 10);
    return 0;
}
