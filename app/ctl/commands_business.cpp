// Jobs about customers: the catalogue, who buys, and what they ordered.

#include "app/ctl/offeringoptions.h"
#include "app/ctl/session.h"
#include "models/assurance/outagestore.h"
#include "models/catalogue/catalogueservice.h"
#include "models/catalogue/offeringmodel.h"
#include "models/catalogue/offeringstore.h"
#include "models/core/errors.h"
#include "models/customer/customerservice.h"
#include "models/customer/customerstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderservice.h"
#include "models/ordering/orderstore.h"
#include "models/privacy/privacyservice.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

namespace trunkline::ctl {

namespace {

QString businessText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

customer::Customer customerCalled(Session& session, const QString& number)
{
    if (auto found = customer::customerByNumber(session.connection(), number))
        return *found;
    throw NotFound(businessText("There is no customer “%1”; see “trunklinectl customer list”.").arg(number));
}

// ---- offerings

int listOfferings(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewCustomers);
    Listing listing{{{"code", businessText("Offering")}, {"version", businessText("Version"), true}, {"name", businessText("Name")},
                     {"monthlyPrice", businessText("Monthly"), true}, {"setupFee", businessText("Setup"), true}, {"currency", businessText("Currency")},
                     {"tax", businessText("VAT"), true}, {"slaMinutes", businessText("SLA min/month"), true}, {"traffic", businessText("Traffic")}, {"validFrom", businessText("From")}}, {},
                    businessText("Nothing is on offer yet; publish something with “trunklinectl offering add”.")};
    for (const catalogue::Offering& offering : catalogue::offerings(session.connection())) {
        QJsonObject row = catalogue::toJson(offering);
        row["id"] = offering.id.toString();
        row["monthlyPrice"] = catalogue::monthlyPrice(offering).toPlainString();
        row["interval"] = catalogue::nameOf(offering.terms.interval);
        row["setupFee"] = offering.setupFee.toPlainString();
        row["currency"] = offering.price.currency.code();
        row["tax"] = catalogue::percentText(offering.taxRateBasisPoints, QLocale::c());
        row["slaMinutes"] = offering.sla ? QString::number(offering.sla->outageMinutesPerMonth) : QString();
        row["traffic"] = catalogue::trafficText(offering.terms, QLocale::c());
        row["validFrom"] = offering.validFrom.toIso();
        listing.rows.append(row);
    }
    session.show(listing);
    return Done;
}

int addOffering(Session& session, const QCommandLineParser& parser)
{
    const Currency currency = session.profile().currency;
    catalogue::OfferingDraft draft{parser.positionalArguments().first(), parser.value(QStringLiteral("name")),
                                   UnitPrice::parse(parser.value(QStringLiteral("monthly")), currency), Money::parse(parser.value(QStringLiteral("setup-fee")), currency),
                                   int(wholeNumber(parser, "vat-basis-points")), wholeNumber(parser, "down-kbps"), wholeNumber(parser, "up-kbps"), std::nullopt,
                                   parser.isSet(QStringLiteral("from")) ? BillingDate::parse(parser.value(QStringLiteral("from")))
                                                                        : session.profile().zone.dateAt(session.clock().now()), std::nullopt};
    if (parser.isSet(QStringLiteral("sla-minutes")))
        draft.sla = catalogue::SlaTerms{int(wholeNumber(parser, "sla-minutes")), int(wholeNumber(parser, "credit-basis-points")), int(wholeNumber(parser, "cap-basis-points"))};
    readOffering(parser, draft);
    const auto offering = catalogue::CatalogueService(session.context()).publish(session.actor(), draft);
    session.say(businessText("%1 (%2) is on sale from %3.").arg(offering.name, offering.code, offering.validFrom.toIso()), {{"id", offering.id.toString()}, {"code", offering.code}});
    return Done;
}

// ---- customers

int listCustomers(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewCustomers);
    Listing listing{{{"number", businessText("Customer")}, {"name", businessText("Name")}, {"email", businessText("E-mail")}, {"accounts", businessText("Accounts")},
                     {"services", businessText("Services"), true}}, {}, businessText("There are no customers yet; add one with “trunklinectl customer add”.")};
    for (const customer::Customer& one : customer::customers(session.connection())) {
        QJsonArray accounts;
        for (const customer::Account& account : customer::accounts(session.connection(), one.id))
            accounts.append(account.number);
        QJsonObject row = customer::toJson(one);
        row["id"] = one.id.toString();
        row["number"] = one.number;
        row["accounts"] = accounts;
        row["services"] = inventory::servicesOfCustomer(session.connection(), one.id).size();
        listing.rows.append(row);
    }
    session.show(listing);
    return Done;
}

