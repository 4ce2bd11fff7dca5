#include "models/overview/sentences.h"

#include "models/assurance/outagestore.h"
#include "models/billing/invoicestore.h"
#include "models/billing/subscriptionstore.h"
#include "models/catalogue/offeringstore.h"
#include "models/customer/customerstore.h"
#include "models/fault/alarmstore.h"
#include "models/fulfilment/activationtask.h"
#include "models/inventory/inventorystore.h"
#include "models/inventory/servicestore.h"
#include "models/ordering/orderstore.h"
#include "models/overview/trapwords.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::overview {

namespace {

struct StoryTexts {
    Q_DECLARE_TR_FUNCTIONS(Story)
};

/// Entries of which nothing but the name of their subject is told. %1 is that name.
struct PlainStory {
    const char* kind;
    const char* what;
};

constexpr PlainStory plainStories[] = {
    {"customer.created", QT_TRANSLATE_NOOP("Story", "Customer %1 was entered")},
    {"customer.changed", QT_TRANSLATE_NOOP("Story", "Customer %1 was changed")},
    {"contact.added", QT_TRANSLATE_NOOP("Story", "Contact %1 was added")},
    {"contact.changed", QT_TRANSLATE_NOOP("Story", "Contact %1 was changed")},
    {"customer.exported", QT_TRANSLATE_NOOP("Story", "What is held about the customer was given out")},
    {"customer.erased", QT_TRANSLATE_NOOP("Story", "Customer %1 was erased")},
    {"contact.removed", QT_TRANSLATE_NOOP("Story", "Contact %1 was removed")},
    {"account.opened", QT_TRANSLATE_NOOP("Story", "Account %1 was opened")},
    {"account.changed", QT_TRANSLATE_NOOP("Story", "Account %1 was changed")},
    {"account.parked", QT_TRANSLATE_NOOP("Story", "Account %1 could not be billed")},
    {"billrun.started", QT_TRANSLATE_NOOP("Story", "A bill run began")},
    {"billrun.finished", QT_TRANSLATE_NOOP("Story", "A bill run was finished")},
    {"billrun.stopped", QT_TRANSLATE_NOOP("Story", "A bill run was stopped")},
    {"billing.settingsChanged", QT_TRANSLATE_NOOP("Story", "The billing settings were changed")},
    {"offering.published", QT_TRANSLATE_NOOP("Story", "Offering %1 was published")},
    {"offering.revised", QT_TRANSLATE_NOOP("Story", "Offering %1 got a new version")},
    {"offering.retired", QT_TRANSLATE_NOOP("Story", "Offering %1 was retired")},
    {"taxRate.added", QT_TRANSLATE_NOOP("Story", "Tax class %1 got a rate")},
    {"promotion.published", QT_TRANSLATE_NOOP("Story", "Promotion %1 was published")},
    {"promotion.changed", QT_TRANSLATE_NOOP("Story", "Promotion %1 was changed")},
    {"customerPrice.agreed", QT_TRANSLATE_NOOP("Story", "A price was agreed with a customer")},
    {"discount.granted", QT_TRANSLATE_NOOP("Story", "A discount was granted")},
    {"discount.ended", QT_TRANSLATE_NOOP("Story", "A discount was ended")},
    {"charge.added", QT_TRANSLATE_NOOP("Story", "A charge or credit was entered")},
    {"billrun.approved", QT_TRANSLATE_NOOP("Story", "The figures of a bill run were approved")},
    {"invoice.cancelled", QT_TRANSLATE_NOOP("Story", "Invoice %1 was taken back")},
    {"invoice.credited", QT_TRANSLATE_NOOP("Story", "A part of invoice %1 was given back")},
    {"device.discovered", QT_TRANSLATE_NOOP("Story", "Device %1 was found")},
    {"device.changed", QT_TRANSLATE_NOOP("Story", "Device %1 changed")},
    {"device.stateChanged", QT_TRANSLATE_NOOP("Story", "Device %1 changed its state")},
    {"device.moved", QT_TRANSLATE_NOOP("Story", "Device %1 was moved on the map")},
    {"device.renamed", QT_TRANSLATE_NOOP("Story", "Device %1 got another name")},
    {"device.sited", QT_TRANSLATE_NOOP("Story", "Device %1 was put at a site")},
    {"port.changed", QT_TRANSLATE_NOOP("Story", "Port %1 changed")},
    {"port.stateChanged", QT_TRANSLATE_NOOP("Story", "Port %1 changed its state")},
    {"port.ratesSet", QT_TRANSLATE_NOOP("Story", "Rates of port %1 were set")},
    {"link.discovered", QT_TRANSLATE_NOOP("Story", "Link %1 was found")},
    {"link.changed", QT_TRANSLATE_NOOP("Story", "Link %1 changed")},
    {"link.stale", QT_TRANSLATE_NOOP("Story", "Link %1 is no longer reported")},
    {"link.confirmed", QT_TRANSLATE_NOOP("Story", "Link %1 is reported again")},
    {"device.hardware", QT_TRANSLATE_NOOP("Story", "The hardware of %1 was read and had changed")},
    {"gauge.limitsSet", QT_TRANSLATE_NOOP("Story", "Limits of %1 were set")},
    {"gauge.limitsReset", QT_TRANSLATE_NOOP("Story", "Limits of %1 are those of the device again")},
    {"device.retired", QT_TRANSLATE_NOOP("Story", "Device %1 was taken out of the inventory")},
    {"discoveryPlan.added", QT_TRANSLATE_NOOP("Story", "Discovery plan %1 was added")},
    {"discoveryPlan.changed", QT_TRANSLATE_NOOP("Story", "Discovery plan %1 was changed")},
    {"discoveryPlan.asked", QT_TRANSLATE_NOOP("Story", "Discovery plan %1 was started by hand")},
    {"discoveryPlan.removed", QT_TRANSLATE_NOOP("Story", "Discovery plan %1 was removed")},
    {"discovery.proposed", QT_TRANSLATE_NOOP("Story", "Discovery %1 found differences")},
    {"discovery.approved", QT_TRANSLATE_NOOP("Story", "Differences that discovery %1 found were agreed to")},
    {"discovery.dismissed", QT_TRANSLATE_NOOP("Story", "Differences that discovery %1 found were dismissed")},
    {"link.removed", QT_TRANSLATE_NOOP("Story", "Link %1 was removed")},
    {"site.created", QT_TRANSLATE_NOOP("Story", "Site %1 was made")},
    {"device.timeZoneSet", QT_TRANSLATE_NOOP("Story", "The time zone of %1's log was set")},
    {"device.roleSet", QT_TRANSLATE_NOOP("Story", "%1 got another role")},
    {"device.checksSet", QT_TRANSLATE_NOOP("Story", "The checks of %1 were changed")},
    {"traps.changed", QT_TRANSLATE_NOOP("Story", "Where traps are listened for was changed")},
    {"syslog.changed", QT_TRANSLATE_NOOP("Story", "Where syslog is listened for was changed")},
    {"credential.added", QT_TRANSLATE_NOOP("Story", "Credential %1 was added")},
    {"credential.changed", QT_TRANSLATE_NOOP("Story", "Credential %1 was changed")},
    {"credential.moved", QT_TRANSLATE_NOOP("Story", "Credential %1 got another place in the order to try")},
    {"credential.removed", QT_TRANSLATE_NOOP("Story", "Credential %1 was removed")},
    {"user.created", QT_TRANSLATE_NOOP("Story", "User %1 was made")},
    {"user.passwordSet", QT_TRANSLATE_NOOP("Story", "A user's password was set")},
    {"user.rolesSet", QT_TRANSLATE_NOOP("Story", "User %1 got other roles")},
    {"user.enabled", QT_TRANSLATE_NOOP("Story", "User %1 may sign in again")},
    {"user.disabled", QT_TRANSLATE_NOOP("Story", "User %1 may no longer sign in")},
    {"operator.setUp", QT_TRANSLATE_NOOP("Story", "The operator %1 was set up")},
    {"operator.changed", QT_TRANSLATE_NOOP("Story", "The operator's profile was changed")},
    {"demo.clockMoved", QT_TRANSLATE_NOOP("Story", "The demo's clock was moved")},
    {"ledger.posted", QT_TRANSLATE_NOOP("Story", "A posting was made by hand")},
    {"ledger.monthClosed", QT_TRANSLATE_NOOP("Story", "A month of the ledger was closed")},
    {"ledger.invoicesEntered", QT_TRANSLATE_NOOP("Story", "The invoices of before were entered into the ledger")},
    {"revenue.recognised", QT_TRANSLATE_NOOP("Story", "Revenue that was charged in advance was earned")},
    {"payment.recorded", QT_TRANSLATE_NOOP("Story", "Payment %1 was recorded")},
    {"payment.arrived", QT_TRANSLATE_NOOP("Story", "Payment %1 arrived at the bank")},
    {"payment.refunded", QT_TRANSLATE_NOOP("Story", "Credit was paid back by %1")},
    {"payment.returned", QT_TRANSLATE_NOOP("Story", "The bank took a payment back: %1")},
    {"payment.unallocated", QT_TRANSLATE_NOOP("Story", "What payment %1 settled was opened again")},
    {"payments.settingsChanged", QT_TRANSLATE_NOOP("Story", "The settings of payments were changed")},
    {"credit.allocated", QT_TRANSLATE_NOOP("Story", "Credit of the account was allocated")},
    {"creditnote.applied", QT_TRANSLATE_NOOP("Story", "A credit note was set against an invoice")},
    {"item.writtenOff", QT_TRANSLATE_NOOP("Story", "A part of %1 was written off")},
    {"invoice.disputed", QT_TRANSLATE_NOOP("Story", "The customer disagrees with %1")},
    {"dispute.resolved", QT_TRANSLATE_NOOP("Story", "The dispute about %1 was settled")},
    {"statement.imported", QT_TRANSLATE_NOOP("Story", "A bank statement was imported")},
    {"bankline.ignored", QT_TRANSLATE_NOOP("Story", "A movement at the bank was set aside")},
    {"mandate.signed", QT_TRANSLATE_NOOP("Story", "A mandate for direct debits was signed")},
    {"mandate.revoked", QT_TRANSLATE_NOOP("Story", "A mandate for direct debits ended")},
    {"mandate.ending", QT_TRANSLATE_NOOP("Story", "A mandate for direct debits will end with its next collection")},
    {"directdebit.ordered", QT_TRANSLATE_NOOP("Story", "Direct debits were given to the bank")},
    {"directdebit.collected", QT_TRANSLATE_NOOP("Story", "The bank collected direct debits")},
    {"refund.ordered", QT_TRANSLATE_NOOP("Story", "Refunds were given to the bank")},
    {"dunning.started", QT_TRANSLATE_NOOP("Story", "A dunning run began")},
    {"dunning.sent", QT_TRANSLATE_NOOP("Story", "A dunning letter was sent: %1")},
    {"dunning.finished", QT_TRANSLATE_NOOP("Story", "A dunning run was finished")},
    {"dunning.stopped", QT_TRANSLATE_NOOP("Story", "A dunning run was stopped")},
    {"dunning.held", QT_TRANSLATE_NOOP("Story", "Dunning of account %1 was put on hold")},
    {"dunning.retried", QT_TRANSLATE_NOOP("Story", "The network was asked again for the services of account %1")},
    {"dunning.policyChosen", QT_TRANSLATE_NOOP("Story", "Account %1 got other dunning rules")},
    {"dunning.policyChanged", QT_TRANSLATE_NOOP("Story", "The dunning rules “%1” were changed")},
    {"trafficPort.added", QT_TRANSLATE_NOOP("Story", "A port was added to those that the traffic of %1 is measured at")},
    {"trafficPort.ended", QT_TRANSLATE_NOOP("Story", "A port was taken from those that the traffic of %1 is measured at")},
    {"flow.parked", QT_TRANSLATE_NOOP("Story", "A step could not be handled and waits for a person")},
};

/// What became of an order, a service, a subscription. %1 is its name.
constexpr PlainStory lifeStories[] = {
    {"order.submitted", QT_TRANSLATE_NOOP("Story", "Order %1 was taken")},
    {"order.planned", QT_TRANSLATE_NOOP("Story", "Order %1 was planned")},
    {"order.completed", QT_TRANSLATE_NOOP("Story", "Order %1 was completed")},
    {"order.cancelled", QT_TRANSLATE_NOOP("Story", "Order %1 was cancelled")},
    {"service.activated", QT_TRANSLATE_NOOP("Story", "Service %1 was activated")},
    {"service.released", QT_TRANSLATE_NOOP("Story", "The port of service %1 was given back")},
    {"service.suspended", QT_TRANSLATE_NOOP("Story", "Service %1 was suspended")},
    {"service.resumed", QT_TRANSLATE_NOOP("Story", "Service %1 is delivered again")},
    {"service.terminated", QT_TRANSLATE_NOOP("Story", "Service %1 was ended")},
    {"subscription.started", QT_TRANSLATE_NOOP("Story", "The charge for %1 began")},
    {"subscription.ended", QT_TRANSLATE_NOOP("Story", "The charge for %1 ended")},
    {"subscription.moved", QT_TRANSLATE_NOOP("Story", "The charge for %1 moved to another version")},
    {"subscription.quantityChanged", QT_TRANSLATE_NOOP("Story", "The charge for %1 counts another number of pieces")},
    {"subscription.suspended", QT_TRANSLATE_NOOP("Story", "The charge for %1 was suspended")},
    {"subscription.resumed", QT_TRANSLATE_NOOP("Story", "The charge for %1 goes on")},
    {"task.started", QT_TRANSLATE_NOOP("Story", "%1 was begun")},
    {"task.completed", QT_TRANSLATE_NOOP("Story", "%1 is done")},
    {"task.failed", QT_TRANSLATE_NOOP("Story", "%1 failed")},
    {"task.retried", QT_TRANSLATE_NOOP("Story", "%1 is tried again")},
    {"alarm.raised", QT_TRANSLATE_NOOP("Story", "Alarm %1")},
    {"alarm.counted", QT_TRANSLATE_NOOP("Story", "Alarm %1 was reported again")},
    {"alarm.cleared", QT_TRANSLATE_NOOP("Story", "Alarm %1 is over")},
    {"alarm.acknowledged", QT_TRANSLATE_NOOP("Story", "Alarm %1 was acknowledged")},
    {"alarm.unacknowledged", QT_TRANSLATE_NOOP("Story", "The acknowledgement of alarm %1 was taken back")},
    {"alarm.assigned", QT_TRANSLATE_NOOP("Story", "Alarm %1 got another owner")},
    {"alarm.noted", QT_TRANSLATE_NOOP("Story", "Alarm %1 got a note")},
};

template <std::size_t size>
QString storyOf(const PlainStory (&stories)[size], const QString& kind, const QString& name)
{
    for (const PlainStory& story : stories)
        if (kind == QLatin1StringView(story.kind)) {
            const QString what = QCoreApplication::translate("Story", story.what);
            return what.contains(QLatin1String("%1")) ? what.arg(name) : what;
        }
    return name.isEmpty() ? kind : QStringLiteral("%1: %2").arg(kind, name);
}

QJsonObject stateOf(const store::JournalEntry& entry)
{
    return (entry.after.isEmpty() ? entry.before : entry.after).object();
}

QString nameIn(const QJsonObject& state)
{
    for (const char* field : {"name", "number", "code"})
        if (const QString name = state[QLatin1StringView(field)].toString(); !name.isEmpty())
            return name;
    return {};
}

/// "Link down (trap) from 127.20.0.7: ont-0/1/3 of olt-1 is down (ifName = ont-0/1/3; ifOperStatus = down)".
QString eventText(const QJsonObject& event)
{
    if (event.isEmpty())
        return {};
    QString text = StoryTexts::tr("%1 from %2").arg(fault::eventKindWord(fault::eventKindFromKey(event["kind"].toString()), event["payload"].toObject()), event["source"].toString());
    if (const QString said = event["text"].toString(); !said.isEmpty())
        text += QStringLiteral(": %1").arg(said);
    const QString values = payloadText({{"oids", event["payload"].toObject()["oids"]}});
    return values.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, values);
}

