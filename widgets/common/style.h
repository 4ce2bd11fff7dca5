// Fusion, drawn flat and with frames that stay visible in the dark (Fusion's almost vanish there).
#pragma once

#include "widgets/common/theme.h"

#include <QProxyStyle>

namespace trunkline::widgets {

class Style : public QProxyStyle {
    Q_OBJECT
public:
    explicit Style(Scheme scheme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QPalette standardPalette() const override;

private:
    QColor colour(Colour role) const { return Theme::colour(role, scheme_); }
    void drawFrame(QPainter& painter, const QRect& place, bool focus, bool enabled, const QColor& ground) const;
    void drawButton(const QStyleOption& option, QPainter& painter, bool primary) const;
    void drawCheckBox(const QStyleOption& option, QPainter& painter) const;
    void drawRadioButton(const QStyleOption& option, QPainter& painter) const;
    void drawTab(const QStyleOption& option, QPainter& painter) const;
    void drawHeaderSection(const QStyleOption& option, QPainter& painter) const;
    void drawChevron(QPainter& painter, const QRect& place, bool up, bool enabled) const;
    void drawComboBox(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;
    void drawSpinBox(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;

    Scheme scheme_;
};

} // namespace trunkline::widgets
