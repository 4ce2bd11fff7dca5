#include "widgets/admin/credentialdialog.h"

#include "models/inventory/credentialmodel.h"
#include "widgets/desk/asking.h"
#include "widgets/office/formfields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

namespace trunkline::widgets {

using namespace inventory;

CredentialDialog::CredentialDialog(Desk& desk, const store::Sealer& sealer, QWidget* parent)
    : CredentialDialog(desk, sealer, std::nullopt, tr("New credential"), tr("Add credential"), parent)
{
}

CredentialDialog::CredentialDialog(Desk& desk, const store::Sealer& sealer, const Credential& known, QWidget* parent)
    : CredentialDialog(desk, sealer, known, tr("Credential %1").arg(known.name), tr("Save"), parent)
{
    show(known);
}

CredentialDialog::CredentialDialog(Desk& desk, const store::Sealer& sealer, const std::optional<Credential>& known, const QString& title, const QString& saveText, QWidget* parent)
    : EntryDialog(QStringLiteral("credentialDialog"), title, saveText, parent), desk_(desk), sealer_(sealer), known_(known),
      name_(addLine(*form(), QStringLiteral("credentialName"), tr("&Name"))),
      version_(addField(*form(), new QComboBox, QStringLiteral("credentialVersion"), tr("&Version"))),
      community_(addSecret("credentialCommunity", tr("&Community"))), user_(addLine(*form(), QStringLiteral("credentialUser"), tr("&User name"))),
      auth_(addField(*form(), new QComboBox, QStringLiteral("credentialAuth"), tr("&Authentication"))),
      authPassword_(addSecret("credentialAuthPassword", tr("Authentication &password"))),
      priv_(addField(*form(), new QComboBox, QStringLiteral("credentialPriv"), tr("&Encryption"))),
      privPassword_(addSecret("credentialPrivPassword", tr("Encryption pass&word"))),
      writing_(new QCheckBox(tr("May change &devices")))
{
    fillChoices();
    name_->setPlaceholderText(tr("For example routers, reading"));
    writing_->setObjectName(QStringLiteral("credentialWriting"));
    writing_->setToolTip(tr("Services are activated with the first such credential; discovery and polling never write"));
    form()->addRow(QString(), writing_);
    connect(version_, &QComboBox::currentIndexChanged, this, &CredentialDialog::showFields);
    connect(auth_, &QComboBox::currentIndexChanged, this, &CredentialDialog::showFields);
    connect(priv_, &QComboBox::currentIndexChanged, this, &CredentialDialog::showFields);
    showFields();
    name_->setFocus();
}

QLineEdit* CredentialDialog::addSecret(const char* objectName, const QString& label)
{
    QLineEdit* line = addLine(*form(), QString::fromLatin1(objectName), label);
    line->setEchoMode(QLineEdit::Password);
    if (known_) {
        line->setPlaceholderText(tr("Unchanged"));
        line->setToolTip(tr("What is stored is not shown; leave this empty to keep it"));
    }
    return line;
}

void CredentialDialog::fillChoices()
{
    for (const SnmpVersion each : {SnmpVersion::V2c, SnmpVersion::V3, SnmpVersion::V1})
        version_->addItem(titleOf(each), int(each));
    for (const AuthProtocol each : {AuthProtocol::Sha256, AuthProtocol::Sha1, AuthProtocol::Md5, AuthProtocol::None})
        auth_->addItem(titleOf(each), int(each));
    for (const PrivProtocol each : {PrivProtocol::Aes128, PrivProtocol::Des, PrivProtocol::None})
        priv_->addItem(titleOf(each), int(each));
}

void CredentialDialog::show(const Credential& known)
{
    name_->setText(known.name);
    version_->setCurrentIndex(version_->findData(int(known.version)));
    writing_->setChecked(known.forWriting);
    if (known.version != SnmpVersion::V3)
        return;
    user_->setText(known.user);
    auth_->setCurrentIndex(auth_->findData(int(known.auth)));
    priv_->setCurrentIndex(priv_->findData(int(known.priv)));
}

void CredentialDialog::showFields()
{
    const bool v3 = version_->currentData().toInt() == int(SnmpVersion::V3);
    form()->setRowVisible(community_, !v3);
    for (QWidget* field : std::initializer_list<QWidget*>{user_, auth_, priv_})
        form()->setRowVisible(field, v3);
    form()->setRowVisible(authPassword_, v3 && auth_->currentData().toInt() != int(AuthProtocol::None));
    form()->setRowVisible(privPassword_, v3 && priv_->currentData().toInt() != int(PrivProtocol::None));
}

Credential CredentialDialog::draft() const
{
    Credential wanted = known_.value_or(Credential());
    wanted.name = name_->text().trimmed();
    wanted.version = static_cast<SnmpVersion>(version_->currentData().toInt());
    wanted.forWriting = writing_->isChecked();
    const bool v3 = wanted.version == SnmpVersion::V3;
    wanted.community = v3 ? QByteArray() : community_->text().toUtf8();
    wanted.user = v3 ? user_->text().trimmed() : QString();
    wanted.auth = v3 ? static_cast<AuthProtocol>(auth_->currentData().toInt()) : AuthProtocol::None;
    wanted.priv = v3 ? static_cast<PrivProtocol>(priv_->currentData().toInt()) : PrivProtocol::None;
    wanted.authPassword = wanted.auth == AuthProtocol::None ? QByteArray() : authPassword_->text().toUtf8();
    wanted.privPassword = wanted.priv == PrivProtocol::None ? QByteArray() : privPassword_->text().toUtf8();
    return wanted;
}

void CredentialDialog::save()
{
    whenDone(this, desk_.executor().write([actor = desk_.actor(), known = known_.has_value(), wanted = draft(), &sealer = sealer_](store::Context& context) {
        CredentialService verbs(context, sealer);
        if (!known)
            return verbs.add(actor, wanted).id;
        verbs.changeKeepingSecrets(actor, wanted);
        return wanted.id;
    }), [this](const CredentialId& id) {
        Q_EMIT saved(id);
        accept();
    }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
