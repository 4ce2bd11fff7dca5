// billableAccounts: what is there to bill, for many accounts by few queries.

#include "models/billing/billablestore.h"

#include "models/assurance/outagestore.h"
#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/inventory/servicestore.h"
#include "models/store/inlist.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::billing {

namespace {

QString factsText(const char* sentence)
{
    return QCoreApplication::translate("Billing", sentence);
}

template <class IdType>
QString keyOf(const char* prefix, const IdType& id)
{
    return QString::fromLatin1(prefix) + id.toString();
}

class FactsReader {
public:
    FactsReader(store::Connection& connection, const Biller& biller, const QList<customer::Account>& accounts) : connection_(connection), biller_(biller)
    {
        QStringList ids;
        for (const customer::Account& account : accounts) {
            places_.insert(account.id, all_.size());
            all_.append({{{}, account, {}, {}, {}}, {}});
            ids.append(account.id.toString());
        }
        readCustomers();
        readSubscriptions(ids);
        readDiscounts(ids);
        readCharges(ids);
    }

    QList<AccountFacts> all() { return std::move(all_); }

private:
    void readCustomers()
    {
        QStringList ids;
        for (const AccountFacts& each : all_)
            ids.append(each.facts.account.customerId.toString());
        QHash<CustomerId, customer::Customer> customers;
        for (const customer::Customer& each : customer::customersOf(connection_, ids))
            customers.insert(each.id, each);
        for (AccountFacts& each : all_)
            each.facts.customer = customers.value(each.facts.account.customerId);
    }

    void readSubscriptions(const QStringList& accounts)
    {
        const QList<Subscription> subscriptions = subscriptionsToBill(connection_, accounts);
        QStringList serviceIds, setups, ids;
        QSet<ServiceId> seen;
        for (const Subscription& s : subscriptions) {
            ids.append(s.id.toString());
            setups.append(keyOf("setup:", s.id));
            if (!seen.contains(s.serviceId)) {
                seen.insert(s.serviceId);
                serviceIds.append(s.serviceId.toString());
            }
        }
        const QSet<QString> charged = invoicedKeys(connection_, setups);
        const auto entries = store::journalEntriesOf(connection_, QStringLiteral("subscription.started"), ids);
        QHash<ServiceId, inventory::Service> services;
        for (const inventory::Service& service : inventory::servicesWithIds(connection_, serviceIds))
            services.insert(service.id, service);
        readCredits(serviceIds);
        QHash<ServiceId, std::pair<qsizetype, qsizetype>> last; // a service that was charged before shows its credits once
        for (const Subscription& s : subscriptions) {
            AccountFacts& account = all_[places_.value(s.accountId)];
            if (!services.contains(s.serviceId)) {
                account.damaged = factsText("The service %1 is charged but missing in the inventory.").arg(s.serviceId.toString());
                continue;
            }
            const auto offering = biller_.offerings.constFind(s.offeringId);
            if (offering == biller_.offerings.constEnd()) {
                account.damaged = factsText("The offering %1 is charged but missing in the catalogue.").arg(s.offeringId.toString());
                continue;
            }
            BillableSubscription billable{s, *offering, services.value(s.serviceId), s.chargedUntil.value_or(s.startsOn), charged.contains(keyOf("setup:", s.id)), {},
                                          std::nullopt, {}, {}};
            if (const auto entry = entries.constFind(s.id.toString()); entry != entries.constEnd())
                billable.entry = *entry;
            if (s.correctedFrom)
                billable.billed = billedCharges(s, linesOfSubscription(connection_, s.id), account.facts.account.billDay);
            if (unexplained_.contains(s.serviceId))
                account.damaged = unexplained_.value(s.serviceId);
            if (s.parentId.isNull())
                last.insert(s.serviceId, {places_.value(s.accountId), account.facts.subscriptions.size()});
            account.facts.subscriptions.append(std::move(billable));
        }
        for (auto place = last.cbegin(); place != last.cend(); ++place)
            all_[place->first].facts.subscriptions[place->second].credits = credits_.value(place.key());
    }

