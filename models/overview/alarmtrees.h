// What hangs on an alarm, as trees that people unfold: where it comes from, whom it hits, what was done the last time.
#pragma once

#include "models/core/itemroles.h"
#include "models/overview/alarmview.h"

namespace trunkline::overview {

struct TreeLine {
    QString text;
    QString detail = {};
    Target target = {};
    std::optional<Severity> severity = std::nullopt;
    std::optional<Tone> tone = std::nullopt;
    QList<TreeLine> children = {};
    bool operator==(const TreeLine& other) const; // written out: a type that contains itself has none by default
};

/// The traps and observations it rests on, what led to it in the journal (`why`, the alarm's own step first), and the alarms
/// of the same link or device that stand beside it.
QList<TreeLine> causeTree(const AlarmDetail& alarm, const QList<ChainStep>& why, const OperatorZone& zone, const QLocale& locale = QLocale());
/// What is down and what works without protection, by device, each service with its customer; then the outages.
QList<TreeLine> impactTree(const AlarmDetail& alarm, const QLocale& locale = QLocale());
/// Earlier lives of the same fault on the same object: how each ended, and what people wrote.
QList<TreeLine> lastTimeTree(const AlarmDetail& alarm, const OperatorZone& zone, const QLocale& locale = QLocale());

} // namespace trunkline::overview
