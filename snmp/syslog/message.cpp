#include "snmp/syslog/message.h"

#include "snmp/syslog/writtentime.h"

#include <QStringDecoder>

namespace trunkline::syslog {

namespace {

constexpr int highestPriority = 191;
constexpr qsizetype mostElements = 64;
constexpr qsizetype mostParameters = 256;
constexpr qsizetype longestHost = 255, longestApp = 48, longestProcess = 128, longestMessageId = 32, longestName = 32; // RFC 5424, 6

/// UTF-8; Latin 1 when it is none. A cut may have halved the last character. Control characters become their pictures, so that
/// a line stays one and no NUL ends it.
QString textOf(QByteArrayView bytes, bool cut)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    while (!bytes.isEmpty() && (bytes.back() == '\n' || bytes.back() == '\r' || bytes.back() == '\0'))
        bytes.chop(1);
    if (cut) {
        qsizetype behind = bytes.size();
        while (behind > 0 && bytes.size() - behind < 4 && (quint8(bytes[behind - 1]) & 0xC0) == 0x80)
            --behind;
        if (behind > 0 && quint8(bytes[behind - 1]) >= 0xC0)
            bytes = bytes.first(behind - 1);
    }
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8(bytes);
    if (utf8.hasError())
        text = QString::fromLatin1(bytes);
    for (QChar& c : text) {
        if (c.unicode() < 0x20 && c != u'\t')
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f)
            c = QChar(0x2421);
        else if (c.unicode() > 0x7f && c.unicode() < 0xa0)
            c = QChar::ReplacementCharacter;
    }
    return text;
}

bool isTagLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '/' || c == '%' || c == '@' || c == '(' || c == ')';
}

bool takePriority(Cursor& cursor, Message& message)
{
    Cursor ahead = cursor;
    if (!ahead.take('<'))
        return false;
    const auto priority = ahead.takeNumber(3);
    if (!priority || *priority > highestPriority || !ahead.take('>'))
        return false;
    message.facility = *priority / 8;
    message.severity = *priority % 8;
    cursor = ahead;
    return true;
}

/// A field of the header and the space behind it; "-" is NILVALUE.
bool takeField(Cursor& cursor, qsizetype longest, QString& field)
{
    const QByteArrayView word = cursor.takeWhile(longest, isPrintable);
    if (word.isEmpty())
        return false;
    field = word == QByteArrayView("-") ? QString() : QString::fromLatin1(word);
    return cursor.atEnd() || cursor.take(' ');
}

QByteArrayView takeName(Cursor& cursor)
{
    return cursor.takeWhile(longestName, [](char c) { return isPrintable(c) && c != '=' && c != ']' && c != '"'; });
}

bool takeValue(Cursor& cursor, QByteArray& value)
{
    if (!cursor.take('"'))
        return false;
    while (!cursor.atEnd() && cursor.peek() != '"') {
        const bool escaped = cursor.peek() == '\\' && (cursor.peek(1) == '"' || cursor.peek(1) == '\\' || cursor.peek(1) == ']');
        if (!escaped && cursor.peek() == ']')
            return false;
        cursor.skip(escaped ? 1 : 0);
        value.append(cursor.peek());
        cursor.skip(1);
    }
    return cursor.take('"');
}

bool takeElement(Cursor& cursor, Element& element, qsizetype& parameters)
{
    if (!cursor.take('['))
        return false;
    element.id = QString::fromLatin1(takeName(cursor));
    while (!element.id.isEmpty() && cursor.take(' ')) {
        const QByteArrayView name = takeName(cursor);
        QByteArray value;
        if (name.isEmpty() || !cursor.take('=') || !takeValue(cursor, value) || ++parameters > mostParameters)
            return false;
        element.parameters.append({QString::fromLatin1(name), textOf(value, false)});
    }
    return !element.id.isEmpty() && cursor.take(']');
}

bool takeData(Cursor& cursor, QList<Element>& data)
{
    if (cursor.take('-'))
        return cursor.atEnd() || cursor.take(' ');
    qsizetype parameters = 0;
    do {
        Element element;
        if (data.size() == mostElements || !takeElement(cursor, element, parameters))
            return false;
        data.append(element);
    } while (cursor.peek() == '[');
    return cursor.atEnd() || cursor.take(' ');
}

/// Behind "<PRI>1 ". False when its header is none: then it is read as the older format.
bool readNew(Cursor cursor, Message& message)
{
    Message read = message;
    read.format = Format::Rfc5424;
    if (cursor.peek() == '-' && cursor.peek(1) == ' ')
        cursor.skip(1);
    else if (!(read.written = takeIsoTime(cursor)))
        return false;
    if (!cursor.take(' ') || !takeField(cursor, longestHost, read.hostName) || !takeField(cursor, longestApp, read.app) || !takeField(cursor, longestProcess, read.processId)
        || !takeField(cursor, longestMessageId, read.messageId))
        return false;
    Cursor behind = cursor;
    if (takeData(behind, read.data)) {
        cursor = behind;
    } else {
        read.data.clear();
        read.damagedData = true;
    }
    read.text = textOf(cursor.rest(), read.cut);
    message = read;
    return true;
}

