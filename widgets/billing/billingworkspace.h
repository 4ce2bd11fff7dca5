// Billing: the run as steps, the invoices with their documents, payments, what accounts owe, dunning, the ledger, and what is sold.
#pragma once

#include "widgets/common/watched.h"
#include "widgets/desk/desk.h"
#include "widgets/shell/workspace.h"

#include <QObject>
#include <QTabWidget>

namespace trunkline::widgets {

class AccountsPage;
class BillRunPage;
class CataloguePage;
class DebitPage;
class DetailPane;
class DunningPage;
class InvoicesPage;
class JobList;
class LedgerPage;
class UsagePage;
class MatchingPage;
class TablePane;

class BillingWorkspace : public QObject, public Workspace {
    Q_OBJECT
public:
    /// All three outlive it.
    BillingWorkspace(Desk& desk, DetailPane& detail, JobList& jobs);
    ~BillingWorkspace() override;

    QString id() const override { return QStringLiteral("billing"); }
    QString title() const override { return tr("Billing"); }
    QIcon icon() const override;
    QWidget* widget() override { return tabs_; }
    void refresh() override;
    QStringList targetKinds() const override { return {QStringLiteral("invoice"), QStringLiteral("offering")}; }
    void showTarget(const Target& target) override;
    QList<KeyHint> keys() const override;
    QString help() const override;
    QList<QAction*> actions() const override { return {runCycle_}; }
    void activated() override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

private:
    void connectMoney(Desk& desk);
    QList<TablePane*> tables() const;

    DetailPane& detail_;
    Watched<QTabWidget> tabs_; ///< the window owns it
    BillRunPage* run_;
    InvoicesPage* invoices_;
    MatchingPage* matching_;
    AccountsPage* accounts_;
    DebitPage* debits_;
    DunningPage* dunning_;
    LedgerPage* ledger_;
    CataloguePage* catalogue_;
    UsagePage* usage_;
    QAction* runCycle_;
};

} // namespace trunkline::widgets
