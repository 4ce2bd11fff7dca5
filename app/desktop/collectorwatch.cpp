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

QString rateText(double perSecond)
{
    return CollectorWatchTexts::tr("%1 /s").arg(QLocale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0));
}

} // namespace

void CollectorWatch::take(const collection::PollSummary& summary, const station::CollectorHealth& health, Timestamp at)
{
    health_ = health;
    gaps_ += summary.gaps;
    flagged_ += summary.flagged;
    const auto& traps = health.traps;
    history_.add({at, health.polling.samples, traps.recorded + traps.undecodable + traps.dropped, health.polling.latenessMs});
}

QList<widgets::CollectorFigure> CollectorWatch::pollingFigures() const
{
    using T = CollectorWatchTexts;
    const auto& polling = health_.polling;
    constexpr std::int64_t lateMs = 5'000;
    const auto now = history_.now();
    const QString late = T::tr("%1 s").arg(QLocale().toString(double(polling.latenessMs) / 1000, 'f', 1));
    return {{QStringLiteral("devices"), T::tr("Devices polled"), QLocale().toString(polling.devices), {}, {}},
            trouble("silent", T::tr("Silent devices"), polling.silent, T::tr("They missed rounds; the list below names them")),
            {QStringLiteral("rate"), T::tr("Values stored"), now ? rateText(now->valuesPerSecond) : T::tr("–"), {}, T::tr("Over the last minute")},
            {QStringLiteral("lateness"), T::tr("Late at worst"), late, polling.latenessMs > lateMs ? std::optional(Tone::Attention) : std::nullopt,
             T::tr("How far polling is behind its plan")},
            {QStringLiteral("values"), T::tr("Values since the start"), QLocale().toString(polling.samples), {}, {}},
            trouble("timeouts", T::tr("Requests unanswered"), polling.timeouts, T::tr("After all repetitions")),
            trouble("gaps", T::tr("Gaps"), gaps_, T::tr("Counters that restarted: nothing is known of the time between")),
            trouble("flagged", T::tr("Values not believed"), flagged_, T::tr("More than the line carries"))};
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
