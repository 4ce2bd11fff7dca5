#include "models/documents/mail.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QUrl>

#include <array>
#include <memory>

#include <curl/curl.h>

namespace trunkline::documents {

namespace {

constexpr std::array securityNames{"starttls", "tls", "none"};
constexpr int base64Line = 76;

QString mailText(const char* text)
{
    return QCoreApplication::translate("Mail", text);
}

bool isAscii(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar letter) { return letter.unicode() >= 0x20 && letter.unicode() < 0x7f; });
}

/// A header's text: encoded words (RFC 2047) of whole letters where it is not ASCII; never a line end.
QByteArray headerText(const QString& text)
{
    const QString plain = text.simplified();
    if (isAscii(plain))
        return plain.toLatin1();
    constexpr qsizetype most = 45; // octets: 60 in base 64, so that a word has at most 75
    QByteArray out, word;
    const auto putWord = [&] {
        out += (out.isEmpty() ? "" : "\r\n ") + QByteArray("=?UTF-8?B?") + word.toBase64() + "?=";
        word.clear();
    };
    for (const uint letter : plain.toUcs4()) {
        const auto codePoint = char32_t(letter);
        const QByteArray octets = QString::fromUcs4(&codePoint, 1).toUtf8();
        if (word.size() + octets.size() > most)
            putWord();
        word += octets;
    }
    putWord();
    return out;
}

QByteArray base64Body(const QByteArray& content)
{
    const QByteArray all = content.toBase64();
    QByteArray out;
    for (qsizetype at = 0; at < all.size(); at += base64Line)
        out += all.mid(at, base64Line) + "\r\n";
    return out;
}

/// RFC 5322, 3.3, in UTC.
QByteArray mailDate(Timestamp at)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(at.ms, Qt::UTC), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss +0000")).toLatin1();
}

/// An address in angle brackets can't bring a header of its own.
QByteArray addressText(const QString& address)
{
    QString plain;
    for (const QChar letter : address)
        if (letter.unicode() > 0x20 && letter != u'<' && letter != u'>')
            plain += letter;
    return '<' + plain.toUtf8() + '>';
}

struct Upload {
    QByteArray message;
    qsizetype place = 0;
    bool whole() const { return place == message.size(); }
};

std::size_t giveMore(char* buffer, std::size_t size, std::size_t count, void* kept)
{
    Upload& upload = *static_cast<Upload*>(kept);
    const qsizetype part = std::min(qsizetype(size * count), upload.message.size() - upload.place);
    std::copy_n(upload.message.constData() + upload.place, part, buffer);
    upload.place += part;
    return std::size_t(part);
}

MailResult resultOf(CURLcode code, long answer, bool whole, const MailServer& server, const char* said)
{
    if (code == CURLE_OK)
        return {MailOutcome::Sent, {}};
    const QString where = QStringLiteral("%1:%2").arg(server.host).arg(server.port);
    const QString why = *said ? QString::fromUtf8(said) : QString::fromUtf8(curl_easy_strerror(code));
    if (code == CURLE_LOGIN_DENIED)
        return {MailOutcome::Rejected, mailText("The mail server %1 does not accept user and password (%2). Correct them in Admin, Documents.").arg(where, why)};
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE || code == CURLE_USE_SSL_FAILED)
        return {MailOutcome::Rejected, mailText("The connection to the mail server %1 is not safe (%2). Correct its name, its certificate or the kind of protection in Admin, Documents.").arg(where, why)};
    if (answer >= 500)
        return {MailOutcome::Rejected, mailText("The mail server %1 rejects the message (%2).").arg(where, why)};
    if (answer < 400 && whole)
        return {MailOutcome::Unclear, mailText("The mail server %1 got the whole message and did not answer (%2). Ask the recipient, or look at the server's log, before it is sent again.").arg(where, why)};
    return {MailOutcome::TryAgain, mailText("The mail server %1 can't take the message now (%2).").arg(where, why)};
}

} // namespace

