// What the window asks of a workspace. The page itself implements it; the window owns the page.
#pragma once

#include "models/core/itemroles.h"

#include <QIcon>
#include <QList>
#include <QString>

class QAction;
class QSettings;
class QWidget;

namespace trunkline::widgets {

/// One line of the list of keys: "A — Acknowledge".
struct KeyHint {
    QString keys;
    QString what;
    bool operator==(const KeyHint&) const = default;
};

class Workspace {
public:
    virtual ~Workspace() = default;

    /// "network": names the saved layout, never shown.
    virtual QString id() const = 0;
    virtual QString title() const = 0;
    virtual QIcon icon() const = 0;
    virtual QWidget* widget() = 0;
    /// Asks for everything anew (F5).
    virtual void refresh() = 0;
    /// Kinds of Target that are shown here.
    virtual QStringList targetKinds() const = 0;
    /// Selects it and brings it into view, now or as soon as it is loaded.
    virtual void showTarget(const Target& target) = 0;
    /// Keys of this workspace, beside those of the window.
    virtual QList<KeyHint> keys() const = 0;

    /// What one does here, two or three sentences for F1.
    virtual QString help() const { return {}; }
    /// Offered in the palette. Not owned by the caller.
    virtual QList<QAction*> actions() const { return {}; }
    /// It came into view.
    virtual void activated() {}
    virtual void saveLayout(QSettings&) const {}
    virtual void restoreLayout(const QSettings&) {}
};

} // namespace trunkline::widgets
