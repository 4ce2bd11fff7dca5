// Who sits here: asked where a user has a password, and always at a shared database.
#pragma once

#include "widgets/start/startpage.h"

class QLineEdit;

namespace trunkline::widgets {

class SignInPage : public StartPage {
    Q_OBJECT
public:
    explicit SignInPage(QWidget* parent = nullptr);

    void ask(const QString& where, const QString& user);
    /// After ask(): the last answer was wrong. The password is asked for again, and has the keyboard.
    void refuse(const QString& sentence);

Q_SIGNALS:
    void signInRequested(const QString& user, const QString& password);
    void anotherRequested();

private:
    QLineEdit* user_;
    QLineEdit* password_;
};

} // namespace trunkline::widgets
