#include "models/collection/traprules.h"
#include "tests/snmp/mib/townmib.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

/// JSON with ' for ", which C++ would want escaped.
static QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

class TrapRulesTest : public QObject {
    Q_OBJECT

    const snmp::Oid town_{1, 3, 6, 1, 4, 1, 99999};
    const snmp::Oid state_ = town_ + 1u + 1u + 2u;
    const snmp::Oid heat_ = town_ + 1u + 1u + 3u;
    snmp::mib::Dictionary dictionary_;

    snmp::Notification lampDown(int state, std::uint32_t lamp) const
    {
        snmp::Notification notification;
        notification.trapOid = town_ + 0u + 1u;
        notification.sourceAddress = QStringLiteral("192.0.2.7");
        notification.binds = {{state_ + lamp, snmp::Value::integer(state)}, {heat_ + lamp, snmp::Value::integer(90)}};
        return notification;
    }
    TrapRules rulesFrom(const QByteArray& text, QStringList* problems) const
    {
        return TrapRules(dictionary_, {readTrapRules(json(text), QStringLiteral("mine.json"), dictionary_, problems)}, {});
    }
    RuleVerdict verdict(const TrapRules& rules, const snmp::Notification& notification) const
    {
        const TrapRule* rule = rules.find(notification);
        return rule ? verdictOf(*rule, notification, dictionary_) : RuleVerdict();
    }

private Q_SLOTS:
    void initTestCase()
    {
        std::vector<snmp::mib::Table> tables;
        tables.push_back(test::townTable());
        dictionary_ = snmp::mib::Dictionary(std::move(tables));
    }

    void aRuleRaisesAndItsVariableTellsTheSeverity()
    {
        QStringList problems;
        const TrapRules rules = rulesFrom("{'rules': [{'trap': 'lampDown', 'raises': 'Lamp out', 'severity': 'minor', 'severityOf': 'lampState', "
            "'severities': {'on': 'cleared', '3': 'major'}, 'type': 'equipmentAlarm', 'cause': 'powerProblem', 'key': ['index lampState'], 'text': 'Lamp is {lampState} at {#2}'}]}", &problems);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        const RuleVerdict off = verdict(rules, lampDown(1, 4));
        QCOMPARE(off.kind, fault::EventKind::Fault);
        QCOMPARE(*off.report, (fault::FaultReport{"Lamp out", "4", {"Lamp out", "equipmentAlarm", "powerProblem"}, Severity::Minor}));
        QCOMPARE(verdict(rules, lampDown(3, 4)).report->severity, Severity::Major);
        const RuleVerdict on = verdict(rules, lampDown(2, 4));
        QCOMPARE(on.kind, fault::EventKind::FaultOver);
        QCOMPARE(on.report->object, off.report->object);
        QVERIFY(verdict(rules, lampDown(1, 5)).report->object != off.report->object);
        const auto trap = lampDown(3, 4);
        QCOMPARE(textOf(rules, rules.find(trap), trap, snmp::mib::namedVariables(dictionary_, trap.binds)), "Lamp is broken at 90 celsius");
    }

    void theFirstRuleThatHoldsCounts()
    {
        QStringList problems;
        const TrapRules rules = rulesFrom("{'rules': [{'trap': 'TOWN-MIB::lampDown', 'clears': 'Lamp out', 'key': [], 'when': {'lampState': ['on']}}, "
            "{'trap': '1.3.6.1.4.1.99999.1', 'raises': 'Lamp out', 'severity': 'major', 'key': []}]}", &problems);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        QCOMPARE(verdict(rules, lampDown(2, 1)).kind, fault::EventKind::FaultOver);
        QCOMPARE(verdict(rules, lampDown(3, 1)).kind, fault::EventKind::Fault); // RFC 3584: with or without the 0
    }

    void aTrapNobodyKnowsIsKeptAndShown()
    {
        QStringList problems;
        const TrapRules rules = rulesFrom("{}", &problems);
        snmp::Notification strange;
        strange.trapOid = {1, 3, 6, 1, 4, 1, 88888, 0, 3};
        strange.binds = {{{1, 3, 6, 1, 4, 1, 88888, 7}, snmp::Value::integer(5)}};
        QVERIFY(!rules.find(strange));
        QCOMPARE(verdict(rules, strange), RuleVerdict());
        QCOMPARE(textOf(rules, nullptr, strange, snmp::mib::namedVariables(dictionary_, strange.binds)), "1.3.6.1.4.1.88888.0.3: 1.3.6.1.4.1.88888.7 5");
    }

    void whatIsWrongIsOneSentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const auto rule = [](const char* name, const char* text, const char* says) {
            QTest::newRow(name) << QByteArray("{'rules': [") + text + "]}" << QString::fromUtf8(says);
        };
        QTest::newRow("no JSON") << QByteArray("{\n'rules': [\n{,}]}") << "line 3";
        QTest::newRow("a list") << QByteArray("[]") << "no file of rules";
        QTest::newRow("a strange word") << QByteArray("{'rulez': []}") << QStringLiteral("“rulez”");
        QTest::newRow("a name that is no OID") << QByteArray("{'names': {'1.3.x': {'1': 'a'}}}") << "1.3.x";
        rule("an unknown trap", "{'trap': 'lampUp', 'informs': true}", "rule 1 (lampUp): no loaded module knows the trap “lampUp”");
        rule("an unknown variable", "{'trap': 'lampDown', 'clears': 'x', 'key': ['lampColour']}", "“lampColour”");
        rule("no place", "{'trap': 'lampDown', 'clears': 'x', 'key': ['#0']}", "#0");
        rule("two actions", "{'trap': 'lampDown', 'clears': 'x', 'raises': 'y', 'severity': 'major'}", "exactly one of");
        rule("no action", "{'trap': 'lampDown'}", "exactly one of");
        rule("no severity", "{'trap': 'lampDown', 'raises': 'y', 'severity': 'bad'}", "“bad” is no severity");
        rule("raises cleared", "{'trap': 'lampDown', 'raises': 'y', 'severity': 'cleared'}", "“clears” instead of");
        rule("half of the severities", "{'trap': 'lampDown', 'raises': 'y', 'severity': 'major', 'severityOf': 'lampState'}", "go together");
        rule("a strange type", "{'trap': 'lampDown', 'raises': 'y', 'severity': 'major', 'type': 'lampAlarm'}", "“lampAlarm” is no event type");
        rule("a strange word in a rule", "{'trap': 'lampDown', 'informs': true, 'colour': 'red'}", "“colour” means nothing");
        rule("a strange event", "{'trap': 'lampDown', 'event': 'portDown'}", "“portDown” is no event");
    }
    void whatIsWrongIsOneSentence()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        QStringList problems;
        const TrapRuleFile file = readTrapRules(json(text), QStringLiteral("mine.json"), dictionary_, &problems);
        QCOMPARE(problems.size(), 1);
        QVERIFY2(problems.first().contains(says), qPrintable(problems.first()));
        QVERIFY(problems.first().startsWith(QLatin1String("mine.json")) && problems.first().endsWith(u'.'));
        QVERIFY(file.rules.isEmpty());
    }

    void aWrongRuleLeavesTheOthers()
    {
        QStringList problems;
        const TrapRuleFile file = readTrapRules(json("{'rules': [{'trap': 'lampUp', 'informs': true}, {'trap': ['lampDown', 'lampDim'], 'informs': true}], "
            "'names': {'1.3.6.1.4.1.99999.0': {'9': 'lampDim'}}}"), QStringLiteral("mine.json"), dictionary_, &problems);
        QCOMPARE(problems.size(), 1);
        QCOMPARE(file.rules.size(), 2);
        QCOMPARE(file.rules[1].trap.toString(), "1.3.6.1.4.1.99999.0.9");
    }

    void namesTellByThemselves_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("expected");
        QTest::newRow("up and down") << QStringList{"lineDown", "lineUp"} << "lineDown raises lineDown, lineUp clears lineDown";
        QTest::newRow("set and cleared") << QStringList{"fooAlarmSet", "fooAlarmCleared"} << "fooAlarmSet raises fooAlarmSet, fooAlarmCleared clears fooAlarmSet";
        QTest::newRow("a word in the middle") << QStringList{"hwFanAlarmTraps", "hwFanAlarmResumeTraps"} << "hwFanAlarmTraps raises hwFanAlarmTraps, hwFanAlarmResumeTraps clears hwFanAlarmTraps";
        QTest::newRow("two degrees, one end") << QStringList{"boxTempWarning", "boxTempCritical", "boxTempNormal"}
                                             << "boxTempWarning raises boxTempWarning, boxTempCritical raises boxTempWarning, boxTempNormal clears boxTempWarning";
        QTest::newRow("a word within a word is none") << QStringList{"boxUpgrade", "boxDowngrade"} << "";
        QTest::newRow("trouble without an end") << QStringList{"diskFailed"} << "diskFailed raises diskFailed";
        QTest::newRow("nothing of note") << QStringList{"configChanged", "testCompleted", "hello"} << "";
    }
    void namesTellByThemselves()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, expected);
        QFile file(QStringLiteral(TRUNKLINE_SOURCE_DIR "/resources/traprules/conventions.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList problems;
        const TrapConventions conventions = TrapConventions::read(file.readAll(), &problems);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        QList<NamedTrap> traps;
        for (const QString& name : names)
            traps.append({town_ + std::uint32_t(traps.size()), name, {}});
        QStringList told;
        for (const TrapRule& rule : rulesByConvention(traps, conventions))
            told.append(QStringLiteral("%1 %2 %3").arg(rule.name, rule.action == TrapRule::Action::Raise ? "raises" : "clears", rule.fault));
        QCOMPARE(told.join(QStringLiteral(", ")), expected);
    }

    /// Whoever changes the shipped data learns here what is wrong with it.
    void theShippedRulesAreRight()
    {
        qputenv("XDG_DATA_HOME", "/nonexistent");
        QStringList problems;
        const TrapRules rules = TrapRules::load(&problems);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        QVERIFY(rules.writtenRules() > 300);
        QCOMPARE(rules.nameOf({1, 3, 6, 1, 6, 3, 1, 1, 5, 3}), "linkDown");
        for (const snmp::mib::Table& table : rules.dictionary().tables())
            for (const snmp::mib::Node& node : table.nodes)
                for (const TrapRule& rule : rules.rulesOf(node.kind == snmp::mib::Kind::Notification ? node.oid : snmp::Oid()))
                    QVERIFY2(rule.action != TrapRule::Action::Raise || rule.severity > Severity::Cleared, qPrintable(rule.name));
    }
};

QTEST_GUILESS_MAIN(TrapRulesTest)
#include "tst_traprules.moc"
