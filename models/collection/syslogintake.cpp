#include "models/collection/syslogintake.h"

#include "models/core/errors.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace trunkline::collection {

namespace {

struct SyslogIntakeTexts {
    Q_DECLARE_TR_FUNCTIONS(SyslogEvent)
};

QString sentenceOfLog(fault::EventKind kind, const QString& object, const QString& said)
{
    switch (kind) {
    case fault::EventKind::LinkDown: return SyslogIntakeTexts::tr("%1 went down.").arg(object);
    case fault::EventKind::LinkUp: return SyslogIntakeTexts::tr("%1 is up.").arg(object);
    case fault::EventKind::ColdStart: return SyslogIntakeTexts::tr("%1 restarted (cold start).").arg(object);
    case fault::EventKind::WarmStart: return SyslogIntakeTexts::tr("%1 restarted (warm start).").arg(object);
    default: return object + QStringLiteral(": ") + said;
    }
}

QJsonObject dataOf(const syslog::Message& message)
{
    QJsonObject data;
    for (const syslog::Element& element : message.data) {
        QJsonObject parameters;
        for (const syslog::Parameter& parameter : element.parameters)
            parameters.insert(parameter.name, parameter.value);
        data.insert(element.id, parameters);
    }
    return data;
}

/// What the device sent, as it sent it.
QJsonObject payloadOfLog(const syslog::Message& message, const QTimeZone& zone, Timestamp at)
{
    QJsonObject payload{{"facility", syslog::facilityName(message.facility)}, {"level", syslog::severityName(message.severity)}, {"app", message.app}, {"message", message.text},
                        {"transport", message.transport}, {"sourcePort", message.sourcePort}};
    const std::pair<const char*, QString> mayBeAbsent[] = {{"host", message.hostName}, {"process", message.processId}, {"messageId", message.messageId}};
    for (const auto& [name, value] : mayBeAbsent)
        if (!value.isEmpty())
            payload.insert(QLatin1StringView(name), value);
    if (const auto told = message.written ? syslog::instantOf(*message.written, at.ms, zone) : std::nullopt)
        payload.insert(QStringLiteral("deviceTime"), Timestamp{*told}.toIso());
    if (!message.data.isEmpty())
        payload.insert(QStringLiteral("data"), dataOf(message));
    if (message.cut)
        payload.insert(QStringLiteral("sentOctets"), message.octets);
    return payload;
}

QString objectOfLog(const syslog::Message& message, const SyslogFinding& finding, const std::optional<inventory::Device>& device, const std::optional<inventory::Port>& port)
{
    const QString name = device ? device->name : message.hostName.isEmpty() ? message.sourceAddress : message.hostName;
    if (finding.verdict.report && !finding.verdict.report->object.isEmpty())
        return name + u' ' + (port && finding.verdict.report->object == finding.ifName ? port->name : finding.verdict.report->object);
    if (port)
        return name + u' ' + port->name;
    if (!finding.ifName.isEmpty())
        return name + u' ' + finding.ifName;
    return finding.ifIndex ? QStringLiteral("%1 ifIndex %2").arg(name).arg(*finding.ifIndex) : name;
}

QTimeZone zoneOfOperator(store::Connection& connection)
{
    const auto profile = store::operatorProfile(connection);
    return QTimeZone((profile ? profile->zone : OperatorZone::utc()).name().toLatin1());
}

} // namespace

fault::EventDraft syslogEvent(const syslog::Message& message, const SyslogFinding& finding, const std::optional<inventory::Device>& device,
                              const std::optional<inventory::Port>& port, const QTimeZone& zone, Timestamp at)
{
    fault::EventDraft draft;
    draft.kind = finding.verdict.kind == fault::EventKind::Other ? fault::EventKind::LogMessage : finding.verdict.kind;
    draft.report = finding.verdict.report;
    draft.source = message.sourceAddress;
    draft.deviceId = device ? device->id : DeviceId();
    draft.portId = port ? port->id : PortId();
    draft.objectName = objectOfLog(message, finding, device, port);
    QString said = finding.text.isEmpty() ? message.subject() : finding.text;
    if (message.cut)
        said += QCoreApplication::translate("SyslogEvent", " … (cut: %Ln octets were sent)", nullptr, int(message.octets));
    draft.text = sentenceOfLog(draft.kind, draft.objectName, said);
    draft.payload = payloadOfLog(message, zone, at);
    draft.at = at;
    return draft;
}

