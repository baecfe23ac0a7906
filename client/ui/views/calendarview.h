#pragma once

#include "client/ui/interaction/surface.h"
#include "client/ui/views/eventpainter.h"
#include "client/ui/views/viewcontext.h"
#include "client/ui/views/viewkind.h"

#include <QAbstractScrollArea>
#include <QTimer>

#include <optional>

class QHelpEvent;

namespace hearth::client::ui {

class InteractionController;
struct InteractionState;

/// What all views have in common: a range of days out of the index, laid out anew only where it changed,
/// painted with the theme and the state of the interaction, and the minute that passes while they are seen.
class CalendarView : public QAbstractScrollArea, public Surface {
    Q_OBJECT

public:
    CalendarView(const ViewContext &context, InteractionController &controller, QWidget *parent);
    ~CalendarView() override;

    /// Shows the range that `day` is in.
    void setDay(QDate day);
    DateRange range() const { return m_range; }
    /// The day that the next (1) or previous (-1) page is about, seen from `day`.
    virtual QDate pageFrom(QDate day, int direction) const = 0;
    /// The days that are shown when `day` is.
    virtual DateRange rangeOf(QDate day) const = 0;

    const std::vector<ShownEvent> &shown() const;
    const InteractionState &state() const;

    /// "Dinner with Oma, Thursday 10 December, 19:00 – 21:00, Family", for the screen reader.
    QString spoken(const ShownEvent &event) const;
    /// Where the cursor is, for the screen reader.
    QString spokenCursor() const;
    QString spokenDay(QDate day) const;

    QAbstractScrollArea &area() override { return *this; }
    QDate firstDay() const override { return m_range.first; }
    QDate lastDay() const override { return m_range.last; }
    QList<shared::EventId> events() const override;
    void showMore(QDate day) override;

protected:
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

    const ViewContext &context() const { return m_context; }
    InteractionController &controller() const { return m_controller; }
    const Theme &theme() const;
    const EventPainter &painterOfEvents() const { return *m_events; }
    QDate today() const;
    QDateTime now() const; ///< on the wall
    qint64 nowMs() const;
    const ShownEvent *find(shared::EventId event) const;
    EventLook lookOf(const ShownEvent &event) const;
    /// Where focus is to be shown.
    bool focusShown() const;
    Qt::DayOfWeek firstWeekday() const;
    bool rightToLeft() const { return layoutDirection() == Qt::RightToLeft; }

    /// Places what shown() has; called before anything is painted or hit, at most once for each change.
    virtual void layOut() = 0;
    /// Where a day's "+n more" hangs on.
    virtual QRect dayRect(QDate day) const = 0;
    /// Whether not all of the title is seen.
    virtual bool isCut(shared::EventId event) const = 0;
    /// The minute has passed.
    virtual void minutePassed() = 0;
    /// The range is another one now.
    virtual void rangeShown() { }
    /// Lays out if anything changed since.
    void ensureLaidOut() const;
    void invalidate();

private:
    void themeChanged();
    void daysChanged(QDate first, QDate last);
    void startMinute();
    void showToolTip(const QHelpEvent &event);

    ViewContext m_context;
    InteractionController &m_controller;
    DateRange m_range;
    std::optional<EventPainter> m_events;
    std::vector<ShownEvent> m_shown;
    bool m_stale = true; ///< m_shown isn't the index's any longer
    bool m_dirty = true; ///< the layout isn't m_shown's any longer
    QTimer m_minute;
    QDate m_seenDay;
};

}
