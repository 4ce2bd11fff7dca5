// A subscription as it is charged: its phases, options and discounts, and what is changed of it from a day on.
#pragma once

#include "models/billing/billable.h"
#include "widgets/office/entrydialog.h"

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace trunkline::widgets {

class SectionCard;

/// One thing that is charged: the service's own subscription, a part of its bundle or an option.
struct ChargedPart {
    billing::Subscription subscription;
    QList<catalogue::Offering> offerings; ///< of its phases, in their order
    QList<billing::Discount> discounts;
};

class SubscriptionDialog : public QDialog {
    Q_OBJECT
public:
    /// Reads by itself, and again after each change.
    SubscriptionDialog(Desk& desk, SubscriptionId id, const QString& serviceName, QWidget* parent);

private:
    enum class Change { Move, Quantity, Suspend, Resume, AddOption, EndOption, Promotion, Discount };

    void buildButtons();
    void read();
    void show(const QList<ChargedPart>& parts);
    void askFor(Change change);

    Desk& desk_;
    SubscriptionId id_;
    QString serviceName_;
    NoticeBar* notices_;
    SectionCard* phases_;
    SectionCard* options_;
    SectionCard* discounts_;
    QList<ChargedPart> parts_;
    Asking answer_;
};

/// An agreed price of a customer from a day on.
class AgreedPriceDialog : public EntryDialog {
    Q_OBJECT
public:
    AgreedPriceDialog(Desk& desk, CustomerId customer, const QString& customerName, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    CustomerId customer_;
    QString customerName_;
    QComboBox* offering_;
    QLineEdit* price_;
    QLineEdit* setup_;
    QDateEdit* from_;
    QLineEdit* last_;
    QLineEdit* reason_;
    Asking offerings_;
};

} // namespace trunkline::widgets
