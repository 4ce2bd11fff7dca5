// Syslog and traps: where they are listened for, rules for what lines of logs mean.

#include "app/ctl/session.h"
#include "models/collection/sysloglistening.h"
#include "models/collection/syslogrule.h"
#include "models/collection/traplistening.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

namespace trunkline::ctl {

namespace {

using namespace collection;

struct SyslogTexts {
    Q_DECLARE_TR_FUNCTIONS(trunklinectl)
};

QByteArray bytesOfFile(const QString& path)
{
    constexpr qint64 mostOctets = 1 << 20;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw InvalidInput(SyslogTexts::tr("The file %1 can't be read (%2).").arg(path, file.errorString()));
    return file.read(mostOctets);
}

QJsonObject toJson(const SyslogSettings& settings, Session& session)
{
    const auto port = [](quint16 number) { return number ? QJsonValue(number) : QJsonValue(QStringLiteral("off")); };
    return {{"address", settings.address}, {"udp", port(settings.udpPort)}, {"tcp", port(settings.tcpPort)}, {"tls", port(settings.tlsPort)}, {"certificate", settings.certificate},
            {"validUntil", settings.validUntil ? session.time(*settings.validUntil) : QString()}, {"asksSenders", settings.asksSenders}};
}

int showSyslog(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewNetwork);
    session.show(toJson(syslogSettings(session.connection()), session),
                 {{"address", SyslogTexts::tr("Address")}, {"udp", SyslogTexts::tr("UDP port")}, {"tcp", SyslogTexts::tr("TCP port")}, {"tls", SyslogTexts::tr("TLS port")},
                  {"certificate", SyslogTexts::tr("Certificate for")}, {"validUntil", SyslogTexts::tr("Valid until")}, {"asksSenders", SyslogTexts::tr("Asks senders for a certificate")}});
    return Done;
}

quint16 listenPortFrom(const QString& text)
{
    if (text == QLatin1String("off"))
        return 0;
    bool isNumber = false;
    const quint16 port = text.toUShort(&isNumber);
    if (!isNumber || port == 0)
        throw InvalidInput(SyslogTexts::tr("“%1” is no port; write 1 to 65535, or off.").arg(text));
    return port;
}

int listenForSyslog(Session& session, const QCommandLineParser& parser)
{
    const SyslogSettings now = syslogSettings(session.connection());
    const auto value = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    const auto given = [&](const char* name) { return parser.isSet(QString::fromLatin1(name)); };
    SyslogChange change{given("address") ? value("address") : now.address, given("udp") ? listenPortFrom(value("udp")) : now.udpPort, given("tcp") ? listenPortFrom(value("tcp")) : now.tcpPort,
                        given("tls") ? listenPortFrom(value("tls")) : now.tlsPort, {}, {}, {}};
    if (given("certificate"))
        change.certificates = bytesOfFile(value("certificate"));
    if (given("key"))
        change.key = bytesOfFile(value("key"));
    if (given("authorities"))
        change.clientAuthorities = value("authorities") == QLatin1String("none") ? QByteArray() : bytesOfFile(value("authorities"));
    changeSyslogListening(session.context(), session.sealer(), session.actor(), change);
    session.say(SyslogTexts::tr("Syslog is listened for as said; a running collector takes it over at once."), toJson(syslogSettings(session.connection()), session));
    return Done;
}

int showTrapListening(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewNetwork);
    const TrapListening listening = trapListening(session.connection());
    session.show({{"address", listening.address}, {"port", listening.port ? QJsonValue(listening.port) : QJsonValue(SyslogTexts::tr("off"))}},
                 {{"address", SyslogTexts::tr("Address")}, {"port", SyslogTexts::tr("UDP port")}});
    return Done;
}

int listenForTraps(Session& session, const QCommandLineParser& parser)
{
    TrapListening wanted = trapListening(session.connection());
    if (parser.isSet(QStringLiteral("address")))
        wanted.address = parser.value(QStringLiteral("address"));
    if (parser.isSet(QStringLiteral("udp")))
        wanted.port = listenPortFrom(parser.value(QStringLiteral("udp")));
    changeTrapListening(session.context(), session.actor(), wanted);
    session.say(SyslogTexts::tr("Traps are listened for as said; a running desktop takes it over at once, and so does “collect” that was not told another place."),
                {{"address", wanted.address}, {"port", wanted.port}});
    return Done;
}

