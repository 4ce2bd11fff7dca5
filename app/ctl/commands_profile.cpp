// Jobs about device profiles: which there are, what one says, what it finds in a recording (without a
// database) and what they find in a live device.

#include "app/ctl/hardwarelistings.h"
#include "app/ctl/session.h"
#include "models/collection/livehardware.h"
#include "models/collection/profilelibrary.h"
#include "models/core/errors.h"
#include "models/fulfilment/snmptarget.h"
#include "models/inventory/inventorystore.h"
#include "snmp/simulator/recording.h"

#include <QCoreApplication>
#include <QTextStream>

namespace trunkline::ctl {

namespace {

QString profileCommandText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

void tellProblems(const collection::ProfileLibrary& library)
{
    QTextStream error(stderr);
    for (const QString& problem : library.problems)
        error << "trunklinectl: " << problem << Qt::endl;
}

QString devicesOf(const collection::Profile& profile)
{
    QStringList fits;
    for (const collection::DeviceMatch& match : profile.devices) {
        QStringList parts;
        if (!match.sysObjectId.empty())
            parts.append(match.sysObjectId.toString());
        if (!match.sysDescr.pattern().isEmpty())
            parts.append(u'/' + match.sysDescr.pattern() + u'/');
        if (!match.answers.empty())
            parts.append(profileCommandText("answers %1").arg(match.answers.toString()));
        fits.append(parts.join(u' '));
    }
    return fits.isEmpty() ? profileCommandText("every device") : fits.join(QLatin1String(", "));
}

qsizetype sensorRulesOf(const collection::Profile& profile)
{
    qsizetype rules = 0;
    for (const collection::TableRule& table : profile.tables)
        rules += table.sensors.size();
    return rules;
}

QJsonObject profileRow(const collection::Profile& profile, const collection::ProfileLibrary& library)
{
    QStringList systems;
    for (const collection::SystemRule& system : profile.systems)
        systems.append(system.os);
    systems.removeDuplicates();
    return {{"id", profile.id}, {"vendor", profile.vendor}, {"systems", systems.join(QLatin1String(", "))}, {"devices", devicesOf(profile)},
            {"tables", profile.tables.size()}, {"sensorRules", sensorRulesOf(profile)}, {"inFlight", profile.inFlight},
            {"origin", library.own.contains(profile.id) ? profileCommandText("own") : profileCommandText("shipped")}, {"about", profile.about}};
}

int listProfiles(Session& session, const QCommandLineParser&)
{
    const auto library = collection::installedProfiles();
    tellProblems(*library);
    Listing listing{{{"id", profileCommandText("Profile")}, {"vendor", profileCommandText("Vendor")}, {"systems", profileCommandText("Systems")},
                     {"tables", profileCommandText("Tables"), true}, {"sensorRules", profileCommandText("Sensors"), true}, {"origin", profileCommandText("Origin")}}, {},
                    profileCommandText("There are no profiles.")};
    for (const collection::Profile& profile : library->profiles)
        listing.rows.append(profileRow(profile, *library));
    session.show(listing);
    return Done;
}

QJsonObject tableRow(const collection::TableRule& table)
{
    QStringList classes;
    for (const collection::SensorRule& rule : table.sensors)
        if (!rule.hidden)
            classes.append(nameOf(rule.sensorClass));
    if (!table.processors.isEmpty())
        classes.append(profileCommandText("processors"));
    if (!table.memory.isEmpty())
        classes.append(profileCommandText("memory"));
    classes.removeDuplicates();
    return {{"name", table.name}, {"table", table.entry.toString()}, {"everySeconds", table.everySeconds}, {"reads", classes.join(QLatin1String(", "))}};
}

int showProfile(Session& session, const QCommandLineParser& parser)
{
    const auto library = collection::installedProfiles();
    const QString id = parser.positionalArguments().first();
    const auto found = std::find_if(library->profiles.begin(), library->profiles.end(), [&](const auto& profile) { return profile.id == id; });
    if (found == library->profiles.end())
        throw NotFound(profileCommandText("There is no profile “%1”; see “trunklinectl profile list”.").arg(id));
    QJsonObject object = profileRow(*found, *library);
    Listing tables{{{"name", profileCommandText("Table")}, {"table", profileCommandText("OID")}, {"everySeconds", profileCommandText("Every s"), true},
                    {"reads", profileCommandText("Reads")}}, {}, profileCommandText("The profile reads no tables; it names devices only.")};
    for (const collection::TableRule& table : found->tables)
        tables.rows.append(tableRow(table));
    if (session.options().json) {
        object["tables"] = tables.rows;
        session.show(object, {});
        return Done;
    }
    session.show(object, {{"id", profileCommandText("Profile")}, {"about", profileCommandText("About")}, {"vendor", profileCommandText("Vendor")},
                          {"systems", profileCommandText("Systems")}, {"devices", profileCommandText("Devices")}, {"inFlight", profileCommandText("Requests at a time")},
                          {"origin", profileCommandText("Origin")}});
    session.show(tables);
    return Done;
}

/// What the profiles would find on the recorded device.
int showFindings(Session& session, const QList<collection::Profile>& profiles, const QString& path)
{
    const auto outcome = simulator::Recording::read(path, true);
    if (!outcome.recording)
        throw InvalidInput(profileCommandText("The recording can't be read: %1").arg(outcome.faults.isEmpty() ? path : outcome.faults.first().toString()));
    const auto& objects = outcome.recording->objects();
    const snmp::VarBinds binds(objects.begin(), objects.end());
    const collection::Variables variables(binds);
    const collection::SystemFacts system = collection::decodeSystem(binds);
    const collection::ProfileChoice choice = chooseProfiles(profiles, system, variables);
    QStringList ids;
    for (const collection::Profile* profile : choice)
        ids.append(profile->id);
    showHardware(session, identify(choice, system, collection::decodeEntity(binds), variables), ids, readHardware(choice, variables));
    return Done;
}

int checkProfile(Session& session, const QCommandLineParser& parser)
{
    const collection::Profile checked = collection::loadProfile(parser.positionalArguments().first());
    const auto library = collection::installedProfiles();
    tellProblems(*library);
    const QString recording = parser.value(QStringLiteral("recording"));
    if (recording.isEmpty()) {
        session.say(profileCommandText("The profile “%1” is in order: %2 systems, %3 tables, %4 sensors.")
                        .arg(checked.id).arg(checked.systems.size()).arg(checked.tables.size()).arg(sensorRulesOf(checked)),
                    {{"id", checked.id}, {"systems", checked.systems.size()}, {"tables", checked.tables.size()}, {"sensorRules", sensorRulesOf(checked)}});
        return Done;
    }
    QList<collection::Profile> profiles{checked};
    for (const collection::Profile& profile : library->profiles)
        if (profile.id != checked.id)
            profiles.append(profile);
    return showFindings(session, profiles, recording);
}

/// One live device, read now.
int showSensors(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::DiscoverNetwork);
    const QString name = parser.positionalArguments().first();
    auto device = inventory::deviceByName(session.connection(), name);
    if (!device)
        device = inventory::deviceByAddress(session.connection(), name);
    if (!device)
        throw NotFound(profileCommandText("There is no device “%1”; see “trunklinectl device list”.").arg(name));
    const QList<inventory::Credential> credentials = inventory::credentials(session.connection(), session.sealer());
    const auto credential = std::find_if(credentials.begin(), credentials.end(), [&](const auto& one) { return one.id == device->credentialId; });
    if (credential == credentials.end())
        throw NotFound(profileCommandText("%1 has no credential any more; discover it again with “trunklinectl discover --seed %2”.").arg(device->name, device->address));
    snmp::Target target{device->address, device->snmpPort, fulfilment::snmpCredential(*credential)};
    const auto library = collection::installedProfiles();
    tellProblems(*library);
    snmp::Engine engine;
    const auto await = [](QFuture<snmp::Reply> future) { return future.result(); };
    const collection::LiveHardware live = collection::readLiveHardware(engine, target, library->profiles, await);
    if (!live.answered)
        throw NetworkFailure(profileCommandText("%1 does not answer at %2 port %3; check that it is reachable and that its credential is still right.")
                                 .arg(device->name, device->address).arg(device->snmpPort));
    showHardware(session, live.identity, live.profiles, live.hardware);
    if (!live.brokenOff.isEmpty())
        QTextStream(stderr) << "trunklinectl: " << profileCommandText("%1 did not tell all: reading %2 broke off; what is shown may be incomplete.")
                                   .arg(device->name, live.brokenOff.join(QLatin1String(", "))) << Qt::endl;
    return Done;
}

} // namespace

QList<Command> profileCommands()
{
    return {
        {"device sensors", "NAME", profileCommandText("what the hardware of a device says now: sensors, processors, memory"), 1, 1, {}, showSensors},
        {"profile list", "", profileCommandText("how devices are read: the program's profiles and your own"), 0, 0, {}, listProfiles},
        {"profile show", "PROFILE", profileCommandText("which devices a profile is for and what it reads"), 1, 1, {}, showProfile},
        {"profile check", "FILE", profileCommandText("whether a profile file is in order, and what it finds in a recording"), 1, 1,
         {{QStringLiteral("recording"), profileCommandText("a recorded device (.snmprec) to read with it"), QStringLiteral("FILE")}}, checkProfile},
    };
}

} // namespace trunkline::ctl
