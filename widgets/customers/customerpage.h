// One customer on one page: who, what they have and whether it works now, what they owe, what is going on.
#pragma once

#include "models/overview/customerview.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;
class QPushButton;

namespace trunkline::widgets {

class ChainView;
class Desk;
class NoticeBar;
class SectionCard;

class CustomerPage : public QScrollArea {
    Q_OBJECT
public:
    explicit CustomerPage(Desk& desk, QWidget* parent = nullptr);

    void show(const overview::CustomerView& view);
    const overview::CustomerView& view() const { return view_; }

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);
    void orderRequested(const trunkline::CustomerId& customer);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildHead();
    void exportData();
    SectionCard* addCard(const char* objectName, const QString& title);
    bool mayEdit() const;
    void follow(const Target& target);
    void arrange();
    void showServices();
    void showAccounts();
    void showContacts();
    void showGoingOn();
    void showInvoices();

    Desk& desk_;
    overview::CustomerView view_;
    QWidget* content_;
    QGridLayout* grid_;
    QWidget* head_;
    QLabel* name_;
    QLabel* reach_;
    QPushButton* edit_;
    QPushButton* order_;
    QPushButton* export_;
    QPushButton* erase_;
    NoticeBar* notices_;
    SectionCard* services_;
    SectionCard* accounts_;
    SectionCard* contacts_;
    SectionCard* orders_;
    SectionCard* alarms_;
    SectionCard* invoices_;
    SectionCard* story_;
    ChainView* history_;
    int columns_ = 0;
};

/// How the live state of a service is to be taken.
Tone toneOf(overview::LiveState state);

} // namespace trunkline::widgets
