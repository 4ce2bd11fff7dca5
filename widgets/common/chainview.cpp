#include "widgets/common/chainview.h"

#include "widgets/common/icons.h"
#include "widgets/common/linklabel.h"
#include "widgets/common/theme.h"

#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

constexpr int railWidth = 28;
constexpr int markMiddle = 18; ///< from the top of a step to the middle of its mark

/// One step; draws the rail at its left: a line from the step above to the step below, a mark on it.
class ChainRow : public QWidget {
public:
    ChainRow(const ChainStep& step, const QString& between, bool first, bool last, QWidget* parent)
        : QWidget(parent), severity_(step.severity), first_(first), last_(last)
    {
        auto* grid = new QGridLayout(this);
        grid->setContentsMargins(railWidth + gridStep, gridStep, 2 * gridStep, gridStep);
        grid->setVerticalSpacing(2);
        grid->setColumnStretch(0, 1);
        const QString prefix = first || between.isEmpty() ? QString() : between + u' ';
        link_ = new LinkLabel(prefix + step.what, step.target, this);
        link_->setWordWrap(true);
        grid->addWidget(link_, 0, 0);
        auto* when = new QLabel(step.when, this);
        when->setFont(Theme::figureFont(when->font()));
        when->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(when, 0, 1, Qt::AlignTop);
        const QString under = step.who.isEmpty() ? step.detail : step.detail.isEmpty() ? step.who : step.detail + QStringLiteral(" · ") + step.who;
        if (!under.isEmpty()) {
            auto* detail = new QLabel(under, this);
            detail->setWordWrap(true);
            detail->setForegroundRole(QPalette::PlaceholderText);
            grid->addWidget(detail, 1, 0, 1, 2);
        }
    }
    LinkLabel* link() const { return link_; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Scheme scheme = Theme::schemeOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal x = gridStep + railWidth / 2.0 - 4;
        painter.setPen(QPen(Theme::colour(Colour::FieldFrame, scheme), 1.5));
        if (!first_)
            painter.drawLine(QPointF(x, 0), QPointF(x, markMiddle - 10));
        if (!last_)
            painter.drawLine(QPointF(x, markMiddle + 10), QPointF(x, height()));
        if (severity_) {
            drawTintedIcon(painter, QRectF(x - 8, markMiddle - 8, 16, 16), severityIconName(*severity_), Theme::severityColour(*severity_, scheme));
            return;
        }
        painter.setBrush(first_ ? Theme::colour(Colour::Accent, scheme) : palette().color(QPalette::Base));
        painter.setPen(QPen(Theme::colour(first_ ? Colour::Accent : Colour::FieldFrame, scheme), 2));
        painter.drawEllipse(QPointF(x, markMiddle), 5, 5);
    }

private:
    std::optional<Severity> severity_;
    bool first_;
    bool last_;
    LinkLabel* link_;
};

} // namespace

ChainView::ChainView(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("chain"));
    column_->setContentsMargins(0, gridStep, 0, gridStep);
    column_->setSpacing(0);
    column_->addStretch(1);
}

void ChainView::setSteps(const QList<ChainStep>& steps, const QString& betweenWords)
{
    steps_ = steps;
    while (column_->count() > 1) {
        QLayoutItem* item = column_->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater(); // later: it may be its link that led here
        delete item;
    }
    for (qsizetype at = 0; at < steps.size(); ++at) {
        auto* row = new ChainRow(steps[at], betweenWords, at == 0, at == steps.size() - 1, this);
        row->setObjectName(QStringLiteral("step-%1").arg(at));
        connect(row->link(), &LinkLabel::activated, this, &ChainView::targetActivated);
        column_->insertWidget(int(at), row);
    }
}

} // namespace trunkline::widgets
