#include "widgets/network/finddevicesdialog.h"

#include "widgets/common/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace trunkline::widgets {

FindDevicesDialog::FindDevicesDialog(const std::optional<DiscoveryRequest>& proposed, QWidget* parent)
    : QDialog(parent), address_(new QLineEdit(this)), port_(new QSpinBox(this)), start_(nullptr)
{
    setObjectName(QStringLiteral("findDevicesDialog"));
    setWindowTitle(tr("Find devices"));
    address_->setObjectName(QStringLiteral("discoveryAddress"));
    address_->setPlaceholderText(tr("For example 192.0.2.1"));
    address_->setMinimumWidth(30 * gridStep);
    port_->setObjectName(QStringLiteral("discoveryPort"));
    port_->setRange(1, 65535);
    port_->setGroupSeparatorShown(false);
    port_->setValue(161);
    if (proposed) {
        address_->setText(proposed->address);
        port_->setValue(proposed->port);
    }
    auto* words = new QLabel(tr("Trunkline asks this device for its neighbours, then those for theirs, until it knows the network. "
                                "It only reads; the SNMP credentials are tried in their order."), this);
    words->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("&Address of a device"), address_);
    form->addRow(tr("SNMP &port"), port_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    start_ = buttons->addButton(tr("Find devices"), QDialogButtonBox::AcceptRole);
    start_->setObjectName(QStringLiteral("discoveryStart"));
    start_->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * gridStep, 3 * gridStep, 3 * gridStep, 2 * gridStep);
    column->setSpacing(2 * gridStep);
    column->addWidget(words);
    column->addLayout(form);
    column->addWidget(buttons);
    connect(address_, &QLineEdit::textChanged, this, &FindDevicesDialog::check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT asked({address_->text().trimmed(), static_cast<quint16>(port_->value())});
        accept();
    });
    check();
}

void FindDevicesDialog::check()
{
    start_->setEnabled(!address_->text().trimmed().isEmpty());
}

} // namespace trunkline::widgets
