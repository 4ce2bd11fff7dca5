#include "app/desktop/collectorwatch.h"

#include <QCoreApplication>
#include <QLocale>

namespace trunkline::desktop {

namespace {

struct CollectorWatchTexts {
    Q_DECLARE_TR_FUNCTIONS(CollectorWatch)
};

/// Something that should not happen often: marked when it did.
widgets::CollectorFigure trouble(const char* id, const QString& label, qint64 count, const QString& explained)
{
    return {QString::fromLatin1(id), label, QLocale().toString(count), count > 0 ? std::optional(Tone::Attention) : std::nullopt, explained};
}

widgets::CollectorFigure lateness(const char* id, const QString& label, std::int64_t ms, const QString& explained)
{
    constexpr std::int64_t muchMs = 5'000;
    return {QString::fromLatin1(id), label, CollectorWatchTexts::tr("%1 s").arg(QLocale().toString(double(ms) / 1000, 'f', 1)),
            ms > muchMs ? std::optional(Tone::Attention) : std::nullopt, explained};
}

QString rateText(double perSecond)
{
    return CollectorWatchTexts::tr("%1 /s").arg(QLocale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0));
}

} // namespace

void CollectorWatch::take(const station::CollectorHealth& health, Timestamp at)
{
    health_ = health;
    const auto& traps = health.traps;
    history_.add({at, health.polling.samples, traps.recorded + traps.dropped(), health.polling.latenessMs});
}

QList<widgets::CollectorFigure> CollectorWatch::pollingFigures() const
{
    using T = CollectorWatchTexts;
    const auto& polling = health_.polling;
    const auto now = history_.now();
    QList<widgets::CollectorFigure> figures{
        {QStringLiteral("devices"), T::tr("Devices polled"), QLocale().toString(polling.devices), {}, {}},
        trouble("silent", T::tr("Silent devices"), polling.silent, T::tr("They missed rounds; the list below names them")),
        {QStringLiteral("rate"), T::tr("Values stored"), now ? rateText(now->valuesPerSecond) : T::tr("–"), {}, T::tr("Over the last minute")},
        lateness("lateness", T::tr("Late at worst"), polling.latenessMs, T::tr("From when a question was due to when it left")),
        lateness("latenessP99", T::tr("Late, 99 of 100"), polling.latenessP99Ms, T::tr("What 99 of 100 questions do not exceed")),
        {QStringLiteral("values"), T::tr("Values since the start"), QLocale().toString(polling.samples), {}, {}},
        trouble("timeouts", T::tr("Rounds unanswered"), polling.timeouts, T::tr("After all repetitions")),
        trouble("overrun", T::tr("Rounds left out"), polling.overrun, T::tr("The round before was not done yet")),
        trouble("pollWaiting", T::tr("Rounds waiting"), polling.waiting, T::tr("Until the database can be written")),
        trouble("refused", T::tr("Answers refused"), polling.refused, T::tr("Datagrams that answer no question of ours"))};
    figures.append({QStringLiteral("held"), T::tr("Database"), polling.held.isEmpty() ? T::tr("Writable") : T::tr("Not writable"),
                    polling.held.isEmpty() ? std::nullopt : std::optional(Tone::Bad), polling.held.isEmpty() ? T::tr("Rounds are stored as they come") : polling.held});
    const auto values = [&polling](const char* reason) { return polling.drops.value(QString::fromLatin1(reason)); };
    figures.append(trouble("gaps", T::tr("Gaps"), values("gap"), T::tr("Counters that restarted: nothing is known of the time between")));
    figures.append(trouble("flagged", T::tr("Values not believed"), values("aboveLineRate"), T::tr("More than the line carries")));
    figures.append(trouble("unknownPort", T::tr("Values of unknown ports"), values("unknownPort") + values("noPlace"), T::tr("Discover the device again to have its new ports measured")));
    figures.append(trouble("oddValue", T::tr("Unreadable values"), values("oddValue"), T::tr("Of another type, or out of range")));
    figures.append(trouble("momentTaken", T::tr("Values of a moment twice"), values("momentTaken"), T::tr("The clock of this computer was set back; the first value stays")));
    figures.append(trouble("queueFull", T::tr("Values dropped: queue full"), values("queueFull"), T::tr("Lost, because the database could not be written for too long")));
    return figures;
}

