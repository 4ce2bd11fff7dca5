// The device profiles that this program knows, as a table, with the devices that each is for.
#pragma once

#include "models/core/id.h"
#include "models/core/valuemodel.h"
#include "models/store/connection.h"

namespace trunkline::collection {

struct ProfiledDevice {
    DeviceId id;
    QString name;
    bool operator==(const ProfiledDevice&) const = default;
};

struct ProfileSummary {
    QString id;
    QString about;
    QString vendor;
    int tables = 0;       ///< that it reads
    int sensors = 0;      ///< kinds of sensors that it knows
    bool own = false;     ///< the person's own file, not a shipped one
    bool general = false; ///< for every device
    QList<ProfiledDevice> devices; ///< by what the inventory knows of them; empty for general ones
    bool operator==(const ProfileSummary&) const = default;
};

struct ProfileList {
    QList<ProfileSummary> profiles; ///< by id
    QStringList problems;           ///< a sentence for each file that was left out
    QString ownFolder;              ///< where the person's own files are looked for
};

/// The installed profiles against the devices of the inventory, by sysObjectID and sysDescr. A profile that only an answer of
/// the device tells is not among them; reading its hardware does that.
ProfileList profileList(store::Connection& connection);

using ProfileListModel = ValueModel<ProfileSummary>;
/// Profile, what it is for, vendor, tables, sensors, devices, whose it is.
QList<Column<ProfileSummary>> profileColumns();

} // namespace trunkline::collection
