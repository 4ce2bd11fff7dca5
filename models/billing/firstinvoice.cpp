#include "models/billing/firstinvoice.h"

#include "models/billing/drafts.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"

#include <QCoreApplication>

namespace trunkline::billing {

Invoice firstInvoice(store::Connection& connection, const ordering::OrderRequest& request)
{
    const Biller seller = biller(connection);
    const customer::Account account = customer::requireAccount(connection, request.accountId);
    const catalogue::Offering offering = catalogue::requireOffering(connection, request.offeringId);
    const auto price = catalogue::priceIn(offering, account.currency);
    if (!price)
        throw Refused(QCoreApplication::translate("Billing", "%1 is not sold in %2, in which the account %3 is kept.").arg(offering.name, account.currency.code(), account.number));
    const BillCycle cycle{account.billDay, periodContaining(request.requestedDate, account.billDay)};

    const Subscription subscription{{}, {}, account.id, offering.id, price->recurring, request.requestedDate,
                                    seller.profile.zone.startOf(request.requestedDate), {}, openingPhases(offering, price->recurring, request.requestedDate, 1), {}, price->setupFee};
    BillableSubscription wish{subscription, offering, {}, request.requestedDate, false, {}, {}};
    wish.service.customerId = request.customerId;
    wish.service.offeringId = offering.id;
    wish.service.portId = request.portId;
    const auto invoice = composeInvoice(seller, {customer::requireCustomer(connection, request.customerId), account, {wish}}, cycle, cycle.period.to);
    if (!invoice)
        throw Refused(QCoreApplication::translate("Billing", "%1 costs nothing; there will be no invoice for it.").arg(offering.name));
    return *invoice;
}

} // namespace trunkline::billing
