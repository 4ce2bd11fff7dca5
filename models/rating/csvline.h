// Lines of RFC 4180 as views: fields are not copied unless a quote in them must be undone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trunkline::rating {

enum class CsvState {
    Line,
    End,
    Unfinished, ///< a quoted field that is not closed, or a line longer than `longestLine`
};

class CsvReader {
public:
    static constexpr std::size_t longestLine = 64 * 1024;

    /// `text` must outlive the reader. A byte order mark is skipped.
    explicit CsvReader(std::string_view text, char separator = ',', char quote = '"');

    /// The next line that is not empty. Fields are valid until the next call.
    CsvState next();
    const std::vector<std::string_view>& fields() const { return fields_; }
    /// The whole line without its end, also when it is unfinished.
    std::string_view line() const { return line_; }
    /// Of the line, from 1; a quoted field may hold several lines.
    std::int64_t lineNumber() const { return lineNumber_; }
    /// How far the text is read, for progress.
    std::size_t position() const { return position_; }

private:
    std::string_view text_;
    char separator_;
    char quote_;
    std::size_t position_ = 0;
    std::int64_t lineNumber_ = 0;
    std::int64_t linesRead_ = 0;
    std::string_view line_;
    std::vector<std::string_view> fields_;
    std::vector<std::string> undone_; ///< fields in which quotes stood for quotes
};

} // namespace trunkline::rating
