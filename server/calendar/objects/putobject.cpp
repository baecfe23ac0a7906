#include "server/calendar/objects/putobject.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/errors.h"
#include "server/calendar/objects/eventmatch.h"
#include "server/calendar/objects/objectcondition.h"
#include "server/calendar/store/calendartable.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Event;
using shared::Outcome;
using shared::Result;

namespace {
constexpr qsizetype kMaxName = 255;

std::optional<QString> etagOf(const ObjectText &text, const std::optional<ObjectHead> &head,
                              const QList<Event> &events)
{
    return head ? std::optional(text.etag(*head, text.isMasked(events))) : std::nullopt;
}

QList<Event> eventsOf(ObjectTable &table, const std::optional<ObjectHead> &head)
{
    return head ? table.events({*head}).first() : QList<Event>();
}
}

PutObject::PutObject(pb::PutObjectRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Outcome PutObject::checkName() const
{
    const QString name = fromUtf8(m_request.name());
    const bool clean = std::none_of(
        name.begin(), name.end(), [](QChar c) { return c == u'/' || c.category() == QChar::Other_Control; });
    if (name.isEmpty() || name.size() > kMaxName || !clean)
        return invalidArgument(u"An object's name has 1 to 255 characters and no '/'."_s,
                               u"invalid_object"_s);
    return Done{};
}

Outcome PutObject::checkUid(ObjectTable &table, const std::optional<ObjectHead> &there,
                            const QString &uid) const
{
    if (there && there->uid != uid)
        return conflict(u"The object has another UID."_s, u"uid_changed"_s);
    const auto other = table.findUid(uid);
    if (!other || (there && other->id == there->id))
        return Done{};
    return conflict(u"Another object of the calendar has this UID."_s, u"uid_conflict"_s,
                    {{u"name"_s, other->name}});
}

Result<SagaStart> PutObject::operator()(UnitOfWork &unit) const
{
    if (const auto named = checkName(); !named)
        return named.error();
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    CalendarTable(unit.db()).lock(calendar->id); // conditions hold for what is there when this commits
    BatchStart start(unit, m_plan, *calendar);
    ObjectTable table(unit.db(), calendar->id);
    const QString name = fromUtf8(m_request.name());
    const auto there = table.find(name);
    if (const auto earlier = start.earlier(there ? there->id : m_plan.event))
        return *earlier;
    const QList<Event> before = eventsOf(table, there);
    const ObjectText text(*calendar, unit.caller().user);
    if (const auto holds = checkCondition(m_request.condition(), etagOf(text, there, before)); !holds)
        return holds.error();
    if (text.isMasked(before))
        return notAllowed(u"The event is somebody's private one."_s);
    const auto content = readObject(m_request.data(), QTimeZone(calendar->timeZone.toUtf8()));
    if (!content)
        return content.error();
    if (const auto own = checkUid(table, there, content->master.uid); !own)
        return own.error();
    EventBatch batch =
        EventMatch(unit.db(), *calendar).replace(content->master, content->instances, before, m_plan.event);
    if (batch.size() == 0)
        return SagaStart{{}, toProto(before.first())};
    if (!there && objectName({}, content->master.uid, m_plan.event) != name)
        batch.puts.first().davName = name;
    return start.run(batch, batch.puts.isEmpty() ? batch.deletes.first() : batch.puts.first().event.id);
}

DeleteObject::DeleteObject(pb::DeleteObjectRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> DeleteObject::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    CalendarTable(unit.db()).lock(calendar->id); // conditions hold for what is there when this commits
    BatchStart start(unit, m_plan, *calendar);
    ObjectTable table(unit.db(), calendar->id);
    const auto there = table.find(fromUtf8(m_request.name()));
    if (const auto earlier = start.earlier(there ? there->id : m_plan.event))
        return *earlier;
    const QList<Event> before = eventsOf(table, there);
    const ObjectText text(*calendar, unit.caller().user);
    if (const auto holds = checkCondition(m_request.condition(), etagOf(text, there, before)); !holds)
        return holds.error();
    if (!there)
        return shared::Error{shared::ErrorCode::NotFound, u"There is no object of that name."_s,
                             u"no_such_object"_s};
    if (text.isMasked(before))
        return notAllowed(u"The event is somebody's private one."_s);
    EventBatch batch;
    for (const Event &event : before)
        batch.deletes.append(event.id);
    return start.run(batch, there->id);
}

}
