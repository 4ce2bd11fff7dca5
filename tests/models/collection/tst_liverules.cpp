#include "models/collection/liverules.h"
#include "tests/support/wait.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace trunkline;

class LiveRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { cleanup(); }
    void cleanup()
    {
        QDir(collection::userTrapRuleFolder()).removeRecursively();
        QDir(collection::userSyslogRuleFolder()).removeRecursively();
    }

    void whatIsAddedIsReadWithoutARestart()
    {
        collection::LiveRules live;
        std::shared_ptr<const collection::TrapRules> traps;
        std::shared_ptr<const collection::SyslogRules> logs;
        connect(&live, &collection::LiveRules::readAgain, this, [&](const auto& newTraps, const auto& newLogs) {
            traps = newTraps;
            logs = newLogs;
        });
        const auto write = [](const QString& path, const QByteArray& text) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write(collection::userTrapRuleFolder() + "/mine.json", "{\"names\": {\"1.3.6.1.4.1.88888.0\": {\"3\": \"lampBroken\"}},"
                                                                       " \"rules\": [{\"trap\": \"lampBroken\", \"raises\": \"Lamp broken\", \"severity\": \"minor\"}]}"));
        QVERIFY(test::waitFor([&] { return traps && !traps->rulesOf({1, 3, 6, 1, 4, 1, 88888, 0, 3}).isEmpty(); }, 20'000));
        QCOMPARE(traps->rulesOf({1, 3, 6, 1, 4, 1, 88888, 0, 3}).first().fault, "Lamp broken");
        const syslog::Message message = syslog::readMessage("<13>Mar  1 00:00:00 h lamp: BROKEN 7");
        QVERIFY(!logs->find(message).rule);
        QVERIFY(write(collection::userSyslogRuleFolder() + "/mine.json", "{\"rules\": [{\"message\": \"BROKEN\", \"raises\": \"Lamp broken\"}]}"));
        QVERIFY(test::waitFor([&] { return logs->find(message).rule != nullptr; }, 20'000));
    }
};

QTEST_GUILESS_MAIN(LiveRulesTest)
#include "tst_liverules.moc"
