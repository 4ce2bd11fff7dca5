#include "widgets/admin/trapdialog.h"

#include "widgets/office/formfields.h"

#include <QLabel>
#include <QSpinBox>

namespace trunkline::widgets {

TrapDialog::TrapDialog(Desk& desk, const collection::TrapListening& now, QWidget* parent)
    : EntryDialog(QStringLiteral("trapDialog"), tr("Receive traps"), tr("Save"), parent), desk_(desk),
      address_(addLine(*form(), QStringLiteral("trapAddress"), tr("&Address of this computer"))), port_(addField(*form(), new QSpinBox, QStringLiteral("trapPort"), tr("&UDP port")))
{
    auto* words = new QLabel(tr("Devices send traps to port 162 unless they are told another. Ports below 1024 need a permission of the system."));
    words->setWordWrap(true);
    form()->insertRow(0, words);
    address_->setText(now.address);
    address_->setToolTip(tr("0.0.0.0 or :: for all of them"));
    port_->setRange(0, 65535);
    port_->setGroupSeparatorShown(false);
    port_->setSpecialValueText(tr("Off"));
    port_->setValue(now.port);
    port_->setFocus();
    port_->selectAll();
}

void TrapDialog::save()
{
    const collection::TrapListening wanted{address_->text().trimmed(), quint16(port_->value())};
    write(desk_, [actor = desk_.actor(), wanted](store::Context& context) {
        collection::changeTrapListening(context, actor, wanted);
        return QString();
    });
}

} // namespace trunkline::widgets
