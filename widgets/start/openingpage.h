// While a database is opened, and when it could not be: what is done, where, and what one can do about it.
#pragma once

#include "widgets/start/startpage.h"

class QProgressBar;

namespace trunkline::widgets {

class OpeningPage : public StartPage {
    Q_OBJECT
public:
    explicit OpeningPage(QWidget* parent = nullptr);

    /// `where` is the database's address, as people read it.
    void showBusy(const QString& where);
    void showStep(const QString& step);
    void showFailure(const QString& what, const QString& why);
    void showCancelled();

Q_SIGNALS:
    void cancelRequested();
    void retryRequested();
    void anotherRequested();
    void quitRequested();

private:
    void showEnded(const QString& title);

    QString where_;
    QLabel* step_;
    QProgressBar* progress_;
    QPushButton* retry_;
    QPushButton* another_;
    QPushButton* cancel_;
    QPushButton* quit_;
};

} // namespace trunkline::widgets
