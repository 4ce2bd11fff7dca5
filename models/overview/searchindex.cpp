#include "models/overview/searchindex.h"

#include "models/billing/invoicestore.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderstore.h"

#include <QCoreApplication>

namespace trunkline::overview {

namespace {

struct SearchTexts {
    Q_DECLARE_TR_FUNCTIONS(Search)
};

template <class IdType>
Target targetOf(const char* kind, const IdType& id)
{
    return {QString::fromLatin1(kind), id.toString()};
}

/// Names that other things are told by.
struct SearchNames {
    QHash<CustomerId, QString> customers;
    QHash<PortId, QString> ports;
    QHash<PortId, QStringList> serviceNames;
};

void addDevices(store::Connection& connection, QList<SearchItem>& items, SearchNames& names)
{
    QHash<SiteId, QString> sites;
    for (const inventory::Site& site : inventory::sites(connection))
        sites.insert(site.id, site.name);
    QHash<DeviceId, QString> devices;
    for (const inventory::Device& device : inventory::devices(connection)) {
        devices.insert(device.id, device.name);
        const QString site = sites.value(device.siteId);
        const QString what = QStringList{device.vendor, device.model}.join(u' ').trimmed();
        items.append({targetOf("device", device.id), device.name, SearchTexts::tr("Device · %1").arg((QStringList{what, site, device.address}).join(QStringLiteral(" · "))),
                      {device.sysName, device.address, device.serialNumber, device.vendor, device.model, site}});
    }
    for (const inventory::Port& port : inventory::allPorts(connection)) {
        const QString name = QStringLiteral("%1 %2").arg(devices.value(port.deviceId), port.name);
        names.ports.insert(port.id, name);
        if (!port.present)
            continue;
        const QStringList services = names.serviceNames.value(port.id);
        items.append({targetOf("port", port.id), name, port.alias.isEmpty() ? SearchTexts::tr("Port") : SearchTexts::tr("Port · %1").arg(port.alias),
                      QStringList{port.alias, port.description, port.mac} + services});
    }
}

void addCustomers(store::Connection& connection, QList<SearchItem>& items, SearchNames& names)
{
    QHash<CustomerId, QStringList> accounts;
    for (const customer::Account& account : customer::accounts(connection))
        accounts[account.customerId].append(account.number);
    for (const customer::Customer& customer : customer::customers(connection)) {
        names.customers.insert(customer.id, customer.name);
        items.append({targetOf("customer", customer.id), customer.name, SearchTexts::tr("Customer · %1").arg(customer.number),
                      QStringList{customer.number, customer.email, customer.phone} + accounts.value(customer.id)});
    }
    for (const inventory::Service& service : inventory::allServices(connection))
        if (service.state != inventory::ServiceState::Terminated)
            names.serviceNames[service.portId].append({service.name, names.customers.value(service.customerId)});
}

void addBusiness(store::Connection& connection, QList<SearchItem>& items, const SearchNames& names, int most)
{
    for (const inventory::Service& service : inventory::allServices(connection))
        items.append({targetOf("service", service.id), service.name,
                      SearchTexts::tr("Service · %1 · %2").arg(names.customers.value(service.customerId), names.ports.value(service.portId)),
                      {names.customers.value(service.customerId)}});
    for (const ordering::Order& order : ordering::orders(connection).mid(0, most))
        items.append({targetOf("order", order.id), order.number,
                      SearchTexts::tr("Order · %1 · %2").arg(names.customers.value(order.customerId), ordering::titleOf(order.state)),
                      {names.customers.value(order.customerId)}});
    for (const billing::InvoiceSummary& invoice : billing::invoices(connection).mid(0, most))
        items.append({targetOf("invoice", invoice.id), invoice.number,
                      SearchTexts::tr("Invoice · %1 · %2").arg(invoice.buyerName, invoice.gross.toDisplay()), {invoice.buyerName}});
}

void addAlarms(store::Connection& connection, QList<SearchItem>& items, int most)
{
    for (const fault::Alarm& alarm : fault::alarmHistory(connection, most))
        items.append({targetOf("alarm", alarm.id), alarm.number,
                      SearchTexts::tr("Alarm · %1 · %2 · %3").arg(severityWord(alarm.severity), fault::problemWord(alarm.problem), alarm.objectName),
                      {alarm.objectName, alarm.source, fault::problemWord(alarm.problem)}});
}

} // namespace

QList<SearchItem> searchItems(store::Connection& connection, int mostOfAKind)
{
    QList<SearchItem> people;
    SearchNames names;
    addCustomers(connection, people, names);
    QList<SearchItem> items;
    addDevices(connection, items, names);
    items.append(people);
    addBusiness(connection, items, names, mostOfAKind);
    addAlarms(connection, items, mostOfAKind);
    return items;
}

} // namespace trunkline::overview
