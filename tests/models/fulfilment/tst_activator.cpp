// Tasks on a real agent over real SNMP: the synthetic network's OLT on loopback.

#include "models/core/errors.h"
#include "models/fulfilment/activator.h"
#include "snmp/simulator/simulatorthread.h"

#include <QJsonArray>
#include <QTest>

using namespace trunkline;
using fulfilment::ActivationResult;

namespace {

// Of resources/demo/network.json: the equipment of 3 is there, that of 13 is not.
fulfilment::PortTask ontTask(int number)
{
    return {DeviceId::fromString(u"018f0000-0000-7000-8000-000000000001"), QStringLiteral("olt-1"), PortId::fromString(u"018f0000-0000-7000-8000-000000000002"),
            QStringLiteral("ont-0/1/%1").arg(number), 268'505'088 - 256 * (number - 1), QStringLiteral("SVC-000001")};
}

} // namespace

class ActivatorTest : public QObject {
    Q_OBJECT

    std::unique_ptr<simulator::SimulatorThread> network_;
    SettableClock clock_{Timestamp::parse(u"2026-03-10T09:00:00Z")};
    snmp::Target reading_;
    snmp::Target writing_;

    QString portLine(const fulfilment::PortTask& task)
    {
        for (const QString& line : network_->command(QStringLiteral("ports olt-1")).split(u'\n'))
            if (line.contains(QStringLiteral(" %1 ").arg(task.portName)))
                return line;
        return {};
    }

private Q_SLOTS:
    void init()
    {
        network_ = std::make_unique<simulator::SimulatorThread>(simulator::SimulatorOptions());
        QString error;
        QVERIFY2(network_->start(&error), qPrintable(error));
        const auto devices = network_->devices();
        const auto olt = std::find_if(devices.begin(), devices.end(), [](const auto& line) { return line.name == QLatin1String("olt-1"); });
        QVERIFY(olt != devices.end());
        reading_.address = olt->address;
        reading_.port = network_->port();
        reading_.credential.community = "public";
        writing_ = reading_;
        writing_.credential.community = "private";
    }
    void cleanup() { network_.reset(); }

    void activatesAndVerifiesAPort()
    {
        snmp::Engine engine;
        fulfilment::Activator activator(engine, clock_);
        const QJsonObject task = fulfilment::toJson(ontTask(3));
        QVERIFY2(portLine(ontTask(3)).contains(QStringLiteral("admin down")), qPrintable(portLine(ontTask(3))));
        const ActivationResult activated = activator.activatePort(task, reading_, writing_).result();
        QVERIFY2(activated.ok, qPrintable(activated.reason));
        QVERIFY2(portLine(ontTask(3)).contains(QStringLiteral("admin up")), qPrintable(portLine(ontTask(3))));
        QVERIFY2(portLine(ontTask(3)).contains(QStringLiteral("SVC-000001")), qPrintable(portLine(ontTask(3))));
        clock_.advanceMs(1500);
        const ActivationResult verified = activator.verifyPort(task, reading_, {50, 20}).result();
        QVERIFY2(verified.ok, qPrintable(verified.reason));
        QCOMPARE(verified.at, clock_.now());
        const QJsonArray values = verified.evidence["steps"].toArray().first().toObject()["values"].toArray();
        QCOMPARE(values.size(), 4);
        QCOMPARE(values[3].toObject()["name"].toString(), QStringLiteral("ifOperStatus.268504576"));
        QCOMPARE(values[3].toObject()["value"].toString(), QStringLiteral("1"));
        // Once more, as after a crash: the device is not written to.
        const ActivationResult again = activator.activatePort(task, reading_, writing_).result();
        QVERIFY(again.ok);
        QCOMPARE(again.evidence["steps"].toArray().size(), 1);
    }

    void nobodyAtTheOtherEnd()
    {
        snmp::Engine engine;
        fulfilment::Activator activator(engine, clock_);
        const QJsonObject task = fulfilment::toJson(ontTask(13));
        QVERIFY(activator.activatePort(task, reading_, writing_).result().ok);
        const ActivationResult verified = activator.verifyPort(task, reading_, {3, 10}).result();
        QVERIFY(!verified.ok);
        QVERIFY2(verified.reason.contains(QStringLiteral("stays operationally down")), qPrintable(verified.reason));
    }

