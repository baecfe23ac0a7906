#pragma once

#include "client/models/scopequestion.h"
#include "client/ui/views/viewcontext.h"
#include "client/ui/views/viewkind.h"
#include "shared/domain/event.h"

#include <QStackedLayout>
#include <QWidget>

#include <memory>

namespace hearth::client::ui {

class AgendaView;
class CalendarView;
class InteractionController;
class MonthView;
class TimeGridView;

/// All views over one date, with one selection and one interaction; what the window knows of the views.
class ViewStack : public QWidget {
    Q_OBJECT

public:
    explicit ViewStack(const ViewContext &context, QWidget *parent = nullptr);
    ~ViewStack() override;

    ViewKind kind() const { return m_kind; }
    void setKind(ViewKind kind);

    /// The day that the view is about; within range(), but for a weekend in a work week.
    QDate date() const { return m_date; }
    DateRange range() const;
    void goTo(QDate date);
    void goToToday();
    void next();
    void previous();

    /// "7 – 13 December 2026", "December 2026"; for a day "Wednesday 9 December 2026".
    QString title() const;
    /// The same with short months.
    QString shortTitle() const;
    /// "Week 50" where the view lies within one week, else empty.
    QString weekText() const;

    /// The selected event; null where nothing is.
    shared::EventId selection() const;
    void select(shared::EventId event);
    /// Deletes it, after the question which ones are meant where it comes again and again.
    void remove(shared::EventId event);
    void setScopeAsker(ScopeAsker asker);
    /// Where the event is painted now, in global coordinates; null where it isn't.
    QRect eventRect(shared::EventId event) const;

    /// Paints a draft where it would come to stand, until it is cleared; while a popover or the editor is
    /// open.
    void showDraft(const shared::EventDraft &draft, shared::CalendarId calendar);
    void clearDraft();

    /// How high an hour is, as a share of what the theme gives; kept with the window's state.
    double zoom() const;
    void setZoom(double zoom);

    /// A draft for a new event at the cursor, or at the next free hour of the day.
    shared::EventDraft newDraft() const;

Q_SIGNALS:
    void kindChanged(hearth::client::ui::ViewKind kind);
    /// Range or title are others now.
    void rangeChanged(QDate first, QDate last);
    void selectionChanged(hearth::shared::EventId event);
    /// A new event is wanted: `draft` has its times only, `anchor` is where it is painted, in global
    /// coordinates.
    void createRequested(const hearth::shared::EventDraft &draft, const QRect &anchor);
    void openRequested(hearth::shared::EventId event);

protected:
    void changeEvent(QEvent *event) override;

private:
    CalendarView &view() const;
    void showDate(QDate date);
    void turn(int direction);
    void wire();

    ViewContext m_context;
    ViewKind m_kind = ViewKind::Week;
    QDate m_date;
    std::unique_ptr<InteractionController> m_controller;
    QStackedLayout *m_layout;
    TimeGridView *m_grid;
    MonthView *m_month;
    AgendaView *m_agenda;
};

}
