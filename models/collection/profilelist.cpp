#include "models/collection/profilelist.h"

#include "models/collection/profilechoice.h"
#include "models/collection/profilelibrary.h"
#include "models/core/columns.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::collection {

namespace {

struct ProfileListTexts {
    Q_DECLARE_TR_FUNCTIONS(ProfileList)
};

ProfileSummary summaryOf(const Profile& profile, bool own)
{
    ProfileSummary summary{profile.id, profile.about, profile.vendor, int(profile.tables.size()), 0, own, profile.devices.isEmpty(), {}};
    for (const TableRule& table : profile.tables)
        summary.sensors += int(std::count_if(table.sensors.begin(), table.sensors.end(), [](const SensorRule& rule) { return !rule.hidden; }));
    return summary;
}

} // namespace

ProfileList profileList(store::Connection& connection)
{
    const auto library = installedProfiles();
    QHash<QString, QList<ProfiledDevice>> devices;
    for (const inventory::Device& device : inventory::devices(connection)) {
        SystemFacts system;
        system.objectId = device.sysObjectId;
        system.description = device.description;
        for (const Profile* profile : chooseProfiles(library->profiles, system, Variables({})))
            if (!profile->devices.isEmpty())
                devices[profile->id].append({device.id, device.name});
    }
    ProfileList list{{}, library->problems, ownProfileFolder()};
    for (const Profile& profile : library->profiles) {
        list.profiles.append(summaryOf(profile, library->own.contains(profile.id)));
        list.profiles.last().devices = devices.value(profile.id);
    }
    std::sort(list.profiles.begin(), list.profiles.end(), [](const ProfileSummary& a, const ProfileSummary& b) { return a.id < b.id; });
    return list;
}

QList<Column<ProfileSummary>> profileColumns()
{
    using C = Column<ProfileSummary>;
    return {C(QStringLiteral("id"), ProfileListTexts::tr("Profile"), [](const ProfileSummary& profile) { return profile.id; }),
            C(QStringLiteral("about"), ProfileListTexts::tr("For"), [](const ProfileSummary& profile) { return profile.about; }),
            C(QStringLiteral("vendor"), ProfileListTexts::tr("Vendor"), [](const ProfileSummary& profile) { return profile.vendor; }).hiddenAtFirst(),
            countColumn<ProfileSummary>("tables", ProfileListTexts::tr("Tables"), [](const ProfileSummary& profile) { return profile.tables; }),
            countColumn<ProfileSummary>("sensors", ProfileListTexts::tr("Kinds of sensors"), [](const ProfileSummary& profile) { return profile.sensors; }),
            C(QStringLiteral("devices"), ProfileListTexts::tr("Devices"),
              [](const ProfileSummary& profile) { return profile.general ? ProfileListTexts::tr("Every device") : QLocale().toString(profile.devices.size()); })
                .right()
                .sortedBy([](const ProfileSummary& profile) { return SortKey(profile.general ? qint64(-1) : qint64(profile.devices.size())); }),
            C(QStringLiteral("origin"), ProfileListTexts::tr("Comes from"), [](const ProfileSummary& profile) { return profile.own ? ProfileListTexts::tr("Your own file") : ProfileListTexts::tr("Trunkline"); })};
}

} // namespace trunkline::collection
