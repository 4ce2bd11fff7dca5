#include "widgets/billing/offeringdialog.h"

#include "models/catalogue/catalogueservice.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/desk/desk.h"
#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace trunkline::widgets {

QList<catalogue::BundleItem> bundleFrom(const QString& text)
{
    QList<catalogue::BundleItem> items;
    for (const QString& part : text.split(QLocale().decimalPoint() == QLatin1String(",") ? u';' : u',', Qt::SkipEmptyParts))
        items.append({part.section(u'=', 0, 0).trimmed(), part.contains(u'=') ? basisPointsFrom(part.section(u'=', 1)) : 0});
    return items;
}

QString bundleText(const QList<catalogue::BundleItem>& items)
{
    QStringList parts;
    for (const catalogue::BundleItem& item : items)
        parts.append(item.priceBasisPoints == 0 ? item.code : item.code + u'=' + percentNumber(item.priceBasisPoints));
    return parts.join(QLocale().decimalPoint() == QLatin1String(",") ? QStringLiteral("; ") : QStringLiteral(", "));
}

OfferingDialog::OfferingDialog(Desk& desk, const std::optional<catalogue::Offering>& known, QWidget* parent)
    : EntryDialog(QStringLiteral("offeringDialog"), known ? tr("Version %1 of %2").arg(known->version + 1).arg(known->code) : tr("New offering"),
                  known ? tr("Publish version %1").arg(known->version + 1) : tr("Publish offering"), parent),
      desk_(desk), known_(known)
{
    code_ = addLine(*form(), QStringLiteral("offeringCode"), tr("&Code"));
    name_ = addLine(*form(), QStringLiteral("offeringName"), tr("&Name on invoices"));
    addPrice();
    addTerms();
    addEffect();
    setMinimumWidth(92 * gridStep);
    if (known_)
        showKnown();
}

void OfferingDialog::addPrice()
{
    price_ = addLine(*form(), QStringLiteral("offeringPrice"), tr("&Price (%1)").arg((known_ ? known_->price.currency : desk_.profile().currency).code()));
    interval_ = addField(*form(), new QComboBox, QStringLiteral("offeringInterval"), tr("Fo&r every"));
    for (const char* name : {"P1M", "P3M", "P6M", "P1Y", "P30D", "P7D"})
        interval_->addItem(catalogue::intervalText(catalogue::intervalNamed(QString::fromLatin1(name))), QString::fromLatin1(name));
    timing_ = addField(*form(), new QComboBox, QStringLiteral("offeringTiming"), tr("Char&ged"));
    timing_->addItem(tr("when the period is over"), catalogue::nameOf(catalogue::ChargeTiming::Arrears));
    timing_->addItem(tr("when the period begins"), catalogue::nameOf(catalogue::ChargeTiming::Advance));
    setup_ = addLine(*form(), QStringLiteral("offeringSetup"), tr("&Setup, once"));
    setup_->setText(QStringLiteral("0"));
    vat_ = addLine(*form(), QStringLiteral("offeringVat"), tr("&VAT rate in %"));
    vat_->setText(QStringLiteral("19"));
    taxClass_ = addLine(*form(), QStringLiteral("offeringTaxClass"), tr("Ta&x class instead"));
    taxClass_->setPlaceholderText(tr("Its rates have dates"));
    downMbit_ = addField(*form(), new QSpinBox, QStringLiteral("offeringDown"), tr("&Down (Mbit/s)"));
    upMbit_ = addField(*form(), new QSpinBox, QStringLiteral("offeringUp"), tr("&Up (Mbit/s)"));
    for (QSpinBox* speed : {downMbit_, upMbit_})
        speed->setRange(1, 1'000'000);
}

void OfferingDialog::addTerms()
{
    trial_ = addField(*form(), new QSpinBox, QStringLiteral("offeringTrial"), tr("&Trial days"));
    trial_->setRange(0, 366);
    term_ = addField(*form(), new QSpinBox, QStringLiteral("offeringTerm"), tr("&Minimum term (months)"));
    term_->setRange(0, 120);
    termination_ = addLine(*form(), QStringLiteral("offeringTermination"), tr("&Early end costs, % of what remains"));
    suspended_ = addLine(*form(), QStringLiteral("offeringSuspended"), tr("Suspended costs, % of the price"));
    for (QLineEdit* percent : {termination_, suspended_})
        percent->setText(QStringLiteral("0"));
    parts_ = addLine(*form(), QStringLiteral("offeringParts"), tr("&Bundled with it"));
    parts_->setPlaceholderText(tr("TV, PHONE=90: included, or for 90 % of its own price"));
    options_ = addLine(*form(), QStringLiteral("offeringOptions"), tr("&Options"));
    options_->setPlaceholderText(tr("Codes of offerings, with commas"));
    from_ = addField(*form(), new QDateEdit, QStringLiteral("offeringFrom"), tr("On sale &from"));
    from_->setCalendarPopup(true);
    from_->setDate(desk_.profile().zone.dateAt(desk_.clock().now()).date());
}

