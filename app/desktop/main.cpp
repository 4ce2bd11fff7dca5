// trunkline: the desktop.

#include "app/demo/demooperator.h"
#include "app/desktop/desktop.h"
#include "app/desktop/tour.h"
#include "app/desktop/welcome.h"
#include "app/i18n/translations.h"
#include "models/core/errors.h"
#include "models/store/migrations.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMessageBox>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTextStream>

using namespace trunkline;

namespace {

QString mainWindowText(const char* text)
{
    return QCoreApplication::translate("trunkline", text);
}

store::Sealer sealerOfThisUser()
{
    const QString named = qEnvironmentVariable("TRUNKLINE_KEY_FILE");
    return store::Sealer::fromKeyFile(named.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/trunkline/seal.key") : named);
}

QString dataFile(const QString& name)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/trunkline");
    QDir().mkpath(folder);
    return folder + u'/' + name;
}

/// Opens or makes the database; true when it has an operator afterwards.
bool prepare(const store::DatabaseUrl& url, bool demo, const store::Sealer& sealer)
{
    SystemClock clock;
    IdSource ids(clock);
    const auto connection = store::Connection::open(url);
    store::migrate(*connection, clock.now());
    store::Context context{*connection, clock, ids};
    if (store::operatorProfile(*connection))
        return true;
    if (demo)
        demo::createDemo(context, clock, sealer, QSysInfo::machineHostName(), Timestamp::parse(QString::fromLatin1(demo::demoBegins)));
    else
        return desktop::welcome(context, clock, sealer);
    return true;
}

int complain(const QString& sentence, bool onScreen)
{
    QTextStream(stderr) << "trunkline: " << sentence << Qt::endl;
    if (onScreen)
        QMessageBox::critical(nullptr, QStringLiteral("Trunkline"), sentence); // there is no window yet to show it in
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    i18n::loadTranslations(application);
    QApplication::setApplicationName(QStringLiteral("trunkline"));
    QApplication::setApplicationDisplayName(QStringLiteral("Trunkline"));
    QApplication::setApplicationVersion(QStringLiteral(TRUNKLINE_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(mainWindowText("The desktop of a telecom operator."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({{QStringLiteral("database"), mainWindowText("sqlite:PATH or postgresql://user@host/name"), QStringLiteral("ADDRESS")},
                       {QStringLiteral("demo"), mainWindowText("open the demo operator")},
                       {QStringLiteral("user"), mainWindowText("who sits here"), QStringLiteral("NAME"), QStringLiteral("admin")},
                       {QStringLiteral("tour"), mainWindowText("live through the demo's day and render every screen to PNG files"), QStringLiteral("DIR")}});
    parser.process(application);
    widgets::Theme::apply(application, widgets::Scheme::Light); // before the first icon is asked for
    const bool tour = parser.isSet(QStringLiteral("tour"));
    try {
        if (tour)
            return desktop::renderTour(parser.value(QStringLiteral("tour")));
        const bool demo = parser.isSet(QStringLiteral("demo"));
        const store::DatabaseUrl url = parser.isSet(QStringLiteral("database")) ? store::DatabaseUrl::parse(parser.value(QStringLiteral("database")))
                                                                                : store::DatabaseUrl::sqlite(dataFile(demo ? QStringLiteral("demo.db") : QStringLiteral("trunkline.db")));
        const store::Sealer sealer = sealerOfThisUser();
        if (!prepare(url, demo, sealer))
            return 0;
        desktop::DesktopOptions options;
        options.url = url;
        options.actorName = parser.value(QStringLiteral("user"));
        options.password = desktop::passwordFor(url, options.actorName);
        desktop::Desktop desktop(options, sealer);
        desktop.window().show();
        return QApplication::exec();
    } catch (const Error& error) {
        return complain(error.sentence(), !tour);
    }
}
