// A credential tried on a real agent, and on what is none.
#include "models/collection/credentialtrial.h"
#include "models/core/errors.h"
#include "snmp/engine.h"
#include "tests/support/snmppeer.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

class CredentialTrialTest : public QObject {
    Q_OBJECT

    snmp::Engine engine_;
    test::SnmpPeer peer_;

    static inventory::Credential community(const char* words)
    {
        inventory::Credential credential;
        credential.name = QStringLiteral("tried");
        credential.community = words;
        return credential;
    }
    CredentialTrial tried(const inventory::Credential& credential, quint16 port)
    {
        return tryCredential(engine_, test::administrator(), credential, QStringLiteral("127.0.0.1"), port);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString problem;
        if (!peer_.start(&problem))
            QSKIP(qPrintable(problem));
    }

    void whoAnswersIsNamed()
    {
        const CredentialTrial trial = tried(community(test::SnmpPeer::readCommunity), peer_.port());
        QVERIFY2(trial.answered, qPrintable(trial.sentence));
        QVERIFY2(trial.sentence.contains(QStringLiteral("“tried”")) && trial.sentence.contains(QLatin1String("ms")), qPrintable(trial.sentence));
    }

    void aUserOfVersion3()
    {
        inventory::Credential user;
        user.name = QStringLiteral("tried");
        user.version = inventory::SnmpVersion::V3;
        user.user = QStringLiteral("sha256aes");
        user.auth = inventory::AuthProtocol::Sha256;
        user.authPassword = test::SnmpPeer::authPassword;
        user.priv = inventory::PrivProtocol::Aes128;
        user.privPassword = test::SnmpPeer::privPassword;
        QVERIFY(tried(user, peer_.port()).answered);
        user.authPassword = "another-secret";
        const CredentialTrial refused = tried(user, peer_.port());
        QVERIFY(!refused.answered);
        QVERIFY2(refused.sentence.contains(QLatin1String("refuses")) && !refused.sentence.contains(QLatin1String("another-secret")), qPrintable(refused.sentence));
    }

    // Nothing tells a wrong community from silence: the sentence says both, and never the community.
    void aWrongCommunityIsSilence()
    {
        const CredentialTrial trial = tried(community("no-such-community"), peer_.port());
        QVERIFY(!trial.answered);
        QVERIFY2(trial.sentence.contains(QLatin1String("community")) && !trial.sentence.contains(QLatin1String("no-such")), qPrintable(trial.sentence));
    }

    void whatMayNotBeAsked()
    {
        QVERIFY_THROWS_EXCEPTION(InvalidInput, tryCredential(engine_, test::administrator(), community("x"), QStringLiteral("router.example"), 161));
        QVERIFY_THROWS_EXCEPTION(PermissionMissing, tryCredential(engine_, test::withRole(access::Role::BillingClerk), community("x"), QStringLiteral("127.0.0.1"), 161));
    }
};

QTEST_GUILESS_MAIN(CredentialTrialTest)
#include "tst_credentialtrial.moc"
