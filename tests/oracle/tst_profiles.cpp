// What another program (LibreNMS) finds of hardware in recordings of real devices, against what our
// device profiles find.
//
// The rule of comparison:
// - Every recording of index.csv that has an expected file. Nothing is left out of a count because we
//   miss it; what we miss and why is in exceptions(), and what is missing there is printed.
// - A sensor is found when we have one of the same class at the same object whose value is the expected
//   one: within 0.0006 for what LibreNMS rounds to three or four decimals, and one in a million for long numbers.
// - Its limits are compared one by one, within the same; LibreNMS rounds those in dBm to two decimals. Left out are limits that LibreNMS makes up itself
//   where a device tells none: see isMadeUp(). A state has no limits.
// - Processors and memory pools: the same object, and the percentage within its rounding to whole ones.
// - Wireless: the same object and value; LibreNMS has frequencies in MHz and distances in kilometres; rates
//   and distances either scaled or as the device gives them.
// - Identity: vendor and system by the table systems(); a model where LibreNMS names one; versions and serial numbers
//   agree when one contains the other.
// Oracle: ../shared/data/snmp (GPL-3.0 data of LibreNMS); nothing of it is copied here.
#include "models/collection/hardware.h"
#include "models/collection/profilelibrary.h"
#include "snmp/simulator/recording.h"
#include "tests/support/oracle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace trunkline;
using namespace trunkline::collection;

namespace {

struct Tally {
    int expected = 0;
    int found = 0;
    void count(bool hit)
    {
        ++expected;
        found += hit;
    }
    void add(const Tally& other)
    {
        expected += other.expected;
        found += other.found;
    }
    double percent() const { return expected == 0 ? 100.0 : 100.0 * found / expected; }
    QString toString() const { return QStringLiteral("%1 of %2").arg(found, 4).arg(expected, 4); }
};

struct Verdict {
    Tally sensors, limits, processors, memory;
    int madeUp = 0;
    int onlyOurs = 0;
    QStringList misses;

