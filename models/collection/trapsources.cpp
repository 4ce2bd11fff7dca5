#include "models/collection/trapsources.h"

#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

#include <QHostAddress>

#include <algorithm>

namespace trunkline::collection {

static constexpr int mostSubjects = 2000;      // then it is cheaper to begin anew
static constexpr qsizetype mostKnown = 100'000; // forged addresses must not fill the memory

static const snmp::Oid ifIndexColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 1};
static const snmp::Oid ifAdminStatusColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 7};
static const snmp::Oid ifOperStatusColumn{1, 3, 6, 1, 2, 1, 2, 2, 1, 8};
static const snmp::Oid ifNameColumn{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1};
static const snmp::Oid snmpTrapAddress{1, 3, 6, 1, 6, 3, 18, 1, 3, 0};

TrapPort portIn(const snmp::Notification& notification)
{
    TrapPort port;
    for (const snmp::VarBind& bind : notification.binds) {
        const auto number = bind.value.toInteger();
        if (bind.oid.startsWith(ifIndexColumn) && number)
            port.ifIndex = *number;
        else if (bind.oid.startsWith(ifNameColumn))
            port.ifName = bind.value.toDisplay();
        else if (bind.oid.startsWith(ifAdminStatusColumn) && number)
            port.adminState = inventory::adminStateNumbered(*number);
        else if (bind.oid.startsWith(ifOperStatusColumn) && number)
            port.operState = inventory::operStateNumbered(*number);
    }
    return port;
}

QString originIn(const snmp::Notification& notification)
{
    constexpr int loopback = 127, firstMulticast = 224;
    for (const snmp::VarBind& bind : notification.binds) {
        if (bind.oid != snmpTrapAddress || bind.value.type != snmp::Type::IpAddress)
            continue;
        const QByteArray octets = bind.value.toBytes();
        const int first = octets.size() == 4 ? quint8(octets[0]) : 0;
        const QString address = bind.value.toDisplay();
        return first != 0 && first != loopback && first < firstMulticast && address != notification.sourceAddress ? address : QString();
    }
    return {};
}

QString placeOf(const QString& address, const QString& domain)
{
    return domain.isEmpty() ? address : address + u' ' + domain;
}

void TrapSources::forget()
{
    devices_.clear();
    names_.clear();
    keys_.clear();
    ports_.clear();
    ++asOf_;
}

bool TrapSources::follow()
{
    const auto subjects = seen_ < 0 ? QList<store::JournalSubject>() : store::journalSubjectsAfter(connection_, seen_, mostSubjects);
    const auto about = [&](QStringView type) { return std::any_of(subjects.begin(), subjects.end(), [&](const store::JournalSubject& s) { return s.type == type; }); };
    const bool anew = seen_ < 0 || subjects.size() == mostSubjects;
    if (anew || about(u"device") || devices_.size() + names_.size() + keys_.size() > mostKnown)
        forget();
    if (anew)
        seen_ = store::journalEnd(connection_);
    else if (!subjects.isEmpty())
        seen_ = subjects.constLast().seq;
    for (const store::JournalSubject& subject : subjects)
        if (subject.type == u"port")
            ports_.remove(PortId::fromString(subject.id));
    return anew || about(u"credential");
}

const inventory::Device* TrapSources::byAddress(const QString& address, const QString& domain)
{
    const auto key = std::pair(address, domain);
    auto known = devices_.constFind(key);
    if (known == devices_.cend())
        known = devices_.insert(key, inventory::deviceByAddress(connection_, address, domain));
    return *known ? &**known : nullptr;
}

TrapSources::Origin TrapSources::originOf(const snmp::Notification& notification)
{
    const QString named = originIn(notification);
    if (!named.isEmpty())
        if (const inventory::Device* origin = byAddress(named, notification.domain))
            return {named, origin};
    const inventory::Device* sender = byAddress(notification.sourceAddress, notification.domain);
    return {sender || named.isEmpty() ? notification.sourceAddress : named, sender};
}

const inventory::Device* TrapSources::byName(const QString& hostName)
{
    auto known = names_.constFind(hostName);
    if (known == names_.cend())
        known = names_.insert(hostName, named(hostName));
    return *known ? &**known : nullptr;
}

std::optional<inventory::Device> TrapSources::named(const QString& hostName)
{
    if (hostName.isEmpty())
        return std::nullopt;
    if (!QHostAddress(hostName).isNull())
        return inventory::deviceByAddress(connection_, hostName);
    try {
        auto found = inventory::deviceByName(connection_, hostName);
        if (const qsizetype dot = hostName.indexOf(u'.'); !found && dot > 0)
            found = inventory::deviceByName(connection_, hostName.first(dot));
        return found;
    } catch (const Refused&) {
        return std::nullopt; // several have the name
    }
}

const inventory::Port* TrapSources::port(DeviceId device, const QString& name, std::optional<qint64> ifIndex)
{
    if (name.isEmpty() && !ifIndex)
        return nullptr;
    const PortKey key(device, {name, ifIndex.value_or(0)});
    const auto known = keys_.constFind(key);
    if (known != keys_.cend() && known->isNull())
        return nullptr;
    if (known != keys_.cend())
        if (const auto port = ports_.constFind(*known); port != ports_.cend())
            return &*port;
    const auto port = found(device, name, ifIndex);
    keys_.insert(key, port ? port->id : PortId());
    return port ? &*ports_.insert(port->id, *port) : nullptr;
}

std::optional<inventory::Port> TrapSources::found(DeviceId device, const QString& name, std::optional<qint64> ifIndex)
{
    if (!name.isEmpty()) {
        if (auto port = inventory::portByName(connection_, device, name))
            return port;
        const QList<inventory::Port> ports = inventory::ports(connection_, device);
        const auto described = std::find_if(ports.begin(), ports.end(), [&](const inventory::Port& port) { return port.description.compare(name, Qt::CaseInsensitive) == 0; });
        if (described != ports.end())
            return *described;
    }
    return ifIndex ? inventory::portByIndex(connection_, device, *ifIndex) : std::nullopt;
}

const inventory::Port* TrapSources::knownPort(PortId id) const
{
    const auto port = ports_.constFind(id);
    return port != ports_.cend() ? &*port : nullptr;
}

bool TrapSources::agrees(const inventory::PortSighting& sighting) const
{
    const inventory::Port* port = knownPort(sighting.port);
    return port && sighting.seen.adminState.value_or(port->adminState) == port->adminState
           && sighting.seen.operState.value_or(port->operState) == port->operState;
}

} // namespace trunkline::collection
