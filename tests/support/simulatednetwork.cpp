#include "tests/support/simulatednetwork.h"

#include "models/collection/discovery.h"
#include "models/inventory/credential.h"

namespace trunkline::test {

static simulator::SimulatorOptions standingStill(const TestStore& store, quint16 trapPort)
{
    simulator::SimulatorOptions options;
    options.startMs = store.clock.now().ms;
    options.speed = 0;
    if (trapPort)
        options.trapDestinations = {QStringLiteral("127.0.0.1:%1").arg(trapPort)};
    return options;
}

SimulatedNetwork::SimulatedNetwork(TestStore& store, quint16 trapPort)
    : store_(store), sealer_(QByteArray(32, 'k')), simulator_(standingStill(store, trapPort))
{
    QString failure;
    if (!simulator_.start(&failure))
        qFatal("%s", qPrintable(failure));
    inventory::CredentialService credentials(store_.context, sealer_);
    inventory::Credential reading;
    reading.name = QStringLiteral("public-read");
    reading.community = "public";
    credentials.add(administrator(), reading);
    inventory::Credential writing;
    writing.name = QStringLiteral("private-write");
    writing.community = "private";
    writing.forWriting = true;
    credentials.add(administrator(), writing);
}

void SimulatedNetwork::discover()
{
    collection::DiscoveryOptions options;
    options.seeds = {QStringLiteral("127.20.0.1")};
    options.reading.port = simulator_.port();
    collection::Discovery discovery(engine_, inventory::credentials(*store_.connection, sealer_), options);
    const auto report = discovery.run(store_.context, administrator());
    for (const auto& failure : report.failures)
        qFatal("%s", qPrintable(failure.sentence));
    if (report.devices.size() != simulator_.devices().size())
        qFatal("%d of %d devices were found", int(report.devices.size()), int(simulator_.devices().size()));
}

void SimulatedNetwork::command(const QString& line)
{
    const QString answer = simulator_.command(line);
    if (!answer.startsWith(QLatin1String("ok")))
        qFatal("%s: %s", qPrintable(line), qPrintable(answer));
}

void SimulatedNetwork::advanceMs(std::int64_t ms)
{
    store_.clock.advanceMs(ms);
    command(QStringLiteral("clock advance %1s").arg(ms / 1000));
}

inventory::Device SimulatedNetwork::device(const QString& name) const
{
    const auto found = inventory::deviceByName(*store_.connection, name);
    if (!found)
        qFatal("There is no %s", qPrintable(name));
    return *found;
}

inventory::Port SimulatedNetwork::port(const QString& deviceName, const QString& ifName) const
{
    const auto found = inventory::portByName(*store_.connection, device(deviceName).id, ifName);
    if (!found)
        qFatal("%s has no %s", qPrintable(deviceName), qPrintable(ifName));
    return *found;
}

} // namespace trunkline::test
