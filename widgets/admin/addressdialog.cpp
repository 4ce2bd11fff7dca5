#include "widgets/admin/addressdialog.h"

#include "models/collection/credentialtrial.h"
#include "widgets/office/formfields.h"

#include <QSpinBox>

namespace trunkline::widgets {

AddressDialog::AddressDialog(const QString& objectName, const QString& title, const QString& words, const QString& saveText, const std::optional<DiscoveryRequest>& proposed,
                             QWidget* parent)
    : EntryDialog(objectName, title, saveText, parent), address_(addLine(*form(), objectName + QStringLiteral("Address"), tr("&Address of a device"))),
      port_(addField(*form(), new QSpinBox, objectName + QStringLiteral("Port"), tr("SNMP &port")))
{
    auto* explained = new QLabel(words);
    explained->setWordWrap(true);
    form()->insertRow(0, explained);
    address_->setPlaceholderText(tr("For example 192.0.2.1"));
    port_->setRange(1, 65535);
    port_->setGroupSeparatorShown(false);
    port_->setValue(proposed ? proposed->port : 161);
    if (proposed)
        address_->setText(proposed->address);
    address_->setFocus();
}

void AddressDialog::save()
{
    const QString address = address_->text().trimmed();
    collection::requireAddress(address);
    Q_EMIT asked({address, static_cast<quint16>(port_->value())});
    accept();
}

} // namespace trunkline::widgets
