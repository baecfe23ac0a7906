#pragma once

#include "client/ui/views/shownevent.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QStringList>

class QPainter;

namespace hearth::client::ui {

/// The lines of an event's block, cut to its size.
struct BlockText {
    QStringList lines; ///< of the title; then time and place
    int titleLines = 0;
    qreal lastWidth = 0; ///< of the lowest line
    bool narrow = false;
};

/// Which ends of a bar lie outside of what is shown.
struct BarEnds {
    bool before = false;
    bool after = false;
};

/// What is painted of an event besides its words.
struct EventLook {
    EventColours colours;
    CalendarColour colour = CalendarColour::Stone;
    const QList<ShownPerson> *people = nullptr; ///< as dots; null for none
    bool selected = false;
    bool hovered = false;
    bool waiting = false;
    bool conflict = false;
};

/// Paints events as blocks, bars and rows; made anew with each theme, so that painting makes no font.
class EventPainter {
public:
    EventPainter(const Theme &theme, const QLocale &locale);

    const Theme &theme() const { return m_theme; }

    /// "10:42", as the locale writes it.
    QString time(const QDateTime &wall) const;
    /// "10:00 – 12:00".
    QString times(const WallSpan &span) const;

    BlockText fit(const ShownEvent &event, const QSizeF &size) const;
    void block(QPainter &painter, const QRectF &rect, const BlockText &text, const EventLook &look) const;
    void bar(QPainter &painter, const QRectF &rect, const QString &title, const EventLook &look,
             BarEnds ends) const;
    void row(QPainter &painter, const QRectF &rect, const QString &title, const QString &time,
             const EventLook &look) const;
    /// The "+n more"; its rectangle is the text's size within `rect`.
    void more(QPainter &painter, const QRectF &rect, int count, bool hovered) const;
    QString moreText(int count) const;
    QRectF moreRect(const QRectF &rect, int count, bool rightToLeft) const;

    qreal width(FontRole role, const QString &text) const;

private:
    BlockText wrap(const QString &title, const QFont &font, const QSizeF &size, qreal indent,
                   qreal trailing) const;
    void shape(QPainter &painter, const QRectF &rect, const EventLook &look, BarEnds ends) const;
    void edge(QPainter &painter, const QRectF &rect, const QColor &colour) const;
    void struckText(QPainter &painter, const QRectF &rect, const QString &text, FontRole role,
                    const QColor &colour, bool struck) const;
    void dots(QPainter &painter, const QRectF &rect, const BlockText &text, const EventLook &look) const;
    void mark(QPainter &painter, const QRectF &rect, const EventLook &look) const;
    qreal markWidth(const EventLook &look) const;

    Theme m_theme;
    QString m_timeFormat;
    QLocale m_locale;
    std::vector<QFontMetricsF> m_metrics; ///< by FontRole
};

/// `width` pixels at the leading side of `rect`, `offset` from its edge.
QRectF leading(const QRectF &rect, qreal offset, qreal width, bool rightToLeft);

}
