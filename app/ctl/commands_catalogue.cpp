// Jobs about prices: versions of offerings, tax rates, promotions, agreed prices, and what subscriptions go through.

#include "app/ctl/offeringoptions.h"
#include "app/ctl/session.h"
#include "app/ctl/usagearguments.h"
#include "models/billing/billablestore.h"
#include "models/billing/discountservice.h"
#include "models/billing/drafteffect.h"
#include "models/billing/subscriptionservice.h"
#include "models/billing/subscriptionstore.h"
#include "models/catalogue/catalogueservice.h"
#include "models/catalogue/offeringstore.h"
#include "models/catalogue/priceservice.h"
#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/inventory/servicestore.h"

#include <QCoreApplication>

namespace trunkline::ctl {

namespace {

QString catalogueText(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

QString valueOf(const QCommandLineParser& parser, const char* option)
{
    return parser.value(QString::fromLatin1(option));
}

/// --from, else today.
BillingDate dayFrom(Session& session, const QCommandLineParser& parser, const char* option = "from")
{
    return parser.isSet(QString::fromLatin1(option)) ? BillingDate::parse(valueOf(parser, option)) : session.profile().zone.dateAt(session.clock().now());
}

catalogue::Offering newestCalled(Session& session, const QString& code)
{
    if (auto found = catalogue::newestOffering(session.connection(), code))
        return *found;
    throw NotFound(catalogueText("There is no offering “%1”; see “trunklinectl offering list”.").arg(code));
}

int reviseOffering(Session& session, const QCommandLineParser& parser)
{
    catalogue::OfferingDraft draft = catalogue::draftOf(newestCalled(session, parser.positionalArguments().first()));
    draft.validFrom = dayFrom(session, parser);
    draft.validTo.reset();
    readOffering(parser, draft);
    const auto made = catalogue::CatalogueService(session.context()).revise(session.actor(), draft);
    session.say(catalogueText("Version %1 of %2 is on sale from %3; who has an earlier one keeps it until moved.").arg(made.version).arg(made.code, made.validFrom.toIso()),
                {{"id", made.id.toString()}, {"code", made.code}, {"version", made.version}});
    return Done;
}

int retireOffering(Session& session, const QCommandLineParser& parser)
{
    const auto retired = catalogue::CatalogueService(session.context()).retire(session.actor(), newestCalled(session, parser.positionalArguments().first()).id, dayFrom(session, parser, "last-day"));
    session.say(catalogueText("%1 is not sold from %2 on.").arg(retired.code, retired.validTo->toIso()), {{"code", retired.code}, {"validTo", retired.validTo->toIso()}});
    return Done;
}

int showEffect(Session& session, const billing::DraftEffect& effect)
{
    Listing listing{{{"account", catalogueText("Account")}, {"customer", catalogueText("Customer")}, {"before", catalogueText("Net last month"), true},
                     {"after", catalogueText("By the draft"), true}, {"change", catalogueText("Change"), true}, {"currency", catalogueText("Currency")}},
                    {}, catalogueText("The draft would have changed nothing last month.")};
    for (const billing::AccountEffect& each : effect.accounts)
        listing.rows.append(QJsonObject{{"account", each.accountNumber}, {"customer", each.customerName}, {"before", each.before.toPlainString()},
                                        {"after", each.after.toPlainString()}, {"change", (each.after - each.before).toPlainString()}, {"currency", each.before.currency.code()}});
    session.show(listing);
    return Done;
}

int tryTariff(Session& session, const QCommandLineParser& parser)
{
    const catalogue::Tariff draft = catalogue::tariffFrom(documentIn(parser.positionalArguments().first()));
    return showEffect(session, billing::draftEffect(session.actor(), session.connection(), draft, dayFrom(session, parser, "date")));
}

int tryOffering(Session& session, const QCommandLineParser& parser)
{
    catalogue::OfferingDraft draft = catalogue::draftOf(newestCalled(session, parser.positionalArguments().first()));
    draft.validTo.reset();
    readOffering(parser, draft);
    return showEffect(session, billing::draftEffect(session.actor(), session.connection(), draft, dayFrom(session, parser, "date")));
}

// ---- taxes, promotions, agreed prices

int listTaxes(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewCustomers);
    Listing listing{{{"taxClass", catalogueText("Class")}, {"validFrom", catalogueText("From")}, {"rate", catalogueText("Rate"), true}, {"category", catalogueText("Category")},
                     {"reason", catalogueText("Reason")}}, {}, catalogueText("There are no tax classes; offerings carry their own rate.")};
    for (const catalogue::TaxRate& rate : catalogue::taxRates(session.connection())) {
        QJsonObject row = catalogue::toJson(rate);
        row["rate"] = catalogue::percentText(rate.basisPoints, QLocale::c());
        listing.rows.append(row);
    }
    session.show(listing);
    return Done;
}

int addTax(Session& session, const QCommandLineParser& parser)
{
    const int rate = int(wholeNumber(parser, "rate-basis-points"));
    const QString category = valueOf(parser, "category");
    const catalogue::TaxRate made = catalogue::PriceService(session.context())
        .addTaxRate(session.actor(), {parser.positionalArguments().first(), dayFrom(session, parser), rate,
                                      category.isEmpty() ? taxCategoryOfRate(rate) : taxCategoryOf(category), valueOf(parser, "reason")});
    session.say(catalogueText("%1 is taxed at %2 from %3 on.").arg(made.taxClass, catalogue::percentText(made.basisPoints), made.validFrom.toIso()), catalogue::toJson(made));
    return Done;
}

int listPromotions(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewCustomers);
    Listing listing{{{"code", catalogueText("Code")}, {"name", catalogueText("Name")}, {"off", catalogueText("Off"), true}, {"periods", catalogueText("Periods"), true},
                     {"validFrom", catalogueText("From")}, {"validTo", catalogueText("To")}}, {}, catalogueText("There are no promotions; add one with “trunklinectl promotion add”.")};
    for (const catalogue::Promotion& promotion : catalogue::promotions(session.connection())) {
        QJsonObject row = catalogue::toJson(promotion);
        row["off"] = promotion.amount ? promotion.amount->toPlainString() + u' ' + promotion.amount->currency.code() : catalogue::percentText(promotion.basisPoints, QLocale::c());
        listing.rows.append(row);
    }
    session.show(listing);
    return Done;
}

int addPromotion(Session& session, const QCommandLineParser& parser)
{
    catalogue::Promotion promotion;
    promotion.code = parser.positionalArguments().first();
    promotion.name = valueOf(parser, "name");
    if (parser.isSet(QStringLiteral("amount")))
        promotion.amount = Money::parse(valueOf(parser, "amount"), session.profile().currency);
    else
        promotion.basisPoints = int(wholeNumber(parser, "basis-points"));
    promotion.periods = int(wholeNumber(parser, "periods"));
    promotion.offerings = valueOf(parser, "offerings").split(u',', Qt::SkipEmptyParts);
    promotion.newCustomersOnly = parser.isSet(QStringLiteral("new-customers"));
    promotion.wholeBundle = parser.isSet(QStringLiteral("whole-bundle"));
    promotion.onUsage = parser.isSet(QStringLiteral("usage"));
    promotion.validFrom = dayFrom(session, parser);
    if (parser.isSet(QStringLiteral("last-day")))
        promotion.validTo = BillingDate::parse(valueOf(parser, "last-day")).plusDays(1);
    catalogue::PriceService(session.context()).publish(session.actor(), promotion);
    session.say(catalogueText("%1 can be named from %2 on.").arg(promotion.code, promotion.validFrom.toIso()), catalogue::toJson(promotion));
    return Done;
}

int agreePrice(Session& session, const QCommandLineParser& parser)
{
    const auto buyer = customer::customerByNumber(session.connection(), parser.positionalArguments()[0]);
    if (!buyer)
        throw NotFound(catalogueText("There is no customer “%1”; see “trunklinectl customer list”.").arg(parser.positionalArguments()[0]));
    const Currency currency = session.profile().currency;
    catalogue::CustomerPrice price{{}, buyer->id, parser.positionalArguments()[1], UnitPrice::parse(valueOf(parser, "price"), currency), std::nullopt, dayFrom(session, parser),
                                   std::nullopt, valueOf(parser, "reason")};
    if (parser.isSet(QStringLiteral("setup-fee")))
        price.setupFee = Money::parse(valueOf(parser, "setup-fee"), currency);
    if (parser.isSet(QStringLiteral("last-day")))
        price.validTo = BillingDate::parse(valueOf(parser, "last-day")).plusDays(1);
    const auto made = catalogue::PriceService(session.context()).agree(session.actor(), price);
    session.say(catalogueText("%1 pays %2 for %3 from %4 on.").arg(buyer->name, catalogue::priceText(made.price), made.offeringCode, made.validFrom.toIso()), catalogue::toJson(made));
    return Done;
}

// ---- subscriptions

/// By the name of its service, or its own id (an option).
billing::Subscription subscriptionCalled(Session& session, const QString& name)
{
    store::Connection& connection = session.connection();
    if (const auto service = inventory::serviceNamed(connection, name))
        if (const auto found = billing::subscriptionOfService(connection, service->id))
            return *found;
    if (const QUuid id = QUuid::fromString(name); !id.isNull())
        if (const auto found = billing::subscription(connection, SubscriptionId::fromString(name)))
            return *found;
    throw NotFound(catalogueText("No subscription is called “%1”; name its service (SVC-000001) or the subscription's id.").arg(name));
}

int showSubscription(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewOrders);
    const billing::Subscription main = subscriptionCalled(session, parser.positionalArguments().first());
    Listing listing{{{"id", catalogueText("Subscription")}, {"from", catalogueText("From")}, {"offering", catalogueText("Offering")}, {"price", catalogueText("Price"), true},
                     {"interval", catalogueText("For")}, {"quantity", catalogueText("Quantity"), true}, {"kind", catalogueText("Phase")}, {"charged", catalogueText("Charged"), true}},
                    {}, {}};
    for (const billing::Subscription& each : QList{main} + billing::childrenOf(session.connection(), main.id))
        for (const billing::ChargePhase& phase : billing::timelineOf(each).phases) {
            QJsonObject row = billing::toJson(phase);
            const auto offering = catalogue::offering(session.connection(), phase.offeringId);
            row["id"] = each.id.toString();
            row["offering"] = offering ? QStringLiteral("%1 v%2").arg(offering->code).arg(offering->version) : QString();
            row["price"] = catalogue::priceText(phase.price, QLocale::c()) + u' ' + phase.price.currency.code();
            row["charged"] = catalogue::percentText(phase.chargedBasisPoints, QLocale::c());
            listing.rows.append(row);
        }
    session.show(listing);
    return Done;
}

