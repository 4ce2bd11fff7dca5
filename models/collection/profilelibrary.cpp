#include "models/collection/profilelibrary.h"

#include "models/collection/profilereader.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

static void initProfileResource()
{
    Q_INIT_RESOURCE(profiles);
}

namespace trunkline::collection {

static QByteArray profileFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw InvalidInput(QCoreApplication::translate("Profile", "%1 can't be read (%2); check the path and its permissions.").arg(path, file.errorString()));
    return file.readAll();
}

static ObjectNames shippedNames()
{
    initProfileResource();
    const QString path = QStringLiteral(":/profiles/objects.json");
    return readObjectNames(profileFile(path), path);
}

static QStringList profileFilesIn(const QString& folder)
{
    QStringList paths;
    for (const QString& name : QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        if (name != QLatin1String("objects.json"))
            paths.append(folder + u'/' + name);
    return paths;
}

ProfileLibrary loadProfiles(const QString& folder)
{
    const ObjectNames names = shippedNames();
    ProfileLibrary library;
    for (const QString& path : folder.isEmpty() ? QStringList() : profileFilesIn(folder)) {
        try {
            library.profiles.append(readProfile(profileFile(path), path, names));
            library.own.append(library.profiles.constLast().id);
        } catch (const InvalidInput& error) {
            library.problems.append(error.sentence());
        }
    }
    for (const QString& path : profileFilesIn(QStringLiteral(":/profiles")))
        if (const QString id = QFileInfo(path).completeBaseName(); !library.own.contains(id))
            library.profiles.append(readProfile(profileFile(path), path, names));
    return library;
}

Profile loadProfile(const QString& path)
{
    return readProfile(profileFile(path), path, shippedNames());
}

QString ownProfileFolder()
{
    const QString named = qEnvironmentVariable("TRUNKLINE_PROFILES");
    return named.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/trunkline/profiles") : named;
}

std::shared_ptr<const ProfileLibrary> installedProfiles()
{
    static const auto library = std::make_shared<const ProfileLibrary>(loadProfiles(ownProfileFolder()));
    return library;
}

} // namespace trunkline::collection
