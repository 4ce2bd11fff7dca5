#include "widgets/common/detailpane.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/linklabel.h"
#include "widgets/common/skeleton.h"
#include "widgets/common/theme.h"
#include "widgets/common/toolrow.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

QScrollArea* scrolled(QWidget* content, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

void emptyLayout(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // later: it may be its link that led here
        }
        delete item;
    }
}

} // namespace

DetailPane::DetailPane(QWidget* parent)
    : QWidget(parent), pages_(new QStackedWidget(this)), nothing_(new EmptyState(this)), loading_(new Skeleton(this)),
      notices_(new NoticeBar(this)), icon_(new QLabel(this)), title_(new QLabel(this)), subtitle_(new QLabel(this)),
      actions_(new ToolRow), tabs_(new QTabWidget(this)), overview_(nullptr), why_(new ChainView),
      noWhy_(new EmptyState), history_(new ChainView), noHistory_(new EmptyState), notes_(new ChainView), noteText_(new QPlainTextEdit),
      noteAdd_(new QPushButton(tr("Add note"))), noteEntry_(new QWidget)
{
    setObjectName(QStringLiteral("detailPane"));
    setMinimumWidth(280);
    nothing_->setContent(tr("Select something to see its details here."));
    tabs_->setObjectName(QStringLiteral("detailTabs"));
    tabs_->setDocumentMode(true);

    auto* overview = new QWidget;
    overview_ = new QVBoxLayout(overview);
    overview_->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, 2 * gridStep);
    overview_->setSpacing(2 * gridStep);
    auto* whyPage = new QStackedWidget;
    whyPage->setObjectName(QStringLiteral("whyPage"));
    noWhy_->setContent(tr("Nothing caused this yet: the journal has no earlier entry for it."));
    whyPage->addWidget(scrolled(why_, whyPage));
    whyPage->addWidget(noWhy_);
    history_->setObjectName(QStringLiteral("history"));
    tabs_->addTab(scrolled(overview, tabs_), tr("Overview"));
    tabs_->addTab(whyPage, tr("Why?"));
    noHistory_->setContent(tr("What happens to it will stand here: who did what, and when."));
    noHistory_->setObjectName(QStringLiteral("noHistory"));
    auto* historyPage = new QStackedWidget;
    historyPage->setObjectName(QStringLiteral("historyPage"));
    historyPage->addWidget(scrolled(history_, historyPage));
    historyPage->addWidget(noHistory_);
    tabs_->addTab(historyPage, tr("History"));
    tabs_->addTab(buildNotes(), tr("Notes"));

    auto* shown = new QWidget(this);
    auto* column = new QVBoxLayout(shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(tabs_, 1);
    pages_->addWidget(nothing_);
    pages_->addWidget(loading_);
    pages_->addWidget(shown);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(notices_);
    whole->addWidget(pages_, 1);
    for (ChainView* chain : {why_, history_, notes_})
        connect(chain, &ChainView::targetActivated, this, &DetailPane::targetActivated);
    connect(notices_, &NoticeBar::actionTriggered, this, [this] { Q_EMIT retryRequested(detail_.target); });
}

QWidget* DetailPane::buildHeader()
{
    auto* header = new QWidget(this);
    title_->setObjectName(QStringLiteral("detailTitle"));
    subtitle_->setObjectName(QStringLiteral("detailSubtitle"));
    QFont large = title_->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    title_->setFont(large);
    for (QLabel* label : {title_, subtitle_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    subtitle_->setForegroundRole(QPalette::PlaceholderText);
    icon_->setFixedSize(24, 24);
    auto* grid = new QGridLayout(header);
    grid->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, gridStep);
    grid->setHorizontalSpacing(gridStep + 4);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    grid->addWidget(icon_, 0, 0, Qt::AlignTop);
    grid->addWidget(title_, 0, 1);
    grid->addWidget(subtitle_, 1, 1);
    actions_->setSpacing(gridStep);
    actions_->setContentsMargins(0, gridStep, 0, 0);
    grid->addLayout(actions_, 2, 0, 1, 2);
    return header;
}

QWidget* DetailPane::buildNotes()
{
    notes_->setObjectName(QStringLiteral("notes"));
    noteText_->setObjectName(QStringLiteral("noteText"));
    noteText_->setPlaceholderText(tr("Write a note for your colleagues"));
    noteText_->setAccessibleName(tr("New note"));
    noteText_->setMaximumHeight(9 * gridStep);
    noteText_->setTabChangesFocus(true);
    noteAdd_->setObjectName(QStringLiteral("noteAdd"));
    noteAdd_->setEnabled(false);
    auto* entry = new QVBoxLayout(noteEntry_);
    entry->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, gridStep);
    entry->addWidget(noteText_);
    entry->addWidget(noteAdd_, 0, Qt::AlignRight);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(noteEntry_);
    column->addWidget(scrolled(notes_, page), 1);
    connect(noteText_, &QPlainTextEdit::textChanged, this, [this] { noteAdd_->setEnabled(!noteText_->toPlainText().trimmed().isEmpty()); });
    connect(noteAdd_, &QPushButton::clicked, this, &DetailPane::addNote);
    return page;
}

void DetailPane::addNote()
{
    const QString text = noteText_->toPlainText().trimmed();
    noteText_->clear();
    Q_EMIT noteAdded(detail_.target, text);
}

