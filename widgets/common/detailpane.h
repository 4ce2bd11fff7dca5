// What is selected, the same everywhere: Overview · Why? · History · Notes.
#pragma once

#include "widgets/common/chainview.h"
#include "widgets/common/noticebar.h"

#include <QDateTime>

class QAction;
class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QVBoxLayout;

namespace trunkline::widgets {

class EmptyState;
class Skeleton;
class ToolRow;

/// One line of the overview: "Port   ge-0/0/3".
struct Fact {
    QString label = {};
    QString text = {};
    Target target = {};
    std::optional<Severity> severity = std::nullopt;
    std::optional<Tone> tone = std::nullopt;
    bool identifier = false; ///< drawn with fixed width
    bool stale = false;
    bool operator==(const Fact&) const = default;
};

struct FactGroup {
    QString title = {};
    QList<Fact> facts = {};
    bool operator==(const FactGroup&) const = default;
};

/// All that the pane shows of one thing. Texts are ready for people.
struct Detail {
    Target target;
    QString title = {};
    QString subtitle = {};
    QString ownIconName = {}; ///< resources/icons; none when empty
    std::optional<Severity> severity = std::nullopt;
    QList<FactGroup> overview = {};
    QList<ChainStep> why = {};     ///< from the effect to its first cause
    QList<ChainStep> history = {}; ///< newest first
    QList<ChainStep> notes = {};   ///< newest first
    bool takesNotes = true;
    bool operator==(const Detail&) const = default;
};

class DetailPane : public QWidget {
    Q_OBJECT
public:
    explicit DetailPane(QWidget* parent = nullptr);

    void setDetail(const Detail& detail);
    const Detail& detail() const { return detail_; }
    /// Asked for, not yet here; keeps the chosen tab.
    void setLoading(const QString& title);
    void setFailed(const Notice& notice);
    void clear();
    /// Buttons under the title: what can be done with it. Not owned.
    void setActions(const QList<QAction*>& actions);
    /// A tab of the workspace's own after Overview (ports of a device, tasks of an order). Takes ownership.
    int addTab(const QString& objectName, const QString& title, QWidget* content);
    void showWhy();

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);
    void noteAdded(const trunkline::Target& target, const QString& text);
    void retryRequested(const trunkline::Target& target);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildHeader();
    void showDetail();
    QWidget* buildNotes();
    void fillOverview();
    void addFact(QGridLayout& grid, int row, const Fact& fact);
    void addNote();

    Detail detail_;
    QStackedWidget* pages_;
    EmptyState* nothing_;
    Skeleton* loading_;
    NoticeBar* notices_;
    QLabel* icon_;
    QLabel* title_;
    QLabel* subtitle_;
    ToolRow* actions_;
    QTabWidget* tabs_;
    QVBoxLayout* overview_;
    ChainView* why_;
    EmptyState* noWhy_;
    ChainView* history_;
    EmptyState* noHistory_;
    ChainView* notes_;
    QPlainTextEdit* noteText_;
    QPushButton* noteAdd_;
    QWidget* noteEntry_;
};

} // namespace trunkline::widgets
