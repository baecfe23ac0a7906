#pragma once

#include "client/ui/views/eventpainter.h"
#include "client/ui/views/viewcontext.h"

#include <QDate>
#include <QWidget>

#include <optional>

namespace hearth::client::ui {

class InteractionController;

/// Everything of one day, one below the other: bars first, then rows with time and people.
class DayList : public QWidget {
    Q_OBJECT

public:
    DayList(const ViewContext &context, InteractionController &controller, QDate day, QWidget *parent);

    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(hearth::shared::EventId event);
    void opened(hearth::shared::EventId event);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void load();
    QRect rectOf(int index) const;
    int indexAt(QPoint point) const;
    void setCurrent(int index);
    void paintRow(QPainter &painter, const QRectF &rect, const ShownEvent &event, bool current) const;

    ViewContext m_context;
    InteractionController &m_controller;
    QDate m_day;
    std::optional<EventPainter> m_events;
    std::vector<ShownEvent> m_shown;
    int m_current = -1;
};

}
