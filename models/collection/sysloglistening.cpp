#include "models/collection/sysloglistening.h"

#include "models/core/errors.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonDocument>
#include <QSslCertificate>

namespace trunkline::collection {

namespace {

const QString settingName = QStringLiteral("syslog");
const QString sealPlace = QStringLiteral("setting/syslog");

struct ListeningTexts {
    Q_DECLARE_TR_FUNCTIONS(SyslogListening)
};

QJsonObject storedSyslog(store::Connection& connection)
{
    return QJsonDocument::fromJson(store::setting(connection, settingName).value_or(QString()).toUtf8()).object();
}

SyslogSettings settingsFrom(const QJsonObject& stored)
{
    SyslogSettings settings;
    settings.address = stored["address"].toString(settings.address);
    settings.udpPort = quint16(stored["udpPort"].toInt());
    settings.tcpPort = quint16(stored["tcpPort"].toInt());
    settings.tlsPort = quint16(stored["tlsPort"].toInt());
    settings.asksSenders = !stored["clientAuthorities"].toString().isEmpty();
    const auto chain = QSslCertificate::fromData(stored["certificates"].toString().toLatin1(), QSsl::Pem);
    if (!chain.isEmpty()) {
        settings.certificate = chain.first().subjectInfo(QSslCertificate::CommonName).join(QStringLiteral(", "));
        if (settings.certificate.isEmpty())
            settings.certificate = chain.first().subjectDisplayName();
        settings.validUntil = Timestamp{chain.first().expiryDate().toMSecsSinceEpoch()};
    }
    return settings;
}

QJsonObject toJson(const SyslogSettings& settings)
{
    return {{"address", settings.address}, {"udpPort", settings.udpPort}, {"tcpPort", settings.tcpPort}, {"tlsPort", settings.tlsPort}, {"certificate", settings.certificate},
            {"validUntil", settings.validUntil ? settings.validUntil->toIso() : QString()}, {"asksSenders", settings.asksSenders}};
}

QByteArray openedKey(const QJsonObject& stored, const store::Sealer& sealer)
{
    const QByteArray sealedKey = QByteArray::fromBase64(stored["sealedKey"].toString().toLatin1());
    return sealedKey.isEmpty() ? QByteArray() : sealer.open(sealedKey, sealPlace);
}

/// Throws InvalidInput.
void requireCertificate(const QByteArray& certificates, const QByteArray& key, Timestamp now)
{
    if (certificates.isEmpty() || key.isEmpty())
        throw InvalidInput(ListeningTexts::tr("TLS needs a certificate and its key; choose both files (PEM)."));
    if (const QString problem = syslog::problemWithCertificate(certificates, key); !problem.isEmpty())
        throw InvalidInput(ListeningTexts::tr("The certificate and key for syslog can't be used (%1); choose PEM files that belong together.").arg(problem));
    const QDateTime end = QSslCertificate::fromData(certificates, QSsl::Pem).first().expiryDate();
    if (end.toMSecsSinceEpoch() <= now.ms)
        throw InvalidInput(ListeningTexts::tr("The certificate for syslog ran out on %1; choose one that is valid.").arg(QLocale().toString(end.date(), QLocale::ShortFormat)));
}

} // namespace

SyslogSettings syslogSettings(store::Connection& connection)
{
    return settingsFrom(storedSyslog(connection));
}

syslog::Listening syslogListening(store::Connection& connection, const store::Sealer& sealer)
{
    const QJsonObject stored = storedSyslog(connection);
    const SyslogSettings settings = settingsFrom(stored);
    const auto port = [](quint16 number) { return number ? std::optional(number) : std::nullopt; };
    return {settings.address, port(settings.udpPort), port(settings.tcpPort), port(settings.tlsPort), stored["certificates"].toString().toLatin1(),
            settings.tlsPort ? openedKey(stored, sealer) : QByteArray(), stored["clientAuthorities"].toString().toLatin1()};
}

void changeSyslogListening(store::Context& context, const store::Sealer& sealer, const access::Actor& actor, const SyslogChange& wanted)
{
    actor.require(access::Permission::ManageCredentials);
    if (QHostAddress(wanted.address).isNull())
        throw InvalidInput(ListeningTexts::tr("“%1” is no IPv4 or IPv6 address of this computer; write 0.0.0.0 or :: for all of them.").arg(wanted.address));
    store::Change change(context, actor.who());
    QJsonObject stored = storedSyslog(context.connection);
    const SyslogSettings before = settingsFrom(stored);
    const QByteArray certificates = wanted.certificates.value_or(stored["certificates"].toString().toLatin1());
    const QByteArray key = wanted.key ? *wanted.key : openedKey(stored, sealer);
    if (wanted.tlsPort || wanted.certificates || wanted.key)
        requireCertificate(certificates, key, context.clock.now());
    const QByteArray authorities = wanted.clientAuthorities.value_or(stored["clientAuthorities"].toString().toLatin1());
    if (!authorities.isEmpty() && QSslCertificate::fromData(authorities, QSsl::Pem).isEmpty())
        throw InvalidInput(ListeningTexts::tr("The file of authorities for senders holds no certificate in PEM form; choose another."));
    stored = {{"address", wanted.address}, {"udpPort", wanted.udpPort}, {"tcpPort", wanted.tcpPort}, {"tlsPort", wanted.tlsPort},
              {"certificates", QString::fromLatin1(certificates)}, {"clientAuthorities", QString::fromLatin1(authorities)},
              {"sealedKey", key.isEmpty() ? QString() : QString::fromLatin1(sealer.seal(key, sealPlace).toBase64())}};
    store::putSetting(context.connection, settingName, QString::fromUtf8(QJsonDocument(stored).toJson(QJsonDocument::Compact)));
    change.commit({QStringLiteral("syslog.changed"), QStringLiteral("operator"), QStringLiteral("syslog"), toJson(before), toJson(settingsFrom(stored)), {}, {}});
}

} // namespace trunkline::collection