QString taskTitle(const QString& kind)
{
    if (kind == QLatin1String(fulfilment::activatePortKind))
        return StoryTexts::tr("Switching the port on");
    if (kind == QLatin1String(fulfilment::verifyPortKind))
        return StoryTexts::tr("Seeing that the port works");
    return kind;
}

} // namespace

QString differencesText(const store::JournalEntry& entry)
{
    QStringList parts;
    const QJsonObject before = entry.before.object(), after = entry.after.object();
    for (auto it = before.begin(); it != before.end() && parts.size() < 4; ++it) {
        const QJsonValue now = after[it.key()];
        const bool plain = !it.value().isObject() && !it.value().isArray() && !now.isObject() && !now.isArray();
        if (plain && after.contains(it.key()) && now != it.value())
            parts.append(QStringLiteral("%1: %2 → %3").arg(it.key(), it.value().toVariant().toString(), now.toVariant().toString()));
    }
    return parts.join(QLatin1String("; "));
}

QString evidenceText(const QJsonObject& evidence)
{
    QStringList parts;
    const QJsonArray steps = evidence["steps"].toArray();
    // What was changed says more than what was read before and after it.
    bool written = false;
    for (const QJsonValue& step : steps)
        written = written || step["operation"].toString() == QLatin1String("set");
    for (const QJsonValue& step : steps) {
        const bool set = step["operation"].toString() == QLatin1String("set");
        const QJsonArray values = step["values"].toArray();
        for (const QJsonValue& value : values) {
            if (set)
                parts.append(QStringLiteral("%1: “%2” → “%3”").arg(value["name"].toString(), value["before"].toString(), value["after"].toString()));
            else if (!written)
                parts.append(QStringLiteral("%1 = %2").arg(value["name"].toString(), value["value"].toString()));
        }
    }
    return parts.join(QLatin1String("; "));
}

