#include "client/ui/conversation/dividerline.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QPainter>

#include <cmath>

namespace hearth::client::ui {

DividerLine::DividerLine(const ThemeSource &themes, Kind kind, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_kind(kind)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setText(text);
}

void DividerLine::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    update();
}

QSize DividerLine::sizeHint() const
{
    const Theme &theme = m_themes.theme();
    return {0, theme.lineHeight(FontRole::Event) + theme.measures().space8};
}

void DividerLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_themes.theme();
    const bool isNew = m_kind == Kind::New;
    QPainter painter(this);
    const QFont &font = theme.font(isNew ? FontRole::EventTitle : FontRole::Event);
    const qreal words = std::ceil(QFontMetricsF(font).horizontalAdvance(m_text));
    const qreal gap = theme.measures().space12;
    const qreal left = (width() - words) / 2;
    const qreal middle = height() / 2.0;
    const QColor line = isNew ? theme.ember() : theme.line();
    paint::hline(painter, 0, left - gap, middle, line);
    paint::hline(painter, left + words + gap, width(), middle, line);
    paint::text(painter, rect(), m_text, font, isNew ? theme.emberInk() : theme.ink3(), Qt::AlignCenter);
}

}
