#include "tests/scenario/day.h"

#include "app/flows/nonpayment.h"
#include "app/flows/ordertopayment.h"
#include "app/flows/troubletoresolve.h"
#include "models/access/operatorsetup.h"
#include "models/assurance/outagestore.h"
#include "models/billing/billrunservice.h"
#include "models/billing/invoicestore.h"
#include "models/catalogue/catalogueservice.h"
#include "models/catalogue/offeringstore.h"
#include "models/collection/discovery.h"
#include "models/customer/customerservice.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderservice.h"
#include "models/ordering/orderstore.h"
#include "tests/support/teststore.h"
#include "tests/support/wait.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace trunkline::test {

namespace {

const QString portName = QStringLiteral("ont-0/1/3");
const Currency euro = Currency::parse(u"EUR");

catalogue::OfferingDraft fibre100()
{
    catalogue::OfferingDraft draft{QStringLiteral("FIBRE-100"), QStringLiteral("Fibre 100"), UnitPrice::parse(u"49.00", euro), Money::parse(u"29.00", euro),
                                   1900, 100'000, 50'000, catalogue::SlaTerms{240, 1'000, 10'000}, BillingDate(2026, 1, 1), {}};
    return draft;
}

void addCredential(store::Context& context, const store::Sealer& sealer, const access::Actor& actor, const char* name, const char* community, bool forWriting)
{
    for (const inventory::Credential& known : inventory::credentials(context.connection, sealer))
        if (known.name == QLatin1String(name))
            return;
    inventory::Credential draft;
    draft.name = QString::fromLatin1(name);
    draft.community = community;
    draft.forWriting = forWriting;
    inventory::CredentialService(context, sealer).add(actor, draft);
}

} // namespace

Day::Day(store::Context& context, SettableClock& clock, DayNetwork network)
    : context_(context), clock_(clock), network_(std::move(network)), people_(administrator()), sealer_(QByteArray(32, 'k')),
      activator_(std::make_unique<fulfilment::Activator>(engine_, clock)), receiver_(std::make_unique<snmp::TrapReceiver>(engine_))
{
    clock_.set(networkTime());
    const access::Actor collector = access::collectorAgent(QStringLiteral("test-desk"));
    const access::Actor agent = access::flowAgent(QStringLiteral("test-desk"));
    intake_ = std::make_unique<collection::TrapIntake>(context_, *receiver_, collector);
    poller_ = std::make_unique<collection::Poller>(context_, engine_, sealer_, collector);
    std::vector<std::unique_ptr<flows::Flow>> all;
    all.push_back(std::make_unique<flows::TroubleToResolve>(context_, agent));
    all.push_back(std::make_unique<flows::OrderToPayment>(context_, agent, *activator_, sealer_, fulfilment::VerifyPatience{20, 100}));
    all.push_back(std::make_unique<flows::NonPayment>(context_, agent, *activator_, sealer_));
    flows_ = std::make_unique<flows::FlowRunner>(context_, agent, std::move(all));
    QString failure;
    if (!receiver_->listen(QStringLiteral("127.0.0.1"), 0, &failure))
        qFatal("%s", qPrintable(failure));
    command(QStringLiteral("trap to 127.0.0.1:%1").arg(receiver_->port()));
}

Day::~Day() = default;

QString Day::command(const QString& line) const
{
    const QString answer = network_.command(line);
    if (!answer.startsWith(QLatin1String("ok")))
        qFatal("%s: %s", qPrintable(line), qPrintable(answer));
    return answer;
}

Timestamp Day::networkTime() const
{
    const QStringList words = command(QStringLiteral("status")).split(QRegularExpression(QStringLiteral("\\s+")));
    return Timestamp::parse(words.value(words.indexOf(QLatin1String("clock")) + 1));
}

/// Forward only: after a restart the time may be there already.
void Day::moveTo(const char* instant)
{
    const Timestamp wanted = Timestamp::parse(QString::fromLatin1(instant));
    if (networkTime() < wanted)
        command(QStringLiteral("clock set ") + QString::fromLatin1(instant));
    clock_.set(networkTime());
}

