// RADIUS accounting as FreeRADIUS writes it to "detail" files (RFC 2866, RFC 2869): blocks of attributes into sessions. Bounded:
// untrusted text costs no more than its length, and what is no accounting is counted, not guessed.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <string_view>

namespace trunkline::rating {

/// One session; octets are whole numbers of 64 bits, gigawords included.
struct RadiusSession {
    QString user;
    QString nas;     ///< NAS-Identifier, else its address
    QString session; ///< Acct-Session-Id: unique together with the NAS and the start
    std::int64_t startMs = 0;
    std::int64_t seconds = 0;
    std::int64_t inputOctets = 0;  ///< from the subscriber
    std::int64_t outputOctets = 0; ///< to the subscriber
    bool hasStopped = false; ///< otherwise it is what the last interim update said
    bool operator==(const RadiusSession&) const = default;
};

struct RadiusDetail {
    QList<RadiusSession> sessions;  ///< those that stopped in the order of their stops, then those that did not, by NAS and session
    std::int64_t blocks = 0;
    std::int64_t repeated = 0;      ///< stops sent again, and updates that came late
    std::int64_t other = 0;         ///< Accounting-On, -Off and the like
    QList<std::int64_t> brokenAt;   ///< lines at which blocks begin that name no session, user, time, or a number that is none
};

/// The whole file. A block that the file's end cuts off is broken.
RadiusDetail readRadiusDetail(std::string_view text);

/// "session,nas,user,start,seconds,input,output,total,stopped" with a heading: for a mapping with timeFormat "epoch" and the keys
/// session and NAS.
QByteArray toCsv(const QList<RadiusSession>& sessions);

} // namespace trunkline::rating
