#include "client/ui/widgets/iconview.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"

#include <QPainter>

namespace hearth::client::ui {

IconView::IconView(const ThemeSource &theme, const QString &name, int size, Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
    , m_name(name)
    , m_size(size)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconView::setIcon(const QString &name)
{
    m_name = name;
    update();
}

void IconView::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize IconView::sizeHint() const
{
    const int size = m_source.theme().scaled(m_size);
    return {size, size};
}

void IconView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    Icons::paint(painter, rect(), m_name, m_source.theme().scaled(m_size),
                 toneColour(m_source.theme(), m_tone), isRightToLeft());
}

MarkView::MarkView(const ThemeSource &theme, int size, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Hearth"));
}

QSize MarkView::sizeHint() const
{
    const int size = m_source.theme().scaled(m_size);
    return {size, size};
}

void MarkView::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_source.theme();
    QPainter painter(this);
    painter.drawPixmap(0, 0,
                       Icons::mark(theme.scaled(m_size), theme.ink(), theme.ember(), devicePixelRatioF()));
}

}
