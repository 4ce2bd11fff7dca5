#include "snmp/simulator/liveobjects.h"

#include <algorithm>

namespace trunkline::simulator {

void LiveObjects::scalar(const Oid& type, Read read, Write write)
{
    cell(type, {0}, std::move(read), std::move(write));
}

void LiveObjects::cell(const Oid& column, const Oid& index, Read read, Write write)
{
    if (write.check)
        writableTypes_.push_back(column);
    types_.push_back(column);
    objects_.push_back({column + index, std::move(read), std::move(write)});
}

void LiveObjects::fixed(const Oid& column, const Oid& index, Value value)
{
    cell(column, index, [value = std::move(value)] { return value; });
}

void LiveObjects::sort()
{
    std::sort(objects_.begin(), objects_.end(), [](const Object& a, const Object& b) { return a.oid < b.oid; });
    for (std::vector<Oid>* types : {&types_, &writableTypes_}) {
        std::sort(types->begin(), types->end());
        types->erase(std::unique(types->begin(), types->end()), types->end());
    }
}

std::vector<LiveObjects::Object>::const_iterator LiveObjects::find(const Oid& oid) const
{
    const auto at = std::lower_bound(objects_.begin(), objects_.end(), oid, [](const Object& a, const Oid& b) { return a.oid < b; });
    return at != objects_.end() && at->oid == oid ? at : objects_.end();
}

const Oid* LiveObjects::typeOf(const Oid& oid) const
{
    // Types are no prefixes of each other, so the last one that is not behind `oid` decides.
    const auto behind = std::upper_bound(types_.begin(), types_.end(), oid);
    if (behind == types_.begin())
        return nullptr;
    const Oid& candidate = *std::prev(behind);
    return oid.startsWith(candidate) ? &candidate : nullptr;
}

Value LiveObjects::get(const Oid& oid) const
{
    if (const auto at = find(oid); at != objects_.end())
        return at->read();
    return Value::exception(typeOf(oid) ? Type::NoSuchInstance : Type::NoSuchObject);
}

std::optional<VarBind> LiveObjects::next(const Oid& oid) const
{
    const auto at = std::upper_bound(objects_.begin(), objects_.end(), oid, [](const Oid& a, const Object& b) { return a < b.oid; });
    return at != objects_.end() ? std::optional(VarBind{at->oid, at->read()}) : std::nullopt;
}

ErrorStatus LiveObjects::check(const Oid& oid, const Value& value) const
{
    if (const auto at = find(oid); at != objects_.end())
        return at->write.check ? at->write.check(value) : ErrorStatus::NotWritable;
    // A row can't be made by writing into it.
    const Oid* type = typeOf(oid);
    return type && std::binary_search(writableTypes_.begin(), writableTypes_.end(), *type) ? ErrorStatus::NoCreation
                                                                                           : ErrorStatus::NotWritable;
}

void LiveObjects::set(const Oid& oid, const Value& value)
{
    if (const auto at = find(oid); at != objects_.end() && at->write.apply)
        at->write.apply(value);
}

} // namespace trunkline::simulator
