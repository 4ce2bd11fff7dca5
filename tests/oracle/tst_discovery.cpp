// What another program (LibreNMS) found in recordings of real devices, against what our decoders find.
//
// The rule of comparison:
// - Every recording of index.csv that has expected ports. The ports that both programs have are paired by
//   ifIndex; LibreNMS leaves interfaces out by its configuration and adds some from vendors' MIBs, so
//   ports that only one of them has are counted, not compared.
// - Compared are the fields that the expected file has: ifName, ifType, ifAdminStatus, ifOperStatus, ifSpeed.
//   A state of "0" there means that the recording has none; ours is then unknown. Discovery and poller
//   of LibreNMS may each have some of the fields; the poller's go first, as they are the later.
// - ifSpeed may differ by what ifHighSpeed rounds away, 1 Mbit/s at most.
// - What still differs and why is in exceptions(): each is a place where LibreNMS reads a vendor's MIB.
// - Links: each expected one must be among our neighbours on the same local port, by the same protocol,
//   with the same name and port at the far end.
// Oracle: ../shared/data/snmp (GPL-3.0 data of LibreNMS); nothing of it is copied here.
#include "models/collection/columns.h"
#include "models/collection/decode.h"
#include "models/collection/discovery.h"
#include "models/collection/vlanforwarding.h"
#include "snmp/simulator/recording.h"
#include "snmp/simulator/simulatorthread.h"
#include "tests/support/oracle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

struct Agreement {
    int compared = 0;
    int agreed = 0;
    int ports = 0;
    int onlyExpected = 0;
    int onlyOurs = 0;
    QStringList differences;

    void add(const Agreement& other)
    {
        compared += other.compared;
        agreed += other.agreed;
        ports += other.ports;
        onlyExpected += other.onlyExpected;
        onlyOurs += other.onlyOurs;
    }
    double percent() const { return compared == 0 ? 0.0 : 100.0 * agreed / compared; }
};

class OracleDiscoveryTest : public QObject {
    Q_OBJECT

    static QByteArray fileText(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Fields of a line of CSV, where a field in quotes may hold commas and doubled quotes.
    static QStringList csvFields(const QString& line)
    {
        QStringList fields(QString{});
        bool quoted = false;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const QChar c = line[i];
            if (c == u'"' && quoted && line.mid(i + 1, 1) == QStringLiteral("\""))
                fields.last().append(line[++i]);
            else if (c == u'"')
                quoted = !quoted;
            else if (c == u',' && !quoted)
                fields.append(QString());
            else
                fields.last().append(c);
        }
        return fields;
    }

    /// Names of the recordings that have expected ports, as index.csv says.
    static QStringList recordingsWithPorts(const QString& folder)
    {
        QStringList names;
        const QStringList lines = QString::fromUtf8(fileText(folder + QStringLiteral("/index.csv"))).split(u'\n', Qt::SkipEmptyParts);
        const qsizetype column = csvFields(lines.value(0)).indexOf(QStringLiteral("expected_ports"));
        for (const QString& line : lines.mid(1)) {
            const QStringList fields = csvFields(line);
            if (fields.value(column).toInt() > 0)
                names.append(fields.first());
        }
        return names;
    }

    static QMap<qint64, QJsonObject> expectedPorts(const QString& folder, const QString& name)
    {
        QMap<qint64, QJsonObject> ports;
        const QJsonObject modules = QJsonDocument::fromJson(fileText(folder + QStringLiteral("/expected/%1.json").arg(name))).object();
        for (const char* phase : {"discovery", "poller"}) {
            const QJsonArray rows = modules.value("ports").toObject().value(QLatin1String(phase)).toObject().value("ports").toArray();
            for (const QJsonValue& row : rows) {
                QJsonObject& port = ports[row.toObject().value("ifIndex").toInteger()];
                const QJsonObject fields = row.toObject();
                for (auto field = fields.begin(); field != fields.end(); ++field)
                    port.insert(field.key(), field.value());
            }
        }
        return ports;
    }