void DetailPane::setDetail(const Detail& detail)
{
    notices_->clear();
    const bool same = detail == detail_ && pages_->currentIndex() == 2;
    if (same)
        return;
    if (!(detail.target == detail_.target))
        noteText_->clear(); // a draft belongs to the thing it was written for
    detail_ = detail;
    showDetail();
}

void DetailPane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !detail_.title.isEmpty())
        showDetail(); // its marks are pictures in the colours of the scheme
}

void DetailPane::showDetail()
{
    const Detail& detail = detail_;
    const Scheme scheme = Theme::schemeOf(palette());
    const QString name = detail.severity ? severityIconName(*detail.severity) : detail.ownIconName;
    const QColor colour = detail.severity ? Theme::severityColour(*detail.severity, scheme) : Theme::colour(Colour::Text, scheme);
    icon_->setVisible(!name.isEmpty());
    icon_->setPixmap(name.isEmpty() ? QPixmap() : tintedIcon(name, 24, colour, devicePixelRatioF()));
    title_->setText(detail.title);
    subtitle_->setText(detail.subtitle);
    subtitle_->setVisible(!detail.subtitle.isEmpty());
    setAccessibleName(tr("Details of %1").arg(detail.title));
    fillOverview();
    why_->setSteps(detail.why, tr("because of"));
    if (auto* page = findChild<QStackedWidget*>(QStringLiteral("whyPage")))
        page->setCurrentIndex(detail.why.isEmpty() ? 1 : 0);
    history_->setSteps(detail.history, {});
    if (auto* page = findChild<QStackedWidget*>(QStringLiteral("historyPage")))
        page->setCurrentIndex(detail.history.isEmpty() ? 1 : 0);
    notes_->setSteps(detail.notes, {});
    noteEntry_->setVisible(detail.takesNotes);
    tabs_->setTabVisible(tabs_->count() - 1, detail.takesNotes || !detail.notes.isEmpty());
    tabs_->setTabText(tabs_->count() - 1, detail.notes.isEmpty() ? tr("Notes") : tr("Notes (%L1)").arg(detail.notes.size()));
    pages_->setCurrentIndex(2);
}

void DetailPane::fillOverview()
{
    emptyLayout(*overview_);
    for (const FactGroup& group : std::as_const(detail_.overview)) {
        auto* box = new QWidget;
        auto* grid = new QGridLayout(box);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(2 * gridStep);
        grid->setVerticalSpacing(6);
        grid->setColumnMinimumWidth(0, 13 * gridStep);
        grid->setColumnStretch(1, 1);
        int row = 0;
        if (!group.title.isEmpty()) {
            auto* heading = new QLabel(group.title, box);
            QFont strong = heading->font();
            strong.setWeight(QFont::DemiBold);
            heading->setFont(strong);
            grid->addWidget(heading, row++, 0, 1, 2);
        }
        for (const Fact& fact : group.facts)
            addFact(*grid, row++, fact);
        overview_->addWidget(box);
    }
    overview_->addStretch(1);
}

void DetailPane::addFact(QGridLayout& grid, int row, const Fact& fact)
{
    auto* label = new QLabel(fact.label);
    label->setForegroundRole(QPalette::PlaceholderText);
    grid.addWidget(label, row, 0, Qt::AlignTop);
    auto* value = new LinkLabel(fact.text, fact.target);
    value->setWordWrap(true);
    value->breakLongWords();
    value->setFont(fact.identifier ? Theme::identifierFont(value->font()) : Theme::figureFont(value->font()));
    if (fact.stale)
        value->setForegroundRole(QPalette::PlaceholderText);
    if (fact.target.isNull())
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setBuddy(value);
    connect(value, &LinkLabel::activated, this, &DetailPane::targetActivated);
    if (!fact.severity && !fact.tone) {
        grid.addWidget(value, row, 1);
        return;
    }
    const Scheme scheme = Theme::schemeOf(palette());
    auto* mark = new QLabel;
    mark->setPixmap(fact.severity ? tintedIcon(severityIconName(*fact.severity), 16, Theme::severityColour(*fact.severity, scheme), devicePixelRatioF())
                                  : tintedIcon(toneIconName(*fact.tone), 16, Theme::toneColour(*fact.tone, scheme), devicePixelRatioF()));
    auto* pair = new QHBoxLayout;
    pair->setSpacing(6);
    pair->addWidget(mark, 0, Qt::AlignTop);
    pair->addWidget(value, 1);
    grid.addLayout(pair, row, 1);
}

void DetailPane::setLoading(const QString& title)
{
    detail_ = {};
    notices_->clear();
    setAccessibleName(tr("Loading details of %1").arg(title));
    pages_->setCurrentWidget(loading_);
}

void DetailPane::setFailed(const Notice& notice)
{
    notices_->showNotice(notice);
    if (pages_->currentWidget() == loading_)
        pages_->setCurrentWidget(nothing_);
}

void DetailPane::clear()
{
    detail_ = {};
    notices_->clear();
    pages_->setCurrentWidget(nothing_);
}

void DetailPane::setActions(const QList<QAction*>& actions)
{
    emptyLayout(*actions_);
    for (QAction* action : actions) {
        auto* button = new QPushButton(action->text());
        button->setObjectName(QStringLiteral("do-") + action->objectName());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
        actions_->addWidget(button);
    }
}

int DetailPane::addTab(const QString& objectName, const QString& title, QWidget* content)
{
    content->setObjectName(objectName);
    return tabs_->insertTab(tabs_->count() - 3, content, title);
}

void DetailPane::showWhy()
{
    tabs_->setCurrentIndex(tabs_->count() - 3);
}

} // namespace trunkline::widgets
