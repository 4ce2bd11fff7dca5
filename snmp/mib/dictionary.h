// Compiled tables together: from an identifier to its name and from a name to its identifier.
#pragma once

#include "snmp/mib/table.h"

#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace trunkline::snmp::mib {

/// A node with what it refers to. Lives as long as its dictionary.
struct Fact {
    const Table* table = nullptr;
    const Node* node = nullptr;

    explicit operator bool() const { return node; }
    const QString& module() const { return table->modules[qsizetype(node->module)]; }
    /// Null for what holds no value.
    const Syntax* syntax() const { return node->syntax < 0 ? nullptr : &table->syntaxes[node->syntax]; }
    bool isObject() const { return node->kind == Kind::Scalar || node->kind == Kind::Column; }
    /// "IF-MIB::ifIndex"
    QString qualifiedName() const { return module() + QStringLiteral("::") + node->name; }
};

/// Never changed once it is built, so any thread may ask it.
class Dictionary {
public:
    Dictionary() = default;
    /// Where two tables know one identifier, the later one counts. Within a table, what says more counts.
    explicit Dictionary(std::vector<Table> tables);

    /// The node itself or the nearest one above it (an instance's column, an unknown trap's enterprise).
    Fact nearest(const Oid& oid) const;
    /// The scalar or column that an instance belongs to; nothing when no module defines it.
    Fact objectOf(const Oid& instance) const;
    /// The node with exactly this identifier.
    Fact at(const Oid& oid) const;
    /// By "ifIndex" or "IF-MIB::ifIndex". Of a name that several modules use the one without a module gives any.
    Fact named(const QString& name) const;

    const std::vector<Table>& tables() const { return *tables_; }
    bool isEmpty() const { return entries_.empty(); }

private:
    std::int32_t indexOfNearest(const Oid& oid) const; ///< -1 for none
    struct Entry {
        Fact fact;
        std::int32_t above = -1; ///< the nearest entry whose identifier is a prefix
    };
    std::shared_ptr<const std::vector<Table>> tables_ = std::make_shared<std::vector<Table>>();
    std::vector<Entry> entries_; ///< by identifier
    QHash<QString, Fact> names_;
};

} // namespace trunkline::snmp::mib
