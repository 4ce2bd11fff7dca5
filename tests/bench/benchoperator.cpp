#include "tests/bench/benchoperator.h"

#include "models/inventory/inventorystore.h"
#include "models/store/frugal.h"
#include "models/store/migrations.h"
#include "tests/bench/responder.h"

#include <QCoreApplication>
#include <QTimer>

#include <malloc.h>

namespace trunkline::bench {

BenchOperator::BenchOperator(int devices, quint16 snmpPort)
    : ids_(clock_), sealer_(QByteArray(32, 'k')), connection_(opened(devices, snmpPort)), context_{*connection_, clock_, ids_}
{
}

/// Who filled it leaves, and takes along what it remembers: the poller finds a database as a collector that starts does.
std::unique_ptr<store::Connection> BenchOperator::opened(int devices, quint16 snmpPort)
{
    const auto url = store::DatabaseUrl::sqlite(folder_.filePath(QStringLiteral("bench.db")));
    {
        const auto connection = store::Connection::open(url);
        store::Context context{*connection, clock_, ids_};
        store::migrate(*connection, clock_.now());
        inventory::Credential credential;
        credential.name = QStringLiteral("public");
        credential.community = "public";
        const auto administrator = access::Actor::withRoles(QStringLiteral("bench"), QStringLiteral("bench"), {access::Role::Administrator});
        inventory::CredentialService(context, sealer_).add(administrator, credential);
        const CredentialId id = inventory::credentials(*connection, sealer_).first().id;
        store::Transaction transaction(*connection);
        for (int number = 0; number < devices; ++number)
            addDevice(*connection, number, snmpPort, id);
        transaction.commit();
    }
    ::malloc_trim(0);
    return store::openFrugally(url);
}

/// As a discovery would have found it: the states of its ports are known.
void BenchOperator::addDevice(store::Connection& connection, int number, quint16 snmpPort, CredentialId credential)
{
    inventory::Device device;
    device.id = ids_.next<DeviceTag>();
    device.name = QStringLiteral("switch-%1").arg(number);
    device.sysName = device.name;
    device.address = responderTarget(number, snmpPort, false).address;
    device.snmpPort = snmpPort;
    device.credentialId = credential;
    device.state = inventory::DeviceState::Answering;
    inventory::insertDevice(connection, device);
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
        inventory::insertPort(connection, port);
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