Storyteller::Storyteller(store::Connection& connection, const QLocale& locale)
    : connection_(connection), locale_(locale), zone_(OperatorZone::utc())
{
    if (const auto profile = store::operatorProfile(connection))
        zone_ = profile->zone;
}

QString Storyteller::customerName(CustomerId id) const
{
    const auto found = customer::customer(connection_, id);
    return found ? found->name : QString();
}

QString Storyteller::portName(PortId id) const
{
    const auto port = inventory::port(connection_, id);
    const auto device = port ? inventory::device(connection_, port->deviceId) : std::nullopt;
    return device ? QStringLiteral("%1 %2").arg(device->name, port->name) : QString();
}

QString Storyteller::serviceName(ServiceId id) const
{
    const auto service = inventory::service(connection_, id);
    return service ? QStringLiteral("%1 (%2)").arg(service->name, customerName(service->customerId)) : QString();
}

Sentence Storyteller::tell(const store::JournalEntry& entry) const
{
    if (entry.subjectType == QLatin1String("alarm"))
        return tellAlarm(entry);
    if (entry.subjectType == QLatin1String("outage"))
        return tellOutage(entry);
    if (entry.subjectType == QLatin1String("credit"))
        return tellCredit(entry);
    if (entry.subjectType == QLatin1String("order"))
        return tellOrder(entry);
    if (entry.subjectType == QLatin1String("task"))
        return tellTask(entry);
    if (entry.subjectType == QLatin1String("service"))
        return tellService(entry);
    if (entry.subjectType == QLatin1String("subscription"))
        return tellSubscription(entry);
    static const QStringList aboutInvoices{QStringLiteral("creditnote.applied"), QStringLiteral("item.writtenOff"), QStringLiteral("invoice.disputed"), QStringLiteral("dispute.resolved"),
                                           QStringLiteral("invoice.cancelled"), QStringLiteral("invoice.credited")};
    if (entry.subjectType == QLatin1String("invoice") && !aboutInvoices.contains(entry.kind))
        return tellInvoice(entry);
    return tellOther(entry);
}

