#include "client/ui/views/gridcorner.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

namespace hearth::client::ui {

GridCorner::GridCorner(const ThemeSource &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void GridCorner::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_theme.theme();
    const int hairline = theme.measures().hairline;
    QPainter painter(this);
    painter.fillRect(rect(), theme.sheet());
    paint::hline(painter, 0, width(), theme.measures().dayHead - hairline, theme.line());
    paint::hline(painter, 0, width(), height() - hairline, theme.lineStrong());
}

}
