#include "server/calendar/objects/objecttext.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/objects/objectoccurrences.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;

ObjectText::ObjectText(const shared::Calendar &calendar, const shared::UserId &reader)
    : m_calendar(calendar)
    , m_reader(reader)
    , m_codec(QTimeZone(calendar.timeZone.toUtf8()))
{
}

bool ObjectText::isMasked(const Event &event) const
{
    if (m_calendar.role == shared::Role::Busy)
        return true;
    const auto isReader = [this](const shared::Participant &person) { return person.user == m_reader; };
    return event.visibility != shared::Visibility::Public && event.createdBy != m_reader
        && std::none_of(event.participants.begin(), event.participants.end(), isReader);
}

bool ObjectText::isMasked(const QList<Event> &events) const
{
    return std::any_of(events.begin(), events.end(), [this](const Event &event) { return isMasked(event); });
}

QList<Event> ObjectText::seen(const QList<Event> &events) const
{
    QList<Event> seen = events;
    for (Event &event : seen)
        if (isMasked(event))
            maskEvent(event);
    return seen;
}

// Who sees less, or more than before, gets another tag.
QString ObjectText::etag(const ObjectHead &head, bool masked) const
{
    return (masked ? u"b"_s : QString()) + QString::number(head.version);
}

QByteArray ObjectText::write(const QList<Event> &events, const pb::DataForm &form) const
{
    const QTimeZone zone(m_calendar.timeZone.toUtf8());
    if (form.has_expand())
        return m_codec.write(expanded(events, {form.expand().start_ms(), form.expand().end_ms()}, zone));
    if (!form.has_limit_recurrences())
        return write(events);
    QList<Event> limited;
    const ObjectTable::Range range{form.limit_recurrences().start_ms(), form.limit_recurrences().end_ms()};
    for (const Event &event : events)
        if (event.series.isNull() || touches(event, range, zone) || wasIn(event, range, zone))
            limited.append(event);
    return m_codec.write(limited);
}

QByteArray ObjectText::write(const QList<Event> &events) const { return m_codec.write(events); }

}
