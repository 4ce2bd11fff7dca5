// The status bar: what is polled, which database, the clock, the jobs. Each part opens its panel.
#pragma once

#include "models/core/itemroles.h"

#include <QStatusBar>

class QToolButton;

namespace trunkline::widgets {

struct PollingSummary {
    int devices = 0;
    double lateSeconds = 0; ///< how far the slowest poll is behind its plan
    int silent = 0;         ///< devices that do not answer
    qint64 trapsNotRead = 0; ///< traps that came and could not be decoded
    bool running = false;
    bool operator==(const PollingSummary&) const = default;
};

/// "polling 1,204 devices · 0.8 s late · 3 silent".
QString pollingText(const PollingSummary& summary);

class StatusParts : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusParts(QWidget* parent = nullptr);

    void setPolling(const PollingSummary& summary);
    void setDatabase(Tone tone, const QString& text);
    /// "14:02:11 CET", in the operator's zone.
    void setClock(const QString& text);
    void setRunningJobs(int count);

Q_SIGNALS:
    void pollingClicked();
    void databaseClicked();
    void clockClicked();
    void jobsClicked();

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addPart(const char* name, bool atRight);
    void recolour();

    QToolButton* polling_;
    QToolButton* database_;
    QToolButton* clock_;
    QToolButton* jobs_;
    Tone pollingTone_ = Tone::Neutral;
    Tone databaseTone_ = Tone::Neutral;
};

} // namespace trunkline::widgets
