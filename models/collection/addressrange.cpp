#include "models/collection/addressrange.h"

#include "models/collection/columns.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace trunkline::collection {

static InvalidInput badRange(const char* sentence, const QString& range)
{
    return InvalidInput(QCoreApplication::translate("Discovery", sentence).arg(range));
}

/// The address behind, carried over all octets; back to zero at the end.
static QByteArray following(QByteArray octets)
{
    for (qsizetype i = octets.size() - 1; i >= 0; --i) {
        octets[i] = char(quint8(octets[i]) + 1);
        if (octets[i] != 0)
            break;
    }
    return octets;
}

static QByteArray withHostBits(QByteArray octets, int bits, bool set)
{
    for (int bit = bits; bit < octets.size() * 8; ++bit) {
        const int mask = 0x80 >> (bit % 8);
        octets[bit / 8] = char(set ? quint8(octets[bit / 8]) | mask : quint8(octets[bit / 8]) & ~mask);
    }
    return octets;
}

struct RangeEnds {
    QByteArray first;
    QByteArray last;
};

static RangeEnds endsOfNetwork(const QString& range)
{
    if (!isNetwork(range))
        throw badRange(QT_TRANSLATE_NOOP("Discovery", "“%1” is no network; write it as 192.0.2.0/24 or 2001:db8::/120."), range);
    const QByteArray octets = octetsOfAddress(range.section(u'/', 0, 0));
    const int bits = range.section(u'/', 1).toInt();
    RangeEnds ends{withHostBits(octets, bits, false), withHostBits(octets, bits, true)};
    // Nobody is at the address of an IPv4 network, nor at its broadcast address (RFC 3021: but in a /31).
    if (octets.size() == 4 && bits < 31) {
        ends.first = following(ends.first);
        ends.last[3] = char(quint8(ends.last[3]) - 1);
    }
    return ends;
}

static RangeEnds endsOfSpan(const QString& range)
{
    const QString from = range.section(u'-', 0, 0).trimmed();
    QString to = range.section(u'-', 1).trimmed();
    bool isNumber = false;
    to.toUInt(&isNumber);
    if (isNumber && from.contains(u'.')) // 192.0.2.10-40
        to = from.section(u'.', 0, 2) + u'.' + to;
    const RangeEnds ends{octetsOfAddress(from), octetsOfAddress(to)};
    if (ends.first.isEmpty() || ends.first.size() != ends.last.size())
        throw badRange(QT_TRANSLATE_NOOP("Discovery", "“%1” is no range of addresses; write it as 192.0.2.10-192.0.2.40 or 192.0.2.0/24."), range);
    if (std::lexicographical_compare(ends.last.begin(), ends.last.end(), ends.first.begin(), ends.first.end(),
                                     [](char a, char b) { return quint8(a) < quint8(b); }))
        throw badRange(QT_TRANSLATE_NOOP("Discovery", "The range “%1” ends before it begins; write the lower address first."), range);
    return ends;
}

QStringList addressesIn(const QString& range)
{
    const QString text = range.trimmed();
    const RangeEnds ends = text.contains(u'/') ? endsOfNetwork(text) : text.contains(u'-') ? endsOfSpan(text) : endsOfSpan(text + u'-' + text);
    QStringList addresses;
    for (QByteArray octets = ends.first;; octets = following(octets)) {
        if (addresses.size() == maxRangeAddresses)
            throw badRange(QT_TRANSLATE_NOOP("Discovery", "The range “%1” holds more than 65,536 addresses; write smaller ones, or let the neighbours of a seed lead there."), range);
        addresses.append(addressOf(octets));
        if (octets == ends.last)
            return addresses;
    }
}

AgentAddress agentAddress(const QString& text, quint16 port)
{
    static const QRegularExpression withPort(QStringLiteral("^(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):([0-9]{1,5})$"));
    const QString whole = text.trimmed();
    const auto match = withPort.match(whole);
    const QString address = match.hasMatch() ? match.captured(1) + match.captured(2) : whole;
    const uint told = match.hasMatch() ? match.captured(3).toUInt() : port;
    if (!isAddress(address))
        throw badRange(QT_TRANSLATE_NOOP("Discovery", "“%1” is no IP address; name the device by its address, as 192.0.2.1."), whole);
    if (told < 1 || told > 65'535)
        throw badRange(QT_TRANSLATE_NOOP("Discovery", "“%1” names no port; ports go from 1 to 65535."), whole);
    return {address, quint16(told)};
}

} // namespace trunkline::collection
