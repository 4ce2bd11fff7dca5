// What lists sort by and search in.
#pragma once

#include <QString>

#include <variant>

namespace trunkline {

/// An integer (also instants and amounts in their smallest unit), a measured figure, or text
/// made by naturalKey(). Values of one column are of one kind.
using SortKey = std::variant<qint64, double, QString>;

/// Text as people order it: letters without case and accents, runs of figures by their number,
/// so "ge-0/0/2" comes before "ge-0/0/10".
QString naturalKey(QStringView text);

/// Text as people search in it: without case and accents.
QString searchable(QStringView text);

} // namespace trunkline
