// Lines that can't be rated: why, repaired in place, rejected with a reason, rated again.
#pragma once

#include "models/rating/usagemodels.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"
#include "widgets/office/entrydialog.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace trunkline::widgets {

class NoticeBar;
class SectionCard;
class TablePane;

class SuspensePage : public QWidget {
    Q_OBJECT
public:
    explicit SuspensePage(Desk& desk, QWidget* parent = nullptr);

    void refresh();
    TablePane* table() const { return table_; }

private:
    QWidget* buildRepair();
    void showLine();
    void repair();
    void askReason();
    void recycle();
    template <class Work>
    void write(const QString& failure, Work work);

    Desk& desk_;
    rating::SuspenseModel model_;
    TablePane* table_;
    NoticeBar* notices_;
    SectionCard* reasons_;
    QLineEdit* text_;
    QPushButton* repair_;
    QPushButton* reject_;
    QPushButton* recycle_;
    std::optional<rating::AsideLine> shown_;
    Asking answer_;
};

/// Why a line will never be charged.
class RejectDialog : public EntryDialog {
    Q_OBJECT
public:
    RejectDialog(Desk& desk, const rating::AsideLine& line, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    rating::AsideLine line_;
    QLineEdit* reason_;
};

} // namespace trunkline::widgets