Sentence Storyteller::tellAlarm(const store::JournalEntry& entry) const
{
    const QJsonObject state = stateOf(entry);
    if (state.contains(QLatin1String("alarms"))) // one entry for a turn of a storm
        return {StoryTexts::tr("%n alarm(s) were reported again", nullptr, int(state["alarms"].toObject().size())),
                StoryTexts::tr("%n report(s)", nullptr, state["reports"].toInt()), {}, {}};
    const QString name = QStringLiteral("%1: %2, %3").arg(state["number"].toString(), fault::problemWord(fault::problemFromKey(state["specificProblem"].toString())),
                                                         state["object"].toString());
    QStringList details;
    if (const QString event = eventText(state["event"].toObject()); !event.isEmpty())
        details.append(event);
    if (const QString note = state["note"].toString(); !note.isEmpty())
        details.append(note);
    if (entry.kind == QLatin1String("alarm.assigned"))
        details.append(state["owner"].toString().isEmpty() ? StoryTexts::tr("nobody works on it") : StoryTexts::tr("%1 works on it").arg(state["owner"].toString()));
    if (entry.kind == QLatin1String("alarm.cleared") && !state["clearedBy"].toString().isEmpty())
        details.append(StoryTexts::tr("cleared by hand: %1").arg(state["clearReason"].toString()));
    return {storyOf(lifeStories, entry.kind, name), details.join(QLatin1String("; ")), {QStringLiteral("alarm"), entry.subjectId},
            severityFromKey(state["worstSeverity"].toString())};
}

