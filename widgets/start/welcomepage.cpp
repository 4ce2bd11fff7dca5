#include "widgets/start/welcomepage.h"

#include "models/collection/addressrange.h"
#include "models/core/errors.h"
#include "widgets/common/theme.h"
#include "widgets/start/searchbox.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QTimeZone>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

constexpr int passwordRows = 3; // the last ones of the second step: why, and the password twice

/// All currencies; with their name in this language, else in the language of a place that has it.
QList<SearchBox::Choice> currencyChoices()
{
    QHash<QString, QString> names;
    const QLocale here;
    const auto collect = [&](QLocale::Language language) {
        for (const QLocale& locale : QLocale::matchingLocales(language, QLocale::AnyScript, QLocale::AnyCountry))
            if (const QString code = locale.currencySymbol(QLocale::CurrencyIsoCode); !names.contains(code))
                names.insert(code, locale.currencySymbol(QLocale::CurrencyDisplayName));
    };
    collect(here.language());
    collect(QLocale::English);
    collect(QLocale::AnyLanguage);
    QList<SearchBox::Choice> choices;
    for (const Currency& currency : Currency::all()) {
        const QString name = names.value(currency.code());
        choices.append({currency.code(), name.isEmpty() ? currency.code() : currency.code() + QStringLiteral(" – ") + name});
    }
    return choices;
}

/// This computer's zone, and those of places; their abbreviations and fixed offsets have no summer time and mislead.
QList<SearchBox::Choice> zoneChoices(const QString& own)
{
    QList<SearchBox::Choice> choices{{own, QString(own).replace(u'_', u' ')}};
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        const QString name = QString::fromLatin1(id);
        if (name == own)
            continue;
        if (name == QLatin1String("UTC") || (name.contains(u'/') && !name.startsWith(QLatin1String("Etc/")) && !name.startsWith(QLatin1String("SystemV/"))))
            choices.append({name, QString(name).replace(u'_', u' ')});
    }
    return choices;
}

QLineEdit* lineNamed(const char* name, const QString& accessibleName)
{
    auto* line = new QLineEdit;
    line->setObjectName(QString::fromLatin1(name));
    line->setAccessibleName(accessibleName);
    return line;
}

QRadioButton* choiceNamed(const char* name, const QString& text)
{
    auto* choice = new QRadioButton(text);
    choice->setObjectName(QString::fromLatin1(name));
    return choice;
}

QLabel* hint(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// What belongs to a choice, under its words.
QFormLayout* formUnderChoice(QVBoxLayout& column)
{
    auto* form = new QFormLayout;
    form->setContentsMargins(3 * gridStep, 0, 0, gridStep);
    form->setVerticalSpacing(gridStep);
    column.addLayout(form);
    return form;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent) : StartPage(QStringLiteral("welcomePage"), parent), steps_(new QStackedWidget)
{
    steps_->setObjectName(QStringLiteral("welcomeSteps"));
    steps_->addWidget(databaseStep());
    steps_->addWidget(operatorStep());
    steps_->addWidget(networkStep());
    content().addWidget(steps_, 1);
    demo_ = addButton("openDemo", tr("Open the demo instead"));
    demo_->setToolTip(tr("An invented operator with a simulated network, in a database of its own"));
    addButtonGap();
    back_ = addButton("welcomeBack", tr("Back"));
    next_ = addButton("welcomeNext", tr("Next"), true);
    connect(demo_, &QPushButton::clicked, this, &WelcomePage::demoRequested);
    connect(back_, &QPushButton::clicked, this, &WelcomePage::goBack);
    connect(next_, &QPushButton::clicked, this, &WelcomePage::goOn);
    for (const QLineEdit* line : findChildren<QLineEdit*>()) // what is being mended is not refused any more
        connect(line, &QLineEdit::textEdited, this, &WelcomePage::clearNotice);
}

QWidget* WelcomePage::databaseStep()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    here_ = choiceNamed("embeddedDatabase", tr("On &this computer, for one workstation"));
    file_ = lineNamed("databaseFile", tr("Database file"));
    auto* browse = new QPushButton(tr("Choose…"));
    browse->setObjectName(QStringLiteral("chooseFile"));
    browse->setAccessibleName(tr("Choose the database file"));
    auto* place = new QHBoxLayout;
    place->addWidget(file_, 1);
    place->addWidget(browse);
    shared_ = choiceNamed("sharedDatabase", tr("&Shared, on a PostgreSQL server"));
    address_ = lineNamed("databaseAddress", tr("Database address"));
    address_->setPlaceholderText(QStringLiteral("postgresql://user@server/name"));
    column->addWidget(here_);
    auto* fileLabel = new QLabel(tr("&File"));
    fileLabel->setBuddy(file_);
    auto* addressLabel = new QLabel(tr("&Address"));
    addressLabel->setBuddy(address_);
    for (QLabel* label : {fileLabel, addressLabel})
        label->setMinimumWidth(std::max(fileLabel->sizeHint().width(), addressLabel->sizeHint().width()));
    formUnderChoice(*column)->addRow(fileLabel, place);
    column->addWidget(shared_);
    QFormLayout* server = formUnderChoice(*column);
    server->addRow(addressLabel, address_);
    server->addRow({}, hint(tr("Its password is read from ~/.pgpass, never from the address.")));
    column->addStretch(1);
    connect(browse, &QPushButton::clicked, this, &WelcomePage::chooseFile);
    connect(here_, &QRadioButton::toggled, this, [this, browse](bool here) {
        file_->setEnabled(here);
        browse->setEnabled(here);
        address_->setEnabled(!here);
    });
    return page;
}

