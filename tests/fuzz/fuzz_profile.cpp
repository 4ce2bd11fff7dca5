// Whatever a device profile says: it is refused with a sentence, or reads any device without harm.
#include "models/collection/hardware.h"
#include "models/collection/profilereader.h"
#include "models/core/errors.h"

#include <cstdint>
#include <cstdlib>

using namespace trunkline;
using namespace trunkline::collection;

namespace {

/// A device that has something at everything the profile asks for.
Variables deviceFor(const ProfileChoice& choice)
{
    const snmp::Value values[] = {snmp::Value::integer(42), snmp::Value::integer(-2'147'483'648), snmp::Value::octets("7.5"), snmp::Value::counter64(~0ULL),
                                  snmp::Value::octets(QByteArray("\0\1\xff", 3))};
    snmp::VarBinds binds;
    std::uint32_t row = 0;
    for (const snmp::Oid& root : hardwareRoots(choice) + identityRoots(choice, {}))
        for (const snmp::Value& value : values)
            if (root.size() + 2 <= snmp::Oid::maxArcs)
                binds.append({root + (row++ % 5 + 1), value});
    return Variables(binds);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char*>(data), qsizetype(size));
    static const ObjectNames names{{QStringLiteral("ifName"), {1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1}}, {QStringLiteral("ifDescr"), {1, 3, 6, 1, 2, 1, 2, 2, 1, 2}},
                                   {QStringLiteral("entPhysicalName"), {1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1, 7}}};
    try {
        const Profile profile = readProfile(text, QStringLiteral("fuzz.json"), names);
        const ProfileChoice choice{&profile};
        const Variables device = deviceFor(choice);
        chooseProfiles({profile}, {}, device);
        choiceRoots({profile}, {});
        readHardware(choice, device);
        identify(choice, {}, {}, device);
    } catch (const InvalidInput& refusal) {
        if (refusal.sentence().isEmpty())
            std::abort();
    }
    return 0;
}