Sentence Storyteller::tellOutage(const store::JournalEntry& entry) const
{
    const QJsonObject state = stateOf(entry);
    const ServiceId id = ServiceId::fromString(state["service"].toString());
    const Timestamp from = Timestamp::parse(state["startedAt"].toString());
    const Target target{QStringLiteral("service"), id.toString()};
    if (!state["endedAt"].isString())
        return {StoryTexts::tr("%1 went down").arg(serviceName(id)), StoryTexts::tr("since %1, by %2").arg(when(from), state["object"].toString()), target, {}};
    const Timestamp to = Timestamp::parse(state["endedAt"].toString());
    return {StoryTexts::tr("%1 was down for %2").arg(serviceName(id), assurance::durationText(to.msSince(from), locale_)),
            StoryTexts::tr("from %1 to %2, by %3").arg(when(from), when(to), state["object"].toString()), target, {}};
}

Sentence Storyteller::tellCredit(const store::JournalEntry& entry) const
{
    const auto credit = assurance::slaCredit(connection_, SlaCreditId::fromString(entry.subjectId));
    if (!credit)
        return tellOther(entry);
    return {StoryTexts::tr("Credit of %1 for %2").arg(credit->amount.toDisplay(locale_), serviceName(credit->serviceId)), assurance::creditText(*credit, locale_),
            {QStringLiteral("service"), credit->serviceId.toString()}, {}};
}

