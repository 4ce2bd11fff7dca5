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
    history_.add({at, health.polling.samples, traps.recorded + traps.undecodable + traps.dropped, health.polling.latenessMs});
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
    return {{QStringLiteral("trapRate"), T::tr("Traps"), now ? rateText(now->trapsPerSecond) : T::tr("–"), {}, T::tr("Over the last minute")},
            {QStringLiteral("traps"), T::tr("Traps recorded"), QLocale().toString(traps.recorded), {}, {}},
            trouble("undecodable", T::tr("Messages not readable"), traps.undecodable, T::tr("Kept as events with their first octets")),
            trouble("waiting", T::tr("Traps waiting"), traps.waiting, T::tr("Until the database can be written")),
            trouble("dropped", T::tr("Dropped: queue full"), traps.dropped, T::tr("Lost, because the database could not be written for too long"))};
}

widgets::CollectorReport CollectorWatch::report() const
{
    return {pollingFigures() + trapFigures(), history_.rates()};
}

} // namespace trunkline::desktop
