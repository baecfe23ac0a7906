#include "client/ui/widgets/avatar.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QPainter>
#include <QTextBoundaryFinder>

#include <cmath>

namespace hearth::client::ui {

namespace {

/// How far the presence dot stands out of the circle, as room at the widget's end and foot.
constexpr int kDotRoom = 2;

void paintPresence(QPainter &painter, const QPointF &centre, qreal size, Presence presence,
                   const QColor &ground, const Theme &theme)
{
    paint::dot(painter, centre, size + 3, ground);
    if (presence == Presence::Here)
        paint::dot(painter, centre, size, theme.good());
    else
        paint::ring(painter, centre, size, theme.ink3(), ground);
}

}

QString initialOf(const QString &name)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, name);
    qsizetype start = 0;
    while (finder.toNextBoundary() >= 0) {
        const QString letter = name.mid(start, finder.position() - start);
        if (!letter.isEmpty() && (letter.front().isLetterOrNumber() || letter.front().isSurrogate()))
            return letter.toUpper();
        start = finder.position();
    }
    return QString();
}

void paintAvatar(QPainter &painter, const QRectF &rect, const QString &name, CalendarColour colour,
                 Presence presence, const QColor &ground, const Theme &theme, bool rightToLeft)
{
    const CalendarTint tint = theme.tint(colour);
    paint::dot(painter, rect.center(), rect.width(), tint.fill);
    QFont font = theme.font(FontRole::EventTitle);
    font.setPixelSize(std::max(font.pixelSize(), int(std::lround(rect.width() * 0.44))));
    paint::text(painter, rect.adjusted(-4, 0, 4, 0), initialOf(name), font, tint.text, Qt::AlignCenter);
    if (presence == Presence::None)
        return;
    const qreal size = std::max<qreal>(theme.scaled(7), rect.width() * 0.26);
    const qreal x = rightToLeft ? rect.left() + size / 2 - 1.5 : rect.right() - size / 2 + 1.5;
    paintPresence(painter, QPointF(x, rect.bottom() - size / 2 + 1.5), size, presence, ground, theme);
}

Avatar::Avatar(const ThemeSource &theme, const QString &name, CalendarColour colour, int size,
               QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
    , m_name(name)
    , m_colour(colour)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe();
}

void Avatar::setPerson(const QString &name, CalendarColour colour)
{
    m_name = name;
    m_colour = colour;
    describe();
    update();
}

void Avatar::setPresence(Presence presence)
{
    m_presence = presence;
    describe();
    updateGeometry();
    update();
}

void Avatar::describe()
{
    switch (m_presence) {
    case Presence::None:
        setAccessibleName(m_name);
        break;
    case Presence::Here:
        setAccessibleName(tr("%1, here").arg(m_name));
        break;
    case Presence::Away:
        setAccessibleName(tr("%1, away").arg(m_name));
        break;
    }
    setToolTip(m_name);
}

QSize Avatar::sizeHint() const
{
    const int side = m_source.theme().scaled(m_size) + kDotRoom;
    return {side, side};
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const qreal side = m_source.theme().scaled(m_size);
    const QRectF circle(isRightToLeft() ? width() - side : 0, 0, side, side);
    paintAvatar(painter, circle, m_name, m_colour, m_presence, palette().color(QPalette::Window),
                m_source.theme(), isRightToLeft());
}

}
