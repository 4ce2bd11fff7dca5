#include "widgets/network/faceplate.h"

#include "models/core/sortkey.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <limits>
#include <numeric>

namespace trunkline::widgets {

namespace {

constexpr int cellWidth = 44, cellHeight = 36, cellGap = 4, blockGap = 2 * gridStep;

/// "ont-0/1/" and "3"; a name without a number is its own stem.
std::pair<QString, QString> stemAndNumber(const QString& name)
{
    qsizetype end = name.size();
    while (end > 0 && name[end - 1].isDigit())
        --end;
    return end == name.size() ? std::pair(QString(), name) : std::pair(name.left(end), name.mid(end));
}

QString sentenceOf(const FacePort& port, const QString& between)
{
    QStringList parts{port.name, port.stateWord, port.use.isEmpty() ? Faceplate::tr("free") : port.use};
    if (!port.alarms.isEmpty())
        parts.append(port.alarms);
    return parts.join(between);
}

} // namespace

/// One port: a button, so that keyboard and screen readers know what to do with it.
class PortCell : public QAbstractButton {
public:
    explicit PortCell(Faceplate* plate) : QAbstractButton(plate), plate_(plate)
    {
        setCheckable(true);
        setFocusPolicy(Qt::ClickFocus);
        setFixedSize(cellWidth, cellHeight);
        connect(this, &QAbstractButton::clicked, plate, [this] { plate_->choose(port_.id); });
    }
    void setPort(const FacePort& port)
    {
        port_ = port;
        setObjectName(QStringLiteral("port-") + port.name);
        setText(stemAndNumber(port.name).second);
        setAccessibleName(sentenceOf(port, QStringLiteral(", ")));
        setToolTip(sentenceOf(port, QStringLiteral("\n")));
        update();
    }
    const FacePort& port() const { return port_; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Scheme scheme = Theme::schemeOf(palette());
        const QColor tone = Theme::toneColour(port_.state, scheme);
        const QRectF jack = QRectF(rect()).adjusted(3, 3, -3, -3);
        painter.setPen(QPen(tone, 1.5, port_.state == Tone::Neutral ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(port_.use.isEmpty() ? palette().color(QPalette::Base) : Theme::toneGround(port_.state, scheme));
        painter.drawRoundedRect(jack, 3, 3);
        if (!port_.use.isEmpty()) // the plug
            painter.fillRect(QRectF(jack.left() + 6, jack.bottom() - 4, jack.width() - 12, 3), tone);
        const QRectF mark(jack.left() + 4, jack.top() + 6, 13, 13);
        if (port_.worst)
            drawTintedIcon(painter, mark, severityIconName(*port_.worst), Theme::severityColour(*port_.worst, scheme));
        else
            drawTintedIcon(painter, mark, toneIconName(port_.state), tone);
        painter.setPen(palette().color(QPalette::Text));
        painter.setFont(Theme::figureFont(font()));
        const QRectF words(mark.right() + 1, jack.top(), jack.right() - mark.right() - 2, jack.height() - 4);
        painter.drawText(words, Qt::AlignCenter, painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, int(words.width())));
        if (isChecked() || hasFocus() || underMouse()) {
            painter.setPen(QPen(Theme::colour(Colour::Accent, scheme), isChecked() || hasFocus() ? 2 : 1, hasFocus() && !isChecked() ? Qt::DotLine : Qt::SolidLine));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
        }
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Home:
        case Qt::Key_End: plate_->step(this, event->key()); break;
        case Qt::Key_Return:
        case Qt::Key_Enter: Q_EMIT plate_->portOpened(port_.id); break;
        default: QAbstractButton::keyPressEvent(event);
        }
    }
    void mouseDoubleClickEvent(QMouseEvent*) override { Q_EMIT plate_->portOpened(port_.id); }
    void nextCheckState() override { setChecked(true); } // a click never takes the choice back

private:
    Faceplate* plate_;
    FacePort port_;
};

QList<FaceBlock> faceBlocks(const QStringList& names)
{
    QList<int> order(names.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return naturalKey(names[a]) < naturalKey(names[b]); });
    QList<FaceBlock> blocks;
    for (const int port : order) {
        const QString stem = stemAndNumber(names[port]).first;
        if (blocks.isEmpty() || blocks.last().stem != stem)
            blocks.append({stem, {}, 1});
        blocks.last().ports.append(port);
        blocks.last().rows = blocks.last().ports.size() > 4 ? 2 : 1;
    }
    return blocks;
}

