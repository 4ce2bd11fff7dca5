// Which profiles a device has, who it is by them, and what has to be asked for that.
#include "models/collection/profilechoice.h"
#include "models/collection/profilelibrary.h"
#include "models/collection/profilereader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;
using namespace trunkline::collection;

namespace {

Profile profileNamed(const QString& id, const QByteArray& json)
{
    return readProfile(json, id + QStringLiteral(".json"));
}

SystemFacts deviceSaying(const QString& objectId, const QString& description)
{
    SystemFacts facts;
    facts.objectId = objectId;
    facts.description = description;
    return facts;
}

QString chosen(const QList<Profile>& profiles, const SystemFacts& system, const snmp::VarBinds& binds = {})
{
    QStringList ids;
    for (const Profile* profile : chooseProfiles(profiles, system, Variables(binds)))
        ids.append(profile->id);
    return ids.join(u' ');
}

} // namespace

class ProfileChoiceTest : public QObject {
    Q_OBJECT

    const QList<Profile> profiles_{
        profileNamed(QStringLiteral("standard"), R"({})"),
        profileNamed(QStringLiteral("acme"), R"({"vendor": "Acme", "for": [{"sysObjectId": "1.3.6.1.4.1.99"}], "systems": [{"os": "AcmeOS", "kind": "router", "model": ["entityModel"], "version": ["sysDescr /v(\\S+)/"], "serial": ["1.3.6.1.4.1.99.7", "entitySerial"]}]})"),
        profileNamed(QStringLiteral("acme-olt"), R"({"vendor": "Acme", "for": [{"sysObjectId": "1.3.6.1.4.1.99.2"}], "models": {"1.3.6.1.4.1.99.2.1": "OLT-1"},
            "systems": [{"os": "Access", "sysDescr": "/GPON/", "model": ["sysObjectId"]}, {"os": "Old access", "when": {"1.3.6.1.4.1.99.8": "present"}}]})"),
        profileNamed(QStringLiteral("shy"), R"({"vendor": "Shy", "for": [{"sysObjectId": "1.3.6.1.4.1.8072", "answers": "1.3.6.1.4.1.55.1"}], "systems": [{"os": "ShyOS"}]})"),
        profileNamed(QStringLiteral("words"), R"({"for": [{"sysDescr": "/^Box /"}]})")};

