#include "widgets/admin/documentdialogs.h"

#include "widgets/desk/asking.h"
#include "widgets/office/formfields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

namespace trunkline::widgets {

using namespace documents;

namespace {

constexpr int logoWidth = 200;
constexpr int logoHeight = 56;
constexpr int textHeight = 56;

} // namespace

DocumentLookDialog::DocumentLookDialog(Desk& desk, const DocumentSettings& known, const QByteArray& logo, QWidget* parent)
    : EntryDialog(QStringLiteral("documentLookDialog"), tr("Look and texts of documents"), tr("Save"), parent), desk_(desk), known_(known)
{
    addLogo(logo);
    colour_ = addText("documentColour", tr("&Colour"), known.accentColour, QStringLiteral("#1f5f8b"));
    introduction_ = addLines("documentIntroduction", tr("Text &above the table"), known.introduction);
    closing_ = addLines("documentClosing", tr("Text &below the terms"), known.closing);
    footer_ = addLines("documentFooter", tr("&Footer"), known.footer.join(QStringLiteral("\n\n")));
    footer_->setToolTip(tr("Up to three columns; an empty line begins the next one"));
    usageDetail_ = new QCheckBox(tr("List &usage on pages behind the invoice"));
    usageDetail_->setObjectName(QStringLiteral("documentUsageDetail"));
    usageDetail_->setChecked(known.usageDetail);
    form()->addRow(usageDetail_);
    maskedDigits_ = addField(*form(), new QSpinBox, QStringLiteral("documentMaskedDigits"), tr("Hidden di&gits of numbers called"));
    maskedDigits_->setRange(0, 20);
    maskedDigits_->setValue(known.maskedDigits);
    maskedDigits_->setSpecialValueText(tr("none"));
    bic_ = addText("documentBic", tr("B&IC"), known.bic, QStringLiteral("COBADEFFXXX"));
    registration_ = addText("documentRegistration", tr("Company &registration"), known.registrationId);
    contact_ = addText("documentContact", tr("C&ontact"), known.contactName);
    phone_ = addText("documentPhone", tr("&Telephone"), known.contactPhone);
    email_ = addText("documentEmail", tr("&E-mail"), known.contactEmail, QStringLiteral("billing@example.org"));
    scheme_ = addText("documentScheme", tr("E&lectronic address, scheme"), known.endpoint.scheme, QStringLiteral("9930"));
    endpoint_ = addText("documentEndpoint", tr("Electronic a&ddress"), known.endpoint.id, QStringLiteral("DE123456789"));
}

QLineEdit* DocumentLookDialog::addText(const char* objectName, const QString& label, const QString& value, const QString& example)
{
    QLineEdit* line = addLine(*form(), QString::fromLatin1(objectName), label);
    line->setText(value);
    if (!example.isEmpty())
        line->setPlaceholderText(tr("For example %1").arg(example));
    return line;
}

QPlainTextEdit* DocumentLookDialog::addLines(const char* objectName, const QString& label, const QString& value)
{
    auto* lines = addField(*form(), new QPlainTextEdit, QString::fromLatin1(objectName), label);
    lines->setPlainText(value);
    lines->setTabChangesFocus(true);
    lines->setFixedHeight(textHeight);
    return lines;
}

void DocumentLookDialog::addLogo(const QByteArray& logo)
{
    auto* row = new QWidget;
    auto* parts = new QHBoxLayout(row);
    parts->setContentsMargins(0, 0, 0, 0);
    picture_ = new QLabel;
    picture_->setObjectName(QStringLiteral("documentLogo"));
    picture_->setAccessibleName(tr("Logo"));
    auto* choose = new QPushButton(tr("C&hoose …"));
    choose->setObjectName(QStringLiteral("chooseLogoButton"));
    choose->setAccessibleName(tr("Choose a logo"));
    auto* none = new QPushButton(tr("&None"));
    none->setObjectName(QStringLiteral("removeLogoButton"));
    none->setAccessibleName(tr("No logo"));
    for (QPushButton* button : {choose, none})
        button->setAutoDefault(false); // Enter saves
    parts->addWidget(picture_, 1);
    parts->addWidget(choose);
    parts->addWidget(none);
    form()->addRow(tr("Logo"), row);
    showLogo(logo);
    connect(choose, &QPushButton::clicked, this, &DocumentLookDialog::askForLogo);
    connect(none, &QPushButton::clicked, this, [this] {
        known_.logo.clear();
        newLogo_.clear();
        showLogo({});
    });
}

void DocumentLookDialog::showLogo(const QByteArray& logo)
{
    QPixmap pixmap;
    if (!logo.isEmpty() && pixmap.loadFromData(logo))
        picture_->setPixmap(pixmap.scaled(logoWidth, logoHeight, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    else
        picture_->setText(tr("None: the operator's name stands there"));
}

void DocumentLookDialog::askForLogo()
{
    auto* dialog = new QFileDialog(this, tr("Logo of documents"), {}, tr("Pictures (*.png *.jpg *.jpeg)"));
    dialog->setObjectName(QStringLiteral("logoFileDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &DocumentLookDialog::chooseLogo);
    dialog->open();
}

void DocumentLookDialog::chooseLogo(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(InvalidInput(tr("%1 can't be read (%2).").arg(path, file.errorString())));
    const QByteArray logo = file.readAll();
    try {
        pdfImage(logo);
    } catch (const Error& error) {
        return refuse(error);
    }
    newLogo_ = logo;
    showLogo(newLogo_);
}

void DocumentLookDialog::save()
{
    DocumentSettings settings = known_;
    settings.accentColour = colour_->text().trimmed();
    settings.introduction = introduction_->toPlainText().trimmed();
    settings.closing = closing_->toPlainText().trimmed();
    settings.footer = footer_->toPlainText().trimmed().split(QStringLiteral("\n\n"), Qt::SkipEmptyParts);
    settings.usageDetail = usageDetail_->isChecked();
    settings.maskedDigits = maskedDigits_->value();
    settings.bic = bic_->text().remove(u' ').toUpper();
    settings.registrationId = registration_->text().trimmed();
    settings.contactName = contact_->text().trimmed();
    settings.contactPhone = phone_->text().trimmed();
    settings.contactEmail = email_->text().trimmed();
    settings.endpoint = {scheme_->text().trimmed(), endpoint_->text().trimmed()};
    whenDone(this, desk_.executor().write([actor = desk_.actor(), settings, logo = newLogo_](store::Context& context) {
        changeDocumentSettings(context, actor, settings, logo);
        return true;
    }), [this](bool) { done(Accepted); }, [this](const Error& error) { refuse(error); });
}

MailServerDialog::MailServerDialog(Desk& desk, const store::Sealer& sealer, const MailServer& known, QWidget* parent)
    : EntryDialog(QStringLiteral("mailServerDialog"), tr("Mail server"), tr("Save"), parent), desk_(desk), sealer_(sealer), known_(known),
      host_(addLine(*form(), QStringLiteral("mailHost"), tr("&Server"))), port_(addField(*form(), new QSpinBox, QStringLiteral("mailPort"), tr("&Port"))),
      security_(addField(*form(), new QComboBox, QStringLiteral("mailSecurity"), tr("P&rotection"))), user_(addLine(*form(), QStringLiteral("mailUser"), tr("&User name"))),
      password_(addLine(*form(), QStringLiteral("mailPassword"), tr("Pass&word"))), from_(addLine(*form(), QStringLiteral("mailFrom"), tr("Sender's &address"))),
      fromName_(addLine(*form(), QStringLiteral("mailFromName"), tr("Sender's &name")))
{
    host_->setText(known.host);
    host_->setPlaceholderText(tr("For example %1").arg(QStringLiteral("mail.example.org")));
    port_->setRange(1, 65535);
    port_->setValue(known.port);
    security_->addItem(tr("STARTTLS"), int(MailSecurity::StartTls));
    security_->addItem(tr("TLS from the start"), int(MailSecurity::Tls));
    security_->addItem(tr("None: only for this computer"), int(MailSecurity::None));
    security_->setCurrentIndex(security_->findData(int(known.security)));
    user_->setText(known.user);
    password_->setEchoMode(QLineEdit::Password);
    if (!known.host.isEmpty()) {
        password_->setPlaceholderText(tr("Unchanged"));
        password_->setToolTip(tr("What is stored is not shown; leave this empty to keep it"));
    }
    from_->setText(known.fromAddress);
    from_->setPlaceholderText(tr("For example %1").arg(QStringLiteral("billing@example.org")));
    fromName_->setText(known.host.isEmpty() ? desk.profile().name : known.fromName);
    host_->setFocus();
}

void MailServerDialog::save()
{
    MailServer server = known_;
    server.host = host_->text().trimmed();
    server.port = port_->value();
    server.security = MailSecurity(security_->currentData().toInt());
    server.user = user_->text().trimmed();
    server.fromAddress = from_->text().trimmed();
    server.fromName = fromName_->text().trimmed();
    const std::optional<QString> password = password_->text().isEmpty() ? std::nullopt : std::optional(password_->text());
    whenDone(this, desk_.executor().write([actor = desk_.actor(), server, password, &sealer = sealer_](store::Context& context) {
        MailService(context).changeServer(actor, server, password, sealer);
        return true;
    }), [this](bool) { done(Accepted); }, [this](const Error& error) { refuse(error); });
}

MailTestDialog::MailTestDialog(Desk& desk, const store::Sealer& sealer, QWidget* parent)
    : EntryDialog(QStringLiteral("mailTestDialog"), tr("Test message"), tr("Send"), parent), desk_(desk), sealer_(sealer), to_(addLine(*form(), QStringLiteral("mailTestTo"), tr("&To")))
{
    to_->setPlaceholderText(tr("For example %1").arg(QStringLiteral("you@example.org")));
    to_->setFocus();
}

void MailTestDialog::save()
{
    // On a reading thread: a slow mail server must not hold up what others write.
    whenDone(this, desk_.executor().read([actor = desk_.actor(), &sealer = sealer_, to = to_->text().trimmed(), now = desk_.clock().now()](store::Connection& connection) {
        const MailResult result = sendTestMail(connection, actor, sealer, to, now);
        if (result.outcome != MailOutcome::Sent)
            throw NetworkFailure(result.problem);
        return to;
    }), [this](const QString& to) {
        Q_EMIT sent(to);
        done(Accepted);
    }, [this](const Error& error) { refuse(error); });
}

} // namespace trunkline::widgets