    void add(const Verdict& other)
    {
        sensors.add(other.sensors);
        limits.add(other.limits);
        processors.add(other.processors);
        memory.add(other.memory);
        madeUp += other.madeUp;
        onlyOurs += other.onlyOurs;
        misses += other.misses;
    }
};

/// LibreNMS' names of classes and ours. Durations of error counters are counts of seconds to us.
QStringList classesOf(const QString& theirs)
{
    static const QMap<QString, QStringList> names{
        {"fanspeed", {"fanSpeed"}}, {"ber", {"bitErrorRatio"}}, {"quality_factor", {"quality"}}, {"chromatic_dispersion", {"dispersion"}}, {"runtime", {"runtime", "count"}}};
    return names.value(theirs, {theirs});
}

bool isClose(double ours, double theirs, double rounding = 0.0006)
{
    return std::abs(ours - theirs) <= rounding + 1e-6 * std::abs(theirs);
}

/// LibreNMS guesses limits from the first value where a device tells none, and takes −5 and −1 °C for
/// Cisco's temperatures whose lower limit is above.
bool isMadeUp(const QString& type, const QString& sensorClass, const QString& limit, double value, double expected)
{
    static const QMap<QString, std::pair<double, double>> factors{{"voltage", {0.85, 1.15}}, {"fanspeed", {0.8, 1.8}}, {"snr", {0.95, 1.05}}, {"frequency", {0.95, 1.05}}};
    static const QMap<QString, std::pair<double, double>> fixed{{"humidity", {30, 70}}, {"load", {-1e9, 80}}};
    if (type == QLatin1String("cisco-entity-sensor") && sensorClass == QLatin1String("temperature")
        && ((limit == QLatin1String("sensor_limit_low") && expected == -5) || (limit == QLatin1String("sensor_limit_low_warn") && expected == -1)))
        return true;
    const bool high = limit == QLatin1String("sensor_limit");
    if (!high && limit != QLatin1String("sensor_limit_low"))
        return false;
    double guess = NAN;
    if (sensorClass == QLatin1String("temperature"))
        guess = high ? value + 20 : value - 10;
    else if (factors.contains(sensorClass)) // of a negative value the two change places
        guess = value * (high ? factors[sensorClass].second : factors[sensorClass].first);
    else if (fixed.contains(sensorClass))
        guess = high ? fixed[sensorClass].second : fixed[sensorClass].first;
    return isClose(guess, expected);
}

struct Exception {
    const char* recording; ///< empty: any
    const char* what;      ///< begins the miss: "sensor TYPE CLASS" or "limit TYPE CLASS"
    const char* reason;
};

/// Each is a place where LibreNMS reads something else than the MIB says, or we mean to show something else.
const QList<Exception>& exceptions()
{
    static const QList<Exception> list{
        {"adva_fsp150_xg210", "sensor adva_fsp150 current", "the MIB's unit of the laser bias is mA; LibreNMS forgets it for two of three rows"},
        {"adva_fsp150_xg210", "sensor cmSysCondType state", "an active alarm as a sensor: alarms are the trap intake's"},
        {"adva_fsp150_xg210", "sensor fan", "LibreNMS reads the fan's state below a power supply's object, where the recording has none"},
        {"adva_fsp150_xg210", "sensor psu", "LibreNMS puts both states at the object of the operational one"},
        {"akcp_serverprobe8", "sensor akcp humidity", "the raw value of a 4–20 mA input; we read the percentage"},
        {"apc_environmental-manager", "sensor apc humidity", "-1 is no sensor"},
        {"arista_eos", "limit entity-sensor", "±1,000,000,000 is no limit; LibreNMS makes 0 of it"},
        {"cnwave60", "sensor cnwave60 dbm", "a signal to noise ratio: ours is of the class snr"},
        {"eaton-mgeups_9px", "sensor eaton-mgeups delay", "the remaining time of a battery: ours is of the class runtime, in minutes"},
        {"enexus", "sensor enexus current", "powerSystemCurrentDecimalSetting says tenths"},
        {"enexus", "sensor enexus count", "a setting of the battery test that the recording does not hold"},
        {"enexus", "limit enexus", "minor instead of major limit"},
        {"infinera-groove", "sensor infinera-groove delay", "picoseconds, that LibreNMS divides for four of eight rows"},
        {"infinera-groove", "sensor infinera-groove dbm", "-99 dBm is a port without light or module"},
        {"infinera-groove", "sensor cardMode state", "LibreNMS maps the recorded number by another list"},
        {"junos_mx5t-isis", "sensor junos dbm", "the only lane of a module again: the module itself is shown"},
        {"linux_raspberrypi", "sensor raspberry", "the output of a script that a person added to snmpd: a profile of one's own"},
        {"procurve", "sensor entStateOper state", "a backplane is no part that fails alone"},
        {"procurve", "sensor icfTemperatureSensor state", "5 is notPresent"},
        {"vsolution_v1600d", "sensor vsolution dbm", "the text is “0.03 mW (-14.61 dBm)”: LibreNMS takes the milliwatts for dBm"},
        {"vrp_5720", "limit vrp dbm", "the limits are hundredths of dBm; LibreNMS takes them for microwatts"},
        {"nokia-isam", "limit nokia-isam dbm", "constants of LibreNMS; the device tells none"},
        {"", "limit rfc1628 runtime", "constants of LibreNMS; UPS-MIB has no limit of these"},
        {"apc_smt750x-nmc2", "limit apc runtime", "an upper limit of the runtime is no fault"},
        {"ciena-waveserver", "limit ciena-waveserver count", "a count is never below zero"},
        {"ciena-waveserver", "limit ciena-waveserver temperature", "0, where another recorded module has a real one"},
        {"ciscowlc_cbw240ac", "limit wlc temperature", "0, where the device tells none"},
        {"edgeosolt", "limit", "limits of a state"},
        {"eltex-mes23xx_mes2348p", "limit rlPethPsePortOutputPower power", "a power is never below zero"},
        {"timos_7750", "limit timos", "guesses: a percentage is never below zero"},
        {"zxa10_c320", "limit zxa10 fanspeed", "a fan is never below zero"},
        {"procurve", "limit procurve current", "0, where the value is in no danger of it"},
    };
    return list;
}

const char* reasonFor(const QString& recording, const QString& miss)
{
    for (const Exception& one : exceptions())
        if ((!*one.recording || recording == QLatin1String(one.recording)) && miss.startsWith(QLatin1String(one.what)))
            return one.reason;
    return nullptr;
}

/// LibreNMS' word for a system, and what we call its vendor and system.
struct SystemName {
    const char* theirs;
    const char* vendor;
    const char* system;
};

const QList<SystemName>& systems()
{
    static const QList<SystemName> list{
        {"adva_fsp150", "Adtran", "FSP 150"}, {"airos-af-ltu", "Ubiquiti", "airFiber LTU"}, {"airos", "Ubiquiti", "airOS"}, {"akcp", "AKCP", "sensorProbe"},
        {"apc", "APC", "AOS"}, {"arista_eos", "Arista Networks", "EOS"}, {"arris-c3", "Arris", "C3"}, {"arris-c4", "Arris", "CMTS"},
        {"arubaos-cx", "Aruba", "AOS-CX"}, {"asa", "Cisco", "ASA"}, {"audiocodes", "AudioCodes", "Mediant"}, {"ceraos", "Ceragon", "CeraOS"},
        {"ciena-waveserver", "Ciena", "Waveserver"}, {"ciscosb", "Cisco", "Small Business"}, {"ciscowlc", "Cisco", "AireOS"}, {"cnwave60", "Cambium Networks", "cnWave"},
        {"comware", "HP", "Comware"}, {"dlink", "D-Link", "D-Link"}, {"eaton-mgeups", "Eaton", "Network Management Card"}, {"edgeos", "Ubiquiti", "EdgeOS"},
        {"edgeosolt", "Ubiquiti", "UFiber"}, {"edgeswitch", "Ubiquiti", "EdgeSwitch"}, {"ekinops", "Ekinops", "Ekinops 360"}, {"eltex-mes23xx", "Eltex", "MES"},
        {"enexus", "Eltek", "Smartpack"}, {"epmp", "Cambium Networks", "ePMP"}, {"ericsson-6600", "Ericsson", "MINI-LINK 6600"}, {"ericsson-ipos", "Ericsson", "IPOS"},
        {"ericsson-ml", "Ericsson", "MINI-LINK PT"}, {"ericsson-tn", "Ericsson", "MINI-LINK TN"}, {"fortigate", "Fortinet", "FortiOS"}, {"horizon-quantum", "DragonWave", "Horizon Quantum"},
        {"huawei-smu", "Huawei", "SMU"}, {"infinera-groove", "Infinera", "Groove"}, {"ios", "Cisco", "IOS"}, {"iosxe", "Cisco", "IOS-XE"}, {"iosxr", "Cisco", "IOS-XR"},
        {"junos", "Juniper Networks", "Junos"}, {"liebert", "Vertiv", "IntelliSlot"}, {"linux", "", "Linux"}, {"mimosa", "Mimosa Networks", "Mimosa"}, {"nokia-isam", "Nokia", "ISAM"},
        {"nxos", "Cisco", "NX-OS"}, {"pmp", "Cambium Networks", "Canopy"}, {"procurve", "HP", "ArubaOS-Switch"}, {"routeros", "MikroTik", "RouterOS"}, {"siklu", "Siklu", "EtherHaul"},
        {"smartax", "Huawei", "SmartAX"}, {"sonus-sbc", "Ribbon", "SBC"}, {"srlinux", "Nokia", "SR Linux"}, {"timos", "Nokia", "SR OS"}, {"unifi", "Ubiquiti", "UniFi"},
        {"vmware-esxi", "VMware", "ESXi"}, {"voss", "Extreme Networks", "VOSS"}, {"vrp", "Huawei", "VRP"}, {"vsolution", "V-SOL", "V1600"}, {"wavence", "Nokia", "Wavence"},
        {"windows", "Microsoft", "Windows"}, {"zxa10", "ZTE", "ZXA10"}, {"zynos", "Zyxel", "ZyNOS"},
    };
    return list;
}

/// A recording and what is expected of it.
struct Case {
    QString name;
    QJsonObject modules;
    snmp::VarBinds binds;

