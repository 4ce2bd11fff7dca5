// What people type into forms, as the locale writes it, and what stands there at first.
#pragma once

#include "models/core/money.h"
#include "models/core/timestamp.h"

class QDateEdit;

namespace trunkline::widgets {

class Desk;

/// What was typed, with a point: "1.234,50" of a German is "1234.50".
QString plainNumber(const QString& typed);
/// "29,90" or "29.90" as people of the locale write it. Throws InvalidInput.
Money typedMoney(const QString& text, Currency currency);
/// "29,90": what a field is filled with; typedMoney() reads it back.
QString moneyNumber(const Money& money);
/// "19", "5.5" as hundredths of a percent, with the locale's decimal sign or a point. Throws InvalidInput.
int basisPointsFrom(const QString& percent);
/// "19": without the sign.
QString percentNumber(int basisPoints);
/// Today in the operator's zone.
BillingDate todayOf(const Desk& desk);
/// With a calendar, at `day`.
QDateEdit* dayField(BillingDate day);
BillingDate chosenDay(const QDateEdit& field);

} // namespace trunkline::widgets
