#include "widgets/admin/adminpage.h"

#include "widgets/common/detailpane.h"
#include "widgets/common/promptbar.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/story.h"

#include <QAction>
#include <QPushButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

AdminPage::AdminPage(const QString& name, Desk& desk, DetailPane& detail, QWidget* parent)
    : QWidget(parent), desk_(desk), detail_(detail), notices_(new NoticeBar(this)), prompt_(new PromptBar(name + QStringLiteral("Prompt"), this)),
      table_(new TablePane(name + QStringLiteral("List"), this)), column_(new QVBoxLayout(this))
{
    setObjectName(name + QStringLiteral("Page"));
    notices_->setObjectName(name + QStringLiteral("Notice"));
    notices_->hide();
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
    column_->addWidget(notices_);
    column_->addWidget(prompt_);
    column_->addWidget(table_, 1);
    connect(table_, &TablePane::retryRequested, this, &AdminPage::refresh);
    connect(table_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        enableRowButtons(key.isValid());
        if (isVisible())
            showDetail();
    });
}

QPushButton* AdminPage::addButton(const char* objectName, const QString& text)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QString::fromLatin1(objectName));
    table_->addTool(button);
    return button;
}

QPushButton* AdminPage::addRowButton(const char* objectName, const QString& text, const QKeySequence& key, std::function<void()> act)
{
    QPushButton* button = addButton(objectName, text);
    button->setEnabled(false);
    rowButtons_.append(button);
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(objectName) + QStringLiteral("Action"));
    action->setShortcut(key);
    if (!key.isEmpty())
        button->setToolTip(tr("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    table_->addRowAction(action);
    connect(button, &QPushButton::clicked, this, act);
    connect(action, &QAction::triggered, this, act);
    return button;
}

void AdminPage::enableRowButtons(bool chosen)
{
    for (QPushButton* button : std::as_const(rowButtons_))
        button->setEnabled(chosen);
}

void AdminPage::present(const Detail& detail)
{
    detail_.setActions({});
    detail_.setDetail(detail);
    historyAnswer_.ask(desk_.executor(), [target = detail.target](store::Connection& connection) { return overview::historyOf(connection, target, 50); },
                       [this, target = detail.target](const QList<overview::ChainStep>& history) {
                           if (!isVisible() || detail_.detail().target != target)
                               return; // something else has the pane by now
                           Detail whole = detail_.detail(); // with the causes, where somebody asked for them meanwhile
                           whole.history = shownSteps(desk_, history);
                           detail_.setDetail(whole);
                       }, [](const Error&) {}); // what is shown stands without it
}

void AdminPage::refuse(const QString& what, const Error& error)
{
    say(Tone::Bad, what, error.sentence());
}

void AdminPage::say(Tone tone, const QString& what, const QString& why)
{
    notices_->showNotice({tone, what, why, {}, {}});
}

} // namespace trunkline::widgets
