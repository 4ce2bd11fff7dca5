#include "widgets/billing/cataloguepage.h"

#include "models/catalogue/offeringstore.h"
#include "models/catalogue/priceservice.h"
#include "widgets/billing/offeringdialog.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/desk/desk.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

namespace trunkline::widgets {

static QPushButton* tableButton(TablePane& table, const QString& objectName, const QString& text)
{
    auto* button = new QPushButton(text);
    button->setObjectName(objectName);
    table.addTool(button);
    return button;
}

CataloguePage::CataloguePage(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), offerings_(new TablePane(QStringLiteral("offeringTable"))), promotions_(new TablePane(QStringLiteral("promotionTable")))
{
    setObjectName(QStringLiteral("cataloguePage"));
    offerings_->setAccessibleName(tr("Offerings and their versions"));
    offerings_->setModel(&offeringModel_);
    offerings_->setEmptyState(tr("Nothing is sold yet."));
    promotions_->setAccessibleName(tr("Promotions"));
    promotions_->setModel(&promotionModel_);
    promotions_->setEmptyState(tr("There are no promotions."));
    newVersion_ = tableButton(*offerings_, QStringLiteral("newVersion"), tr("New version …"));
    QPushButton* newOffering = tableButton(*offerings_, QStringLiteral("newOffering"), tr("New offering …"));
    changePromotion_ = tableButton(*promotions_, QStringLiteral("changePromotion"), tr("Change promotion …"));
    QPushButton* newPromotion = tableButton(*promotions_, QStringLiteral("newPromotion"), tr("New promotion …"));
    const bool may = desk.actor().may(access::Permission::EditCatalogue);
    newOffering->setEnabled(may);
    newPromotion->setEnabled(may);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(offerings_);
    splitter->addWidget(promotions_);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
    connect(newOffering, &QPushButton::clicked, this, [this] { editOffering(false); });
    connect(newVersion_, &QPushButton::clicked, this, [this] { editOffering(true); });
    connect(offerings_, &TablePane::opened, this, [this] { editOffering(true); });
    connect(newPromotion, &QPushButton::clicked, this, [this] { editPromotion(false); });
    connect(changePromotion_, &QPushButton::clicked, this, [this] { editPromotion(true); });
    for (TablePane* table : tables()) {
        connect(table, &TablePane::currentChanged, this, &CataloguePage::offerActions);
        connect(table, &TablePane::retryRequested, this, &CataloguePage::refresh);
    }
    offerActions();
}

void CataloguePage::refresh()
{
    struct Catalogue {
        QList<catalogue::Offering> offerings;
        QList<catalogue::Promotion> promotions;
    };
    answer_.ask(desk_.executor(), [](store::Connection& connection) { return Catalogue{catalogue::offerings(connection), catalogue::promotions(connection)}; },
                [this](const Catalogue& all) {
                    offeringModel_.replace(all.offerings);
                    promotionModel_.replace(all.promotions);
                    offerActions();
                },
                [this](const Error& error) {
                    offeringModel_.setFailed(error.sentence());
                    promotionModel_.setFailed(error.sentence());
                });
}

void CataloguePage::offerActions()
{
    const bool may = desk_.actor().may(access::Permission::EditCatalogue);
    newVersion_->setEnabled(may && offerings_->currentKey().isValid());
    changePromotion_->setEnabled(may && promotions_->currentKey().isValid());
}

/// The newest version of the chosen code is what the next one begins with.
void CataloguePage::editOffering(bool known)
{
    const catalogue::Offering* chosen = known ? offeringModel_.find(offerings_->currentKey().toString()) : nullptr;
    if (!desk_.actor().may(access::Permission::EditCatalogue) || (known && !chosen))
        return;
    if (!chosen)
        return (new OfferingDialog(desk_, std::nullopt, this))->open();
    answer_.ask(desk_.executor(), [code = chosen->code](store::Connection& connection) { return catalogue::newestOffering(connection, code); },
                [this](const std::optional<catalogue::Offering>& newest) { (new OfferingDialog(desk_, newest, this))->open(); },
                [this](const Error& error) { offeringModel_.setFailed(error.sentence()); });
}

void CataloguePage::editPromotion(bool known)
{
    const catalogue::Promotion* chosen = known ? promotionModel_.find(promotions_->currentKey().toString()) : nullptr;
    if (known && !chosen)
        return;
    (new PromotionDialog(desk_, chosen ? std::optional(*chosen) : std::nullopt, this))->open();
}

PromotionDialog::PromotionDialog(Desk& desk, const std::optional<catalogue::Promotion>& known, QWidget* parent)
    : EntryDialog(QStringLiteral("promotionDialog"), known ? tr("Promotion %1").arg(known->code) : tr("New promotion"), tr("Publish promotion"), parent), desk_(desk),
      code_(addLine(*form(), QStringLiteral("promotionCode"), tr("&Code"))), name_(addLine(*form(), QStringLiteral("promotionName"), tr("&Name on invoices"))),
      unit_(addField(*form(), new QComboBox, QStringLiteral("promotionUnit"), tr("&Takes off"))), off_(addLine(*form(), QStringLiteral("promotionOff"), tr("&How much"))),
      periods_(addField(*form(), new QSpinBox, QStringLiteral("promotionPeriods"), tr("For so many &periods"))),
      offerings_(addLine(*form(), QStringLiteral("promotionOfferings"), tr("&Goes with"))), newCustomers_(new QCheckBox(tr("For ne&w customers only"))),
      wholeBundle_(new QCheckBox(tr("Off the parts of a &bundle too"))), from_(addField(*form(), new QDateEdit, QStringLiteral("promotionFrom"), tr("Can be named &from")))
{
    unit_->addItem(tr("a part of the price, in %"));
    unit_->addItem(tr("an amount, in %1").arg(desk.profile().currency.code()));
    periods_->setRange(0, 120);
    periods_->setSpecialValueText(tr("no end"));
    offerings_->setPlaceholderText(tr("All offerings; or their codes, with commas"));
    newCustomers_->setObjectName(QStringLiteral("promotionNewCustomers"));
    wholeBundle_->setObjectName(QStringLiteral("promotionWholeBundle"));
    form()->addRow(newCustomers_);
    form()->addRow(wholeBundle_);
    from_->setCalendarPopup(true);
    from_->setDate(desk.profile().zone.dateAt(desk.clock().now()).date());
    if (!known)
        return;
    code_->setText(known->code);
    code_->setEnabled(false);
    name_->setText(known->name);
    unit_->setCurrentIndex(known->amount ? 1 : 0);
    off_->setText(known->amount ? catalogue::priceText(UnitPrice::of(*known->amount)) : catalogue::percentText(known->basisPoints).chopped(2));
    periods_->setValue(known->periods);
    offerings_->setText(known->offerings.join(QStringLiteral(", ")));
    newCustomers_->setChecked(known->newCustomersOnly);
    wholeBundle_->setChecked(known->wholeBundle);
    from_->setDate(known->validFrom.date());
}

void PromotionDialog::save()
{
    catalogue::Promotion promotion;
    promotion.code = code_->text().trimmed();
    promotion.name = name_->text().trimmed();
    if (unit_->currentIndex() == 1)
        promotion.amount = Money::parse(plainNumber(off_->text()), desk_.profile().currency);
    else
        promotion.basisPoints = basisPointsFrom(off_->text());
    promotion.periods = periods_->value();
    for (const QString& code : offerings_->text().split(u',', Qt::SkipEmptyParts))
        promotion.offerings.append(code.trimmed());
    promotion.newCustomersOnly = newCustomers_->isChecked();
    promotion.wholeBundle = wholeBundle_->isChecked();
    const QDate from = from_->date();
    promotion.validFrom = BillingDate(from.year(), from.month(), from.day());
    catalogue::checkPromotion(promotion);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), promotion](store::Context& context) { return catalogue::PriceService(context).publish(actor, promotion); }),
             [this](const catalogue::Promotion&) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
