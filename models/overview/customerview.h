// All about one customer on one page: who, what they have and whether it works now, what they owe, what is going on.
#pragma once

#include "models/assurance/outage.h"
#include "models/billing/invoicestore.h"
#include "models/billing/subscription.h"
#include "models/catalogue/offering.h"
#include "models/catalogue/pricestore.h"
#include "models/customer/customer.h"
#include "models/fault/alarm.h"
#include "models/inventory/device.h"
#include "models/inventory/service.h"
#include "models/ordering/order.h"
#include "models/overview/chain.h"

namespace trunkline::overview {

/// Whether a service works now.
enum class LiveState {
    NotYet,    ///< reserved: its order is under way
    Works,     ///< active, its port is up
    Down,      ///< active, but its port is down or an outage lasts
    Unknown,   ///< active, but nobody can see it: its device is silent or was not asked yet
    Suspended,
    Ended,
};

/// For people, translated: "Works".
QString titleOf(LiveState state);

/// The rule. `port` and `device` are nothing when the inventory lost them.
LiveState liveStateOf(inventory::ServiceState service, const std::optional<inventory::Port>& port, const std::optional<inventory::Device>& device, bool outageLasts);

/// A product that the customer holds, from the offering to the port.
struct CustomerService {
    inventory::Service service;
    std::optional<catalogue::Offering> offering;
    std::optional<inventory::Port> port;
    std::optional<inventory::Device> device;
    std::optional<billing::Subscription> subscription;
    LiveState live = LiveState::Unknown;
    std::optional<Timestamp> downSince;       ///< of the outage that lasts
    QList<assurance::Outage> outages;         ///< oldest first
    QList<assurance::SlaCredit> credits;      ///< oldest first
    bool operator==(const CustomerService&) const = default;
};

struct CustomerAccount {
    customer::Account account;
    Money balance;                            ///< what is owed: posted invoices less credit notes
    bool operator==(const CustomerAccount&) const = default;
};

struct CustomerView {
    customer::Customer customer;
    QList<customer::Contact> contacts;
    QList<CustomerAccount> accounts;          ///< by number
    QList<CustomerService> services;          ///< by name; the ended ones last
    QList<fault::Alarm> openAlarms;           ///< on its ports and their devices, worst first
    QList<ordering::Order> orders;            ///< newest first
    QList<billing::InvoiceSummary> invoices;  ///< newest first
    QList<catalogue::CustomerPrice> prices;   ///< by offering and day
    QList<ChainStep> history;                 ///< newest first
    bool operator==(const CustomerView&) const = default;
};

/// Throws NotFound.
CustomerView customerView(store::Connection& connection, CustomerId id, int mostHistory = 200, const QLocale& locale = QLocale());

} // namespace trunkline::overview
