#include "widgets/admin/documentspage.h"

#include "models/billing/invoicestore.h"
#include "models/core/columns.h"
#include "widgets/admin/documentdialogs.h"
#include "widgets/common/detailpane.h"

#include <QPushButton>

namespace trunkline::widgets {

using documents::MailState;

static QList<Column<QueuedMail>> mailColumns(const OperatorZone& zone)
{
    using C = Column<QueuedMail>;
    const auto text = [](const char* words) { return DocumentsPage::tr(words); };
    const auto tone = [](const QueuedMail& mail, int role) {
        if (role != ToneRole)
            return QVariant();
        switch (mail.message.state) {
        case MailState::Sent: return QVariant(int(Tone::Good));
        case MailState::Failed: return QVariant(int(Tone::Bad));
        case MailState::Unknown: return QVariant(int(Tone::Attention));
        case MailState::Queued: case MailState::Sending: break;
        }
        return QVariant();
    };
    return {C(QStringLiteral("document"), text("Document"), [](const QueuedMail& mail) { return mail.number; }),
            C(QStringLiteral("recipient"), text("To"), [](const QueuedMail& mail) { return mail.message.recipient; }),
            C(QStringLiteral("state"), text("State"), [](const QueuedMail& mail) { return documents::titleOf(mail.message.state); }).with(tone),
            instantColumn<QueuedMail>("queued", text("Queued"), zone, [](const QueuedMail& mail) { return std::optional(mail.message.queuedAt); }),
            instantColumn<QueuedMail>("sent", text("Sent"), zone, [](const QueuedMail& mail) { return mail.message.sentAt; }),
            countColumn<QueuedMail>("attempts", text("Attempts"), [](const QueuedMail& mail) { return mail.message.attempts; }),
            C(QStringLiteral("problem"), text("Problem"), [](const QueuedMail& mail) { return mail.message.problem; })};
}

DocumentsPage::DocumentsPage(Desk& desk, DetailPane& detail, const store::Sealer& sealer, QWidget* parent)
    : AdminPage(QStringLiteral("documents"), desk, detail, parent), sealer_(sealer),
      model_(mailColumns(desk.profile().zone), [](const QueuedMail& mail) { return mail.message.id.toString(); })
{
    table_->setAccessibleName(tr("E-mail"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("No document was mailed yet. Choose invoices in Billing and send them; they wait here until the mail server has taken them."));
    const bool mayManage = desk.actor().may(access::Permission::ManageOperator);
    QPushButton* look = addButton("documentLookButton", tr("Look and texts …"));
    look->setEnabled(mayManage);
    connect(look, &QPushButton::clicked, this, &DocumentsPage::showLook);
    QPushButton* server = addButton("mailServerButton", tr("Mail server …"));
    server->setEnabled(mayManage);
    connect(server, &QPushButton::clicked, this, &DocumentsPage::showServer);
    QPushButton* test = addButton("mailTestButton", tr("Test message …"));
    test->setEnabled(mayManage);
    connect(test, &QPushButton::clicked, this, &DocumentsPage::askToTest);
    addRowButton("sendAgainButton", tr("Send again"), {}, [this] { sendAgain(); });
}

QString DocumentsPage::help() const
{
    return tr("Logo, colour and texts are those of documents posted from now on; posted ones stay as they were. Mail waits here until the server has taken it: "
              "what failed or is unclear is sent again only when a person says so.");
}

void DocumentsPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewInvoices);
        QHash<InvoiceId, QString> numbers;
        for (const billing::InvoiceSummary& each : billing::invoices(connection))
            numbers.insert(each.id, each.number);
        QList<QueuedMail> all;
        for (const documents::MailMessage& message : documents::mailMessages(connection))
            all.append({message, message.noticeId.isNull() ? numbers.value(message.invoiceId) : documents::mailedNumber(connection, message)});
        return all;
    }, [this](const QList<QueuedMail>& mail) {
        model_.replace(mail);
        if (isVisible())
            showDetail();
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void DocumentsPage::showDetail()
{
    const QueuedMail* mail = model_.find(table_->currentKey().toString());
    if (!mail)
        return detail_.clear();
    Detail detail;
    detail.target = {QStringLiteral("mail"), mail->message.id.toString()};
    detail.title = mail->number;
    detail.subtitle = tr("E-mail to %1").arg(mail->message.recipient);
    detail.takesNotes = false;
    FactGroup facts;
    facts.facts = {{tr("Document"), mail->number, mail->message.noticeId.isNull() ? Target{QStringLiteral("invoice"), mail->message.invoiceId.toString()} : Target{}}, {tr("State"), documents::titleOf(mail->message.state)},
                   {tr("Queued"), desk_.timeText(mail->message.queuedAt)}};
    if (!mail->message.problem.isEmpty())
        facts.facts.append({tr("Problem"), mail->message.problem});
    detail.overview = {facts};
    present(detail);
}

void DocumentsPage::showLook()
{
    struct Look {
        documents::DocumentSettings settings;
        QByteArray logo;
    };
    openAnswer_.ask(desk_.executor(), [](store::Connection& connection) {
        const auto settings = documents::documentSettings(connection);
        return Look{settings, documents::storedPictureFile(connection, settings.logo)};
    }, [this](const Look& look) { (new DocumentLookDialog(desk_, look.settings, look.logo, this))->open(); },
       [this](const Error& error) { refuse(tr("The settings could not be read."), error); });
}

void DocumentsPage::showServer()
{
    openAnswer_.ask(desk_.executor(), [](store::Connection& connection) { return documents::mailServer(connection).value_or(documents::MailServer()); },
                    [this](const documents::MailServer& server) { (new MailServerDialog(desk_, sealer_, server, this))->open(); },
                    [this](const Error& error) { refuse(tr("The mail server could not be read."), error); });
}

void DocumentsPage::askToTest()
{
    auto* dialog = new MailTestDialog(desk_, sealer_, this);
    connect(dialog, &MailTestDialog::sent, this, [this](const QString& to) { say(Tone::Good, tr("The mail server took the message to %1.").arg(to)); });
    dialog->open();
}

void DocumentsPage::sendAgain()
{
    if (const QueuedMail* mail = model_.find(table_->currentKey().toString()))
        carryOut([actor = desk_.actor(), id = mail->message.id](store::Context& context) { return documents::MailService(context).retry(actor, id); }, tr("The message is not sent again."));
}

} // namespace trunkline::widgets
