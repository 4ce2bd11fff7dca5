#include "widgets/billing/documentsending.h"

#include "models/billing/invoicestore.h"
#include "models/core/errors.h"
#include "models/documents/documentfile.h"
#include "models/documents/mailqueue.h"
#include "widgets/desk/asking.h"

#include <QFileDialog>
#include <QTimer>

#include <atomic>
#include <memory>

namespace trunkline::widgets {

static constexpr int mailsAtOnce = 20;

DocumentSending::DocumentSending(Desk& desk, JobList& jobs, QWidget* over) : QObject(over), desk_(desk), jobs_(jobs), over_(over) {}

QString DocumentSending::newJob(const char* kind)
{
    const QString job = QStringLiteral("%1-%2-%3").arg(QLatin1String(kind), over_->objectName()).arg(++count_);
    connect(&jobs_, &JobList::dismissRequested, this, [this, job](const QString& id) {
        if (id == job)
            jobs_.removeJob(job);
    });
    return job;
}

void DocumentSending::askForPrint(const QList<InvoiceId>& documents)
{
    auto* dialog = new QFileDialog(over_, tr("One PDF for the printer"), QStringLiteral("batch.pdf"), tr("PDF documents (*.pdf)"));
    dialog->setObjectName(QStringLiteral("printDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, documents](const QString& path) { print(documents, path); });
    dialog->open();
}

void DocumentSending::print(const QList<InvoiceId>& documents, const QString& path)
{
    struct Print {
        std::atomic<int> done = 0;
        std::atomic<bool> cancelled = false;
    };
    const auto print = std::make_shared<Print>();
    const QString job = newJob("print");
    const auto show = [this, job, print, total = int(documents.size())](JobView::State state, const QString& detail) {
        jobs_.showJob({job, tr("Print batch"), detail, state, print->done, total, {}});
    };
    auto* ticker = new QTimer(this); // what a reading thread did is shown a few times a second
    ticker->callOnTimeout(this, [show] { show(JobView::State::Running, {}); });
    ticker->start(250);
    connect(&jobs_, &JobList::cancelRequested, ticker, [job, print](const QString& id) { print->cancelled = print->cancelled || id == job; });
    show(JobView::State::Running, {});
    whenDone(this, desk_.executor().read([actor = desk_.actor(), documents, path, print](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        return documents::printBatch(connection, documents, path, [print](int done) {
            print->done = done;
            return !print->cancelled;
        });
    }), [this, show, ticker, path](bool whole) {
        delete ticker;
        show(whole ? JobView::State::Done : JobView::State::Cancelled, whole ? path : QString());
        if (whole)
            Q_EMIT told({Tone::Good, tr("Saved to %1.").arg(path), {}, {}, {}});
    }, [this, show, ticker](const Error& error) {
        delete ticker;
        show(JobView::State::Failed, error.sentence());
        Q_EMIT told({Tone::Bad, tr("The documents were not printed."), error.sentence(), {}, {}});
    });
}

void DocumentSending::mail(const QList<InvoiceId>& documents)
{
    const auto mailing = std::make_shared<Mailing>();
    mailing->documents = documents;
    mailing->job = newJob("mail");
    connect(&jobs_, &JobList::cancelRequested, this, [mailing](const QString& id) { mailing->cancelled = mailing->cancelled || id == mailing->job; });
    mailNext(mailing);
}

void DocumentSending::mailNext(const std::shared_ptr<Mailing>& mailing)
{
    if (mailing->cancelled)
        return endMailing(*mailing, JobView::State::Cancelled, mailing->refusal);
    if (mailing->done >= mailing->documents.size())
        return endMailing(*mailing, JobView::State::Done, mailing->refusal);
    jobs_.showJob({mailing->job, tr("Into the mail queue"), {}, JobView::State::Running, mailing->done, mailing->documents.size(), {}});
    struct Mailed {
        int queued = 0;
        QString refusal;
    };
    const QList<InvoiceId> some = mailing->documents.mid(mailing->done, mailsAtOnce);
    whenDone(this, desk_.executor().write([actor = desk_.actor(), some](store::Context& context) {
        Mailed mailed;
        for (const InvoiceId& id : some)
            try {
                documents::MailService(context).queue(actor, id, documents::DocumentFormat::Pdf);
                ++mailed.queued;
            } catch (const StoreFailure&) {
                throw;
            } catch (const Error& error) {
                if (mailed.refusal.isEmpty())
                    mailed.refusal = error.sentence();
            }
        return mailed;
    }), [this, mailing, count = int(some.size())](const Mailed& mailed) {
        mailing->done += count;
        mailing->queued += mailed.queued;
        if (mailing->refusal.isEmpty())
            mailing->refusal = mailed.refusal;
        mailNext(mailing);
    }, [this, mailing](const Error& error) { endMailing(*mailing, JobView::State::Failed, error.sentence()); });
}

void DocumentSending::withDocuments(BillRunId run, const std::function<void(const QList<InvoiceId>&)>& use)
{
    whenDone(this, desk_.executor().read([actor = desk_.actor(), run](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        QList<InvoiceId> ids;
        for (const billing::InvoiceSummary& each : billing::invoicesOfRun(connection, run))
            ids.prepend(each.id); // in the order of their numbers
        return ids;
    }), use, [this](const Error& error) { Q_EMIT told({Tone::Bad, tr("The invoices of the run can't be read."), error.sentence(), {}, {}}); });
}

void DocumentSending::askForPrintOfRun(BillRunId run)
{
    withDocuments(run, [this](const QList<InvoiceId>& documents) { askForPrint(documents); });
}

void DocumentSending::mailRun(BillRunId run)
{
    withDocuments(run, [this](const QList<InvoiceId>& documents) { mail(documents); });
}

void DocumentSending::endMailing(const Mailing& mailing, JobView::State state, const QString& problem)
{
    const QString text = tr("%Ln document(s) wait in the mail queue or were mailed before.", nullptr, mailing.queued);
    jobs_.showJob({mailing.job, tr("Into the mail queue"), state == JobView::State::Failed ? problem : text, state, mailing.done, mailing.documents.size(), {}});
    const int left = int(mailing.documents.size()) - mailing.queued;
    Q_EMIT told({left == 0 ? Tone::Good : Tone::Bad, left == 0 ? text : tr("%1 Not mailed: %L2.").arg(text).arg(left), problem, {}, {}});
}

} // namespace trunkline::widgets
