// The window before the desktop: it is there at once, it never waits, and it says what is in the way. Real
// servers and real files; the pages are driven by object names.

#include "app/desktop/desktop.h"
#include "app/desktop/startwindow.h"
#include "models/access/operatorsetup.h"
#include "models/access/userservice.h"
#include "models/collection/traplistening.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/credential.h"
#include "models/inventory/inventorystore.h"
#include "models/store/migrations.h"
#include "tests/support/postgres.h"
#include "tests/support/teststore.h"
#include "tests/support/wait.h"
#include "widgets/common/theme.h"
#include "widgets/start/searchbox.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QUdpSocket>

using namespace trunkline;
using desktop::StartWindow;

namespace {

constexpr const char* adminPassword = "correct horse battery";

/// Counts how long the event loop went without a turn.
class Heartbeat {
public:
    Heartbeat()
    {
        since_.start();
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
            longestMs_ = std::max(longestMs_, since_.restart());
            ++beats_;
        });
        timer_.start(5);
    }
    qint64 longestMs() const { return longestMs_; }
    int beats() const { return beats_; }

private:
    QTimer timer_;
    QElapsedTimer since_;
    qint64 longestMs_ = 0;
    int beats_ = 0;
};

/// A server that takes the call and never says a word.
class SilentServer {
public:
    SilentServer()
    {
        if (!server_.listen(QHostAddress::LocalHost))
            qFatal("No port of loopback can be had");
    }
    store::DatabaseUrl url() const { return store::DatabaseUrl::parse(QStringLiteral("postgresql://anna@127.0.0.1:%1/north").arg(server_.serverPort())); }
    bool called() { return server_.hasPendingConnections(); }

private:
    QTcpServer server_;
};

/// Root may write everything: while this lives, the program runs as nobody, where it was root. All threads of it.
class AsNobody {
public:
    AsNobody() : wasRoot_(getuid() == 0)
    {
        if (wasRoot_ && setresuid(65534, 65534, 0) != 0)
            qFatal("The test can't become an ordinary user");
    }
    ~AsNobody()
    {
        if (wasRoot_ && setresuid(0, 0, 0) != 0)
            qFatal("The test can't become root again");
    }

private:
    bool wasRoot_;
};

} // namespace

class StartWindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> home_;
    std::unique_ptr<QSettings> settings_;
    std::unique_ptr<StartWindow> window_;
    std::unique_ptr<desktop::Desktop> desktop_;

    template <class T>
    T* child(const char* name)
    {
        T* found = window_->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    QString page() { return window_->findChild<QStackedWidget*>(QString(), Qt::FindDirectChildrenOnly)->currentWidget()->objectName(); }
    QString step() { return child<QStackedWidget>("welcomeSteps")->currentWidget()->findChild<QLineEdit*>()->objectName(); }
    void click(const char* name)
    {
        auto* button = child<QAbstractButton>(name);
        QVERIFY2(button->isVisible() && button->isEnabled(), qPrintable(QString::fromLatin1(name) + QStringLiteral(": ") + bar()));
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
    }
    void type(const char* name, const QString& text)
    {
        auto* line = child<QLineEdit>(name);
        line->clear();
        QTest::keyClicks(line, text);
    }
    /// The bar of the page in view, as it reads; empty when it is hidden.
    QString bar()
    {
        for (QWidget* notices : window_->findChildren<QWidget*>(QStringLiteral("noticeBar")))
            if (notices->isVisible())
                return notices->accessibleName();
        return {};
    }
    QString path(const char* name) const { return home_->filePath(QString::fromLatin1(name)); }
    desktop::OpeningRequest request(const store::DatabaseUrl& url) const
    {
        desktop::OpeningRequest wanted;
        wanted.url = url;
        wanted.keyFile = path("seal.key");
        wanted.demoPort = 0;
        return wanted;
    }
    desktop::OpeningRequest request(const char* name) const { return request(store::DatabaseUrl::sqlite(path(name))); }
    /// An operator, whose admin has the password when one is given.
    store::DatabaseUrl operatorAt(const store::DatabaseUrl& url, const char* password)
    {
        SystemClock clock;
        IdSource ids(clock);
        const auto connection = store::Connection::open(url);
        store::migrate(*connection, clock.now());
        store::Context context{*connection, clock, ids};
        store::OperatorProfile profile;
        profile.name = QStringLiteral("Northwind Fibre");
        access::setUpOperator(context, profile, QStringLiteral("test-desk"), QString::fromLatin1(password));
        return url;
    }
    void begin(const desktop::OpeningRequest& wanted)
    {
        window_->begin(wanted);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }
    /// The bar that the opening of `wanted` ends with, beside its two ways on.
    QString failureOf(const desktop::OpeningRequest& wanted)
    {
        begin(wanted);
        test::waitFor([&] { return !bar().isEmpty(); }, 30'000);
        if (page() != QLatin1String("openingPage") || !child<QPushButton>("retry")->isVisible() || !child<QPushButton>("anotherDatabase")->isVisible())
            return QStringLiteral("no ways on, at ") + page();
        return bar();
    }
    /// With TRUNKLINE_SHOTS, a picture of each page, light and dark.
    void shoot(const char* name)
    {
        const QString folder = qEnvironmentVariable("TRUNKLINE_SHOTS");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        for (const auto scheme : {widgets::Scheme::Dark, widgets::Scheme::Light}) {
            widgets::Theme::apply(*qApp, scheme);
            QTest::qWait(150);
            window_->grab().save(QStringLiteral("%1/start-%2-%3.png").arg(folder, QString::fromLatin1(name), scheme == widgets::Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark")));
        }
    }

private Q_SLOTS:
    void initTestCase() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }
    void init()
    {
        home_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
        window_ = std::make_unique<StartWindow>(store::DatabaseUrl::sqlite(path("demo.db")), *settings_);
        connect(window_.get(), &StartWindow::opened, window_.get(), [this](const std::shared_ptr<desktop::Ground>& ground) {
            desktop_ = std::make_unique<desktop::Desktop>(std::move(*ground), path("layout.ini"));
            desktop_->window().show();
            window_->close();
        });
    }
    void cleanup()
    {
        desktop_.reset();
        window_.reset();
        settings_.reset();
        home_.reset();
    }

    // The promise: while a server says nothing, the window is there, everything in it works, and Cancel cancels.
    void aSilentServerHoldsNobodyUp()
    {
        SilentServer server;
        begin(request(server.url()));
        QVERIFY(test::waitFor([&] { return server.called(); }));
        const Heartbeat heart;
        QElapsedTimer waited;
        waited.start();
        QVERIFY(test::waitFor([&] { return heart.beats() > 100; }));
        QCOMPARE(page(), QStringLiteral("openingPage"));
        QVERIFY(bar().isEmpty());
        QVERIFY(child<QLabel>("openingStep")->text().size() > 5);
        QVERIFY(window_->findChild<QWidget*>(QStringLiteral("openingPage"))->findChild<QLabel*>(QStringLiteral("pageSubtitle"))->text().contains(server.url().toDisplay()));
        shoot("opening");
        click("cancelOpening");
        QVERIFY(!bar().isEmpty());
        QVERIFY(window_->isBusy()); // the library still waits; nobody else does
        click("anotherDatabase");
        QCOMPARE(page(), QStringLiteral("welcomePage"));
        QCOMPARE(child<QLineEdit>("databaseAddress")->text(), server.url().toDisplay());
        // Another database opens meanwhile.
        click("embeddedDatabase");
        type("databaseFile", operatorAt(store::DatabaseUrl::sqlite(path("other.db")), "").path);
        QTest::keyClick(child<QLineEdit>("databaseFile"), Qt::Key_Return);
        QVERIFY(test::waitFor([&] { return desktop_ != nullptr; }));
        qInfo("The longest event took %lld ms", (long long)heart.longestMs());
        QVERIFY(heart.longestMs() < 1'000); // the server keeps silent for five seconds
    }

    void theSilenceOfAServerEndsAsAFailure()
    {
        SilentServer server;
        const QString failure = failureOf(request(server.url()));
        QVERIFY2(failure.contains(server.url().toDisplay()), qPrintable(failure));
        shoot("failure-silent");
    }

    void endingWhileItOpens()
    {
        SilentServer server;
        begin(request(server.url()));
        QVERIFY(test::waitFor([&] { return server.called(); }));
        window_->close();
        QVERIFY(!window_->isVisible());
        window_.reset(); // waits for the library, as long as its timeout, and nothing of it arrives afterwards
        QCoreApplication::processEvents();
        QVERIFY(!desktop_);
    }

    // The program itself, whose window is closed by ending its session: it ends at once.
    void theProgramEndsWhileItOpens()
    {
        SilentServer server;
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "HOME"})
            environment.insert(QString::fromLatin1(name), home_->path());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        program.setProcessEnvironment(environment);
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(TRUNKLINE_BIN_DIR "/trunkline"), {QStringLiteral("--database"), server.url().toDisplay()});
        QVERIFY(test::waitFor([&] { return server.called(); }, 30'000));
        QElapsedTimer ending;
        ending.start();
        program.terminate();
        QVERIFY(program.waitForFinished(4'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        for (const QByteArray& line : program.readAll().split('\n')) // what the offscreen platform says is not ours
            QVERIFY2(line.isEmpty() || line.contains("propagateSizeHints"), line.constData());
    }

    void noServer()
    {
        const QString failure = failureOf(request(store::DatabaseUrl::parse(QStringLiteral("postgresql://anna@127.0.0.1:1/north"))));
        QVERIFY2(failure.contains(QLatin1String("127.0.0.1:1/north")), qPrintable(failure));
        shoot("failure-no-server");
    }

    void aServerThatRefusesThePassword()
    {
        auto& cluster = test::PostgresCluster::instance();
        cluster.createGuardedUser(QStringLiteral("guarded_window"), QStringLiteral("correct-horse"));
        store::DatabaseUrl url = store::DatabaseUrl::parse(cluster.createDatabase());
        url.user = QStringLiteral("guarded_window");
        qputenv("PGPASSWORD", "battery-staple");
        const QString failure = failureOf(request(url));
        qunsetenv("PGPASSWORD");
        QVERIFY2(failure.contains(QLatin1String("password")) && failure.contains(url.toDisplay()), qPrintable(failure));
        QVERIFY(!failure.contains(QLatin1String("battery")));
    }

    void aNewerDatabase()
    {
        const auto url = operatorAt(store::DatabaseUrl::sqlite(path("newer.db")), "");
        store::Connection::open(url)->exec(QStringLiteral("INSERT INTO schema_migration (version, name, checksum, applied_ms) VALUES (?, ?, ?, ?)"),
                                           {9999, QStringLiteral("9999-later.sql"), QStringLiteral("x"), 1});
        const QString failure = failureOf(request(url));
        QVERIFY2(failure.contains(QLatin1String("9999")) && failure.contains(QLatin1String("newer.db")), qPrintable(failure));
    }

    void aReadOnlyDatabase()
    {
        const auto url = operatorAt(store::DatabaseUrl::sqlite(path("read-only.db")), "");
        QVERIFY(QFile::setPermissions(home_->path(), QFile::permissions(home_->path()) | QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther));
        QVERIFY(QFile::setPermissions(url.path, QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther));
        const AsNobody ordinary;
        const QString failure = failureOf(request(url));
        QVERIFY2(failure.contains(QLatin1String("read-only")) && failure.contains(QLatin1String("read-only.db")), qPrintable(failure));
    }

    // Locked, and free again: “Try again” goes on from there.
    void aLockedDatabase()
    {
        const auto url = operatorAt(store::DatabaseUrl::sqlite(path("locked.db")), "");
        auto other = store::Connection::open(url);
        other->row(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE"));
        auto held = std::make_unique<store::Transaction>(*other);
        store::putSetting(*other, QStringLiteral("a"), QStringLiteral("b"));
        const QString failure = failureOf(request(url));
        QVERIFY2(failure.contains(QLatin1String("locked")) && failure.contains(QLatin1String("locked.db")), qPrintable(failure));
        shoot("failure-locked");
        held.reset();
        other.reset();
        click("retry");
        QVERIFY(test::waitFor([&] { return desktop_ != nullptr; }));
        QVERIFY(desktop_->window().isVisible());
        QVERIFY(!window_->isVisible());
    }

    void aPasswordIsAskedFor()
    {
        begin(request(operatorAt(store::DatabaseUrl::sqlite(path("guarded.db")), adminPassword)));
        QVERIFY(test::waitFor([&] { return page() == QLatin1String("signInPage"); }));
        auto* password = child<QLineEdit>("signInPassword");
        QVERIFY(password->hasFocus());
        shoot("sign-in");
        QTest::keyClicks(password, QStringLiteral("battery staple"));
        QTest::keyClick(password, Qt::Key_Return);
        QVERIFY(test::waitFor([&] { return !bar().isEmpty(); }));
        QCOMPARE(page(), QStringLiteral("signInPage"));
        QVERIFY(password->hasFocus());
        QVERIFY(!bar().contains(QLatin1String("battery")));
        shoot("sign-in-refused");
        QTest::keyClicks(password, QString::fromLatin1(adminPassword));
        click("signIn");
        QVERIFY(test::waitFor([&] { return desktop_ != nullptr; }));
        QCOMPARE(desktop_->desk().actor().name(), QStringLiteral("admin"));
    }

    void theWelcomeHere()
    {
        auto wanted = request("own.db");
        begin(wanted);
        QVERIFY(test::waitFor([&] { return page() == QLatin1String("welcomePage"); }));
        QVERIFY(!QFile::exists(wanted.url.path)); // looking makes nothing
        QCOMPARE(child<QLineEdit>("databaseFile")->text(), wanted.url.path);
        shoot("welcome-1");
        type("databaseFile", QStringLiteral("/no/such/folder/a.db"));
        click("welcomeNext");
        QVERIFY(test::waitFor([&] { return page() == QLatin1String("openingPage") && !bar().isEmpty(); }));
        QVERIFY2(bar().contains(QLatin1String("/no/such/folder")), qPrintable(bar()));
        click("anotherDatabase");
        type("databaseFile", wanted.url.path);
        click("welcomeNext");
        QVERIFY(test::waitFor([&] { return page() == QLatin1String("welcomePage") && step() == QLatin1String("operatorName"); }));
        auto* currency = child<widgets::SearchBox>("operatorCurrency");
        auto* zone = child<widgets::SearchBox>("operatorZone");
        QVERIFY(currency->count() > 150 && zone->count() > 300);
        QVERIFY(!currency->value().isEmpty());
        QCOMPARE(zone->value().toLatin1(), QTimeZone::systemTimeZoneId());
        QVERIFY(!child<QLineEdit>("adminPassword")->isVisible());
        click("welcomeNext");
        QVERIFY(bar().contains(QLatin1String("name")));
        shoot("welcome-2-refused");
        type("operatorName", QStringLiteral("Stadtwerke Potsdam"));
        zone->lineEdit()->clear();
        QTest::keyClicks(zone->lineEdit(), QStringLiteral("Mars"));
        QTest::keyClick(zone->lineEdit(), Qt::Key_Tab);
        click("welcomeNext");
        QVERIFY2(bar().contains(QLatin1String("Mars")), qPrintable(bar()));
        zone->lineEdit()->clear();
        QTest::keyClicks(zone->lineEdit(), QStringLiteral("zurich"));
        currency->lineEdit()->clear();
        QTest::keyClicks(currency->lineEdit(), QStringLiteral("chf"));
        shoot("welcome-2");
        click("welcomeNext");
        QCOMPARE(step(), QStringLiteral("firstDevice"));
        click("welcomeNext");
        QVERIFY(!bar().isEmpty());
        shoot("welcome-3");
        click("lookLater");
        type("readCommunity", QStringLiteral("trunkline-ro"));
        QVERIFY(!StartWindow::lastChosen(*settings_)); // it is not open yet
        click("welcomeNext");
        QVERIFY(test::waitFor([&] { return desktop_ != nullptr; }));
        QCOMPARE(StartWindow::lastChosen(*settings_), std::optional(wanted.url)); // the next start opens it
        // Traps come where the operator says, from that moment on.
        QUdpSocket free;
        QVERIFY(free.bind(QHostAddress::LocalHost, 0));
        const quint16 port = free.localPort();
        free.close();
        QVERIFY(desktop_->station().collector().trapPort() != port);
        const auto changed = desktop_->desk().executor().write([actor = desktop_->desk().actor(), port](store::Context& context) {
            collection::changeTrapListening(context, actor, {QStringLiteral("127.0.0.1"), port});
            return true;
        });
        QVERIFY(test::waitFor([&] { return changed.isFinished() && desktop_->station().collector().trapPort() == port; }));
        QUdpSocket device;
        device.writeDatagram("no trap at all", QHostAddress::LocalHost, port);
        const auto looking = store::Connection::open(wanted.url, store::Connection::Mode::ReadOnly);
        QVERIFY(test::waitFor([&] { return fault::undecodableCount(*looking) == 1; }));
        const auto& profile = desktop_->desk().profile();
        QCOMPARE(profile.name, QStringLiteral("Stadtwerke Potsdam"));
        QCOMPARE(profile.currency.code(), QStringLiteral("CHF"));
        QCOMPARE(profile.zone.name(), QStringLiteral("Europe/Zurich"));
        const auto known = inventory::credentials(*store::Connection::open(wanted.url), store::Sealer::fromKeyFile(wanted.keyFile));
        QCOMPARE(known.size(), 1);
        QCOMPARE(known.first().community, QByteArray("trunkline-ro"));
    }

    void theWelcomeShared()
    {
        auto& cluster = test::PostgresCluster::instance();
        const QString address = cluster.createDatabase();
        begin(request("none.db"));
        QVERIFY(test::waitFor([&] { return page() == QLatin1String("welcomePage"); }));
        click("sharedDatabase");
        type("databaseAddress", QStringLiteral("postgresql://anna:s3cret@127.0.0.1/north"));
        click("welcomeNext");
        QVERIFY2(bar().contains(QLatin1String("pgpass")) && !bar().contains(QLatin1String("s3cret")), qPrintable(bar()));
        type("databaseAddress", address);
        shoot("welcome-1-shared");
        click("welcomeNext");
        QVERIFY(test::waitFor([&] { return step() == QLatin1String("operatorName"); }));
        type("operatorName", QStringLiteral("Stadtwerke Potsdam"));
        type("adminPassword", QString::fromLatin1(adminPassword));
        type("adminPasswordAgain", QStringLiteral("correct horse"));
        click("welcomeNext");
        QVERIFY(!bar().isEmpty());
        type("adminPasswordAgain", QString::fromLatin1(adminPassword));
        shoot("welcome-2-shared");
        click("welcomeNext");
        click("lookForDevices");
        type("readCommunity", QStringLiteral("public"));
        for (const char* wrong : {"core-1.example", "127.0.0.1:99999"}) { // said here, where it can be mended
            type("firstDevice", QLatin1String(wrong));
            click("welcomeNext");
            QVERIFY2(bar().contains(QLatin1String(wrong)), qPrintable(bar()));
        }
        QTest::keyClick(child<QLineEdit>("firstDevice"), Qt::Key_Backspace);
        QVERIFY(bar().isEmpty()); // being mended
        type("firstDevice", QStringLiteral("127.0.0.1:16161"));
        click("welcomeNext");
        QVERIFY(test::waitFor([&] { return desktop_ != nullptr; }));
        QCOMPARE(desktop_->window().jobs()->jobs().size(), 1); // the looking
        QCOMPARE(cluster.psql(address.section(u'/', -1), QStringLiteral("SELECT count(*) FROM app_user WHERE name = 'admin' AND password_hash IS NOT NULL")).trimmed(), QByteArray("1"));
    }

    void theDemoInstead()
    {
        begin(request("none.db"));
        QVERIFY(test::waitFor([&] { return page() == QLatin1String("welcomePage"); }));
        click("openDemo");
        QVERIFY(test::waitFor([&] { return desktop_ != nullptr; }, 30'000));
        QVERIFY(desktop_->desk().profile().demo);
        QVERIFY(QFile::exists(path("demo.db")));
        QVERIFY(!QFile::exists(path("none.db")));
        QVERIFY(!StartWindow::lastChosen(*settings_)); // having a look is no choice
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    StartWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_startwindow.moc"
