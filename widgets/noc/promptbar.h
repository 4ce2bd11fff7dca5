// A question with one line for the answer, where the work is: nothing modal, Escape takes it back.
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
    /// Object names are `name`, `name`Text, `name`Confirm and `name`Cancel.
    explicit PromptBar(const QString& name, QWidget* parent = nullptr);

    struct Question {
        QString text;        ///< "Clear 2 alarms. Why?"
        QString placeholder; ///< an example of an answer
        QString confirm;     ///< "Clear"
    };
    /// Shows itself and takes the focus. `answered` gets what was typed, trimmed and never empty.
    void ask(const Question& question, std::function<void(const QString&)> answered);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void confirm();
    void dismiss();

    QLabel* question_;
    QLineEdit* text_;
    QPushButton* confirm_;
    QPushButton* cancel_;
    std::function<void(const QString&)> answered_;
};

} // namespace trunkline::widgets
