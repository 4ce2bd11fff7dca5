#include "widgets/billing/agreebutton.h"

#include "models/billing/billrunservice.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

namespace trunkline::widgets {

AgreeButton::AgreeButton(Desk& desk, QWidget* parent) : QPushButton(tr("Agree, for somebody else to post"), parent), desk_(desk)
{
    setObjectName(QStringLiteral("agreeButton"));
    setToolTip(tr("Above a limit two people must have looked at the figures: the one who agrees and the one who posts"));
    connect(this, &QPushButton::clicked, this, &AgreeButton::agree);
}

void AgreeButton::offer(const billing::BillCycle& cycle, BillingDate day, const billing::Approval& figures)
{
    cycle_ = cycle;
    day_ = day;
    figures_ = figures;
    setText(tr("Agree, for somebody else to post"));
    setEnabled(desk_.actor().may(access::Permission::PostBills) && figures.documents > 0);
}

void AgreeButton::agree()
{
    setEnabled(false);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), cycle = cycle_, day = day_, figures = figures_](store::Context& context) {
        billing::BillRunService(context).approve(actor, cycle, day, figures);
        return true;
    }), [this](bool) {
        setText(tr("Agreed"));
        Q_EMIT agreed();
    }, [this](const Error& error) {
        setEnabled(true);
        Q_EMIT refused(error.sentence());
    });
}

} // namespace trunkline::widgets
