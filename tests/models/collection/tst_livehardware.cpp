// A device read by its profiles over SNMP: a hand-made recording, served by the simulator.
#include "models/collection/discovery.h"
#include "models/collection/gaugereading.h"
#include "models/collection/livehardware.h"
#include "snmp/simulator/simulatorthread.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace trunkline;
using namespace trunkline::collection;

namespace {

// An OLT of a maker that this program ships no profile of.
const char recording[] = R"(1.3.6.1.2.1.1.1.0|4|Fernlicht FL-9000 v7.1
1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.32473.1.9000
1.3.6.1.2.1.1.3.0|67|4200
1.3.6.1.2.1.1.5.0|4|olt-9
1.3.6.1.2.1.2.2.1.2.7|4|pon-7
1.3.6.1.2.1.2.2.1.3.7|2|250
1.3.6.1.2.1.2.2.1.7.7|2|1
1.3.6.1.2.1.2.2.1.8.7|2|1
1.3.6.1.2.1.31.1.1.1.1.7|4|pon-7
1.3.6.1.4.1.32473.2.1.0|4|FL9-0042
1.3.6.1.4.1.32473.3.1.2.7.1|2|-2150
1.3.6.1.4.1.32473.3.1.2.7.2|2|2147483647
1.3.6.1.4.1.32473.3.1.3.7.1|2|1
1.3.6.1.4.1.32473.3.1.3.7.2|2|2
1.3.6.1.4.1.32473.4.1.0|2|37
)";

const char profile[] = R"({"about": "Fernlicht OLTs", "vendor": "Fernlicht", "for": [{"sysObjectId": "1.3.6.1.4.1.32473.1"}], "inFlight": 1,
  "states": {"ont": {"1": ["online", "cleared"], "2": ["offline", "major"]}},
  "systems": [{"os": "FLOS", "kind": "olt", "model": ["sysDescr /(FL-\\d+)/"], "version": ["sysDescr /v(\\S+)/"], "serial": ["1.3.6.1.4.1.32473.2.1"]}],
  "tables": [{"table": "1.3.6.1.4.1.32473.3.1", "name": "flOntTable", "sensors": [
      {"value": 2, "class": "dbm", "name": "{ifName@i1} ONT {i2} Rx", "divide": 100, "lowWarning": "=-20", "skip": [2147483647]},
      {"value": 3, "class": "state", "name": "{ifName@i1} ONT {i2}", "states": "ont"}]},
    {"table": "1.3.6.1.4.1.32473.4", "name": "flCpu", "processors": [{"value": 1, "name": "CPU"}]}]})";

void writeFile(const QString& path, const char* content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
        qFatal("%s can't be written", qPrintable(path));
}

snmp::Reply awaited(QFuture<snmp::Reply> future)
{
    return future.result();
}

} // namespace

class LiveHardwareTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<simulator::SimulatorThread> network_;
    std::unique_ptr<snmp::Engine> engine_;
    snmp::Target target_;
    std::shared_ptr<const ProfileLibrary> library_;