void sayEntry(Session& session, const store::JournalEntry& entry, const QString& sentence)
{
    session.say(sentence, {{"subscription", entry.subjectId}, {"entry", entry.id.toString()}});
}

int moveSubscription(Session& session, const QCommandLineParser& parser)
{
    const BillingDate from = dayFrom(session, parser);
    const catalogue::Offering to = newestCalled(session, parser.positionalArguments()[1]);
    billing::SubscriptionService service(session.context());
    if (parser.isSet(QStringLiteral("all-of-version"))) {
        const int version = int(wholeNumber(parser, "all-of-version"));
        int moved = 0;
        for (const catalogue::Offering& each : catalogue::offerings(session.connection()))
            if (each.code == parser.positionalArguments()[0] && each.version == version)
                moved = service.moveAll(session.actor(), each.id, to.id, from);
        session.say(QCoreApplication::translate("trunklinectl", "%Ln subscription(s) move to version %1 of %2 on %3.", nullptr, moved).arg(to.version).arg(to.code, from.toIso()),
                    {{"moved", moved}});
        return Done;
    }
    const auto entry = service.move(session.actor(), subscriptionCalled(session, parser.positionalArguments()[0]).id, to.id, from);
    sayEntry(session, entry, catalogueText("%1 moves to version %2 of %3 on %4.").arg(parser.positionalArguments()[0]).arg(to.version).arg(to.code, from.toIso()));
    return Done;
}