void Day::setUp()
{
    store::Connection& c = context_.connection;
    if (!store::operatorProfile(c)) {
        store::OperatorProfile profile;
        profile.name = QStringLiteral("Northwind Fibre");
        profile.currency = euro;
        profile.zone = OperatorZone::named(QStringLiteral("Europe/Berlin"));
        profile.street = QStringLiteral("Harbour Road 1");
        profile.postCode = QStringLiteral("24000");
        profile.city = QStringLiteral("Seeburg");
        profile.country = QStringLiteral("DE");
        profile.vatId = QStringLiteral("DE123456789");
        profile.iban = QStringLiteral("DE02120300000000202051");
        access::setUpOperator(context_, profile, QStringLiteral("test-desk"), QStringLiteral("correct horse battery"));
    }
    addCredential(context_, sealer_, people_, "public-read", "public", false);
    addCredential(context_, sealer_, people_, "private-write", "private", true);
    if (!catalogue::newestOffering(c, fibre100().code))
        catalogue::CatalogueService(context_).publish(people_, fibre100());
    customer::CustomerService customers(context_);
    if (customer::customers(c).isEmpty())
        customers.create(people_, {QStringLiteral("Anna Weber"), QStringLiteral("anna.weber@example.org"), QStringLiteral("+49 30 23125000")});
    if (customer::accounts(c).isEmpty())
        customers.openAccount(people_, customer::customers(c).first().id,
                              {euro, 1, 14, QStringLiteral("Lindenweg 7"), QStringLiteral("24001"), QStringLiteral("Seeburg"), QStringLiteral("DE"), {}});
}

void Day::discover()
{
    if (inventory::deviceByName(context_.connection, QStringLiteral("olt-1")) && !inventory::links(context_.connection).isEmpty() && !ordering::orders(context_.connection).isEmpty())
        return; // done before the order was taken
    collection::DiscoveryOptions options;
    options.seeds = {network_.seed};
    options.reading.port = network_.snmpPort;
    const auto report = collection::Discovery(engine_, inventory::credentials(context_.connection, sealer_), options).run(context_, people_);
    for (const auto& failure : report.failures)
        qFatal("%s", qPrintable(failure.sentence));
}

void Day::order()
{
    store::Connection& c = context_.connection;
    if (ordering::orders(c).isEmpty()) {
        moveTo("2026-03-10T09:00:00Z");
        const auto account = customer::accounts(c).first();
        ordering::OrderService(context_).submit(people_, {account.customerId, account.id, catalogue::newestOffering(c, fibre100().code)->id, port().id, BillingDate(2026, 3, 10)});
    }
    runFlows();
}

void Day::poll()
{
    pollOnce();
    moveTo("2026-03-10T09:01:00Z");
    pollOnce();
    moveTo("2026-03-10T09:02:00Z");
    pollOnce();
}

collection::PollSummary Day::pollOnce()
{
    const auto future = poller_->pollOnce();
    if (!waitFor([&] { return future.isFinished(); }, 60'000))
        qFatal("The round does not end");
    return future.result();
}

void Day::awaitAlarm(bool open)
{
    const auto there = [&] {
        const auto found = alarm();
        return open ? found.has_value() : found && !found->isOpen();
    };
    if (!waitFor(there, 1'000))
        pollOnce();
    if (!there())
        qFatal("The network's fault does not show");
}

void Day::fail()
{
    if (!alarm()) {
        moveTo("2026-03-18T14:00:00Z");
        command(QStringLiteral("port down olt-1 ") + portName);
        awaitAlarm(true);
    }
    runFlows();
}

void Day::repair()
{
    if (alarm()->isOpen()) {
        moveTo("2026-03-18T20:30:00Z");
        command(QStringLiteral("port up olt-1 ") + portName);
        awaitAlarm(false);
    }
    runFlows();
}

billing::Invoice Day::monthEnd()
{
    moveTo("2026-04-01T06:00:00Z");
    const BillingDate today(2026, 4, 1);
    if (billing::invoices(context_.connection).isEmpty())
        billing::BillRunService(context_).post(people_, billing::cycleEndedBy(today, 1), today);
    return *billing::invoice(context_.connection, billing::invoices(context_.connection).first().id);
}

billing::Invoice Day::run()
{
    setUp();
    discover();
    order();
    if (!alarm())
        poll();
    fail();
    repair();
    return monthEnd();
}

inventory::Device Day::olt() const
{
    const auto found = inventory::deviceByName(context_.connection, QStringLiteral("olt-1"));
    if (!found)
        qFatal("olt-1 was not discovered");
    return *found;
}

inventory::Port Day::port() const
{
    const auto found = inventory::portByName(context_.connection, olt().id, portName);
    if (!found)
        qFatal("olt-1 has no %s", qPrintable(portName));
    return *found;
}

inventory::Service Day::service() const
{
    return inventory::servicesOnPort(context_.connection, port().id).first();
}

std::optional<fault::Alarm> Day::alarm() const
{
    for (const fault::Alarm& alarm : fault::alarmHistory(context_.connection))
        if (alarm.portId == port().id)
            return alarm;
    return std::nullopt;
}

QByteArray comparable(const billing::Invoice& invoice)
{
    // The document holds identifiers that are random by design; numbers, texts, days and money must agree.
    static const QRegularExpression identifier(QStringLiteral("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
    return QString::fromUtf8(QJsonDocument(billing::toJson(invoice)).toJson()).replace(identifier, QStringLiteral("id")).toUtf8();
}

} // namespace trunkline::test
