#include "models/collection/livehardware.h"

#include "models/collection/oids.h"

namespace trunkline::collection {

namespace {

/// What decodeSystem() and decodeEntity() need of a device that nothing is known of.
QList<snmp::Oid> systemRoots()
{
    QList<snmp::Oid> roots{oids::system};
    for (const quint32 column : {2u, 5u, 10u, 11u, 12u, 13u})
        roots.append(oids::entPhysicalEntry + column);
    return roots;
}

/// Roots below which nothing was read yet.
QList<snmp::Oid> unread(QList<snmp::Oid> roots, const snmp::VarBinds& known)
{
    const Variables variables(known);
    roots.removeIf([&](const snmp::Oid& root) { return !variables.below(root).empty(); });
    return roots;
}

} // namespace

snmp::VarBinds walkRoots(snmp::Engine& engine, const snmp::Target& target, const QList<snmp::Oid>& roots, int inFlight, const Await& await,
                         QStringList* brokenOff)
{
    snmp::VarBinds binds;
    QList<std::pair<snmp::Oid, QFuture<snmp::Reply>>> asked;
    const auto takeFirst = [&] {
        auto [root, future] = asked.takeFirst();
        const snmp::Reply reply = await(std::move(future));
        binds += reply.binds;
        // A v1 agent ends a walk with an error status.
        if (!reply.ok() && reply.failure != snmp::Failure::ErrorStatus && brokenOff)
            brokenOff->append(root.toString());
    };
    for (const snmp::Oid& root : roots) {
        if (asked.size() >= inFlight)
            takeFirst();
        asked.append({root, engine.walk(target, root)});
    }
    while (!asked.isEmpty())
        takeFirst();
    return binds;
}

DeviceIdentity readIdentity(snmp::Engine& engine, const snmp::Target& target, const QList<Profile>& profiles, const snmp::VarBinds& known, const Await& await)
{
    const SystemFacts system = decodeSystem(known);
    snmp::VarBinds binds = known;
    binds += walkRoots(engine, target, unread(choiceRoots(profiles, system), binds), 1, await, nullptr);
    const ProfileChoice choice = chooseProfiles(profiles, system, Variables(binds));
    binds += walkRoots(engine, target, unread(identityRoots(choice, system), binds), inFlightOf(choice), await, nullptr);
    return identify(choice, system, decodeEntity(binds), Variables(binds));
}

LiveHardware readLiveHardware(snmp::Engine& engine, const snmp::Target& target, const QList<Profile>& profiles, const Await& await)
{
    LiveHardware live;
    snmp::VarBinds binds = walkRoots(engine, target, systemRoots(), 1, await, &live.brokenOff);
    const SystemFacts system = decodeSystem(binds);
    live.answered = !binds.isEmpty();
    if (!live.answered)
        return live;
    binds += walkRoots(engine, target, choiceRoots(profiles, system), 1, await, &live.brokenOff);
    const ProfileChoice choice = chooseProfiles(profiles, system, Variables(binds));
    const QList<snmp::Oid> wanted = identityRoots(choice, system) + hardwareRoots(choice);
    binds += walkRoots(engine, target, unread(wanted, binds), inFlightOf(choice), await, &live.brokenOff);
    const Variables variables(binds);
    live.identity = identify(choice, system, decodeEntity(binds), variables);
    live.hardware = readHardware(choice, variables);
    for (const Profile* profile : choice)
        live.profiles.append(profile->id);
    return live;
}

} // namespace trunkline::collection
