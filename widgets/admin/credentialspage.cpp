#include "widgets/admin/credentialspage.h"

#include "widgets/office/addressdialog.h"
#include "widgets/admin/credentialdialog.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/joblist.h"
#include "widgets/common/promptbar.h"

#include <QAction>
#include <QPushButton>

namespace trunkline::widgets {

using inventory::CredentialUse;

CredentialsPage::CredentialsPage(Desk& desk, DetailPane& detail, JobList& jobs, const store::Sealer& sealer, const NetworkErrands& errands, QWidget* parent)
    : AdminPage(QStringLiteral("credentials"), desk, detail, parent), jobs_(jobs), sealer_(sealer), errands_(errands),
      model_(inventory::credentialColumns(desk.profile().zone), [](const CredentialUse& use) { return inventory::keyOf(use); }),
      new_(new QAction(tr("New credential …"), this))
{
    new_->setObjectName(QStringLiteral("newCredential"));
    new_->setEnabled(desk.actor().may(access::Permission::ManageCredentials));
    table_->setAccessibleName(tr("Credentials"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("No credential is known yet. Devices are asked with the first one that they answer."), new_->isEnabled() ? tr("New credential …") : QString());
    buildTools();
    connect(new_, &QAction::triggered, this, [this] { showDialog(std::nullopt); });
    connect(table_, &TablePane::emptyAction, new_, &QAction::trigger);
    connect(table_, &TablePane::opened, this, &CredentialsPage::edit);
}

void CredentialsPage::buildTools()
{
    QPushButton* create = addButton("newCredentialButton", tr("New …"));
    create->setAccessibleName(tr("New credential"));
    create->setEnabled(new_->isEnabled());
    connect(create, &QPushButton::clicked, new_, &QAction::trigger);
    addRowButton("editCredentialButton", tr("Edit …"), {}, [this] { edit(); });
    addRowButton("tryCredentialButton", tr("Try it …"), QKeySequence(QStringLiteral("Ctrl+T")), [this] { askToTry(); });
    addRowButton("credentialUpButton", tr("Earlier"), QKeySequence(QStringLiteral("Alt+Up")), [this] { moveBy(-1); });
    addRowButton("credentialDownButton", tr("Later"), QKeySequence(QStringLiteral("Alt+Down")), [this] { moveBy(1); });
    addRowButton("removeCredentialButton", tr("Remove …"), QKeySequence(QKeySequence::Delete), [this] { askToRemove(); });
}

QString CredentialsPage::help() const
{
    return tr("Discovery tries the credentials in this order and keeps the first that a device answers; those that may write only when no other does. "
              "Their secrets are sealed in the database and never shown again. “Try it” asks one device and changes nothing.");
}

void CredentialsPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor(), &sealer = sealer_](store::Connection& connection) { return inventory::credentialUses(connection, sealer, actor); },
                    [this](const QList<CredentialUse>& uses) {
                        model_.replace(uses);
                        if (!toSelect_.isEmpty() && table_->select(toSelect_))
                            toSelect_.clear();
                        if (isVisible())
                            showDetail();
                    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

std::optional<CredentialUse> CredentialsPage::chosen() const
{
    const CredentialUse* use = model_.find(table_->currentKey().toString());
    return use ? std::optional(*use) : std::nullopt;
}

void CredentialsPage::showDetail()
{
    const auto use = chosen();
    if (!use)
        return detail_.clear();
    const inventory::Credential& credential = use->credential;
    Detail detail;
    detail.target = {QStringLiteral("credential"), credential.id.toString()};
    detail.title = credential.name;
    detail.subtitle = tr("Credential, %1").arg(inventory::titleOf(credential.version));
    detail.takesNotes = false;
    FactGroup facts;
    facts.facts = {{tr("For"), inventory::purposeText(credential)}, {tr("Security"), inventory::securityText(credential)}};
    if (!credential.user.isEmpty())
        facts.facts.append({tr("User name"), credential.user, {}, {}, {}, true});
    facts.facts.append({tr("Secrets"), tr("Sealed in the database")});
    FactGroup users{use->users.isEmpty() ? tr("No device is asked with it") : tr("Asked with it: %Ln device(s)", nullptr, int(use->users.size())), {}};
    for (const inventory::CredentialUser& user : use->users)
        users.facts.append({user.lastAnswerAt ? desk_.timeText(*user.lastAnswerAt) : tr("No answer yet"), user.name, {QStringLiteral("device"), user.device.toString()}});
    detail.overview = {facts, users};
    present(detail);
}

void CredentialsPage::showDialog(const std::optional<inventory::Credential>& known)
{
    auto* dialog = known ? new CredentialDialog(desk_, sealer_, *known, this) : new CredentialDialog(desk_, sealer_, this);
    connect(dialog, &CredentialDialog::saved, this, [this](const CredentialId& id) {
        toSelect_ = id.toString();
        refresh();
    });
    dialog->open();
}

void CredentialsPage::edit()
{
    if (const auto use = chosen())
        showDialog(use->credential);
}

void CredentialsPage::moveBy(int places)
{
    const auto use = chosen();
    if (!use)
        return;
    carryOut([actor = desk_.actor(), id = use->credential.id, place = model_.rowOfKey(inventory::keyOf(*use)) + 1 + places, &sealer = sealer_](store::Context& context) {
        inventory::CredentialService(context, sealer).move(actor, id, place);
        return id;
    }, tr("The order stays as it was."));
}

static QStringList namesOf(const QList<inventory::CredentialUser>& users)
{
    QStringList names;
    for (const inventory::CredentialUser& user : users)
        names.append(user.name);
    return names;
}

void CredentialsPage::askToRemove()
{
    const auto use = chosen();
    if (!use)
        return;
    const inventory::Credential& credential = use->credential;
    if (!use->users.isEmpty()) { // the verb would refuse; here the devices can be named
        constexpr qsizetype mostNamed = 5;
        const QStringList names = namesOf(use->users);
        const QString shown = names.mid(0, mostNamed).join(QStringLiteral(", ")) + (names.size() > mostNamed ? QStringLiteral(" …") : QString());
        return say(Tone::Attention, tr("“%1” can't be removed yet.").arg(credential.name),
                   tr("%Ln device(s) would not be polled any more: %1. Discover them with another credential first.", nullptr, int(names.size())).arg(shown));
    }
    QString consequence = tr("No device is asked with it; discovery won't try it any more.");
    if (credential.forWriting)
        consequence += u' ' + tr("Services are activated with the next credential that may write, or not at all when there is none.");
    notices_->clear();
    prompt_->confirm({tr("Remove the credential “%1”? %2").arg(credential.name, consequence), {}, tr("Remove"), tr("Keep"), {}},
                     [this, id = credential.id] {
                         carryOut([actor = desk_.actor(), id, &sealer = sealer_](store::Context& context) {
                             inventory::CredentialService(context, sealer).remove(actor, id);
                             return id;
                         }, tr("Nothing was removed."));
                     });
}

void CredentialsPage::askToTry()
{
    const auto use = chosen();
    if (!use)
        return;
    auto* dialog = new AddressDialog(QStringLiteral("try"), tr("Try “%1”").arg(use->credential.name), tr("The device is asked for its name. Nothing is written, neither there nor here."),
                                     tr("Try it"), desk_.demoSeed(), this);
    connect(dialog, &AddressDialog::asked, this, [this](const DiscoveryRequest& request) { tryOn(request.address, request.port); });
    dialog->open();
}

void CredentialsPage::tryOn(const QString& address, quint16 port)
{
    const auto use = chosen();
    if (!use)
        return;
    const JobView job{QStringLiteral("credential-trial-%1").arg(++trials_), tr("Try “%1” on %2").arg(use->credential.name, address)};
    jobs_.showJob(job);
    const auto ended = [this, job](JobView::State state, Tone tone, const QString& what, const QString& sentence) {
        JobView now = job;
        now.state = state;
        now.detail = sentence;
        jobs_.showJob(now);
        say(tone, what, sentence);
    };
    whenDone(this, errands_.tryCredential(use->credential.id, address, port), [this, ended](const collection::CredentialTrial& trial) {
        if (trial.answered)
            ended(JobView::State::Done, Tone::Good, tr("The credential fits."), trial.sentence);
        else
            ended(JobView::State::Failed, Tone::Bad, tr("The credential was not answered."), trial.sentence);
    }, [this, ended](const Error& error) { ended(JobView::State::Failed, Tone::Bad, tr("The credential was not tried."), error.sentence()); });
}

} // namespace trunkline::widgets