const inventory::Device* senderOf(const syslog::Message& message, TrapSources& sources)
{
    const inventory::Device* atAddress = sources.byAddress(message.sourceAddress);
    if (message.hostName.isEmpty() || (atAddress && message.hostName.compare(atAddress->sysName, Qt::CaseInsensitive) == 0))
        return atAddress;
    const inventory::Device* named = sources.byName(message.hostName);
    return named ? named : atAddress;
}

SyslogIntake::SyslogIntake(store::Context& context, syslog::Receiver& receiver, access::Actor agent, std::shared_ptr<const SyslogRules> rules, QObject* parent)
    : QObject(parent), context_(context), receiver_(receiver), agent_(std::move(agent)), rules_(std::move(rules)), sources_(context.connection), recorder_(context)
{
    connect(&receiver, &syslog::Receiver::received, this, &SyslogIntake::take);
    retry_.setSingleShot(true);
    connect(&retry_, &QTimer::timeout, this, &SyslogIntake::recordTurn);
}

SyslogIntake::Counters SyslogIntake::counters() const
{
    const syslog::Receiver::Counters receiver = receiver_.counters();
    Counters counters{recorded_, qint64(receiver.waiting) + turn_.size(), cut_, {}};
    for (auto reason = receiver.dropped.cbegin(); reason != receiver.dropped.cend(); ++reason)
        counters.dropped.insert(reason.key(), qint64(reason.value()));
    return counters;
}

void SyslogIntake::take(const QList<syslog::Message>& messages)
{
    constexpr qint64 longWaitMs = 5000; // the operator's clock may be another than this machine's: only what waited long is dated back
    const Timestamp now = context_.clock.now();
    for (const syslog::Message& message : messages) {
        cut_ += message.cut ? 1 : 0;
        turn_.append({message, now.plusMs(message.waitedMs < longWaitMs ? 0 : -message.waitedMs)});
    }
    if (!retry_.isActive())
        recordTurn();
}

void SyslogIntake::recordTurn()
{
    constexpr int retryMs = 1000;
    if (turn_.isEmpty())
        return;
    QList<fault::RecordResult> results;
    try {
        sources_.follow();
        const QTimeZone zone = zoneOfOperator(context_.connection);
        QList<fault::EventDraft> drafts;
        drafts.reserve(turn_.size());
        for (const auto& [message, at] : std::as_const(turn_))
            drafts.append(draftOf(message, at, zone));
        results = recorder_.record(agent_, std::move(drafts));
    } catch (const StoreFailure& failure) {
        receiver_.setHeld(true);
        Q_EMIT held(failure.sentence());
        retry_.start(retryMs);
        return;
    }
    turn_.clear();
    recorded_ += results.size();
    receiver_.setHeld(false);
    Q_EMIT recorded(results);
}

fault::EventDraft SyslogIntake::draftOf(const syslog::Message& message, Timestamp at, const QTimeZone& operatorZone)
{
    const SyslogFinding finding = rules_->find(message);
    const inventory::Device* sender = senderOf(message, sources_);
    const auto device = sender ? std::optional(*sender) : std::nullopt;
    const inventory::Port* said = sender ? sources_.port(sender->id, finding.ifName, finding.ifIndex) : nullptr;
    const auto port = said ? std::optional(*said) : std::nullopt;
    const QTimeZone own = device && !device->timeZone.isEmpty() ? QTimeZone(device->timeZone.toLatin1()) : operatorZone;
    return syslogEvent(message, finding, device, port, own.isValid() ? own : operatorZone, at);
}

} // namespace trunkline::collection
