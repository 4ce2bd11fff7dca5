// A form that writes: its refusals stand in it as a bar, and it closes only when the work is done.
#pragma once

#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

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

Q_SIGNALS:
    /// What was done, in a sentence for the page; maybe empty. The dialog closes.
    void written(const QString& sentence);

protected:
    /// Begins the writing; ends with done() or refuse(). May throw Error for what was typed.
    virtual void save() = 0;
    /// The sentence as a bar; the form can be corrected.
    void refuse(const Error& error);
    /// `work(store::Context&)` on the writing thread gives the sentence of written(); what it throws is refused.
    template <class Work>
    void write(Desk& desk, Work work)
    {
        whenDone(this, desk.executor().write(std::move(work)), [this](const QString& sentence) {
            Q_EMIT written(sentence);
            accept();
        }, [this](const Error& error) { refuse(error); });
    }

private:
    void begin();

    QString title_;
    NoticeBar* notices_;
    QFormLayout* form_;
    QPushButton* save_;
};

} // namespace trunkline::widgets
