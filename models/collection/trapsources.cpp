#include "models/collection/trapsources.h"

#include "models/inventory/inventorystore.h"

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
    keys_.clear();
    ports_.clear();
}

bool TrapSources::follow()
{
    const auto subjects = seen_ < 0 ? QList<store::JournalSubject>() : store::journalSubjectsAfter(connection_, seen_, mostSubjects);
    const auto about = [&](QStringView type) { return std::any_of(subjects.begin(), subjects.end(), [&](const store::JournalSubject& s) { return s.type == type; }); };
    const bool anew = seen_ < 0 || subjects.size() == mostSubjects;
    if (anew || about(u"device") || devices_.size() + keys_.size() > mostKnown)
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

const inventory::Device* TrapSources::device(const QString& address, const QString& domain)
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
        if (const inventory::Device* origin = device(named, notification.domain))
            return {named, origin};
    const inventory::Device* sender = device(notification.sourceAddress, notification.domain);
    return {sender || named.isEmpty() ? notification.sourceAddress : named, sender};
}

const inventory::Port* TrapSources::port(DeviceId device, const TrapPort& said)
{
    if (said.ifName.isEmpty() && !said.ifIndex)
        return nullptr;
    const PortKey key(device, {said.ifName, said.ifIndex.value_or(0)});
    const auto known = keys_.constFind(key);
    if (known != keys_.cend() && known->isNull())
        return nullptr;
    if (known != keys_.cend())
        if (const auto port = ports_.constFind(*known); port != ports_.cend())
            return &*port;
    std::optional<inventory::Port> found;
    if (!said.ifName.isEmpty())
        found = inventory::portByName(connection_, device, said.ifName);
    if (!found && said.ifIndex)
        found = inventory::portByIndex(connection_, device, *said.ifIndex);
    keys_.insert(key, found ? found->id : PortId());
    return found ? &*ports_.insert(found->id, *found) : nullptr;
}

bool TrapSources::agrees(const inventory::PortSighting& sighting) const
{
    const auto port = ports_.constFind(sighting.port);
    return port != ports_.cend() && sighting.seen.adminState.value_or(port->adminState) == port->adminState
           && sighting.seen.operState.value_or(port->operState) == port->operState;
}

} // namespace trunkline::collection
