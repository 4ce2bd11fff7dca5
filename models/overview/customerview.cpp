#include "models/overview/customerview.h"

#include "models/assurance/outagestore.h"
#include "models/billing/subscriptionstore.h"
#include "models/catalogue/offeringstore.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderstore.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::overview {

namespace {

struct LiveTexts {
    Q_DECLARE_TR_FUNCTIONS(LiveState)
};

CustomerService customerService(store::Connection& connection, const inventory::Service& service)
{
    CustomerService view{service, catalogue::offering(connection, service.offeringId), inventory::port(connection, service.portId), {},
                         billing::subscriptionOfService(connection, service.id), {}, {}, assurance::outagesOfService(connection, service.id),
                         assurance::creditsOfService(connection, service.id)};
    if (view.port)
        view.device = inventory::device(connection, view.port->deviceId);
    for (const assurance::Outage& outage : std::as_const(view.outages))
        if (outage.isOpen() && !view.downSince)
            view.downSince = outage.startedAt;
    view.live = liveStateOf(service.state, view.port, view.device, view.downSince.has_value());
    return view;
}

QList<CustomerService> servicesOf(store::Connection& connection, CustomerId id)
{
    QList<CustomerService> views;
    for (const inventory::Service& service : inventory::servicesOfCustomer(connection, id))
        views.append(customerService(connection, service));
    std::sort(views.begin(), views.end(), [](const CustomerService& a, const CustomerService& b) {
        const bool endedA = a.live == LiveState::Ended;
        const bool endedB = b.live == LiveState::Ended;
        return endedA != endedB ? endedB : a.service.name < b.service.name;
    });
    return views;
}

/// Alarms that tell something about the customer's service: of its port, or of the whole device when services are down with it.
QList<fault::Alarm> alarmsOn(store::Connection& connection, const QList<CustomerService>& services)
{
    QSet<PortId> ports;
    QSet<DeviceId> devices;
    for (const CustomerService& each : services) {
        if (each.live == LiveState::Ended || !each.port)
            continue;
        ports.insert(each.port->id);
        devices.insert(each.port->deviceId);
    }
    QList<fault::Alarm> alarms;
    for (const fault::Alarm& alarm : fault::openAlarms(connection)) {
        const bool onDevice = alarm.portId.isNull() && alarm.serviceAffecting && devices.contains(alarm.deviceId);
        if (onDevice || ports.contains(alarm.portId))
            alarms.append(alarm);
    }
    return alarms;
}

/// All that the history of a customer is made of.
QList<Target> subjectsOf(store::Connection& connection, const CustomerView& view)
{
    QList<Target> subjects{{QStringLiteral("customer"), view.customer.id.toString()}};
    for (const customer::Contact& contact : view.contacts)
        subjects.append({QStringLiteral("contact"), contact.id.toString()});
    for (const CustomerAccount& each : view.accounts)
        subjects.append({QStringLiteral("account"), each.account.id.toString()});
    for (const ordering::Order& order : view.orders) {
        subjects.append({QStringLiteral("order"), order.id.toString()});
        for (const ordering::OrderTask& task : ordering::tasks(connection, order.id))
            subjects.append({QStringLiteral("task"), task.id.toString()});
    }
    for (const CustomerService& each : view.services) {
        subjects.append({QStringLiteral("service"), each.service.id.toString()});
        if (each.subscription)
            subjects.append({QStringLiteral("subscription"), each.subscription->id.toString()});
        for (const assurance::Outage& outage : each.outages)
            subjects.append({QStringLiteral("outage"), outage.id.toString()});
        for (const assurance::SlaCredit& credit : each.credits)
            subjects.append({QStringLiteral("credit"), credit.id.toString()});
    }
    for (const billing::InvoiceSummary& invoice : view.invoices)
        subjects.append({QStringLiteral("invoice"), invoice.id.toString()});
    return subjects;
}

} // namespace

QString titleOf(LiveState state)
{
    switch (state) {
    case LiveState::NotYet: return LiveTexts::tr("Not delivered yet");
    case LiveState::Works: return LiveTexts::tr("Works");
    case LiveState::Down: return LiveTexts::tr("Down");
    case LiveState::Unknown: return LiveTexts::tr("Unknown");
    case LiveState::Suspended: return LiveTexts::tr("Suspended");
    case LiveState::Ended: return LiveTexts::tr("Ended");
    }
    return {};
}

LiveState liveStateOf(inventory::ServiceState service, const std::optional<inventory::Port>& port, const std::optional<inventory::Device>& device, bool outageLasts)
{
    switch (service) {
    case inventory::ServiceState::Reserved: return LiveState::NotYet;
    case inventory::ServiceState::Suspended: return LiveState::Suspended;
    case inventory::ServiceState::Terminated: return LiveState::Ended;
    case inventory::ServiceState::Active: break;
    }
    if (outageLasts)
        return LiveState::Down;
    if (!port || !port->present || !device || device->state != inventory::DeviceState::Answering || port->operState == inventory::OperState::Unknown)
        return LiveState::Unknown;
    return port->operState == inventory::OperState::Up ? LiveState::Works : LiveState::Down;
}

CustomerView customerView(store::Connection& connection, CustomerId id, int mostHistory, const QLocale& locale)
{
    CustomerView view;
    view.customer = customer::requireCustomer(connection, id);
    view.contacts = customer::contacts(connection, id);
    for (const customer::Account& account : customer::accounts(connection, id))
        view.accounts.append({account, billing::balanceOf(connection, account.id, account.currency)});
    view.services = servicesOf(connection, id);
    view.openAlarms = alarmsOn(connection, view.services);
    view.orders = ordering::ordersOfCustomer(connection, id);
    view.invoices = billing::invoicesOfCustomer(connection, id);
    view.prices = catalogue::customerPrices(connection, id);
    view.history = historyOfAll(connection, subjectsOf(connection, view), mostHistory, locale);
    return view;
}

} // namespace trunkline::overview
