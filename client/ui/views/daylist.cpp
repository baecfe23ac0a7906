#include "client/ui/views/daylist.h"

#include "client/models/eventindex.h"
#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "shared/base/clock.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace hearth::client::ui {

namespace {
constexpr int kMostPeople = 4;
}

DayList::DayList(const ViewContext &context, InteractionController &controller, QDate day, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_controller(controller)
    , m_day(day)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&context.theme, &ThemeSource::changed, this, &DayList::load);
    connect(&context.events, &EventIndex::reset, this, &DayList::load);
    connect(&context.events, &EventIndex::daysChanged, this, [this](QDate first, QDate last) {
        if (first <= m_day && m_day <= last)
            load();
    });
    load();
}

void DayList::load()
{
    m_events.emplace(m_context.theme.theme(), locale());
    m_shown = shownEvents(m_context.events, m_context.calendars, m_day, m_day);
    std::stable_sort(m_shown.begin(), m_shown.end(),
                     [](const ShownEvent &a, const ShownEvent &b) { return a.bar > b.bar; });
    m_current = -1;
    updateGeometry();
    update();
}

QSize DayList::sizeHint() const
{
    const int width = m_events->theme().measures().popoverMin - 2 * m_events->theme().measures().popoverPad;
    return {width, m_shown.empty() ? 0 : rectOf(int(m_shown.size()) - 1).bottom() + 1};
}

QRect DayList::rectOf(int index) const
{
    const Measures &m = m_events->theme().measures();
    int top = 0;
    for (int i = 0; i < index; ++i)
        top += m_shown[size_t(i)].bar ? m.allDayLane + m.space4 : m.control;
    return {0, top, width(), m_shown[size_t(index)].bar ? m.allDayLane : m.control};
}

int DayList::indexAt(QPoint point) const
{
    for (int i = 0; i < int(m_shown.size()); ++i)
        if (rectOf(i).contains(point))
            return i;
    return -1;
}

void DayList::setCurrent(int index)
{
    m_current = index;
    update();
}

void DayList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    for (int i = 0; i < int(m_shown.size()); ++i) {
        const ShownEvent &event = m_shown[size_t(i)];
        const QRectF rect = rectOf(i);
        if (!event.bar) {
            paintRow(painter, rect, event, i == m_current);
            continue;
        }
        InteractionState state;
        state.hovered = i == m_current ? event.id : shared::EventId{};
        EventLook look;
        look.colour = event.colour;
        look.colours = coloursOf(event, state, m_context.clock.nowMs(), m_events->theme());
        look.waiting = event.waiting;
        look.conflict = event.conflict;
        look.repeats = event.repeats;
        m_events->bar(painter, rect, m_events->fitBar(event, rect.width()), look, {});
    }
}

void DayList::paintRow(QPainter &painter, const QRectF &rect, const ShownEvent &event, bool current) const
{
    const Theme &theme = m_events->theme();
    const Measures &m = theme.measures();
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    const QColor ground = current ? theme.select() : theme.raised();
    if (current)
        paint::box(painter, rect, m.radiusButton, ground);
    const qreal dot = m.space8;
    const CalendarTint tint = theme.tint(event.colour);
    if (event.standing == EventState::Unanswered)
        paint::ring(painter, leading(rect, m.space4, dot, rtl).center(), dot, tint.edge, ground);
    else
        paint::dot(painter, leading(rect, m.space4, dot, rtl).center(), dot, tint.edge);
    qreal start = m.space4 + dot + m.space8;
    const qreal timeWidth =
        m_events->width(FontRole::Control, m_events->time(wallTime(m_day, 20 * 60))) + m.space8;
    paint::text(painter, leading(rect, start, timeWidth, rtl), m_events->time(event.span.start),
                theme.font(FontRole::Control), theme.ink2());
    start += timeWidth + m.space4;

    const qsizetype people = std::min<qsizetype>(event.people.size(), kMostPeople);
    const qreal pitch = m.avatarSmall + m.space4;
    const qreal end = m.space4 + double(people) * pitch;
    for (qsizetype i = 0; i < people; ++i) {
        QRectF box = leading(rect, rect.width() - m.space4 - m.avatarSmall - double(people - 1 - i) * pitch,
                             m.avatarSmall, rtl);
        box = QRectF(box.left(), rect.center().y() - m.avatarSmall / 2.0, m.avatarSmall, m.avatarSmall);
        paintAvatar(painter, box, event.people[i].name, event.people[i].colour, Presence::None, ground,
                    theme);
    }
    const QRectF words = leading(rect, start, std::max(0.0, rect.width() - start - end), rtl);
    const bool struck = event.standing == EventState::Declined || event.standing == EventState::Cancelled;
    m_events->text(painter, words, event.name, FontRole::Control, struck ? theme.ink3() : theme.ink(),
                   struck);
}

void DayList::mouseMoveEvent(QMouseEvent *event) { setCurrent(indexAt(event->position().toPoint())); }

void DayList::mouseReleaseEvent(QMouseEvent *event)
{
    const int index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0)
        Q_EMIT chosen(m_shown[size_t(index)].id);
}

void DayList::keyPressEvent(QKeyEvent *event)
{
    const int count = int(m_shown.size());
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Down && count > 0)
        setCurrent(std::min(m_current + 1, count - 1));
    else if (event->key() == Qt::Key_Up && count > 0)
        setCurrent(std::max(m_current - 1, 0));
    else if (enter && m_current >= 0)
        Q_EMIT opened(m_shown[size_t(m_current)].id);
    else
        QWidget::keyPressEvent(event);
}

void DayList::leaveEvent(QEvent *) { setCurrent(-1); }

}
