#include "models/core/errors.h"
#include "models/store/sealer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;
using store::Sealer;

class SealerTest : public QObject {
    Q_OBJECT
    const QString place = QStringLiteral("credential/1");

private Q_SLOTS:
    void whatIsSealedOpensAgain_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::newRow("secret") << QByteArray("public community");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("zero bytes") << QByteArray("a\0b\0", 4);
        QTest::newRow("long") << QByteArray(100'000, 'x');
    }
    void whatIsSealedOpensAgain()
    {
        QFETCH(QByteArray, plain);
        const Sealer sealer(QByteArray(32, 'k'));
        const QByteArray sealedBytes = sealer.seal(plain, place);
        QCOMPARE(sealer.open(sealedBytes, place), plain);
        QVERIFY(plain.isEmpty() || !sealedBytes.contains(plain));
        QVERIFY(sealer.seal(plain, place) != sealedBytes); // a nonce of its own each time
    }

    void nothingElseOpens()
    {
        const Sealer sealer(QByteArray(32, 'k'));
        const QByteArray sealedBytes = sealer.seal("secret", place);
        QVERIFY_THROWS_EXCEPTION(StoreFailure, sealer.open(sealedBytes, QStringLiteral("credential/2")));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, Sealer(QByteArray(32, 'j')).open(sealedBytes, place));
        for (qsizetype i = 0; i < sealedBytes.size(); ++i) {
            QByteArray changed = sealedBytes;
            changed[i] = char(changed[i] ^ 1);
            QVERIFY_THROWS_EXCEPTION(StoreFailure, sealer.open(changed, place));
        }
        for (qsizetype size = 0; size < sealedBytes.size(); ++size)
            QVERIFY_THROWS_EXCEPTION(StoreFailure, sealer.open(sealedBytes.first(size), place));
        QVERIFY_THROWS_EXCEPTION(StoreFailure, sealer.open(sealedBytes + '\0', place));
    }

    void theKeyFileIsItsOwnersOnly()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("deep/er/key"));
        const QByteArray sealedBytes = Sealer::fromKeyFile(path).seal("secret", place);
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(path) & others));
        QCOMPARE(QFile(path).size(), 32);
        QCOMPARE(Sealer::fromKeyFile(path).open(sealedBytes, place), QByteArray("secret"));
        for (const auto open : {QFileDevice::ReadGroup, QFileDevice::ReadOther, QFileDevice::WriteOther}) {
            QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | open));
            try {
                Sealer::fromKeyFile(path);
                QFAIL("a key that others may use was taken");
            } catch (const StoreFailure& error) {
                QVERIFY2(error.sentence().contains(path) && error.sentence().contains(QLatin1String("chmod 600")), error.what());
            }
        }
    }

    void noKeys()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("key"));
        for (const int size : {0, 31, 33}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(QByteArray(size, 'k'));
            file.close();
            QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
            QVERIFY_THROWS_EXCEPTION(StoreFailure, Sealer::fromKeyFile(path));
            QCOMPARE(QFile(path).size(), size); // never overwritten: it may be the only copy
        }
        QVERIFY_THROWS_EXCEPTION(StoreFailure, Sealer::fromKeyFile(QStringLiteral("/proc/trunkline-key")));
    }
};

QTEST_GUILESS_MAIN(SealerTest)
#include "tst_sealer.moc"