    QJsonArray rows(const char* module, const char* table) const
    {
        return modules[QLatin1String(module)].toObject()["discovery"].toObject()[QLatin1String(table)].toArray();
    }
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<Case> casesIn(const QString& folder)
{
    QList<Case> cases;
    const QStringList lines = QString::fromUtf8(contentOf(folder + QStringLiteral("/index.csv"))).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines.mid(1)) {
        const QString name = line.section(u',', 0, 0);
        const QJsonObject modules = QJsonDocument::fromJson(contentOf(folder + QStringLiteral("/expected/%1.json").arg(name))).object();
        const auto outcome = modules.isEmpty() ? simulator::Recording::Outcome() : simulator::Recording::read(folder + QStringLiteral("/recordings/%1.snmprec").arg(name), true);
        if (!outcome.recording)
            continue;
        const auto& objects = outcome.recording->objects();
        cases.append({name, modules, snmp::VarBinds(objects.begin(), objects.end())});
    }
    return cases;
}

QString oidOf(const QJsonObject& row, const char* key)
{
    const QString text = row[QLatin1String(key)].toString();
    return text.startsWith(u'.') ? text.mid(1) : text;
}

void judgeLimits(Verdict& verdict, const QJsonObject& row, const Sensor& sensor)
{
    const QList<std::pair<const char*, std::optional<Decimal>>> limits{{"sensor_limit_low", sensor.limits.low}, {"sensor_limit_low_warn", sensor.limits.lowWarning},
                                                                       {"sensor_limit_warn", sensor.limits.highWarning}, {"sensor_limit", sensor.limits.high}};
    const QString type = row["sensor_type"].toString(), sensorClass = row["sensor_class"].toString();
    for (const auto& [key, ours] : limits) {
        const QJsonValue expected = row[QLatin1String(key)];
        if (!expected.isDouble() || sensorClass == QLatin1String("state"))
            continue;
        if (isMadeUp(type, sensorClass, QLatin1String(key), row["sensor_current"].toDouble(), expected.toDouble())) {
            ++verdict.madeUp;
            continue;
        }
        const bool hit = ours && isClose(ours->toDouble(), expected.toDouble(), sensorClass == QLatin1String("dbm") ? 0.006 : 0.0006);
        verdict.limits.count(hit);
        if (!hit)
            verdict.misses.append(QStringLiteral("limit %1 %2 %3 “%4”: expected %5, ours %6")
                                      .arg(type, sensorClass, QLatin1String(key), row["sensor_descr"].toString()).arg(expected.toDouble()).arg(ours ? ours->toString() : QStringLiteral("none")));
    }
}

void judgeSensors(Verdict& verdict, const Case& one, const HardwareReading& reading)
{
    QHash<QString, const Sensor*> byOid;
    for (const Sensor& sensor : reading.sensors)
        byOid.insert(sensor.oid.toString(), &sensor);
    QSet<QString> seen;
    for (const QJsonValue& value : one.rows("sensors", "sensors")) {
        const QJsonObject row = value.toObject();
        const QString oid = oidOf(row, "sensor_oid");
        const Sensor* sensor = byOid.value(oid);
        seen.insert(oid);
        const bool hit = sensor && classesOf(row["sensor_class"].toString()).contains(nameOf(sensor->sensorClass)) && isClose(sensor->value.toDouble(), row["sensor_current"].toDouble());
        verdict.sensors.count(hit);
        if (hit)
            judgeLimits(verdict, row, *sensor);
        else
            verdict.misses.append(QStringLiteral("sensor %1 %2 “%3” %4: expected %5, ours %6")
                                      .arg(row["sensor_type"].toString(), row["sensor_class"].toString(), row["sensor_descr"].toString(), oid)
                                      .arg(row["sensor_current"].toDouble()).arg(sensor ? sensor->value.toString() : QStringLiteral("none")));
    }
    for (const Sensor& sensor : reading.sensors)
        verdict.onlyOurs += !seen.contains(sensor.oid.toString());
}

void judgeProcessors(Verdict& verdict, const Case& one, const HardwareReading& reading)
{
    for (const QJsonValue& value : one.rows("processors", "processors")) {
        const QJsonObject row = value.toObject();
        const auto same = std::find_if(reading.processors.begin(), reading.processors.end(), [&](const auto& p) { return p.oid.toString() == oidOf(row, "processor_oid"); });
        const bool hit = same != reading.processors.end() && std::abs(same->percent.toDouble() - row["processor_usage"].toDouble()) <= 1.0;
        verdict.processors.count(hit);
        if (!hit)
            verdict.misses.append(QStringLiteral("processor %1 “%2”").arg(row["processor_type"].toString(), row["processor_descr"].toString()));
    }
}

void judgeMemory(Verdict& verdict, const Case& one, const HardwareReading& reading)
{
    for (const QJsonValue& value : one.rows("mempools", "mempools")) {
        const QJsonObject row = value.toObject();
        const QStringList oids{oidOf(row, "mempool_used_oid"), oidOf(row, "mempool_free_oid"), oidOf(row, "mempool_perc_oid")};
        const auto same = std::find_if(reading.memory.begin(), reading.memory.end(), [&](const auto& pool) { return oids.contains(pool.oid.toString()); });
        const bool hit = same != reading.memory.end() && std::abs(same->percent.toDouble() - row["mempool_perc"].toDouble()) <= 1.0;
        verdict.memory.count(hit);
        if (!hit)
            verdict.misses.append(QStringLiteral("memory %1 “%2”").arg(row["mempool_type"].toString(), row["mempool_descr"].toString()));
    }
}

QString onlyLettersAndDigits(const QString& text)
{
    QString kept;
    for (const QChar c : text.toLower())
        if (c.isLetterOrNumber())
            kept.append(c);
    return kept;
}

bool isMuchTheSame(const QString& a, const QString& b)
{
    const QString x = onlyLettersAndDigits(a), y = onlyLettersAndDigits(b);
    return !x.isEmpty() && !y.isEmpty() && (x.contains(y) || y.contains(x));
}

} // namespace

