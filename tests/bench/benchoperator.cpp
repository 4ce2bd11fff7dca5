#include "tests/bench/benchoperator.h"

#include "models/inventory/inventorystore.h"
#include "models/store/migrations.h"
#include "tests/bench/responder.h"

#include <QCoreApplication>
#include <QTimer>

namespace trunkline::bench {

BenchOperator::BenchOperator(int devices, quint16 snmpPort)
    : ids_(clock_), connection_(store::Connection::open(store::DatabaseUrl::sqlite(folder_.filePath(QStringLiteral("bench.db"))))),
      context_{*connection_, clock_, ids_}, sealer_(QByteArray(32, 'k'))
{
    store::migrate(*connection_, clock_.now());
    inventory::Credential credential;
    credential.name = QStringLiteral("public");
    credential.community = "public";
    const auto administrator = access::Actor::withRoles(QStringLiteral("bench"), QStringLiteral("bench"), {access::Role::Administrator});
    inventory::CredentialService(context_, sealer_).add(administrator, credential);
    const CredentialId id = inventory::credentials(*connection_, sealer_).first().id;
    store::Transaction transaction(*connection_);
    for (int number = 0; number < devices; ++number)
        addDevice(number, snmpPort, id);
    transaction.commit();
}

/// As a discovery would have found it: the states of its ports are known.
void BenchOperator::addDevice(int number, quint16 snmpPort, CredentialId credential)
{
    inventory::Device device;
    device.id = ids_.next<DeviceTag>();
    device.name = QStringLiteral("switch-%1").arg(number);
    device.sysName = device.name;
    device.address = responderTarget(number, snmpPort, false).address;
    device.snmpPort = snmpPort;
    device.credentialId = credential;
    device.state = inventory::DeviceState::Answering;
    inventory::insertDevice(*connection_, device);
    for (int index = 1; index <= responderPorts; ++index) {
        const bool up = index % 7 != 0; // by the responder's own source
        inventory::Port port;
        port.id = ids_.next<PortTag>();
        port.deviceId = device.id;
        port.name = QStringLiteral("Gi1/0/%1").arg(index);
        port.ifIndex = index;
        port.ifType = 6;
        port.adminState = up ? inventory::AdminState::Up : inventory::AdminState::Down;
        port.operState = up ? inventory::OperState::Up : inventory::OperState::Down;
        port.speedBps = 1'000'000'000;
        inventory::insertPort(*connection_, port);
    }
}

void runUntil(const std::function<bool()>& done)
{
    constexpr int lookEveryMs = 50;
    QTimer look; // with a time of its own processEvents() would not wait, and that would be counted as work
    look.start(lookEveryMs);
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

} // namespace trunkline::bench
