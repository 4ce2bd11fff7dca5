#include "widgets/shell/commandpalette.h"

#include "widgets/common/theme.h"
#include "widgets/shell/fuzzy.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

constexpr int subtitleRole = Qt::UserRole + 1, shortcutRole = Qt::UserRole + 2, kindRole = Qt::UserRole + 3;
constexpr int mostShown = 12;

/// Icon, title, subtitle after it; kind and shortcut at the right.
class PaletteRow : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {200, qMax(4 * gridStep, option.fontMetrics.height() + 2 * gridStep)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Scheme scheme = Theme::schemeOf(option.palette);
        const QColor muted = Theme::colour(Colour::MutedText, scheme);
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, Theme::colour(Colour::Selection, scheme));
        QRect place = option.rect.adjusted(2 * gridStep, 0, -2 * gridStep, 0);
        const QRect iconPlace(place.left(), place.center().y() - 8, 16, 16);
        qvariant_cast<QIcon>(index.data(Qt::DecorationRole)).paint(painter, iconPlace);
        place.setLeft(iconPlace.right() + gridStep + 4);
        const auto fromRight = [&](const QString& text, bool boxed) {
            if (text.isEmpty())
                return;
            const int wide = option.fontMetrics.horizontalAdvance(text);
            const QRect at(place.right() - wide, place.top(), wide + 1, place.height());
            painter->setPen(muted);
            if (boxed)
                painter->drawRoundedRect(QRectF(at).adjusted(-6.5, 6.5, 5.5, -6.5), 3, 3);
            painter->drawText(at, Qt::AlignVCenter | Qt::AlignLeft, text);
            place.setRight(at.left() - 2 * gridStep);
        };
        fromRight(index.data(shortcutRole).toString(), true);
        fromRight(index.data(kindRole).toString(), false);
        const QString title = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, place.width());
        painter->setPen(Theme::colour(option.state & QStyle::State_Selected ? Colour::SelectionText : Colour::Text, scheme));
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, title);
        place.setLeft(place.left() + option.fontMetrics.horizontalAdvance(title) + gridStep + 4);
        painter->setPen(muted);
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                          option.fontMetrics.elidedText(index.data(subtitleRole).toString(), Qt::ElideRight, place.width()));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent), box_(new QLineEdit(this)), list_(new QListWidget(this)), nothing_(new QLabel(this))
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Find or do anything"));
    box_->setObjectName(QStringLiteral("paletteBox"));
    box_->setPlaceholderText(tr("Find a device, customer, order, invoice … or an action"));
    box_->setAccessibleName(tr("Find or do anything"));
    box_->setMinimumHeight(36);
    list_->setObjectName(QStringLiteral("paletteResults"));
    list_->setAccessibleName(tr("What was found"));
    list_->setItemDelegate(new PaletteRow(list_));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setFocusPolicy(Qt::NoFocus); // arrows go through the box
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    nothing_->setObjectName(QStringLiteral("paletteNothing"));
    nothing_->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 2 * gridStep);
    nothing_->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    column->addWidget(box_);
    column->addWidget(list_);
    column->addWidget(nothing_);
    box_->installEventFilter(this);
    parent->installEventFilter(this);
    connect(box_, &QLineEdit::textChanged, this, &CommandPalette::ask);
    connect(list_, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { choose(list_->row(item)); });
    hide();
}

QString CommandPalette::query() const
{
    return box_->text();
}

void CommandPalette::open()
{
    if (!isVisible())
        focusBefore_ = QApplication::focusWidget();
    box_->clear();
    ask();
    place();
    QFrame::show();
    raise();
    box_->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::ask()
{
    ++generation_;
    objects_.clear();
    waiting_ = provider_ && !query().trimmed().isEmpty();
    rank();
    if (waiting_)
        provider_(query().trimmed(), generation_);
}

void CommandPalette::offerObjects(quint64 generation, const QList<PaletteEntry>& objects)
{
    if (generation != generation_)
        return;
    waiting_ = false;
    objects_ = objects;
    rank();
}

void CommandPalette::rank()
{
    if (query().trimmed().isEmpty()) {
        show(recent_ + actions_);
        return;
    }
    QList<QPair<int, PaletteEntry>> ranked;
    for (const PaletteEntry& object : std::as_const(objects_)) {
        // The provider knows more of it than its title (an address, a serial number): never drop, only rank.
        const auto score = fuzzyScore(query(), object.title + u' ' + object.subtitle);
        ranked.append({score.value_or(300) + 20, object});
    }
    for (const PaletteEntry& action : std::as_const(actions_)) {
        const bool possible = !action.action || action.action->isEnabled();
        if (const auto score = fuzzyScore(query(), action.title + u' ' + action.subtitle); score && possible)
            ranked.append({*score, action});
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QList<PaletteEntry> entries;
    for (const auto& [score, entry] : std::as_const(ranked))
        entries.append(entry);
    show(entries);
}

void CommandPalette::show(const QList<PaletteEntry>& entries)
{
    shown_ = entries.mid(0, mostShown);
    list_->clear();
    for (const PaletteEntry& entry : std::as_const(shown_)) {
        auto* item = new QListWidgetItem(entry.icon, entry.title, list_);
        item->setData(subtitleRole, entry.subtitle);
        item->setData(shortcutRole, entry.shortcut);
        item->setData(kindRole, entry.kindWord);
        item->setData(Qt::AccessibleTextRole, QStringList{entry.title, entry.subtitle, entry.kindWord, entry.shortcut}.join(QStringLiteral(", ")));
    }
    if (!shown_.isEmpty())
        list_->setCurrentRow(0);
    list_->setVisible(!shown_.isEmpty());
    nothing_->setVisible(shown_.isEmpty());
    nothing_->setText(waiting_ ? tr("Looking …") : tr("Nothing is called “%1”. Try fewer letters.").arg(query()));
    place();
}

void CommandPalette::place()
{
    const int wide = qMin(680, parentWidget()->width() - 4 * gridStep);
    int high = box_->sizeHint().height() + 3 * gridStep;
    high = qMax(high, 36 + 3 * gridStep);
    high += shown_.isEmpty() ? nothing_->sizeHint().height()
                             : int(shown_.size()) * qMax(4 * gridStep, list_->fontMetrics().height() + 2 * gridStep) + gridStep;
    setGeometry((parentWidget()->width() - wide) / 2, 6 * gridStep, wide, qMin(high, parentWidget()->height() - 8 * gridStep));
}

void CommandPalette::choose(int row)
{
    if (row < 0 || row >= shown_.size())
        return;
    const PaletteEntry entry = shown_[row];
    hide();
    if (entry.action)
        entry.action->trigger();
    else
        Q_EMIT chosen(entry.target);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == parent() && event->type() == QEvent::MouseButtonPress)
        hide();
    if (watched != box_ || !isVisible())
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && !list_->underMouse()) {
        hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const int count = list_->count();
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down: list_->setCurrentRow(count ? (list_->currentRow() + 1) % count : -1); return true;
    case Qt::Key_Up: list_->setCurrentRow(count ? (list_->currentRow() + count - 1) % count : -1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(list_->currentRow()); return true;
    case Qt::Key_Escape: hide(); return true;
    default: return false;
    }
}

void CommandPalette::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    ++generation_; // whatever is still asked for is nobody's any more
    // Someone who clicked elsewhere stays there.
    if (focusBefore_ && (!QApplication::focusWidget() || QApplication::focusWidget() == box_))
        focusBefore_->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::colour(Colour::FieldFrame, Theme::schemeOf(palette())));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace trunkline::widgets