int changeQuantity(Session& session, const QCommandLineParser& parser)
{
    const auto entry = billing::SubscriptionService(session.context())
        .changeQuantity(session.actor(), subscriptionCalled(session, parser.positionalArguments()[0]).id, parser.positionalArguments()[1].toLongLong(), dayFrom(session, parser));
    sayEntry(session, entry, catalogueText("%1 is charged %2 times.").arg(parser.positionalArguments()[0], parser.positionalArguments()[1]));
    return Done;
}

int suspendSubscription(Session& session, const QCommandLineParser& parser)
{
    std::optional<BillingDate> until;
    if (parser.isSet(QStringLiteral("last-day")))
        until = BillingDate::parse(valueOf(parser, "last-day")).plusDays(1);
    const BillingDate from = dayFrom(session, parser);
    const auto entry = billing::SubscriptionService(session.context())
        .suspend(session.actor(), subscriptionCalled(session, parser.positionalArguments().first()).id, from, until, valueOf(parser, "reason"));
    sayEntry(session, entry, catalogueText("%1 is suspended from %2 on.").arg(parser.positionalArguments().first(), from.toIso()));
    return Done;
}

int resumeSubscription(Session& session, const QCommandLineParser& parser)
{
    const BillingDate from = dayFrom(session, parser);
    const auto entry = billing::SubscriptionService(session.context()).resume(session.actor(), subscriptionCalled(session, parser.positionalArguments().first()).id, from);
    sayEntry(session, entry, catalogueText("%1 is charged again from %2 on.").arg(parser.positionalArguments().first(), from.toIso()));
    return Done;
}

