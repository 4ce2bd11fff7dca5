#include "app/ctl/moneyarguments.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/payments/paymentstore.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <algorithm>

namespace trunkline::ctl {

static QString argumentText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

customer::Account accountCalled(Session& session, const QString& number)
{
    if (auto found = customer::accountByNumber(session.connection(), number))
        return *found;
    throw NotFound(argumentText("There is no account “%1”; see “trunklinectl customer show”.").arg(number));
}

payments::OpenItem itemCalled(Session& session, const QString& number)
{
    if (auto found = payments::itemNumbered(session.connection(), number))
        return *found;
    throw NotFound(argumentText("There is no invoice and no fee “%1”.").arg(number));
}

BillingDate dayOption(Session& session, const QCommandLineParser& parser)
{
    return parser.isSet(QStringLiteral("date")) ? BillingDate::parse(parser.value(QStringLiteral("date"))) : session.profile().zone.dateAt(session.clock().now());
}

BillingDate untilOption(Session& session, const QCommandLineParser& parser)
{
    return parser.isSet(QStringLiteral("until")) ? BillingDate::parse(parser.value(QStringLiteral("until"))) : session.profile().zone.dateAt(session.clock().now()).plusDays(30);
}

BillingDate monthArgument(const QString& text)
{
    return BillingDate::parse(text.size() == 7 ? text + QStringLiteral("-01") : text).withDay(1);
}

QList<payments::Allocation> allocationsFor(Session& session, const QStringList& parts, Money amount)
{
    QList<payments::Allocation> allocations;
    for (const QString& part : parts) {
        const payments::OpenItem item = itemCalled(session, part.section(u'=', 0, 0));
        const Money wanted = part.contains(u'=') ? Money::parse(part.section(u'=', 1), amount.currency) : Money{std::min(amount.minor, item.open.minor), amount.currency};
        if (wanted.minor > 0)
            allocations.append({item.ref, wanted});
        amount = amount - wanted;
    }
    return allocations;
}

void writeWhole(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        throw StoreFailure(argumentText("%1 can't be written (%2); name another file with --output.").arg(path, file.errorString()));
}

} // namespace trunkline::ctl
