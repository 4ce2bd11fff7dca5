// Every part of widgets/ with believable content, in light and dark. Saves pictures to the folder named
// by TRUNKLINE_SHOTS, so that people can look at them; without it still checks that each part draws.
#include "models/core/valuemodel.h"
#include "widgets/chart/ratechart.h"
#include "widgets/common/celldelegate.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablepane.h"
#include "widgets/map/topologymap.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/statusparts.h"
#include "widgets/shell/topbar.h"
#include "widgets/shell/workspacepage.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QDockWidget>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRandomGenerator>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace trunkline;
using namespace trunkline::widgets;

Q_DECLARE_METATYPE(Scheme)

namespace {

struct AlarmRow {
    QString id;
    Severity severity;
    QString since, device, port, problem, customers, owner;
    int count;
    Tone state;
    QString stateWord;
    bool operator==(const AlarmRow&) const = default;
};

QList<Column<AlarmRow>> alarmColumns()
{
    return {Column<AlarmRow>("severity", "Severity", [](const AlarmRow& row) { return severityWord(row.severity); })
                .sortedBy([](const AlarmRow& row) { return SortKey(qint64(row.severity)); })
                .with([](const AlarmRow& row, int role) { return role == SeverityRole ? QVariant(int(row.severity)) : QVariant(); }),
            Column<AlarmRow>("since", "Since", [](const AlarmRow& row) { return row.since; }).right(),
            Column<AlarmRow>("device", "Device", [](const AlarmRow& row) { return row.device; })
                .with([](const AlarmRow& row, int role) { return role == TargetRole ? QVariant::fromValue(Target{"device", row.device}) : QVariant(); }),
            Column<AlarmRow>("port", "Port", [](const AlarmRow& row) { return row.port; })
                .with([](const AlarmRow&, int role) { return role == IdentifierRole ? QVariant(true) : QVariant(); }),
            Column<AlarmRow>("problem", "Problem", [](const AlarmRow& row) { return row.problem; }),
            Column<AlarmRow>("customers", "Customers", [](const AlarmRow& row) { return row.customers; }).right(),
            Column<AlarmRow>("state", "State", [](const AlarmRow& row) { return row.stateWord; })
                .with([](const AlarmRow& row, int role) { return role == ToneRole ? QVariant(int(row.state)) : role == StaleRole ? QVariant(row.owner.isEmpty()) : QVariant(); }),
            Column<AlarmRow>("owner", "Owner", [](const AlarmRow& row) { return row.owner; }),
            Column<AlarmRow>("count", "Count", [](const AlarmRow& row) { return QString::number(row.count); })
                .right()
                .sortedBy([](const AlarmRow& row) { return SortKey(qint64(row.count)); })};
}

QList<AlarmRow> someAlarms()
{
    QList<AlarmRow> rows{
        {"1", Severity::Critical, "14:01:58", "olt-1.ber", "gpon-0/1/3", "Loss of signal", "23", "A. Weber", 4, Tone::Busy, "Acknowledged"},
        {"2", Severity::Major, "13:47:12", "agg-2.ber", "xe-0/1/0", "Link down", "7", "", 1, Tone::Bad, "Open"},
        {"3", Severity::Major, "13:47:11", "core-1.ber", "xe-0/0/4", "Link down", "7", "", 1, Tone::Bad, "Open"},
        {"4", Severity::Minor, "12:30:05", "radio-3.pot", "radio0", "Modulation reduced", "2", "J. Sommer", 18, Tone::Busy, "Acknowledged"},
        {"5", Severity::Warning, "11:02:44", "agg-1.ber", "xe-0/1/2", "Load above 80 %", "0", "", 3, Tone::Bad, "Open"},
        {"6", Severity::Indeterminate, "10:15:00", "srv-nms.ber", "", "Clock not synchronised", "0", "", 1, Tone::Attention, "In maintenance"},
        {"7", Severity::Cleared, "09:58:31", "olt-1.ber", "gpon-0/1/7", "Loss of signal", "1", "A. Weber", 2, Tone::Good, "Cleared"}};
    for (int number = 8; number < 30; ++number)
        rows.append({QString::number(number), Severity(1 + number % 3), QStringLiteral("%1 Mar").arg(number % 9 + 1), QStringLiteral("agg-%1.ham").arg(number % 5),
                     QStringLiteral("ge-0/0/%1").arg(number), "Input errors above threshold", QString::number(number % 4), "", number, Tone::Bad, "Open"});
    return rows;
}

Detail someDetail()
{
    return {.target = {"alarm", "1"}, .title = "Loss of signal", .subtitle = "olt-1.ber, port gpon-0/1/3 · since 14:01:58", .severity = Severity::Critical,
            .overview = {{"", {{.label = "State", .text = "Acknowledged by A. Weber", .tone = Tone::Busy},
                               {.label = "Device", .text = "olt-1.ber", .target = {"device", "1"}},
                               {.label = "Port", .text = "gpon-0/1/3", .target = {"port", "3"}, .identifier = true},
                               {.label = "Probable cause", .text = "lossOfSignal (X.733)"},
                               {.label = "Count", .text = "4 traps, last at 14:02:09"}}},
                         {"Impact", {{.label = "Customers", .text = "23"}, {.label = "Worst SLA", .text = "Fibre 100, 2 h 14 min left", .target = {"service", "9"}, .severity = Severity::Major},
                                     {.label = "Optical power", .text = "−31.2 dBm, 4 min old", .stale = true}}}},
            .why = {{"14:02:09", "Alarm raised: loss of signal", "4 traps counted on it", "", {"alarm", "1"}, Severity::Critical},
                    {"14:01:58", "Trap linkDown from 10.0.3.1", "ifName gpon-0/1/3, ifOperStatus down", "trap receiver", {"event", "2"}},
                    {"13:58:00", "Planned work on the splitter cabinet", "Work order 118, Potsdam Nord", "J. Sommer", {"workorder", "118"}}},
            .history = {{"14:05:20", "Acknowledged", "", "A. Weber", {}}, {"14:01:58", "Raised as critical", "", "correlation", {}}},
            .notes = {{"14:06:02", "Splitter cabinet confirmed by phone, technician on site.", "", "A. Weber", {}}}};
}

QList<MapNode> someNodes()
{
    QList<MapNode> nodes;
    const auto add = [&](const char* name, DeviceKind kind, Tone state, const char* word, std::optional<Severity> worst = {}, int alarms = 0) {
        nodes.append(MapNode{.id = name, .name = name, .kind = kind, .state = state, .stateWord = word, .worst = worst, .alarms = alarms});
    };
    add("core-1.ber", DeviceKind::Router, Tone::Good, "reachable", Severity::Major, 1);
    add("core-2.ber", DeviceKind::Router, Tone::Good, "reachable");
    add("agg-1.ber", DeviceKind::Switch, Tone::Good, "reachable", Severity::Warning, 1);
    add("agg-2.ber", DeviceKind::Switch, Tone::Bad, "silent for 12 min", Severity::Critical, 3);
    add("agg-3.pot", DeviceKind::Switch, Tone::Good, "reachable");
    add("olt-1.ber", DeviceKind::Olt, Tone::Good, "reachable", Severity::Critical, 12);
    add("olt-2.pot", DeviceKind::Olt, Tone::Good, "reachable");
    add("radio-1.ber", DeviceKind::Radio, Tone::Good, "reachable");
    add("radio-3.pot", DeviceKind::Radio, Tone::Attention, "degraded", Severity::Minor, 18);
    add("srv-nms.ber", DeviceKind::Server, Tone::Good, "reachable", Severity::Indeterminate, 1);
    add("10.0.9.17", DeviceKind::Unknown, Tone::Neutral, "never answered");
    return nodes;
}

QList<MapLink> someLinks()
{
    QList<MapLink> links;
    const auto add = [&](const char* a, const char* b, double capacity, double there, double back, bool up = true) {
        links.append(MapLink{.id = QStringLiteral("%1/%2").arg(QLatin1String(a), QLatin1String(b)), .a = a, .b = b, .capacityBps = capacity, .loadAtoB = there, .loadBtoA = back, .up = up});
    };
    add("core-1.ber", "core-2.ber", 1e11, 0.41, 0.62);
    add("core-1.ber", "agg-1.ber", 1e10, 0.84, 0.31);
    add("core-2.ber", "agg-2.ber", 1e10, 0, 0, false);
    add("core-1.ber", "agg-2.ber", 1e10, 0.55, 0.2);
    add("core-2.ber", "agg-3.pot", 1e10, 0.33, 0.12);
    add("agg-1.ber", "olt-1.ber", 1e10, 0.93, 0.28);
    add("agg-3.pot", "olt-2.pot", 1e10, 0.22, 0.08);
    add("agg-1.ber", "radio-1.ber", 1e9, 0.4, 0.1);
    add("radio-1.ber", "radio-3.pot", 4e8, 0.71, 0.34);
    add("agg-3.pot", "agg-1.ber", 1e10, 0.1, 0.1);
    add("core-2.ber", "srv-nms.ber", 1e9, 0.02, 0.05);
    links.append(MapLink{.id = "u", .a = "agg-3.pot", .b = "10.0.9.17"});
    return links;
}

/// A day of traffic, a point a minute: low at night, high in the evening, and an outage.
QList<ChartPoint> someTraffic(double peak, quint32 seed, bool withOutage)
{
    constexpr qint64 start = 1'773'100'800'000; // 2026-03-10T00:00:00Z
    QRandomGenerator random(seed);
    QList<ChartPoint> points;
    for (int minute = 0; minute < 1440; ++minute) {
        const double hour = minute / 60.0;
        const double shape = 0.18 + 0.5 * std::exp(-std::pow((hour - 20.5) / 3.2, 2)) + 0.32 * std::exp(-std::pow((hour - 12) / 4.5, 2));
        const bool gap = withOutage && minute > 842 && minute < 905;
        points.append({start + minute * 60'000LL, gap ? std::nan("") : peak * shape * (0.9 + random.bounded(0.2))});
    }
    return points;
}

/// The whole window with one filled workspace and five empty ones.
class GalleryWorkspace : public WorkspacePage, public Workspace {
public:
    GalleryWorkspace(const QString& id, const QString& title, const QStringList& icons) : WorkspacePage(id), id_(id), title_(title), icons_(icons) {}
    QString id() const override { return id_; }
    QString title() const override { return title_; }
    QIcon icon() const override { return themeIcon(icons_); }
    QWidget* widget() override { return this; }
    void refresh() override {}
    QStringList targetKinds() const override { return {}; }
    void showTarget(const Target&) override {}
    QList<KeyHint> keys() const override
    {
        return {{"A", "Acknowledge"}, {"C", "Clear"}, {"O", "Own"}, {"N", "Note"}, {"M", "Maintenance"}, {"T", "Ticket"}};
    }
    QString help() const override { return QStringLiteral("Open alarms with what they cost. Select one to see its cause, its impact and what was done last time."); }

private:
    QString id_, title_;
    QStringList icons_;
};

} // namespace

class GalleryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void draws_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
    }
    void draws()
    {
        QFETCH(Scheme, scheme);
        Theme::apply(*qApp, scheme);
        scheme_ = scheme;
        controls();
        table();
        details();
        jobsAndNotices();
        map();
        chart();
        window();
    }

private:
    void shoot(QWidget& widget, const QString& name)
    {
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        QCoreApplication::processEvents();
        const QImage image = widget.grab().toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3)
                colours.insert(image.pixel(x, y));
        }
        QVERIFY2(colours.size() > 10, qPrintable(name)); // something is drawn
        const QString folder = qEnvironmentVariable("TRUNKLINE_SHOTS");
        if (!folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(image.save(QStringLiteral("%1/%2-%3.png").arg(folder, name, scheme_ == Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark"))));
        }
    }
    void controls()
    {
        QWidget page;
        page.setObjectName(QStringLiteral("controls"));
        auto* form = new QFormLayout(&page);
        form->setContentsMargins(24, 24, 24, 24);
        auto* name = new QLineEdit(QStringLiteral("Stadtwerke Potsdam"));
        auto* place = new QLineEdit;
        place->setPlaceholderText(QStringLiteral("Street, number, town"));
        auto* off = new QLineEdit(QStringLiteral("not editable now"));
        off->setEnabled(false);
        auto* combo = new QComboBox;
        combo->addItems({QStringLiteral("Fibre 100"), QStringLiteral("Fibre 1000")});
        auto* spin = new QSpinBox;
        spin->setValue(24);
        auto* date = new QDateEdit(QDate(2026, 3, 10));
        form->addRow(QStringLiteral("Customer"), name);
        form->addRow(QStringLiteral("Place"), place);
        form->addRow(QStringLiteral("Reference"), off);
        form->addRow(QStringLiteral("Offering"), combo);
        form->addRow(QStringLiteral("Months"), spin);
        form->addRow(QStringLiteral("Start"), date);
        auto* checks = new QHBoxLayout;
        auto* on = new QCheckBox(QStringLiteral("Send by e-mail"));
        on->setChecked(true);
        auto* part = new QCheckBox(QStringLiteral("All ports"));
        part->setTristate(true);
        part->setCheckState(Qt::PartiallyChecked);
        auto* one = new QRadioButton(QStringLiteral("This computer"));
        one->setChecked(true);
        for (QWidget* check : {static_cast<QWidget*>(on), static_cast<QWidget*>(part), static_cast<QWidget*>(new QCheckBox(QStringLiteral("Paper"))),
                               static_cast<QWidget*>(one), static_cast<QWidget*>(new QRadioButton(QStringLiteral("Shared")))})
            checks->addWidget(check);
        checks->addStretch(1);
        form->addRow(QStringLiteral("Options"), checks);
        auto* slider = new QSlider(Qt::Horizontal);
        slider->setValue(60);
        form->addRow(QStringLiteral("Time"), slider);
        auto* tabs = new QTabWidget;
        tabs->addTab(new QLabel(QStringLiteral("  Words on a tab")), QStringLiteral("Overview"));
        tabs->addTab(new QLabel, QStringLiteral("Why?"));
        tabs->addTab(new QLabel, QStringLiteral("History"));
        tabs->setDocumentMode(true);
        form->addRow(tabs);
        auto* buttons = new QHBoxLayout;
        auto* primary = new QPushButton(QStringLiteral("Place the order"));
        primary->setDefault(true);
        auto* disabled = new QPushButton(QStringLiteral("Back"));
        disabled->setEnabled(false);
        buttons->addStretch(1);
        buttons->addWidget(disabled);
        buttons->addWidget(new QPushButton(QStringLiteral("Save as draft")));
        buttons->addWidget(primary);
        form->addRow(buttons);
        auto* marks = new QHBoxLayout;
        for (const Severity severity : allSeverities) {
            auto* mark = new QLabel;
            mark->setPixmap(tintedIcon(severityIconName(severity), 24, Theme::severityColour(severity, scheme_)));
            marks->addWidget(mark);
            marks->addWidget(new QLabel(severityWord(severity)));
            marks->addSpacing(12);
        }
        form->addRow(marks);
        auto* kinds = new QHBoxLayout;
        for (const char* kind : {"router", "switch", "olt", "radio", "server", "unknown"}) {
            auto* mark = new QLabel;
            mark->setPixmap(tintedIcon(deviceIconName(deviceKindFromKey(QString::fromLatin1(kind))), 32, Theme::colour(Colour::Text, scheme_)));
            kinds->addWidget(mark);
            kinds->addWidget(new QLabel(deviceKindWord(deviceKindFromKey(QString::fromLatin1(kind)))));
            kinds->addSpacing(12);
        }
        form->addRow(kinds);
        page.resize(760, 560);
        name->setFocus();
        shoot(page, QStringLiteral("controls"));
    }
    void table()
    {
        ValueModel<AlarmRow> model(alarmColumns(), [](const AlarmRow& row) { return row.id; });
        TablePane pane(QStringLiteral("alarms"));
        pane.setModel(&model);
        pane.setEmptyState(QStringLiteral("No alarm is open. The network is quiet."), QStringLiteral("Show cleared alarms"), severityIconName(Severity::Cleared));
        pane.resize(1000, 380);
        shoot(pane, QStringLiteral("table-loading"));
        model.replace({});
        shoot(pane, QStringLiteral("table-empty"));
        model.replace(someAlarms());
        pane.select(QStringLiteral("2"));
        shoot(pane, QStringLiteral("table"));
        model.setFailed(QStringLiteral("The database “/var/lib/trunkline/demo.db” is locked by another program. Close it, then try again."));
        shoot(pane, QStringLiteral("table-failed"));
    }
    void details()
    {
        DetailPane pane;
        QAction clear(QStringLiteral("Clear")), note(QStringLiteral("Open a ticket"));
        pane.setActions({&clear, &note});
        pane.resize(380, 520);
        pane.setDetail(someDetail());
        shoot(pane, QStringLiteral("detail"));
        pane.showWhy();
        shoot(pane, QStringLiteral("detail-why"));
        pane.findChild<QTabWidget*>(QStringLiteral("detailTabs"))->setCurrentIndex(3);
        shoot(pane, QStringLiteral("detail-notes"));
    }
    void jobsAndNotices()
    {
        QWidget page;
        auto* column = new QVBoxLayout(&page);
        for (const Tone tone : {Tone::Bad, Tone::Attention, Tone::Good, Tone::Busy}) {
            auto* bar = new NoticeBar;
            bar->showNotice({tone, QStringLiteral("The invoice was not posted."), QStringLiteral("The cycle of March is still open for two accounts."),
                             QStringLiteral("Approve or hold them, then post again."), QStringLiteral("Show the accounts")});
            column->addWidget(bar);
        }
        auto* jobs = new JobList;
        jobs->setJobs({{.id = "1", .title = "Bill run March 2026", .detail = "1,204 accounts in cycle 1", .done = 312, .total = 1204, .secondsLeft = 130},
                       {.id = "2", .title = "Discovery from 10.0.0.1", .detail = "17 devices so far", .done = 17},
                       {.id = "3", .title = "Export of alarms", .detail = "/home/weber/alarms.csv", .state = JobView::State::Done},
                       {.id = "4", .title = "Import of usage records", .detail = "Line 88 is no record: the date 2026-02-30 does not exist.", .state = JobView::State::Failed}});
        column->addWidget(jobs, 1);
        page.resize(760, 600);
        shoot(page, QStringLiteral("jobs-and-notices"));
    }
    void map()
    {
        TopologyMap map;
        map.resize(1000, 640);
        map.setNetwork(someNodes(), someLinks());
        map.selectNode(QStringLiteral("agg-1.ber"));
        shoot(map, QStringLiteral("map"));
        QList<MapNode> many;
        QList<MapLink> links;
        QRandomGenerator random(5);
        for (int number = 0; number < 600; ++number) {
            many.append(MapNode{.id = QString::number(number), .name = QStringLiteral("node-%1").arg(number), .kind = DeviceKind(number % 6),
                                .state = number % 41 ? Tone::Good : Tone::Bad});
            if (number > 0) {
                const int to = number < 12 ? (number - 1) : number < 90 ? int(random.bounded(12)) : int(12 + random.bounded(78));
                links.append(MapLink{.id = QString::number(number), .a = QString::number(number), .b = QString::number(to), .capacityBps = 1e9,
                                     .loadAtoB = random.bounded(1.0), .loadBtoA = random.bounded(1.0)});
            }
        }
        TopologyMap large;
        large.resize(1000, 640);
        large.setNetwork(many, links);
        shoot(large, QStringLiteral("map-large"));
    }
    void chart()
    {
        constexpr qint64 start = 1'773'100'800'000;
        RateChart chart;
        chart.resize(1000, 360);
        chart.setTitle(QStringLiteral("olt-1.ber  gpon-0/1/3"));
        chart.setZone(QTimeZone("Europe/Berlin"));
        chart.setRange(ChartRange::Day, start + 86'400'000);
        shoot(chart, QStringLiteral("chart-empty"));
        chart.setSeries({{QStringLiteral("In"), someTraffic(8.4e7, 1, true)}, {QStringLiteral("Out"), someTraffic(2.2e7, 2, true)}});
        chart.setMarks({{.kind = ChartMark::Kind::Order, .fromMs = start + 9 * 3'600'000LL, .text = "Order 1042 activated", .target = {"order", "1042"}},
                        {.kind = ChartMark::Kind::Outage, .fromMs = start + 843 * 60'000LL, .toMs = start + 905 * 60'000LL, .text = "Outage, 1 h 2 min", .target = {"outage", "1"}}});
        chart.setReference(8e7, QStringLiteral("sold: 80 Mbit/s"));
        shoot(chart, QStringLiteral("chart"));
    }
    void window()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("gallery.ini")), QSettings::IniFormat);
        MainWindow window(settings);
        auto* alarms = new GalleryWorkspace("alarms", "Alarms", {"notifications", "dialog-warning"});
        window.addWorkspace(new GalleryWorkspace("network", "Network", {"network-wired", "network-workgroup"}));
        window.addWorkspace(alarms);
        window.addWorkspace(new GalleryWorkspace("performance", "Performance", {"office-chart-line", "view-statistics"}));
        window.addWorkspace(new GalleryWorkspace("orders", "Orders", {"view-task", "view-pim-tasks"}));
        window.addWorkspace(new GalleryWorkspace("customers", "Customers", {"view-pim-contacts", "im-user"}));
        window.addWorkspace(new GalleryWorkspace("billing", "Billing", {"view-financial-account-checking", "view-bank"}));
        ValueModel<AlarmRow> model(alarmColumns(), [](const AlarmRow& row) { return row.id; });
        auto* pane = new TablePane(QStringLiteral("alarmTable"));
        pane->setModel(&model);
        model.replace(someAlarms());
        alarms->setCentralWidget(pane);
        auto* cause = new TopologyMap;
        cause->setNetwork(someNodes(), someLinks());
        QDockWidget* causePanel = alarms->addPanel(QStringLiteral("cause"), QStringLiteral("Cause and impact"), cause, Qt::BottomDockWidgetArea);
        window.showWorkspace(QStringLiteral("alarms"));
        window.topBar()->setAlarmCounts({{Severity::Critical, 2}, {Severity::Major, 5}, {Severity::Minor, 1}});
        window.topBar()->setShift(QStringLiteral("shift: night"));
        window.topBar()->setActor(QStringLiteral("A. Weber"), QStringLiteral("NOC engineer"));
        window.statusParts()->setPolling({.devices = 1204, .lateSeconds = 0.8, .silent = 3, .running = true});
        window.statusParts()->setDatabase(Tone::Good, QStringLiteral("SQLite, this computer"));
        window.statusParts()->setClock(QStringLiteral("14:02:11 CET"));
        window.jobs()->setJobs({{.id = "1", .title = "Bill run March 2026", .done = 312, .total = 1204}});
        window.detail()->setDetail(someDetail());
        pane->select(QStringLiteral("1"));
        window.resize(1440, 900);
        window.show();
        alarms->resizeDocks({causePanel}, {380}, Qt::Vertical);
        pane->view()->setFocus();
        shoot(window, QStringLiteral("window"));
        window.openPalette();
        window.commandPalette()->setObjectProvider([](const QString&, quint64) {});
        QTest::keyClicks(window.commandPalette()->box(), QStringLiteral("al"));
        window.commandPalette()->offerObjects(window.commandPalette()->generation(),
            {{.title = "Alster Klinik GmbH", .subtitle = "Hamburg, 4 services", .kindWord = "Customer", .icon = themeIcon({"system-users"}), .target = {"customer", "1"}},
             {.title = "agg-4.altona", .subtitle = "Switch, Hamburg Altona", .kindWord = "Device", .icon = ownIcon("device-switch"), .target = {"device", "4"}}});
        shoot(window, QStringLiteral("palette"));
        window.commandPalette()->hide();
        window.showHelp();
        shoot(window, QStringLiteral("keys"));
    }

    Scheme scheme_ = Scheme::Light;
};

QTEST_MAIN(GalleryTest)
#include "tst_gallery.moc"
