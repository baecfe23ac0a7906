#include "client/ui/views/viewaccessible.h"

#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/views/calendarview.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

#include <algorithm>

namespace hearth::client::ui {

namespace {

using shared::EventId;

/// A day of a view, or an event in it where `event` is set.
struct Place {
    QDate day;
    EventId event;

    friend bool operator==(const Place &, const Place &) = default;
    friend size_t qHash(const Place &place, size_t seed = 0)
    {
        return qHashMulti(seed, place.day.toJulianDay(), place.event.value);
    }
};

class PlaceAccessible;

QList<EventId> eventsOf(const CalendarView &view, QDate day)
{
    QList<EventId> events;
    for (const ShownEvent &event : view.shown())
        if (event.firstDay <= day && day <= event.lastDay)
            events.append(event.id);
    return events;
}

/// The view as a table of days.
class ViewAccessible : public QAccessibleWidget {
public:
    explicit ViewAccessible(CalendarView *view)
        : QAccessibleWidget(view, QAccessible::Table)
    {
    }
    ~ViewAccessible() override { forget(); }

    CalendarView *view() const { return static_cast<CalendarView *>(widget()); }
    QAccessibleInterface *at(const Place &place) const;

    int childCount() const override { return view()->range().first.isValid() ? view()->range().days() : 0; }
    QAccessibleInterface *child(int index) const override
    {
        return index < 0 || index >= childCount() ? nullptr : at({view()->firstDay().addDays(index), {}});
    }
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Description ? view()->spokenCursor() : QAccessibleWidget::text(kind);
    }

private:
    void forget() const
    {
        for (const QAccessible::Id id : std::as_const(m_places))
            QAccessible::deleteAccessibleInterface(id);
        m_places.clear();
    }

    mutable QHash<Place, QAccessible::Id> m_places;
};

/// A day with its events, or one of them.
class PlaceAccessible : public QAccessibleInterface {
public:
    PlaceAccessible(CalendarView *view, const Place &place)
        : m_view(view)
        , m_place(place)
    {
    }

    const Place &place() const { return m_place; }

    bool isValid() const override
    {
        return m_view && m_view->range().contains(m_place.day) && (m_place.event.isNull() || shown());
    }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessible::Role role() const override
    {
        return m_place.event.isNull() ? QAccessible::Row : QAccessible::ListItem;
    }
    QAccessibleInterface *parent() const override
    {
        ViewAccessible *owner = this->owner();
        return !owner || m_place.event.isNull() ? static_cast<QAccessibleInterface *>(owner)
                                                : owner->at({m_place.day, {}});
    }
    int childCount() const override
    {
        return m_view && m_place.event.isNull() ? int(eventsOf(*m_view, m_place.day).size()) : 0;
    }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        return owner()->at({m_place.day, eventsOf(*m_view, m_place.day)[index]});
    }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *other = dynamic_cast<const PlaceAccessible *>(child);
        return other && m_view ? int(eventsOf(*m_view, m_place.day).indexOf(other->m_place.event)) : -1;
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? name() : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override;
    QAccessible::State state() const override;

private:
    ViewAccessible *owner() const
    {
        return m_view ? static_cast<ViewAccessible *>(QAccessible::queryAccessibleInterface(m_view))
                      : nullptr;
    }
    const ShownEvent *shown() const
    {
        const auto &events = m_view->shown();
        const auto found = std::find_if(events.begin(), events.end(), [this](const ShownEvent &event) {
            return event.id == m_place.event;
        });
        return found == events.end() ? nullptr : &*found;
    }
    QString name() const;

    QPointer<CalendarView> m_view;
    Place m_place;
};

QString PlaceAccessible::name() const
{
    if (!isValid())
        return {};
    if (!m_place.event.isNull())
        return m_view->spoken(*shown());
    const int count = childCount();
    const QString events = count == 0 ? CalendarView::tr("no events")
        : count == 1                  ? CalendarView::tr("one event")
                                      : CalendarView::tr("%n events", nullptr, count);
    const bool here = m_view->state().cursor.day == m_place.day;
    return CalendarView::tr("%1, %2", "day, events")
        .arg(here ? m_view->spokenCursor() : m_view->spokenDay(m_place.day), events);
}

QRect PlaceAccessible::rect() const
{
    if (!isValid())
        return {};
    const QRect rect = m_place.event.isNull() ? m_view->spanRect(daySpan(m_place.day, m_place.day))
                                              : m_view->eventRect(m_place.event);
    return {m_view->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
}

QAccessible::State PlaceAccessible::state() const
{
    QAccessible::State state;
    state.invalid = !isValid();
    if (state.invalid)
        return state;
    state.focusable = state.selectable = true;
    const InteractionState &interaction = m_view->state();
    const bool current = m_place.event.isNull()
        ? interaction.selected.isNull() && interaction.cursor.day == m_place.day
        : interaction.selected == m_place.event;
    state.selected = current;
    state.focused = current && m_view->hasFocus();
    return state;
}

QAccessibleInterface *ViewAccessible::at(const Place &place) const
{
    constexpr qsizetype kMostKept = 512;
    if (const auto known = m_places.constFind(place); known != m_places.constEnd())
        return QAccessible::accessibleInterface(*known);
    if (m_places.size() >= kMostKept)
        forget();
    auto *made = new PlaceAccessible(view(), place);
    m_places.insert(place, QAccessible::registerAccessibleInterface(made));
    return made;
}

int ViewAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *place = dynamic_cast<const PlaceAccessible *>(child);
    return place && view()->range().contains(place->place().day)
        ? int(view()->firstDay().daysTo(place->place().day))
        : -1;
}

QAccessibleInterface *ViewAccessible::childAt(int x, int y) const
{
    const Hit hit = view()->hitTest(view()->viewport()->mapFromGlobal(QPoint(x, y)));
    return hit.day.isValid() ? at({hit.day, hit.event}) : nullptr;
}

QAccessibleInterface *ViewAccessible::focusChild() const
{
    const InteractionState &state = view()->state();
    if (!view()->range().contains(state.cursor.day))
        return nullptr;
    return at({state.cursor.day, state.selected});
}

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<CalendarView *>(object);
    return view ? new ViewAccessible(view) : nullptr;
}

}

void installViewAccessibility()
{
    QAccessible::removeFactory(makeAccessible);
    QAccessible::installFactory(makeAccessible);
}

void speakCursor(CalendarView &view)
{
    if (!QAccessible::isActive() || !view.hasFocus())
        return;
    QAccessibleInterface *iface = QAccessible::queryAccessibleInterface(&view);
    QAccessibleInterface *focused = iface ? iface->focusChild() : nullptr;
    if (!focused)
        return;
    QAccessibleEvent event(focused, QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

}
