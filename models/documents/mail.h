// An e-mail with files (RFC 5322, MIME), and how it is handed to a server (SMTP, RFC 5321, by libcurl).
#pragma once

#include "models/core/timestamp.h"
#include "models/documents/documentfile.h"

namespace trunkline::documents {

enum class MailSecurity {
    StartTls, ///< must be offered, or nothing is sent
    Tls,      ///< from the first byte
    None,     ///< for servers on this machine
};

struct MailServer {
    QString host;
    int port = 587;
    MailSecurity security = MailSecurity::StartTls;
    QString user;        ///< empty: the server asks for none
    QString fromAddress;
    QString fromName;
    QString caFile;      ///< the certificate authority of a server of the house; empty: the system's
    bool operator==(const MailServer&) const = default;
};

/// "starttls", "tls", "none".
QString nameOf(MailSecurity security);
/// Throws InvalidInput listing those that exist.
MailSecurity mailSecurityNamed(const QString& name);

struct Mail {
    QString messageId; ///< "0195…@example.org": the same when it is sent again, so that receivers can tell
    Timestamp at;
    QString to;
    QString subject;
    QString body;
    QList<DocumentFile> files;
};

/// The message as it goes over the wire, with CRLF. The same value gives the same bytes.
QByteArray mimeMessage(const MailServer& server, const Mail& mail);

enum class MailOutcome {
    Sent,
    TryAgain, ///< no connection, or the server says later (4xx)
    Rejected, ///< the server will never take it (5xx), or does not let us in
    Unclear,  ///< the whole message went out and no answer came: it may have been delivered
};
struct MailResult {
    MailOutcome outcome = MailOutcome::TryAgain;
    QString problem; ///< a sentence; never the password
};

/// Waits for the server, at most `timeoutMs`.
MailResult sendMail(const MailServer& server, const QString& password, const Mail& mail, long timeoutMs = 60'000);

} // namespace trunkline::documents