int addCustomer(Session& session, const QCommandLineParser& parser)
{
    const auto text = [&](const char* option) { return parser.value(QString::fromLatin1(option)); };
    const customer::AccountDraft account{session.profile().currency, int(wholeNumber(parser, "bill-day")), int(wholeNumber(parser, "payment-days")),
                                         text("street"), text("post-code"), text("city"), text("country"), text("vat-id"),
                                         text("tax-exemption").isEmpty() ? std::nullopt : std::optional(taxCategoryOf(text("tax-exemption"))), text("tax-reason")};
    customer::checkAccount(account); // before the customer is there: nothing half-written
    customer::CustomerService service(session.context());
    const auto made = service.create(session.actor(), {parser.positionalArguments().first(), text("email"), text("phone")});
    const auto opened = service.openAccount(session.actor(), made.id, account);
    session.say(businessText("%1 is customer %2 with account %3.").arg(made.name, made.number, opened.number), {{"customer", made.number}, {"account", opened.number}});
    return Done;
}

// ---- what is held of a person

int exportCustomer(Session& session, const QCommandLineParser& parser)
{
    const customer::Customer who = customerCalled(session, parser.positionalArguments().first());
    const QString path = parser.isSet(QStringLiteral("output")) ? parser.value(QStringLiteral("output")) : who.number + QStringLiteral(".json");
    privacy::PrivacyService(session.context()).exportTo(session.actor(), who.id, path);
    session.say(businessText("All that is held about %1 is in %2.").arg(who.number, path), {{"customer", who.number}, {"file", path}});
    return Done;
}

int eraseCustomer(Session& session, const QCommandLineParser& parser)
{
    const customer::Customer who = customerCalled(session, parser.positionalArguments().first());
    session.actor().require(access::Permission::ManageOperator);
    if (!parser.isSet(QStringLiteral("yes"))) {
        const privacy::ErasurePlan plan = privacy::planErasure(session.connection(), who.id);
        session.say(plan.obstacles.isEmpty() ? privacy::consequencesText(plan) + u' ' + businessText("Nothing is erased yet; say it again with --yes.") : plan.obstacles.join(u'\n'),
                    {{"customer", who.number}, {"obstacles", QJsonArray::fromStringList(plan.obstacles)}, {"entries", plan.entries}, {"documents", plan.documents}});
        return plan.obstacles.isEmpty() ? Done : BusinessRefused;
    }
    const privacy::ErasurePlan done = privacy::PrivacyService(session.context()).erase(session.actor(), who.id, parser.value(QStringLiteral("reason")));
    session.say(businessText("%1 is erased.").arg(who.number), {{"customer", who.number}, {"entries", done.entries}, {"documents", done.documents}});
    return Done;
}

// ---- orders

ordering::Order orderCalled(Session& session, const QString& number)
{
    if (auto found = ordering::orderByNumber(session.connection(), number))
        return *found;
    throw NotFound(businessText("There is no order “%1”; see “trunklinectl order list”.").arg(number));
}

QString placeOf(Session& session, PortId id)
{
    const auto port = inventory::port(session.connection(), id);
    const auto device = port ? inventory::device(session.connection(), port->deviceId) : std::nullopt;
    return device ? device->name + u' ' + port->name : QString();
}

QJsonObject orderRow(Session& session, const ordering::Order& order)
{
    const auto buyer = customer::customer(session.connection(), order.customerId);
    const auto offering = catalogue::offering(session.connection(), order.offeringId);
    const auto service = inventory::service(session.connection(), order.serviceId);
    return {{"id", order.id.toString()}, {"number", order.number}, {"customer", buyer ? buyer->name : QString()}, {"offering", offering ? offering->name : QString()},
            {"service", service ? service->name : QString()}, {"port", placeOf(session, order.portId)}, {"state", ordering::nameOf(order.state)},
            {"requested", order.requestedDate.toIso()}, {"submitted", session.time(order.submittedAt)},
            {"activated", service && service->activatedAt ? session.time(*service->activatedAt) : QString()}};
}

int listOrders(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewOrders);
    Listing listing{{{"number", businessText("Order")}, {"state", businessText("State")}, {"customer", businessText("Customer")}, {"offering", businessText("Offering")},
                     {"service", businessText("Service")}, {"port", businessText("Port")}, {"requested", businessText("Requested")}}, {},
                    businessText("There are no orders yet; take one with “trunklinectl order submit”.")};
    for (const ordering::Order& order : ordering::orders(session.connection()))
        listing.rows.append(orderRow(session, order));
    session.show(listing);
    return Done;
}

