#pragma once

#include "client/ui/views/shownevent.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QStringList>
#include <QTextOption>

class QPainter;

namespace hearth::client::ui {

/// The lines of an event's block, cut to its size.
struct BlockText {
    QStringList lines; ///< of the title; then time and place
    QList<qreal> widths;
    int titleLines = 0;
    bool narrow = false;
};

/// The one line of a bar or a row, cut to its width.
struct LineText {
    QString title;
    QString time; ///< empty where it would cut the title
    qreal titleWidth = 0;
    qreal timeWidth = 0;
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
    bool repeats = false;
};

/// Paints events as blocks, bars and rows; made anew with each theme, so that painting makes no font.
class EventPainter {
public:
    EventPainter(const Theme &theme, const QLocale &locale);

    const Theme &theme() const { return m_theme; }

    /// "10:42", as the locale writes it.
    QString time(const QDateTime &wall) const;
    /// "10:00 – 12:00"; "10:00 – 11:30 AM" where the locale has two halves of the day.
    QString times(const WallSpan &span) const;
    /// "10:00", or "10 AM": as short as it goes, for the column of times.
    QString hour(const QDateTime &wall) const;
    /// "10:42", also where the locale has two halves of the day.
    QString bareTime(const QDateTime &wall) const;

    BlockText fit(const ShownEvent &event, const QSizeF &size) const;
    LineText fitBar(const ShownEvent &event, qreal width) const;
    LineText fitRow(const ShownEvent &event, qreal width) const;
    void block(QPainter &painter, const QRectF &rect, const BlockText &text, const EventLook &look) const;
    void bar(QPainter &painter, const QRectF &rect, const LineText &text, const EventLook &look,
             BarEnds ends) const;
    void row(QPainter &painter, const QRectF &rect, const LineText &text, const EventLook &look) const;
    /// The "+n more"; its rectangle is the text's size within `rect`.
    void more(QPainter &painter, const QRectF &rect, int count, bool hovered) const;
    QString moreText(int count) const;
    QRectF moreRect(const QRectF &rect, int count, bool rightToLeft) const;

    qreal width(FontRole role, const QString &text) const;
    /// What a person wrote, in one line at the leading side, cut at its end, in its own direction.
    void text(QPainter &painter, const QRectF &rect, const QString &text, FontRole role, const QColor &colour,
              bool struck = false) const;

private:
    BlockText wrap(const QString &title, FontRole role, const QSizeF &size, qreal indent, qreal trailing,
                   bool elide) const;
    void shape(QPainter &painter, const QRectF &rect, const EventLook &look, BarEnds ends) const;
    void edge(QPainter &painter, const QRectF &rect, const QColor &colour) const;
    void line(QPainter &painter, const QRectF &rect, const QString &text, qreal width, FontRole role,
              const QColor &colour, bool struck = false) const;
    void dots(QPainter &painter, const QRectF &rect, const BlockText &text, const EventLook &look) const;
    void mark(QPainter &painter, const QRectF &rect, const EventLook &look) const;
    qreal markWidth(bool marked) const;
    /// What stands before the title: that it is cancelled, or that it comes again; null for neither.
    qreal signWidth(bool shown) const;
    void sign(QPainter &painter, const QRectF &rect, const EventLook &look) const;
    qreal rowStart() const;

    Theme m_theme;
    QString m_timeFormat;
    QString m_bareFormat; ///< without the half of the day
    QLocale m_locale;
    QTextOption m_wrapping;
    std::vector<QFontMetricsF> m_metrics; ///< by FontRole
};

/// `width` pixels at the leading side of `rect`, `offset` from its edge.
QRectF leading(const QRectF &rect, qreal offset, qreal width, bool rightToLeft);

}
