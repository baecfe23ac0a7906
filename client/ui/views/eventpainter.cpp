#include "client/ui/views/eventpainter.h"

#include "client/models/habits.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"

#include <QCoreApplication>
#include <QPainter>
#include <QRegularExpression>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostDots = 5;
constexpr int kNoon = 12;

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
    , m_timeFormat(timeFormat(locale))
    , m_bareFormat(QString(m_timeFormat).remove(QRegularExpression(u"\\s*[aA][pP]?\\s*"_s)))
    , m_locale(locale)
{
    m_wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
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
    const bool sameHalf = m_bareFormat != m_timeFormat && span.start.date() == span.end.date()
        && (span.start.time().hour() < kNoon) == (span.end.time().hour() < kNoon);
    return QCoreApplication::translate("EventPainter", "%1 – %2", "from, until")
        .arg(sameHalf ? bareTime(span.start) : time(span.start), time(span.end));
}

QString EventPainter::hour(const QDateTime &wall) const
{
    return m_bareFormat == m_timeFormat ? time(wall) : m_locale.toString(wall.time(), u"h AP"_s);
}

QString EventPainter::bareTime(const QDateTime &wall) const
{
    // Without its half, a time of twelve hours can only be had from one of twenty-four.
    if (m_bareFormat == m_timeFormat)
        return time(wall);
    const int hour = wall.time().hour() % kNoon;
    return m_locale.toString(QTime(hour == 0 ? kNoon : hour, wall.time().minute()), m_bareFormat);
}

qreal EventPainter::width(FontRole role, const QString &text) const
{
    return m_metrics[size_t(role)].horizontalAdvance(text);
}

BlockText EventPainter::wrap(const QString &title, FontRole role, const QSizeF &size, qreal indent,
                             qreal trailing, bool elide) const
{
    const int most = std::max(1, int(size.height() / m_theme.lineHeight(role)));
    const QFontMetricsF &metrics = m_metrics[size_t(role)];
    BlockText text;
    QTextLayout layout(title, m_theme.font(role));
    layout.setTextOption(m_wrapping);
    layout.beginLayout();
    while (text.lines.size() < most) {
        const qreal width = size.width() - (text.lines.isEmpty() ? indent + trailing : 0);
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(std::max(1.0, width));
        const bool cut = elide && text.lines.size() + 1 == most;
        const QString rest = title.mid(line.textStart());
        text.lines.append(cut ? lastLine(rest, metrics, width) : rest.left(line.textLength()).simplified());
        text.widths.append(metrics.horizontalAdvance(text.lines.last()));
    }
    layout.endLayout();
    text.titleLines = int(text.lines.size());
    return text;
}

BlockText EventPainter::fit(const ShownEvent &event, const QSizeF &size) const
{
    const Measures &m = m_theme.measures();
    const int lineHeight = m_theme.lineHeight(FontRole::Event);
    const bool narrow = size.width() < m.narrowEvent;
    const qreal width =
        size.width() - (narrow ? m.narrowPadLeft + m.space2 : m.eventPadLeft + m.eventPadRight);
    const qreal height = size.height() - m.eventPadTop - m.eventPadBottom;
    const qreal indent = signWidth(event.standing == EventState::Cancelled || (event.repeats && !narrow));
    // A title may use the air round its letters; a narrow block keeps its first line for the title.
    BlockText text = wrap(event.name, narrow ? FontRole::EventStrong : FontRole::EventTitle,
                          QSizeF(width, height + m.space2), indent,
                          narrow ? 0 : markWidth(event.waiting || event.conflict), !narrow);
    text.narrow = narrow;

    const auto append = [&](const QString &line) {
        if (double(text.lines.size() + 1) * lineHeight > height || line.isEmpty())
            return;
        text.lines.append(lastLine(line, m_metrics[size_t(FontRole::Event)], width));
        text.widths.append(this->width(FontRole::Event, text.lines.last()));
    };
    const QString range = times(event.span);
    const QString shortest = time(event.span.start);
    if (!narrow && this->width(FontRole::Event, range) <= width)
        append(range);
    else if (this->width(FontRole::Event, shortest) <= width)
        append(shortest);
    if (!narrow)
        append(event.location);
    return text;
}

LineText EventPainter::fitBar(const ShownEvent &event, qreal width) const
{
    const Measures &m = m_theme.measures();
    const qreal sign = signWidth(event.standing == EventState::Cancelled || event.repeats);
    const qreal room =
        width - m.eventPadLeft - sign - m.eventPadRight - markWidth(event.waiting || event.conflict);
    LineText text;
    text.title = m_metrics[size_t(FontRole::EventTitle)].elidedText(event.name, Qt::ElideRight, room);
    text.titleWidth = this->width(FontRole::EventTitle, text.title);
    return text;
}

