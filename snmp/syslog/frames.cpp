#include "snmp/syslog/frames.h"

#include "snmp/syslog/message.h"
#include "snmp/syslog/writtentime.h"

#include <utility>

namespace trunkline::syslog {

static constexpr qsizetype longestLength = 9; // digits of MSG-LEN

static bool endsLine(char c)
{
    return c == '\n' || c == '\0';
}

void FrameSplitter::feed(QByteArrayView bytes, const OnFrame& onFrame)
{
    while (!bytes.isEmpty()) {
        const char c = bytes.front();
        switch (state_) {
        case State::Start:
            if (endsLine(c) || c == '\r' || c == ' ')
                bytes = bytes.sliced(1); // between messages
            else
                state_ = c >= '1' && c <= '9' ? State::Length : State::Line;
            break;
        case State::Length:
            if (isDigit(c) && kept_.size() < longestLength) {
                kept_.append(c);
                bytes = bytes.sliced(1);
            } else if (c == ' ') {
                left_ = kept_.toLongLong();
                kept_.clear();
                state_ = State::Counted;
                bytes = bytes.sliced(1);
            } else {
                octets_ = kept_.size(); // a line that begins with a digit
                state_ = State::Line;
            }
            break;
        case State::Counted: {
            const qsizetype some = std::min(left_, bytes.size());
            kept_.append(bytes.first(std::min(some, longestMessage - kept_.size())));
            octets_ += some;
            left_ -= some;
            bytes = bytes.sliced(some);
            if (left_ == 0)
                finish(onFrame);
            break;
        }
        case State::Line: {
            qsizetype some = 0;
            while (some < bytes.size() && !endsLine(bytes[some]))
                ++some;
            kept_.append(bytes.first(std::min(some, longestMessage - kept_.size())));
            octets_ += some;
            const bool ended = some < bytes.size();
            bytes = bytes.sliced(ended ? some + 1 : some);
            if (ended)
                finish(onFrame);
            break;
        }
        }
    }
}

void FrameSplitter::end(const OnFrame& onFrame)
{
    if (state_ == State::Length)
        octets_ = kept_.size();
    if (state_ != State::Start && octets_ > 0)
        finish(onFrame);
    *this = {};
}

void FrameSplitter::finish(const OnFrame& onFrame)
{
    const QByteArray message = std::exchange(kept_, {});
    const qsizetype octets = std::exchange(octets_, 0);
    left_ = 0;
    state_ = State::Start;
    if (octets > 0)
        onFrame(message, octets);
}

} // namespace trunkline::syslog
