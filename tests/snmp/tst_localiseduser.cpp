// Keys of v3 users. Hashing a password costs milliseconds and the library keeps one list of users, which it searches from the front:
// both would cost more with each device. It has no locks, either.
#include "snmp/localiseduser.h"
#include "tests/support/wait.h"

#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include <QTest>

#include <atomic>
#include <dlfcn.h>
#include <thread>

using namespace trunkline::snmp;

namespace {
std::atomic<int> hashed{0};
}

/// Stands before the library's own, and counts.
extern "C" int generate_Ku(const oid* type, u_int typeLength, const u_char* password, size_t length, u_char* key, size_t* keyLength)
{
    static const auto real = reinterpret_cast<decltype(&generate_Ku)>(::dlsym(RTLD_NEXT, "generate_Ku"));
    ++hashed;
    return real(type, typeLength, password, length, key, keyLength);
}

class LocalisedUserTest : public QObject {
    Q_OBJECT

    static Credential credential(const QByteArray& password = "auth-secret-1")
    {
        Credential made;
        made.version = Version::V3;
        made.user = QStringLiteral("keys");
        made.auth = AuthProtocol::Sha1;
        made.priv = PrivProtocol::Aes128;
        made.authPassword = password;
        made.privPassword = "priv-secret-1";
        return made;
    }
    static QByteArray engineId(int number) { return QByteArray::fromHex("80001f8804") + QByteArray::number(number).rightJustified(5, '0'); }
    static int usersOfTheLibrary()
    {
        int count = 0;
        for (const usmUser* user = usm_get_userList(); user; user = user->next)
            ++count;
        return count;
    }

private Q_SLOTS:
    void aPasswordIsHashedOnceForAllDevices()
    {
        hashed = 0;
        QSet<QByteArray> keys;
        for (int device = 0; device < 1'000; ++device) {
            const auto user = LocalisedUser::derive(credential(), engineId(device));
            QVERIFY(user);
            keys.insert(user->authKey().toByteArray());
        }
        QCOMPARE(keys.size(), 1'000); // a key for each engine, RFC 3414 section 2.6
        QCOMPARE(hashed.load(), 2);
        LocalisedUser::derive(credential("another-secret"), engineId(0));
        QCOMPARE(hashed.load(), 3);
    }

    void theListOfUsersOfTheLibraryDoesNotGrow()
    {
        const int before = usersOfTheLibrary();
        std::vector<std::optional<LocalisedUser>> kept;
        for (int device = 0; device < 1'000; ++device)
            kept.push_back(LocalisedUser::derive(credential(), engineId(device)));
        QCOMPARE(usersOfTheLibrary(), before);
    }

    void severalThreadsMakeTheSameKeys()
    {
        std::vector<QList<QByteArray>> keys(8);
        std::vector<std::thread> threads;
        for (std::size_t number = 0; number < keys.size(); ++number)
            threads.emplace_back([&own = keys[number], number] {
                for (int device = 0; device < 200; ++device)
                    if (const auto user = LocalisedUser::derive(credential("thread-secret-" + QByteArray::number(device % 3)), engineId(int((device + number) % 200))))
                        own.append(user->authKey().toByteArray() + user->privKey().toByteArray());
            });
        for (std::thread& thread : threads)
            thread.join();
        for (std::size_t number = 0; number < keys.size(); ++number) {
            QCOMPARE(keys[number].size(), 200);
            for (int device = 0; device < 200; ++device) {
                const auto user = LocalisedUser::derive(credential("thread-secret-" + QByteArray::number(device % 3)), engineId(int((device + number) % 200)));
                QCOMPARE(keys[number][device], user->authKey().toByteArray() + user->privKey().toByteArray());
            }
        }
    }

    void shortPasswordsMakeNoKeys()
    {
        QVERIFY(!LocalisedUser::derive(credential("short"), engineId(1)));
    }
};

QTEST_GUILESS_MAIN(LocalisedUserTest)
#include "tst_localiseduser.moc"
