#pragma once

#include "client/ui/views/calendarview.h"
#include "client/ui/views/layout/lanes.h"
#include "client/ui/views/monthgeometry.h"

namespace hearth::client::ui {

/// The weeks of a month: bars and rows in cells.
class MonthView : public CalendarView {
    Q_OBJECT

public:
    MonthView(const ViewContext &context, InteractionController &controller, QWidget *parent = nullptr);

    /// The month's first day.
    QDate month() const { return m_month; }

    QDate pageFrom(QDate day, int direction) const override;
    DateRange rangeOf(QDate day) const override;

    Layout layout() const override { return Layout::DayGrid; }
    Hit hitTest(QPoint point) const override;
    QRect eventRect(shared::EventId event) const override;
    QRect spanRect(const WallSpan &span) const override;
    QList<shared::EventId> eventsAt(const GridCursor &cursor) const override;
    void ensureVisible(const GridCursor &) override { }
    void ensureVisible(shared::EventId) override { }
    bool scrollAt(QPoint) override { return false; }
    void repaintDays(QDate first, QDate last) override;

Q_SIGNALS:
    /// The wheel went on (1) or back (-1).
    void wheelTurned(int direction);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

    void layOut() override;
    QRect dayRect(QDate day) const override;
    bool isCut(shared::EventId event) const override;
    void minutePassed() override;

private:
    /// A part of an event within one week.
    struct Piece {
        size_t event = 0;
        int week = 0;
        int first = 0;
        int last = 0;
        int lane = 0; ///< layout::Lanes::kHidden in a "+n more"
        BarEnds ends = {};
        LineText text = {};
    };

    void layOutWeek(int week);
    QDate dateOf(int week, int column) const;
    bool withinMonth(QDate day) const;
    QRectF rectOf(const Piece &piece) const;
    QRectF moreLane(int week, int column) const;
    QRectF moreRect(int week, int column) const;
    /// The number of the day.
    QRectF dateRect(const QRect &cell) const;
    void paintGround(QPainter &painter, const QRect &clip) const;
    void paintHead(QPainter &painter) const;
    void paintDate(QPainter &painter, QDate day, const QRect &cell) const;
    void paintPieces(QPainter &painter, const QRect &clip) const;
    void paintGhost(QPainter &painter) const;
    void paintFocus(QPainter &painter) const;

    QDate m_month;
    MonthGeometry m_geometry;
    std::vector<Piece> m_pieces;
    std::vector<QList<int>> m_more; ///< hidden events of each day, by week
    int m_wheel = 0;
};

}