void OfferingDialog::addEffect()
{
    auto* tryIt = new QPushButton(tr("&Try on last month"));
    tryIt->setObjectName(QStringLiteral("tryDraft"));
    tryIt->setToolTip(tr("Composes last month's charges by this draft; nothing is published"));
    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("effectSummary"));
    summary_->setWordWrap(true);
    form()->addRow(tryIt, summary_);
    effects_ = new TablePane(QStringLiteral("effectTable"));
    effects_->setAccessibleName(tr("Accounts that would have paid something else"));
    effects_->setModel(&model_);
    effects_->setEmptyState(tr("Try the draft to see whom it would have cost something else last month."));
    effects_->setMinimumHeight(18 * gridStep);
    form()->addRow(effects_);
    connect(tryIt, &QPushButton::clicked, this, &OfferingDialog::tryDraft);
}

void OfferingDialog::showKnown()
{
    const catalogue::Offering& o = *known_;
    code_->setText(o.code);
    code_->setEnabled(false);
    name_->setText(o.name);
    price_->setText(catalogue::priceText(o.price));
    const QString interval = catalogue::nameOf(o.terms.interval);
    if (interval_->findData(interval) < 0)
        interval_->addItem(catalogue::intervalText(o.terms.interval), interval);
    interval_->setCurrentIndex(interval_->findData(interval));
    timing_->setCurrentIndex(timing_->findData(catalogue::nameOf(o.terms.timing)));
    setup_->setText(catalogue::priceText(UnitPrice::of(o.setupFee)));
    vat_->setText(percentNumber(o.taxRateBasisPoints));
    taxClass_->setText(o.terms.taxClass);
    downMbit_->setValue(int(o.downKbps / 1000));
    upMbit_->setValue(int(o.upKbps / 1000));
    trial_->setValue(o.terms.trialDays);
    term_->setValue(o.terms.minimumMonths);
    termination_->setText(percentNumber(o.terms.terminationBasisPoints));
    suspended_->setText(percentNumber(o.terms.suspendedBasisPoints));
    parts_->setText(bundleText(o.terms.includes));
    options_->setText(o.terms.options.join(QStringLiteral(", ")));
    const QDate next = o.validFrom.plusDays(1).date();
    from_->setDate(std::max(from_->date(), next));
}

catalogue::OfferingDraft OfferingDialog::draft() const
{
    const Currency currency = known_ ? known_->price.currency : desk_.profile().currency;
    catalogue::OfferingDraft d = known_ ? catalogue::draftOf(*known_) : catalogue::OfferingDraft{{}, {}, UnitPrice{0, currency}, Money::zero(currency), 0, 0, 0, {}, {}, {}};
    d.code = code_->text().trimmed();
    d.name = name_->text().trimmed();
    d.price = UnitPrice::parse(plainNumber(price_->text()), currency);
    d.setupFee = Money::parse(plainNumber(setup_->text()), currency);
    d.taxRateBasisPoints = basisPointsFrom(vat_->text());
    if (!known_ || downMbit_->value() != int(known_->downKbps / 1000)) // a speed between two whole ones stays as it was
        d.downKbps = downMbit_->value() * 1000LL;
    if (!known_ || upMbit_->value() != int(known_->upKbps / 1000))
        d.upKbps = upMbit_->value() * 1000LL;
    const QDate from = from_->date();
    d.validFrom = BillingDate(from.year(), from.month(), from.day());
    d.validTo.reset();
    catalogue::OfferingTerms& terms = d.terms;
    terms.interval = catalogue::intervalNamed(interval_->currentData().toString());
    terms.timing = catalogue::chargeTimingNamed(timing_->currentData().toString());
    terms.taxClass = taxClass_->text().trimmed();
    terms.trialDays = trial_->value();
    terms.minimumMonths = term_->value();
    terms.terminationBasisPoints = basisPointsFrom(termination_->text());
    if (terms.terminationFee != catalogue::TerminationFee::Amount)
        terms.terminationFee = terms.terminationBasisPoints > 0 ? catalogue::TerminationFee::Remaining : catalogue::TerminationFee::None;
    terms.suspendedBasisPoints = basisPointsFrom(suspended_->text());
    terms.includes = bundleFrom(parts_->text());
    terms.options.clear();
    for (const QString& code : options_->text().split(u',', Qt::SkipEmptyParts))
        terms.options.append(code.trimmed());
    catalogue::checkOffering(d);
    return d;
}

void OfferingDialog::tryDraft()
{
    catalogue::OfferingDraft drafted{{}, {}, UnitPrice{0, desk_.profile().currency}, Money::zero(desk_.profile().currency), 0, 0, 0, {}, {}, {}};
    try {
        drafted = draft();
    } catch (const Error& error) {
        summary_->setText(error.sentence());
        return;
    }
    model_.setLoading();
    const BillingDate today = desk_.profile().zone.dateAt(desk_.clock().now());
    answer_.ask(desk_.executor(), [actor = desk_.actor(), drafted, today](store::Connection& connection) { return billing::draftEffect(actor, connection, drafted, today); },
                [this](const billing::DraftEffect& effect) {
                    model_.replace(effect.accounts);
                    summary_->setText(billing::effectText(effect));
                },
                [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void OfferingDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), drafted = draft(), revise = known_.has_value()](store::Context& context) {
        catalogue::CatalogueService service(context);
        return revise ? service.revise(actor, drafted) : service.publish(actor, drafted);
    }), [this](const catalogue::Offering&) {
        Q_EMIT published();
        accept();
    }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