private Q_SLOTS:
    void theClosestFitIsFirst()
    {
        QCOMPARE(chosen(profiles_, deviceSaying(QStringLiteral("1.3.6.1.4.1.99.1.5"), {})), "acme standard");
        QCOMPARE(chosen(profiles_, deviceSaying(QStringLiteral("1.3.6.1.4.1.99.2.1"), {})), "acme-olt acme standard");
        QCOMPARE(chosen(profiles_, deviceSaying(QStringLiteral("1.3.6.1.4.1.991.2"), {})), "standard"); // 99 is no prefix of 991
        QCOMPARE(chosen(profiles_, deviceSaying({}, QStringLiteral("Box 3"))), "words standard");
    }

    void anAgentWithABorrowedNameIsKnownByWhatItAnswers()
    {
        const SystemFacts linux = deviceSaying(QStringLiteral("1.3.6.1.4.1.8072.3.2.10"), QStringLiteral("Linux"));
        QCOMPARE(chosen(profiles_, linux), "standard");
        QCOMPARE(chosen(profiles_, linux, {{{1, 3, 6, 1, 4, 1, 55, 1, 2, 0}, snmp::Value::integer(1)}}), "shy standard");
        QCOMPARE(choiceRoots(profiles_, linux), (QList<snmp::Oid>{{1, 3, 6, 1, 4, 1, 55, 1}}));
        QVERIFY(choiceRoots(profiles_, deviceSaying(QStringLiteral("1.3.6.1.4.1.99.1"), {})).isEmpty()); // nobody else is asked for it
    }

    void identityComesFromTheFirstSourceThatSaysAnything()
    {
        const SystemFacts system = deviceSaying(QStringLiteral("1.3.6.1.4.1.99.1"), QStringLiteral("Acme router v4.2 here"));
        const EntityFacts entity{QStringLiteral("E1"), {}, QStringLiteral("R7"), {}};
        const auto identityWith = [&](const snmp::VarBinds& binds) {
            const Variables variables(binds);
            return identify(chooseProfiles(profiles_, system, variables), system, entity, variables);
        };
        const DeviceIdentity plain = identityWith({});
        QCOMPARE(plain.vendor, "Acme");
        QCOMPARE(plain.os, "AcmeOS");
        QCOMPARE(plain.kind, "router");
        QCOMPARE(plain.model, "R7");
        QCOMPARE(plain.softwareVersion, "4.2");
        QCOMPARE(plain.serialNumber, "E1");
        QCOMPARE(plain.profile, "acme");
        QCOMPARE(identityWith({{{1, 3, 6, 1, 4, 1, 99, 7, 0}, snmp::Value::octets("S1 ")}}).serialNumber, "S1");
    }

    void aSystemIsChosenByWordsAndObjects()
    {
        const auto osOf = [&](const QString& description, const snmp::VarBinds& binds) {
            const SystemFacts system = deviceSaying(QStringLiteral("1.3.6.1.4.1.99.2.1"), description);
            const Variables variables(binds);
            return identify(chooseProfiles(profiles_, system, variables), system, {}, variables);
        };
        QCOMPARE(osOf(QStringLiteral("GPON"), {}).os, "Access");
        QCOMPARE(osOf(QStringLiteral("GPON"), {}).model, "OLT-1");
        QCOMPARE(osOf({}, {{{1, 3, 6, 1, 4, 1, 99, 8, 0}, snmp::Value::integer(1)}}).os, "Old access");
        QCOMPARE(osOf({}, {}).os, "AcmeOS"); // no system of the closer profile fits: the wider one names it
    }

    void anUnknownDeviceHasNoIdentity()
    {
        QCOMPARE(identify({&profiles_.first()}, {}, {}, Variables({})), DeviceIdentity());
    }

    void onlyWhatIsReferredToIsAsked()
    {
        const Profile profile = profileNamed(QStringLiteral("x"), R"({"tables": [{"table": "1.9.1", "sensors": [
            {"value": 3, "class": "temperature", "name": "{2|1.9.5@i1|1.9.6@c8}", "scale": 4, "when": {"7": 1}, "high": {"rows": "1.9.2", "value": 4, "when": {"2": 30}}},
            {"value": 30, "hidden": true}]}]})");
        QStringList roots;
        for (const snmp::Oid& root : hardwareRoots({&profile}))
            roots.append(root.toString());
        QCOMPARE(roots.join(u' '), "1.9.1.2 1.9.1.3 1.9.1.4 1.9.1.7 1.9.1.8 1.9.2.2 1.9.2.4 1.9.5 1.9.6");
    }

    void theLeastPatientProfileDecidesHowManyRequestsRun()
    {
        const Profile two = profileNamed(QStringLiteral("a"), R"({"inFlight": 2, "for": [{"sysObjectId": "1.3"}]})");
        const Profile four = profileNamed(QStringLiteral("b"), R"({"inFlight": 4, "for": [{"sysObjectId": "1.3"}]})");
        QCOMPARE(inFlightOf({&four, &two, &profiles_.first()}), 2);
        QCOMPARE(inFlightOf({&profiles_.first()}), 1);
    }

    // The shipped files: each is in order, and each says whom it is for.
    void everyShippedProfileIsInOrder()
    {
        const ProfileLibrary library = loadProfiles({});
        QVERIFY(library.profiles.size() > 40);
        QVERIFY(library.problems.isEmpty() && library.own.isEmpty());
        for (const Profile& profile : library.profiles) {
            QVERIFY2(!profile.about.isEmpty(), qPrintable(profile.id));
            QVERIFY2(profile.id == QLatin1String("standard") || !profile.devices.isEmpty(), qPrintable(profile.id));
            for (const TableRule& table : profile.tables)
                QVERIFY2(!table.name.isEmpty(), qPrintable(profile.id + u' ' + table.entry.toString()));
        }
    }

    void aPersonsFileGoesOverTheShippedOne()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString& name, const QByteArray& json) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(json);
        };
        write(QStringLiteral("cisco.json"), R"({"about": "mine", "for": [{"sysObjectId": "1.3.6.1.4.1.9"}]})");
        write(QStringLiteral("new.json"), R"({"about": "new", "for": [{"sysObjectId": "1.3.6.1.4.1.77"}]})");
        write(QStringLiteral("arista.json"), R"({"abuot": "broken"})");
        const ProfileLibrary library = loadProfiles(folder.path());
        const auto aboutOf = [&](const char* id) {
            QStringList found;
            for (const Profile& profile : library.profiles)
                if (profile.id == QLatin1String(id))
                    found.append(profile.about);
            return found;
        };
        QCOMPARE(aboutOf("cisco"), QStringList{"mine"});
        QCOMPARE(aboutOf("new"), QStringList{"new"});
        QCOMPARE(aboutOf("arista").size(), 1); // the broken one is left out, the shipped one stays
        QCOMPARE(library.own, (QStringList{"cisco", "new"}));
        QCOMPARE(library.problems.size(), 1);
        QVERIFY(library.problems.first().contains(QLatin1String("arista.json")) && library.problems.first().contains(QLatin1String("abuot")));
    }
};

QTEST_APPLESS_MAIN(ProfileChoiceTest)
#include "tst_profilechoice.moc"
