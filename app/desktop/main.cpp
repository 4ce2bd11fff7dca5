// trunkline: the desktop.

#include "app/desktop/desktop.h"
#include "app/desktop/startwindow.h"
#include "app/desktop/tour.h"
#include "app/i18n/translations.h"
#include "app/station/openfiles.h"
#include "models/core/errors.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QScreen>
#include <QSettings>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTextStream>

#include <csignal>
#include <cstdlib>
#include <sys/eventfd.h>
#include <unistd.h>

using namespace trunkline;

namespace {

QString mainWindowText(const char* text)
{
    return QCoreApplication::translate("trunkline", text);
}

QString keyFile()
{
    const QString named = qEnvironmentVariable("TRUNKLINE_KEY_FILE");
    return named.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/trunkline/seal.key") : named;
}

QString dataFile(const QString& name)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/trunkline");
    QDir().mkpath(folder);
    return folder + u'/' + name;
}

int complain(const QString& sentence)
{
    QTextStream(stderr) << "trunkline: " << sentence << Qt::endl;
    return 1;
}

int endingFd = -1;

/// The end of a session and Ctrl+C close the window in order: the layout is kept. (A handler, not a blocked signal, which
/// the programs that are started from here would inherit.)
void quitOnSignals(QApplication& application)
{
    endingFd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    auto* notifier = new QSocketNotifier(endingFd, QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, [notifier] {
        notifier->setEnabled(false);
        QApplication::quit();
    });
    struct sigaction handler = {};
    handler.sa_handler = [](int) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(endingFd, &one, sizeof one);
    };
    sigaction(SIGTERM, &handler, nullptr);
    sigaction(SIGINT, &handler, nullptr);
}

/// As large as it was, or wants to be; all of the screen where that is more than the screen has.
void showFitting(QWidget& window)
{
    constexpr int titleBar = 40;
    const QSize room = window.screen()->availableSize() - QSize(0, titleBar);
    window.width() > room.width() || window.height() > room.height() ? window.showMaximized() : window.show();
}

/// The window at once; everything that waits happens behind it.
int runDesktop(QApplication& application, const QCommandLineParser& parser)
{
    quitOnSignals(application);
    QSettings settings(QStringLiteral("Trunkline"), QStringLiteral("trunkline"));
    if (settings.value(QStringLiteral("window/scheme")) == QLatin1String("dark"))
        widgets::Theme::apply(application, widgets::Scheme::Dark);
    const bool demo = parser.isSet(QStringLiteral("demo"));
    const auto demoUrl = store::DatabaseUrl::sqlite(dataFile(QStringLiteral("demo.db")));
    desktop::OpeningRequest request;
    request.url = demo ? demoUrl : desktop::StartWindow::lastChosen(settings).value_or(store::DatabaseUrl::sqlite(dataFile(QStringLiteral("trunkline.db"))));
    request.user = parser.value(QStringLiteral("user"));
    request.demo = request.mayCreate = demo;
    request.keyFile = keyFile();
    desktop::StartWindow start(demoUrl, settings);
    std::unique_ptr<desktop::Desktop> desktop;
    QObject::connect(&start, &desktop::StartWindow::opened, &start, [&](const std::shared_ptr<desktop::Ground>& ground) {
        desktop = std::make_unique<desktop::Desktop>(std::move(*ground));
        showFitting(desktop->window());
        start.close();
    });
    try {
        if (parser.isSet(QStringLiteral("database")))
            request.url = store::DatabaseUrl::parse(parser.value(QStringLiteral("database")));
        start.begin(request);
    } catch (const InvalidInput& error) {
        start.refuse(error.sentence(), request);
    }
    start.show();
    const int code = QApplication::exec();
    desktop.reset();
    if (start.isBusy())
        std::_Exit(code); // a server that does not answer keeps no program alive; what was begun there is rolled back
    return code;
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
    try {
        station::requireOpenFiles();
        if (!parser.isSet(QStringLiteral("tour")))
            return runDesktop(application, parser);
        return desktop::renderTour(parser.value(QStringLiteral("tour")));
    } catch (const Error& error) {
        return complain(error.sentence());
    }
}
