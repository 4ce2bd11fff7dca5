#include "widgets/customers/subscriptiondialog.h"

#include "models/billing/billablestore.h"
#include "models/billing/discountservice.h"
#include "models/billing/subscriptionservice.h"
#include "models/catalogue/offeringstore.h"
#include "models/catalogue/priceservice.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/theme.h"
#include "widgets/customers/changeforms.h"
#include "widgets/office/formfields.h"
#include "widgets/office/sectioncard.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QPushButton>

namespace trunkline::widgets {

namespace {

ChargedPart chargedPart(store::Connection& connection, const billing::Subscription& subscription)
{
    ChargedPart part{subscription, {}, billing::discountsOf(connection, subscription.id)};
    for (const billing::ChargePhase& phase : billing::timelineOf(subscription).phases)
        if (const auto offering = catalogue::offering(connection, phase.offeringId))
            part.offerings.append(*offering);
    return part;
}

QString discountText(const billing::Discount& discount)
{
    return discount.amount ? discount.amount->toDisplay() : catalogue::percentText(discount.basisPoints);
}

} // namespace

SubscriptionDialog::SubscriptionDialog(Desk& desk, SubscriptionId id, const QString& serviceName, QWidget* parent)
    : QDialog(parent), desk_(desk), id_(id), serviceName_(serviceName), notices_(new NoticeBar(this)), phases_(new SectionCard(QStringLiteral("subscriptionPhases"), tr("How it is charged"))),
      options_(new SectionCard(QStringLiteral("subscriptionOptions"), tr("Parts and options"))), discounts_(new SectionCard(QStringLiteral("subscriptionDiscounts"), tr("Discounts")))
{
    setObjectName(QStringLiteral("subscriptionDialog"));
    setWindowTitle(tr("What %1 costs").arg(serviceName));
    setAttribute(Qt::WA_DeleteOnClose);
    notices_->setObjectName(QStringLiteral("subscriptionNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, 2 * gridStep);
    for (SectionCard* card : {phases_, options_, discounts_})
        body->addWidget(card);
    body->addStretch(1);
    column->addWidget(notices_);
    column->addLayout(body, 1);
    buildButtons();
    setMinimumWidth(100 * gridStep);
    read();
}

void SubscriptionDialog::buildButtons()
{
    const bool orders = desk_.actor().may(access::Permission::TakeOrders);
    const auto button = [&](SectionCard* card, const char* name, const QString& text, bool may, Change change) {
        QPushButton* made = card->addButton(QString::fromLatin1(name), text);
        made->setEnabled(may);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, [this, change] { askFor(change); });
    };
    button(phases_, "moveSubscription", tr("Move …"), orders, Change::Move);
    button(phases_, "changePieces", tr("Pieces …"), orders, Change::Quantity);
    button(phases_, "suspendSubscription", tr("Suspend …"), orders, Change::Suspend);
    button(phases_, "resumeSubscription", tr("Resume …"), orders, Change::Resume);
    button(options_, "addOption", tr("Add an option …"), orders, Change::AddOption);
    button(options_, "endOption", tr("End an option …"), orders, Change::EndOption);
    button(discounts_, "namePromotion", tr("Name a promotion …"), orders, Change::Promotion);
    button(discounts_, "grantDiscount", tr("By agreement …"), desk_.actor().may(access::Permission::PostBills), Change::Discount);
}

void SubscriptionDialog::read()
{
    answer_.ask(desk_.executor(), [actor = desk_.actor(), id = id_](store::Connection& connection) {
        actor.require(access::Permission::ViewOrders);
        const auto main = billing::subscription(connection, id);
        if (!main)
            throw NotFound(SubscriptionDialog::tr("There is no such subscription any more."));
        QList<ChargedPart> parts{chargedPart(connection, *main)};
        for (const billing::Subscription& child : billing::childrenOf(connection, id))
            parts.append(chargedPart(connection, child));
        return parts;
    }, [this](const QList<ChargedPart>& parts) { show(parts); }, [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The subscription could not be shown."), error.sentence(), {}, {}}); });
}

void SubscriptionDialog::show(const QList<ChargedPart>& parts)
{
    parts_ = parts;
    const auto nameOfKind = [](billing::PhaseKind kind) {
        return kind == billing::PhaseKind::Trial ? tr("Trial") : kind == billing::PhaseKind::Suspended ? tr("Suspended") : tr("Normal");
    };
    QList<QList<Cell>> phases, options, discounts;
    for (const ChargedPart& part : parts) {
        const bool main = &part == &parts.first();
        const auto timeline = billing::timelineOf(part.subscription);
        for (qsizetype i = 0; i < timeline.phases.size(); ++i) {
            const billing::ChargePhase& phase = timeline.phases[i];
            const QString name = i < part.offerings.size() ? tr("%1, version %2").arg(part.offerings[i].name).arg(part.offerings[i].version) : QString();
            const QString price = tr("%1 × %L2 for a %3, %4").arg(phase.price.times(1, Rounding::HalfUp).toDisplay()).arg(phase.quantity).arg(catalogue::intervalText(phase.interval), catalogue::percentText(phase.chargedBasisPoints));
            if (main)
                phases.append({Cell{phase.from.toDisplay()}, Cell{name}, Cell{nameOfKind(phase.kind), {}, phase.kind == billing::PhaseKind::Suspended ? std::optional(Tone::Attention) : std::nullopt}, Cell{price}, Cell{phase.reason, {}, {}, {}, false, true}});
            else if (i + 1 == timeline.phases.size())
                options.append({Cell{name}, Cell{price}, Cell{tr("from %1").arg(part.subscription.startsOn.toDisplay())}, Cell{part.subscription.endsOn ? tr("until %1").arg(part.subscription.endsOn->plusDays(-1).toDisplay()) : QString()}});
        }
        for (const billing::Discount& each : part.discounts)
            discounts.append({Cell{each.text}, Cell{discountText(each)}, Cell{tr("from %1").arg(each.from.toDisplay())}, Cell{each.to ? tr("until %1").arg(each.to->plusDays(-1).toDisplay()) : tr("no end")}, Cell{each.promotionCode.isEmpty() ? each.reason : each.promotionCode}});
    }
    const auto& main = parts.first().subscription;
    phases_->setFigure(main.endsOn ? tr("until %1").arg(main.endsOn->plusDays(-1).toDisplay()) : QString());
    phases_->setRows({tr("From"), tr("Offering"), tr("Phase"), tr("Price"), tr("Because")}, phases, {});
    options_->setRows({}, options, tr("Nothing beside the offering itself."));
    discounts_->setRows({}, discounts, tr("The full price is charged."));
}

void SubscriptionDialog::askFor(Change change)
{
    if (parts_.isEmpty())
        return;
    using catalogue::Offering;
    struct Offered {
        QList<Offering> newest;
        QList<catalogue::Promotion> promotions;
    };
    whenDone(this, desk_.executor().read([](store::Connection& connection) {
        Offered offered{{}, catalogue::promotions(connection)};
        for (const Offering& each : catalogue::offerings(connection)) { // by code and version: the newest counts
            if (!offered.newest.isEmpty() && offered.newest.last().code == each.code)
                offered.newest.last() = each;
            else
                offered.newest.append(each);
        }
        return offered;
    }), [this, change](const Offered& offered) {
        QStringList allowed;
        for (const Offering& each : std::as_const(parts_.first().offerings))
            allowed = each.terms.options; // of its newest phase
        ChangeQuestion q{QStringLiteral("changeForm"), {}, tr("Change it"), tr("&From")};
        for (const Offering& each : offered.newest)
            if (change == Change::Move || (change == Change::AddOption && allowed.contains(each.code)))
                q.choices.append({each.code, tr("%1, version %2").arg(each.name).arg(each.version)});
        switch (change) {
        case Change::Move: q.title = tr("Move %1 to another offering or version").arg(serviceName_); q.choiceLabel = tr("&Offering"); break;
        case Change::Quantity: q.title = tr("How many pieces of %1 are charged").arg(serviceName_); q.quantity = true; break;
        case Change::Suspend: q.title = tr("Suspend the charge for %1").arg(serviceName_); q.lastDay = true; q.textLabel = tr("&Reason"); break;
        case Change::Resume: q.title = tr("Charge %1 again").arg(serviceName_); break;
        case Change::AddOption: q.title = tr("An option for %1").arg(serviceName_); q.choiceLabel = tr("&Option"); q.quantity = true; break;
        case Change::EndOption:
            q.title = tr("End an option of %1").arg(serviceName_);
            q.choiceLabel = tr("&Option");
            q.dayLabel = tr("Last &day");
            for (const ChargedPart& part : std::as_const(parts_))
                if (&part != &parts_.first() && !part.subscription.endsOn && !part.offerings.isEmpty())
                    q.choices.append({part.subscription.id.toString(), part.offerings.last().name});
            break;
        case Change::Promotion:
            q.title = tr("The customer names a promotion for %1").arg(serviceName_);
            q.choiceLabel = tr("&Promotion");
            for (const catalogue::Promotion& each : offered.promotions)
                q.choices.append({each.code, tr("%1: %2").arg(each.code, each.name)});
            break;
        case Change::Discount: q.title = tr("A discount on %1 by agreement").arg(serviceName_); q.amountLabel = tr("&Off the price, in %"); q.lastDay = true; q.textLabel = tr("&Reason"); break;
        }
        if (!q.choiceLabel.isEmpty() && q.choices.isEmpty())
            return notices_->showNotice({Tone::Attention, change == Change::Promotion ? tr("There is no promotion; the catalogue makes one.") : change == Change::AddOption ? tr("The offering has no options; its next version may name some.") : tr("Nothing can be ended here."), {}, {}, {}});
        auto* form = new ChangeForm(desk_, q, [actor = desk_.actor(), id = id_, change, name = serviceName_](store::Context& context, const ChangeAnswer& a) {
            billing::SubscriptionService service(context);
            const auto until = a.lastDay ? std::optional(a.lastDay->plusDays(1)) : std::nullopt;
            switch (change) {
            case Change::Move: service.move(actor, id, catalogue::newestOffering(context.connection, a.choice)->id, a.day); break;
            case Change::Quantity: service.changeQuantity(actor, id, a.quantity, a.day); break;
            case Change::Suspend: service.suspend(actor, id, a.day, until, a.text); break;
            case Change::Resume: service.resume(actor, id, a.day); break;
            case Change::AddOption: service.addOption(actor, id, catalogue::newestOffering(context.connection, a.choice)->id, a.day, a.quantity); break;
            case Change::EndOption: service.endOption(actor, SubscriptionId::fromString(a.choice), a.day); break;
            case Change::Promotion: billing::DiscountService(context).redeem(actor, id, a.choice, a.day); break;
            case Change::Discount: billing::DiscountService(context).grant(actor, {{}, {}, id, {}, SubscriptionDialog::tr("Discount"), a.basisPoints, std::nullopt, a.day, until, false, a.text, std::nullopt}); break;
            }
            return SubscriptionDialog::tr("%1 is changed; what was billed already is corrected on the next invoice.").arg(name);
        }, this);
        connect(form, &EntryDialog::written, this, [this](const QString& sentence) {
            notices_->showNotice({Tone::Good, sentence, {}, {}, {}});
            read();
        });
        form->open();
    }, [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The catalogue could not be read."), error.sentence(), {}, {}}); });
}

AgreedPriceDialog::AgreedPriceDialog(Desk& desk, CustomerId customer, const QString& customerName, QWidget* parent)
    : EntryDialog(QStringLiteral("agreedPriceDialog"), tr("What %1 pays instead").arg(customerName), tr("Agree"), parent), desk_(desk), customer_(customer), customerName_(customerName),
      offering_(addField(*form(), new QComboBox, QStringLiteral("agreedOffering"), tr("&Offering"))), price_(addLine(*form(), QStringLiteral("agreedPrice"), tr("&Price (%1)").arg(desk.profile().currency.code()))),
      setup_(addLine(*form(), QStringLiteral("agreedSetup"), tr("&Setup, once"))), from_(addField(*form(), dayField(todayOf(desk)), QStringLiteral("agreedFrom"), tr("&From"))),
      last_(addLine(*form(), QStringLiteral("agreedLast"), tr("&Last day"))), reason_(addLine(*form(), QStringLiteral("agreedReason"), tr("&Reason")))
{
    setup_->setPlaceholderText(tr("As the offering says"));
    last_->setPlaceholderText(tr("Open"));
    auto* meaning = new QLabel(tr("It holds for what begins, or moves to another version, while it is valid."));
    meaning->setWordWrap(true);
    form()->addRow(meaning);
    offerings_.ask(desk_.executor(), [](store::Connection& connection) { return catalogue::offerings(connection); }, [this](const QList<catalogue::Offering>& offerings) {
        for (const catalogue::Offering& each : offerings)
            if (offering_->findData(each.code) < 0)
                offering_->addItem(QStringLiteral("%1 %2").arg(each.code, each.name), each.code);
    }, [this](const Error& error) { refuse(error); });
}

void AgreedPriceDialog::save()
{
    const Currency currency = desk_.profile().currency;
    catalogue::CustomerPrice price{{}, customer_, offering_->currentData().toString(), UnitPrice::parse(plainNumber(price_->text()), currency), std::nullopt, chosenDay(*from_), std::nullopt, reason_->text().trimmed()};
    if (!setup_->text().trimmed().isEmpty())
        price.setupFee = typedMoney(setup_->text(), currency);
    if (const auto last = typedDay(last_->text()))
        price.validTo = last->plusDays(1);
    write(desk_, [actor = desk_.actor(), price, name = customerName_](store::Context& context) {
        const auto made = catalogue::PriceService(context).agree(actor, price);
        return AgreedPriceDialog::tr("%1 pays %2 for %3 from %4 on.").arg(name, catalogue::priceText(made.price), made.offeringCode, made.validFrom.toDisplay());
    });
}

} // namespace trunkline::widgets
