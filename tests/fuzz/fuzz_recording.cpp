// Whatever a recording holds: it is read or refused, and what was read is in order and answers questions.
#include "snmp/simulator/recording.h"

#include <cstdint>
#include <cstdlib>

using namespace trunkline::simulator;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
    for (const bool skipFaults : {false, true}) {
        const Recording::Outcome outcome = Recording::parse(text, QStringLiteral("fuzz"), skipFaults);
        if (!outcome.recording) {
            if (outcome.faults.isEmpty() || outcome.faults.first().reason.isEmpty())
                std::abort();
            continue;
        }
        Oid last;
        for (const VarBind& object : outcome.recording->objects()) {
            if (!last.empty() && object.oid <= last)
                std::abort();
            if (outcome.recording->get(object.oid) != object.value)
                std::abort();
            last = object.oid;
        }
    }
    return 0;
}
