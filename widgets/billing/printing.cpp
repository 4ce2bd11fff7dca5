#include "widgets/billing/printing.h"

#include <QPainter>
#include <QPdfDocument>
#include <QPrinter>

namespace trunkline::widgets {

bool printPages(QPdfDocument& document, QPrinter& printer)
{
    QPainter painter;
    if (document.pageCount() == 0 || !painter.begin(&printer))
        return false;
    for (int page = 0; page < document.pageCount(); ++page) {
        if (page > 0 && !printer.newPage())
            return false;
        const QRectF paper = printer.pageRect(QPrinter::DevicePixel);
        const QSizeF size = document.pagePointSize(page).scaled(paper.size(), Qt::KeepAspectRatio);
        painter.drawImage(QRectF(QPointF(), size), document.render(page, size.toSize()));
    }
    return painter.end();
}

} // namespace trunkline::widgets
