#pragma once

#include "client/ui/views/calendarview.h"

namespace hearth::client::ui {

class EmptyState;

/// The days that have something, one below the other: from a day to the end of the week after.
class AgendaView : public CalendarView {
    Q_OBJECT

public:
    AgendaView(const ViewContext &context, InteractionController &controller, QWidget *parent = nullptr);

    QDate pageFrom(QDate day, int direction) const override;
    DateRange rangeOf(QDate day) const override;

    Layout layout() const override { return Layout::List; }
    Hit hitTest(QPoint point) const override;
    QRect eventRect(shared::EventId event) const override;
    QRect spanRect(const WallSpan &span) const override;
    QList<shared::EventId> events() const override;
    QList<shared::EventId> eventsAt(const GridCursor &cursor) const override;
    void ensureVisible(const GridCursor &) override { }
    void ensureVisible(shared::EventId event) override;
    bool scrollAt(QPoint) override { return false; }
    void repaintDays(QDate first, QDate last) override;

Q_SIGNALS:
    /// The empty state's button.
    void newRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

    void layOut() override;
    QRect dayRect(QDate day) const override;
    bool isCut(shared::EventId event) const override;
    void minutePassed() override;
    void rangeShown() override;

private:
    struct Row {
        size_t event = 0;
        QDate day;
        int top = 0; ///< in the content
        bool firstOfDay = false;
    };

    QDate dayOf(const ShownEvent &event) const;
    QRect rectOf(const Row &row) const;
    QString beside(QDate day) const;
    QString below(const ShownEvent &event) const;
    void placeEmptyState();
    void paintDay(QPainter &painter, const Row &row) const;
    void paintRow(QPainter &painter, const Row &row) const;
    void paintBar(QPainter &painter, const QRectF &rect, const ShownEvent &event,
                  const EventLook &look) const;
    /// Both return what they took of the row's end.
    qreal paintPeople(QPainter &painter, const QRectF &rect, const ShownEvent &event,
                      const QColor &ground) const;
    qreal paintChip(QPainter &painter, const QRectF &rect, const ShownEvent &event, qreal end) const;
    qreal rowStart() const;

    std::vector<Row> m_rows;
    int m_height = 0;
    EmptyState *m_empty;
};

}
