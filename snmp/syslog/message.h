// One line of a device's log as it was sent: RFC 5424, or what RFC 3164 describes and vendors make of it.
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace trunkline::syslog {

/// What is kept of one message, in octets (RFC 5424, 6.1 asks receivers for 2048 and allows to cut what is more).
inline constexpr qsizetype longestMessage = 8192;

enum class Format : quint8 {
    Rfc5424,
    Rfc3164, ///< has a date, as RFC 3164 or a vendor writes it
    Bare,    ///< no date that can be read; maybe not even a priority
};

/// A date as it was written. RFC 3164 leaves out year and zone.
struct WrittenTime {
    std::optional<int> year;
    int month = 1;
    int day = 1;
    QTime time;
    std::optional<int> offsetSeconds; ///< east of UTC
    bool unsure = false;              ///< the device says that its clock is not set (Cisco's "*" and ".")
    bool operator==(const WrittenTime&) const = default;
};

/// The instant in milliseconds since 1970 (UTC). What is missing comes from the instant of receipt (the year that brings it nearest) and the zone
/// of the device. Nothing for a date that does not exist.
std::optional<qint64> instantOf(const WrittenTime& written, qint64 receivedMs, const QTimeZone& zone);

struct Parameter {
    QString name;
    QString value;
    bool operator==(const Parameter&) const = default;
};
/// SD-ELEMENT of RFC 5424, 6.3.
struct Element {
    QString id;
    QList<Parameter> parameters;
    bool operator==(const Element&) const = default;
};

struct Message {
    Format format = Format::Bare;
    int facility = 1;  ///< 0 to 23; user-level when the message does not say (RFC 3164, 4.3.3)
    int severity = 5;  ///< 0 (emergency) to 7 (debug); notice when it does not say
    std::optional<WrittenTime> written;
    QString hostName;
    QString app;       ///< APP-NAME, or the TAG of RFC 3164: "sshd", "%LINK-3-UPDOWN"
    QString processId;
    QString messageId; ///< MSGID of RFC 5424
    QList<Element> data;
    QString text;      ///< control characters as their pictures; tabs stay
    qsizetype octets = 0;   ///< as long as it was sent
    bool cut = false;       ///< longer than longestMessage: the rest is not here
    bool damagedData = false; ///< structured data that breaks RFC 5424: it stands in the text as it came
    // Filled in by the receiver.
    QString sourceAddress;
    quint16 sourcePort = 0;
    QString transport; ///< "udp", "tcp", "tls"
    qint64 waitedMs = 0; ///< in the receiver's queue
    bool operator==(const Message&) const = default;

    /// What rules look into: application, message id and text in one line, "mib2d SNMP_TRAP_LINK_DOWN: ifIndex 5 …".
    QString subject() const;
    /// The value of a parameter of structured data; nothing without it. `element` may leave out what follows its "@".
    std::optional<QString> parameter(QStringView element, QStringView name) const;
};

/// Reads one message. Never fails: what can't be understood is text. Reads at most longestMessage octets of it; `sentOctets` is how long it
/// was when it was cut before.
Message readMessage(QByteArrayView bytes, qsizetype sentOctets = -1);

/// "local7", "daemon"; for machines and people alike (RFC 5424, table 1; the names of syslog.conf).
QString facilityName(int facility);
/// "err", "notice" (RFC 5424, table 2).
QString severityName(int severity);

} // namespace trunkline::syslog

Q_DECLARE_METATYPE(trunkline::syslog::Message)
