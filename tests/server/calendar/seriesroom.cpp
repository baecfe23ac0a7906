#include "tests/server/calendar/seriesroom.h"

#include "server/proto/convert.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
QString lineOf(const calendar::Event &event)
{
    return shared::formatUtc(event.draft().start().utc_ms()) + u' ' + server::fromUtf8(event.draft().name());
}
}

SeriesRoom::SeriesRoom(shared::Engine engine, const server::calendar::CalendarOptions &options)
    : world(engine, options)
{
    home = *world.createCalendar(u"ada"_s, u"Family"_s, {}, u"Europe/Berlin"_s);
    if (!world.join(u"bob"_s, u"Family"_s))
        qFatal("bob can't join");
}

QJsonObject SeriesRoom::series(const QString &rule, const QString &name)
{
    return {{u"event_name"_s, name},
            {u"event_start"_s, u"2027-10-05T19:00:00"_s},
            {u"event_end"_s, u"2027-10-05T20:00:00"_s},
            {u"recurrence"_s, QJsonArray{u"RRULE:"_s + rule}}};
}

calendar::Event SeriesRoom::add(const QJsonObject &draft)
{
    const auto event = world.createEvent(u"ada"_s, u"Family"_s, draft);
    if (!event)
        qFatal("no event: %s", qPrintable(event.error().message));
    return *event;
}

Result<calendar::Event> SeriesRoom::edit(const calendar::Event &event, const QJsonObject &patch,
                                         const QString &scope, const QString &occurrence, qint64 ifVersion,
                                         qint64 baseVersion, const QString &who)
{
    calendar::UpdateEventRequest request;
    request.mutable_calendar()->set_id(home.id());
    request.set_event_id(event.id());
    request.set_patch_json(QJsonDocument(patch).toJson().toStdString());
    request.set_scope(scope.toStdString());
    request.set_occurrence(occurrence.toStdString());
    request.set_if_version(ifVersion);
    request.set_base_version(baseVersion);
    return waitFor<calendar::Event>(
        [&](auto reply) { world.service().updateEvent(CalendarWorld::person(who), request, reply); });
}

Result<calendar::Event> SeriesRoom::remove(const calendar::Event &event, const QString &scope,
                                           const QString &occurrence, qint64 ifVersion)
{
    calendar::DeleteEventRequest request;
    request.mutable_calendar()->set_id(home.id());
    request.set_event_id(event.id());
    request.set_scope(scope.toStdString());
    request.set_occurrence(occurrence.toStdString());
    request.set_if_version(ifVersion);
    return waitFor<calendar::Event>(
        [&](auto reply) { world.service().deleteEvent(CalendarWorld::person(u"ada"_s), request, reply); });
}

Result<calendar::EventsResponse> SeriesRoom::page(const QString &from, const QString &to, int limit,
                                                  const std::string &cursor, bool stored)
{
    calendar::EventsRequest request;
    request.mutable_calendar()->set_id(home.id());
    request.set_from(from.toStdString());
    request.set_to(to.toStdString());
    request.set_limit(limit);
    request.set_cursor(cursor);
    request.set_stored(stored);
    return world.events(u"bob"_s, request);
}

QStringList SeriesRoom::list(const QString &from, const QString &to, int limit)
{
    QStringList lines;
    std::string cursor;
    do {
        const auto answer = page(from, to, limit, cursor);
        if (!answer)
            return {answer.error().reason};
        for (const calendar::Event &event : answer->events())
            lines.append(lineOf(event));
        cursor = answer->next_cursor();
    } while (!cursor.empty());
    return lines;
}

}