QList<widgets::CollectorFigure> CollectorWatch::trapFigures() const
{
    using T = CollectorWatchTexts;
    const auto& traps = health_.traps;
    const auto now = history_.now();
    const bool listens = !health_.trapPlace.isEmpty();
    return {{QStringLiteral("trapPlace"), T::tr("Traps received at"), listens ? health_.trapPlace : T::tr("Nowhere yet"), listens ? std::nullopt : std::optional(Tone::Attention),
             listens ? T::tr("Let the devices send them there") : T::tr("No device can reach this program; “Receive traps …” says where it listens")},
            {QStringLiteral("trapRate"), T::tr("Traps"), now ? rateText(now->trapsPerSecond) : T::tr("–"), {}, T::tr("Over the last minute")},
            {QStringLiteral("traps"), T::tr("Traps recorded"), QLocale().toString(traps.recorded), {}, {}},
            trouble("undecodable", T::tr("Messages not readable"), traps.undecodable, T::tr("Kept as events with their first octets")),
            trouble("waiting", T::tr("Traps waiting"), traps.waiting, T::tr("Until the database can be written")),
            trouble("dropped", T::tr("Traps dropped: queue full"), traps.queueFull, T::tr("Lost, because more came from all senders together than could be stored")),
            trouble("floods", T::tr("Traps dropped: flood"), traps.floods, T::tr("Lost, because one sender sent more than its share; the list of refused senders names it")),
            trouble("lostAtSocket", T::tr("Traps lost at the socket"), traps.lostAtSocket, T::tr("By the system, because this program did not get its turn in time")),
            trouble("lostByHost", T::tr("Packets lost by this computer"), traps.lostByHost, T::tr("Of all its network traffic, before any program saw them: its backlog was full"))};
}

QList<widgets::CollectorFigure> CollectorWatch::reachFigures() const
{
    using T = CollectorWatchTexts;
    const auto& reach = health_.reach;
    QList<widgets::CollectorFigure> figures{{QStringLiteral("checks"), T::tr("Checks done"), QLocale().toString(reach.rounds), {}, T::tr("Echo requests and TCP connections, by each device's settings")},
                                            trouble("unreached", T::tr("Devices unreached"), reach.unreached, T::tr("Nothing came back in their last check"))};
    if (!reach.problem.isEmpty())
        figures.append({QStringLiteral("checksProblem"), T::tr("Echo requests"), T::tr("Not permitted"), Tone::Attention, reach.problem});
    return figures;
}

QList<widgets::CollectorFigure> CollectorWatch::syslogFigures() const
{
    using T = CollectorWatchTexts;
    const auto& syslog = health_.syslog;
    qint64 dropped = 0;
    QStringList reasons;
    const QHash<QString, QString> words{{QStringLiteral("sourceFull"), T::tr("too many of one source")}, {QStringLiteral("queueFull"), T::tr("queue full")},
                                        {QStringLiteral("tooManyConnections"), T::tr("too many connections")}, {QStringLiteral("handshake"), T::tr("TLS refused")},
                                        {QStringLiteral("empty"), T::tr("empty messages")}};
    for (auto reason = syslog.dropped.cbegin(); reason != syslog.dropped.cend(); ++reason) {
        dropped += reason.value();
        reasons.append(T::tr("%1: %2").arg(words.value(reason.key(), reason.key()), QLocale().toString(reason.value())));
    }
    return {{QStringLiteral("syslog"), T::tr("Log lines recorded"), QLocale().toString(syslog.recorded), {}, T::tr("By syslog; where it is listened for is set in Log sources")},
            trouble("syslogCut", T::tr("Log lines cut"), syslog.cut, T::tr("Longer than 8 KiB; the rest is not kept")),
            trouble("syslogDropped", T::tr("Log lines dropped"), dropped, reasons.isEmpty() ? T::tr("None was lost") : reasons.join(u'\n'))};
}

widgets::CollectorReport CollectorWatch::report() const
{
    return {pollingFigures() + reachFigures() + trapFigures() + syslogFigures(), history_.rates(), health_.traps.refused};
}

} // namespace trunkline::desktop
