#include "snmp/wire.h"

namespace trunkline::snmp {

namespace {

constexpr quint8 berInteger = 0x02;
constexpr quint8 berOctets = 0x04;
constexpr quint8 berSequence = 0x30;
constexpr qsizetype longestEngineId = 32;
constexpr qsizetype longestUser = 32;

/// Reads one definite-length element after the other and never looks behind the end it was given.
class BerReader {
public:
    explicit BerReader(QByteArrayView bytes) : rest_(bytes) {}

    std::optional<QByteArrayView> take(quint8 tag)
    {
        if (rest_.size() < 2 || quint8(rest_[0]) != tag)
            return std::nullopt;
        qsizetype at = 2;
        std::size_t length = quint8(rest_[1]);
        if (length & 0x80) {
            const int octets = int(length & 0x7f);
            if (octets == 0 || octets > 4 || rest_.size() < 2 + octets)
                return std::nullopt;
            length = 0;
            for (; at < 2 + octets; ++at)
                length = length << 8 | quint8(rest_[at]);
        }
        if (length > std::size_t(rest_.size() - at))
            return std::nullopt;
        const QByteArrayView content = rest_.sliced(at, qsizetype(length));
        rest_ = rest_.sliced(at + qsizetype(length));
        return content;
    }

    std::optional<qint64> takeInteger()
    {
        const auto content = take(berInteger);
        if (!content || content->isEmpty() || content->size() > 5)
            return std::nullopt;
        qint64 number = qint8(content->front());
        for (qsizetype i = 1; i < content->size(); ++i)
            number = number * 256 + quint8((*content)[i]);
        return number;
    }

    bool atEnd() const { return rest_.isEmpty(); }

private:
    QByteArrayView rest_;
};

bool peekUsmParameters(QByteArrayView parameters, Envelope& envelope)
{
    BerReader outer(parameters);
    const auto sequence = outer.take(berSequence);
    if (!sequence || !outer.atEnd())
        return false;
    BerReader fields(*sequence);
    const auto engineId = fields.take(berOctets);
    const auto boots = engineId ? fields.takeInteger() : std::nullopt;
    const auto time = boots ? fields.takeInteger() : std::nullopt;
    const auto user = time ? fields.take(berOctets) : std::nullopt;
    if (!user || engineId->size() > longestEngineId || user->size() > longestUser)
        return false;
    if (*boots < 0 || *boots > 0x7fffffff || *time < 0 || *time > 0x7fffffff)
        return false;
    envelope.engineId = engineId->toByteArray();
    envelope.engineBoots = quint32(*boots);
    envelope.engineTime = quint32(*time);
    envelope.user = user->toByteArray();
    return true;
}

bool peekV3Header(BerReader& message, Envelope& envelope)
{
    const auto global = message.take(berSequence);
    const auto parameters = global ? message.take(berOctets) : std::nullopt;
    if (!parameters)
        return false;
    BerReader fields(*global);
    const auto id = fields.takeInteger();
    const auto size = id ? fields.takeInteger() : std::nullopt;
    const auto flags = size ? fields.take(berOctets) : std::nullopt;
    const auto model = flags ? fields.takeInteger() : std::nullopt;
    if (!model || flags->size() != 1 || *id < 0 || *id > 0x7fffffff)
        return false;
    envelope.flags = quint8(flags->front());
    envelope.securityModel = int(*model);
    return *model == 3 && peekUsmParameters(*parameters, envelope);
}

} // namespace

std::optional<Envelope> peekEnvelope(QByteArrayView bytes)
{
    BerReader datagram(bytes);
    const auto content = datagram.take(berSequence);
    if (!content || !datagram.atEnd())
        return std::nullopt;
    BerReader message(*content);
    const auto version = message.takeInteger();
    if (!version || (*version != 0 && *version != 1 && *version != 3))
        return std::nullopt;
    Envelope envelope;
    envelope.version = int(*version);
    if (envelope.version == 3 && !peekV3Header(message, envelope))
        return std::nullopt;
    if (envelope.version != 3 && !message.take(berOctets))
        return std::nullopt;
    return envelope;
}

} // namespace trunkline::snmp
