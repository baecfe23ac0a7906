#include "server/calendar/transfer/transferreads.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::Result;

namespace {
QList<Event> allEvents(shared::Database &database, const Calendar &calendar, const shared::UserId &reader)
{
    ObjectTable table(database, calendar.id);
    const ObjectText text(calendar, reader);
    QList<Event> events;
    for (const QList<Event> &object : table.events(table.all()))
        events += text.seen(object);
    return events;
}

/// The object that the event is, or is a changed instance of.
QList<Event> objectOf(shared::Database &database, const Calendar &calendar, const shared::EventId &id)
{
    ObjectTable table(database, calendar.id);
    const auto event = EventTable(database).find(calendar.id, id);
    if (!event || event->state != EventState::Active)
        return {};
    const auto head = table.findUid(event->event.uid);
    return head ? table.events({*head}).first() : QList<Event>();
}

shared::Error noSuchFeed()
{
    return {shared::ErrorCode::NotFound, u"There is no such feed."_s, u"no_such_feed"_s};
}
}

Result<ExportedEvents> readExport(shared::Database &database, const CallContext &caller,
                                  const pb::ExportRequest &request)
{
    const shared::Transaction snapshot(database, shared::Transaction::Mode::Read);
    const auto calendar = requireAccess(database, caller, request.calendar(), Right::See);
    if (!calendar)
        return calendar.error();
    if (request.event_id().empty())
        return ExportedEvents{*calendar, allEvents(database, *calendar, caller.user)};
    const auto object = objectOf(database, *calendar, idFromBytes<shared::EventId>(request.event_id()));
    if (object.isEmpty())
        return noSuchEvent();
    return ExportedEvents{*calendar, ObjectText(*calendar, caller.user).seen(object)};
}

Result<FeedContent> readFeedContent(shared::Database &database, const QString &secretHash,
                                    const QString &knownEtag)
{
    const shared::Transaction snapshot(database, shared::Transaction::Mode::Read);
    const auto feed = FeedTable(database).findBySecret(secretHash);
    if (!feed)
        return noSuchFeed();
    pb::CalendarRef reference;
    reference.set_id(idBytes(feed->calendar));
    CallContext maker;
    maker.user = feed->createdBy;
    auto calendar = requireAccess(database, maker, reference, Right::See);
    if (!calendar)
        return noSuchFeed();
    if (feed->busyOnly)
        calendar->role = shared::Role::Busy;
    const bool busy = calendar->role == shared::Role::Busy;
    FeedContent content;
    content.etag = u"%1%2"_s.arg(busy ? u"b"_s : u"f"_s).arg(calendar->seq);
    content.known = content.etag == knownEtag;
    content.exported.calendar = *calendar;
    if (!content.known)
        content.exported.events = allEvents(database, *calendar, feed->createdBy);
    return content;
}

}
