#include "widgets/office/whybutton.h"

#include "widgets/common/tablepane.h"
#include "widgets/office/story.h"

#include <QAction>

namespace trunkline::widgets {

WhySubject whyEntry(JournalEntryId entry, const QString& title, const QString& subtitle, const QList<FactGroup>& overview)
{
    return {{QStringLiteral("journal"), entry.toString()}, title, subtitle, overview, [entry](store::Connection& connection) { return overview::whyEntry(connection, entry); }};
}

WhySubject whyAbout(const Target& target, const QString& title, const QString& subtitle, const QList<FactGroup>& overview)
{
    return {target, title, subtitle, overview, [target](store::Connection& connection) { return overview::whyOf(connection, target); }};
}

WhyButton::WhyButton(const QString& objectName, TablePane& table, Desk& desk, DetailPane& detail, std::function<std::optional<WhySubject>(const QString& key)> subjectOf)
    : QPushButton(tr("Why?")), table_(table), desk_(desk), detail_(detail), subjectOf_(std::move(subjectOf))
{
    setObjectName(objectName);
    setAccessibleName(tr("Why the chosen row is as it is"));
    setToolTip(tr("What led to the chosen figure, back to its first cause (Ctrl+Y)"));
    setEnabled(table.currentKey().isValid());
    table.addTool(this);
    auto* action = new QAction(tr("Why?"), this);
    action->setObjectName(objectName + QStringLiteral("Action"));
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Y));
    table.addRowAction(action);
    connect(action, &QAction::triggered, this, &WhyButton::ask);
    connect(this, &QPushButton::clicked, this, &WhyButton::ask);
    connect(&table, &TablePane::currentChanged, this, [this](const QVariant& key) { setEnabled(key.isValid()); });
}

void WhyButton::ask()
{
    const auto subject = subjectOf_(table_.currentKey().toString());
    if (!subject)
        return;
    detail_.setLoading(subject->title);
    answer_.ask(desk_.executor(), subject->chain, [this, subject = *subject](const QList<overview::ChainStep>& steps) {
        Detail shown;
        shown.target = subject.target;
        shown.title = subject.title;
        shown.subtitle = subject.subtitle;
        shown.overview = subject.overview;
        shown.why = shownSteps(desk_, steps);
        shown.takesNotes = false;
        detail_.setActions({});
        detail_.setDetail(shown);
        detail_.showWhy();
    }, [this](const Error& error) { detail_.setFailed({Tone::Bad, tr("The causes could not be read."), error.sentence(), {}, {}}); });
}

} // namespace trunkline::widgets
