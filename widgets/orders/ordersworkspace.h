// Orders: the list or the board of its states, the chosen one as a timeline, the wizard for a new one.
#pragma once

#include "models/ordering/ordermodel.h"
#include "models/ordering/orderrules.h"
#include "models/overview/chain.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/watched.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"
#include "widgets/orders/orderwizard.h"
#include "widgets/shell/workspace.h"

#include <QObject>
#include <QPointer>
#include <QSplitter>

class QComboBox;
class QToolButton;

namespace trunkline::widgets {

class DetailPane;
class OrderBoard;
class OrderTimeline;

class OrdersWorkspace : public QObject, public Workspace {
    Q_OBJECT
public:
    /// Both outlive it.
    OrdersWorkspace(Desk& desk, DetailPane& detail);
    ~OrdersWorkspace() override;

    QString id() const override { return QStringLiteral("orders"); }
    QString title() const override { return tr("Orders"); }
    QIcon icon() const override;
    QWidget* widget() override { return page_; }
    void refresh() override;
    QStringList targetKinds() const override { return {QStringLiteral("order")}; }
    void showTarget(const Target& target) override;
    QList<KeyHint> keys() const override;
    QString help() const override;
    QList<QAction*> actions() const override { return {newOrder_}; }
    void activated() override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

public Q_SLOTS:
    /// Opens the wizard, for this customer or for whom the clerk finds.
    void startOrder(const trunkline::CustomerId& customer = {});

private:
    /// All about one order, read at once.
    struct Chosen {
        ordering::OrderRow row;
        ordering::OrderProgress progress;
        QList<overview::ChainStep> why, history;
    };

    void buildPage();
    void buildTools();
    void showBoard(bool wanted);
    void readList();
    void choose(OrderId id);
    void readOrder();
    void showOrder(const Chosen& chosen);
    void showDetail();
    void filterStates();
    void retry(OrderTaskId task);
    /// All selected orders that fell out.
    void retrySelected();
    void cancel(OrderId order);

    Desk& desk_;
    DetailPane& detail_;
    ordering::OrderModel model_;
    Watched<QSplitter> page_; ///< the window owns it
    TablePane* table_;
    QComboBox* states_;
    OrderBoard* board_;
    QToolButton* boardSwitch_;
    OrderTimeline* timeline_;
    QAction* newOrder_;
    QAction* retrySelected_;
    QPointer<OrderWizard> wizard_;
    OrderId chosen_;
    std::optional<Chosen> shown_;
    Asking listAnswer_;
    Asking orderAnswer_;
};

} // namespace trunkline::widgets