Sentence Storyteller::tellOrder(const store::JournalEntry& entry) const
{
    const auto order = ordering::order(connection_, OrderId::fromString(entry.subjectId));
    if (!order)
        return tellOther(entry);
    const auto offering = catalogue::offering(connection_, order->offeringId);
    return {storyOf(lifeStories, entry.kind, order->number),
            StoryTexts::tr("%1 for %2 on %3").arg(offering ? offering->name : QString(), customerName(order->customerId), portName(order->portId)),
            {QStringLiteral("order"), entry.subjectId}, {}};
}

Sentence Storyteller::tellTask(const store::JournalEntry& entry) const
{
    const QJsonObject state = stateOf(entry);
    const auto order = ordering::order(connection_, OrderId::fromString(state["orderId"].toString()));
    const QJsonObject parameters = state["parameters"].toObject();
    const QString title = StoryTexts::tr("%1 (%2 %3, order %4)")
                              .arg(taskTitle(state["kind"].toString()), parameters["device"].toString(), parameters["port"].toString(), order ? order->number : QString());
    const QString detail = entry.kind == QLatin1String("task.failed") ? state["failure"].toString() : evidenceText(state["evidence"].toObject());
    return {storyOf(lifeStories, entry.kind, title), detail, {QStringLiteral("order"), state["orderId"].toString()}, {}};
}

