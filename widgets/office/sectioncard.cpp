#include "widgets/office/sectioncard.h"

#include "widgets/common/icons.h"
#include "widgets/common/linklabel.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

SectionCard::SectionCard(const QString& objectName, const QString& title, QWidget* parent)
    : QFrame(parent), title_(new QLabel(title, this)), figure_(new QLabel(this)), head_(new QHBoxLayout), column_(new QVBoxLayout(this))
{
    setObjectName(objectName);
    setAccessibleName(title);
    QFont strong = title_->font();
    strong.setWeight(QFont::DemiBold);
    title_->setFont(strong);
    figure_->setFont(Theme::figureFont(figure_->font()));
    figure_->setForegroundRole(QPalette::PlaceholderText);
    head_->setSpacing(gridStep);
    head_->addWidget(title_);
    head_->addWidget(figure_);
    head_->addStretch(1);
    column_->setContentsMargins(2 * gridStep, gridStep + 4, 2 * gridStep, gridStep + 4);
    column_->setSpacing(gridStep);
    column_->addLayout(head_);
}

QPushButton* SectionCard::addButton(const QString& objectName, const QString& text)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(objectName);
    head_->addWidget(button);
    return button;
}

void SectionCard::setFigure(const QString& figure)
{
    figure_->setText(figure);
}

void SectionCard::setRows(const QStringList& headers, const QList<QList<Cell>>& rows, const QString& emptySentence)
{
    if (body_ && headers == headers_ && rows == rows_ && emptySentence == emptySentence_)
        return; // nothing moves under the pointer
    headers_ = headers;
    rows_ = rows;
    emptySentence_ = emptySentence;
    fill();
}

void SectionCard::setContent(QWidget* content)
{
    column_->addWidget(content);
}

void SectionCard::fill()
{
    if (body_) {
        body_->hide();
        body_->deleteLater(); // later: it may be its link that led here
    }
    body_ = new QWidget(this);
    auto* grid = new QGridLayout(body_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(2 * gridStep);
    grid->setVerticalSpacing(6);
    int line = 0;
    if (rows_.isEmpty()) {
        auto* nothing = new QLabel(emptySentence_, body_);
        nothing->setWordWrap(true);
        nothing->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(nothing, 0, 0);
    }
    for (int column = 0; !rows_.isEmpty() && column < headers_.size(); ++column) {
        auto* header = new QLabel(headers_[column], body_);
        header->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(header, 0, column, rows_.first().value(column).right ? Qt::AlignRight : Qt::AlignLeft);
        line = 1;
    }
    for (const QList<Cell>& row : std::as_const(rows_)) {
        for (int column = 0; column < row.size(); ++column)
            grid->addWidget(cellWidget(row[column]), line, column, row[column].right ? Qt::AlignRight | Qt::AlignTop : Qt::AlignTop);
        ++line;
    }
    const qsizetype columns = rows_.isEmpty() ? 1 : rows_.first().size();
    for (int column = 0; column < columns; ++column)
        grid->setColumnStretch(column, !rows_.isEmpty() && rows_.first()[column].right ? 0 : 1);
    column_->insertWidget(1, body_);
}

QWidget* SectionCard::cellWidget(const Cell& cell)
{
    auto* words = new LinkLabel(cell.text, cell.target, body_);
    words->setWordWrap(!cell.right);
    QFont font = Theme::figureFont(words->font());
    if (cell.strong)
        font.setWeight(QFont::DemiBold);
    words->setFont(font);
    if (cell.muted)
        words->setForegroundRole(QPalette::PlaceholderText);
    if (cell.target.isNull())
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(words, &LinkLabel::activated, this, &SectionCard::targetActivated);
    if (!cell.tone && !cell.severity)
        return words;
    const Scheme scheme = Theme::schemeOf(palette());
    auto* pair = new QWidget(body_);
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto* mark = new QLabel(pair);
    mark->setPixmap(cell.severity ? tintedIcon(severityIconName(*cell.severity), 16, Theme::severityColour(*cell.severity, scheme), devicePixelRatioF())
                                  : tintedIcon(toneIconName(*cell.tone), 16, Theme::toneColour(*cell.tone, scheme), devicePixelRatioF()));
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(words, 1);
    return pair;
}

void SectionCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && body_)
        fill(); // marks are pictures in the colours of the scheme
}

void SectionCard::paintEvent(QPaintEvent*)
{
    const Scheme scheme = Theme::schemeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::colour(Colour::Divider, scheme));
    painter.setBrush(Theme::colour(Colour::Panel, scheme));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace trunkline::widgets
