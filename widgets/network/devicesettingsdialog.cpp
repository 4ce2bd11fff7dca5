#include "widgets/network/devicesettingsdialog.h"

#include "models/inventory/inventoryservice.h"
#include "widgets/desk/asking.h"
#include "widgets/office/formfields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>

namespace trunkline::widgets {

DeviceSettingsDialog::DeviceSettingsDialog(Desk& desk, const inventory::Device& device, QWidget* parent)
    : EntryDialog(QStringLiteral("deviceSettingsDialog"), tr("Settings of %1").arg(device.name), tr("Save"), parent), desk_(desk), device_(device),
      role_(addField(*form(), new QComboBox, QStringLiteral("deviceRole"), tr("&Role in the network"))), ping_(new QCheckBox(tr("Send &echo requests (ping)"))),
      ports_(addLine(*form(), QStringLiteral("deviceTcpPorts"), tr("&TCP ports to connect to"))), every_(addField(*form(), new QSpinBox, QStringLiteral("deviceCheckEvery"), tr("E&very"))),
      misses_(addField(*form(), new QSpinBox, QStringLiteral("deviceCheckMisses"), tr("&Fault after"))), zone_(addLine(*form(), QStringLiteral("deviceLogZone"), tr("Time &zone of its log")))
{
    constexpr int dayS = 86'400;
    for (const inventory::DeviceRole role : inventory::allDeviceRoles())
        role_->addItem(inventory::roleWord(role), int(role));
    role_->setCurrentIndex(role_->findData(int(device.role)));
    role_->setToolTip(tr("Decides which devices are the core that others must reach"));
    ping_->setObjectName(QStringLiteral("devicePing"));
    ping_->setChecked(device.checks.ping);
    form()->insertRow(1, QString(), ping_);
    QStringList ports;
    for (const quint16 port : device.checks.tcpPorts)
        ports.append(QString::number(port));
    ports_->setText(ports.join(QStringLiteral(", ")));
    ports_->setPlaceholderText(tr("For example 22, 443"));
    every_->setRange(1, dayS);
    every_->setSuffix(tr(" s"));
    every_->setValue(int(device.checks.everyMs / 1000));
    misses_->setRange(1, 100);
    misses_->setSuffix(tr(" misses in a row"));
    misses_->setValue(device.checks.misses);
    zone_->setText(device.timeZone);
    zone_->setPlaceholderText(tr("The operator's, %1").arg(desk.profile().zone.name()));
}

inventory::Checks DeviceSettingsDialog::checks() const
{
    inventory::Checks wanted{ping_->isChecked(), {}, std::int64_t(every_->value()) * 1000, misses_->value()};
    const QStringList words = ports_->text().split(u',', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        bool isNumber = false;
        const quint16 port = word.trimmed().toUShort(&isNumber);
        if (!isNumber || port == 0)
            throw InvalidInput(tr("“%1” is no TCP port; write numbers from 1 to 65535 with commas between them.").arg(word.trimmed()));
        if (!wanted.tcpPorts.contains(port))
            wanted.tcpPorts.append(port);
    }
    return wanted;
}

void DeviceSettingsDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), id = device_.id, wanted = checks(), zone = zone_->text(),
                                           role = static_cast<inventory::DeviceRole>(role_->currentData().toInt())](store::Context& context) {
        inventory::InventoryService verbs(context);
        verbs.setTimeZone(actor, id, zone); // the one that can be refused comes first
        verbs.setChecks(actor, id, wanted);
        verbs.setRole(actor, id, role);
        return true;
    }), [this](const bool&) { accept(); }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