    void aWrongWriteCommunity()
    {
        snmp::Engine engine;
        fulfilment::Activator activator(engine, clock_);
        writing_.credential.community = "guessed";
        writing_.timeoutMs = 100;
        writing_.retries = 0;
        const ActivationResult result = activator.activatePort(fulfilment::toJson(ontTask(3)), reading_, writing_).result();
        QVERIFY(!result.ok);
        QVERIFY2(result.reason.contains(QStringLiteral("credential for writing")), qPrintable(result.reason));
        QVERIFY(portLine(ontTask(3)).contains(QStringLiteral("admin down")));
    }

    void aCommunityThatMayOnlyRead()
    {
        snmp::Engine engine;
        fulfilment::Activator activator(engine, clock_);
        const ActivationResult result = activator.activatePort(fulfilment::toJson(ontTask(3)), reading_, reading_).result();
        QVERIFY(!result.ok);
        QVERIFY2(result.reason.contains(QStringLiteral("refuses the change of the port ont-0/1/3")), qPrintable(result.reason));
    }

    void theIndexMoved()
    {
        snmp::Engine engine;
        fulfilment::Activator activator(engine, clock_);
        fulfilment::PortTask task = ontTask(3);
        task.ifIndex = ontTask(4).ifIndex;
        const ActivationResult moved = activator.activatePort(fulfilment::toJson(task), reading_, writing_).result();
        QVERIFY2(moved.reason.contains(QStringLiteral("now has the port “ont-0/1/4” instead of “ont-0/1/3”")), qPrintable(moved.reason));
        QVERIFY(portLine(ontTask(4)).contains(QStringLiteral("admin down")));
        task.ifIndex = 99;
        const ActivationResult gone = activator.activatePort(fulfilment::toJson(task), reading_, writing_).result();
        QVERIFY2(gone.reason.contains(QStringLiteral("no longer has a port at ifIndex 99")), qPrintable(gone.reason));
    }

    void aPortOfSomebodyElse()
    {
        snmp::Engine engine;
        fulfilment::Activator activator(engine, clock_);
        const ActivationResult result = activator.activatePort(fulfilment::toJson(ontTask(1)), reading_, writing_).result();
        QVERIFY2(result.reason.contains(QStringLiteral("Bakery Jansen")), qPrintable(result.reason));
    }

    void version3()
    {
        snmp::Engine engine;
        fulfilment::Activator activator(engine, clock_);
        snmp::Credential credential;
        credential.version = snmp::Version::V3;
        credential.user = QStringLiteral("noc-rw");
        credential.auth = snmp::AuthProtocol::Sha256;
        credential.authPassword = "Northwind-auth-1";
        credential.priv = snmp::PrivProtocol::Aes128;
        credential.privPassword = "Northwind-priv-1";
        writing_.credential = credential;
        const ActivationResult result = activator.activatePort(fulfilment::toJson(ontTask(5 + 1)), reading_, writing_).result();
        QVERIFY2(result.ok, qPrintable(result.reason));
        writing_.credential.authPassword = "Northwind-auth-2";
        const ActivationResult refused = activator.activatePort(fulfilment::toJson(ontTask(7)), reading_, writing_).result();
        QVERIFY2(refused.reason.contains(QStringLiteral("refuses the credential for writing")), qPrintable(refused.reason));
    }

    void anEndInTheMiddleOfIt()
    {
        network_->command(QStringLiteral("device dead olt-1"));
        snmp::Engine engine;
        QFuture<ActivationResult> asking;
        QFuture<ActivationResult> pausing;
        {
            fulfilment::Activator activator(engine, clock_);
            reading_.timeoutMs = 60'000;
            asking = activator.activatePort(fulfilment::toJson(ontTask(3)), reading_, writing_);
            pausing = activator.verifyPort(fulfilment::toJson(ontTask(3)), reading_, {2, 60'000});
        }
        for (const auto& future : {asking, pausing}) {
            QVERIFY(future.isFinished());
            QVERIFY(!future.result().ok);
            QVERIFY2(future.result().reason.contains(QStringLiteral("The program ended")), qPrintable(future.result().reason));
        }
    }

    void parametersThatAreNoTask()
    {
        snmp::Engine engine;
        fulfilment::Activator activator(engine, clock_);
        QVERIFY_THROWS_EXCEPTION(InvalidInput, activator.activatePort({}, reading_, writing_));
    }
};

QTEST_GUILESS_MAIN(ActivatorTest)
#include "tst_activator.moc"
