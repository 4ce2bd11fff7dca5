#include "widgets/office/typedvalues.h"

#include "models/catalogue/offering.h"
#include "widgets/desk/desk.h"

#include <QDateEdit>

#include <algorithm>

namespace trunkline::widgets {

QString plainNumber(const QString& typed)
{
    const QLocale locale;
    QString plain = typed.simplified();
    const QString group = locale.groupSeparator();
    if (!group.isEmpty() && (plain.contains(locale.decimalPoint()) || plain.count(group) > 1)) // "29.90" is no 2990 to a German
        plain.remove(group);
    return plain.replace(locale.decimalPoint(), QLatin1String("."));
}

Money typedMoney(const QString& text, Currency currency)
{
    return Money::parse(plainNumber(text), currency);
}

QString moneyNumber(const Money& money)
{
    return money.toPlainString().replace(QLatin1String("."), QLocale().decimalPoint());
}

int basisPointsFrom(const QString& percent)
{
    // A percentage has two decimals, as euros have.
    return int(std::clamp<std::int64_t>(typedMoney(percent, Currency::parse(u"EUR")).minor, -1, 1'000'000));
}

QString percentNumber(int basisPoints)
{
    return catalogue::percentText(basisPoints).chopped(2); // a space and the sign
}

BillingDate todayOf(const Desk& desk)
{
    return desk.profile().zone.dateAt(desk.clock().now());
}

QDateEdit* dayField(BillingDate day)
{
    auto* field = new QDateEdit(day.date());
    field->setCalendarPopup(true);
    return field;
}

BillingDate chosenDay(const QDateEdit& field)
{
    const QDate day = field.date();
    return BillingDate(day.year(), day.month(), day.day());
}

} // namespace trunkline::widgets