    /// Where LibreNMS does not read IF-MIB but a vendor's own MIB, and so says something else.
    static QMap<QString, QStringList> exceptions()
    {
        return {
            // ifEntry has one port without state or speed; both come from UBNT-AFLTU-MIB.
            {"airos-af-ltu", {"ifOperStatus", "ifSpeed"}},
            // IF-MIB is that of the processor board; names, states and speeds come from HORIZON-QUANTUM-MIB.
            {"horizon-quantum", {"ifName", "ifOperStatus", "ifSpeed"}},
        };
    }

    static QString shown(const QJsonValue& value)
    {
        return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    }

    static bool agree(const QString& field, const QString& expected, const QString& ours)
    {
        if (field == QLatin1String("ifSpeed"))
            return std::abs(expected.toLongLong() - ours.toLongLong()) < 1'000'000;
        if (field != QLatin1String("ifName") && expected == QLatin1String("0"))
            return ours == QLatin1String("unknown") || ours == QLatin1String("ifType 0");
        return expected == ours;
    }

    static Agreement compare(const QString& name, const QMap<qint64, QJsonObject>& expected, const QList<inventory::FoundPort>& ports)
    {
        Agreement agreement;
        const QStringList excepted = exceptions().value(name);
        QSet<qint64> seen;
        for (const inventory::FoundPort& port : ports) {
            seen.insert(port.ifIndex);
            if (!expected.contains(port.ifIndex)) {
                ++agreement.onlyOurs;
                continue;
            }
            ++agreement.ports;
            const QList<std::pair<QString, QString>> fields{{"ifName", port.name},
                                                            {"ifType", inventory::ifTypeName(port.ifType)},
                                                            {"ifAdminStatus", inventory::nameOf(port.adminState)},
                                                            {"ifOperStatus", inventory::nameOf(port.operState)},
                                                            {"ifSpeed", QString::number(port.speedBps)}};
            for (const auto& [field, ours] : fields) {
                const QJsonValue wanted = expected[port.ifIndex].value(field);
                if (wanted.isUndefined() || wanted.isNull() || excepted.contains(field))
                    continue;
                ++agreement.compared;
                if (agree(field, shown(wanted), ours))
                    ++agreement.agreed;
                else
                    agreement.differences.append(QStringLiteral("ifIndex %1 %2: expected “%3”, ours “%4”").arg(port.ifIndex).arg(field, shown(wanted), ours));
            }
        }
        for (auto port = expected.begin(); port != expected.end(); ++port)
            agreement.onlyExpected += !seen.contains(port.key());
        return agreement;
    }

    static void judge(Agreement& agreement, const QString& name, const QString& expected, const QString& ours)
    {
        if (expected.isEmpty())
            return;
        if (ours.isEmpty()) {
            ++agreement.onlyExpected;
            return;
        }
        ++agreement.compared;
        const bool same = onlyLettersAndDigits(expected).contains(onlyLettersAndDigits(ours)) || onlyLettersAndDigits(ours).contains(onlyLettersAndDigits(expected));
        agreement.agreed += same;
        if (!same)
            agreement.differences.append(QStringLiteral("%1: expected “%2”, ours “%3”").arg(name, expected, ours));
    }

    static QJsonArray expectedLinks(const QString& folder, const QString& name)
    {
        const QJsonObject modules = QJsonDocument::fromJson(fileText(folder + QStringLiteral("/expected/%1.json").arg(name))).object();
        return modules.value("discovery-protocols").toObject().value("discovery").toObject().value("links").toArray();
    }

    static QString onlyLettersAndDigits(const QString& text)
    {
        QString kept;
        for (const QChar c : text.toLower())
            if (c.isLetterOrNumber())
                kept.append(c);
        return kept;
    }

