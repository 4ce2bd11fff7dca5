// A question where the work is, with one line for the answer or just yes and no: nothing modal, Escape takes it back.
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace trunkline::widgets {

class PromptBar : public QFrame {
    Q_OBJECT
public:
    /// Object names are `name`, `name`Question, `name`Text, `name`Confirm and `name`Cancel.
    explicit PromptBar(const QString& name, QWidget* parent = nullptr);

    struct Question {
        QString text;         ///< "Clear 2 alarms. Why?"
        QString placeholder;  ///< an example of an answer
        QString confirm;      ///< "Clear"
        QString keep = {};    ///< the way back; "Cancel" when empty
        QString answer = {};  ///< what stands there at first
    };
    /// Shows itself and takes the focus. `answered` gets what was typed, trimmed and never empty.
    void ask(const Question& question, std::function<void(const QString&)> answered);
    /// The same without a line to type in: what is about to happen, with its consequences. The focus is on the way back.
    void confirm(const Question& question, std::function<void()> confirmed);
    /// Takes the question back.
    void dismiss();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void begin(const Question& question, bool typed, std::function<void(const QString&)> answered);
    void accept();

    QLabel* question_;
    QLineEdit* text_;
    QPushButton* confirm_;
    QPushButton* cancel_;
    std::function<void(const QString&)> answered_;
};

} // namespace trunkline::widgets
