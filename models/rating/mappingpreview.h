// What a mapping would make of a file, before anything is read: for the person who makes the mapping.
#pragma once

#include "models/rating/usagemapping.h"

namespace trunkline::rating {

/// One line as the mapping reads it.
struct PreviewLine {
    std::int64_t line = 0; ///< of the file, from 1
    QString subscriber;
    std::optional<Timestamp> start;
    std::optional<std::int64_t> quantity;
    QString destination;
    Trouble trouble = Trouble::None;
    QString text; ///< as it stands in the file
    bool operator==(const PreviewLine&) const = default;
};

/// A column of the file: what heads it, and its first value.
struct PreviewColumn {
    QString heading;
    QString sample;
    bool operator==(const PreviewColumn&) const = default;
};

struct MappingPreview {
    QList<PreviewColumn> columns;
    QList<PreviewLine> lines;
    QString unusable; ///< why no line can be read by the mapping; empty when lines can
};

/// `beginning` is the file's first octets; a last line that is cut off is left out unless `isWhole`. At most `most` lines.
/// The mapping may be unfinished: columns are there anyway.
MappingPreview previewMapping(const UsageMapping& mapping, std::string_view beginning, bool isWhole, int most = 50);

} // namespace trunkline::rating
