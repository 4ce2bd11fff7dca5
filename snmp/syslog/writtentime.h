// Dates in the logs of devices.
#pragma once

#include "snmp/syslog/message.h"

namespace trunkline::syslog {

/// A view that is eaten from the front. Never leaves its octets.
class Cursor {
public:
    explicit Cursor(QByteArrayView bytes) : rest_(bytes) {}

    bool atEnd() const { return rest_.isEmpty(); }
    char peek(qsizetype at = 0) const { return at < rest_.size() ? rest_[at] : '\0'; }
    QByteArrayView rest() const { return rest_; }
    void skip(qsizetype count) { rest_ = rest_.sliced(std::min(count, rest_.size())); }
    void skipSpaces()
    {
        while (peek() == ' ' || peek() == '\t')
            skip(1);
    }
    bool take(char c)
    {
        const bool is = !atEnd() && peek() == c;
        if (is)
            skip(1);
        return is;
    }
    /// Up to `most` octets that fulfil `test`.
    template <class Test>
    QByteArrayView takeWhile(qsizetype most, Test test)
    {
        qsizetype count = 0;
        while (count < most && count < rest_.size() && test(rest_[count]))
            ++count;
        const QByteArrayView taken = rest_.first(count);
        skip(count);
        return taken;
    }
    /// One to `most` digits as a number.
    std::optional<int> takeNumber(int most);

private:
    QByteArrayView rest_;
};

inline bool isDigit(char c) { return c >= '0' && c <= '9'; }
inline bool isPrintable(char c) { return c > 32 && c < 127; }

/// RFC 3339, as RFC 5424 narrows it: "2026-03-01T12:00:00.123+01:00". The cursor moves only when it is one.
std::optional<WrittenTime> takeIsoTime(Cursor& cursor);
/// "Mar  1 12:00:00", "*Mar 1 2026 12:00:00.123 UTC:", "2026 Mar  1 12:00:00 CET:", or takeIsoTime(). A zone counts only before a colon: otherwise it
/// would be the name of a host. The cursor moves only when it is one, and then behind the colon that ends it.
std::optional<WrittenTime> takeTime(Cursor& cursor);

} // namespace trunkline::syslog
