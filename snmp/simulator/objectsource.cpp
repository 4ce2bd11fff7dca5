#include "snmp/simulator/objectsource.h"

namespace trunkline::simulator {

ErrorStatus ObjectSource::check(const Oid&, const Value&) const
{
    return ErrorStatus::NotWritable;
}

void ObjectSource::set(const Oid&, const Value&)
{
}

} // namespace trunkline::simulator
