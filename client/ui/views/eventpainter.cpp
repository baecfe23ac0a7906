#include "client/ui/views/eventpainter.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostDots = 5;

bool rightToLeft(const QPainter &painter) { return painter.layoutDirection() == Qt::RightToLeft; }

/// Without white space at the ends, and with what doesn't fit made an ellipsis.
QString lastLine(const QString &rest, const QFontMetricsF &metrics, qreal width)
{
    return metrics.elidedText(rest.simplified(), Qt::ElideRight, width);
}

}

QRectF leading(const QRectF &rect, qreal offset, qreal width, bool rightToLeft)
{
    const qreal left = rightToLeft ? rect.right() - offset - width : rect.left() + offset;
    return {left, rect.top(), width, rect.height()};
}

EventPainter::EventPainter(const Theme &theme, const QLocale &locale)
    : m_theme(theme)
    , m_timeFormat(locale.timeFormat(QLocale::ShortFormat))
    , m_locale(locale)
{
    m_metrics.reserve(kFontRoleCount);
    for (int role = 0; role < kFontRoleCount; ++role)
        m_metrics.emplace_back(theme.font(FontRole(role)));
}

QString EventPainter::time(const QDateTime &wall) const
{
    return m_locale.toString(wall.time(), m_timeFormat);
}

QString EventPainter::times(const WallSpan &span) const
{
    return QCoreApplication::translate("EventPainter", "%1 – %2", "from, until")
        .arg(time(span.start), time(span.end));
}

qreal EventPainter::width(FontRole role, const QString &text) const
{
    return m_metrics[size_t(role)].horizontalAdvance(text);
}

BlockText EventPainter::wrap(const QString &title, const QFont &font, const QSizeF &size, qreal indent,
                             qreal trailing) const
{
    const int most = std::max(1, int(size.height() / m_theme.lineHeight(FontRole::Event)));
    const QFontMetricsF metrics(font);
    BlockText text;
    QTextLayout layout(title, font);
    layout.beginLayout();
    while (text.lines.size() < most) {
        const qreal width = size.width() - (text.lines.isEmpty() ? indent + trailing : 0);
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(std::max(1.0, width));
        const bool last = text.lines.size() + 1 == most;
        const QString rest = title.mid(line.textStart());
        text.lines.append(lastLine(last ? rest : rest.left(line.textLength()), metrics, width));
        text.lastWidth = metrics.horizontalAdvance(text.lines.last()) + (text.lines.size() == 1 ? indent : 0);
    }
    layout.endLayout();
    text.titleLines = int(text.lines.size());
    return text;
}

BlockText EventPainter::fit(const ShownEvent &event, const QSizeF &size) const
{
    const Measures &m = m_theme.measures();
    const bool narrow = size.width() < m.narrowEvent;
    const qreal width =
        size.width() - (narrow ? m.narrowPadLeft + m.space2 : m.eventPadLeft + m.eventPadRight);
    const QSizeF room(width, size.height() - m.eventPadTop - m.eventPadBottom);
    EventLook look;
    look.waiting = event.waiting;
    look.conflict = event.conflict;
    const qreal indent = event.standing == EventState::Cancelled ? m.icon12 + m.space4 : 0;
    BlockText text = wrap(event.name, m_theme.font(narrow ? FontRole::EventStrong : FontRole::EventTitle),
                          room, indent, markWidth(look));
    text.narrow = narrow;

    const auto append = [&](const QString &line) {
        if (double(text.lines.size() + 1) * m_theme.lineHeight(FontRole::Event) > room.height()
            || line.isEmpty())
            return;
        text.lines.append(lastLine(line, m_metrics[size_t(FontRole::Event)], width));
        text.lastWidth = this->width(FontRole::Event, text.lines.last());
    };
    const QString range = times(event.span);
    append(narrow || this->width(FontRole::Event, range) > width ? time(event.span.start) : range);
    if (!narrow)
        append(event.location);
    return text;
}

void EventPainter::edge(QPainter &painter, const QRectF &rect, const QColor &colour) const
{
    const Measures &m = m_theme.measures();
    const bool rtl = rightToLeft(painter);
    const int corners = rtl ? paint::TopRight | paint::BottomRight : paint::TopLeft | paint::BottomLeft;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setClipRect(leading(rect, 0, m.eventEdge, rtl), Qt::IntersectClip);
    paint::box(painter, rect, m.radiusEvent, colour, corners);
    painter.restore();
}

