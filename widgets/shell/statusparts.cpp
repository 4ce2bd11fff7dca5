#include "widgets/shell/statusparts.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLocale>
#include <QToolButton>

namespace trunkline::widgets {

QString pollingText(const PollingSummary& summary)
{
    const auto say = [](const char* text, int count) { return QCoreApplication::translate("StatusParts", text, nullptr, count); };
    if (!summary.running)
        return QCoreApplication::translate("StatusParts", "polling is off");
    if (summary.devices == 0)
        return QCoreApplication::translate("StatusParts", "no devices to poll yet");
    QStringList parts{say(QT_TRANSLATE_N_NOOP("StatusParts", "polling %Ln device(s)"), summary.devices)};
    if (summary.lateSeconds >= 0.05)
        parts.append(QCoreApplication::translate("StatusParts", "%1 s late").arg(QLocale().toString(summary.lateSeconds, 'f', 1)));
    if (summary.silent > 0)
        parts.append(say(QT_TRANSLATE_N_NOOP("StatusParts", "%Ln silent"), summary.silent));
    if (summary.trapsNotRead > 0)
        parts.append(say(QT_TRANSLATE_N_NOOP("StatusParts", "%Ln trap(s) not readable"), int(summary.trapsNotRead)));
    return parts.join(QStringLiteral(" · "));
}

StatusParts::StatusParts(QWidget* parent)
    : QStatusBar(parent), polling_(addPart("statusPolling", false)), database_(addPart("statusDatabase", false)),
      clock_(addPart("statusClock", true)), jobs_(addPart("statusJobs", true))
{
    setObjectName(QStringLiteral("statusParts"));
    setSizeGripEnabled(false);
    connect(polling_, &QToolButton::clicked, this, &StatusParts::pollingClicked);
    connect(database_, &QToolButton::clicked, this, &StatusParts::databaseClicked);
    connect(clock_, &QToolButton::clicked, this, &StatusParts::clockClicked);
    connect(jobs_, &QToolButton::clicked, this, &StatusParts::jobsClicked);
    clock_->setFont(Theme::figureFont(clock_->font()));
    polling_->setFont(Theme::figureFont(polling_->font()));
    setPolling({});
    setDatabase(Tone::Neutral, tr("no database"));
    setRunningJobs(0);
}

QToolButton* StatusParts::addPart(const char* name, bool atRight)
{
    auto* part = new QToolButton(this);
    part->setObjectName(QString::fromLatin1(name));
    part->setAutoRaise(true);
    part->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    part->setIconSize({12, 12});
    part->setMinimumHeight(24);
    atRight ? addPermanentWidget(part) : addWidget(part);
    return part;
}

void StatusParts::setPolling(const PollingSummary& summary)
{
    pollingTone_ = !summary.running || summary.devices == 0 ? Tone::Neutral
                 : summary.silent > 0 || summary.lateSeconds > 5 || summary.trapsNotRead > 0 ? Tone::Attention : Tone::Good;
    polling_->setText(pollingText(summary));
    polling_->setToolTip(tr("Show how the network is being polled"));
    recolour();
}

void StatusParts::setDatabase(Tone tone, const QString& text)
{
    databaseTone_ = tone;
    database_->setText(text);
    database_->setToolTip(tr("Show the database"));
    recolour();
}

void StatusParts::setClock(const QString& text)
{
    clock_->setText(text);
    clock_->setToolTip(tr("Time in the operator's zone"));
}

void StatusParts::setRunningJobs(int count)
{
    jobs_->setText(count > 0 ? tr("%Ln job(s)", nullptr, count) : tr("No jobs"));
    jobs_->setToolTip(tr("Show the jobs"));
}

void StatusParts::recolour()
{
    const Scheme scheme = Theme::schemeOf(palette());
    polling_->setIcon(ownIcon(toneIconName(pollingTone_), Theme::toneColour(pollingTone_, scheme)));
    database_->setIcon(ownIcon(toneIconName(databaseTone_), Theme::toneColour(databaseTone_, scheme)));
}

void StatusParts::changeEvent(QEvent* event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

} // namespace trunkline::widgets
