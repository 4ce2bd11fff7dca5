// What an account owes for a cycle. Pure: the account's facts in, the document out. A preview and a
// posting are both this function.
#pragma once

#include "models/assurance/outage.h"
#include "models/billing/billingperiod.h"
#include "models/billing/billingsettings.h"
#include "models/billing/invoice.h"
#include "models/billing/subscription.h"
#include "models/catalogue/offering.h"
#include "models/customer/customer.h"
#include "models/inventory/service.h"
#include "models/store/settings.h"

namespace trunkline::billing {

/// A credit that is on no invoice yet.
struct BillableCredit {
    assurance::SlaCredit credit;
    assurance::Outage outage; ///< whose end led to it
    std::optional<JournalEntryId> entry; ///< credit.granted
};

struct BillableSubscription {
    Subscription subscription;
    catalogue::Offering offering;
    inventory::Service service;
    BillingDate chargedFrom;    ///< what lies before is on invoices
    bool setupCharged = false;
    QList<BillableCredit> credits;
    std::optional<JournalEntryId> entry; ///< subscription.started
};

struct BillableAccount {
    customer::Customer customer;
    customer::Account account;
    QList<BillableSubscription> subscriptions;
};

/// The operator as documents show and count it.
struct Biller {
    store::OperatorProfile profile;
    BillingSettings settings;
};

/// Setup fees once, recurring charges for every period that ended by the cycle's end and is not
/// charged, credits of months that began before it; nothing when there is none of them. Taxes are
/// computed on the sum of each rate. Throws Refused, saying what to do, when the account can't be
/// billed: no address, or prices in another currency.
std::optional<Invoice> composeInvoice(const Biller& biller, const BillableAccount& account, const BillCycle& cycle, BillingDate issuedOn);

/// "A-000001: 22/31 of a month" is for people: 1, −1, 22/31.
QString quantityText(const Quantity& quantity);

} // namespace trunkline::billing