Sentence Storyteller::tellService(const store::JournalEntry& entry) const
{
    const QJsonObject state = stateOf(entry);
    const QString activated = state["activatedAt"].toString();
    return {storyOf(lifeStories, entry.kind, serviceName(ServiceId::fromString(entry.subjectId))),
            entry.kind == QLatin1String("service.activated") && !activated.isEmpty()
                ? StoryTexts::tr("on %1, works since %2").arg(portName(PortId::fromString(state["port"].toString())), when(Timestamp::parse(activated)))
                : portName(PortId::fromString(state["port"].toString())),
            {QStringLiteral("service"), entry.subjectId}, {}};
}

Sentence Storyteller::tellSubscription(const store::JournalEntry& entry) const
{
    const auto subscription = billing::subscription(connection_, SubscriptionId::fromString(entry.subjectId));
    if (!subscription)
        return tellOther(entry);
    const auto offering = catalogue::offering(connection_, subscription->offeringId);
    return {storyOf(lifeStories, entry.kind, serviceName(subscription->serviceId)),
            StoryTexts::tr("%1, %2 every %4 from %3").arg(offering ? offering->name : QString(), subscription->price.times(1, Rounding::HalfUp).toDisplay(locale_),
                                                        subscription->startsOn.toDisplay(locale_), catalogue::intervalText(billing::timelineOf(*subscription).phases.first().interval)),
            {QStringLiteral("service"), subscription->serviceId.toString()}, {}};
}

Sentence Storyteller::tellInvoice(const store::JournalEntry& entry) const
{
    const auto invoice = billing::invoice(connection_, InvoiceId::fromString(entry.subjectId));
    if (!invoice)
        return tellOther(entry);
    const QString what = invoice->kind == billing::DocumentKind::CreditNote ? StoryTexts::tr("Credit note %1 over %2 for %3 was posted")
                                                                            : StoryTexts::tr("Invoice %1 over %2 for %3 was posted");
    return {what.arg(invoice->number, invoice->gross.toDisplay(locale_), invoice->buyer.name),
            StoryTexts::tr("%1 to %2").arg(invoice->period.from.toDisplay(locale_), invoice->period.to.plusDays(-1).toDisplay(locale_)),
            {QStringLiteral("invoice"), entry.subjectId}, {}};
}

Sentence Storyteller::tellOther(const store::JournalEntry& entry) const
{
    const QJsonObject state = stateOf(entry);
    QString name = nameIn(state);
    Target target;
    if (entry.subjectType == QLatin1String("device")) {
        if (const auto device = inventory::device(connection_, DeviceId::fromString(entry.subjectId)))
            name = device->name;
        target = {entry.subjectType, entry.subjectId};
    } else if (entry.subjectType == QLatin1String("port")) {
        if (const QString full = portName(PortId::fromString(entry.subjectId)); !full.isEmpty())
            name = full;
        target = {entry.subjectType, entry.subjectId};
    } else if (entry.subjectType == QLatin1String("link")) {
        name = StoryTexts::tr("%1 – %2").arg(state["a"].toString(), state["b"].toString());
        target = {entry.subjectType, entry.subjectId};
    } else if (QStringList{QStringLiteral("customer"), QStringLiteral("credential"), QStringLiteral("user"), QStringLiteral("gauge")}.contains(entry.subjectType)) {
        target = {entry.subjectType, entry.subjectId};
    } else if (entry.subjectType == QLatin1String("invoice")) {
        target = {entry.subjectType, entry.subjectId};
    } else if (entry.subjectType == QLatin1String("account")) {
        if (const auto account = customer::account(connection_, AccountId::fromString(entry.subjectId)))
            target = {QStringLiteral("customer"), account->customerId.toString()};
    }
    QString detail = state["reason"].toString();
    if (detail.isEmpty())
        detail = differencesText(entry);
    if (const QString amount = state["amount"].toString(); !amount.isEmpty() && state["currency"].isString()) {
        const QString money = Money::parse(amount, Currency::parse(state["currency"].toString())).toDisplay(locale_);
        detail = detail.isEmpty() ? money : StoryTexts::tr("%1; %2").arg(money, detail);
    }
    if (entry.kind == QLatin1String("link.discovered"))
        detail = StoryTexts::tr("reported by %1").arg(state["evidence"].toString().toUpper());
    return {storyOf(plainStories, entry.kind, name), detail, target, {}};
}

} // namespace trunkline::overview
