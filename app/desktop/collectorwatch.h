// What the collector tells round by round, kept for the screens that show how it does.
#pragma once

#include "app/station/collector.h"
#include "models/collection/collectorhistory.h"
#include "widgets/admin/collectorpage.h"

namespace trunkline::desktop {

class CollectorWatch {
public:
    void take(const station::CollectorHealth& health, Timestamp at);

    /// Every figure that the collector has, in words: a field more is a line more here.
    widgets::CollectorReport report() const;

private:
    QList<widgets::CollectorFigure> pollingFigures() const;
    QList<widgets::CollectorFigure> trapFigures() const;
    QList<widgets::CollectorFigure> reachFigures() const;
    QList<widgets::CollectorFigure> syslogFigures() const;

    station::CollectorHealth health_;
    collection::CollectorHistory history_;
};

} // namespace trunkline::desktop