int addOption(Session& session, const QCommandLineParser& parser)
{
    const BillingDate from = dayFrom(session, parser);
    const auto option = catalogue::offeringOnSale(session.connection(), parser.positionalArguments()[1], from);
    if (!option)
        throw NotFound(catalogueText("Nothing called “%1” is on sale on %2; see “trunklinectl offering list”.").arg(parser.positionalArguments()[1], from.toIso()));
    const auto entry = billing::SubscriptionService(session.context())
        .addOption(session.actor(), subscriptionCalled(session, parser.positionalArguments()[0]).id, option->id, from, wholeNumber(parser, "quantity"));
    sayEntry(session, entry, catalogueText("%1 has the option %2 from %3 on (subscription %4).").arg(parser.positionalArguments()[0], option->name, from.toIso(), entry.subjectId));
    return Done;
}

int endOption(Session& session, const QCommandLineParser& parser)
{
    const auto entry = billing::SubscriptionService(session.context())
        .endOption(session.actor(), subscriptionCalled(session, parser.positionalArguments().first()).id, dayFrom(session, parser, "last-day"));
    sayEntry(session, entry, catalogueText("The option ended."));
    return Done;
}

int redeemPromotion(Session& session, const QCommandLineParser& parser)
{
    const billing::Subscription subscription = subscriptionCalled(session, parser.positionalArguments()[0]);
    const auto discount = billing::DiscountService(session.context()).redeem(session.actor(), subscription.id, parser.positionalArguments()[1], dayFrom(session, parser));
    session.say(catalogueText("%1: %2 from %3 on.").arg(parser.positionalArguments()[0], discount.text, discount.from.toIso()), billing::toJson(discount));
    return Done;
}

int grantDiscount(Session& session, const QCommandLineParser& parser)
{
    const billing::Subscription subscription = subscriptionCalled(session, parser.positionalArguments().first());
    billing::Discount discount{{}, {}, subscription.id, {}, valueOf(parser, "text"), 0, std::nullopt, dayFrom(session, parser), std::nullopt,
                               parser.isSet(QStringLiteral("whole-bundle")), valueOf(parser, "reason"), std::nullopt};
    if (parser.isSet(QStringLiteral("amount")))
        discount.amount = Money::parse(valueOf(parser, "amount"), subscription.price.currency);
    else
        discount.basisPoints = int(wholeNumber(parser, "basis-points"));
    discount.onUsage = parser.isSet(QStringLiteral("usage"));
    if (parser.isSet(QStringLiteral("last-day")))
        discount.to = BillingDate::parse(valueOf(parser, "last-day")).plusDays(1);
    const auto made = billing::DiscountService(session.context()).grant(session.actor(), discount);
    session.say(catalogueText("%1: %2 from %3 on.").arg(parser.positionalArguments().first(), made.text, made.from.toIso()), billing::toJson(made));
    return Done;
}

