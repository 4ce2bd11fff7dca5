#include "models/catalogue/offeringstore.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/theme.h"
#include "widgets/common/units.h"
#include "widgets/office/sectioncard.h"
#include "widgets/orders/wizardsteps.h"

#include <QHBoxLayout>
#include <QListWidget>

namespace trunkline::widgets {

QString slaText(const catalogue::Offering& offering)
{
    if (!offering.sla)
        return OfferingStep::tr("No promise of availability");
    const catalogue::SlaTerms& sla = *offering.sla;
    return OfferingStep::tr("At most %1 of outage a month; beyond it %2 of the price back for each started hour, %3 at most")
        .arg(duration(qint64(sla.outageMinutesPerMonth) * 60), catalogue::percentText(sla.creditBasisPointsPerStartedHour), catalogue::percentText(sla.capBasisPoints));
}

static QString priceText(const UnitPrice& price)
{
    return OfferingStep::tr("%1 a month").arg(price.times(1, Rounding::HalfUp).toDisplay());
}

OfferingStep::OfferingStep(Desk& desk, OrderDraft& draft)
    : OrderStep(QStringLiteral("wizardOffering"), tr("Offering"), tr("Choose what is delivered. Prices are before VAT."), desk, draft),
      list_(new QListWidget), terms_(new SectionCard(QStringLiteral("wizardTerms"), tr("What is promised")))
{
    list_->setObjectName(QStringLiteral("wizardOfferings"));
    list_->setAccessibleName(tr("Offerings"));
    list_->setSpacing(2);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    column->addWidget(list_, 1);
    column->addWidget(terms_);
    setContent(content, list_);
    connect(list_, &QListWidget::currentRowChanged, this, &OfferingStep::showTerms);
    connect(list_, &QListWidget::itemActivated, this, &OfferingStep::goOn);
}

void OfferingStep::initializePage()
{
    answer_.ask(desk_.executor(), [today = desk_.profile().zone.dateAt(desk_.clock().now())](store::Connection& connection) {
        return catalogue::offeringsOnSale(connection, today);
    }, [this](const QList<catalogue::Offering>& offerings) { showOfferings(offerings); },
       [this](const Error& error) { refuse(tr("The offerings could not be read."), error); });
}

bool OfferingStep::isComplete() const
{
    return draft_.offering.has_value();
}

void OfferingStep::showOfferings(const QList<catalogue::Offering>& offerings)
{
    notices()->clear();
    const std::optional<catalogue::Offering> before = draft_.offering;
    offerings_ = offerings;
    list_->clear();
    for (const catalogue::Offering& each : offerings)
        list_->addItem(tr("%1 — %2").arg(each.name, priceText(each.price)));
    if (offerings.isEmpty()) {
        draft_.offering.reset();
        notices()->showNotice({Tone::Attention, tr("Nothing is on sale today."), {}, tr("Publish an offering in the catalogue first."), {}});
        showTerms();
        return;
    }
    int row = 0;
    for (int at = 0; before && at < offerings.size(); ++at)
        if (offerings[at].id == before->id)
            row = at;
    list_->setCurrentRow(row);
}

void OfferingStep::showTerms()
{
    const int row = list_->currentRow();
    draft_.offering = row >= 0 && row < offerings_.size() ? std::optional(offerings_[row]) : std::nullopt;
    QList<QList<Cell>> rows;
    if (draft_.offering) {
        const catalogue::Offering& each = *draft_.offering;
        const auto add = [&rows](const QString& label, const QString& text) { rows.append({Cell{label, {}, {}, {}, false, true}, Cell{text}}); };
        add(tr("Speed"), tr("%1 down, %2 up").arg(bitRate(double(each.downKbps) * 1000), bitRate(double(each.upKbps) * 1000)));
        add(tr("Price"), priceText(each.price));
        add(tr("Setup"), each.setupFee.isZero() ? tr("Free") : each.setupFee.toDisplay());
        add(tr("VAT"), catalogue::percentText(each.taxRateBasisPoints));
        add(tr("Availability"), slaText(each));
    }
    terms_->setRows({}, rows, tr("Choose an offering to see its terms."));
    Q_EMIT completeChanged();
}

} // namespace trunkline::widgets
