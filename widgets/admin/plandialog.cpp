#include "widgets/admin/plandialog.h"

#include "widgets/desk/asking.h"
#include "widgets/office/formfields.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace trunkline::widgets {

using collection::DiscoveryPlan;

static constexpr std::int64_t planHourMs = 3'600'000;

PlanDialog::PlanDialog(Desk& desk, const std::optional<DiscoveryPlan>& known, QWidget* parent)
    : EntryDialog(QStringLiteral("planDialog"), known ? tr("Plan %1").arg(known->name) : tr("New plan"), known ? tr("Save") : tr("Add plan"), parent), desk_(desk), known_(known),
      name_(addLine(*form(), QStringLiteral("planName"), tr("&Name"))), seeds_(addLines("planSeeds", tr("&Devices to begin at"), tr("An address a line, as 192.0.2.1"))),
      ranges_(addLines("planRanges", tr("&Ranges to try"), tr("192.0.2.0/24 or 192.0.2.10-40, one a line"))), domain_(addLine(*form(), QStringLiteral("planDomain"), tr("Routing d&omain"))),
      within_(addLines("planWithin", tr("Neighbours only &within"), tr("Networks, one a line; none: anywhere"))), neighbours_(new QCheckBox(tr("Go on to the nei&ghbours"))),
      hours_(addField(*form(), new QSpinBox, QStringLiteral("planHours"), tr("&Every"))), port_(addField(*form(), new QSpinBox, QStringLiteral("planPort"), tr("SNMP &port"))),
      most_(addField(*form(), new QSpinBox, QStringLiteral("planMost"), tr("&At most")))
{
    neighbours_->setObjectName(QStringLiteral("planNeighbours"));
    form()->addRow(QString(), neighbours_);
    domain_->setPlaceholderText(tr("The operator's own"));
    hours_->setRange(0, 24 * 365);
    hours_->setSuffix(tr(" h"));
    hours_->setSpecialValueText(tr("Only when somebody starts it"));
    port_->setRange(1, 65535);
    most_->setRange(1, 1'000'000);
    most_->setSuffix(tr(" devices"));
    show(known.value_or(DiscoveryPlan()));
    name_->setFocus();
}

QPlainTextEdit* PlanDialog::addLines(const char* objectName, const QString& label, const QString& example)
{
    constexpr int shownLines = 3;
    auto* lines = addField(*form(), new QPlainTextEdit, QString::fromLatin1(objectName), label);
    lines->setPlaceholderText(example);
    lines->setTabChangesFocus(true);
    lines->setFixedHeight(lines->fontMetrics().lineSpacing() * shownLines + 12);
    return lines;
}

void PlanDialog::show(const DiscoveryPlan& plan)
{
    name_->setText(plan.name);
    seeds_->setPlainText(plan.seeds.join(u'\n'));
    ranges_->setPlainText(plan.ranges.join(u'\n'));
    within_->setPlainText(plan.within.join(u'\n'));
    domain_->setText(plan.domain);
    neighbours_->setChecked(plan.followNeighbours);
    hours_->setValue(int(plan.everyMs / planHourMs));
    port_->setValue(plan.snmpPort);
    most_->setValue(plan.maxDevices);
}

DiscoveryPlan PlanDialog::draft() const
{
    const auto lines = [](const QPlainTextEdit* edit) { return edit->toPlainText().split(u'\n', Qt::SkipEmptyParts); };
    DiscoveryPlan plan = known_.value_or(DiscoveryPlan());
    plan.name = name_->text();
    plan.seeds = lines(seeds_);
    plan.ranges = lines(ranges_);
    plan.within = lines(within_);
    plan.domain = domain_->text();
    plan.followNeighbours = neighbours_->isChecked();
    if (hours_->value() != int(plan.everyMs / planHourMs)) // an interval of minutes, set elsewhere, stays
        plan.everyMs = hours_->value() * planHourMs;
    plan.snmpPort = quint16(port_->value());
    plan.maxDevices = most_->value();
    return plan;
}

void PlanDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), known = known_.has_value(), wanted = draft()](store::Context& context) {
        collection::DiscoveryPlanService verbs(context);
        if (!known)
            return verbs.add(actor, wanted).id.toString();
        verbs.change(actor, wanted);
        return wanted.id.toString();
    }), [this](const QString& id) {
        Q_EMIT saved(id);
        accept();
    }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
