#include "widgets/noc/portratesdialog.h"

#include "models/inventory/portrates.h"
#include "models/overview/deviceview.h"
#include "widgets/desk/asking.h"
#include "widgets/office/formfields.h"

namespace trunkline::widgets {

PortRatesDialog::PortRatesDialog(Desk& desk, const QString& deviceName, const inventory::Port& port, QWidget* parent)
    : EntryDialog(QStringLiteral("portRatesDialog"), tr("Rates of %1 %2").arg(deviceName, port.name), tr("Save"), parent), desk_(desk), id_(port.id),
      line_(addLine(*form(), QStringLiteral("portLineRate"), tr("&Line rate (bit/s)"))), contract_(addLine(*form(), QStringLiteral("portContractRate"), tr("&Contracted rate (bit/s)"))),
      reason_(addLine(*form(), QStringLiteral("portRatesReason"), tr("&Reason")))
{
    auto* explained = new QLabel(tr("The line rate tells which measured values can't be; use is told in parts of the contracted rate. Write 10G, 2.5G, 622M or 64k; "
                                    "a field that is empty leaves it to the device."));
    explained->setWordWrap(true);
    form()->insertRow(0, explained);
    line_->setPlaceholderText(port.speedBps > 0 ? tr("As the device says: %1").arg(overview::speedText(port.speedBps)) : tr("The device does not say"));
    contract_->setPlaceholderText(tr("All of the line"));
    reason_->setPlaceholderText(tr("For example: the device counts in kbit/s"));
    const auto word = [](qint64 bps) { return bps > 0 ? inventory::rateWord(bps) : QString(); };
    line_->setText(word(port.rates.lineBps));
    contract_->setText(word(port.rates.contractBps));
    reason_->setText(port.rates.reason);
    line_->setFocus();
}

void PortRatesDialog::save()
{
    const auto typed = [](const QLineEdit* field) { return field->text().trimmed().isEmpty() ? 0 : inventory::parseRate(field->text()); };
    const inventory::PortRates rates{typed(line_), typed(contract_), reason_->text()};
    whenDone(this, desk_.executor().write([actor = desk_.actor(), id = id_, rates](store::Context& context) {
        inventory::PortRateService(context).set(actor, id, rates);
        return true;
    }), [this](const bool&) { accept(); }, [this](const Error& error) { refuse(error); });
}

PortRatesAction::PortRatesAction(Desk& desk, QWidget* window, QObject* parent) : QAction(tr("Set rates …"), parent)
{
    setObjectName(QStringLiteral("setPortRates"));
    setToolTip(tr("The rate of the line where the device says it wrongly, and what was bought of it"));
    setEnabled(desk.actor().may(access::Permission::EditInventory));
    connect(this, &QAction::triggered, this, [this, &desk, window] {
        auto* dialog = new PortRatesDialog(desk, deviceName_, port_, window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void PortRatesAction::setPort(const QString& deviceName, const inventory::Port& port)
{
    deviceName_ = deviceName;
    port_ = port;
}

} // namespace trunkline::widgets
