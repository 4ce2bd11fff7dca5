#include "widgets/common/noticebar.h"
#include "widgets/common/theme.h"
#include "widgets/orders/wizardsteps.h"

#include <QDateEdit>
#include <QFormLayout>
#include <QLabel>

namespace trunkline::widgets {

DatesStep::DatesStep(Desk& desk, OrderDraft& draft)
    : OrderStep(QStringLiteral("wizardDates"), tr("Dates"), tr("When the customer wants the service."), desk, draft), date_(new QDateEdit), meaning_(new QLabel)
{
    date_->setObjectName(QStringLiteral("wizardDate"));
    date_->setAccessibleName(tr("Requested date"));
    date_->setCalendarPopup(true);
    date_->setDisplayFormat(QLocale().dateFormat(QLocale::LongFormat));
    meaning_->setObjectName(QStringLiteral("wizardDateMeaning"));
    meaning_->setWordWrap(true);
    meaning_->setForegroundRole(QPalette::PlaceholderText);
    auto* content = new QWidget;
    auto* form = new QFormLayout(content);
    form->setContentsMargins(0, gridStep, 0, 0);
    form->setHorizontalSpacing(2 * gridStep);
    form->setVerticalSpacing(2 * gridStep);
    auto* label = new QLabel(tr("&Requested date"));
    label->setBuddy(date_);
    form->addRow(label, date_);
    form->addRow(meaning_);
    setContent(content, date_);
    connect(date_, &QDateEdit::dateChanged, this, &DatesStep::show);
}

void DatesStep::initializePage()
{
    date_->setMinimumDate(desk_.profile().zone.dateAt(desk_.clock().now()).date());
    date_->setDate(draft_.requestedDate.date());
    show();
}

void DatesStep::show()
{
    const QDate day = date_->date();
    draft_.requestedDate = BillingDate(day.year(), day.month(), day.day());
    meaning_->setText(tr("The charge begins on the day on which the network shows that the service works, not on the requested date. "
                         "Until then %1 on %2 stays reserved.").arg(draft_.port->port.name, draft_.port->deviceName));
}

} // namespace trunkline::widgets
