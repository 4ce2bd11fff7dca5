// "What does this cost, and why?": a rating in words, step by step. Pure; used by the verb, the try-out and whoever
// answers for a line of a bill.
#pragma once

#include "models/rating/rate.h"

#include <QLocale>

namespace trunkline::rating {

/// One step of an answer.
struct ExplainedStep {
    QString text;
    QString amount; ///< what the step adds, without the currency, as the locale writes it; empty where it adds nothing
    bool operator==(const ExplainedStep&) const = default;
};

struct Explanation {
    QList<ExplainedStep> steps; ///< zone, version, then each part with time, increments, allowance and price, at last what holds for the whole
    QString total;              ///< with the currency; empty when there is no price, which the last step explains
    bool operator==(const Explanation&) const = default;
};

/// The longest prefix of a zone with which a destination begins; it may be the empty one.
QString matchedPrefix(const catalogue::Zone& zone, std::string_view destination);

/// `rating` is what rate() made of `usage`; `allowances` are the names of those that it was given, in their order.
Explanation explain(const Usage& usage, const Rating& rating, const QStringList& allowances = {}, const QLocale& locale = QLocale());

/// "90 s", "1.5 GiB", "3 messages": what was counted, as the locale writes it. Octets are shown whole below 10,000.
QString quantityText(catalogue::UsageUnit unit, std::int64_t quantity, const QLocale& locale = QLocale());

} // namespace trunkline::rating
