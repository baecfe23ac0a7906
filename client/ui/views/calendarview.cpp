#include "client/ui/views/calendarview.h"

#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/models/habits.h"
#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/daypopover.h"
#include "client/ui/views/viewaccessible.h"
#include "shared/base/clock.h"

#include <QHelpEvent>
#include <QToolTip>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMinuteMs = 60 * 1000;
}

CalendarView::CalendarView(const ViewContext &context, InteractionController &controller, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_context(context)
    , m_controller(controller)
    , m_events(EventPainter(context.theme.theme(), locale()))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    controller.attach(*this);
    m_minute.setSingleShot(true);
    m_minute.setTimerType(Qt::CoarseTimer);

    connect(&m_minute, &QTimer::timeout, this, [this] {
        startMinute();
        minutePassed();
    });
    connect(&context.theme, &ThemeSource::changed, this, &CalendarView::themeChanged);
    connect(&context.events, &EventIndex::daysChanged, this, &CalendarView::daysChanged);
    connect(&context.events, &EventIndex::reset, this, [this] { daysChanged(m_range.first, m_range.last); });
    const auto recolour = [this] { daysChanged(m_range.first, m_range.last); };
    connect(&context.calendars, &QAbstractItemModel::dataChanged, this, recolour);
    connect(&context.calendars, &QAbstractItemModel::modelReset, this, recolour);
    connect(&context.calendars, &QAbstractItemModel::rowsInserted, this, recolour);
    connect(&context.calendars, &QAbstractItemModel::rowsRemoved, this, recolour);
    connect(&controller, &InteractionController::cursorChanged, this, [this] { speakCursor(*this); });
}

CalendarView::~CalendarView() { m_controller.detach(*this); }

void CalendarView::setDay(QDate day)
{
    const DateRange range = rangeOf(day);
    if (range == m_range)
        return;
    m_range = range;
    m_stale = m_dirty = true;
    m_controller.keepCursorWithin(range.first, range.last);
    rangeShown();
    viewport()->update();
    // Scroll bars come and go before the next paint, not in it.
    if (isVisible())
        ensureLaidOut();
}

const std::vector<ShownEvent> &CalendarView::shown() const
{
    ensureLaidOut();
    return m_shown;
}

const InteractionState &CalendarView::state() const { return m_controller.state(); }

QList<shared::EventId> CalendarView::events() const
{
    QList<shared::EventId> ids;
    for (const ShownEvent &event : shown())
        ids.append(event.id);
    return ids;
}

void CalendarView::showMore(QDate day)
{
    auto *popover = new DayPopover(m_context, m_controller, day, this);
    const QRect rect = dayRect(day);
    connect(popover, &DayPopover::closed, this, [this] { m_controller.setHoveredMore({}); });
    popover->popUp(QRect(viewport()->mapToGlobal(rect.topLeft()), rect.size()));
    // What it hangs on stays lit.
    m_controller.setHoveredMore(day);
}

const Theme &CalendarView::theme() const { return m_events->theme(); }

qint64 CalendarView::nowMs() const { return m_context.clock.nowMs(); }

QDateTime CalendarView::now() const { return wallOf(nowMs(), m_context.events.zone()); }

QDate CalendarView::today() const { return now().date(); }

Qt::DayOfWeek CalendarView::firstWeekday() const { return client::firstWeekday(locale()); }

const ShownEvent *CalendarView::find(shared::EventId event) const
{
    for (const ShownEvent &candidate : shown())
        if (candidate.id == event)
            return &candidate;
    return nullptr;
}

EventLook CalendarView::lookOf(const ShownEvent &event) const
{
    EventLook look;
    look.colours = coloursOf(event, state(), nowMs(), theme());
    look.colour = event.colour;
    look.people = &event.people;
    look.selected = event.id == state().selected;
    look.hovered = event.id == state().hovered;
    look.waiting = event.waiting;
    look.conflict = event.conflict;
    look.repeats = event.repeats;
    return look;
}

bool CalendarView::focusShown() const { return hasFocus() && state().keyboard; }

void CalendarView::ensureLaidOut() const
{
    // Laziness, not a change that a caller could see.
    auto &self = const_cast<CalendarView &>(*this);
    if (m_stale && m_range.first.isValid())
        self.m_shown = shownEvents(m_context.events, m_context.calendars, m_range.first, m_range.last);
    if (m_stale || m_dirty) {
        self.m_stale = self.m_dirty = false;
        self.layOut();
    }
}

void CalendarView::invalidate()
{
    m_dirty = true;
    viewport()->update();
}

void CalendarView::themeChanged()
{
    m_events.emplace(m_context.theme.theme(), locale());
    updateGeometry();
    invalidate();
}

void CalendarView::daysChanged(QDate first, QDate last)
{
    if (!m_range.touches(first, last))
        return;
    m_stale = true;
    repaintDays(std::max(first, m_range.first), std::min(last, m_range.last));
}

bool CalendarView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    showToolTip(static_cast<QHelpEvent &>(*event));
    return true;
}

void CalendarView::showToolTip(const QHelpEvent &event)
{
    const Hit hit = hitTest(event.pos());
    const ShownEvent *under = hit.event.isNull() ? nullptr : find(hit.event);
    if (!under || !isCut(under->id)) {
        QToolTip::hideText();
        return;
    }
    QStringList lines{under->name.toHtmlEscaped()};
    if (!under->bar)
        lines.append(m_events->times(under->span));
    if (!under->location.isEmpty())
        lines.append(under->location.toHtmlEscaped());
    QToolTip::showText(event.globalPos(), lines.join(u"<br>"_s), viewport(), eventRect(under->id));
}

void CalendarView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LocaleChange)
        themeChanged();
    else if (event->type() == QEvent::LayoutDirectionChange)
        invalidate();
}

void CalendarView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    startMinute();
}

void CalendarView::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    m_minute.stop();
}

void CalendarView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    invalidate();
}

QString CalendarView::spoken(const ShownEvent &event) const
{
    QStringList parts{event.name, spokenDay(event.firstDay)};
    if (!event.bar)
        parts.append(m_events->times(event.span));
    else if (event.lastDay != event.firstDay)
        parts.append(tr("until %1").arg(spokenDay(event.lastDay)));
    else
        parts.append(tr("all day"));
    parts.append(event.location);
    parts.append(event.calendarName);
    if (event.standing == EventState::Cancelled)
        parts.append(tr("cancelled"));
    else if (event.standing == EventState::Declined)
        parts.append(tr("declined"));
    else if (event.unanswered)
        parts.append(tr("no answer yet"));
    if (event.repeats)
        parts.append(tr("repeats"));
    if (event.waiting)
        parts.append(tr("waiting to be sent"));
    if (event.conflict)
        parts.append(tr("two versions"));
    parts.removeAll(QString());
    return parts.join(tr(", ", "between the parts of a spoken event"));
}

QString CalendarView::spokenDay(QDate day) const
{
    return locale().toString(day, tr("dddd d MMMM", "format of a date: weekday, day, month"));
}

QString CalendarView::spokenCursor() const
{
    const GridCursor &cursor = state().cursor;
    if (!cursor.day.isValid())
        return {};
    if (cursor.minute == GridCursor::kWholeDay)
        return spokenDay(cursor.day);
    return tr("%1, %2", "day, time")
        .arg(spokenDay(cursor.day), m_events->time(wallTime(cursor.day, cursor.minute)));
}

void CalendarView::startMinute()
{
    if (const QDate day = today(); std::exchange(m_seenDay, day) != day)
        invalidate();
    m_minute.start(int(kMinuteMs - nowMs() % kMinuteMs));
}

}
