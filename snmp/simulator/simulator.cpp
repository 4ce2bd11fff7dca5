#include "snmp/simulator/simulator.h"

#include "snmp/simulator/simulatorcommands.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QTimer>

namespace trunkline::simulator {

static const Oid sysUpTimeInstance({1, 3, 6, 1, 2, 1, 1, 3, 0});
static const Oid snmpTrapOidInstance({1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0});
static const Oid snmpTraps({1, 3, 6, 1, 6, 3, 1, 1, 5});

/// One address of the simulator.
struct Simulator::Host {
    Host(const QString& name, quint32 address_, UsmEngine engine, RequestLimits limits)
        : device(name, std::move(engine), limits), address(address_)
    {
    }
    ServedDevice device;
    quint32 address;
    /// Position in the synthetic network; -1 for a recording.
    int networkDevice = -1;
    DeviceLine line;
    std::unique_ptr<UdpSocket> socket;
};

QList<UsmUser> SimulatorOptions::defaultUsers()
{
    return {{"noc-ro", AuthProtocol::Sha256, "Northwind-auth-1", "Northwind-priv-1", false},
            {"noc-rw", AuthProtocol::Sha256, "Northwind-auth-1", "Northwind-priv-1", true}};
}

QString DeviceLine::toString() const
{
    QStringList communities;
    for (const QString& community : readCommunities)
        communities.append(QStringLiteral("%1 (read)").arg(community));
    for (const QString& community : writeCommunities)
        communities.append(QStringLiteral("%1 (read and write)").arg(community));
    return QStringLiteral("%1  %2:%3  v1/v2c %4  v3 %5")
        .arg(name, -12).arg(address).arg(port).arg(communities.join(QStringLiteral(", ")), users.join(QStringLiteral(", ")));
}

Simulator::Simulator(SimulatorOptions options, QObject* parent)
    : QObject(parent), options_(std::move(options)), chance_(quint32(options_.seed))
{
}

Simulator::~Simulator() = default;

bool Simulator::start(QString* error)
{
    stop();
    QList<Endpoint> destinations;
    if (!readDestinations(destinations, error))
        return false;
    for (const UsmUser& user : options_.users)
        keys_.append(deriveKeys(user));
    const qint64 startMs = options_.startMs ? options_.startMs : QDateTime::currentMSecsSinceEpoch();
    clock_ = std::make_unique<SimClock>(startMs, options_.speed);
    NotifierOptions notifications{destinations, options_.notifications, options_.readCommunity,
                                  options_.users.isEmpty() ? QByteArray() : options_.users.first().name,
                                  options_.informTimeoutMs, options_.informTries};
    notifier_ = std::make_unique<Notifier>(notifications);
    if (startSynthetic(error) && startRecordings(error) && openSockets(error))
        return true;
    stop();
    return false;
}

void Simulator::stop()
{
    notifier_.reset();
    hosts_.clear();
    network_.reset();
    clock_.reset();
    keys_.clear();
    lastLinkTraps_.clear();
    warnings_.clear();
    port_ = 0;
}

bool Simulator::readDestinations(QList<Endpoint>& destinations, QString* error) const
{
    for (const QString& text : options_.trapDestinations) {
        const std::optional<Endpoint> destination = Endpoint::parse(text);
        if (!destination || !destination->isLoopback()) {
            *error = QStringLiteral("“%1” is no loopback address with a port, as in 127.0.0.1:9162: traps go nowhere else.").arg(text);
            return false;
        }
        destinations.append(*destination);
    }
    if (options_.notifications == NotificationForm::TrapV3 && options_.users.isEmpty()) {
        *error = QStringLiteral("SNMPv3 traps need a user.");
        return false;
    }
    return true;
}

static bool readBaseAddress(const QString& text, quint32& address, QString* error)
{
    const std::optional<quint32> parsed = parseAddress(text);
    if (!parsed || (*parsed >> 24) != 127) {
        *error = QStringLiteral("“%1” is no loopback address: the simulator serves in 127.0.0.0/8 only.").arg(text);
        return false;
    }
    address = *parsed;
    return true;
}

/// Real seconds since 2024, in steps of four: larger whenever a simulator starts again on the same
/// address, as a real device's boots are.
static qint32 bootsOfThisStart()
{
    constexpr qint64 year2024 = 1'704'067'200;
    return qint32(std::max<qint64>(1, (QDateTime::currentSecsSinceEpoch() - year2024) / 4));
}

static qint64 monotonicSeconds()
{
    return QDeadlineTimer::current().deadline() / 1000;
}

/// RFC 3411: the enterprise of documentation (RFC 5612), then octets of our own: address and port.
static QByteArray engineIdOf(quint32 address, quint16 port)
{
    QByteArray id = QByteArray::fromHex("80007ed905") + addressOctets(address);
    return id + char(port >> 8) + char(port & 0xff);
}

Simulator::Host& Simulator::addHost(const QString& name, quint32 address)
{
    // It gets its identifier when the port is known.
    UsmEngine engine({}, keys_, monotonicSeconds, bootsOfThisStart());
    hosts_.push_back(std::make_unique<Host>(name, address, std::move(engine), options_.limits));
    Host& host = *hosts_.back();
    host.line.name = name;
    host.line.address = addressText(address);
    for (const UsmUser& user : options_.users)
        host.line.users.append(QString::fromUtf8(user.name));
    return host;
}

bool Simulator::startSynthetic(QString* error)
{
    if (!options_.synthetic)
        return true;
    quint32 base = 0;
    if (!readBaseAddress(options_.baseAddress, base, error))
        return false;
    NetworkPlan plan;
    if (options_.networkFile.isEmpty()) {
        plan = NetworkPlan::demo();
    } else {
        QFile file(options_.networkFile);
        if (!file.open(QIODevice::ReadOnly)) {
            *error = QStringLiteral("The network plan %1 can't be read: %2.").arg(options_.networkFile, file.errorString());
            return false;
        }
        const std::optional<NetworkPlan> read = NetworkPlan::parse(file.readAll(), error);
        if (!read)
            return false;
        plan = *read;
    }
    network_ = std::make_unique<SyntheticNetwork>(plan, options_.seed, clock_->nowMs());
    for (int i = 0; i < plan.devices.size(); ++i) {
        Host& host = addHost(plan.devices[i].name, base + quint32(i));
        host.networkDevice = i;
        auto objects = std::make_unique<DeviceObjects>(DeviceContext{*network_, i, host.device.engine(), base});
        host.device.addCommunity(options_.readCommunity, *objects, false);
        host.device.addCommunity(options_.writeCommunity, *objects, true);
        host.device.addContext({}, *objects);
        host.device.keep(std::move(objects));
        host.line.readCommunities = {QString::fromUtf8(options_.readCommunity)};
        host.line.writeCommunities = {QString::fromUtf8(options_.writeCommunity)};
    }
    return true;
}

/// Files as given, folders as their recordings by name. NAME comes before NAME@VLAN: '.' sorts before '@'.
static bool listRecordings(const QStringList& paths, QStringList& files, QString* error)
{
    for (const QString& path : paths) {
        const QFileInfo info(path);
        if (!info.exists()) {
            *error = QStringLiteral("There is no recording or folder %1.").arg(path);
            return false;
        }
        if (!info.isDir()) {
            files.append(path);
            continue;
        }
        const QDir folder(path);
        for (const QString& name : folder.entryList({QStringLiteral("*.snmprec")}, QDir::Files, QDir::Name))
            files.append(folder.filePath(name));
    }
    return true;
}

bool Simulator::startRecordings(QString* error)
{
    QStringList files;
    quint32 address = 0;
    if (options_.recordings.isEmpty())
        return true;
    if (!readBaseAddress(options_.recordingsBaseAddress, address, error) || !listRecordings(options_.recordings, files, error))
        return false;
    std::sort(files.begin(), files.end());
    for (const QString& file : files) {
        const QString name = QFileInfo(file).completeBaseName();
        const qsizetype at = name.indexOf(u'@');
        if (at < 0 || !hostNamed(name.left(at)))
            addHost(name, address++);
        if (!readRecording(file, name, error))
            return false;
    }
    return true;
}

bool Simulator::readRecording(const QString& file, const QString& name, QString* error)
{
    Recording::Outcome outcome = Recording::read(file, options_.skipRecordingFaults);
    if (!outcome.recording) {
        *error = outcome.faults.first().toString();
        return false;
    }
    for (const RecordingFault& fault : outcome.faults)
        warnings_.append(QStringLiteral("left out: %1").arg(fault.toString()));
    if (outcome.recording->outOfOrder() > 0)
        warnings_.append(QStringLiteral("put in order: %1, %2 lines").arg(file).arg(outcome.recording->outOfOrder()));
    if (outcome.recording->duplicates() > 0)
        warnings_.append(QStringLiteral("first value kept: %1, %2 objects are there again").arg(file).arg(outcome.recording->duplicates()));
    Host* host = hostNamed(name);
    const qsizetype at = host ? -1 : name.indexOf(u'@');
    if (!host)
        host = hostNamed(name.left(at));
    const QByteArray vlan = at < 0 ? QByteArray() : name.mid(at).toUtf8();
    for (const QByteArray& community : {name.left(at).toUtf8() + vlan, options_.readCommunity + vlan}) {
        host->device.addCommunity(community, *outcome.recording, false);
        host->line.readCommunities.append(QString::fromUtf8(community));
    }
    // Cisco's context for the bridge tables of a VLAN.
    host->device.addContext(vlan.isEmpty() ? QByteArray() : "vlan-" + vlan.mid(1), *outcome.recording);
    if (host->line.recording.isEmpty())
        host->line.recording = file;
    host->device.keep(std::move(outcome.recording));
    return true;
}

bool Simulator::openSockets(QString* error)
{
    if (hosts_.empty()) {
        *error = QStringLiteral("There is nothing to serve: neither the synthetic network nor a recording was asked for.");
        return false;
    }
    bool inUse = false;
    if (options_.port != 0)
        return openSocketsOn(options_.port, error, &inUse);
    // The port that is free on the first address may be taken on another: then another one is tried.
    for (int attempt = 0; attempt < 20; ++attempt) {
        auto probe = UdpSocket::open({hosts_.front()->address, 0}, {}, error);
        if (!probe)
            return false;
        const quint16 port = probe->local().port;
        probe.reset();
        inUse = false;
        if (openSocketsOn(port, error, &inUse))
            return true;
        if (!inUse)
            return false;
    }
    return false;
}

bool Simulator::openSocketsOn(quint16 port, QString* error, bool* inUse)
{
    for (const auto& host : hosts_) {
        host->socket = UdpSocket::open({host->address, port},
            [this, served = host.get()](QByteArrayView datagram, Endpoint from) { received(*served, datagram, from); }, error, inUse);
        if (!host->socket) {
            for (const auto& opened : hosts_)
                opened->socket.reset();
            return false;
        }
        host->line.port = port;
        host->device.engine().setEngineId(engineIdOf(host->address, port));
    }
    port_ = port;
    return true;
}

void Simulator::received(Host& host, QByteArrayView datagram, Endpoint from)
{
    if (network_)
        network_->setNow(clock_->nowMs());
    const ServedDevice::Answer outcome = host.device.receive(datagram);
    if (outcome.answeredInform)
        notifier_->answered(host.device, *outcome.answeredInform, from);
    if (!outcome.datagram.isEmpty())
        answer(host, outcome.datagram, from);
    settle();
}

bool Simulator::happens(int permille)
{
    return permille > 0 && chance_.bounded(1000) < permille;
}

int Simulator::delayOfAnswerMs()
{
    constexpr int latest = 1'500;
    return options_.answerDelayMs + (happens(options_.reorderPermille) ? 1 + chance_.bounded(latest) : 0);
}

void Simulator::answer(Host& host, const QByteArray& datagram, Endpoint to)
{
    if (happens(options_.lossPermille))
        return;
    for (int copies = happens(options_.duplicatePermille) ? 2 : 1; copies > 0; --copies) {
        const int delayMs = delayOfAnswerMs();
        if (delayMs <= 0)
            host.socket->send(datagram, to);
        else // goes with the socket: what is on its way when the simulator stops does not arrive
            QTimer::singleShot(delayMs, Qt::PreciseTimer, host.socket->context(), [socket = host.socket.get(), datagram, to] { socket->send(datagram, to); });
    }
}

void Simulator::setAnswers(int delayMs, int lossPermille, int duplicatePermille, int reorderPermille)
{
    options_.answerDelayMs = delayMs;
    options_.lossPermille = lossPermille;
    options_.duplicatePermille = duplicatePermille;
    options_.reorderPermille = reorderPermille;
}

void Simulator::settle()
{
    if (!network_)
        return;
    network_->setNow(clock_->nowMs());
    for (const NetworkEvent& event : network_->takeEvents())
        notify(event);
}

static VarBinds linkBindings(const SyntheticNetwork& network, PortRef ref, bool up)
{
    const PortPlan& port = network.port(ref);
    const Oid index{port.ifIndex};
    const Oid ifEntry{1, 3, 6, 1, 2, 1, 2, 2, 1};
    const Oid ifXEntry{1, 3, 6, 1, 2, 1, 31, 1, 1, 1};
    return {{snmpTrapOidInstance, Value::oid(snmpTraps + (up ? 4u : 3u))},
            {ifEntry + 1 + index, Value::integer(port.ifIndex)},
            {ifEntry + 7 + index, Value::integer(network.isAdminUp(ref) ? 1 : 2)},
            {ifEntry + 8 + index, Value::integer(up ? 1 : 2)},
            {ifXEntry + 1 + index, Value::octets(port.name.toUtf8())},
            {ifXEntry + 18 + index, Value::octets(port.alias.toUtf8())}};
}

void Simulator::notify(const NetworkEvent& event)
{
    const int device = event.port.device;
    Host& host = *hosts_[std::size_t(device)];
    VarBinds bindings;
    if (event.kind == NetworkEvent::Kind::ColdStart) {
        host.device.engine().reboot();
        bindings = {{snmpTrapOidInstance, Value::oid(snmpTraps + 1)}};
    } else {
        bindings = linkBindings(*network_, event.port, event.kind == NetworkEvent::Kind::LinkUp);
        if (!network_->areTrapsEnabled(event.port))
            return;
    }
    if (!network_->isPowered(device))
        return;
    if (event.kind != NetworkEvent::Kind::ColdStart)
        lastLinkTraps_.insert({device, event.port.port}, bindings);
    bindings.prepend({sysUpTimeInstance, timeTicks(network_->uptimeMs(device))});
    notifier_->send(host.device, *host.socket, bindings);
}

bool Simulator::repeatTrap(PortRef port)
{
    const auto last = lastLinkTraps_.constFind({port.device, port.port});
    if (last == lastLinkTraps_.cend() || !network_->isPowered(port.device))
        return false;
    VarBinds bindings = *last;
    bindings.prepend({sysUpTimeInstance, timeTicks(network_->uptimeMs(port.device))});
    Host& host = *hosts_[std::size_t(port.device)];
    notifier_->send(host.device, *host.socket, bindings);
    return true;
}

void Simulator::setTrapDestinations(const QList<Endpoint>& destinations)
{
    if (notifier_)
        notifier_->setDestinations(destinations);
}

Simulator::Host* Simulator::hostNamed(const QString& name)
{
    for (const auto& host : hosts_)
        if (host->device.name() == name)
            return host.get();
    return nullptr;
}

ServedDevice* Simulator::served(const QString& name)
{
    Host* host = hostNamed(name);
    return host ? &host->device : nullptr;
}

QStringList Simulator::deviceNames() const
{
    QStringList names;
    for (const auto& host : hosts_)
        names.append(host->device.name());
    return names;
}

QList<DeviceLine> Simulator::devices() const
{
    QList<DeviceLine> lines;
    for (const auto& host : hosts_)
        lines.append(host->line);
    return lines;
}

QStringList Simulator::printableLines() const
{
    QStringList lines;
    for (const DeviceLine& device : devices())
        lines.append(device.toString());
    for (const UsmUser& user : options_.users)
        lines.append(QStringLiteral("user %1  %2  auth %3 \"%4\"  priv AES \"%5\"")
                         .arg(QString::fromUtf8(user.name), user.mayWrite ? QStringLiteral("read and write") : QStringLiteral("read"),
                              QString::fromLatin1(authProtocolName(user.authProtocol)), QString::fromUtf8(user.authPassword),
                              QString::fromUtf8(user.privPassword)));
    return lines;
}

QString Simulator::command(const QString& line)
{
    if (!isRunning())
        return QStringLiteral("error: The simulator is not running.");
    settle();
    const QString answer = runCommand(*this, line);
    settle();
    return answer;
}

} // namespace trunkline::simulator
