// The profiles that this program has: its own, and those of the person who runs it.
#pragma once

#include "models/collection/profile.h"

#include <memory>

namespace trunkline::collection {

struct ProfileLibrary {
    QList<Profile> profiles;
    QStringList own;      ///< ids of the person's, which replace shipped ones of the same name
    QStringList problems; ///< a sentence for each file that was left out
};

/// The shipped profiles and, when it exists, those of `folder`. A broken file of the folder is left out and told of.
ProfileLibrary loadProfiles(const QString& folder);
/// One file beside the shipped names of objects. Throws InvalidInput.
Profile loadProfile(const QString& path);
/// The folder that TRUNKLINE_PROFILES names, else trunkline/profiles among this user's data.
QString ownProfileFolder();
/// loadProfiles(ownProfileFolder()), read once in the life of the program.
std::shared_ptr<const ProfileLibrary> installedProfiles();

} // namespace trunkline::collection
