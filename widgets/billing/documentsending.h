// Posted documents on their way out: one PDF for the printer, or the queue of e-mail. Both are jobs with progress that a person can
// stop; how it ended is told as a notice.
#pragma once

#include "models/core/id.h"
#include "widgets/common/joblist.h"
#include "widgets/common/noticebar.h"
#include "widgets/desk/desk.h"

#include <QObject>

#include <functional>
#include <memory>

namespace trunkline::widgets {

class DocumentSending : public QObject {
    Q_OBJECT
public:
    /// `jobs` shows what goes on; both outlive it, and so does `over`, the widget that asks for a file.
    DocumentSending(Desk& desk, JobList& jobs, QWidget* over);

    /// Asks for a file, then prints.
    void askForPrint(const QList<InvoiceId>& documents);
    /// All of them in one PDF. Needs view-invoices.
    void print(const QList<InvoiceId>& documents, const QString& path);
    /// Each waits in the mail queue, once. What can't be mailed is counted, and the first reason told. Needs send-documents.
    void mail(const QList<InvoiceId>& documents);
    /// The same with all documents of a bill run.
    void askForPrintOfRun(BillRunId run);
    void mailRun(BillRunId run);

Q_SIGNALS:
    void told(const trunkline::widgets::Notice& notice);

private:
    struct Mailing {
        QList<InvoiceId> documents;
        QString job;
        int done = 0;
        int queued = 0;
        QString refusal; ///< the first
        bool cancelled = false;
    };
    void mailNext(const std::shared_ptr<Mailing>& mailing);
    void endMailing(const Mailing& mailing, JobView::State state, const QString& problem);
    QString newJob(const char* kind);
    void withDocuments(BillRunId run, const std::function<void(const QList<InvoiceId>&)>& use);

    Desk& desk_;
    JobList& jobs_;
    QWidget* over_;
    int count_ = 0;
};

} // namespace trunkline::widgets