private Q_SLOTS:
    void initTestCase()
    {
        writeFile(folder_.filePath(QStringLiteral("olt-9.snmprec")), recording);
        writeFile(folder_.filePath(QStringLiteral("fernlicht.json")), profile);
        library_ = std::make_shared<const ProfileLibrary>(loadProfiles(folder_.path()));
        QVERIFY(library_->problems.isEmpty());
        simulator::SimulatorOptions options;
        options.synthetic = false;
        options.recordingsBaseAddress = QStringLiteral("127.37.0.1");
        options.recordings = {folder_.filePath(QStringLiteral("olt-9.snmprec"))};
        network_ = std::make_unique<simulator::SimulatorThread>(options);
        QString error;
        QVERIFY2(network_->start(&error), qPrintable(error));
        engine_ = std::make_unique<snmp::Engine>();
        const simulator::DeviceLine line = network_->devices().first();
        target_.address = line.address;
        target_.port = network_->port();
        target_.credential.community = line.readCommunities.first().toLatin1();
    }

    void cleanupTestCase()
    {
        engine_.reset();
        network_.reset();
    }

    void aLiveDeviceIsReadByItsProfile()
    {
        const LiveHardware live = readLiveHardware(*engine_, target_, library_->profiles, awaited);
        QVERIFY(live.answered);
        QVERIFY(live.brokenOff.isEmpty());
        QCOMPARE(live.profiles, (QStringList{"fernlicht", "standard"}));
        QCOMPARE(live.identity.vendor, "Fernlicht");
        QCOMPARE(live.identity.os, "FLOS");
        QCOMPARE(live.identity.serialNumber, "FL9-0042");
        QCOMPARE(live.hardware.processors.size(), 1);
        QCOMPARE(live.hardware.sensors.size(), 3);
        const Sensor& level = live.hardware.sensors.first();
        QCOMPARE(level.name, "pon-7 ONT 1 Rx");
        QCOMPARE(level.value.toString(), "-21.50");
        QCOMPARE(severityOf(level), Severity::Warning);
        QCOMPARE(severityOf(live.hardware.sensors.last()), Severity::Major);
    }

    void discoveryNamesADeviceByItsProfile()
    {
        inventory::Credential credential;
        credential.name = QStringLiteral("test");
        credential.community = target_.credential.community;
        DiscoveryOptions options;
        options.seeds = {target_.address};
        options.reading.port = target_.port;
        options.reading.profiles = library_;
        const auto findings = Discovery(*engine_, {credential}, options).explore();
        QCOMPARE(findings.devices.size(), 1);
        const inventory::FoundDevice& found = findings.devices.first().found;
        QCOMPARE(found.vendor, "Fernlicht");
        QCOMPARE(found.operatingSystem, "FLOS");
        QCOMPARE(found.kind, "olt");
        QCOMPARE(found.model, "FL-9000");
        QCOMPARE(found.softwareVersion, "7.1");
        QCOMPARE(found.serialNumber, "FL9-0042");
    }

    void aSilentDeviceIsSaidToBeSilent()
    {
        snmp::Target nobody = target_;
        nobody.credential.community = "wrong";
        nobody.timeoutMs = 50;
        nobody.retries = 0;
        const LiveHardware live = readLiveHardware(*engine_, nobody, library_->profiles, awaited);
        QVERIFY(!live.answered);
        QVERIFY(live.hardware.sensors.isEmpty());
    }

    // What the demo shows of light: of every module and ONT a level that can be, which changes slowly and goes with the fibre.
    void theDemosPartsMeasureTheirLight()
    {
        simulator::SimulatorOptions options;
        options.baseAddress = QStringLiteral("127.38.0.1");
        options.startMs = 1'773'100'800'000;
        options.speed = 0;
        simulator::SimulatorThread demo(options);
        QString error;
        QVERIFY2(demo.start(&error), qPrintable(error));
        const auto read = [&](const QString& name) {
            snmp::Target target;
            for (const simulator::DeviceLine& line : demo.devices())
                if (line.name == name)
                    target.address = line.address;
            target.port = demo.port();
            target.credential.community = "public";
            return readLiveHardware(*engine_, target, installedProfiles()->profiles, awaited).hardware;
        };
        const auto level = [](const HardwareReading& hardware, const QString& port, const QString& role) -> std::optional<double> {
            const GaugeReading reading = gaugesOf(hardware, 300);
            for (qsizetype i = 0; i < reading.values.size(); ++i)
                if (const auto& one = reading.found.gauges[i]; one.gauge.role == role && one.component >= 0 && reading.found.components[one.component].portName == port)
                    return reading.values[i].toDouble();
            return std::nullopt;
        };
        const auto count = [](const HardwareReading& hardware, const QString& kind) {
            return std::count_if(hardware.components.begin(), hardware.components.end(), [&](const ComponentFacts& one) { return one.kind == kind; });
        };
        for (const simulator::DevicePlan& planned : simulator::NetworkPlan::demo().devices) {
            const HardwareReading hardware = read(planned.name);
            const auto measured = std::count_if(planned.ports.begin(), planned.ports.end(), [](const simulator::PortPlan& port) { return port.rxDbm.has_value(); });
            QCOMPARE(count(hardware, QStringLiteral("transceiver")), measured);
            for (const simulator::PortPlan& port : planned.ports) {
                if (!port.rxDbm)
                    continue;
                const auto rx = level(hardware, port.name, QStringLiteral("rx"));
                QVERIFY2(rx && (qAbs(*rx - *port.rxDbm) < 0.5 || *rx == -40), qPrintable(planned.name + u' ' + port.name));
                QVERIFY(level(hardware, port.name, QStringLiteral("tx")) && level(hardware, port.name, QStringLiteral("temperature")));
            }
        }
        const HardwareReading before = read(QStringLiteral("olt-1"));
        QCOMPARE(count(before, QStringLiteral("ont")), 44); // of 48 places four have no equipment yet
        int onts = 0;
        for (const Sensor& sensor : before.sensors)
            if (sensor.component >= 0 && before.components[sensor.component].kind == QLatin1String("ont") && sensor.role == QLatin1String("rx")) {
                QVERIFY2(sensor.value.toDouble() < -14 && sensor.value.toDouble() > -27, qPrintable(sensor.name + u' ' + sensor.value.toString()));
                QCOMPARE(severityOf(sensor), Severity::Cleared);
                ++onts;
            }
        QCOMPARE(onts, 44);
        // In the afternoon it is a little other; a cut fibre is dark, and of the ONT behind it nothing is measured.
        QVERIFY(demo.command(QStringLiteral("clock advance 15h")).startsWith(QLatin1String("ok")));
        const double afternoon = *level(read(QStringLiteral("olt-1")), QStringLiteral("uplink-0/0"), QStringLiteral("rx"));
        QVERIFY(afternoon != *level(before, QStringLiteral("uplink-0/0"), QStringLiteral("rx")));
        QVERIFY(demo.command(QStringLiteral("port down olt-1 uplink-0/0")).startsWith(QLatin1String("ok")));
        QVERIFY(demo.command(QStringLiteral("port down olt-1 ont-0/1/3")).startsWith(QLatin1String("ok")));
        const HardwareReading after = read(QStringLiteral("olt-1"));
        QCOMPARE(*level(after, QStringLiteral("uplink-0/0"), QStringLiteral("rx")), -40.0);
        QCOMPARE(std::count_if(after.sensors.begin(), after.sensors.end(), [](const Sensor& one) { return one.state && one.state->word == QLatin1String("offline"); }), 1);
        QCOMPARE(after.sensors.size(), before.sensors.size() - 5); // Rx, Tx, Rx at the OLT, temperature, distance
    }
};

QTEST_GUILESS_MAIN(LiveHardwareTest)
#include "tst_livehardware.moc"
