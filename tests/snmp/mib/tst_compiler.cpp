#include "snmp/mib/compiler.h"
#include "snmp/mib/dictionary.h"
#include "snmp/mib/tablefile.h"
#include "tests/snmp/mib/townmib.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::snmp::mib;

/// The standard modules that TOWN-MIB imports from, as far as it needs them: nobody may ship their texts.
static std::vector<Table> standardFacts()
{
    Table table;
    table.modules = {"SNMPv2-SMI", "SNMPv2-TC"};
    table.syntaxes = {{"SNMPv2-SMI", "Integer32", Base::Integer32, {}, {}}, {"SNMPv2-TC", "MacAddress", Base::Octets, "1x:", {}}};
    table.nodes = {{{1, 3, 6, 1, 4, 1}, 0, "enterprises", Kind::Node, -1, {}, {}, {}}};
    std::vector<Table> facts;
    facts.push_back(table);
    return facts;
}

class CompilerTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const std::vector<Table> standard_ = standardFacts();

    QString write(const QString& name, const QByteArray& text)
    {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s can't be written", qPrintable(file.fileName()));
        return file.fileName();
    }
    Compilation compiled(const QStringList& files, int quietLimitMs = 60'000, const QString& program = QStringLiteral(TRUNKLINE_BIN_DIR "/trunklinectl")) const
    {
        CompilerOptions options;
        options.program = program;
        options.known = &standard_;
        options.quietLimitMs = quietLimitMs;
        return compile(files, options);
    }
    static bool complainsOf(const Compilation& compilation, const QString& file, const QString& text)
    {
        return std::any_of(compilation.complaints.cbegin(), compilation.complaints.cend(),
                           [&](const Complaint& complaint) { return complaint.losesFacts && complaint.file == file && complaint.text.contains(text); });
    }

private Q_SLOTS:
    void aModuleBecomesFacts()
    {
        const Compilation town = compiled({write(QStringLiteral("lamps.txt"), test::townMib)});
        QCOMPARE(town.table.modules, QStringList{"TOWN-MIB"});
        std::vector<Table> tables;
        tables.push_back(town.table);
        const Dictionary dictionary(std::move(tables));
        const Fact down = dictionary.named(QStringLiteral("lampDown"));
        QCOMPARE(down.node->oid.toString(), "1.3.6.1.4.1.99999.0.1");
        QCOMPARE(down.node->severity, "major");
        QCOMPARE(down.node->members.size(), 2);
        QCOMPARE(dictionary.named(QStringLiteral("lampState")).syntax()->names.size(), 3);
        QCOMPARE(dictionary.named(QStringLiteral("lampHeat")).node->units, "celsius");
        const auto* mac = dictionary.named(QStringLiteral("lampMac")).syntax();
        QVERIFY(mac);
        QCOMPARE(mac->displayHint, QStringLiteral("1x:")); // of a module of which there is no file
        QCOMPARE(dictionary.named(QStringLiteral("lampEntry")).node->members.size(), 1);
    }

    void whatIsMissingIsNamedWithItsLine()
    {
        const QString file = write(QStringLiteral("missing"), QByteArray(test::townMib).replace("FROM SNMPv2-TC", "FROM LOST-TC"));
        const Compilation town = compiled({file});
        QCOMPARE(town.table.modules.size(), 1);
        QVERIFY(complainsOf(town, file, QStringLiteral("LOST-TC")));
        const auto lost = std::find_if(town.complaints.cbegin(), town.complaints.cend(), [](const Complaint& complaint) { return complaint.text.contains("LOST-TC"); });
        QCOMPARE(lost->line, 4);
    }

    /// libsmi may crash on a module without an end, as the memory lies; so the child that has it dies for sure. It never ends
    /// on two identifiers that stand on each other.
    void aFileThatEndsTheParserHarmsNoOther()
    {
        const QString good = write(QStringLiteral("good"), test::townMib);
        const QString crashes = write(QStringLiteral("crashes"), QByteArray(test::townMib).replace("TOWN-MIB", "CUT-MIB").replace("END\n", ""));
        const QString dying = write(QStringLiteral("dying.sh"), "#!/bin/sh\nread -r files\ncase $files in\n  *" + crashes.toUtf8() + "*) echo '{\"begins\":\"" + crashes.toUtf8() + "\"}'; kill -SEGV $$;;\n"
                                                                "esac\nexec " TRUNKLINE_BIN_DIR "/trunklinectl \"$@\" <<END\n$files\nEND\n");
        QVERIFY(QFile::setPermissions(dying, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const QString hangs = write(QStringLiteral("hangs"), "LOOP-MIB DEFINITIONS ::= BEGIN\nx OBJECT IDENTIFIER ::= { y 1 }\ny OBJECT IDENTIFIER ::= { x 1 }\nEND\n");
        const Compilation all = compiled({crashes, hangs, good}, 2000, dying);
        QCOMPARE(all.table.modules.contains("TOWN-MIB"), true);
        QVERIFY(complainsOf(all, crashes, QStringLiteral("ended the parser")));
        QVERIFY(complainsOf(all, hangs, QStringLiteral("could not be read within")));
        QVERIFY(!complainsOf(all, good, QString()));
    }

    /// Whatever the texts are (cut, octets changed, lines doubled, swapped or gone): it ends, an untouched module among them is
    /// read, and what came of the others is a table that can be written and read.
    void mutatedModulesHarmNobody()
    {
        std::mt19937 random(20260301);
        const auto below = [&](qsizetype limit) { return qsizetype(random() % std::size_t(std::max<qsizetype>(1, limit))); };
        QStringList files{write(QStringLiteral("a-whole-one"), test::townMib)};
        for (int number = 0; number < 40; ++number) {
            QByteArray text = QByteArray(test::townMib).replace("TOWN-MIB", "M" + QByteArray::number(number) + "-MIB");
            for (int change = 0; change <= number % 3; ++change) {
                QList<QByteArray> lines = text.split('\n');
                switch (random() % 5) {
                case 0: text[below(text.size())] = char(random()); continue;
                case 1: text.truncate(below(text.size())); continue;
                case 2: lines.removeAt(below(lines.size())); break;
                case 3: lines.insert(below(lines.size()), lines[below(lines.size())]); break;
                default: lines.swapItemsAt(below(lines.size()), below(lines.size()));
                }
                text = lines.join('\n');
            }
            files.append(write(QStringLiteral("mutant-%1").arg(number), text));
        }
        const Compilation all = compiled(files, 5'000);
        QVERIFY(all.table.modules.contains("TOWN-MIB"));
        QVERIFY(!complainsOf(all, files.first(), QString()));
        QString problem;
        const auto again = fromFile(toFile(all.table), &problem);
        QVERIFY2(again, qPrintable(problem));
        QCOMPARE(*again, all.table);
        std::vector<Table> tables;
        tables.push_back(all.table);
        QVERIFY(Dictionary(std::move(tables)).named(QStringLiteral("TOWN-MIB::lampDown")));
    }

    void whatIsNoModuleIsSaid()
    {
        const QString text = write(QStringLiteral("notes.txt"), "buy lamps");
        const Compilation none = compiled({text, folder_.filePath(QStringLiteral("absent"))});
        QVERIFY(none.table.modules.isEmpty());
        QCOMPARE(none.complaints.size(), 2);
        QVERIFY(complainsOf(none, text, QStringLiteral("no module")));
    }

    void aProgramThatIsNotThereIsSaid()
    {
        CompilerOptions options;
        options.program = folder_.filePath(QStringLiteral("no-program"));
        const Compilation none = compile({write(QStringLiteral("town"), test::townMib)}, options);
        QVERIFY(none.table.modules.isEmpty());
        QCOMPARE(none.complaints.size(), 1);
        QVERIFY(none.complaints.first().text.contains("could not be started"));
    }

    void namesOfModulesAreFound()
    {
        QCOMPARE(modulesIn("-- OLD-MIB DEFINITIONS ::= BEGIN\nA-MIB DEFINITIONS ::= BEGIN END\n  B-PIB PIB-DEFINITIONS ::=\n BEGIN END"), (QStringList{"A-MIB", "B-PIB"}));
        QCOMPARE(severitiesIn(test::townMib), (QHash<QString, QString>{{"lampDown", "major"}}));
    }
};

QTEST_GUILESS_MAIN(CompilerTest)
#include "tst_compiler.moc"
