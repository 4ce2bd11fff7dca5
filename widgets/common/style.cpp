#include "widgets/common/style.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace trunkline::widgets {

namespace {
constexpr qreal cornerRadius = 4;
}

Style::Style(Scheme scheme) : QProxyStyle(QStringLiteral("Fusion")), scheme_(scheme) {}

QPalette Style::standardPalette() const
{
    return Theme::palette(scheme_);
}

void Style::drawFrame(QPainter& painter, const QRect& place, bool focus, bool enabled, const QColor& ground) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal width = focus ? 2 : 1;
    painter.setPen(QPen(focus ? colour(Colour::Accent) : colour(enabled ? Colour::FieldFrame : Colour::Divider), width));
    painter.setBrush(ground.isValid() ? QBrush(ground) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(place).adjusted(width / 2, width / 2, -width / 2, -width / 2), cornerRadius, cornerRadius);
    painter.restore();
}

void Style::drawButton(const QStyleOption& option, QPainter& painter, bool primary) const
{
    const bool enabled = option.state & State_Enabled;
    QColor ground = colour(primary && enabled ? Colour::Accent : Colour::Panel);
    if (option.state & (State_Sunken | State_On))
        ground = primary ? ground.darker(115) : colour(Colour::Selection);
    else if ((option.state & State_MouseOver) && enabled)
        ground = primary ? ground.lighter(108) : colour(Colour::Header);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(primary && enabled ? QPen(ground.darker(115)) : QPen(colour(enabled ? Colour::FieldFrame : Colour::Divider)));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
    if ((option.state & State_HasFocus) && (option.state & State_KeyboardFocusChange)) {
        painter.setPen(QPen(primary ? colour(Colour::AccentText) : colour(Colour::Accent), primary ? 1 : 2));
        painter.setBrush(Qt::NoBrush);
        const qreal inset = primary ? 2.5 : 1;
        painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), 3, 3);
    }
    painter.restore();
}

void Style::drawCheckBox(const QStyleOption& option, QPainter& painter) const
{
    const bool enabled = option.state & State_Enabled;
    const bool marked = option.state & (State_On | State_NoChange);
    QRectF box(0, 0, 16, 16);
    box.moveCenter(QRectF(option.rect).center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = marked && enabled ? colour(Colour::Accent) : colour(Colour::Base);
    painter.setPen(QPen(marked && enabled ? ground : colour(enabled ? Colour::FieldFrame : Colour::Divider), 1.5));
    painter.setBrush(ground);
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3);
    painter.setPen(QPen(enabled ? colour(Colour::AccentText) : colour(Colour::MutedText), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (option.state & State_On)
        painter.drawPolyline(QPolygonF{box.topLeft() + QPointF(4.5, 8.3), box.topLeft() + QPointF(7, 10.8), box.topLeft() + QPointF(11.5, 5.5)});
    else if (option.state & State_NoChange)
        painter.drawLine(box.topLeft() + QPointF(5, 8), box.topLeft() + QPointF(11, 8));
    painter.restore();
}

void Style::drawRadioButton(const QStyleOption& option, QPainter& painter) const
{
    const bool enabled = option.state & State_Enabled;
    const bool on = option.state & State_On;
    QRectF ring(0, 0, 16, 16);
    ring.moveCenter(QRectF(option.rect).center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on && enabled ? colour(Colour::Accent) : colour(enabled ? Colour::FieldFrame : Colour::Divider), 1.5));
    painter.setBrush(colour(Colour::Base));
    painter.drawEllipse(ring.adjusted(1, 1, -1, -1));
    if (on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(enabled ? Colour::Accent : Colour::MutedText));
        painter.drawEllipse(ring.center(), 4, 4);
    }
    painter.restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    const bool enabled = option->state & State_Enabled;
    switch (element) {
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (!frame || frame->lineWidth <= 0) {
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
            return;
        }
        drawFrame(*painter, option->rect, option->state & State_HasFocus, enabled, option->palette.color(QPalette::Base));
        return;
    }
    case PE_FrameLineEdit:
        drawFrame(*painter, option->rect, option->state & State_HasFocus, enabled, QColor());
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colour(Colour::Divider));
        return;
    case PE_Frame:
        if (widget && (widget->inherits("QPlainTextEdit") || widget->inherits("QTextEdit"))) { // a field like a line edit
            drawFrame(*painter, option->rect, option->state & State_HasFocus, enabled, QColor());
            return;
        }
        [[fallthrough]];
    case PE_FrameTabWidget:
    case PE_FrameWindow:
        painter->save();
        painter->setPen(colour(Colour::Divider));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_FrameMenu:
        drawFrame(*painter, option->rect, false, false, QColor());
        return;
    case PE_PanelButtonCommand: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        drawButton(*option, *painter, button && (button->features & QStyleOptionButton::DefaultButton));
        return;
    }
    case PE_IndicatorItemViewItemCheck:
    case PE_IndicatorCheckBox:
        drawCheckBox(*option, *painter);
        return;
    case PE_IndicatorRadioButton:
        drawRadioButton(*option, *painter);
        return;
    case PE_PanelButtonTool:
        if (option->state & (State_On | State_Sunken | State_MouseOver)) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(colour(option->state & (State_On | State_Sunken) ? Colour::Selection : Colour::Header));
            painter->drawRoundedRect(option->rect, cornerRadius, cornerRadius);
            painter->restore();
        }
        return;
    case PE_FrameFocusRect:
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(colour(Colour::Accent), 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 3, 3);
        painter->restore();
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawTab(const QStyleOption& option, QPainter& painter) const
{
    if (option.state & State_MouseOver && !(option.state & State_Selected))
        painter.fillRect(option.rect, colour(Colour::Header));
    if (option.state & State_Selected)
        painter.fillRect(QRect(option.rect.left() + 4, option.rect.bottom() - 2, option.rect.width() - 8, 3), colour(Colour::Accent));
}

