#pragma once

#include "client/ui/views/calendarview.h"
#include "client/ui/views/layout/lanes.h"
#include "client/ui/views/timegridgeometry.h"

namespace hearth::client::ui {

/// Days beside each other with the hours downward: a day, three days, a work week or a week.
class TimeGridView : public CalendarView {
    Q_OBJECT

public:
    TimeGridView(const ViewContext &context, InteractionController &controller, QWidget *parent = nullptr);

    /// Day, ThreeDays, WorkWeek or Week.
    void setKind(ViewKind kind, QDate day);
    /// Brings the hour of now, where today is shown, or else seven o'clock to the upper edge.
    void scrollToStart();

    /// Height of an hour, 32 to 96 at 100 % text.
    qreal hourHeight() const;
    void setHourHeight(qreal height);
    /// The same as a share of the theme's hour.
    qreal zoom() const { return m_zoom; }
    void setZoom(qreal zoom) { setHourHeight(zoom * theme().measures().hourRow); }

    QDate pageFrom(QDate day, int direction) const override;
    DateRange rangeOf(QDate day) const override;

    Layout layout() const override { return Layout::TimeGrid; }
    Hit hitTest(QPoint point) const override;
    QRect eventRect(shared::EventId event) const override;
    QRect spanRect(const WallSpan &span) const override;
    QList<shared::EventId> eventsAt(const GridCursor &cursor) const override;
    void ensureVisible(const GridCursor &cursor) override;
    void ensureVisible(shared::EventId event) override;
    bool scrollAt(QPoint point) override;
    void repaintDays(QDate first, QDate last) override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

    void layOut() override;
    QRect dayRect(QDate day) const override;
    bool isCut(shared::EventId event) const override;
    void minutePassed() override;

private:
    /// A part of an event within one day.
    struct Block {
        size_t event = 0;
        int day = 0;
        int from = 0; ///< minutes
        int to = 0;
        bool first = true; ///< the event begins here
        bool last = true;
        layout::Column column = {};
        BlockText text = {};
    };
    struct Bar {
        size_t event = 0;
        int first = 0;
        int last = 0;
        int lane = 0; ///< layout::Lanes::kHidden in a "+n more"
        BarEnds ends = {};
        LineText text = {};
    };

    void layOutBars();
    void layOutBlocks();
    void addBlocks(size_t index, int shortest);
    void fitTexts();
    void updateGeometryOfGrid();
    int dayOf(QDate day) const { return int(range().first.daysTo(day)); }
    QDate dateOf(int day) const { return range().first.addDays(day); }
    QRectF rectOf(const Block &block) const;
    QRectF rectOf(const Bar &bar) const;
    QRectF moreRect(int day) const;
    Hit hitStrip(QPoint point, int day) const;
    Hit hitGrid(QPoint point, int day) const;
    QRectF cursorRect() const;

    // Painting, in timegridpaint.cpp.
    void paintGround(QPainter &painter) const;
    void paintHours(QPainter &painter) const;
    void paintHead(QPainter &painter) const;
    QLocale::FormatType nameFormat() const;
    void paintHeadCell(QPainter &painter, int day) const;
    void paintStrip(QPainter &painter, const QRect &clip) const;
    void paintBlocks(QPainter &painter, const QRect &clip) const;
    void paintGhost(QPainter &painter, bool strip) const;
    void paintGhostBox(QPainter &painter, const QRectF &rect, bool first, BarEnds ends) const;
    void paintFocus(QPainter &painter, bool strip) const;
    void paintNow(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;

    ViewKind m_kind = ViewKind::Week;
    TimeGridGeometry m_geometry;
    qreal m_zoom = 1;
    bool m_scrolled = false; ///< to where it begins
    std::vector<Block> m_blocks;
    std::vector<Bar> m_bars;
    QList<int> m_more; ///< hidden bars of each day
    int m_lanes = 1;
    QWidget *m_corner; ///< above the scroll bar
};

}