QWidget* WelcomePage::operatorStep()
{
    auto* page = new QWidget;
    who_ = new QFormLayout(page);
    who_->setContentsMargins(0, 0, 0, 0);
    who_->setVerticalSpacing(gridStep);
    name_ = lineNamed("operatorName", tr("Name"));
    currency_ = new SearchBox;
    currency_->setObjectName(QStringLiteral("operatorCurrency"));
    currency_->setAccessibleName(tr("Currency"));
    currency_->setChoices(currencyChoices());
    const QString own = QLocale::system().currencySymbol(QLocale::CurrencyIsoCode);
    currency_->choose(own.isEmpty() ? QStringLiteral("EUR") : own);
    zone_ = new SearchBox;
    zone_->setObjectName(QStringLiteral("operatorZone"));
    zone_->setAccessibleName(tr("Time zone"));
    const QString ownZone = QString::fromLatin1(QTimeZone::systemTimeZoneId());
    zone_->setChoices(zoneChoices(ownZone));
    zone_->choose(ownZone);
    password_ = lineNamed("adminPassword", tr("Password of “admin”"));
    again_ = lineNamed("adminPasswordAgain", tr("Password of “admin” again"));
    for (QLineEdit* secret : {password_, again_})
        secret->setEchoMode(QLineEdit::Password);
    who_->addRow(tr("&Name"), name_);
    who_->addRow(tr("&Currency"), currency_);
    who_->addRow(tr("Time &zone"), zone_);
    who_->addRow({}, hint(tr("A shared database lets nobody in without a password. You are its first user, “admin”.")));
    who_->addRow(tr("&Password"), password_);
    who_->addRow(tr("Password a&gain"), again_);
    return page;
}

QWidget* WelcomePage::networkStep()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    look_ = choiceNamed("lookForDevices", tr("&Look for devices now"));
    firstDevice_ = lineNamed("firstDevice", tr("Address of the first device"));
    firstDevice_->setPlaceholderText(tr("its neighbours lead to all others"));
    later_ = choiceNamed("lookLater", tr("Look la&ter"));
    community_ = lineNamed("readCommunity", tr("Community for reading"));
    community_->setEchoMode(QLineEdit::PasswordEchoOnEdit);
    look_->setChecked(true);
    column->addWidget(look_);
    formUnderChoice(*column)->addRow(tr("&First device"), firstDevice_);
    column->addWidget(later_);
    column->addSpacing(gridStep);
    auto* form = new QFormLayout;
    form->addRow(tr("&Community for reading"), community_);
    form->addRow({}, hint(tr("How devices are asked by SNMP. It is sealed in the database; empty means none yet. SNMPv3 users and further communities are added in Admin, Credentials.")));
    column->addLayout(form);
    column->addStretch(1);
    connect(look_, &QRadioButton::toggled, firstDevice_, &QWidget::setEnabled);
    return page;
}

void WelcomePage::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("The database file"), file_->text(), tr("Databases (*.db);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing one is opened
    dialog->setDefaultSuffix(QStringLiteral("db"));
    connect(dialog, &QFileDialog::fileSelected, file_, &QLineEdit::setText);
    dialog->open();
}

