#include "app/desktop/opening.h"

#include "app/demo/demooperator.h"
#include "models/access/operatorsetup.h"
#include "models/access/userservice.h"
#include "models/billing/invoiceledger.h"
#include "models/collection/addressrange.h"
#include "models/core/errors.h"
#include "models/inventory/credential.h"
#include "models/store/migrations.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>

namespace trunkline::desktop {

namespace {

widgets::DiscoveryRequest firstRequest(const QString& firstDevice)
{
    const collection::AgentAddress agent = collection::agentAddress(firstDevice);
    return {agent.address, agent.port};
}

/// The welcome's answers. A credential that can't be written stops nobody: it can be added later.
QString setUp(store::Context& context, const widgets::WelcomeAnswers& answers, const store::Sealer& sealer)
{
    const QString workstation = QSysInfo::machineHostName();
    access::setUpOperator(context, answers.profile, workstation, answers.adminPassword);
    if (answers.community.isEmpty())
        return {};
    try {
        inventory::Credential reading;
        reading.name = QStringLiteral("read");
        reading.community = answers.community.toUtf8();
        inventory::CredentialService(context, sealer).add(access::Actor::withRoles(QStringLiteral("admin"), workstation, {access::Role::Administrator}), reading);
    } catch (const Error& error) {
        return QCoreApplication::translate("Opening", "The community was not kept (%1); add it in Admin, Credentials.").arg(error.sentence());
    }
    return {};
}

bool asksPassword(store::Connection& connection, const QString& name)
{
    if (connection.engine() == store::Engine::PostgreSql)
        return true;
    const QList<access::User> all = access::users(connection);
    return std::any_of(all.begin(), all.end(), [&](const access::User& user) { return user.name == name && user.hasPassword; });
}

QString roleTitles(store::Connection& connection, const QString& name)
{
    QStringList titles;
    for (const access::User& user : access::users(connection))
        if (user.name == name)
            for (access::Role role : user.roles)
                titles.append(access::titleOf(role));
    return titles.join(QStringLiteral(", "));
}

} // namespace

QString openingStepText(OpeningStep step)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("Opening", text); };
    switch (step) {
    case OpeningStep::Connecting: return say(QT_TRANSLATE_NOOP("Opening", "Asking the database, and bringing it to this version …"));
    case OpeningStep::SettingUp: return say(QT_TRANSLATE_NOOP("Opening", "Setting the operator up …"));
    case OpeningStep::SigningIn: return say(QT_TRANSLATE_NOOP("Opening", "Signing in …"));
    case OpeningStep::StartingStation: return say(QT_TRANSLATE_NOOP("Opening", "Starting the collector and the flows …"));
    case OpeningStep::StartingDemo: break;
    }
    return say(QT_TRANSLATE_NOOP("Opening", "Starting the demo's network …"));
}

void Ground::moveToThread(QThread* thread)
{
    station->moveToThread(thread);
    if (demo)
        demo->moveToThread(thread);
}

Opened open(const OpeningRequest& request, const std::function<void(OpeningStep)>& step)
{
    step(OpeningStep::Connecting);
    if (request.url.engine == store::Engine::Sqlite && !request.mayCreate && !QFile::exists(request.url.path))
        return {};
    const store::Sealer sealer = store::Sealer::fromKeyFile(request.keyFile);
    SystemClock clock;
    IdSource ids(clock);
    const auto connection = store::Connection::open(request.url);
    store::migrate(*connection, clock.now());
    QString complaint;
    std::optional<widgets::DiscoveryRequest> look;
    if (!store::operatorProfile(*connection)) {
        if (!request.demo && !request.answers)
            return {};
        step(OpeningStep::SettingUp);
        store::Context context{*connection, clock, ids};
        if (request.demo)
            demo::createDemo(context, clock, sealer, QSysInfo::machineHostName(), Timestamp::parse(QString::fromLatin1(demo::demoBegins)));
        else
            complaint = setUp(context, *request.answers, sealer);
        if (request.answers && !request.answers->firstDevice.isEmpty())
            look = firstRequest(request.answers->firstDevice);
    }
    store::Context entering{*connection, clock, ids};
    billing::enterOldInvoices(entering, {QStringLiteral("migration"), QSysInfo::machineHostName()});
    step(OpeningStep::SigningIn);
    if (!request.password && asksPassword(*connection, request.user))
        return {Opened::Next::SignIn, nullptr};
    const access::Actor actor = access::signIn(*connection, request.user, request.password.value_or(QString()), QSysInfo::machineHostName());
    auto ground = std::make_shared<Ground>(Ground{actor, roleTitles(*connection, request.user), store::requireProfile(*connection), nullptr, nullptr, look, complaint});
    step(OpeningStep::StartingStation);
    station::StationOptions options = request.station;
    options.collector.checks = options.collector.checks && !ground->profile.demo;
    ground->station = std::make_unique<station::Station>(request.url, sealer, options);
    if (ground->profile.demo) {
        step(OpeningStep::StartingDemo);
        ground->demo = std::make_unique<DemoNetwork>(*ground->station, request.demoPort);
    }
    return {Opened::Next::Work, std::move(ground)};
}

} // namespace trunkline::desktop
