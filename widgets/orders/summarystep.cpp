#include "models/billing/firstinvoice.h"
#include "models/billing/documenttext.h"
#include "models/billing/invoicerules.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/theme.h"
#include "widgets/office/sectioncard.h"
#include "widgets/orders/wizardsteps.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace trunkline::widgets {

SummaryStep::SummaryStep(Desk& desk, OrderDraft& draft)
    : OrderStep(QStringLiteral("wizardSummary"), tr("Summary"), tr("Placing the order reserves the port at once."), desk, draft),
      order_(new SectionCard(QStringLiteral("wizardOrder"), tr("Order"))), invoice_(new SectionCard(QStringLiteral("firstInvoice"), tr("First invoice")))
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    column->addWidget(order_);
    column->addWidget(invoice_);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    setContent(scroll, scroll);
}

void SummaryStep::initializePage()
{
    notices()->clear();
    const QString site = draft_.port->siteName.isEmpty() ? QString() : QStringLiteral(", ") + draft_.port->siteName;
    const auto row = [](const QString& label, const QString& text) { return QList<Cell>{Cell{label, {}, {}, {}, false, true}, Cell{text}}; };
    order_->setRows({}, {row(tr("Customer"), tr("%1 (%2)").arg(draft_.customer->name, draft_.customer->number)), row(tr("Account"), draft_.account->number),
                         row(tr("Offering"), draft_.offering->name), row(tr("Availability"), slaText(*draft_.offering)),
                         row(tr("Port"), QStringLiteral("%1 %2%3").arg(draft_.port->deviceName, draft_.port->port.name, site)),
                         row(tr("Requested for"), draft_.requestedDate.toDisplay())}, {});
    invoice_->setFigure({});
    invoice_->setRows({}, {}, tr("Being computed …"));
    answer_.ask(desk_.executor(), [request = draft_.request()](store::Connection& connection) { return billing::firstInvoice(connection, request); },
                 [this](const billing::Invoice& invoice) { showInvoice(invoice); },
                 [this](const Error& error) { invoice_->setRows({}, {}, error.sentence()); });
}

void SummaryStep::showInvoice(const billing::Invoice& invoice)
{
    QList<QList<Cell>> rows;
    for (const billing::InvoiceLine& line : invoice.lines)
        rows.append({Cell{line.text}, Cell{line.period ? billing::spanText(*line.period, QLocale()) : QString(), {}, {}, {}, false, true},
                     Cell{billing::quantityText(line.quantity), {}, {}, {}, true}, Cell{line.net.toDisplay(), {}, {}, {}, true}});
    for (const billing::TaxTotal& tax : invoice.taxes)
        rows.append({Cell{tr("VAT %1").arg(catalogue::percentText(tax.rateBasisPoints))}, Cell{}, Cell{{}, {}, {}, {}, true}, Cell{tax.tax.toDisplay(), {}, {}, {}, true}});
    rows.append({Cell{tr("Total"), {}, {}, {}, false, false, true}, Cell{}, Cell{{}, {}, {}, {}, true}, Cell{invoice.gross.toDisplay(), {}, {}, {}, true, false, true}});
    invoice_->setFigure(tr("on %1, if the service works from %2").arg(invoice.issuedOn.toDisplay(), draft_.requestedDate.toDisplay()));
    invoice_->setRows({tr("Line"), tr("Period"), tr("Quantity"), tr("Amount")}, rows, {});
}

} // namespace trunkline::widgets
