// One box for everything: any device, customer, order, invoice … and any action, with its shortcut.
#pragma once

#include "models/core/itemroles.h"

#include <QFrame>
#include <QIcon>
#include <QPointer>

#include <functional>

class QAction;
class QLabel;
class QLineEdit;
class QListWidget;

namespace trunkline::widgets {

struct PaletteEntry {
    QString title;         ///< "core-1.ber"
    QString subtitle = {}; ///< "Router, Berlin"
    QString kindWord = {}; ///< "Device"
    QString shortcut = {};
    QIcon icon = {};
    Target target = {};                 ///< where it leads …
    QPointer<QAction> action = nullptr; ///< … or what it does
};

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    /// Asked for objects that match; answers, now or later, with offerObjects() and the same generation.
    using ObjectProvider = std::function<void(const QString& query, quint64 generation)>;

    explicit CommandPalette(QWidget* parent);

    void setActions(const QList<PaletteEntry>& actions) { actions_ = actions; }
    void setObjectProvider(ObjectProvider provider) { provider_ = std::move(provider); }
    /// Shown while nothing is typed.
    void setRecent(const QList<PaletteEntry>& recent) { recent_ = recent; }
    /// An answer to an older question than the latest is dropped.
    void offerObjects(quint64 generation, const QList<PaletteEntry>& objects);
    quint64 generation() const { return generation_; }

    /// Opens over the parent with an empty box.
    void open();
    QString query() const;
    QLineEdit* box() const { return box_; }

Q_SIGNALS:
    void chosen(const trunkline::Target& target);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void ask();
    void show(const QList<PaletteEntry>& entries);
    void rank();
    void choose(int row);
    void place();

    QLineEdit* box_;
    QListWidget* list_;
    QLabel* nothing_;
    QList<PaletteEntry> actions_;
    QList<PaletteEntry> recent_;
    QList<PaletteEntry> objects_;
    QList<PaletteEntry> shown_;
    ObjectProvider provider_;
    quint64 generation_ = 0;
    bool waiting_ = false;
    QPointer<QWidget> focusBefore_;
};

} // namespace trunkline::widgets
