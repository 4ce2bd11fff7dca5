// Messages out of a stream: RFC 6587 (octet counting, and lines that end in LF or NUL) and RFC 5425, decided for each message.
#pragma once

#include <QByteArray>

#include <functional>

namespace trunkline::syslog {

/// Bounded: of a message longer than longestMessage the rest is read over and not kept.
class FrameSplitter {
public:
    /// `octets` is how long the message was.
    using OnFrame = std::function<void(QByteArrayView bytes, qsizetype octets)>;

    void feed(QByteArrayView bytes, const OnFrame& onFrame);
    /// The stream has ended: what came last need not end in LF. Of a counted message that is not whole, what came is given.
    void end(const OnFrame& onFrame);

private:
    enum class State : quint8 { Start, Length, Counted, Line };
    void finish(const OnFrame& onFrame);

    State state_ = State::Start;
    QByteArray kept_;
    qsizetype octets_ = 0; ///< of the message so far
    qsizetype left_ = 0;   ///< of a counted one
};

} // namespace trunkline::syslog
