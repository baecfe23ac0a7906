#include "client/ui/dialogs/ground.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QPainter>

namespace hearth::client::ui {

Ground::Ground(const ThemeSource &themes, Tone tone, Qt::Edges lines, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_tone(tone)
    , m_lines(lines)
{
    connect(&themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void Ground::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_themes.theme();
    QPainter painter(this);
    const QColor fill = m_tone == Tone::Paper ? theme.paper()
        : m_tone == Tone::Sheet               ? theme.sheet()
                                              : theme.raised();
    painter.fillRect(rect(), fill);
    const qreal line = paint::hairline(devicePixelRatioF());
    if (m_lines & Qt::TopEdge)
        paint::hline(painter, 0, width(), 0, theme.line());
    if (m_lines & Qt::BottomEdge)
        paint::hline(painter, 0, width(), height() - line, theme.line());
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    if (m_lines & (rtl ? Qt::RightEdge : Qt::LeftEdge))
        paint::vline(painter, 0, 0, height(), theme.line());
    if (m_lines & (rtl ? Qt::LeftEdge : Qt::RightEdge))
        paint::vline(painter, width() - line, 0, height(), theme.line());
}

}