QCommandLineOption option(const char* name, const QString& about, const char* value, const char* standard = "")
{
    return value[0] == '\0' ? QCommandLineOption(QString::fromLatin1(name), about)
                            : QCommandLineOption(QString::fromLatin1(name), about, QString::fromLatin1(value), QString::fromLatin1(standard));
}

} // namespace

QList<Command> catalogueCommands()
{
    const auto tr = catalogueText;
    const QCommandLineOption from = option("from", tr("first day (else today)"), "DATE"), lastDay = option("last-day", tr("last day"), "DATE"),
                             reason = option("reason", tr("why"), "TEXT");
    const QList<QCommandLineOption> off{option("basis-points", tr("off the price, 1000 is 10 %"), "N", "0"), option("amount", tr("off one interval's charge"), "AMOUNT"),
                                        option("whole-bundle", tr("off the parts of a bundle too"), ""), option("usage", tr("off the usage instead of the price"), ""), from, lastDay};
    return {
        {"offering revise", "CODE", tr("publish the next version; what is not told stays"), 1, 1, offeringOptions() << from, reviseOffering},
        {"offering retire", "CODE", tr("stop selling an offering"), 1, 1, {lastDay}, retireOffering},
        {"offering try", "CODE", tr("what a next version would have changed last month; nothing is published"), 1, 1,
         offeringOptions() << option("date", tr("as seen on this day (else today)"), "DATE"), tryOffering},
        {"tariff try", "FILE.json", tr("what a next version of a tariff would have changed last month; nothing is published"), 1, 1,
         {option("date", tr("as seen on this day (else today)"), "DATE")}, tryTariff},
        {"tax list", "", tr("tax classes and their rates"), 0, 0, {}, listTaxes},
        {"tax add", "CLASS", tr("a rate of a tax class from a day on"), 1, 1,
         {option("rate-basis-points", tr("1900 is 19 %"), "N", "0"), option("category", tr("S, Z, E, AE, K, G or O (else by the rate)"), "CODE"), reason, from}, addTax},
        {"promotion list", "", tr("what can be named for a discount"), 0, 0, {}, listPromotions},
        {"promotion add", "CODE", tr("publish or change a promotion"), 1, 1,
         QList<QCommandLineOption>{option("name", tr("what the invoice says"), "TEXT"), option("periods", tr("how many intervals it lasts (0: no end)"), "N", "0"),
                                   option("offerings", tr("codes it goes with (else all)"), "CODE,CODE"), option("new-customers", tr("for new customers only"), "")} + off, addPromotion},
        {"price agree", "CUSTOMER OFFERING", tr("what a customer pays instead of the offering's price"), 2, 2,
         {option("price", "", "AMOUNT", "0"), option("setup-fee", "", "AMOUNT"), reason, from, lastDay}, agreePrice},
        {"subscription show", "SERVICE", tr("the phases of a subscription and its options"), 1, 1, {}, showSubscription},
        {"subscription move", "SERVICE|CODE CODE", tr("to the newest version of an offering from a day on"), 2, 2,
         {from, option("all-of-version", tr("everybody who has this version of the first code"), "N")}, moveSubscription},
        {"subscription quantity", "SERVICE N", tr("charge so many pieces"), 2, 2, {from}, changeQuantity},
        {"subscription suspend", "SERVICE", tr("charge as the offering says for a suspended service"), 1, 1, {from, lastDay, reason}, suspendSubscription},
        {"subscription resume", "SERVICE", tr("charge the price again"), 1, 1, {from}, resumeSubscription},
        {"subscription option", "SERVICE CODE", tr("another offering beside the service"), 2, 2, {from, option("quantity", "", "N", "1")}, addOption},
        {"subscription end-option", "ID", tr("the last day of an option"), 1, 1, {lastDay}, endOption},
        {"discount redeem", "SERVICE CODE", tr("a customer names a promotion"), 2, 2, {from}, redeemPromotion},
        {"discount grant", "SERVICE", tr("a discount by agreement"), 1, 1, QList<QCommandLineOption>{option("text", tr("what the invoice says"), "TEXT"), reason} + off, grantDiscount},
    };
}

} // namespace trunkline::ctl
