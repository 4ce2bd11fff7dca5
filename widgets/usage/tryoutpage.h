// "What would this call cost, and why?": every step of a rating.
#pragma once

#include "models/rating/tryout.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace trunkline::widgets {

class SectionCard;

class TryOutPage : public QWidget {
    Q_OBJECT
public:
    explicit TryOutPage(Desk& desk, QWidget* parent = nullptr);

    void refresh();
    /// Rates what the form says.
    void ask();

private:
    Desk& desk_;
    QComboBox* tariff_;
    QLineEdit* destination_;
    QDateTimeEdit* at_;
    QSpinBox* quantity_;
    QPushButton* ask_;
    SectionCard* answerCard_;
    Asking tariffs_;
    Asking answer_;
};

} // namespace trunkline::widgets
