#include "models/documents/mailqueue.h"

#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/documents/dunningletter.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

#include <array>

namespace trunkline::documents {

using access::Permission;

namespace {

constexpr std::array mailStates{"queued", "sending", "sent", "failed", "unknown"};
/// Minutes to wait after each attempt that the server or the line was in the way of; after the last it has failed.
constexpr std::array mailPatience{1, 5, 15, 30, 60, 120, 240, 480, 960, 960};
constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t longestSendingMs = 10 * minuteMs;
const QString passwordPlace = QStringLiteral("mail_server/1");

QString queueText(const char* text)
{
    return QCoreApplication::translate("Mail", text);
}

MailMessage messageFrom(const store::Row& row)
{
    MailState state = MailState::Queued;
    for (std::size_t i = 0; i < mailStates.size(); ++i)
        if (row.text("state") == QLatin1String(mailStates[i]))
            state = MailState(i);
    return {row.id<MailMessageId>("id"), row.text("source_key"), row.isNull("invoice_id") ? InvoiceId() : row.id<InvoiceId>("invoice_id"), row.text("recipient"), documentFormatNamed(row.text("format")), state,
            int(row.integer("attempts")), row.timestamp("next_at_ms"), row.timestamp("queued_at_ms"), row.maybeTimestamp("sent_at_ms"), row.text("problem"),
            row.isNull("notice_id") ? DunningNoticeId() : row.id<DunningNoticeId>("notice_id")};
}

QList<MailMessage> messagesFrom(const QList<store::Row>& rows)
{
    QList<MailMessage> all;
    for (const store::Row& row : rows)
        all.append(messageFrom(row));
    return all;
}

std::optional<MailMessage> messageWhere(store::Connection& connection, const QString& where, const store::Binds& binds)
{
    const auto row = connection.row(QStringLiteral("SELECT * FROM mail_message WHERE %1").arg(where), binds);
    return row ? std::optional(messageFrom(*row)) : std::nullopt;
}

MailMessage requireMessage(store::Connection& connection, MailMessageId id)
{
    if (auto found = messageWhere(connection, QStringLiteral("id = ?"), {id}))
        return *found;
    throw NotFound(queueText("There is no such message in the mail queue."));
}

QJsonObject messageJson(const MailMessage& m)
{
    QJsonObject json{{"sourceKey", m.sourceKey}, {"recipient", m.recipient}, {"format", nameOf(m.format)}, {"state", nameOf(m.state)},
                     {"attempts", m.attempts}};
    json[m.noticeId.isNull() ? QStringLiteral("invoice") : QStringLiteral("letter")] = m.noticeId.isNull() ? m.invoiceId.toString() : m.noticeId.toString();
    if (!m.problem.isEmpty())
        json["problem"] = m.problem;
    return json;
}

QJsonObject serverJson(const MailServer& s)
{
    return {{"host", s.host}, {"port", s.port}, {"security", nameOf(s.security)}, {"user", s.user}, {"fromAddress", s.fromAddress}, {"fromName", s.fromName}, {"caFile", s.caFile}};
}

bool isMailAddress(const QString& address)
{
    static const QRegularExpression form(QStringLiteral("^[^\\s@<>,;\"]+@[^\\s@<>,;\"]+$"));
    return form.match(address).hasMatch();
}

void checkServer(const MailServer& server)
{
    static const QRegularExpression host(QStringLiteral("^[A-Za-z0-9.:-]+$"));
    if (!host.match(server.host).hasMatch())
        throw InvalidInput(queueText("“%1” is no name of a mail server; write it like mail.example.org.").arg(server.host));
    if (server.port < 1 || server.port > 65535)
        throw InvalidInput(queueText("%1 is no port; mail servers have 587, 465 or 25.").arg(server.port));
    if (!isMailAddress(server.fromAddress))
        throw InvalidInput(queueText("“%1” is no sender's address; write it like billing@example.org.").arg(server.fromAddress));
}

void requireRecipient(const QString& to, const QString& buyer, const QString& account)
{
    if (to.isEmpty())
        throw Refused(queueText("%1 has no e-mail address for documents. Enter one with the customer or the account %2.").arg(buyer, account));
    if (!isMailAddress(to))
        throw InvalidInput(queueText("“%1” is no e-mail address; write it like billing@example.org.").arg(to));
}

MailServer requireServer(store::Connection& connection)
{
    if (auto server = mailServer(connection))
        return *server;
    throw Refused(queueText("No mail server is entered yet. Enter it in Admin, Documents, or with “trunklinectl mail server”."));
}

} // namespace

QString nameOf(MailState state)
{
    return QString::fromLatin1(mailStates[std::size_t(state)]);
}

QString titleOf(MailState state)
{
    switch (state) {
    case MailState::Queued: return queueText("Waiting");
    case MailState::Sending: return queueText("Being sent");
    case MailState::Sent: return queueText("Sent");
    case MailState::Failed: return queueText("Failed");
    case MailState::Unknown: break;
    }
    return queueText("Unclear: ask the recipient");
}

QList<MailMessage> mailMessages(store::Connection& connection, int limit)
{
    return messagesFrom(connection.rows(QStringLiteral("SELECT * FROM mail_message ORDER BY queued_at_ms DESC, id DESC LIMIT ?"), {limit}));
}

QList<MailMessage> mailOfInvoice(store::Connection& connection, InvoiceId invoice)
{
    return messagesFrom(connection.rows(QStringLiteral("SELECT * FROM mail_message WHERE invoice_id = ? ORDER BY queued_at_ms DESC, id DESC"), {invoice}));
}

std::optional<MailServer> mailServer(store::Connection& connection)
{
    const auto row = connection.row(QStringLiteral("SELECT settings_json FROM mail_server WHERE id = 1"));
    if (!row)
        return std::nullopt;
    const QJsonObject o = row->json("settings_json");
    return MailServer{o["host"].toString(), o["port"].toInt(), mailSecurityNamed(o["security"].toString()), o["user"].toString(), o["fromAddress"].toString(), o["fromName"].toString(),
                      o["caFile"].toString()};
}

QString mailRecipient(store::Connection& connection, const billing::Invoice& invoice)
{
    const QString own = buyerDetails(connection, invoice.accountId).email;
    return own.isEmpty() ? customer::requireCustomer(connection, invoice.customerId).email : own;
}

QString mailPassword(store::Connection& connection, const store::Sealer& sealer)
{
    const auto row = connection.row(QStringLiteral("SELECT password_sealed FROM mail_server WHERE id = 1"));
    return !row || row->isNull("password_sealed") || row->bytes("password_sealed").isEmpty() ? QString() : QString::fromUtf8(sealer.open(row->bytes("password_sealed"), passwordPlace));
}

void MailService::changeServer(const access::Actor& actor, const MailServer& server, const std::optional<QString>& password, const store::Sealer& sealer)
{
    actor.require(Permission::ManageOperator);
    checkServer(server);
    store::Change change(context_, actor.who());
    const auto before = mailServer(change.connection());
    change.connection().exec(QStringLiteral("INSERT INTO mail_server (id, settings_json, password_sealed) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET settings_json = EXCLUDED.settings_json"),
                             {serverJson(server), QByteArray()});
    if (password)
        change.connection().exec(QStringLiteral("UPDATE mail_server SET password_sealed = ? WHERE id = 1"), {sealer.seal(password->toUtf8(), passwordPlace)});
    change.commit({QStringLiteral("mail.serverChanged"), QStringLiteral("setting"), QStringLiteral("mail"), before ? serverJson(*before) : QJsonObject(), serverJson(server), {}, {}});
}

MailMessage MailService::queue(const access::Actor& actor, InvoiceId invoiceId, DocumentFormat format, const QString& recipient, bool again)
{
    actor.require(Permission::SendDocuments);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    requireServer(connection);
    const auto invoice = billing::invoice(connection, invoiceId);
    if (!invoice)
        throw NotFound(queueText("There is no such invoice in this database."));
    const QString to = recipient.isEmpty() ? mailRecipient(connection, *invoice) : recipient.trimmed();
    requireRecipient(to, invoice->buyer.name, invoice->accountNumber);
    documentFile(connection, *invoice, format); // what can't be made is refused now, not at night
    const auto posted = store::journalOf(connection, QStringLiteral("invoice"), invoiceId.toString());
    return enqueue(change, {{}, {}, invoiceId, to, format, MailState::Queued, 0, {}, {}, {}, {}}, invoice->number, posted.isEmpty() ? std::nullopt : std::optional(posted.first().id), again);
}

MailMessage MailService::queueLetter(const access::Actor& actor, DunningNoticeId id, const QString& recipient, bool again)
{
    actor.require(Permission::SendDocuments);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    requireServer(connection);
    const auto letter = dunningLetter(connection, id);
    if (!letter)
        throw NotFound(queueText("There is no such dunning letter in this database."));
    const QString own = buyerDetails(connection, letter->accountId).email;
    const QString to = !recipient.isEmpty() ? recipient.trimmed() : own.isEmpty() ? letter->email : own;
    requireRecipient(to, letter->buyer.name, letter->accountNumber);
    const auto sent = store::journalOf(connection, QStringLiteral("dunning"), id.toString());
    return enqueue(change, {{}, {}, {}, to, DocumentFormat::Pdf, MailState::Queued, 0, {}, {}, {}, {}, id}, letter->number, sent.isEmpty() ? std::nullopt : std::optional(sent.first().id), again);
}

MailMessage MailService::enqueue(store::Change& change, MailMessage message, const QString& number, const std::optional<JournalEntryId>& cause, bool again)
{
    store::Connection& connection = change.connection();
    message.sourceKey = QStringLiteral("mail:%1:%2").arg(number, message.recipient.toLower());
    if (const auto known = messageWhere(connection, QStringLiteral("source_key = ?"), {message.sourceKey})) {
        if (!again)
            return *known;
        const auto before = connection.row(QStringLiteral("SELECT COUNT(*) AS messages FROM mail_message WHERE invoice_id = ? OR notice_id = ?"), {message.invoiceId, message.noticeId});
        message.sourceKey += QStringLiteral(":%1").arg(before->integer("messages") + 1);
    }
    message.id = change.ids().next<MailMessageTag>();
    message.nextAt = message.queuedAt = change.now();
    connection.exec(QStringLiteral("INSERT INTO mail_message (id, source_key, invoice_id, notice_id, recipient, format, state, attempts, next_at_ms, queued_at_ms, sent_at_ms, problem) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {message.id, message.sourceKey, message.invoiceId, message.noticeId, message.recipient, nameOf(message.format), nameOf(message.state), 0, message.nextAt,
                     message.queuedAt, message.sentAt, QString()});
    change.commit({QStringLiteral("mail.queued"), QStringLiteral("mail"), message.id.toString(), {}, messageJson(message), cause, message.sourceKey});
    return message;
}

MailMessage MailService::change(store::Change& change, MailMessage message, const QString& kind)
{
    const MailMessage before = requireMessage(change.connection(), message.id);
    change.connection().exec(QStringLiteral("UPDATE mail_message SET state = ?, attempts = ?, next_at_ms = ?, sent_at_ms = ?, problem = ? WHERE id = ?"),
                             {nameOf(message.state), message.attempts, message.nextAt, message.sentAt, message.problem, message.id});
    const auto entries = store::journalOf(change.connection(), QStringLiteral("mail"), message.id.toString());
    change.commit({kind, QStringLiteral("mail"), message.id.toString(), messageJson(before), messageJson(message), entries.isEmpty() ? std::nullopt : std::optional(entries.first().id), {}});
    return message;
}

MailMessage MailService::retry(const access::Actor& actor, MailMessageId id)
{
    actor.require(Permission::SendDocuments);
    store::Change change(context_, actor.who());
    MailMessage message = requireMessage(change.connection(), id);
    if (message.state != MailState::Failed && message.state != MailState::Unknown)
        throw Refused(queueText("The message to %1 is not in the way: its state is “%2”.").arg(message.recipient, titleOf(message.state)));
    message.state = MailState::Queued;
    message.attempts = 0;
    message.nextAt = change.now();
    message.problem.clear();
    return this->change(change, message, QStringLiteral("mail.queued"));
}

std::optional<MailMessage> MailService::take(const access::Actor& actor)
{
    actor.require(Permission::SendDocuments);
    // Looked at first without the lock that verbs take turns with: mostly nothing is due.
    const auto isDue = [&](Timestamp now) {
        return messageWhere(context_.connection, QStringLiteral("state = ? AND next_at_ms <= ? ORDER BY next_at_ms, id LIMIT 1"), {nameOf(MailState::Queued), now});
    };
    if (!isDue(context_.clock.now()))
        return std::nullopt;
    store::Change change(context_, actor.who());
    auto message = isDue(change.now());
    if (!message)
        return std::nullopt;
    message->state = MailState::Sending;
    ++message->attempts;
    message->nextAt = change.now(); // when it began
    return this->change(change, *message, QStringLiteral("mail.sending"));
}

MailMessage MailService::finish(const access::Actor& actor, MailMessageId id, const MailResult& result)
{
    actor.require(Permission::SendDocuments);
    store::Change change(context_, actor.who());
    MailMessage message = requireMessage(change.connection(), id);
    message.problem = result.problem;
    switch (result.outcome) {
    case MailOutcome::Sent:
        message.state = MailState::Sent;
        message.sentAt = change.now();
        return this->change(change, message, QStringLiteral("mail.sent"));
    case MailOutcome::Unclear:
        message.state = MailState::Unknown;
        return this->change(change, message, QStringLiteral("mail.unclear"));
    case MailOutcome::TryAgain:
        if (std::size_t(message.attempts) <= mailPatience.size()) {
            message.state = MailState::Queued;
            message.nextAt = {change.now().ms + mailPatience[std::size_t(std::max(1, message.attempts)) - 1] * minuteMs};
            return this->change(change, message, QStringLiteral("mail.postponed"));
        }
        [[fallthrough]];
    case MailOutcome::Rejected:
        break;
    }
    message.state = MailState::Failed;
    return this->change(change, message, QStringLiteral("mail.failed"));
}

int MailService::giveUpLost(const access::Actor& actor)
{
    actor.require(Permission::SendDocuments);
    int lost = 0;
    const Timestamp limit{context_.clock.now().ms - longestSendingMs};
    while (const auto found = messageWhere(context_.connection, QStringLiteral("state = ? AND next_at_ms <= ? LIMIT 1"), {nameOf(MailState::Sending), limit})) {
        finish(actor, found->id, {MailOutcome::Unclear, queueText("The program ended while this was being sent, so it may have arrived. Ask the recipient before it is sent again.")});
        ++lost;
    }
    return lost;
}

QString mailedNumber(store::Connection& connection, const MailMessage& message)
{
    const bool letter = !message.noticeId.isNull();
    const auto row = connection.row(letter ? QStringLiteral("SELECT number FROM dunning_notice WHERE id = ?") : QStringLiteral("SELECT number FROM invoice WHERE id = ?"),
                                    {letter ? store::Bind(message.noticeId) : store::Bind(message.invoiceId)});
    return row ? row->text("number") : QString();
}

int sendDueMail(store::Context& context, const access::Actor& actor, const store::Sealer& sealer, const std::function<bool(const MailMessage&)>& goOn)
{
    MailService service(context);
    service.giveUpLost(actor);
    int sent = 0;
    while (const auto taken = service.take(actor)) {
        MailResult result;
        try {
            const MailServer server = requireServer(context.connection);
            result = sendMail(server, mailPassword(context.connection, sealer), mailFor(context.connection, server, *taken));
        } catch (const Error& error) { // nothing went out
            result = {MailOutcome::Rejected, error.sentence()};
        }
        const MailMessage done = service.finish(actor, taken->id, result);
        sent += done.state == MailState::Sent;
        if (goOn && !goOn(done))
            break;
    }
    return sent;
}

MailResult sendTestMail(store::Connection& connection, const access::Actor& actor, const store::Sealer& sealer, const QString& to, Timestamp now)
{
    actor.require(Permission::ManageOperator);
    const MailServer server = requireServer(connection);
    if (!isMailAddress(to))
        throw InvalidInput(queueText("“%1” is no e-mail address; write it like billing@example.org.").arg(to));
    return sendMail(server, mailPassword(connection, sealer),
                    {QStringLiteral("test-%1@%2").arg(now.ms).arg(server.fromAddress.section(u'@', 1)), now, to, queueText("Test of the mail server"),
                     queueText("This message was sent by Trunkline to try the settings of the mail server. Nothing else is to be done."), {}}, 20'000);
}

} // namespace trunkline::documents