void Style::drawHeaderSection(const QStyleOption& option, QPainter& painter) const
{
    painter.fillRect(option.rect, colour(option.state & State_MouseOver ? Colour::Divider : Colour::Header));
    painter.setPen(colour(Colour::Divider));
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter.drawLine(option.rect.topRight() + QPoint(0, 5), option.rect.bottomRight() - QPoint(0, 5));
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonLabel: {
        // The primary button's words stand on the accent colour.
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (button && (button->features & QStyleOptionButton::DefaultButton) && (button->state & State_Enabled)) {
            QStyleOptionButton copy = *button;
            copy.palette.setColor(QPalette::ButtonText, colour(Colour::AccentText));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    }
    case CE_TabBarTabShape:
        drawTab(*option, *painter);
        return;
    case CE_HeaderSection:
        drawHeaderSection(*option, *painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, colour(Colour::Header));
        return;
    case CE_Splitter:
        return;
    case CE_ProgressBarGroove:
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(colour(Colour::FieldFrame)));
        painter->setBrush(colour(Colour::Base));
        painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter->restore();
        return;
    case CE_ProgressBarContents: {
        const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
        if (!bar || bar->maximum <= bar->minimum)
            break;
        const double part = double(bar->progress - bar->minimum) / (bar->maximum - bar->minimum);
        QRectF filled = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
        filled.setWidth(filled.width() * qBound(0.0, part, 1.0));
        if (option->direction == Qt::RightToLeft)
            filled.moveRight(option->rect.right() - 1.5);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Colour::Accent));
        painter->drawRoundedRect(filled, 2, 2);
        painter->restore();
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawChevron(QPainter& painter, const QRect& place, bool up, bool enabled) const
{
    const QPointF middle = QRectF(place).center();
    const qreal rise = up ? -1.75 : 1.75;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(enabled ? Colour::Text : Colour::FieldFrame), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{middle + QPointF(-3.5, -rise), middle + QPointF(0, rise), middle + QPointF(3.5, -rise)});
    painter.restore();
}

void Style::drawComboBox(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const
{
    const bool enabled = option.state & State_Enabled;
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(&option);
    drawFrame(painter, option.rect, option.state & State_HasFocus, enabled,
              colour(combo && combo->editable ? Colour::Base : Colour::Panel));
    drawChevron(painter, subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget), false, enabled);
}

void Style::drawSpinBox(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const
{
    const bool enabled = option.state & State_Enabled;
    drawFrame(painter, option.rect, option.state & State_HasFocus, enabled, option.palette.color(QPalette::Base));
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(&option);
    if (!spin || spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    drawChevron(painter, subControlRect(CC_SpinBox, &option, SC_SpinBoxUp, widget), true,
                enabled && (spin->stepEnabled & QAbstractSpinBox::StepUpEnabled));
    drawChevron(painter, subControlRect(CC_SpinBox, &option, SC_SpinBoxDown, widget), false,
                enabled && (spin->stepEnabled & QAbstractSpinBox::StepDownEnabled));
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    switch (control) {
    case CC_ComboBox:
        drawComboBox(*option, *painter, widget);
        return;
    case CC_SpinBox:
        drawSpinBox(*option, *painter, widget);
        return;
    case CC_ToolButton: {
        // No tiny arrow in the corner for a menu: what opens one says so in its words.
        const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        if (button) {
            QStyleOptionToolButton copy = *button;
            copy.features &= ~QStyleOptionToolButton::HasMenu;
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            return;
        }
        break;
    }
    case CC_Slider: {
        // Fusion fills the groove with the selection colour, which is too pale for a line.
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (slider) {
            QStyleOptionSlider copy = *slider;
            copy.palette.setColor(QPalette::Highlight, colour(Colour::Accent));
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            return;
        }
        break;
    }
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return gridStep;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_ToolBarIconSize:
        return 22;
    case PM_SplitterWidth:
        return gridStep;
    case PM_TabBarTabHSpace:
        return 3 * gridStep;
    case PM_TabBarTabVSpace:
        return gridStep + 4;
    case PM_HeaderMargin:
        return gridStep;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* answer) const
{
    switch (hint) {
    case SH_Table_GridLineColor:
        return int(colour(Colour::Divider).rgba());
    case SH_EtchDisabledText:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.rwidth() += 2 * gridStep;
        [[fallthrough]];
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: { // one height for all that stands in a row, and one that a tired hand hits
        const int words = option ? option->fontMetrics.height() : size.height();
        result.setHeight(qMax(28, words + 10));
        return result;
    }
    default:
        return result;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect place = QProxyStyle::subElementRect(element, option, widget);
    // Fusion sets words two pixels from the frame.
    if (element == SE_LineEditContents && option && qstyleoption_cast<const QStyleOptionFrame*>(option)
        && qstyleoption_cast<const QStyleOptionFrame*>(option)->lineWidth > 0)
        return place.adjusted(4, 0, -4, 0);
    if (element == SE_HeaderLabel)
        return option->rect.adjusted(gridStep, 0, -gridStep, 0);
    return place;
}

} // namespace trunkline::widgets
