// What commands about money have in common: accounts by number, days, parts, files that are written whole.
#pragma once

#include "app/ctl/session.h"
#include "models/customer/customer.h"
#include "models/payments/payment.h"

namespace trunkline::ctl {

/// Throws NotFound.
customer::Account accountCalled(Session& session, const QString& number);
/// An open item by its number. Throws NotFound.
payments::OpenItem itemCalled(Session& session, const QString& number);
/// --date, else the operator's today.
BillingDate dayOption(Session& session, const QCommandLineParser& parser);
/// --until, else thirty days from today.
BillingDate untilOption(Session& session, const QCommandLineParser& parser);
/// "2026-03" or a day of it, as the month's first day. Throws InvalidInput.
BillingDate monthArgument(const QString& text);
/// "INV-2026-000001" (as much as is open, until `amount` is spent) or "INV-2026-000001=20.00". Throws InvalidInput, NotFound.
QList<payments::Allocation> allocationsFor(Session& session, const QStringList& parts, Money amount);
/// The whole file or none. Throws StoreFailure.
void writeWhole(const QString& path, const QByteArray& bytes);

} // namespace trunkline::ctl
