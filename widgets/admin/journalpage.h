// The journal: who did what when, newest first, a page at a time; and whether its chain is whole.
#pragma once

#include "models/overview/journallist.h"
#include "widgets/admin/adminpage.h"

class QComboBox;
class QLineEdit;

namespace trunkline::widgets {

class JobList;
class JournalCheck;

class JournalPage : public AdminPage {
    Q_OBJECT
public:
    /// Entries that are read at once.
    static constexpr int pageSize = 200;

    JournalPage(Desk& desk, DetailPane& detail, JobList& jobs, QWidget* parent = nullptr);

    QString title() const override { return tr("Journal"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {}; } // it would never stand still: F5 looks again
    QList<QAction*> pageActions() const override { return {verify_}; }

private:
    QWidget* buildFilters();
    store::JournalFilter filter() const;
    void readOlder();
    void readSubjects();
    void read(std::optional<std::int64_t> before);

    overview::JournalListModel model_;
    QComboBox* subject_;
    QLineEdit* kind_;
    QLineEdit* actor_;
    QComboBox* span_;
    QPushButton* older_;
    QAction* verify_;
    JournalCheck* check_;
    std::optional<std::int64_t> oldest_; ///< the last entry of the pages that are here
    Asking pageAnswer_;
    Asking subjectAnswer_;
    Asking detailAnswer_;
};

} // namespace trunkline::widgets