Faceplate::Faceplate(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("faceplate"));
    setAccessibleName(tr("Front of the device"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Faceplate::setPorts(const QList<FacePort>& ports)
{
    if (ports == ports_)
        return;
    ports_ = ports;
    QStringList names;
    for (const FacePort& port : ports)
        names.append(port.name);
    blocks_ = faceBlocks(names);
    while (cells_.size() > ports.size())
        delete cells_.takeLast();
    while (cells_.size() < ports.size()) {
        cells_.append(new PortCell(this));
        cells_.last()->show();
    }
    for (qsizetype at = 0; at < ports.size(); ++at)
        cells_[at]->setPort(ports[at]);
    place(width(), cells_, titles_);
    select(selected_);
    updateGeometry();
    update();
}

void Faceplate::select(const QString& id)
{
    selected_ = id;
    bool reachable = false;
    for (PortCell* cell : std::as_const(cells_)) {
        const bool chosen = cell->port().id == id;
        cell->setChecked(chosen);
        cell->setFocusPolicy(chosen ? Qt::StrongFocus : Qt::ClickFocus);
        reachable = reachable || chosen;
    }
    if (!reachable && !cells_.isEmpty() && !blocks_.isEmpty()) // Tab leads to the first one
        cells_[blocks_.first().ports.first()]->setFocusPolicy(Qt::StrongFocus);
}

void Faceplate::choose(const QString& id)
{
    select(id);
    Q_EMIT portSelected(id);
}

/// To the nearest cell in the direction of an arrow; Home and End to the first and the last.
void Faceplate::step(const PortCell* from, int key)
{
    PortCell* best = nullptr;
    int least = std::numeric_limits<int>::max();
    if (key == Qt::Key_Home || key == Qt::Key_End) {
        best = cells_[key == Qt::Key_Home ? blocks_.first().ports.first() : blocks_.last().ports.last()];
    } else {
        for (PortCell* cell : std::as_const(cells_)) {
            const QPoint way = cell->geometry().center() - from->geometry().center();
            const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
            const int ahead = (sideways ? way.x() : way.y()) * (key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1);
            const int aside = std::abs(sideways ? way.y() : way.x());
            if (ahead > 0 && ahead + 3 * aside < least) {
                least = ahead + 3 * aside;
                best = cell;
            }
        }
    }
    if (!best)
        return;
    choose(best->port().id);
    best->setFocus(Qt::OtherFocusReason);
}

int Faceplate::place(int width, const QList<PortCell*>& cells, QList<Title>& titles) const
{
    titles.clear();
    const int titleHeight = fontMetrics().height();
    int x = gridStep, y = gridStep / 2, bandHeight = 0;
    for (const FaceBlock& block : blocks_) {
        // A block that is wider than the plate goes on in rows below.
        const int wanted = (int(block.ports.size()) + block.rows - 1) / block.rows;
        const int fits = qMax(1, (width - 2 * gridStep + cellGap) / (cellWidth + cellGap));
        const int columns = qMin(wanted, fits), bands = (wanted + columns - 1) / columns;
        const int blockWidth = qMax(columns * (cellWidth + cellGap) - cellGap, fontMetrics().horizontalAdvance(block.stem));
        if (x > gridStep && x + blockWidth > width - gridStep) {
            x = gridStep;
            y += bandHeight;
            bandHeight = 0;
        }
        titles.append({QRect(x, y, blockWidth + blockGap, titleHeight), block.stem});
        for (int at = 0; at < block.ports.size() && !cells.isEmpty(); ++at) {
            const int column = at / block.rows, row = at % block.rows + column / columns * block.rows;
            cells[block.ports[at]]->move(x + column % columns * (cellWidth + cellGap), y + titleHeight + 2 + row * (cellHeight + cellGap));
        }
        bandHeight = qMax(bandHeight, titleHeight + 2 + bands * block.rows * (cellHeight + cellGap) + gridStep / 2);
        x += blockWidth + blockGap;
    }
    return y + bandHeight;
}

int Faceplate::heightForWidth(int width) const
{
    QList<Title> unused;
    return place(width, {}, unused);
}

void Faceplate::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place(width(), cells_, titles_);
}

void Faceplate::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(Theme::colour(Colour::MutedText, Theme::schemeOf(palette())));
    for (const Title& title : std::as_const(titles_))
        painter.drawText(title.place, Qt::AlignLeft | Qt::AlignVCenter, title.text);
}

} // namespace trunkline::widgets
