#include "widgets/start/signinpage.h"

#include "widgets/common/theme.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

SignInPage::SignInPage(QWidget* parent)
    : StartPage(QStringLiteral("signInPage"), parent), user_(new QLineEdit(this)), password_(new QLineEdit(this))
{
    user_->setObjectName(QStringLiteral("signInUser"));
    user_->setAccessibleName(tr("User"));
    password_->setObjectName(QStringLiteral("signInPassword"));
    password_->setAccessibleName(tr("Password"));
    password_->setEchoMode(QLineEdit::Password);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(gridStep);
    form->addRow(tr("&User"), user_);
    form->addRow(tr("&Password"), password_);
    content().addLayout(form);
    content().addStretch(1);
    auto* another = addButton("signInAnother", tr("Choose another database…"));
    addButtonGap();
    auto* go = addButton("signIn", tr("Sign in"), true);
    connect(another, &QPushButton::clicked, this, &SignInPage::anotherRequested);
    connect(go, &QPushButton::clicked, this, [this] { Q_EMIT signInRequested(user_->text().trimmed(), password_->text()); });
}

void SignInPage::ask(const QString& where, const QString& user)
{
    setTitle(tr("Sign in"), where);
    clearNotice();
    user_->setText(user);
    password_->clear();
    (user.isEmpty() ? user_ : password_)->setFocus();
}

void SignInPage::refuse(const QString& sentence)
{
    password_->clear();
    password_->setFocus();
    showNotice(Tone::Bad, tr("You are not signed in."), sentence);
}

} // namespace trunkline::widgets
