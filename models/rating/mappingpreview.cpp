#include "models/rating/mappingpreview.h"

#include "models/core/errors.h"
#include "models/rating/csvline.h"

namespace trunkline::rating {

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

PreviewLine lineOf(LineReader& lines, const CsvReader& reader, CsvState state)
{
    PreviewLine line;
    line.line = reader.lineNumber();
    line.text = textOf(reader.line()).left(2'000);
    UsageRecord record;
    line.trouble = state == CsvState::Line ? lines.read(reader.fields(), reader.line(), record) : Trouble::Unfinished;
    if (line.trouble != Trouble::None)
        return line;
    line.subscriber = textOf(record.subscriber);
    line.start = Timestamp{record.startMs};
    line.quantity = record.quantity;
    line.destination = textOf(record.destination);
    return line;
}

} // namespace

MappingPreview previewMapping(const UsageMapping& mapping, std::string_view beginning, bool isWhole, int most)
{
    if (!isWhole)
        beginning = beginning.substr(0, beginning.rfind('\n') == std::string_view::npos ? beginning.size() : beginning.rfind('\n') + 1);
    MappingPreview preview;
    std::optional<LineReader> lines;
    try {
        lines.emplace(mapping);
    } catch (const InvalidInput& error) {
        preview.unusable = error.sentence();
    }
    const char separator = mapping.separator.unicode() > 0 && mapping.separator.unicode() < 128 ? char(mapping.separator.unicode()) : ',';
    CsvReader reader(beginning, separator);
    for (int at = 0; preview.lines.size() < most; ++at) {
        const CsvState state = reader.next();
        if (state == CsvState::End)
            break;
        const bool isHeading = at < mapping.headerLines;
        if (preview.columns.size() < qsizetype(reader.fields().size()))
            preview.columns.resize(qsizetype(reader.fields().size()));
        for (std::size_t i = 0; i < reader.fields().size(); ++i) {
            PreviewColumn& column = preview.columns[qsizetype(i)];
            if (QString& place = isHeading ? column.heading : column.sample; place.isEmpty())
                place = textOf(reader.fields()[i]).left(60);
        }
        if (!isHeading && lines)
            preview.lines.append(lineOf(*lines, reader, state));
        if (!lines && at > mapping.headerLines + 5)
            break;
    }
    return preview;
}

} // namespace trunkline::rating
