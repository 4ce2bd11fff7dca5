// Customers: the list at the left, all about the chosen one beside it.
#pragma once

#include "models/customer/customermodel.h"
#include "models/overview/customerview.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/watched.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"
#include "widgets/shell/workspace.h"

#include <QObject>
#include <QSplitter>


class QStackedWidget;

namespace trunkline::widgets {

class CustomerPage;
class DetailPane;
class EmptyState;

class CustomersWorkspace : public QObject, public Workspace {
    Q_OBJECT
public:
    /// Both outlive it.
    CustomersWorkspace(Desk& desk, DetailPane& detail);
    ~CustomersWorkspace() override;

    QString id() const override { return QStringLiteral("customers"); }
    QString title() const override { return tr("Customers"); }
    QIcon icon() const override;
    QWidget* widget() override;
    void refresh() override;
    QStringList targetKinds() const override { return {QStringLiteral("customer"), QStringLiteral("service")}; }
    void showTarget(const Target& target) override;
    QList<KeyHint> keys() const override;
    QString help() const override;
    QList<QAction*> actions() const override { return {newCustomer_}; }
    void activated() override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

public Q_SLOTS:
    void askForCustomer();

Q_SIGNALS:
    /// Someone wants to order for this customer: the orders workspace has the wizard.
    void orderRequested(const trunkline::CustomerId& customer);

private:
    void buildPage();
    void readList();
    void choose(CustomerId id);
    void readCustomer();
    void showCustomer(const overview::CustomerView& view);
    void readService(ServiceId id);
    void showDetail();

    Desk& desk_;
    DetailPane& detail_;
    customer::CustomerModel model_;
    Watched<QSplitter> page_; ///< the window owns it
    TablePane* list_;
    QStackedWidget* right_;
    EmptyState* nothing_;
    NoticeBar* notices_;
    CustomerPage* customerPage_;
    QAction* newCustomer_;
    CustomerId chosen_;
    bool detailWanted_ = true; ///< the pane shows the customer, not a service of it
    Asking listAnswer_;
    Asking customerAnswer_;
    Asking serviceAnswer_;
};

} // namespace trunkline::widgets
