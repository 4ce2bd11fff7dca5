#include "snmp/mib/displayhint.h"

#include <QList>

#include <algorithm>

namespace trunkline::snmp::mib {

namespace {

/// One part of an octet format: "1x:", "*1d./".
struct OctetFormat {
    bool repeated = false; ///< the first octet says how often
    qsizetype length = 0;  ///< octets of one application
    QChar format;
    QChar separator;       ///< null for none
    QChar terminator;      ///< null for none; only of a repeated one
};

bool isSeparator(QChar c)
{
    return !c.isDigit() && c != u'*';
}

/// Nothing when the hint breaks the grammar.
std::optional<QList<OctetFormat>> octetFormatsOf(QStringView hint)
{
    QList<OctetFormat> formats;
    for (qsizetype i = 0; i < hint.size();) {
        OctetFormat format;
        if (hint[i] == u'*') {
            format.repeated = true;
            ++i;
        }
        const qsizetype digits = i;
        for (; i < hint.size() && hint[i].isDigit() && i - digits < 6; ++i)
            format.length = format.length * 10 + hint[i].digitValue();
        if (i == digits || i == hint.size() || !QStringLiteral("xdoat").contains(hint[i]))
            return std::nullopt;
        format.format = hint[i++];
        if (i < hint.size() && isSeparator(hint[i])) {
            format.separator = hint[i++];
            if (format.repeated && i < hint.size() && isSeparator(hint[i]))
                format.terminator = hint[i++];
        }
        formats.append(format);
    }
    return formats.isEmpty() ? std::nullopt : std::optional(formats);
}

QString shownOctets(const QByteArray& octets, QChar format)
{
    switch (format.unicode()) {
    case u'a': return QString::fromLatin1(octets);
    case u't': return QString::fromUtf8(octets);
    case u'x': return QString::fromLatin1(octets.toHex());
    default: break;
    }
    if (octets.size() > 8) // no number of ours is that wide
        return QString::fromLatin1(octets.toHex());
    quint64 number = 0;
    for (const char octet : octets)
        number = number << 8 | quint8(octet);
    return QString::number(number, format == u'o' ? 8 : 10);
}

} // namespace

std::optional<QString> hintedInteger(QStringView hint, qint64 value)
{
    if (hint == u"x")
        return QString::number(value, 16);
    if (hint == u"o")
        return QString::number(value, 8);
    if (hint == u"b")
        return QString::number(value, 2);
    if (!hint.startsWith(u'd'))
        return std::nullopt;
    if (hint.size() == 1)
        return QString::number(value);
    bool number = false;
    const int places = hint.sliced(1).startsWith(u'-') ? hint.sliced(2).toInt(&number) : 0;
    if (!number || places < 0 || places > 18)
        return std::nullopt;
    QString digits = QString::number(value < 0 ? 0 - quint64(value) : quint64(value)).rightJustified(places + 1, u'0');
    if (places > 0)
        digits.insert(digits.size() - places, u'.');
    return (value < 0 ? QStringLiteral("-") : QString()) + digits;
}

std::optional<QString> hintedOctets(QStringView hint, const QByteArray& octets)
{
    const auto formats = octetFormatsOf(hint);
    if (!formats)
        return std::nullopt;
    QString shown;
    qsizetype at = 0;
    for (qsizetype part = 0; at < octets.size(); part = std::min(part + 1, formats->size() - 1)) {
        const OctetFormat& format = formats->at(part);
        const qsizetype before = at;
        const qsizetype times = format.repeated ? quint8(octets[at++]) : 1;
        for (qsizetype i = 0; i < times && at < octets.size(); ++i) {
            const qsizetype length = std::min(format.length, octets.size() - at);
            shown += shownOctets(octets.mid(at, length), format.format);
            at += length;
            const bool terminates = !format.terminator.isNull() && i + 1 == times;
            if (at < octets.size() && !format.separator.isNull() && !terminates)
                shown += format.separator;
        }
        if (!format.terminator.isNull() && at < octets.size())
            shown += format.terminator;
        if (at == before)
            break; // a length of zero would go on for ever: what is left has no format
    }
    return shown;
}

} // namespace trunkline::snmp::mib
