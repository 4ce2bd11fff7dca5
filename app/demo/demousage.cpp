#include "app/demo/demousage.h"

#include "models/catalogue/offeringstore.h"
#include "models/catalogue/tariffservice.h"
#include "models/core/errors.h"
#include "models/inventory/servicestore.h"
#include "models/rating/usageservice.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

// A static library registers its resources only when asked to; the macro needs the global namespace.
static void registerDemoResources()
{
    Q_INIT_RESOURCE(demo);
}

namespace trunkline::demo {

namespace {

QByteArray demoFile(const char* name)
{
    registerDemoResources();
    QFile file(QStringLiteral(":/demo/") + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The demo's usage can't be read from the program");
    return file.readAll();
}

QJsonObject demoObject(const char* name)
{
    return QJsonDocument::fromJson(demoFile(name)).object();
}

} // namespace

void readDemoUsage(store::Context& context, const access::Actor& actor, ServiceId service)
{
    const catalogue::Tariff tariff = catalogue::TariffService(context).publish(actor, catalogue::tariffFrom(demoObject("voice.json"))).tariff;
    catalogue::TariffService(context).choose(actor, catalogue::newestOffering(context.connection, QStringLiteral("FIBRE-100"))->id, tariff.code);
    rating::UsageService usage(context);
    const rating::UsageMapping mapping = rating::mappingFrom(demoObject("switch.json"));
    usage.saveMapping(actor, mapping);
    usage.identify(actor, QStringLiteral("49461200100"), service, Timestamp::parse(u"2026-03-01T00:00:00Z"));
    const QTemporaryDir folder;
    QFile calls(folder.filePath(QStringLiteral("march.csv")));
    if (!calls.open(QIODevice::WriteOnly))
        throw StoreFailure(QCoreApplication::translate("Demo", "%1 can't be written (%2).").arg(calls.fileName(), calls.errorString()));
    calls.write(demoFile("march.csv"));
    calls.close();
    rating::UsageImport import(context, actor, calls.fileName(), mapping.name);
    while (import.step()) { }
    import.finish();
}

} // namespace trunkline::demo
