// The forms of a subscription's changes: each a day, and what begins or ends on it.
#pragma once

#include "models/core/timestamp.h"
#include "widgets/office/entrydialog.h"

#include <functional>

class QComboBox;
class QDateEdit;
class QLineEdit;
class QSpinBox;

namespace trunkline::widgets {

/// What a form asks for beside the day.
struct ChangeQuestion {
    QString objectName;
    QString title;
    QString saveText;
    QString dayLabel;
    QList<std::pair<QString, QString>> choices = {}; ///< data and text; none asks for none
    QString choiceLabel = {};
    QString textLabel = {};   ///< a line: a reason, a code
    QString amountLabel = {}; ///< a line for a percentage
    bool quantity = false;
    bool lastDay = false;     ///< an end that may be left open
};

/// What was answered.
struct ChangeAnswer {
    BillingDate day;
    std::optional<BillingDate> lastDay;
    QString choice;
    QString text;
    int basisPoints = 0;
    std::int64_t quantity = 1;
};

class ChangeForm : public EntryDialog {
    Q_OBJECT
public:
    /// `carryOut` runs on the writing thread and gives the sentence for the page.
    ChangeForm(Desk& desk, const ChangeQuestion& question, std::function<QString(store::Context&, const ChangeAnswer&)> carryOut, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    std::function<QString(store::Context&, const ChangeAnswer&)> carryOut_;
    QComboBox* choice_ = nullptr;
    QLineEdit* text_ = nullptr;
    QLineEdit* percent_ = nullptr;
    QSpinBox* quantity_ = nullptr;
    QDateEdit* day_;
    QLineEdit* last_ = nullptr;
};

/// "2026-05-31" or as the locale writes days; nothing for an empty text. Throws InvalidInput.
std::optional<BillingDate> typedDay(const QString& text);

} // namespace trunkline::widgets
