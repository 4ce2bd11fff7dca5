// The facts that an invoice is composed of: what an account has, and what of it is on no invoice yet.
#pragma once

#include "models/assurance/outage.h"
#include "models/billing/billingsettings.h"
#include "models/billing/correction.h"
#include "models/billing/invoice.h"
#include "models/billing/linetax.h"
#include "models/billing/subscription.h"
#include "models/catalogue/allowance.h"
#include "models/catalogue/offering.h"
#include "models/customer/customer.h"
#include "models/inventory/service.h"
#include "models/rating/tarifflibrary.h"
#include "models/store/settings.h"

#include <QHash>

#include <map>
#include <memory>

namespace trunkline::billing {

/// A credit that is on no invoice yet.
struct BillableCredit {
    assurance::SlaCredit credit;
    assurance::Outage outage; ///< whose end led to it
    std::optional<JournalEntryId> entry; ///< credit.granted
};

/// Rated usage of one kind in one period, summed up; or what of it an allowance included, for nothing. Late usage belongs to a period that was billed and becomes a delta.
struct BillableUsage {
    QString sourceKey;  ///< unique for ever: the same usage is billed once
    QString text;       ///< "Calls to mobile networks"
    QString detail = {};
    BillingPeriod period;
    Quantity quantity = {};
    QString unitCode = {}; ///< UN/ECE recommendation 20: "MIN", "E34" (gigabyte), "C62" (one)
    UnitPrice unitPrice;
    Money net;
    bool late = false;
    std::optional<JournalEntryId> entry = {};
    bool ofAccount = false; ///< of all its services, not of one
    std::optional<MeasuredTraffic> traffic = {}; ///< what a charge for traffic was computed from
};

/// Percent or amount off the recurring charges of a subscription, or of a bundle and its parts; or off its usage.
struct Discount {
    DiscountId id;
    AccountId accountId;
    SubscriptionId subscriptionId;
    QString promotionCode = {}; ///< empty for an agreement
    QString text;               ///< what the customer reads
    int basisPoints = 0;        ///< of the charge; 0 when it is an amount
    std::optional<Money> amount = {}; ///< for a whole interval, in proportion for a part of one
    BillingDate from;
    std::optional<BillingDate> to = {}; ///< the first day without it
    bool wholeBundle = false;
    QString reason = {};
    std::optional<JournalEntryId> entry = {};
    bool onUsage = false; ///< off the usage instead of the recurring charges; an amount is off that of one bill period
    bool operator==(const Discount&) const = default;
};

/// Charged or credited once: a fee, a setup, an adjustment.
struct AccountCharge {
    AccountChargeId id;
    AccountId accountId;
    LineKind kind = LineKind::Adjustment;
    QString text;            ///< what the customer reads
    QString reason = {};     ///< why, for the line's detail
    Money net;               ///< either sign
    LineTax tax;             ///< of a supply; the account's exemption goes first
    BillingDate on;
    SubscriptionId subscriptionId = {};
    ServiceId serviceId = {};
    std::optional<JournalEntryId> entry = {};
    std::optional<BillingPeriod> period = {}; ///< of usage that it is about
    bool operator==(const AccountCharge&) const = default;
};

struct BillableSubscription {
    Subscription subscription;
    catalogue::Offering offering;
    inventory::Service service;
    BillingDate chargedFrom;    ///< what lies before is on invoices
    bool setupCharged = false;
    QList<BillableCredit> credits;
    std::optional<JournalEntryId> entry; ///< subscription.started
    QList<BilledCharge> billed = {};     ///< for one with correctedFrom: everything that is on invoices
    QList<BillableUsage> usage = {};
};

struct BillableAccount {
    customer::Customer customer;
    customer::Account account;
    QList<BillableSubscription> subscriptions;
    QList<Discount> discounts = {};
    QList<AccountCharge> charges = {};
};

/// The operator as documents show and count it.
struct Biller {
    store::OperatorProfile profile;
    BillingSettings settings;
    QList<catalogue::TaxRate> taxRates = {};
    QHash<OfferingId, catalogue::Offering> offerings = {}; ///< every version; a missing one is that of the subscription
    std::map<OfferingId, QList<catalogue::OfferedAllowance>> allowances = {}; ///< that versions include
    std::shared_ptr<rating::TariffLibrary> tariffs = std::make_shared<rating::TariffLibrary>(); ///< of usage, as they are asked for; used by one thread
};

/// Which charges are on invoices, from all lines of a subscription in the order of their posting. Lines of earlier versions
/// don't say what they were charged by: it is concluded from their price and days.
QList<BilledCharge> billedCharges(const Subscription& subscription, const QList<InvoiceLine>& lines, int billDay);

} // namespace trunkline::billing
