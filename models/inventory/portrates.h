// What a person says of a port's speed: devices say it in the wrong unit or not at all (IF-MIB's ifSpeed ends at 4.3 Gbit/s), and what was bought
// of a line is often less than it carries.
#pragma once

#include "models/access/actor.h"
#include "models/inventory/device.h"

namespace trunkline::inventory {

class PortRateService {
public:
    explicit PortRateService(store::Context& context) : context_(context) {}

    /// "port.ratesSet" with the reason; nothing when all is as it was. Discovery leaves them alone. Rates without a value give the port back to what the
    /// device says. Needs EditInventory. Throws NotFound, InvalidInput (a rate below 1 bit/s or above 100 Tbit/s, more bought than the line carries, no reason).
    void set(const access::Actor& actor, PortId id, const PortRates& rates);

private:
    store::Context& context_;
};

/// "2.5G", "622M", "64k", "1000000" as bit/s. Throws InvalidInput with how it is written.
qint64 parseRate(const QString& text);
/// The shortest that parseRate() reads as the same.
QString rateWord(qint64 bps);

} // namespace trunkline::inventory
