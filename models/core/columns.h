// The columns that every room has: money, days, instants, counts. Each sorts by its value and keeps it for files.
#pragma once

#include "models/core/timestamp.h"
#include "models/core/valuemodel.h"

namespace trunkline {

/// `read(value)` gives the money, or nothing for an empty cell.
template <class T, class Read>
Column<T> moneyColumn(const char* id, const QString& title, Read read)
{
    const auto money = [read](const T& value) -> MoneyValue { return read(value); };
    return Column<T>(QString::fromLatin1(id), title, [money](const T& value) { return money(value) ? money(value)->toDisplay() : QString(); })
        .right()
        .sortedBy([money](const T& value) { return SortKey(money(value) ? qint64(money(value)->minor) : qint64(0)); })
        .valued([money](const T& value) { return money(value) ? QVariant::fromValue(money(value)) : QVariant(); });
}

/// `read(value)` gives the day; an invalid one is an empty cell.
template <class T, class Read>
Column<T> dateColumn(const char* id, const QString& title, Read read)
{
    return Column<T>(QString::fromLatin1(id), title, [read](const T& value) { return read(value).isValid() ? read(value).toDisplay() : QString(); })
        .sortedBy([read](const T& value) { return SortKey(qint64(read(value).date().toJulianDay())); })
        .valued([read](const T& value) { return read(value).isValid() ? QVariant(read(value).date()) : QVariant(); });
}

/// `read(value)` gives the instant, or nothing for an empty cell; shown in the operator's zone.
template <class T, class Read>
Column<T> instantColumn(const char* id, const QString& title, const OperatorZone& zone, Read read)
{
    const auto instant = [read](const T& value) -> std::optional<Timestamp> { return read(value); };
    return Column<T>(QString::fromLatin1(id), title, [instant, zone](const T& value) { return instant(value) ? zone.toDisplay(*instant(value)) : QString(); })
        .sortedBy([instant](const T& value) { return SortKey(instant(value) ? qint64(instant(value)->ms) : qint64(0)); })
        .valued([instant, zone](const T& value) { return instant(value) ? QVariant(zone.wallTime(*instant(value))) : QVariant(); });
}

/// `read(value)` gives the whole number.
template <class T, class Read>
Column<T> countColumn(const char* id, const QString& title, Read read)
{
    return Column<T>(QString::fromLatin1(id), title, [read](const T& value) { return QLocale().toString(qlonglong(read(value))); })
        .right()
        .sortedBy([read](const T& value) { return SortKey(qint64(read(value))); })
        .valued([read](const T& value) { return QVariant(qlonglong(read(value))); });
}

} // namespace trunkline
