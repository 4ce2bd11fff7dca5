#include "widgets/common/viewmenu.h"

#include "widgets/common/icons.h"
#include "widgets/common/promptbar.h"

#include <QMenu>

#include <algorithm>

namespace trunkline::widgets {

ViewMenu::ViewMenu(PromptBar& prompt, std::function<TableLayout()> look, QWidget* parent)
    : QToolButton(parent), prompt_(prompt), look_(std::move(look))
{
    setObjectName(QStringLiteral("views"));
    setIcon(themeIcon({QStringLiteral("bookmarks"), QStringLiteral("view-filter"), QStringLiteral("bookmark-new")}));
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    setCurrent({});
    connect(menu(), &QMenu::aboutToShow, this, &ViewMenu::fill);
}

void ViewMenu::setViews(const QList<SavedView>& views)
{
    views_ = views;
    setCurrent({});
}

void ViewMenu::setCurrent(const QString& name)
{
    current_ = name;
    setText(name.isEmpty() ? tr("Views") : name);
    setToolTip(name.isEmpty() ? tr("Saved views of this list") : tr("Saved views of this list; “%1” was picked").arg(name));
    setAccessibleName(toolTip());
}

void ViewMenu::fill()
{
    menu()->clear();
    for (const SavedView& each : std::as_const(views_)) {
        QAction* action = menu()->addAction(QString(each.name).replace(u'&', QStringLiteral("&&")));
        action->setObjectName(QStringLiteral("view-") + each.name);
        action->setCheckable(true);
        action->setChecked(each.name == current_);
        connect(action, &QAction::triggered, this, [this, name = each.name] { pick(name); });
    }
    menu()->addSeparator();
    add("saveView", tr("Save this view as …"), &ViewMenu::askForName);
    if (!view(current_))
        return;
    add("renameView", tr("Rename “%1” …").arg(current_), &ViewMenu::askForNewName);
    add("deleteView", tr("Delete “%1” …").arg(current_), &ViewMenu::askToDelete);
}

void ViewMenu::add(const char* objectName, const QString& text, void (ViewMenu::*slot)())
{
    QAction* action = menu()->addAction(text);
    action->setObjectName(QString::fromLatin1(objectName));
    connect(action, &QAction::triggered, this, slot);
}

void ViewMenu::pick(const QString& name)
{
    const SavedView* found = view(name);
    if (!found)
        return;
    setCurrent(name);
    Q_EMIT picked(found->layout);
}

void ViewMenu::askForName()
{
    prompt_.ask({tr("Name of this view:"), tr("What is overdue"), tr("Save"), {}, current_}, [this](const QString& name) {
        if (!view(name))
            return keep(name);
        prompt_.confirm({tr("There is a view “%1” already. Replace its filter and columns by what is shown?").arg(name), {}, tr("Replace"), tr("Keep it"), {}},
                        [this, name] { keep(name); });
    });
}

void ViewMenu::keep(const QString& name)
{
    if (SavedView* known = view(name))
        known->layout = look_();
    else
        views_.append({name, look_()});
    setCurrent(name);
}

void ViewMenu::askForNewName()
{
    prompt_.ask({tr("New name of “%1”:").arg(current_), {}, tr("Rename"), {}, current_}, [this, before = current_](const QString& name) {
        if (name == before || !view(name))
            return rename(before, name);
        prompt_.confirm({tr("There is a view “%1” already. Replace it by “%2”?").arg(name, before), {}, tr("Replace"), tr("Keep both"), {}},
                        [this, before, name] { rename(before, name); });
    });
}

void ViewMenu::rename(const QString& before, const QString& name)
{
    if (name != before)
        views_.removeIf([&](const SavedView& each) { return each.name == name; });
    if (SavedView* known = view(before))
        known->name = name;
    setCurrent(name);
}

void ViewMenu::askToDelete()
{
    prompt_.confirm({tr("Delete the view “%1”? Its filter and columns are forgotten; the list stays as it is.").arg(current_), {}, tr("Delete"), tr("Keep it"), {}},
                    [this, name = current_] {
                        views_.removeIf([&](const SavedView& each) { return each.name == name; });
                        setCurrent({});
                    });
}

SavedView* ViewMenu::view(const QString& name)
{
    const auto found = std::find_if(views_.begin(), views_.end(), [&](const SavedView& each) { return each.name == name; });
    return found == views_.end() ? nullptr : &*found;
}

} // namespace trunkline::widgets
