// The queue of e-mail in the database: what is to be sent, was sent, or must be looked at by a person.
#pragma once

#include "models/access/actor.h"
#include "models/documents/mail.h"
#include "models/store/sealer.h"

namespace trunkline::documents {

using MailMessageId = Id<struct MailMessageTag>;

enum class MailState {
    Queued,
    Sending,
    Sent,
    Failed,  ///< the server rejects it, or it was tried for two days; a person may try again
    Unknown, ///< the program or the server ended in the middle: a person decides whether it is sent again
};

struct MailMessage {
    MailMessageId id;
    QString sourceKey; ///< "mail:INV-2026-000042:a@example.org"
    InvoiceId invoiceId; ///< null for a dunning letter
    QString recipient;
    DocumentFormat format = DocumentFormat::Pdf;
    MailState state = MailState::Queued;
    int attempts = 0;
    Timestamp nextAt; ///< not before
    Timestamp queuedAt;
    std::optional<Timestamp> sentAt;
    QString problem;
    DunningNoticeId noticeId = {}; ///< null for an invoice
    bool operator==(const MailMessage&) const = default;
};

/// "queued", "sending", "sent", "failed", "unknown".
QString nameOf(MailState state);
/// For people, translated.
QString titleOf(MailState state);

/// Newest first.
QList<MailMessage> mailMessages(store::Connection& connection, int limit = 1000);
QList<MailMessage> mailOfInvoice(store::Connection& connection, InvoiceId invoice);
/// Nothing before one was entered.
std::optional<MailServer> mailServer(store::Connection& connection);
/// The customer's e-mail address, or the account's own for documents; empty when there is none.
QString mailRecipient(store::Connection& connection, const billing::Invoice& invoice);
/// "INV-2026-000042", "DUN-000007": what is mailed.
QString mailedNumber(store::Connection& connection, const MailMessage& message);

class MailService {
public:
    explicit MailService(store::Context& context) : context_(context) {}

    /// "mail.serverChanged"; the password is sealed, and kept when none is given. Needs manage-operator. Throws InvalidInput,
    /// naming the field.
    void changeServer(const access::Actor& actor, const MailServer& server, const std::optional<QString>& password, const store::Sealer& sealer);

    /// "mail.queued". Needs send-documents. An empty recipient is that of the account. The same document to the same address is queued once:
    /// asked for again it gives back the first, with `again` it is one more. Throws Refused when there is no server, no
    /// address, or the document can't be made in this form.
    MailMessage queue(const access::Actor& actor, InvoiceId invoice, DocumentFormat format, const QString& recipient = {}, bool again = false);
    /// The same with a dunning letter, as a PDF; an empty recipient is that of its account.
    MailMessage queueLetter(const access::Actor& actor, DunningNoticeId letter, const QString& recipient = {}, bool again = false);
    /// "mail.queued" again, of a failed or unknown one. Needs send-documents.
    MailMessage retry(const access::Actor& actor, MailMessageId id);

    // The steps of sending, for the thread that does it (needs send-documents):
    /// The next that is due, marked as being sent ("mail.sending"): no other workstation takes it.
    std::optional<MailMessage> take(const access::Actor& actor);
    /// "mail.sent", "mail.postponed", "mail.failed" or "mail.unclear".
    MailMessage finish(const access::Actor& actor, MailMessageId id, const MailResult& result);
    /// What has been "sending" for longer than any sending takes, since its program ended: "mail.unclear". How many.
    int giveUpLost(const access::Actor& actor);

private:
    MailMessage enqueue(store::Change& change, MailMessage message, const QString& number, const std::optional<JournalEntryId>& cause, bool again);
    MailMessage change(store::Change& change, MailMessage message, const QString& kind);
    store::Context& context_;
};

/// What would go out. Throws as documentFile() does.
Mail mailFor(store::Connection& connection, const MailServer& server, const MailMessage& message);
/// The password, opened; empty when there is none. Throws StoreFailure when the key does not fit.
QString mailPassword(store::Connection& connection, const store::Sealer& sealer);
/// Sends what is due, one by one, until nothing is or `goOn` says false. How many were sent.
int sendDueMail(store::Context& context, const access::Actor& actor, const store::Sealer& sealer, const std::function<bool(const MailMessage&)>& goOn = {});
/// Sends a message to the operator's own address, now. Needs manage-operator.
MailResult sendTestMail(store::Connection& connection, const access::Actor& actor, const store::Sealer& sealer, const QString& to, Timestamp now);

} // namespace trunkline::documents