int showOrder(Session& session, const ordering::Order& order)
{
    QJsonObject object = orderRow(session, order);
    Listing tasks{{{"position", businessText("Task"), true}, {"kind", businessText("What")}, {"state", businessText("State")}, {"attempts", businessText("Attempts"), true},
                   {"failure", businessText("Why it failed")}}, {}, businessText("The order is not planned yet; the flows do that.")};
    for (const ordering::OrderTask& task : ordering::tasks(session.connection(), order.id))
        tasks.rows.append(QJsonObject{{"position", task.position}, {"kind", task.kind}, {"state", ordering::nameOf(task.state)}, {"attempts", task.attempts},
                                      {"failure", task.failure}, {"evidence", task.evidence}});
    if (session.options().json) {
        object["tasks"] = tasks.rows;
        session.show(object, {});
        return Done;
    }
    session.show(object, {{"number", businessText("Order")}, {"state", businessText("State")}, {"customer", businessText("Customer")}, {"offering", businessText("Offering")},
                          {"service", businessText("Service")}, {"port", businessText("Port")}, {"requested", businessText("Requested")},
                          {"submitted", businessText("Submitted")}, {"activated", businessText("Works since")}});
    session.show(tasks);
    return Done;
}

/// Waits until the flows have brought the order to an end; they may run in another process.
ordering::Order awaitOrder(Session& session, ordering::Order order)
{
    QElapsedTimer waiting;
    waiting.start();
    const auto open = [](ordering::OrderState state) { return state == ordering::OrderState::Submitted || state == ordering::OrderState::InProgress; };
    while (open(order.state)) {
        if (waiting.elapsed() > 60'000)
            throw NetworkFailure(businessText("Order %1 is still %2 after a minute; does “trunklinectl collect” run? Look again with “trunklinectl order show %1”.")
                                     .arg(order.number, ordering::nameOf(order.state)));
        QThread::msleep(100);
        order = *ordering::order(session.connection(), order.id);
    }
    return order;
}

int submitOrder(Session& session, const QCommandLineParser& parser)
{
    const auto buyer = customerCalled(session, parser.value(QStringLiteral("customer")));
    const auto accounts = customer::accounts(session.connection(), buyer.id);
    if (accounts.isEmpty())
        throw Refused(businessText("%1 has no account to be billed; open one first.").arg(buyer.name));
    const BillingDate today = session.profile().zone.dateAt(session.clock().now());
    const BillingDate date = parser.isSet(QStringLiteral("date")) ? BillingDate::parse(parser.value(QStringLiteral("date"))) : today;
    const auto offering = catalogue::offeringOnSale(session.connection(), parser.value(QStringLiteral("offering")), date);
    if (!offering)
        throw NotFound(businessText("Nothing called “%1” is on sale on %2; see “trunklinectl offering list”.").arg(parser.value(QStringLiteral("offering")), date.toIso()));
    const auto device = inventory::deviceByName(session.connection(), parser.value(QStringLiteral("device")));
    const auto port = device ? inventory::portByName(session.connection(), device->id, parser.value(QStringLiteral("port"))) : std::nullopt;
    if (!port)
        throw NotFound(businessText("There is no port “%1 %2”; see “trunklinectl port list --free”.").arg(parser.value(QStringLiteral("device")), parser.value(QStringLiteral("port"))));
    ordering::Order order = ordering::OrderService(session.context()).submit(session.actor(), {buyer.id, accounts.first().id, offering->id, port->id, date});
    if (!parser.isSet(QStringLiteral("wait"))) {
        session.say(businessText("Order %1 is taken: %2 for %3 on %4 %5. The port is reserved.").arg(order.number, offering->name, buyer.name, device->name, port->name),
                    {{"number", order.number}});
        return Done;
    }
    return showOrder(session, awaitOrder(session, order));
}

int showOrderCommand(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewOrders);
    return showOrder(session, orderCalled(session, parser.positionalArguments().first()));
}

int retryOrder(Session& session, const QCommandLineParser& parser)
{
    const auto order = orderCalled(session, parser.positionalArguments().first());
    for (const ordering::OrderTask& task : ordering::tasks(session.connection(), order.id))
        if (task.state == ordering::TaskState::Failed) {
            ordering::OrderService(session.context()).retryTask(session.actor(), task.id);
            session.say(businessText("Task %1 of order %2 is tried again.").arg(task.position).arg(order.number));
            return Done;
        }
    throw Refused(businessText("No task of order %1 has failed.").arg(order.number));
}

int cancelOrder(Session& session, const QCommandLineParser& parser)
{
    const auto order = orderCalled(session, parser.positionalArguments().first());
    ordering::OrderService(session.context()).cancel(session.actor(), order.id);
    session.say(businessText("Order %1 is cancelled; its port is free again.").arg(order.number));
    return Done;
}

