// Alarms and what they rest on as tables: which columns there are, and what a cell means.
#pragma once

#include "models/core/valuemodel.h"
#include "models/overview/alarmview.h"

namespace trunkline::overview {

using AlarmListModel = ValueModel<AlarmRow>;
using EventListModel = ValueModel<fault::Event>;

/// Severity, since, object, problem, services, customers and money at stake, owner, count, state; times in `zone`.
QList<Column<AlarmRow>> alarmColumns(const OperatorZone& zone, const QLocale& locale = QLocale());
/// When, what, source, and each variable of the trap with its object identifier.
QList<Column<fault::Event>> eventColumns(const OperatorZone& zone, const QLocale& locale = QLocale());

inline QString keyOf(const AlarmRow& row) { return row.alarm.id.toString(); }
inline QString keyOf(const fault::Event& event) { return event.id.toString(); }

/// What an alarm is about: its port, else its device; nothing for a source that nobody knows.
Target objectOf(const fault::Alarm& alarm);
/// "Open", "Acknowledged", "Cleared".
QString stateWord(const fault::Alarm& alarm);
Tone stateTone(const fault::Alarm& alarm);
/// "1,234.50 € a month"; a sum for each currency, empty for none.
QString monthlyText(const QList<UnitPrice>& prices, const QLocale& locale = QLocale());
/// "3 down, 2 without protection"; empty when it hits nobody.
QString servicesText(const assurance::Impact& impact);

} // namespace trunkline::overview
