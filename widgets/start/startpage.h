// What the pages before the desktop share: a title, a bar for what went wrong, the content, a row of buttons.
#pragma once

#include "models/core/itemroles.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace trunkline::widgets {

class NoticeBar;

class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(const QString& objectName, QWidget* parent = nullptr);

    /// A failure or refusal, where the work is.
    void showNotice(Tone tone, const QString& what, const QString& why = {});
    void clearNotice();

protected:
    void setTitle(const QString& title, const QString& subtitle);
    /// Below the bar; takes what room there is.
    QVBoxLayout& content() { return *content_; }
    /// `primary` is what Enter does. Buttons stand in the order of the calls; addButtonGap() pushes the later ones to the right.
    QPushButton* addButton(const char* name, const QString& text, bool primary = false);
    void addButtonGap();
    /// A dialog has one default button at a time: it is the primary one of the page in view.
    void showEvent(QShowEvent* event) override;

private:
    QLabel* title_;
    QLabel* subtitle_;
    NoticeBar* notices_;
    QVBoxLayout* content_;
    QHBoxLayout* buttons_;
    QPushButton* primary_ = nullptr;
};

} // namespace trunkline::widgets