int listOutages(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewAlarms);
    Listing listing{{{"service", businessText("Service")}, {"customer", businessText("Customer")}, {"from", businessText("From")}, {"to", businessText("To")},
                     {"minutes", businessText("Minutes"), true}, {"credit", businessText("Credit"), true}}, {}, businessText("No service was down yet.")};
    for (const inventory::Service& service : inventory::allServices(session.connection())) {
        const auto buyer = customer::customer(session.connection(), service.customerId);
        for (const assurance::Outage& outage : assurance::outagesOfService(session.connection(), service.id)) {
            QString credit;
            for (const assurance::SlaCredit& granted : assurance::creditsOfOutage(session.connection(), outage.id))
                credit = granted.amount.toPlainString() + u' ' + granted.amount.currency.code();
            listing.rows.append(QJsonObject{{"service", service.name}, {"customer", buyer ? buyer->name : QString()}, {"from", session.time(outage.startedAt)},
                                            {"to", outage.endedAt ? session.time(*outage.endedAt) : QString()},
                                            {"minutes", qint64(outage.endedAt ? outage.endedAt->msSince(outage.startedAt) / 60'000 : 0)}, {"credit", credit}});
        }
    }
    session.show(listing);
    return Done;
}

} // namespace

QList<Command> businessCommands()
{
    const auto option = [](const char* name, const QString& text, const char* value, const char* fallback = "") {
        return QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value), QString::fromLatin1(fallback));
    };
    QList<QCommandLineOption> terms; // what comes with the price
    for (const QCommandLineOption& each : offeringOptions().mid(6))
        terms.append(each);
    terms.prepend(option("tax-class", businessText("instead of an own rate, see tax list"), "CLASS"));
    return {
        {"offering list", "", businessText("what is sold"), 0, 0, {}, listOfferings},
        {"offering add", "CODE", businessText("publish an offering"), 1, 1, terms + QList<QCommandLineOption>
         {option("name", businessText("what the customer reads"), "TEXT"), option("monthly", businessText("monthly price, net"), "AMOUNT"),
          option("setup-fee", businessText("once, net"), "AMOUNT", "0"), option("vat-basis-points", businessText("1900 is 19 %"), "NUMBER", "1900"),
          option("down-kbps", businessText("what the line carries"), "NUMBER", "0"), option("up-kbps", "", "NUMBER", "0"), option("from", businessText("on sale from"), "DATE"),
          option("sla-minutes", businessText("outage allowed in a month"), "NUMBER"),
          option("credit-basis-points", businessText("of the monthly price, for each started hour beyond"), "NUMBER", "1000"),
          option("cap-basis-points", businessText("never more than this in a month"), "NUMBER", "10000")}, addOffering},
        {"customer list", "", businessText("who buys"), 0, 0, {}, listCustomers},
        {"customer add", "NAME", businessText("add a customer with an account"), 1, 1,
         {option("email", "", "TEXT"), option("phone", "", "TEXT"), option("bill-day", businessText("1 to 31"), "DAY", "1"), option("payment-days", "", "DAYS", "14"),
          option("street", "", "TEXT"), option("post-code", "", "TEXT"), option("city", "", "TEXT"), option("country", businessText("ISO 3166 code"), "CODE"),
          option("vat-id", "", "TEXT"), option("tax-exemption", businessText("E, AE, K, G or O: no tax is charged"), "CODE"),
          option("tax-reason", businessText("why, as invoices state it"), "TEXT")}, addCustomer},
        {"customer export", "NUMBER", businessText("everything that is held about a customer, as JSON"), 1, 1, {option("output", businessText("else NUMBER.json"), "FILE")}, exportCustomer},
        {"customer erase", "NUMBER", businessText("forget a customer for ever; without --yes it says what would happen"), 1, 1,
         {option("reason", businessText("who asked for it, and when"), "TEXT"), QCommandLineOption(QStringLiteral("yes"), businessText("do it"))}, eraseCustomer},
        {"order list", "", businessText("what was ordered"), 0, 0, {}, listOrders},
        {"order show", "NUMBER", businessText("one order with its tasks"), 1, 1, {}, showOrderCommand},
        {"order submit", "", businessText("take an order; its port is reserved at once"), 0, 0,
         {option("customer", "", "NUMBER"), option("offering", "", "CODE"), option("device", "", "NAME"), option("port", "", "IFNAME"), option("date", businessText("wanted on"), "DATE"),
          QCommandLineOption(QStringLiteral("wait"), businessText("until it works or a task has failed"))}, submitOrder},
        {"order retry", "NUMBER", businessText("try the failed task again"), 1, 1, {}, retryOrder},
        {"order cancel", "NUMBER", businessText("before the network was changed"), 1, 1, {}, cancelOrder},
        {"outage list", "", businessText("when services were down, and the credits"), 0, 0, {}, listOutages},
    };
}

} // namespace trunkline::ctl
