// The window before the desktop: it opens a database in the background, asks what only a person knows, and
// says what is in the way. Nothing it does waits.
#pragma once

#include "app/desktop/opening.h"

#include <QDialog>
#include <QThreadPool>

#include <atomic>

class QSettings;
class QStackedWidget;

namespace trunkline::widgets {
class OpeningPage;
class SignInPage;
class WelcomePage;
}

namespace trunkline::desktop {

/// (A QDialog, never modal, because that gives Enter to the default button.)
class StartWindow : public QDialog {
    Q_OBJECT
public:
    /// `demoUrl` is the demo's own database. `settings` keep which database a person chose here; they outlive the window.
    StartWindow(const store::DatabaseUrl& demoUrl, QSettings& settings, QWidget* parent = nullptr);
    /// Waits for what still runs; see isBusy().
    ~StartWindow() override;

    /// The database that somebody chose here and that opened, and not the demo's: the next start begins with it.
    static std::optional<store::DatabaseUrl> lastChosen(const QSettings& settings);

    void begin(const OpeningRequest& request);
    /// There was nothing to begin with: the sentence, and another database.
    void refuse(const QString& sentence, const OpeningRequest& instead);
    /// Something runs in the background, wanted or cancelled; a server that does not answer may keep it for seconds.
    bool isBusy() const { return pool_.activeThreadCount() > 0; }

Q_SIGNALS:
    /// All is there, on this thread; the receiver may take it out of the pointer.
    void opened(const std::shared_ptr<trunkline::desktop::Ground>& ground);

public Q_SLOTS:
    void reject() override;

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    /// Who comes first decides: the attempt that has ended, or the person who cancels.
    using Decided = std::atomic<bool>;
    void run(const OpeningRequest& request, const std::shared_ptr<Decided>& decided);
    void take(const Opened& opened);
    void fail(const QString& sentence);
    void refuseSignIn(const QString& sentence);
    void cancel();
    void chooseAnother();
    void connectPages();

    store::DatabaseUrl demoUrl_;
    QSettings& settings_;
    bool isChosen_ = false; ///< in the welcome, not on the command line
    OpeningRequest request_;
    std::shared_ptr<Decided> decided_; ///< of the newest attempt
    QStackedWidget* pages_;
    widgets::OpeningPage* opening_;
    widgets::SignInPage* signIn_;
    widgets::WelcomePage* welcome_;
    QThreadPool pool_;
};

} // namespace trunkline::desktop
