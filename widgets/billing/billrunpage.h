// The bill run as steps with figures on each: choose the cycle, preview, post, done.
#pragma once

#include "models/billing/cyclechoice.h"
#include "models/billing/invoicemodel.h"
#include "widgets/common/watched.h"
#include "widgets/office/asking.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace trunkline::widgets {

class BillRunJob;
class JobList;
class NoticeBar;
class SectionCard;
class TablePane;

class BillRunPage : public QWidget {
    Q_OBJECT
public:
    BillRunPage(Desk& desk, JobList& jobs, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void invoicesRequested();

private:
    enum Step { Choose, Preview, Post, Done };

    QWidget* buildSteps();
    QWidget* buildChoose();
    QWidget* buildPreview();
    QWidget* buildPost();
    QWidget* buildDone();
    void goTo(Step step);
    void chooseCycle(const QVariant& key);
    void readCycles();
    void preview();
    void showPreview(const QList<billing::DraftedAccount>& drafts);
    void showDraft(const QVariant& key);
    void post();
    void showProgress();
    void showEnd(const QString& headline);
    BillingDate today() const;

    Desk& desk_;
    JobList& jobs_;
    billing::CycleModel cycles_;
    billing::DraftModel drafts_;
    billing::InvoiceLineModel lines_;
    std::optional<billing::BillCycle> cycle_;
    Watched<BillRunJob> job_;
    QList<QLabel*> stepTitles_;
    QList<QLabel*> stepFigures_;
    NoticeBar* notices_;
    QStackedWidget* pages_;
    TablePane* cycleTable_;
    QPushButton* preview_;
    SectionCard* totals_;
    TablePane* draftTable_;
    TablePane* lineTable_;
    QPushButton* post_;
    QProgressBar* bar_;
    QLabel* progressText_;
    QLabel* doneText_;
    LatestAnswer cycleAnswer_;
    LatestAnswer previewAnswer_;
};

} // namespace trunkline::widgets
