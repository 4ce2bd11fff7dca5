#include "app/desktop/welcome.h"

#include "app/demo/demooperator.h"
#include "models/access/operatorsetup.h"
#include "models/access/userservice.h"
#include "models/core/errors.h"
#include "models/inventory/credential.h"
#include "widgets/common/noticebar.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSysInfo>
#include <QTimeZone>
#include <QVBoxLayout>
#include <QWizard>

#include <optional>

namespace trunkline::desktop {

namespace {

QString welcomeText(const char* text)
{
    return QCoreApplication::translate("Welcome", text);
}

QLineEdit* addField(QFormLayout& form, const char* name, const QString& label, const QString& value = {})
{
    auto* field = new QLineEdit(value);
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(label);
    form.addRow(label, field);
    return field;
}

/// A page with a bar for what can't be right; `check` throws Error.
class WelcomePage : public QWizardPage {
public:
    WelcomePage(const QString& title, const QString& subtitle)
    {
        setTitle(title);
        setSubTitle(subtitle);
        auto* column = new QVBoxLayout(this);
        notices_ = new widgets::NoticeBar;
        notices_->hide();
        column->addWidget(notices_);
        column->addLayout(&form_);
        column->addStretch();
    }
    QFormLayout& form() { return form_; }
    std::function<void()> check = [] {};
    std::function<int()> next;

    bool validatePage() override
    {
        try {
            check();
            notices_->clear();
            return true;
        } catch (const Error& error) {
            notices_->showNotice({Tone::Bad, error.sentence()});
            return false;
        }
    }
    int nextId() const override { return next ? next() : QWizardPage::nextId(); }

private:
    QFormLayout& form_ = *new QFormLayout;
    widgets::NoticeBar* notices_;
};

} // namespace

bool welcome(store::Context& context, SystemClock& clock, const store::Sealer& sealer)
{
    QWizard wizard;
    wizard.setObjectName(QStringLiteral("welcome"));
    wizard.setWindowTitle(welcomeText("Welcome to Trunkline"));
    wizard.setWizardStyle(QWizard::ModernStyle);
    wizard.resize(640, 440);

    auto* start = new WelcomePage(welcomeText("What shall be in this database?"), context.connection.url().toDisplay());
    auto* own = new QRadioButton(welcomeText("My own operator"));
    own->setObjectName(QStringLiteral("ownOperator"));
    own->setChecked(true);
    auto* demoChoice = new QRadioButton(welcomeText("The demo operator, to try everything with"));
    demoChoice->setObjectName(QStringLiteral("demoOperator"));
    start->form().addRow(own);
    start->form().addRow(demoChoice);
    wizard.addPage(start);

    store::OperatorProfile profile;
    auto* who = new WelcomePage(welcomeText("Who are you?"), welcomeText("This stands on your invoices. It can be changed later."));
    QLineEdit* name = addField(who->form(), "operatorName", welcomeText("Name"));
    QLineEdit* currency = addField(who->form(), "operatorCurrency", welcomeText("Currency"), QStringLiteral("EUR"));
    QLineEdit* zone = addField(who->form(), "operatorZone", welcomeText("Time zone"), QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    QLineEdit* password = nullptr;
    if (context.connection.engine() == store::Engine::PostgreSql) {
        password = addField(who->form(), "adminPassword", welcomeText("Password of “admin”"));
        password->setEchoMode(QLineEdit::Password);
    }
    who->check = [&] {
        if (name->text().trimmed().isEmpty())
            throw InvalidInput(welcomeText("An operator needs a name; it stands on every invoice."));
        profile.name = name->text().trimmed();
        profile.currency = Currency::parse(currency->text().trimmed().toUpper());
        profile.zone = OperatorZone::named(zone->text().trimmed());
        if (password && password->text().size() < 10)
            throw InvalidInput(welcomeText("A shared database needs a password of at least ten characters for “admin”."));
    };
    wizard.addPage(who);

    auto* network = new WelcomePage(welcomeText("How are your devices asked?"),
                                    welcomeText("The SNMP community for reading is sealed in the database. More credentials, also of SNMPv3, can be added later."));
    QLineEdit* community = addField(network->form(), "readCommunity", welcomeText("Community for reading"), QStringLiteral("public"));
    community->setEchoMode(QLineEdit::PasswordEchoOnEdit);
    wizard.addPage(network);
    start->next = [&] { return demoChoice->isChecked() ? -1 : wizard.pageIds().at(1); };

    if (wizard.exec() != QDialog::Accepted)
        return false;
    if (demoChoice->isChecked()) {
        demo::createDemo(context, clock, sealer, QSysInfo::machineHostName(), Timestamp::parse(QString::fromLatin1(demo::demoBegins)));
        return true;
    }
    access::setUpOperator(context, profile, QSysInfo::machineHostName(), password ? password->text() : QString());
    if (!community->text().isEmpty()) {
        inventory::Credential reading;
        reading.name = QStringLiteral("read");
        reading.community = community->text().toUtf8();
        inventory::CredentialService(context, sealer).add(access::Actor::withRoles(QStringLiteral("admin"), QSysInfo::machineHostName(), {access::Role::Administrator}), reading);
    }
    return true;
}

QString passwordFor(const store::DatabaseUrl& url, const QString& user)
{
    for (const access::User& known : access::users(*store::Connection::open(url)))
        if (known.name == user && known.hasPassword)
            return QInputDialog::getText(nullptr, welcomeText("Sign in"), welcomeText("Password of %1:").arg(user), QLineEdit::Password);
    return {};
}

} // namespace trunkline::desktop
