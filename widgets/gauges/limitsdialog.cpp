#include "widgets/gauges/limitsdialog.h"

#include "models/collection/measure.h"
#include "models/core/errors.h"
#include "models/performance/gaugeservice.h"
#include "widgets/desk/asking.h"
#include "widgets/office/formfields.h"

#include <QCheckBox>
#include <QLocale>

namespace trunkline::widgets {

LimitsDialog::LimitsDialog(Desk& desk, const overview::GaugeRow& row, QWidget* parent)
    : EntryDialog(QStringLiteral("limitsDialog"), tr("Limits of %1 %2").arg(row.deviceName, row.gauge.name), tr("Set limits"), parent), desk_(desk), id_(row.gauge.id),
      reason_(nullptr), own_(new QCheckBox(tr("&Use those of the device and its profile")))
{
    const QString unit = collection::measureUnit(row.gauge.measure);
    auto* explained = new QLabel(tr("Beyond the outer limits the alarm is critical, beyond the inner ones a warning. A field that is empty is no limit; without any, nothing raises an alarm."));
    explained->setWordWrap(true);
    form()->addRow(explained);
    own_->setObjectName(QStringLiteral("ownLimits"));
    own_->setEnabled(row.override.has_value());
    form()->addRow(own_);
    const std::array<std::pair<const char*, QString>, 4> names{{{"limitLow", tr("&Low (%1)")}, {"limitLowWarning", tr("L&ow warning (%1)")},
                                                                {"limitHighWarning", tr("H&igh warning (%1)")}, {"limitHigh", tr("&High (%1)")}}};
    const std::array<const std::optional<performance::Limit>*, 4> limits{&row.limits.low, &row.limits.lowWarning, &row.limits.highWarning, &row.limits.high};
    for (std::size_t i = 0; i < names.size(); ++i) {
        fields_[i] = addLine(*form(), QString::fromLatin1(names[i].first), names[i].second.arg(unit));
        if (*limits[i])
            fields_[i]->setText(collection::figureText((*limits[i])->value, {}));
        connect(own_, &QCheckBox::toggled, fields_[i], &QWidget::setDisabled);
    }
    reason_ = addLine(*form(), QStringLiteral("limitReason"), tr("&Reason"));
    fields_[3]->setFocus();
}

performance::Limits LimitsDialog::typed() const
{
    performance::Limits limits;
    const std::array<std::optional<performance::Limit>*, 4> wanted{&limits.low, &limits.lowWarning, &limits.highWarning, &limits.high};
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        QString text = fields_[i]->text().trimmed();
        if (text.isEmpty())
            continue;
        const auto value = Decimal::parse(text.replace(QLocale().decimalPoint(), QStringLiteral(".")));
        if (!value)
            throw InvalidInput(tr("“%1” is no number; write one like 75 or -27.5, or leave the field empty.").arg(fields_[i]->text()));
        *wanted[i] = performance::Limit{*value, performance::LimitSource::Person};
    }
    return limits;
}

void LimitsDialog::save()
{
    const bool own = own_->isChecked();
    const performance::Limits limits = own ? performance::Limits() : typed();
    whenDone(this, desk_.executor().write([actor = desk_.actor(), id = id_, own, limits, reason = reason_->text()](store::Context& context) {
                 performance::GaugeService service(context);
                 if (own)
                     service.resetLimits(actor, id, reason);
                 else
                     service.setLimits(actor, id, limits, reason);
                 return true;
             }),
             [this](bool) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