void EventPainter::shape(QPainter &painter, const QRectF &rect, const EventLook &look, BarEnds ends) const
{
    const Measures &m = m_theme.measures();
    const EventColours &colours = look.colours;
    const bool rtl = rightToLeft(painter);
    int corners = paint::AllCorners;
    if (rtl ? ends.after : ends.before)
        corners &= ~(paint::TopLeft | paint::BottomLeft);
    if (rtl ? ends.before : ends.after)
        corners &= ~(paint::TopRight | paint::BottomRight);
    if (colours.dashed)
        paint::dashedBox(painter, rect, m.radiusEvent, colours.fill, colours.outline, colours.outlineWidth);
    else if (colours.outline.isValid())
        paint::box(painter, rect, m.radiusEvent, colours.fill, colours.outline, 0, corners);
    else
        paint::box(painter, rect, m.radiusEvent, colours.fill, corners);
    if (colours.edge.isValid() && !ends.before)
        edge(painter, rect, colours.edge);
}

void EventPainter::struckText(QPainter &painter, const QRectF &rect, const QString &text, FontRole role,
                              const QColor &colour, bool struck) const
{
    painter.setFont(m_theme.font(role));
    painter.setPen(colour);
    painter.drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine | Qt::TextDontClip,
                     text);
    if (!struck)
        return;
    const QFontMetricsF &metrics = m_metrics[size_t(role)];
    const qreal y = rect.center().y() + metrics.height() / 2 - metrics.descent() - metrics.strikeOutPos();
    const QRectF line = leading(rect, 0, metrics.horizontalAdvance(text), rightToLeft(painter));
    paint::hline(painter, line.left(), line.right(), y, colour);
}

qreal EventPainter::markWidth(const EventLook &look) const
{
    const Measures &m = m_theme.measures();
    return look.waiting || look.conflict ? m.icon12 + m.space2 : 0;
}

void EventPainter::mark(QPainter &painter, const QRectF &rect, const EventLook &look) const
{
    if (!look.waiting && !look.conflict)
        return;
    const Measures &m = m_theme.measures();
    const bool rtl = rightToLeft(painter);
    const QRectF place = leading(rect, rect.width() - m.icon12 - m.space4, m.icon12, rtl);
    Icons::paint(painter, place, look.conflict ? u"alert"_s : u"wait"_s, m.icon12, look.colours.text, rtl);
}

void EventPainter::block(QPainter &painter, const QRectF &rect, const BlockText &text,
                         const EventLook &look) const
{
    const Measures &m = m_theme.measures();
    const bool rtl = rightToLeft(painter);
    const int lineHeight = m_theme.lineHeight(FontRole::Event);
    shape(painter, rect, look, {});
    const qreal pad = text.narrow ? m.narrowPadLeft : m.eventPadLeft;
    // A block that is lower than a line keeps the line in its middle.
    const qreal top = std::min<qreal>(m.eventPadTop, (rect.height() - lineHeight) / 2);
    QRectF line = leading(rect, pad, rect.width() - pad, rtl);
    line.moveTop(rect.top() + top);
    line.setHeight(lineHeight);
    mark(painter, QRectF(rect.left(), line.top(), rect.width(), lineHeight), look);

    const FontRole titleRole = text.narrow ? FontRole::EventStrong : FontRole::EventTitle;
    for (qsizetype i = 0; i < text.lines.size(); ++i) {
        QRectF place = line;
        if (i == 0 && look.colours.sign) {
            Icons::paint(painter, leading(line, 0, m.icon12, rtl), u"ban"_s, m.icon12, look.colours.text);
            place = leading(line, m.icon12 + m.space4, line.width() - m.icon12 - m.space4, rtl);
        }
        const bool title = i < text.titleLines;
        struckText(painter, place, text.lines[i], title ? titleRole : FontRole::Event, look.colours.text,
                   title && look.colours.struck);
        line.translate(0, lineHeight);
    }
    dots(painter, rect, text, look);
}

