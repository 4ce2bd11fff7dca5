// Objects whose values are made when they are asked for.
#pragma once

#include "snmp/simulator/objectsource.h"

#include <functional>
#include <vector>

namespace trunkline::simulator {

class LiveObjects : public ObjectSource {
public:
    using Read = std::function<Value()>;
    struct Write {
        std::function<ErrorStatus(const Value&)> check;
        std::function<void(const Value&)> apply;
    };

    /// A scalar: its instance is .0.
    void scalar(const Oid& type, Read read, Write write = {});
    /// One cell of a table: the column and the index of the row.
    void cell(const Oid& column, const Oid& index, Read read, Write write = {});
    /// A value that stays what it is.
    void fixed(const Oid& column, const Oid& index, Value value);
    /// Call once all are added, and before anything is read.
    void sort();

    Value get(const Oid& oid) const override;
    std::optional<VarBind> next(const Oid& oid) const override;
    ErrorStatus check(const Oid& oid, const Value& value) const override;
    void set(const Oid& oid, const Value& value) override;

private:
    struct Object {
        Oid oid;
        Read read;
        Write write;
    };

    std::vector<Object>::const_iterator find(const Oid& oid) const;
    /// The column or scalar that an instance would belong to; null when there is none.
    const Oid* typeOf(const Oid& oid) const;

    std::vector<Object> objects_;
    std::vector<Oid> types_;
    /// Columns that can be written, whatever the row.
    std::vector<Oid> writableTypes_;
};

} // namespace trunkline::simulator
