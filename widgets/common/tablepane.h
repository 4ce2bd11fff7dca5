// A list as people use it everywhere: filter, row count, columns, sort, saved views, copy, export,
// keyboard, and the three states loading, empty and failed.
#pragma once

#include "models/core/itemroles.h"

#include <QVariantList>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QSettings;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace trunkline {
class TableModel;
}

namespace trunkline::widgets {

class CellDelegate;
class EmptyState;
class NoticeBar;
class PromptBar;
class Skeleton;
class ToolRow;
class ViewMenu;
struct TableLayout;

class TablePane : public QWidget {
    Q_OBJECT
public:
    /// `name` is the object name, the key of the saved layout and the proposed file name of an export.
    explicit TablePane(const QString& name, QWidget* parent = nullptr);
    ~TablePane() override;

    /// Bound, not owned.
    void setModel(TableModel* model);
    TableModel* model() const { return model_; }
    QTableView* view() const { return view_; }
    NoticeBar* notices() const { return notices_; }

    /// What an empty list says; the button emits emptyAction().
    void setEmptyState(const QString& sentence, const QString& actionText = {}, const QString& ownIconName = {});
    /// Beside the filter: chips, combo boxes, buttons of the workspace. Takes ownership. What a combo box with
    /// data and an object name chooses belongs to saved views.
    void addTool(QWidget* tool);
    /// Another look at the same rows, which stands in their place while it is wanted. Takes ownership.
    void setAlternative(QWidget* alternative);
    void showAlternative(bool wanted);
    /// For the selected rows: in the context menu and by its shortcut. Enabled only while rows are selected. Not owned.
    void addRowAction(QAction* action);
    /// Letters typed on the rows go to the filter. Off where letters are actions (alarms). On by default.
    void setTypeToFilter(bool on) { typeToFilter_ = on; }

    QVariantList selectedKeys() const;
    QVariant currentKey() const;
    /// Makes the row of this key current and visible; false when it is not shown.
    bool select(const QVariant& key);
    void focusFilter();

    /// The columns and order of now, and the saved views; these are offered once they were restored.
    void saveLayout(QSettings& settings) const;
    void restoreLayout(const QSettings& settings);
    /// What is shown now, as a saved view keeps it.
    TableLayout look() const;
    void setLook(const TableLayout& look);

    /// The shown rows and columns, in their order on the screen.
    QString toCsv() const;
    /// Writes it whole or not at all, as a workbook when the name ends in .xlsx and else as CSV; a failure is
    /// told in the pane. False on failure.
    bool exportTo(const QString& path);

public Q_SLOTS:
    void copySelection() const;
    void askForExport();

Q_SIGNALS:
    void currentChanged(const QVariant& key);
    void opened(const QVariant& key);          ///< Enter or double click
    void detailRequested(const QVariant& key); ///< Space
    void targetActivated(const trunkline::Target& target);
    void emptyAction();
    void retryRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTools();
    void buildView();
    void connectModel();
    void showState();
    void showCounts();
    void fillColumnMenu();
    void fitColumns();
    TableLayout columns() const;
    void rememberSelection();
    void restoreSelection();
    void showContextMenu(const QPoint& at);
    bool filterKey(int key);
    bool viewKey(int key, int modifiers, const QString& text);
    Target targetAt(const QPoint& viewportPoint) const;
    QList<int> shownColumns() const;
    QString listName() const;

    TableModel* model_ = nullptr;
    ToolRow* tools_;
    QWidget* lastTool_ = nullptr;
    QLineEdit* filter_;
    QLabel* counts_;
    NoticeBar* notices_;
    PromptBar* prompt_;
    ViewMenu* views_;
    QToolButton* columns_;
    QToolButton* export_;
    QStackedWidget* pages_;
    QTableView* view_;
    CellDelegate* delegate_;
    EmptyState* empty_;
    EmptyState* noMatch_;
    Skeleton* loading_;
    QWidget* alternative_ = nullptr;
    bool alternativeWanted_ = false;
    QList<QComboBox*> choices_;
    QList<QAction*> rowActions_;
    QVariantList keptKeys_;
    QVariant keptCurrent_;
    bool typeToFilter_ = true;
    bool fitted_ = false;        ///< columns fit the rows that came first
    bool sizedByPeople_ = false; ///< dragged or restored: leave the widths alone
};

} // namespace trunkline::widgets
