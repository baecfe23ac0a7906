#pragma once

#include "client/ui/theme/theme.h"

#include <QProxyStyle>

namespace hearth::client::ui {

class FocusRing;
class ThemeSource;

/// Draws all standard controls from the Theme, over Fusion. Install it with QApplication::setStyle(); it
/// then sets the application's palette and fonts, and does so again whenever the theme changes.
class HearthStyle : public QProxyStyle {
    Q_OBJECT
public:
    explicit HearthStyle(const ThemeSource &source);

    void polish(QApplication *application) override;
    void polish(QWidget *widget) override;
    void unpolish(QApplication *application) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                         const QWidget *widget) const override;
    QPalette standardPalette() const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
    QIcon standardIcon(StandardPixmap pixmap, const QStyleOption *option,
                       const QWidget *widget) const override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void restyleWidgets();
    /// The room that a popup's window has round its panel for the shadow; 0 without a compositor.
    int popupMargin() const;
    bool drawIndicator(PrimitiveElement element, const QStyleOption &option, QPainter &painter,
                       const QWidget *widget) const;
    bool drawPanel(PrimitiveElement element, const QStyleOption &option, QPainter &painter,
                   const QWidget *widget) const;
    bool drawButtonControl(ControlElement element, const QStyleOption &option, QPainter &painter,
                           const QWidget *widget) const;
    bool drawMenuControl(ControlElement element, const QStyleOption &option, QPainter &painter,
                         const QWidget *widget) const;
    bool drawLineControl(ControlElement element, const QStyleOption &option, QPainter &painter,
                         const QWidget *widget) const;
    bool drawViewControl(ControlElement element, const QStyleOption &option, QPainter &painter,
                         const QWidget *widget) const;

    Theme m_theme;
    bool m_compositor = true;
    FocusRing *m_ring = nullptr;
};

}
