#include "models/rating/csvline.h"

#include <algorithm>
#include <cstring>

namespace trunkline::rating {

CsvReader::CsvReader(std::string_view text, char separator, char quote) : text_(text), separator_(separator), quote_(quote)
{
    if (text_.substr(0, 3) == "\xEF\xBB\xBF")
        position_ = 3;
}

CsvState CsvReader::next()
{
    fields_.clear();
    undone_.clear();
    while (position_ < text_.size() && (text_[position_] == '\n' || text_[position_] == '\r'))
        linesRead_ += text_[position_++] == '\n';
    if (position_ >= text_.size())
        return CsvState::End;
    lineNumber_ = linesRead_ + 1;
    const std::size_t start = position_;
    // The end of the line: outside of quotes. Most lines have none.
    const char* const data = text_.data();
    std::size_t end = text_.size();
    if (const void* newline = std::memchr(data + start, '\n', end - start))
        end = std::size_t(static_cast<const char*>(newline) - data);
    bool isQuoted = std::memchr(data + start, quote_, end - start) != nullptr;
    bool isWhole = true;
    if (isQuoted) {
        bool inside = false;
        const std::size_t most = std::min(text_.size(), start + longestLine);
        for (end = start; end < most && (inside || data[end] != '\n'); ++end) {
            inside ^= data[end] == quote_;
            linesRead_ += data[end] == '\n';
        }
        isWhole = !inside && (end < most || most == text_.size());
    }
    isWhole = isWhole && end - start <= longestLine;
    position_ = std::min(end + 1, text_.size());
    linesRead_ += end < text_.size() && data[end] == '\n';
    line_ = text_.substr(start, std::min(end - start, longestLine));
    if (!isWhole) { // go on behind the line's first end, so that one open quote doesn't swallow the file
        if (const void* newline = std::memchr(data + start, '\n', text_.size() - start)) {
            linesRead_ = lineNumber_;
            position_ = std::size_t(static_cast<const char*>(newline) - data) + 1;
            line_ = text_.substr(start, std::min(position_ - 1 - start, longestLine));
        } else {
            position_ = text_.size();
        }
        return CsvState::Unfinished;
    }
    if (!line_.empty() && line_.back() == '\r')
        line_.remove_suffix(1);
    undone_.reserve(isQuoted ? std::size_t(std::count(line_.begin(), line_.end(), separator_)) + 1 : 0); // views into them must stay
    for (std::size_t at = 0; at <= line_.size();) {
        if (at < line_.size() && line_[at] == quote_) {
            std::string& field = undone_.emplace_back();
            for (++at; at < line_.size(); ++at) {
                if (line_[at] == quote_ && (at + 1 >= line_.size() || line_[at + 1] != quote_))
                    break;
                at += line_[at] == quote_;
                field += line_[at];
            }
            at = std::min(line_.find(separator_, at), line_.size());
            fields_.push_back(field);
        } else {
            const std::size_t stop = std::min(line_.find(separator_, at), line_.size());
            fields_.push_back(line_.substr(at, stop - at));
            at = stop;
        }
        ++at;
    }
    return CsvState::Line;
}

} // namespace trunkline::rating
