#include "widgets/office/addressdialog.h"

#include "models/collection/addressrange.h"
#include "models/core/errors.h"
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
    address_->selectAll();
    address_->setFocus();
    connect(address_, &QLineEdit::editingFinished, this, &AddressDialog::takePort);
}

void AddressDialog::takePort()
{
    try {
        const collection::AgentAddress agent = collection::agentAddress(address_->text(), quint16(port_->value()));
        address_->setText(agent.address);
        port_->setValue(agent.port);
    } catch (const InvalidInput&) {
        // It may still be mended; what is asked for is refused in words.
    }
}

void AddressDialog::save()
{
    const collection::AgentAddress agent = collection::agentAddress(address_->text(), quint16(port_->value()));
    Q_EMIT asked({agent.address, agent.port});
    accept();
}

AddressDialog* findDevicesDialog(Desk& desk, const std::optional<DiscoveryRequest>& proposed, QWidget* parent)
{
    auto* dialog = new AddressDialog(QStringLiteral("discovery"), AddressDialog::tr("Find devices"),
                                     AddressDialog::tr("Trunkline asks this device for its neighbours, then those for theirs, until it knows the network. It only reads; the SNMP "
                                                       "credentials are tried in their order. Ranges of addresses are looked through by Admin, Discovery plans."),
                                     AddressDialog::tr("Find devices"), proposed, parent);
    QObject::connect(dialog, &AddressDialog::asked, &desk, &Desk::discoveryAsked);
    return dialog;
}

} // namespace trunkline::widgets