QString nameOf(MailSecurity security)
{
    return QString::fromLatin1(securityNames[std::size_t(security)]);
}

MailSecurity mailSecurityNamed(const QString& name)
{
    QStringList known;
    for (std::size_t i = 0; i < securityNames.size(); ++i) {
        known.append(QString::fromLatin1(securityNames[i]));
        if (name == known.last())
            return MailSecurity(i);
    }
    throw InvalidInput(mailText("“%1” is no kind of protection; choose one of %2.").arg(name, known.join(QStringLiteral(", "))));
}

QByteArray mimeMessage(const MailServer& server, const Mail& mail)
{
    const QByteArray boundary = "=_" + QCryptographicHash::hash(mail.messageId.toUtf8(), QCryptographicHash::Sha256).toHex().left(40);
    QByteArray out;
    out += "From: " + (server.fromName.isEmpty() ? QByteArray() : '"' + headerText(QString(server.fromName).remove(u'"').remove(u'\\')) + "\" ") + addressText(server.fromAddress) + "\r\n";
    if (!isAscii(server.fromName)) // an encoded word is never in quotes
        out = "From: " + headerText(server.fromName) + ' ' + addressText(server.fromAddress) + "\r\n";
    out += "To: " + addressText(mail.to) + "\r\n";
    out += "Subject: " + headerText(mail.subject) + "\r\n";
    out += "Date: " + mailDate(mail.at) + "\r\n";
    out += "Message-ID: " + addressText(mail.messageId) + "\r\n";
    out += "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\nContent-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
    out += "--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64Body(QString(mail.body).replace(QLatin1String("\n"), QLatin1String("\r\n")).toUtf8());
    for (const DocumentFile& file : mail.files) {
        const QByteArray name = QUrl::toPercentEncoding(file.name);
        out += "--" + boundary + "\r\nContent-Type: " + file.mimeType + "\r\nContent-Disposition: attachment; filename*=UTF-8''" + name
            + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64Body(file.content);
    }
    return out + "--" + boundary + "--\r\n";
}

MailResult sendMail(const MailServer& server, const QString& password, const Mail& mail, long timeoutMs)
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(started == CURLE_OK ? curl_easy_init() : nullptr, curl_easy_cleanup);
    if (!curl)
        return {MailOutcome::TryAgain, mailText("There is not enough memory to send mail; close other programs.")};
    Upload upload{mimeMessage(server, mail)};
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(curl_slist_append(nullptr, addressText(mail.to).constData()), curl_slist_free_all);
    char said[CURL_ERROR_SIZE] = {};
    QUrl url;
    url.setScheme(server.security == MailSecurity::Tls ? QStringLiteral("smtps") : QStringLiteral("smtp"));
    url.setHost(server.host);
    url.setPort(server.port);
    CURL* const c = curl.get();
    curl_easy_setopt(c, CURLOPT_URL, url.toEncoded().constData());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_USE_SSL, server.security == MailSecurity::None ? long(CURLUSESSL_NONE) : long(CURLUSESSL_ALL));
    if (!server.caFile.isEmpty())
        curl_easy_setopt(c, CURLOPT_CAINFO, server.caFile.toUtf8().constData());
    if (!server.user.isEmpty()) {
        curl_easy_setopt(c, CURLOPT_USERNAME, server.user.toUtf8().constData());
        curl_easy_setopt(c, CURLOPT_PASSWORD, password.toUtf8().constData());
    }
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, addressText(server.fromAddress).constData());
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, giveMore);
    curl_easy_setopt(c, CURLOPT_READDATA, &upload);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, said);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, timeoutMs);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, std::min(timeoutMs, 15'000L));
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    const CURLcode code = curl_easy_perform(c);
    long answer = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer);
    return resultOf(code, answer, upload.whole(), server, said);
}

} // namespace trunkline::documents
