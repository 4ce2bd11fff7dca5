// What is entered for documents: their look and texts, the mail server, an address to try it with.
#pragma once

#include "models/documents/mailqueue.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace trunkline::widgets {

class DocumentLookDialog : public EntryDialog {
    Q_OBJECT
public:
    DocumentLookDialog(Desk& desk, const documents::DocumentSettings& known, const QByteArray& logo, QWidget* parent = nullptr);
    /// A PNG or JPEG file; its picture stands in the dialog.
    void chooseLogo(const QString& path);

protected:
    void save() override;

private:
    QLineEdit* addText(const char* objectName, const QString& label, const QString& value, const QString& example = {});
    QPlainTextEdit* addLines(const char* objectName, const QString& label, const QString& value);
    void addLogo(const QByteArray& logo);
    void showLogo(const QByteArray& logo);
    void askForLogo();

    Desk& desk_;
    documents::DocumentSettings known_;
    QByteArray newLogo_;
    QLabel* picture_ = nullptr;
    QLineEdit* colour_;
    QPlainTextEdit* introduction_;
    QPlainTextEdit* closing_;
    QPlainTextEdit* footer_;
    QCheckBox* usageDetail_;
    QSpinBox* maskedDigits_;
    QLineEdit* bic_;
    QLineEdit* registration_;
    QLineEdit* contact_;
    QLineEdit* phone_;
    QLineEdit* email_;
    QLineEdit* scheme_;
    QLineEdit* endpoint_;
};

class MailServerDialog : public EntryDialog {
    Q_OBJECT
public:
    MailServerDialog(Desk& desk, const store::Sealer& sealer, const documents::MailServer& known, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    Desk& desk_;
    const store::Sealer& sealer_;
    documents::MailServer known_;
    QLineEdit* host_;
    QSpinBox* port_;
    QComboBox* security_;
    QLineEdit* user_;
    QLineEdit* password_;
    QLineEdit* from_;
    QLineEdit* fromName_;
};

class MailTestDialog : public EntryDialog {
    Q_OBJECT
public:
    MailTestDialog(Desk& desk, const store::Sealer& sealer, QWidget* parent = nullptr);

Q_SIGNALS:
    void sent(const QString& to);

protected:
    void save() override;

private:
    Desk& desk_;
    const store::Sealer& sealer_;
    QLineEdit* to_;
};

} // namespace trunkline::widgets