void WelcomePage::askDatabase(const store::DatabaseUrl& url)
{
    const bool here = url.engine == store::Engine::Sqlite;
    (here ? here_ : shared_)->setChecked(true);
    (here ? file_ : address_)->setText(here ? url.path : url.toDisplay());
    show(DatabaseStep);
}

void WelcomePage::askOperator(const store::DatabaseUrl& url)
{
    url_ = url;
    asksPassword_ = url.engine == store::Engine::PostgreSql;
    for (int row = who_->rowCount() - passwordRows; row < who_->rowCount(); ++row)
        who_->setRowVisible(row, asksPassword_);
    show(OperatorStep);
}

void WelcomePage::show(Step step)
{
    const QString number = tr("Step %1 of 3").arg(QLocale().toString(int(step) + 1)) + QStringLiteral(" · ");
    switch (step) {
    case DatabaseStep:
        setTitle(tr("Welcome to Trunkline"), number + tr("Where is your database? A new one is made when there is none."));
        break;
    case OperatorStep:
        setTitle(tr("Who are you?"), number + tr("%1 is empty. Your name stands on every invoice.").arg(url_.toDisplay()));
        break;
    case NetworkStep:
        setTitle(tr("Where are your devices?"), number + tr("Nothing is changed on them; they are only asked."));
        break;
    }
    clearNotice();
    steps_->setCurrentIndex(step);
    back_->setEnabled(step != DatabaseStep);
    next_->setText(step == NetworkStep ? tr("Start") : tr("Next"));
    QWidget* first = step == DatabaseStep ? static_cast<QWidget*>(here_->isChecked() ? here_ : shared_) : step == OperatorStep ? name_ : firstDevice_;
    first->setFocus();
}

void WelcomePage::goBack()
{
    show(Step(steps_->currentIndex() - 1));
}

void WelcomePage::goOn()
{
    try {
        switch (steps_->currentIndex()) {
        case DatabaseStep: return Q_EMIT databaseChosen(chosenDatabase());
        case OperatorStep: typedOperator(); return show(NetworkStep);
        default: break;
        }
        const QString first = look_->isChecked() ? firstDevice_->text().trimmed() : QString();
        if (look_->isChecked() && first.isEmpty())
            throw InvalidInput(tr("Type the address of the first device, or choose to look later."));
        if (look_->isChecked())
            collection::agentAddress(first);
        if (look_->isChecked() && community_->text().isEmpty())
            throw InvalidInput(tr("Devices are asked with a community; type it, or choose to look later."));
        Q_EMIT answered({typedOperator(), asksPassword_ ? password_->text() : QString(), community_->text(), first});
    } catch (const InvalidInput& error) {
        showNotice(Tone::Attention, error.sentence());
    }
}

store::DatabaseUrl WelcomePage::chosenDatabase() const
{
    if (shared_->isChecked())
        return store::DatabaseUrl::parse(address_->text().trimmed());
    if (file_->text().trimmed().isEmpty())
        throw InvalidInput(tr("Name the file of the database, or choose a shared one."));
    return store::DatabaseUrl::sqlite(file_->text().trimmed());
}

store::OperatorProfile WelcomePage::typedOperator() const
{
    store::OperatorProfile profile;
    profile.name = name_->text().trimmed();
    if (profile.name.isEmpty())
        throw InvalidInput(tr("An operator needs a name; it stands on every invoice."));
    if (currency_->value().isEmpty())
        throw InvalidInput(currency_->currentText().isEmpty() ? tr("Choose the currency of your prices.")
                                                              : tr("“%1” is no currency of the list; choose one of it.").arg(currency_->currentText()));
    profile.currency = Currency::parse(currency_->value());
    if (zone_->value().isEmpty())
        throw InvalidInput(zone_->currentText().isEmpty() ? tr("Choose the time zone that your days begin in, by a city near you.")
                                                          : tr("“%1” is no time zone of the list; choose one of it, by a city near you.").arg(zone_->currentText()));
    profile.zone = OperatorZone::named(zone_->value());
    if (asksPassword_ && password_->text().size() < 10)
        throw InvalidInput(tr("A shared database needs a password of at least ten characters for “admin”."));
    if (asksPassword_ && password_->text() != again_->text())
        throw InvalidInput(tr("The two passwords differ; type the same one twice."));
    return profile;
}

} // namespace trunkline::widgets
