// Whatever octets arrive as syslog: the reader stays inside them, its text has no control characters, and a stream gives the same
// messages however it is cut into pieces.
#include "snmp/syslog/frames.h"
#include "snmp/syslog/message.h"

#include <cstdint>
#include <cstdlib>

using namespace trunkline::syslog;

namespace {

void requireThat(bool holds)
{
    if (!holds)
        std::abort();
}

void read(QByteArrayView bytes, qsizetype octets)
{
    requireThat(bytes.size() <= longestMessage);
    const Message message = readMessage(bytes, octets);
    requireThat(message.facility >= 0 && message.facility <= 23 && message.severity >= 0 && message.severity <= 7);
    for (const QChar c : message.text)
        requireThat(c.unicode() >= 0x20 || c == u'\t');
    requireThat(message.cut == (octets > longestMessage));
    if (message.written) {
        instantOf(*message.written, 1'772'323'200'000, QTimeZone::utc());
        requireThat(message.written->time.isValid());
    }
    requireThat(message.subject().size() >= message.text.size());
    message.parameter(u"alarm", u"perceivedSeverity");
}

QByteArrayList framesOf(QByteArrayView stream, qsizetype piece)
{
    FrameSplitter splitter;
    QByteArrayList frames;
    const auto keep = [&](QByteArrayView bytes, qsizetype octets) {
        frames.append(bytes.toByteArray() + '/' + QByteArray::number(octets));
        read(bytes, octets);
    };
    for (qsizetype at = 0; at < stream.size(); at += piece)
        splitter.feed(stream.sliced(at, std::min(piece, stream.size() - at)), keep);
    splitter.end(keep);
    return frames;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    read(bytes.first(std::min(bytes.size(), longestMessage)), bytes.size());
    requireThat(framesOf(bytes, std::max<qsizetype>(1, bytes.size())) == framesOf(bytes, 1 + qsizetype(size % 7)));
    return 0;
}