int checkSyslogRules(Session& session, const QCommandLineParser& parser)
{
    const QString path = parser.positionalArguments().constFirst();
    QStringList problems;
    const SyslogRuleFile rules = readSyslogRules(bytesOfFile(path), path, &problems);
    QTextStream error(stderr);
    for (const QString& problem : std::as_const(problems))
        error << "trunklinectl: " << problem << Qt::endl;
    session.say(SyslogTexts::tr("%1: good are %2; %3.").arg(path, SyslogTexts::tr("%n rule(s)", nullptr, int(rules.rules.size())), SyslogTexts::tr("%n problem(s) found", nullptr, int(problems.size())))
                    + (problems.isEmpty() ? u' ' + SyslogTexts::tr("Put it into %1 to use it.").arg(userSyslogRuleFolder()) : QString()),
                {{"rules", rules.rules.size()}, {"problems", QJsonArray::fromStringList(problems)}});
    return problems.isEmpty() ? Done : BadUsage;
}

QString actionWord(const SyslogFinding& finding)
{
    const fault::EventKind kind = finding.verdict.kind;
    if (kind == fault::EventKind::Fault)
        return SyslogTexts::tr("raises “%1”").arg(finding.verdict.report->problem.key);
    if (kind == fault::EventKind::FaultOver)
        return SyslogTexts::tr("clears “%1”").arg(finding.verdict.report->fault);
    return kind == fault::EventKind::Other ? SyslogTexts::tr("is kept and shown") : fault::eventKindWord(kind, {{"facility", QString()}});
}

int tryMessage(Session& session, const QCommandLineParser& parser)
{
    const QByteArray bytes = parser.positionalArguments().constFirst().toUtf8();
    const syslog::Message message = syslog::readMessage(bytes);
    const SyslogFinding finding = SyslogRules::shared()->find(message);
    const auto at = message.written ? syslog::instantOf(*message.written, session.clock().now().ms, QTimeZone::utc()) : std::nullopt;
    session.show({{"facility", syslog::facilityName(message.facility)}, {"level", syslog::severityName(message.severity)}, {"host", message.hostName}, {"app", message.app},
                  {"messageId", message.messageId}, {"deviceTime", at ? Timestamp{*at}.toIso() : QString()}, {"text", message.text}, {"action", actionWord(finding)},
                  {"object", finding.verdict.report ? finding.verdict.report->object : finding.ifName},
                  {"severity", finding.verdict.report ? severityWord(finding.verdict.report->severity) : severityWord(fault::severityOfSyslog(message.severity))},
                  {"rule", finding.rule ? finding.rule->origin.section(u'/', -1) : QString()}},
                 {{"facility", SyslogTexts::tr("Facility")}, {"level", SyslogTexts::tr("Level")}, {"host", SyslogTexts::tr("Host")}, {"app", SyslogTexts::tr("Application")},
                  {"messageId", SyslogTexts::tr("Message id")}, {"deviceTime", SyslogTexts::tr("Its time")}, {"text", SyslogTexts::tr("Text")}, {"action", SyslogTexts::tr("What it does")},
                  {"object", SyslogTexts::tr("About")}, {"severity", SyslogTexts::tr("Severity")}, {"rule", SyslogTexts::tr("From")}});
    return Done;
}

} // namespace

QList<Command> syslogCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value) { return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value)); };
    return {
        {"syslog show", "", SyslogTexts::tr("where syslog is listened for"), 0, 0, {}, showSyslog},
        {"syslog listen", "", SyslogTexts::tr("change where syslog is listened for"), 0, 0,
         {option("address", SyslogTexts::tr("of this computer; 0.0.0.0 or :: for all"), "ADDRESS"), option("udp", SyslogTexts::tr("a port, or off"), "PORT"),
          option("tcp", SyslogTexts::tr("a port, or off"), "PORT"), option("tls", SyslogTexts::tr("a port, or off"), "PORT"),
          option("certificate", SyslogTexts::tr("for TLS, in PEM form, with those that lead to its authority"), "FILE"),
          option("key", SyslogTexts::tr("that belongs to the certificate; it is sealed in the database"), "FILE"),
          option("authorities", SyslogTexts::tr("only senders with a certificate of these are heard; none for whoever connects"), "FILE|none")},
         listenForSyslog},
        {"trap show", "", SyslogTexts::tr("where traps are listened for"), 0, 0, {}, showTrapListening},
        {"trap listen", "", SyslogTexts::tr("change where traps are listened for"), 0, 0,
         {option("address", SyslogTexts::tr("of this computer; 0.0.0.0 or :: for all"), "ADDRESS"), option("udp", SyslogTexts::tr("a port, or off"), "PORT")}, listenForTraps},
        {"syslogrule check", "FILE", SyslogTexts::tr("whether a file of rules for logs is right"), 1, 1, {}, checkSyslogRules},
        {"syslogrule try", "MESSAGE", SyslogTexts::tr("what becomes of a line of a log"), 1, 1, {}, tryMessage},
    };
}

} // namespace trunkline::ctl