/// "sshd[123]: ", "%LINK-3-UPDOWN: ", "ifmgr[12]: ".
bool takeTag(Cursor& cursor, Message& message)
{
    Cursor ahead = cursor;
    const QByteArrayView tag = ahead.takeWhile(longestApp, isTagLetter);
    if (tag.isEmpty())
        return false;
    QByteArrayView process;
    if (ahead.take('[')) {
        process = ahead.takeWhile(longestProcess, [](char c) { return isPrintable(c) && c != ']'; });
        if (!ahead.take(']'))
            return false;
    }
    Cursor spaced = ahead;
    spaced.skipSpaces();
    if (ahead.peek() != ':' && !(tag.front() == '%' && spaced.peek() == ':')) // IOS XR writes "%PKT_INFRA-LINK-3-UPDOWN : "
        return false;
    ahead = spaced;
    ahead.take(':');
    if (!ahead.atEnd() && ahead.peek() != ' ' && tag.front() != '%')
        return false; // "10:00", "a::b", "http://"
    ahead.skipSpaces();
    message.app = QString::fromLatin1(tag);
    message.processId = QString::fromLatin1(process);
    cursor = ahead;
    return true;
}

/// What stands before a date: Cisco's sequence number, a name and a colon.
std::optional<WrittenTime> takeDatedHead(Cursor& cursor, Message& message)
{
    cursor.skipSpaces();
    Cursor ahead = cursor;
    const auto number = ahead.takeNumber(9);
    if (!number || !ahead.take(':'))
        ahead = cursor;
    ahead.take(':');
    ahead.skipSpaces();
    if (auto written = takeTime(ahead)) {
        cursor = ahead;
        return written;
    }
    const QByteArrayView name = ahead.takeWhile(longestHost, [](char c) { return isPrintable(c) && c != ':'; });
    if (name.isEmpty() || !ahead.take(':'))
        return std::nullopt;
    ahead.skipSpaces();
    auto written = takeTime(ahead);
    if (!written)
        return std::nullopt;
    // "RP/0/RSP0/CPU0:" of IOS XR is a card, not a host.
    if (!name.contains('/'))
        message.hostName = QString::fromLatin1(name);
    cursor = ahead;
    return written;
}

void readOld(Cursor cursor, Message& message)
{
    const QByteArrayView before = cursor.rest();
    message.written = takeDatedHead(cursor, message);
    message.format = message.written ? Format::Rfc3164 : Format::Bare;
    const bool colon = message.written && before.size() > cursor.rest().size() && before[before.size() - cursor.rest().size() - 1] == ':';
    cursor.skipSpaces();
    if (message.written && !colon && message.hostName.isEmpty()) {
        Message unused;
        Cursor tag = cursor;
        Cursor ahead = cursor;
        const QByteArrayView host = ahead.takeWhile(longestHost, isPrintable);
        if (!takeTag(tag, unused) && !host.isEmpty() && ahead.take(' ')) {
            message.hostName = QString::fromLatin1(host);
            cursor = ahead;
            cursor.skipSpaces();
        }
    }
    if (cursor.peek() == '%' && cursor.peek(1) == '%')
        cursor.skip(1); // Huawei and H3C: "%%01IFNET/4/LINK_STATE(l)[12]:The line …"
    takeTag(cursor, message);
    message.text = textOf(cursor.rest(), message.cut);
}

} // namespace

Message readMessage(QByteArrayView bytes, qsizetype sentOctets)
{
    Message message;
    message.octets = std::max(sentOctets, bytes.size());
    message.cut = message.octets > longestMessage;
    Cursor cursor(bytes.first(std::min(bytes.size(), longestMessage)));
    if (takePriority(cursor, message) && cursor.peek() == '1' && cursor.peek(1) == ' ') {
        Cursor behind = cursor;
        behind.skip(2);
        if (readNew(behind, message))
            return message;
    }
    readOld(cursor, message);
    return message;
}

QString Message::subject() const
{
    QString head = app;
    if (!messageId.isEmpty())
        head += (head.isEmpty() ? QString() : QStringLiteral(" ")) + messageId;
    return head.isEmpty() ? text : head + QStringLiteral(": ") + text;
}

std::optional<QString> Message::parameter(QStringView element, QStringView name) const
{
    for (const Element& each : data) {
        if (each.id != element && QStringView(each.id).left(each.id.indexOf(u'@')) != element)
            continue;
        for (const Parameter& parameter : each.parameters)
            if (parameter.name == name)
                return parameter.value;
    }
    return std::nullopt;
}

QString facilityName(int facility)
{
    static constexpr const char* names[] = {"kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock",
                                            "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"};
    return facility >= 0 && facility < int(std::size(names)) ? QString::fromLatin1(names[facility]) : QString::number(facility);
}

QString severityName(int severity)
{
    static constexpr const char* names[] = {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};
    return severity >= 0 && severity < int(std::size(names)) ? QString::fromLatin1(names[severity]) : QString::number(severity);
}

} // namespace trunkline::syslog
