// The looks at a list that people gave names: pick one, save what is shown as one, rename or delete the one that was picked.
#pragma once

#include "widgets/common/tablelayout.h"

#include <QToolButton>

#include <functional>

namespace trunkline::widgets {

class PromptBar;

class ViewMenu : public QToolButton {
    Q_OBJECT
public:
    /// `look` gives what is shown now; names are asked for in `prompt`, which outlives it.
    ViewMenu(PromptBar& prompt, std::function<TableLayout()> look, QWidget* parent = nullptr);

    const QList<SavedView>& views() const { return views_; }
    void setViews(const QList<SavedView>& views);

Q_SIGNALS:
    void picked(const trunkline::widgets::TableLayout& layout);

private:
    void fill();
    void add(const char* objectName, const QString& text, void (ViewMenu::*slot)());
    void askForName();
    void askForNewName();
    void askToDelete();
    void keep(const QString& name);
    void rename(const QString& before, const QString& name);
    void pick(const QString& name);
    SavedView* view(const QString& name);
    void setCurrent(const QString& name);

    PromptBar& prompt_;
    std::function<TableLayout()> look_;
    QList<SavedView> views_; ///< in the order in which they were saved
    QString current_;        ///< the one that was picked or saved last
};

} // namespace trunkline::widgets