    void readCredits(const QStringList& serviceIds)
    {
        const QList<assurance::SlaCredit> credits = assurance::creditsOfServices(connection_, serviceIds);
        QStringList keys, ids;
        for (const assurance::SlaCredit& credit : credits) {
            keys.append(keyOf("credit:", credit.id));
            ids.append(credit.id.toString());
        }
        const QSet<QString> invoiced = invoicedKeys(connection_, keys);
        const auto entries = store::journalEntriesOf(connection_, QStringLiteral("credit.granted"), ids);
        for (const assurance::SlaCredit& credit : credits) {
            if (invoiced.contains(keyOf("credit:", credit.id)))
                continue;
            const auto outage = assurance::outage(connection_, credit.outageId);
            if (!outage) {
                unexplained_.insert(credit.serviceId, factsText("The outage behind the credit %1 is missing; the credit can't be explained on an invoice.").arg(credit.id.toString()));
                continue;
            }
            const auto entry = entries.constFind(credit.id.toString());
            credits_[credit.serviceId].append({credit, *outage, entry == entries.constEnd() ? std::nullopt : std::optional(*entry)});
        }
    }

    void readDiscounts(const QStringList& accounts)
    {
        QStringList ids;
        QList<Discount> discounts;
        for (const store::Row& row : store::rowsIn(connection_, QStringLiteral("SELECT discount_json FROM discount WHERE account_id IN ({keys})"), accounts)) {
            discounts.append(discountFrom(row.json("discount_json")));
            ids.append(discounts.last().id.toString());
        }
        const auto entries = store::journalEntriesOf(connection_, QStringLiteral("discount.granted"), ids);
        // Ids are given in the order of time: the earlier discount goes first.
        std::sort(discounts.begin(), discounts.end(), [](const Discount& a, const Discount& b) { return a.id.toString() < b.id.toString(); });
        for (Discount& discount : discounts) {
            if (const auto entry = entries.constFind(discount.id.toString()); entry != entries.constEnd())
                discount.entry = *entry;
            all_[places_.value(discount.accountId)].facts.discounts.append(discount);
        }
    }

    void readCharges(const QStringList& accounts)
    {
        QList<AccountCharge> charges;
        QStringList keys, ids;
        for (const store::Row& row : store::rowsIn(connection_, QStringLiteral("SELECT charge_json FROM account_charge WHERE account_id IN ({keys})"), accounts)) {
            charges.append(accountChargeFrom(row.json("charge_json")));
            ids.append(charges.last().id.toString());
            keys.append(keyOf("charge:", charges.last().id));
        }
        const QSet<QString> invoiced = invoicedKeys(connection_, keys);
        const auto entries = store::journalEntriesOf(connection_, QStringLiteral("charge.added"), ids);
        std::sort(charges.begin(), charges.end(), [](const AccountCharge& a, const AccountCharge& b) { return a.id.toString() < b.id.toString(); });
        for (AccountCharge& charge : charges) {
            if (invoiced.contains(keyOf("charge:", charge.id)))
                continue;
            if (const auto entry = entries.constFind(charge.id.toString()); entry != entries.constEnd())
                charge.entry = *entry;
            all_[places_.value(charge.accountId)].facts.charges.append(charge);
        }
    }

    store::Connection& connection_;
    const Biller& biller_;
    QList<AccountFacts> all_;
    QHash<AccountId, qsizetype> places_;
    QHash<ServiceId, QList<BillableCredit>> credits_;
    QHash<ServiceId, QString> unexplained_; ///< credits that can't be shown
};

} // namespace

QList<AccountFacts> billableAccounts(store::Connection& connection, const Biller& biller, const QList<customer::Account>& accounts)
{
    return accounts.isEmpty() ? QList<AccountFacts>() : FactsReader(connection, biller, accounts).all();
}

} // namespace trunkline::billing
