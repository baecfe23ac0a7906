#pragma once

#include "client/ui/views/viewcontext.h"
#include "client/ui/views/viewkind.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QToolButton;

namespace hearth::client::ui {

/// The small month of the sidebar: busy days bold with dots, week numbers, the range that the view shows;
/// a click goes to a day, a drag chooses days.
class MiniMonth : public QWidget {
    Q_OBJECT

public:
    explicit MiniMonth(const ViewContext &context, QWidget *parent = nullptr);

    /// The days that the view shows; turns to their month.
    void setRange(QDate first, QDate last);
    QDate month() const { return m_month; } ///< its first day
    void setMonth(QDate day);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dayActivated(QDate day);
    void rangeActivated(QDate first, QDate last);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QDate firstShown() const;
    QDate today() const;
    QRect cell(int row, int column) const;
    QDate dayAt(QPoint point) const;
    void recount();
    void placeButtons();
    void moveCursor(QDate day);
    void watchDay();
    void paintRange(QPainter &painter, const DateRange &range) const;
    void paintDay(QPainter &painter, QDate day, const QRect &cell) const;
    void paintHead(QPainter &painter) const;

    ViewContext m_context;
    QDate m_month;
    DateRange m_range;
    QHash<QDate, int> m_counts;
    QDate m_pressed, m_dragged, m_hovered, m_cursor;
    QTimer m_midnight;
    QToolButton *m_back;
    QToolButton *m_forward;
};

}
