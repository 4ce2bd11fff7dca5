#include "widgets/orders/orderwizard.h"

#include "models/ordering/orderservice.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/orders/wizardsteps.h"

#include <QAbstractButton>
#include <QApplication>
#include <QShortcut>
#include <QVBoxLayout>

namespace trunkline::widgets {

ordering::OrderRequest OrderDraft::request() const
{
    return {customer->id, account->id, offering->id, port->port.id, requestedDate};
}

OrderStep::OrderStep(const QString& objectName, const QString& title, const QString& subtitle, Desk& desk, OrderDraft& draft)
    : desk_(desk), draft_(draft), notices_(new NoticeBar(this))
{
    setObjectName(objectName);
    setTitle(title);
    setSubTitle(subtitle);
    notices_->setObjectName(QStringLiteral("wizardNotice"));
    notices_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    column->addWidget(notices_);
}

void OrderStep::setContent(QWidget* content, QWidget* first)
{
    static_cast<QVBoxLayout*>(layout())->addWidget(content, 1);
    setFocusProxy(first);
}

void OrderStep::takeKeyboard()
{
    const QWidget* has = QApplication::focusWidget(); // a new page gives it to the first child, also to a hidden one
    if (!has || !isAncestorOf(has) || !has->isVisible())
        setFocus(Qt::OtherFocusReason);
}

void OrderStep::goOn()
{
    if (isComplete())
        wizard()->next();
}

void OrderStep::refuse(const QString& what, const Error& error)
{
    notices_->showNotice({Tone::Bad, what, error.sentence(), {}, {}});
}

OrderWizard::OrderWizard(Desk& desk, CustomerId customer, QWidget* parent)
    : QWizard(parent), desk_(desk), summary_(nullptr)
{
    setObjectName(QStringLiteral("orderWizard"));
    setWindowTitle(tr("New order"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWizardStyle(QWizard::ClassicStyle);
    setOption(QWizard::NoBackButtonOnStartPage);
    draft_.requestedDate = desk.profile().zone.dateAt(desk.clock().now());
    addPage(new CustomerStep(desk, draft_, customer));
    addPage(new OfferingStep(desk, draft_));
    addPage(new PortStep(desk, draft_));
    addPage(new DatesStep(desk, draft_));
    summary_ = new SummaryStep(desk, draft_);
    addPage(summary_);
    setButtonText(QWizard::FinishButton, tr("Place order"));
    button(QWizard::NextButton)->setObjectName(QStringLiteral("wizardNext"));
    button(QWizard::BackButton)->setObjectName(QStringLiteral("wizardBack"));
    button(QWizard::FinishButton)->setObjectName(QStringLiteral("wizardFinish"));
    button(QWizard::CancelButton)->setObjectName(QStringLiteral("wizardCancel"));
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        if (auto* list = currentPage()->findChild<TablePane*>())
            list->focusFilter();
    });
    // On the last page Enter places the order; the page before leaves the keyboard at “Back”.
    connect(this, &QWizard::currentIdChanged, button(QWizard::FinishButton), [this] {
        if (currentPage() == summary_)
            button(QWizard::FinishButton)->setFocus(Qt::OtherFocusReason);
    }, Qt::QueuedConnection);
    resize(92 * gridStep, 72 * gridStep);
}

/// Places the order; the wizard closes when it is taken and stays with the sentence when it is refused.
void OrderWizard::accept()
{
    if (submitting_)
        return;
    submitting_ = true;
    button(QWizard::FinishButton)->setEnabled(false);
    summary_->notices()->clear();
    whenDone(this, desk_.executor().write([actor = desk_.actor(), request = draft_.request()](store::Context& context) {
        return ordering::OrderService(context).submit(actor, request).id;
    }), [this](const OrderId& id) {
        Q_EMIT submitted(id);
        QWizard::accept();
    }, [this](const Error& error) {
        submitting_ = false;
        button(QWizard::FinishButton)->setEnabled(true);
        summary_->notices()->showNotice({Tone::Bad, tr("The order was not taken."), error.sentence(), {}, {}});
    });
}

} // namespace trunkline::widgets
