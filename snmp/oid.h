// An SNMP object identifier (RFC 2578 section 3.5, X.660).
#pragma once

#include <QString>
#include <QVarLengthArray>

#include <algorithm>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>

namespace trunkline::snmp {

/// Up to 128 arcs of 32 bits, ordered as an agent walks them (RFC 3416: lexicographic by arc).
class Oid {
public:
    static constexpr std::size_t maxArcs = 128;

    Oid() = default;
    Oid(std::initializer_list<std::uint32_t> arcs) : arcs_(arcs) {}
    explicit Oid(std::span<const std::uint32_t> arcs) : arcs_(arcs.begin(), arcs.end()) {}

    /// Reads "1.3.6.1" or ".1.3.6.1". Nothing when an arc is missing, is no number, does not fit
    /// 32 bits, or there are more than 128 arcs.
    static std::optional<Oid> parse(QStringView text);

    /// "1.3.6.1", without a leading dot; empty for the empty identifier.
    QString toString() const;

    std::span<const std::uint32_t> arcs() const { return {arcs_.constData(), size()}; }
    std::size_t size() const { return std::size_t(arcs_.size()); }
    bool empty() const { return arcs_.isEmpty(); }
    std::uint32_t operator[](std::size_t i) const { return arcs_[qsizetype(i)]; }
    std::uint32_t last() const { return arcs_.back(); }

    bool startsWith(const Oid& prefix) const;
    /// The arcs behind `prefix`, that is the index of a table row. Requires startsWith(prefix).
    Oid after(const Oid& prefix) const;

    Oid operator+(std::uint32_t arc) const;
    Oid operator+(const Oid& tail) const;

    std::strong_ordering operator<=>(const Oid& other) const
    {
        return std::lexicographical_compare_three_way(arcs_.cbegin(), arcs_.cend(), other.arcs_.cbegin(), other.arcs_.cend());
    }
    bool operator==(const Oid& other) const { return arcs_ == other.arcs_; }

private:
    QVarLengthArray<std::uint32_t, 20> arcs_; ///< hardly any is longer, and traps have many
};

size_t qHash(const Oid& oid, size_t seed = 0);

} // namespace trunkline::snmp
