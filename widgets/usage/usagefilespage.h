// The files of usage that were read, and what became of their lines.
#pragma once

#include "models/rating/usagemodels.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace trunkline::widgets {

class JobList;
class NoticeBar;
class TablePane;

class UsageFilesPage : public QWidget {
    Q_OBJECT
public:
    UsageFilesPage(Desk& desk, JobList& jobs, QWidget* parent = nullptr);

    void refresh();
    TablePane* table() const { return table_; }
    /// Reads a file by the chosen mapping, with progress in the list of jobs.
    void importFile(const QString& path);

private:
    void askForFile();

    Desk& desk_;
    JobList& jobs_;
    rating::UsageFileModel model_;
    TablePane* table_;
    NoticeBar* notices_;
    QComboBox* mapping_;
    QPushButton* import_;
    Asking answer_;
};

} // namespace trunkline::widgets