    /// LibreNMS writes the far port with the chassis behind it in parentheses, and MAC addresses with blanks.
    static bool isLink(const Neighbour& neighbour, const inventory::FoundPort* local, const QJsonObject& link)
    {
        const QString port = onlyLettersAndDigits(link.value("remote_port").toString().section(QStringLiteral(" ("), 0, 0));
        // A text that ends with a NUL is shown there as the octets it is made of.
        const QString octets = QString::fromLatin1(neighbour.portId.toUtf8().toHex()) + QStringLiteral("00");
        const QStringList ours{onlyLettersAndDigits(neighbour.portId), onlyLettersAndDigits(neighbour.portMac), onlyLettersAndDigits(neighbour.portDescription), octets};
        // A neighbour without a name is called by its description there.
        const QString name = neighbour.name.isEmpty() ? neighbour.description : neighbour.name;
        return local && local->name == link.value("ifName").toString() && neighbour.evidence == link.value("protocol").toString()
               && name == link.value("remote_hostname").toString() && ours.contains(port);
    }

    static void tell(const QString& name, const Agreement& agreement)
    {
        qInfo("%-34s %4d ports paired, %3d only expected, %3d only ours, %5d of %5d fields, %s", qPrintable(name), agreement.ports,
              agreement.onlyExpected, agreement.onlyOurs, agreement.agreed, agreement.compared,
              agreement.compared == 0 ? "nothing to compare" : qPrintable(QString::number(agreement.percent(), 'f', 2) + QStringLiteral(" %")));
        for (const QString& difference : agreement.differences.mid(0, 40))
            qInfo("    %s", qPrintable(difference));
        if (agreement.differences.size() > 4)
            qInfo("    and %d more", int(agreement.differences.size()) - 4);
    }

private Q_SLOTS:
    void portsAreDecodedAsAnotherProgramDoes()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "snmp");
        const QStringList names = recordingsWithPorts(folder);
        QVERIFY(names.size() >= 50);
        Agreement total;
        for (const QString& name : names) {
            const auto outcome = simulator::Recording::read(folder + QStringLiteral("/recordings/%1.snmprec").arg(name), true);
            QVERIFY2(outcome.recording, qPrintable(name));
            const auto& objects = outcome.recording->objects();
            const Agreement agreement = compare(name, expectedPorts(folder, name), decodePorts(snmp::VarBinds(objects.begin(), objects.end())));
            tell(name, agreement);
            total.add(agreement);
        }
        tell(QStringLiteral("all %1 recordings").arg(names.size()), total);
        QVERIFY(total.compared > 5'000);
        QVERIFY2(total.percent() >= 99.0, qPrintable(QString::number(total.percent())));
    }

    void neighboursAreDecodedAsAnotherProgramDoes()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "snmp");
        int total = 0;
        int agreed = 0;
        int recordings = 0;
        for (const QString& file : QDir(folder + QStringLiteral("/expected")).entryList({"*.json"})) {
            const QString name = QFileInfo(file).completeBaseName();
            const QJsonArray links = expectedLinks(folder, name);
            const auto outcome = links.isEmpty() ? simulator::Recording::Outcome() : simulator::Recording::read(folder + QStringLiteral("/recordings/%1.snmprec").arg(name), true);
            if (!outcome.recording)
                continue;
            const auto& objects = outcome.recording->objects();
            const snmp::VarBinds binds(objects.begin(), objects.end());
            const auto ports = decodePorts(binds);
            const auto neighbours = decodeLldp(binds) + decodeCdp(binds);
            int found = 0;
            for (const QJsonValue& link : links) {
                const bool same = std::any_of(neighbours.begin(), neighbours.end(), [&](const Neighbour& n) { return isLink(n, localPortOf(n, ports), link.toObject()); });
                found += same;
                if (!same)
                    qInfo("    %s: not ours: %s", qPrintable(name), QJsonDocument(link.toObject()).toJson(QJsonDocument::Compact).constData());
            }
            qInfo("%-34s %2d of %2d links", qPrintable(name), found, int(links.size()));
            total += int(links.size());
            agreed += found;
            ++recordings;
        }
        qInfo("all %d recordings: %d of %d links, %.2f %%", recordings, agreed, total, 100.0 * agreed / std::max(1, total));
        QVERIFY(recordings >= 10 && total >= 100);
        QVERIFY(agreed * 100 >= total * 99);
    }

    // LibreNMS reads serial numbers and versions from each vendor's MIB, we read ENTITY-MIB and sysDescr; so it
    // says more than we do (counted), and sometimes something else. Serial numbers: ours is the chassis where
    // theirs is the route processor (iosxr_ncs55a2) or a vendor's object (vrp_5720). Versions: ours is the
    // kernel's or a card's where theirs is the product's, from the vendor's MIB. The floors keep what is reached.
    void serialNumbersAndVersionsMostlyAgree()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "snmp");
        Agreement serials, versions;
        for (const QString& file : QDir(folder + QStringLiteral("/expected")).entryList({"*.json"})) {
            const QString name = QFileInfo(file).completeBaseName();
            const QJsonObject modules = QJsonDocument::fromJson(fileText(folder + QStringLiteral("/expected/") + file)).object();
            const QJsonObject device = modules.value("os").toObject().value("discovery").toObject().value("devices").toArray().first().toObject();
            const auto outcome = simulator::Recording::read(folder + QStringLiteral("/recordings/%1.snmprec").arg(name), true);
            if (!outcome.recording)
                continue;
            const auto& objects = outcome.recording->objects();
            const snmp::VarBinds binds(objects.begin(), objects.end());
            const EntityFacts entity = decodeEntity(binds);
            judge(serials, name, device.value("serial").toString(), entity.serialNumber);
            judge(versions, name, device.value("version").toString(), softwareVersionOf(decodeSystem(binds), entity));
        }
        tell(QStringLiteral("serial numbers (not said by us: %1)").arg(serials.onlyExpected), serials);
        tell(QStringLiteral("versions (not said by us: %1)").arg(versions.onlyExpected), versions);
        QVERIFY(serials.compared >= 20 && serials.percent() >= 90.0);
        QVERIFY(versions.compared >= 35 && versions.percent() >= 75.0);
    }

    // The same by the whole way: served by the simulator, read by Discovery over SNMP.
    void discoveryReadsThemOverTheWire()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "snmp");
        simulator::SimulatorOptions options;
        options.synthetic = false;
        options.recordingsBaseAddress = QStringLiteral("127.31.0.1");
        options.skipRecordingFaults = true;
        const QStringList names = recordingsWithPorts(folder);
        for (const QString& name : names)
            options.recordings.append(folder + QStringLiteral("/recordings/%1.snmprec").arg(name));
        simulator::SimulatorThread served(options);
        QString error;
        QVERIFY2(served.start(&error), qPrintable(error));
        snmp::Engine engine;
        Agreement total;
        int read = 0;
        for (const simulator::DeviceLine& line : served.devices()) {
            const QString name = QFileInfo(line.recording).completeBaseName();
            inventory::Credential credential;
            credential.name = name;
            credential.community = line.readCommunities.first().toLatin1();
            DiscoveryOptions wanted;
            wanted.seeds = {line.address};
            wanted.reading.port = served.port();
            wanted.maxDevices = 1; // its neighbours are somebody's real addresses: never asked
            const DiscoveryFindings findings = Discovery(engine, {credential}, wanted).explore();
            QCOMPARE(findings.devices.size(), 1);
            const auto& found = findings.devices.first().found;
            // The names are made unique on the way to the inventory; what is compared is what was read.
            const auto outcome = simulator::Recording::read(folder + QStringLiteral("/recordings/%1.snmprec").arg(name), true);
            const auto& objects = outcome.recording->objects();
            const auto decoded = decodePorts(snmp::VarBinds(objects.begin(), objects.end()));
            QCOMPARE(found.ports, inventory::withUniqueNames(decoded));
            QVERIFY2(!found.sysObjectId.isEmpty() || !found.description.isEmpty(), qPrintable(name));
            total.add(compare(name, expectedPorts(folder, name), found.ports));
            ++read;
        }
        tell(QStringLiteral("%1 over SNMP").arg(read), total);
        QVERIFY(read >= 10);
        QVERIFY2(total.percent() >= 99.0, qPrintable(QString::number(total.percent())));
    }

    // Which VLANs a Cisco switch is asked within, against those that LibreNMS finds to be at work; and what it says within one is read over SNMP as
    // it was recorded.
    void switchesAreAskedWithinTheirVlans()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "snmp");
        const auto recorded = [&folder = folder](const QString& name) {
            const auto outcome = simulator::Recording::read(folder + QStringLiteral("/recordings/%1.snmprec").arg(name), true);
            const auto& objects = outcome.recording->objects();
            return snmp::VarBinds(objects.begin(), objects.end());
        };
        int compared = 0;
        for (const char* name : {"ios_2960x", "ios_c3560", "iosxe_c9500h-svl", "nxos_n3k-3064pq"}) {
            QList<int> expected;
            const QJsonObject modules = QJsonDocument::fromJson(fileText(folder + QStringLiteral("/expected/%1.json").arg(QLatin1String(name)))).object();
            const QJsonArray vlans = modules.value("vlans").toObject().value("discovery").toObject().value("vlans").toArray();
            for (const QJsonValue& vlan : vlans)
                if (vlan["vlan_state"].toInt() == 1 && vlan["vlan_type"].toString() == QLatin1String("ethernet") && vlan["vlan_vlan"].toInt() != 1)
                    expected.append(vlan["vlan_vlan"].toInt());
            QCOMPARE(vlansToAsk(recorded(QString::fromLatin1(name))), expected);
            compared += int(vlans.size());
        }
        QVERIFY(compared > 20);

        simulator::SimulatorOptions options;
        options.synthetic = false;
        options.skipRecordingFaults = true;
        options.recordingsBaseAddress = QStringLiteral("127.32.0.1");
        const QStringList files = QDir(folder + QStringLiteral("/recordings")).entryList({QStringLiteral("ios_c3560*.snmprec")});
        for (const QString& file : files)
            options.recordings.append(folder + QStringLiteral("/recordings/") + file);
        simulator::SimulatorThread served(options);
        QString error;
        QVERIFY2(served.start(&error), qPrintable(error));
        snmp::Engine engine;
        const auto user = simulator::SimulatorOptions::defaultUsers().first();
        snmp::Credential v2c, v3;
        v2c.community = "public";
        v3.version = snmp::Version::V3;
        v3.user = QString::fromUtf8(user.name);
        v3.auth = snmp::AuthProtocol::Sha256;
        v3.authPassword = user.authPassword;
        v3.priv = snmp::PrivProtocol::Aes128;
        v3.privPassword = user.privPassword;
        int within = 0;
        for (const QString& file : files) {
            const QString name = QFileInfo(file).completeBaseName();
            const int vlan = name.section(u'@', 1).toInt();
            if (vlan == 0)
                continue;
            snmp::VarBinds bridgePorts = recorded(name);
            const snmp::Oid ifIndexOfPort{1, 3, 6, 1, 2, 1, 17, 1, 4, 1, 2};
            bridgePorts.removeIf([&](const snmp::VarBind& bind) { return !bind.oid.startsWith(ifIndexOfPort); });
            for (const snmp::Credential& credential : {v2c, v3}) {
                const snmp::Target target{served.devices().first().address, served.port(), credential};
                const snmp::Reply reply = engine.walk(withinVlan(target, vlan), ifIndexOfPort).result();
                QVERIFY2(reply.ok(), qPrintable(name + u' ' + reply.detail));
                QCOMPARE(reply.binds, bridgePorts);
            }
            ++within;
        }
        QCOMPARE(within, 14);
    }
};

QTEST_GUILESS_MAIN(OracleDiscoveryTest)
#include "tst_discovery.moc"
