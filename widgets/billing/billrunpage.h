// The bill run as five steps with figures on each: scope, preview, compare, approve, post.
#pragma once

#include "models/billing/cyclechoice.h"
#include "models/billing/invoicemodel.h"
#include "widgets/common/watched.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace trunkline::widgets {

class BillRunJob;
class AgreeButton;
class ComparePage;
class DocumentSending;
class JobList;
class NoticeBar;
class SectionCard;
class StepBar;
class TablePane;

class BillRunPage : public QWidget {
    Q_OBJECT
public:
    BillRunPage(Desk& desk, JobList& jobs, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const;

Q_SIGNALS:
    void invoicesRequested();
    void targetActivated(const trunkline::Target& target);

private:
    enum Step { Scope, Preview, Compare, Approve, Post };

    QWidget* buildScope();
    QWidget* buildPreview();
    QWidget* buildCompare();
    QWidget* buildApprove();
    QWidget* buildPost();
    void goTo(Step step);
    void chooseCycle(const QVariant& key);
    void readCycles();
    void preview();
    void showPreview(const QList<billing::DraftedAccount>& drafts);
    void showTotals();
    void showDraft(const QVariant& key);
    void compare();
    void askToApprove();
    /// The figures once more: what is posted is what was looked at.
    void approve();
    void goBackToPreview(const QString& why, const QList<billing::DraftedAccount>& drafts);
    void post();
    void showProgress();
    void showEnd(bool whole);
    void showFailure(const QString& sentence);
    BillingDate today() const;

    Desk& desk_;
    JobList& jobs_;
    billing::CycleModel cycles_;
    billing::DraftModel drafts_;
    billing::InvoiceLineModel lines_;
    billing::Approval approval_; ///< the figures of what the preview shows
    std::optional<billing::BillCycle> cycle_;
    Watched<BillRunJob> job_;
    StepBar* steps_;
    NoticeBar* notices_;
    QStackedWidget* pages_;
    TablePane* cycleTable_;
    QPushButton* preview_;
    SectionCard* totals_;
    TablePane* draftTable_;
    TablePane* lineTable_;
    QPushButton* compare_;
    ComparePage* comparePage_;
    SectionCard* figures_;
    QLabel* meaning_;
    QPushButton* post_;
    AgreeButton* agree_;
    QProgressBar* bar_;
    QLabel* progressText_;
    QPushButton* stop_;
    QLabel* doneText_;
    QWidget* doneButtons_;
    QPushButton* mail_;
    QPushButton* print_;
    DocumentSending* sending_;
    Asking cycleAnswer_;
    Asking previewAnswer_;
    Asking linesAnswer_;
    Asking compareAnswer_;
};

} // namespace trunkline::widgets