LineText EventPainter::fitRow(const ShownEvent &event, qreal width) const
{
    const Measures &m = m_theme.measures();
    const qreal room = width - rowStart() - m.space2 - markWidth(event.waiting || event.conflict);
    LineText text;
    text.title = m_metrics[size_t(FontRole::EventStrong)].elidedText(event.name, Qt::ElideRight, room);
    text.titleWidth = this->width(FontRole::EventStrong, text.title);
    const QString start = time(event.span.start);
    const qreal timeWidth = this->width(FontRole::Event, start);
    // The time goes before the title is cut.
    if (text.title == event.name && text.titleWidth + m.space4 + timeWidth <= room) {
        text.time = start;
        text.timeWidth = timeWidth;
    }
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

void EventPainter::line(QPainter &painter, const QRectF &rect, const QString &text, qreal width,
                        FontRole role, const QColor &colour, bool struck) const
{
    // drawText() with a point does without the layout of one with a rectangle.
    const QFontMetricsF &metrics = m_metrics[size_t(role)];
    const QRectF place = leading(rect, 0, width, rightToLeft(painter));
    const qreal baseline = std::round(place.center().y() + (metrics.ascent() - metrics.descent()) / 2);
    painter.setFont(m_theme.font(role));
    painter.setPen(colour);
    // What people wrote runs in its own direction; figures run in the reader's.
    const Qt::LayoutDirection direction = painter.layoutDirection();
    if (direction == Qt::RightToLeft
        && std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); }))
        painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.drawText(QPointF(place.left(), baseline), text);
    painter.setLayoutDirection(direction);
    if (struck)
        paint::hline(painter, place.left(), place.right(), baseline - metrics.strikeOutPos(), colour);
}

void EventPainter::text(QPainter &painter, const QRectF &rect, const QString &text, FontRole role,
                        const QColor &colour, bool struck) const
{
    const QString cut = m_metrics[size_t(role)].elidedText(text, Qt::ElideRight, rect.width());
    line(painter, rect, cut, width(role, cut), role, colour, struck);
}

qreal EventPainter::markWidth(bool marked) const
{
    const Measures &m = m_theme.measures();
    return marked ? m.icon12 + m.space2 : 0;
}

qreal EventPainter::signWidth(bool shown) const
{
    const Measures &m = m_theme.measures();
    return shown ? m.icon12 + m.space4 : 0;
}

void EventPainter::sign(QPainter &painter, const QRectF &rect, const EventLook &look) const
{
    Icons::paint(painter, rect, look.colours.sign ? u"ban"_s : u"repeat"_s, m_theme.measures().icon12,
                 look.colours.text);
}

qreal EventPainter::rowStart() const
{
    const Measures &m = m_theme.measures();
    return m.space2 + m.personDot + 1 + m.space4 + m.space2;
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
    QRectF place = leading(rect, pad, rect.width() - pad, rtl);
    place.moveTop(rect.top() + top);
    place.setHeight(lineHeight);
    if (!text.narrow)
        mark(painter, QRectF(rect.left(), place.top(), rect.width(), lineHeight), look);

    const FontRole titleRole = text.narrow ? FontRole::EventStrong : FontRole::EventTitle;
    for (qsizetype i = 0; i < text.lines.size(); ++i) {
        qreal indent = 0;
        if (i == 0 && (look.colours.sign || (look.repeats && !text.narrow))) {
            sign(painter, leading(place, 0, m.icon12, rtl), look);
            indent = signWidth(true);
        }
        const bool title = i < text.titleLines;
        line(painter, leading(place, indent, place.width() - indent, rtl), text.lines[i], text.widths[i],
             title ? titleRole : FontRole::Event, look.colours.text, title && look.colours.struck);
        place.translate(0, lineHeight);
    }
    dots(painter, rect, text, look);
    const QRectF bottom(rect.left(), rect.bottom() - lineHeight, rect.width(), lineHeight);
    if (text.narrow && place.top() <= bottom.top() + m.space2)
        mark(painter, leading(bottom, 0, pad + m.icon12 + m.space2, rtl), look);
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
    const qreal lastWidth = text.widths.isEmpty() ? 0 : text.widths.last();
    const bool beside = pad + lastWidth + double(count) * pitch + m.space8 <= rect.width();
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

void EventPainter::bar(QPainter &painter, const QRectF &rect, const LineText &text, const EventLook &look,
                       BarEnds ends) const
{
    const Measures &m = m_theme.measures();
    const bool rtl = rightToLeft(painter);
    shape(painter, rect, look, ends);
    mark(painter, rect, look);
    qreal start = m.eventPadLeft;
    if (look.colours.sign || look.repeats) {
        sign(painter, leading(rect, start, m.icon12, rtl), look);
        start += signWidth(true);
    }
    line(painter, leading(rect, start, rect.width() - start, rtl), text.title, text.titleWidth,
         FontRole::EventTitle, look.colours.text, look.colours.struck);
}

void EventPainter::row(QPainter &painter, const QRectF &rect, const LineText &text,
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

    EventLook marked = look;
    marked.colours.text = m_theme.ink2();
    mark(painter, rect, marked);
    line(painter, leading(rect, rowStart(), rect.width() - rowStart(), rtl), text.title, text.titleWidth,
         FontRole::EventStrong, look.colours.struck ? m_theme.ink3() : m_theme.ink(), look.colours.struck);
    if (text.time.isEmpty())
        return;
    const qreal end = m.space2 + markWidth(look.waiting || look.conflict);
    line(painter, leading(rect, rect.width() - end - text.timeWidth, text.timeWidth, rtl), text.time,
         text.timeWidth, FontRole::Event, m_theme.ink3());
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
    const qreal pad = m.space4 + m.space2;
    this->text(painter, leading(box, pad, box.width() - pad, rightToLeft(painter)), moreText(count),
               FontRole::EventStrong, hovered ? m_theme.ink() : m_theme.ink2());
}

}
