#include "app/desktop/startwindow.h"

#include "models/core/errors.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/start/openingpage.h"
#include "widgets/start/signinpage.h"

#include <QCloseEvent>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace trunkline::desktop {

namespace {

struct OpeningCancelled {};

constexpr int aMomentMs = 250;
const QString databaseKey = QStringLiteral("start/database");

} // namespace

StartWindow::StartWindow(const store::DatabaseUrl& demoUrl, QSettings& settings, QWidget* parent)
    : QDialog(parent, Qt::Window), demoUrl_(demoUrl), settings_(settings), pages_(new QStackedWidget(this)), opening_(new widgets::OpeningPage), signIn_(new widgets::SignInPage),
      welcome_(new widgets::WelcomePage)
{
    setObjectName(QStringLiteral("startWindow"));
    setWindowTitle(tr("Trunkline"));
    setWindowIcon(widgets::ownIcon(QStringLiteral("trunkline"), widgets::Theme::colour(widgets::Colour::Accent, widgets::Scheme::Light)));
    resize(680, 480);
    for (QWidget* page : {static_cast<QWidget*>(opening_), static_cast<QWidget*>(signIn_), static_cast<QWidget*>(welcome_)})
        pages_->addWidget(page);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(pages_);
    pool_.setMaxThreadCount(16); // a cancelled attempt may wait for its server beside the next one
    connectPages();
}

std::optional<store::DatabaseUrl> StartWindow::lastChosen(const QSettings& settings)
{
    try {
        const QString address = settings.value(databaseKey).toString();
        return address.isEmpty() ? std::nullopt : std::optional(store::DatabaseUrl::parse(address));
    } catch (const InvalidInput&) {
        return std::nullopt; // the file was edited by hand: the welcome asks again
    }
}

StartWindow::~StartWindow()
{
    if (decided_)
        decided_->exchange(true);
    pool_.waitForDone();
}

void StartWindow::connectPages()
{
    connect(opening_, &widgets::OpeningPage::cancelRequested, this, &StartWindow::cancel);
    connect(opening_, &widgets::OpeningPage::retryRequested, this, [this] { begin(request_); });
    connect(opening_, &widgets::OpeningPage::anotherRequested, this, &StartWindow::chooseAnother);
    connect(opening_, &widgets::OpeningPage::quitRequested, this, &StartWindow::close);
    connect(signIn_, &widgets::SignInPage::anotherRequested, this, &StartWindow::chooseAnother);
    connect(signIn_, &widgets::SignInPage::signInRequested, this, [this](const QString& user, const QString& password) {
        request_.user = user;
        request_.password = password;
        begin(request_);
    });
    connect(welcome_, &widgets::WelcomePage::databaseChosen, this, [this](const store::DatabaseUrl& url) {
        request_.url = url;
        request_.mayCreate = isChosen_ = true;
        begin(request_);
    });
    connect(welcome_, &widgets::WelcomePage::answered, this, [this](const widgets::WelcomeAnswers& answers) {
        request_.answers = answers;
        request_.user = QStringLiteral("admin");
        request_.password = answers.adminPassword;
        begin(request_);
    });
    connect(welcome_, &widgets::WelcomePage::demoRequested, this, [this] {
        request_.url = demoUrl_;
        request_.mayCreate = request_.demo = true;
        isChosen_ = false;
        request_.answers.reset(); // of another operator, with other devices
        request_.password.reset();
        begin(request_);
    });
}

void StartWindow::begin(const OpeningRequest& request)
{
    request_ = request;
    if (decided_)
        decided_->exchange(true);
    decided_ = std::make_shared<Decided>(false);
    opening_->showBusy(request.url.toDisplay());
    // What was asked stays in view when the answer comes at once.
    QTimer::singleShot(aMomentMs, this, [this, decided = decided_] {
        if (decided == decided_ && !*decided)
            pages_->setCurrentWidget(opening_);
    });
    pool_.start([this, request, decided = decided_] { run(request, decided); });
}

/// On a thread of the pool, which the destructor waits for. What is posted is heard by this window while it is there.
void StartWindow::run(const OpeningRequest& request, const std::shared_ptr<Decided>& decided)
{
    std::function<void()> report;
    try {
        const Opened opened = desktop::open(request, [&](OpeningStep step) {
            if (*decided)
                throw OpeningCancelled();
            QMetaObject::invokeMethod(this, [this, decided, step] {
                if (decided == decided_)
                    opening_->showStep(openingStepText(step));
            }, Qt::QueuedConnection);
        });
        if (decided->exchange(true))
            return; // what was opened is closed here
        if (opened.ground)
            opened.ground->moveToThread(thread());
        report = [this, opened] { take(opened); };
    } catch (const OpeningCancelled&) {
        return;
    } catch (const SignInFailed& error) {
        report = [this, sentence = error.sentence()] { refuseSignIn(sentence); };
    } catch (const Error& error) {
        report = [this, sentence = error.sentence()] { fail(sentence); };
    }
    QMetaObject::invokeMethod(this, [this, decided, report = std::move(report)] {
        if (decided != decided_)
            return;
        *decided = true;
        report();
    }, Qt::QueuedConnection);
}

void StartWindow::take(const Opened& opened)
{
    switch (opened.next) {
    case Opened::Next::Work:
        if (isChosen_)
            settings_.setValue(databaseKey, request_.url.toDisplay());
        return Q_EMIT this->opened(opened.ground);
    case Opened::Next::SignIn:
        pages_->setCurrentWidget(signIn_);
        return signIn_->ask(request_.url.toDisplay(), request_.user);
    case Opened::Next::Welcome: break;
    }
    pages_->setCurrentWidget(welcome_);
    request_.mayCreate ? welcome_->askOperator(request_.url) : welcome_->askDatabase(request_.url);
}

void StartWindow::fail(const QString& sentence)
{
    pages_->setCurrentWidget(opening_);
    opening_->showFailure(tr("The database could not be opened."), sentence);
}

void StartWindow::refuseSignIn(const QString& sentence)
{
    request_.password.reset();
    pages_->setCurrentWidget(signIn_);
    signIn_->ask(request_.url.toDisplay(), request_.user);
    signIn_->refuse(sentence);
}

void StartWindow::cancel()
{
    if (!decided_ || decided_->exchange(true))
        return; // it has just ended, and says so in a moment
    pages_->setCurrentWidget(opening_);
    opening_->showCancelled();
}

void StartWindow::chooseAnother()
{
    request_.password.reset();
    request_.answers.reset();
    request_.demo = false;
    pages_->setCurrentWidget(welcome_);
    welcome_->askDatabase(request_.url);
}

void StartWindow::refuse(const QString& sentence, const OpeningRequest& instead)
{
    request_ = instead;
    chooseAnother();
    welcome_->showNotice(Tone::Bad, sentence);
}

/// Escape stops what runs, and closes nothing.
void StartWindow::reject()
{
    if (pages_->currentWidget() == opening_)
        cancel();
}

void StartWindow::closeEvent(QCloseEvent* event)
{
    if (decided_)
        decided_->exchange(true);
    event->accept(); // QDialog would ask reject()
}

} // namespace trunkline::desktop
