#include "widgets/common/skeleton.h"

#include "widgets/common/theme.h"

#include <QPainter>

namespace trunkline::widgets {

Skeleton::Skeleton(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("loading"));
    setAccessibleName(tr("Loading"));
}

void Skeleton::paintEvent(QPaintEvent*)
{
    const Scheme scheme = Theme::schemeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::colour(Colour::Header, scheme));
    // Widths that look like words; the same at every repaint.
    static constexpr std::array<int, 5> widths{{88, 168, 120, 56, 136}};
    for (int y = gridStep, row = 0; y < height(); y += 4 * gridStep, ++row) {
        int x = gridStep;
        for (std::size_t column = 0; x < width(); ++column) {
            const int wide = widths.at((column + static_cast<std::size_t>(row)) % widths.size());
            painter.drawRoundedRect(x, y, qMin(wide, width() - x - gridStep), gridStep + 4, 4, 4);
            x += 24 * gridStep;
        }
    }
}

} // namespace trunkline::widgets
