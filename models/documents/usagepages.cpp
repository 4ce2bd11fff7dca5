// InvoiceLayout: the pages behind the invoice that list its usage.

#include "models/documents/invoicelayout.h"

#include <algorithm>

namespace trunkline::documents {

using billing::InvoiceLine;

void InvoiceLayout::drawUsageTitle(const UsageDetail& usage, const InvoiceLine* line)
{
    pdf_.text(template_.left, y_, word("usageTitle").arg(locale_.toString(usage.position), line ? line->text : QString()), template_.textSize, Weight::Bold, template_.ink);
    y_ += 16;
    if (usage.count > 0)
        drawTableHead(template_.usageColumns, currency());
}

/// As drawUsage breaks them: the pages of a million records are counted, not kept.
int InvoiceLayout::pagesOf(const UsageDetail& usage) const
{
    const float top = template_.top + 32 + 16 + (usage.count > 0 ? 21 : 0);
    int pages = 1;
    float y = top;
    const auto down = [&](float before, float after, float nextTop) {
        if (y + before > template_.bottom) {
            ++pages;
            y = nextTop;
        }
        y += after;
    };
    for (qsizetype row = 0; row < usage.count + (usage.total ? 1 : 0); ++row)
        down(0, template_.usage.leading, top);
    if (!usage.note.isEmpty())
        y += 10;
    for (qsizetype line = pdf_.wrapped(usage.note, template_.right - template_.left, template_.rowSize).size(); line > 0; --line)
        down(0, 13, template_.top + 32);
    return pages;
}

/// Usage may be long: what is drawn before a page goes out.
void InvoiceLayout::nextUsagePage()
{
    drawFooters();
    nextPage();
}

void InvoiceLayout::drawUsageRow(const UsageEntry& entry, Weight weight)
{
    for (const TemplateColumn& column : template_.usageColumns) {
        const QString& show = column.show;
        const QString& text = show == QLatin1String("start") ? entry.start : show == QLatin1String("kind") ? entry.kind : show == QLatin1String("destination") ? entry.destination
            : show == QLatin1String("zone") ? entry.zone : show == QLatin1String("quantity") ? entry.quantity : entry.amount;
        pdf_.text(column.x, y_, text, template_.usage.size, weight, template_.ink, column.align);
    }
    y_ += template_.usage.leading;
}

void InvoiceLayout::drawUsage(const UsageDetail& usage)
{
    const auto line = std::find_if(invoice_.lines.begin(), invoice_.lines.end(), [&](const InvoiceLine& one) { return one.position == usage.position; });
    const InvoiceLine* known = line == invoice_.lines.end() ? nullptr : &*line;
    nextUsagePage();
    drawUsageTitle(usage, known);
    const auto row = [&](const UsageEntry& entry, Weight weight) {
        if (y_ > template_.bottom) {
            nextUsagePage();
            drawUsageTitle(usage, known);
        }
        drawUsageRow(entry, weight);
    };
    if (usage.each)
        usage.each([&](const UsageEntry& entry) { row(entry, Weight::Regular); });
    if (usage.total)
        row(*usage.total, Weight::Bold);
    if (usage.note.isEmpty())
        return;
    y_ += 10;
    for (const QString& each : pdf_.wrapped(usage.note, template_.right - template_.left, template_.rowSize)) {
        if (y_ > template_.bottom)
            nextUsagePage();
        pdf_.text(template_.left, y_, each, template_.rowSize, Weight::Regular, template_.ink);
        y_ += 13;
    }
}

} // namespace trunkline::documents
