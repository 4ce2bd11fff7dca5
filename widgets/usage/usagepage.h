// Usage as a page of the billing workspace: files, suspense, mappings and the try-out.
#pragma once

#include "widgets/desk/desk.h"

#include <QTabWidget>

namespace trunkline::widgets {

class JobList;
class MappingsPage;
class SuspensePage;
class TablePane;
class TryOutPage;
class UsageFilesPage;

class UsagePage : public QTabWidget {
    Q_OBJECT
public:
    UsagePage(Desk& desk, JobList& jobs, QWidget* parent = nullptr);

    /// Reads what the shown part shows.
    void refresh();
    QList<TablePane*> tables() const;

private:
    UsageFilesPage* files_;
    SuspensePage* suspense_;
    MappingsPage* mappings_;
    TryOutPage* tryOut_;
};

} // namespace trunkline::widgets
