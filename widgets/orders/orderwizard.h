// Takes an order in five steps: customer, offering, place, dates, summary with the first invoice.
#pragma once

#include "models/billing/invoice.h"
#include "models/catalogue/offering.h"
#include "models/customer/customer.h"
#include "models/ordering/order.h"
#include "models/ordering/portchoice.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWizard>

namespace trunkline::widgets {

class NoticeBar;

/// What was chosen so far.
struct OrderDraft {
    std::optional<customer::Customer> customer;
    std::optional<customer::Account> account;
    std::optional<catalogue::Offering> offering;
    std::optional<ordering::PortChoice> port;
    BillingDate requestedDate;

    /// Requires all of them.
    ordering::OrderRequest request() const;
};

/// A step: a bar for refusals on top, its content under it.
class OrderStep : public QWizardPage {
    Q_OBJECT
public:
    OrderStep(const QString& objectName, const QString& title, const QString& subtitle, Desk& desk, OrderDraft& draft);
    NoticeBar* notices() const { return notices_; }

protected:
    /// `first` has the focus when the step begins.
    void setContent(QWidget* content, QWidget* first);
    /// Once what was asked for is there: gives the keyboard to `first`, unless a person is at something of the step.
    void takeKeyboard();
    /// Enter on what was chosen leads on.
    void goOn();
    void refuse(const QString& what, const Error& error);

    Desk& desk_;
    OrderDraft& draft_;

private:
    NoticeBar* notices_;
};

class OrderWizard : public QWizard {
    Q_OBJECT
public:
    /// With a customer it begins with their accounts shown.
    explicit OrderWizard(Desk& desk, CustomerId customer = {}, QWidget* parent = nullptr);
    const OrderDraft& draft() const { return draft_; }

    void accept() override;

Q_SIGNALS:
    void submitted(const trunkline::OrderId& id);

private:
    Desk& desk_;
    OrderDraft draft_;
    OrderStep* summary_;
    bool submitting_ = false;
};

} // namespace trunkline::widgets
