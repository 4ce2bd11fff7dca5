// A form that writes: its refusals stand in it as a bar, and it closes only when the work is done.
#pragma once

#include "models/core/errors.h"

#include <QDialog>

class QFormLayout;
class QPushButton;

namespace trunkline::widgets {

class NoticeBar;

class EntryDialog : public QDialog {
    Q_OBJECT
public:
    EntryDialog(const QString& objectName, const QString& title, const QString& saveText, QWidget* parent = nullptr);

    QFormLayout* form() const { return form_; }

protected:
    /// Begins the writing; ends with done() or refuse(). May throw Error for what was typed.
    virtual void save() = 0;
    /// The sentence as a bar; the form can be corrected.
    void refuse(const Error& error);

private:
    void begin();

    QString title_;
    NoticeBar* notices_;
    QFormLayout* form_;
    QPushButton* save_;
};

} // namespace trunkline::widgets