void EventPainter::dots(QPainter &painter, const QRectF &rect, const BlockText &text,
                        const EventLook &look) const
{
    if (!look.people || look.people->isEmpty())
        return;
    const Measures &m = m_theme.measures();
    const bool rtl = rightToLeft(painter);
    const qreal pitch = m.personDot + m.space2;
    const qreal inset = m.space4 + m.personDot / 2.0;
    const auto room = qsizetype((rect.width() - m.eventPadLeft - m.space4) / pitch);
    const qsizetype count = std::min({look.people->size(), qsizetype(kMostDots), room});
    const qreal pad = text.narrow ? m.narrowPadLeft : m.eventPadLeft;
    const qreal textBottom = m.eventPadTop + double(text.lines.size()) * m_theme.lineHeight(FontRole::Event);
    const bool beside = pad + text.lastWidth + double(count) * pitch + m.space8 <= rect.width();
    if (rect.height() < m_theme.lineHeight(FontRole::Event)
        || (textBottom > rect.height() - inset - m.personDot / 2.0 + m.space2 && !beside))
        return;
    for (qsizetype i = 0; i < count; ++i) {
        const qreal offset = inset + double(count - 1 - i) * pitch;
        const qreal x = rtl ? rect.left() + offset : rect.right() - offset;
        const CalendarTint tint = m_theme.tint(look.people->at(i).colour);
        paint::dot(painter, {x, rect.bottom() - inset}, m.personDot, look.selected ? tint.fill : tint.edge);
    }
}

void EventPainter::bar(QPainter &painter, const QRectF &rect, const QString &title, const EventLook &look,
                       BarEnds ends) const
{
    const Measures &m = m_theme.measures();
    const bool rtl = rightToLeft(painter);
    shape(painter, rect, look, ends);
    mark(painter, rect, look);
    qreal start = m.eventPadLeft;
    if (look.colours.sign) {
        Icons::paint(painter, leading(rect, start, m.icon12, rtl), u"ban"_s, m.icon12, look.colours.text);
        start += m.icon12 + m.space4;
    }
    const qreal width = rect.width() - start - m.eventPadRight - markWidth(look);
    const QString text = m_metrics[size_t(FontRole::EventTitle)].elidedText(title, Qt::ElideRight, width);
    struckText(painter, leading(rect, start, width, rtl), text, FontRole::EventTitle, look.colours.text,
               look.colours.struck);
}

void EventPainter::row(QPainter &painter, const QRectF &rect, const QString &title, const QString &time,
                       const EventLook &look) const
{
    const Measures &m = m_theme.measures();
    const bool rtl = rightToLeft(painter);
    if (look.selected || look.hovered)
        paint::box(painter, rect, m.radiusEvent, look.selected ? m_theme.select() : m_theme.hover());

    const qreal diameter = m.personDot + 1;
    const QPointF centre = leading(rect, m.space2, diameter, rtl).center();
    if (look.colours.dashed) {
        const QRectF ring(centre.x() - diameter / 2, centre.y() - diameter / 2, diameter, diameter);
        paint::dashedBox(painter, ring, diameter / 2, {}, look.colours.outline, look.colours.outlineWidth);
    } else {
        paint::dot(painter, centre, diameter, m_theme.tint(look.colour).edge);
    }

    const qreal start = m.space2 + diameter + m.space4 + m.space2;
    const qreal end = m.space2 + markWidth(look);
    const qreal room = rect.width() - start - end;
    const qreal timeWidth = width(FontRole::Event, time);
    const bool withTime = width(FontRole::EventStrong, title) + m.space4 + timeWidth <= room;
    mark(painter, rect, look);
    if (withTime)
        struckText(painter, leading(rect, start + room - timeWidth, timeWidth, rtl), time, FontRole::Event,
                   m_theme.ink3(), false);
    const QString text = m_metrics[size_t(FontRole::EventStrong)].elidedText(title, Qt::ElideRight, room);
    struckText(painter, leading(rect, start, room, rtl), text, FontRole::EventStrong,
               look.colours.struck ? m_theme.ink3() : m_theme.ink(), look.colours.struck);
}

QString EventPainter::moreText(int count) const
{
    return QCoreApplication::translate("EventPainter", "+%1 more", "events of a day").arg(count);
}

QRectF EventPainter::moreRect(const QRectF &rect, int count, bool rightToLeft) const
{
    const Measures &m = m_theme.measures();
    const qreal wanted = width(FontRole::EventStrong, moreText(count)) + 2 * m.space4 + m.space4;
    return leading(rect, 0, std::min(rect.width(), wanted), rightToLeft);
}

void EventPainter::more(QPainter &painter, const QRectF &rect, int count, bool hovered) const
{
    const Measures &m = m_theme.measures();
    const QRectF box = moreRect(rect, count, rightToLeft(painter));
    if (hovered)
        paint::box(painter, box, m.radiusEvent, m_theme.select());
    paint::text(painter, box.adjusted(m.space4 + m.space2, 0, 0, 0), moreText(count),
                m_theme.font(FontRole::EventStrong), hovered ? m_theme.ink() : m_theme.ink2());
}

}