class OracleProfilesTest : public QObject {
    Q_OBJECT

    const ProfileLibrary library_ = loadProfiles({}); // a person's own profiles must not change what is measured

private Q_SLOTS:
    // Floors: what was reached, in whole percent.
    void sensorsProcessorsAndMemoryAreFoundAsAnotherProgramDoes()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "snmp");
        constexpr double sensorFloor = 97, limitFloor = 95, processorFloor = 100, memoryFloor = 100;
        Verdict total;
        for (const Case& one : casesIn(folder)) {
            const Variables variables(one.binds);
            const auto reading = readHardware(chooseProfiles(library_.profiles, decodeSystem(one.binds), variables), variables);
            Verdict verdict;
            judgeSensors(verdict, one, reading);
            judgeProcessors(verdict, one, reading);
            judgeMemory(verdict, one, reading);
            qInfo("%-28s sensors %s, limits %s (made up %d), processors %s, memory %s, only ours %d", qPrintable(one.name), qPrintable(verdict.sensors.toString()),
                  qPrintable(verdict.limits.toString()), verdict.madeUp, qPrintable(verdict.processors.toString()), qPrintable(verdict.memory.toString()), verdict.onlyOurs);
            for (const QString& miss : verdict.misses) {
                const char* reason = reasonFor(one.name, miss);
                if (!reason)
                    qInfo("    unexplained: %s", qPrintable(miss));
            }
            total.add(verdict);
        }
        qInfo("all: sensors %s (%.1f %%), limits %s (%.1f %%; %d made up by LibreNMS not counted), processors %s (%.1f %%), memory %s (%.1f %%), only ours %d",
              qPrintable(total.sensors.toString()), total.sensors.percent(), qPrintable(total.limits.toString()), total.limits.percent(), total.madeUp,
              qPrintable(total.processors.toString()), total.processors.percent(), qPrintable(total.memory.toString()), total.memory.percent(), total.onlyOurs);
        QVERIFY(total.sensors.expected >= 2000 && total.limits.expected >= 1000 && total.processors.expected >= 100 && total.memory.expected >= 100);
        QVERIFY2(total.sensors.percent() >= sensorFloor, qPrintable(QString::number(total.sensors.percent())));
        QVERIFY2(total.limits.percent() >= limitFloor, qPrintable(QString::number(total.limits.percent())));
        QVERIFY2(total.processors.percent() >= processorFloor, qPrintable(QString::number(total.processors.percent())));
        QVERIFY2(total.memory.percent() >= memoryFloor, qPrintable(QString::number(total.memory.percent())));
    }

    void radiosAreReadAsAnotherProgramDoes()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "snmp");
        Tally radios;
        for (const Case& one : casesIn(folder)) {
            const Variables variables(one.binds);
            const auto reading = readHardware(chooseProfiles(library_.profiles, decodeSystem(one.binds), variables), variables);
            QHash<QString, double> byOid;
            for (const Sensor& sensor : reading.sensors)
                byOid.insert(sensor.oid.toString(), sensor.value.toDouble());
            for (const QJsonValue& value : one.rows("wireless", "wireless_sensors")) {
                const QJsonObject row = value.toObject();
                const QString oid = QJsonDocument::fromJson(row["sensor_oids"].toString().toUtf8()).array().at(0).toString().mid(1);
                const QString theirClass = row["sensor_class"].toString();
                const double unit = theirClass == QLatin1String("frequency") ? 1e6 : theirClass == QLatin1String("distance") ? 1e3 : 1;
                const double expected = row["sensor_current"].toDouble() * unit;
                const bool hit = byOid.contains(oid) && (isClose(byOid[oid], expected, 0.0006 * unit) || isClose(byOid[oid], expected * row["sensor_multiplier"].toDouble())
                                                         || (theirClass == QLatin1String("distance") && isClose(byOid[oid], row["sensor_current"].toDouble())));
                radios.count(hit);
                if (!hit)
                    qInfo("    %s: %s “%s” %s: expected %g", qPrintable(one.name), qPrintable(theirClass), qPrintable(row["sensor_descr"].toString()), qPrintable(oid), expected);
            }
        }
        qInfo("wireless: %s (%.1f %%)", qPrintable(radios.toString()), radios.percent());
        QVERIFY(radios.expected >= 200);
        QVERIFY2(radios.percent() >= 97, qPrintable(QString::number(radios.percent())));
    }

    void vendorSystemAndModelAreNamed()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "snmp");
        Tally system, model, sameModel, version, serial;
        for (const Case& one : casesIn(folder)) {
            const Variables variables(one.binds);
            const SystemFacts facts = decodeSystem(one.binds);
            const DeviceIdentity identity = identify(chooseProfiles(library_.profiles, facts, variables), facts, decodeEntity(one.binds), variables);
            const QJsonObject expected = one.rows("os", "devices").first().toObject();
            const auto named = std::find_if(systems().begin(), systems().end(), [&](const SystemName& name) { return expected["os"].toString() == QLatin1String(name.theirs); });
            const bool isNamed = named != systems().end() && identity.vendor == QLatin1String(named->vendor) && identity.os == QLatin1String(named->system);
            system.count(isNamed);
            if (!isNamed)
                qInfo("    %s: expected %s, ours “%s” “%s”", qPrintable(one.name), qPrintable(expected["os"].toString()), qPrintable(identity.vendor), qPrintable(identity.os));
            const auto judge = [&](Tally& tally, const char* key, const QString& ours) {
                const QString theirs = expected[QLatin1String(key)].toString();
                if (theirs.isEmpty())
                    return;
                tally.count(isMuchTheSame(theirs, ours));
                if (!isMuchTheSame(theirs, ours))
                    qInfo("    %s: %s expected “%s”, ours “%s”", qPrintable(one.name), key, qPrintable(theirs), qPrintable(ours));
            };
            if (!expected["hardware"].toString().isEmpty())
                model.count(!identity.model.isEmpty());
            judge(sameModel, "hardware", identity.model);
            judge(version, "version", identity.softwareVersion);
            judge(serial, "serial", identity.serialNumber);
        }
        qInfo("vendor and system named %s (%.1f %%), model named %s (%.1f %%) and the same %s (%.1f %%), version the same %s (%.1f %%), serial number the same %s (%.1f %%)",
              qPrintable(system.toString()), system.percent(), qPrintable(model.toString()), model.percent(), qPrintable(sameModel.toString()), sameModel.percent(),
              qPrintable(version.toString()), version.percent(), qPrintable(serial.toString()), serial.percent());
        QVERIFY(system.expected >= 60);
        QVERIFY2(system.percent() >= 100, qPrintable(QString::number(system.percent())));
        QVERIFY2(model.percent() >= 100, qPrintable(QString::number(model.percent())));
        QVERIFY2(sameModel.percent() >= 92, qPrintable(QString::number(sameModel.percent())));
        QVERIFY2(version.percent() >= 95, qPrintable(QString::number(version.percent())));
        QVERIFY2(serial.percent() >= 91, qPrintable(QString::number(serial.percent())));
    }
};

QTEST_GUILESS_MAIN(OracleProfilesTest)
#include "tst_profiles.moc"
