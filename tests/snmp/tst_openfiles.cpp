// Too many files open for select(), and none left to open.
#include "tests/snmp/handmadetable.h"
#include "tests/support/snmppeer.h"

#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace trunkline::snmp;
using namespace trunkline::test;

static const Oid sysName{1, 3, 6, 1, 2, 1, 1, 5, 0};

class OpenFilesTest : public QObject {
    Q_OBJECT

    SnmpPeer peer_;

    static Target localTarget(quint16 port, Credential credential = {})
    {
        Target target;
        target.address = QStringLiteral("127.0.0.1");
        target.port = port;
        target.credential = std::move(credential);
        target.timeoutMs = 30'000;
        return target;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString problem;
        QVERIFY2(peer_.start(&problem), qPrintable(problem));
    }

    void aProgramWithManyFilesOpenAsksAllTheSame()
    {
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit before = limit;
        limit.rlim_cur = std::max<rlim_t>(limit.rlim_cur, std::min<rlim_t>(limit.rlim_max, 4096));
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        std::vector<int> files;
        while (files.empty() || files.back() < 1100) { // beyond what select() can wait for
            files.push_back(::open("/dev/null", O_RDONLY));
            QVERIFY(files.back() >= 0);
        }
        Credential credential;
        credential.community = SnmpPeer::readCommunity;
        {
            Engine engine;
            QVERIFY(engine.get(localTarget(peer_.port(), credential), {sysName}).result().ok());
        }
        for (const int file : files)
            ::close(file);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    }

    void withoutAFileLeftItSaysSoAndAsksOnceThereIsOne()
    {
        const HandmadeMib mib;
        HandmadeAgent agent([&](const HandmadeRequest& request) { return QList{HandmadeAnswer(request, joined(mib.binds(request))).bytes()}; });
        Engine engine;
        engine.runOnThread([] {}); // it has what a thread needs
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit few{256, limit.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        std::vector<int> files;
        for (int file = 0; (file = ::open("/dev/null", O_RDONLY)) >= 0;)
            files.push_back(file);
        const Reply refused = engine.get(localTarget(agent.port()), {handmadeEntry + 1u + 1u}).result();
        for (const int file : files)
            ::close(file);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        QCOMPARE(refused.failure, Failure::Unreachable);
        QVERIFY2(refused.detail.contains(QLatin1String("Too many open files")), qPrintable(refused.detail));
        QVERIFY(sweepOnce(engine, localTarget(agent.port()), std::make_shared<PollPlan>(QList<Oid>{}, QList<PollPlan::Table>{{handmadeEntry, {1, 2, 3}}}))->end().reply.ok());
    }
};

QTEST_GUILESS_MAIN(OpenFilesTest)
#include "tst_openfiles.moc"
