// Every recording of TRUNKLINE_DATA is served and walked by Debian's snmpbulkwalk; what the walk prints
// must be what the file holds, object by object. The file is read here by a reader of its own, which
// shares nothing with the simulator's.
#include "snmp/simulator/simulatorthread.h"
#include "tests/snmp/simulator/nettools.h"

#include <QDir>
#include <QTest>

#include <map>
#include <set>

using namespace trunkline;
using namespace trunkline::simulator;
using trunkline::test::readPrinted;
using trunkline::test::runTool;

namespace {

/// Lines that the anonymiser of the data set has damaged: an address with "xx" in the index, a counter
/// that was taken for a MAC address, "<private>" for an address. Strictly, these files are refused; here they are
/// served without those lines.
const std::map<QString, int> damaged = {{"epmp_epmp-ap-connected-sta", 6}, {"nxos_n3k-3064pq", 4}, {"windows_svr_2019_1809", 18}};

QString dataFolder()
{
    const QString fromEnvironment = qEnvironmentVariable("TRUNKLINE_DATA");
    return fromEnvironment.isEmpty() ? QStringLiteral(TRUNKLINE_SOURCE_DIR "/../shared/data") : fromEnvironment;
}

/// snmpsim's text escapes, as the file writes them.
QByteArray unescaped(const QByteArray& text)
{
    static const std::map<char, char> plain = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'\\', '\\'}, {'"', '"'}, {'\'', '\''}};
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
        } else if (text[++i] == 'x') {
            out += QByteArray::fromHex(text.mid(i + 1, 2));
            i += 2;
        } else {
            out += plain.at(text[i]);
        }
    }
    return out;
}

bool isHex(const QByteArray& text)
{
    return text.size() % 2 == 0 && std::all_of(text.begin(), text.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
}

std::optional<Value> expectedValue(const QByteArray& tag, const QByteArray& text)
{
    bool isNumber = true;
    std::optional<Value> value;
    if (tag == "2")
        value = Value::integer(text.toLongLong(&isNumber));
    else if (tag == "65" || tag == "66" || tag == "67" || tag == "70")
        value = Value{Type(tag.toInt()), std::uint64_t(text.toULongLong(&isNumber))};
    else if (tag == "4")
        value = Value::octets(text);
    else if (tag == "4x")
        value = isHex(text) ? std::optional(Value::octets(QByteArray::fromHex(text))) : std::nullopt;
    else if (tag == "4e")
        value = Value::octets(unescaped(text));
    else if (tag == "5")
        value = Value{};
    else if (tag == "6")
        value = Value::oid(Oid::parse(QString::fromLatin1(text)).value_or(Oid()));
    else if (tag == "64x")
        value = Value{Type::IpAddress, QByteArray::fromHex(text)};
    else if (tag == "64") {
        QByteArray octets;
        for (const QByteArray& part : text.split('.'))
            octets += char(isNumber ? part.toInt(&isNumber) : 0);
        value = Value{Type::IpAddress, octets};
    }
    return isNumber ? value : std::nullopt;
}

struct Expected {
    std::map<Oid, Value> objects;
    int lines = 0;
    int unreadable = 0;
    int again = 0;
    int outOfOrder = 0;
};

Expected expectedOf(const QString& name)
{
    QFile file(name);
    Expected expected;
    if (!file.open(QIODevice::ReadOnly))
        return expected;
    Oid previous;
    for (QByteArray line : file.readAll().split('\n')) {
        if (line.isEmpty())
            continue;
        ++expected.lines;
        const QByteArrayList parts = line.split('|');
        const auto oid = Oid::parse(QString::fromLatin1(parts[0]));
        const auto value = expectedValue(parts.value(1), line.mid(parts[0].size() + parts.value(1).size() + 2));
        if (!oid || !value) {
            ++expected.unreadable;
            continue;
        }
        expected.outOfOrder += *oid < previous;
        previous = *oid;
        // An object can have one value only: the first one stands.
        expected.again += !expected.objects.emplace(*oid, *value).second;
    }
    return expected;
}

} // namespace

class RecordingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const QString folder = dataFolder() + QStringLiteral("/snmp/recordings");
        if (!QDir(folder).exists())
            QSKIP(qPrintable(QStringLiteral("SKIPPED WHOLLY: no recordings in %1 (set TRUNKLINE_DATA)").arg(folder)));
        SimulatorOptions options;
        options.synthetic = false;
        options.recordings = {folder};
        options.skipRecordingFaults = true;
        options.users.clear();
        simulator_ = std::make_unique<SimulatorThread>(options);
        QString error;
        QVERIFY2(simulator_->start(&error), qPrintable(error));
        for (const QString& warning : simulator_->warnings())
            qInfo().noquote() << warning;
    }

    void indexIsCovered()
    {
        if (!simulator_)
            QSKIP("SKIPPED WHOLLY: no recordings");
        QFile index(dataFolder() + QStringLiteral("/snmp/index.csv"));
        QVERIFY(index.open(QIODevice::ReadOnly));
        std::set<QString> served;
        for (const DeviceLine& line : simulator_->devices())
            served.insert(line.name);
        index.readLine();
        int listed = 0;
        while (!index.atEnd()) {
            const QByteArray line = index.readLine();
            ++listed;
            QVERIFY2(served.contains(QString::fromUtf8(line.first(line.indexOf(',')))), line.constData());
        }
        QCOMPARE(listed, int(served.size()));
    }

    void walkEqualsFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("community");
        QTest::addColumn<QString>("peer");
        if (!simulator_)
            return;
        for (const DeviceLine& line : simulator_->devices()) {
            const QString peer = QStringLiteral("%1:%2").arg(line.address).arg(line.port);
            const QString folder = dataFolder() + QStringLiteral("/snmp/recordings/");
            for (const QString& community : line.readCommunities) {
                // "public" is the same objects again: one of the two is walked.
                if (community.startsWith(QStringLiteral("public")))
                    continue;
                QTest::newRow(qPrintable(community)) << folder + community + QStringLiteral(".snmprec") << community << peer;
            }
        }
    }
    void walkEqualsFile()
    {
        if (!simulator_)
            QSKIP("SKIPPED WHOLLY: no recordings");
        QFETCH(QString, file);
        QFETCH(QString, community);
        QFETCH(QString, peer);
        const Expected expected = expectedOf(file);
        const auto known = damaged.find(community);
        QCOMPARE(expected.unreadable, known == damaged.end() ? 0 : known->second);

        const test::ToolResult walk = runTool("snmpbulkwalk", QStringList{"-v2c", "-c", community, "-Cr40", "-t", "10"}
                                                                  + test::numericOutput() + QStringList{peer, ".1"});
        QCOMPARE(walk.exitCode, 0);
        QByteArray unread;
        const QList<VarBind> walked = readPrinted(walk.out, &unread);
        QCOMPARE(unread, QByteArray());
        qsizetype agreed = 0;
        for (const VarBind& object : walked) {
            const auto at = expected.objects.find(object.oid);
            if (at != expected.objects.end() && at->second == object.value)
                ++agreed;
            else
                qWarning().noquote() << object.oid.toString() << "walked as" << object.value.toDisplay() << int(object.value.type);
        }
        lines_ += expected.lines;
        unreadable_ += expected.unreadable;
        again_ += expected.again;
        agreed_ += agreed;
        objects_ += qsizetype(expected.objects.size());
        qInfo("%s: %lld of %lld objects agree (%.2f %%); %d lines, %d unreadable, %d repeated, %d out of order", qPrintable(community),
              qlonglong(agreed), qlonglong(expected.objects.size()), 100.0 * double(agreed) / double(expected.objects.size()),
              expected.lines, expected.unreadable, expected.again, expected.outOfOrder);
        QCOMPARE(agreed, qsizetype(expected.objects.size()));
        QCOMPARE(walked.size(), qsizetype(expected.objects.size()));
    }

    void damagedFilesAreRefusedStrictly_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& [name, lines] : damaged)
            QTest::newRow(qPrintable(name)) << name;
    }
    void damagedFilesAreRefusedStrictly()
    {
        if (!simulator_)
            QSKIP("SKIPPED WHOLLY: no recordings");
        QFETCH(QString, name);
        SimulatorOptions options;
        options.synthetic = false;
        options.recordings = {dataFolder() + QStringLiteral("/snmp/recordings/") + name + QStringLiteral(".snmprec")};
        Simulator simulator(options);
        QString error;
        QVERIFY(!simulator.start(&error));
        QVERIFY2(error.contains(name) && error.contains(QStringLiteral("line ")), qPrintable(error));
        QVERIFY(simulator.devices().isEmpty());
    }

    void cleanupTestCase()
    {
        if (objects_ > 0)
            qInfo("TOTAL: %lld of %lld objects agree (%.3f %%), from %lld lines of which %lld are unreadable and %lld repeat an object",
                  qlonglong(agreed_), qlonglong(objects_), 100.0 * double(agreed_) / double(objects_), qlonglong(lines_),
                  qlonglong(unreadable_), qlonglong(again_));
        simulator_.reset();
    }

private:
    std::unique_ptr<SimulatorThread> simulator_;
    qsizetype lines_ = 0;
    qsizetype unreadable_ = 0;
    qsizetype again_ = 0;
    qsizetype agreed_ = 0;
    qsizetype objects_ = 0;
};

QTEST_GUILESS_MAIN(RecordingsTest)
#include "tst_recordings.moc"
