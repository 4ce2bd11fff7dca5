#include "widgets/admin/taxespage.h"

#include "models/catalogue/offering.h"
#include "models/catalogue/priceservice.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"
#include "widgets/office/whybutton.h"

#include <QComboBox>
#include <QDateEdit>
#include <QPushButton>

namespace trunkline::widgets {

TaxesPage::TaxesPage(Desk& desk, DetailPane& detail, QWidget* parent) : AdminPage(QStringLiteral("taxes"), desk, detail, parent)
{
    const bool may = desk.actor().may(access::Permission::EditCatalogue);
    table_->setAccessibleName(tr("Tax classes and their rates"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("There is no tax class yet. Offerings then carry a rate of their own, which a new law does not change."), may ? tr("Add a rate …") : QString());
    QPushButton* add = addButton("addTaxRateButton", tr("Add a rate …"));
    add->setEnabled(may);
    connect(add, &QPushButton::clicked, this, &TaxesPage::addRate);
    connect(table_, &TablePane::emptyAction, this, &TaxesPage::addRate);
    if (may)
        connect(table_, &TablePane::opened, this, &TaxesPage::addRate);
    new WhyButton(QStringLiteral("taxWhyButton"), *table_, desk_, detail_, [this](const QString& key) -> std::optional<WhySubject> {
        const catalogue::TaxRate* rate = model_.find(key);
        return rate ? std::optional(whyAbout({QStringLiteral("taxRate"), rate->taxClass}, rate->taxClass, catalogue::percentText(rate->basisPoints))) : std::nullopt;
    });
}

QString TaxesPage::help() const
{
    return tr("A class says how something that is sold is taxed; each of its rates holds from a day on, until the next one. An offering names a class, and each line is taxed by the rate of the day on which it was supplied. "
              "A rate that is there stays as it is: documents state it.");
}

void TaxesPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [](store::Connection& connection) { return catalogue::taxRates(connection); }, [this](const QList<catalogue::TaxRate>& rates) {
        model_.replace(rates);
        const catalogue::TaxRate* chosen = model_.find(table_->currentKey().toString());
        const bool isShown = chosen && detail_.detail().target == Target{QStringLiteral("taxRate"), chosen->taxClass}; // a rate never changes, and somebody may be reading why
        if (isVisible() && !isShown)
            showDetail();
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void TaxesPage::showDetail()
{
    const catalogue::TaxRate* rate = model_.find(table_->currentKey().toString());
    if (!rate)
        return detail_.clear();
    Detail detail;
    detail.target = {QStringLiteral("taxRate"), rate->taxClass};
    detail.title = rate->taxClass;
    detail.subtitle = tr("Tax class");
    detail.takesNotes = false;
    FactGroup facts;
    facts.facts = {{tr("From"), rate->validFrom.toDisplay()}, {tr("Rate"), catalogue::percentText(rate->basisPoints)}, {tr("Category"), catalogue::titleOf(rate->category)}};
    if (!rate->reason.isEmpty())
        facts.facts.append({tr("Why no tax"), rate->reason});
    detail.overview = {facts};
    present(detail);
}

void TaxesPage::addRate()
{
    QStringList classes;
    for (int row = 0; row < model_.rowCount(); ++row)
        if (!classes.contains(model_.valueAt(row)->taxClass))
            classes.append(model_.valueAt(row)->taxClass);
    const catalogue::TaxRate* like = model_.find(table_->currentKey().toString());
    auto* dialog = new TaxRateDialog(desk_, classes, like ? std::optional(*like) : std::nullopt, this);
    connect(dialog, &EntryDialog::written, this, [this](const QString& sentence) {
        say(Tone::Good, sentence);
        refresh();
    });
    dialog->open();
}

TaxRateDialog::TaxRateDialog(Desk& desk, const QStringList& classes, const std::optional<catalogue::TaxRate>& like, QWidget* parent)
    : EntryDialog(QStringLiteral("taxRateDialog"), tr("A tax rate from a day on"), tr("Add the rate"), parent), desk_(desk), class_(addField(*form(), new QComboBox, QStringLiteral("taxClass"), tr("&Class"))),
      rate_(addLine(*form(), QStringLiteral("taxRate"), tr("&Rate in %"))), category_(addField(*form(), new QComboBox, QStringLiteral("taxCategory"), tr("C&ategory"))),
      reason_(addLine(*form(), QStringLiteral("taxReason"), tr("Reason for &no tax"))), from_(addField(*form(), dayField(todayOf(desk).plusMonths(1).withDay(1)), QStringLiteral("taxFrom"), tr("&From")))
{
    class_->setEditable(true);
    class_->addItems(classes);
    class_->setCurrentText(like ? like->taxClass : classes.isEmpty() ? QStringLiteral("standard") : classes.first());
    for (const TaxCategory each : {TaxCategory::Standard, TaxCategory::ZeroRated, TaxCategory::Exempt, TaxCategory::ReverseCharge, TaxCategory::IntraCommunity, TaxCategory::Export, TaxCategory::OutsideScope})
        category_->addItem(catalogue::titleOf(each), codeOf(each));
    if (like) {
        rate_->setText(percentNumber(like->basisPoints));
        category_->setCurrentIndex(category_->findData(codeOf(like->category)));
        reason_->setText(like->reason);
    }
    reason_->setPlaceholderText(tr("As invoices state it"));
}

void TaxRateDialog::save()
{
    const catalogue::TaxRate rate{class_->currentText().trimmed(), chosenDay(*from_), basisPointsFrom(rate_->text()), taxCategoryOf(category_->currentData().toString()), reason_->text().trimmed()};
    write(desk_, [actor = desk_.actor(), rate](store::Context& context) {
        catalogue::PriceService(context).addTaxRate(actor, rate);
        return TaxRateDialog::tr("%1 is taxed with %2 from %3 on.").arg(rate.taxClass, catalogue::percentText(rate.basisPoints), rate.validFrom.toDisplay());
    });
}

} // namespace trunkline::widgets
