// One page of the admin workspace: a list with its buttons, the bar for refusals, the question before what can't be undone.
#pragma once

#include "widgets/common/noticebar.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace trunkline::widgets {

struct Detail;
class DetailPane;
class PromptBar;
class TablePane;

class AdminPage : public QWidget {
    Q_OBJECT
public:
    /// The page is `name`Page, its list `name`List, the bar `name`Notice, the question `name`Prompt. Both outlive it.
    AdminPage(const QString& name, Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    virtual QString title() const = 0;
    /// Two sentences for F1.
    virtual QString help() const = 0;
    virtual void refresh() = 0;
    /// In the pane what is chosen here.
    virtual void showDetail() = 0;
    /// The journal's subject types that make it look again.
    virtual QStringList subjects() const = 0;
    virtual QStringList targetKinds() const { return {}; }
    virtual void showTarget(const Target&) {}
    virtual QList<QAction*> pageActions() const { return {}; }

    virtual QList<TablePane*> tables() const { return {table_}; }

protected:
    /// A button beside the filter of the list.
    QPushButton* addButton(const char* objectName, const QString& text);
    /// Something for which a row has to be chosen; also in the list's context menu, by its key.
    QPushButton* addRowButton(const char* objectName, const QString& text, const QKeySequence& key, std::function<void()> act);
    /// Enabled together with the row buttons.
    void enableRowButtons(bool chosen);
    /// In the pane at once, its history as soon as it is read.
    void present(const Detail& detail);
    void refuse(const QString& what, const Error& error);
    void say(Tone tone, const QString& what, const QString& why = {});
    /// A verb on the writing thread; its refusal stands in the bar.
    template <class Work>
    void carryOut(Work work, const QString& refusal)
    {
        whenDone(this, desk_.executor().write(std::move(work)), [this](const auto&) { notices_->clear(); }, [this, refusal](const Error& error) { refuse(refusal, error); });
    }

    Desk& desk_;
    DetailPane& detail_;
    NoticeBar* notices_;
    PromptBar* prompt_;
    TablePane* table_;
    QVBoxLayout* column_;

private:
    QList<QPushButton*> rowButtons_;
    Asking historyAnswer_;
};

} // namespace trunkline::widgets
