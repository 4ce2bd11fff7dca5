// The steps of the order wizard.
#pragma once

#include "models/customer/customermodel.h"
#include "models/ordering/portchoicemodel.h"
#include "widgets/orders/orderwizard.h"

class QComboBox;
class QDateEdit;
class QGridLayout;
class QLabel;
class QListWidget;
class QPushButton;

namespace trunkline::widgets {

class SectionCard;
class TablePane;

/// Who buys: found in the list, or entered anew; and on which account.
class CustomerStep : public OrderStep {
    Q_OBJECT
public:
    CustomerStep(Desk& desk, OrderDraft& draft, CustomerId begin);
    void initializePage() override;
    bool isComplete() const override;

private:
    void readCustomers();
    void choose(CustomerId id);
    void readAccounts();
    void chooseAccount();
    void createCustomer();
    void openAccount();

    customer::CustomerModel model_;
    TablePane* list_;
    QComboBox* accounts_;
    QPushButton* openAccount_;
    QList<customer::Account> known_;
    CustomerId begin_;
    Asking listAnswer_;
    Asking accountAnswer_;
};

/// What is bought, with what is promised.
class OfferingStep : public OrderStep {
    Q_OBJECT
public:
    OfferingStep(Desk& desk, OrderDraft& draft);
    void initializePage() override;
    bool isComplete() const override;

private:
    void showOfferings(const QList<catalogue::Offering>& offerings);
    void showTerms();

    QListWidget* list_;
    SectionCard* terms_;
    QList<catalogue::Offering> offerings_;
    Asking answer_;
};

/// Where it is delivered: the technical check of every port for customers, and why one can't be had.
class PortStep : public OrderStep {
    Q_OBJECT
public:
    PortStep(Desk& desk, OrderDraft& draft);
    void initializePage() override;
    bool isComplete() const override;

private:
    void showChoices(const ordering::PortChoices& choices);
    void choose(const QVariant& key);

    ordering::PortChoiceModel model_;
    TablePane* list_;
    QComboBox* which_;
    QString noneFits_;
    Asking answer_;
};

/// When it is wanted.
class DatesStep : public OrderStep {
    Q_OBJECT
public:
    DatesStep(Desk& desk, OrderDraft& draft);
    void initializePage() override;

private:
    void show();

    QDateEdit* date_;
    QLabel* meaning_;
};

/// All of it, and the first invoice to the cent.
class SummaryStep : public OrderStep {
    Q_OBJECT
public:
    SummaryStep(Desk& desk, OrderDraft& draft);
    void initializePage() override;

private:
    void showInvoice(const billing::Invoice& invoice);

    SectionCard* order_;
    SectionCard* invoice_;
    Asking answer_;
};

/// "240 min of outage a month, then 10 % for each started hour, 100 % at most"; for none that there is none.
QString slaText(const catalogue::Offering& offering);

} // namespace trunkline::widgets
