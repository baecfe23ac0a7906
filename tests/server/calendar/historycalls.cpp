#include "tests/server/calendar/historycalls.h"

#include "server/proto/convert.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
template <class Request> Request about(const calendar::Event &event)
{
    Request request;
    request.mutable_calendar()->set_id(event.calendar_id());
    request.set_event_id(event.id());
    return request;
}

QString valueText(const QJsonValue &value)
{
    return value.isString()
        ? value.toString()
        : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

QString lineOf(const QJsonObject &version)
{
    QString line = version.value("kind"_L1).toString() + u" by "_s + version.value("by"_L1).toString();
    const QJsonArray changes = version.value("changes"_L1).toArray();
    QStringList texts;
    for (const QJsonValue &each : changes)
        texts.append(u"%1 %2 -> %3"_s.arg(each[u"field"].toString(), valueText(each[u"old"]),
                                          valueText(each[u"new"])));
    return texts.isEmpty() ? line : line + u": "_s + texts.join(u", "_s);
}
}

HistoryCalls::HistoryCalls(CalendarWorld &world)
    : m_world(world)
{
}

server::HistoryApi &HistoryCalls::api() { return m_world.service().history(); }

QList<QJsonObject> HistoryCalls::history(const QString &who, const calendar::Event &event, int limit)
{
    auto request = about<calendar::HistoryRequest>(event);
    request.set_limit(limit);
    QList<QJsonObject> versions;
    do {
        const auto page = waitFor<calendar::HistoryResponse>(
            [&](auto reply) { api().history(CalendarWorld::person(who), request, reply); });
        if (!page)
            return {QJsonObject{{u"reason"_s, page.error().reason}}};
        for (const std::string &each : page->versions())
            versions.append(QJsonDocument::fromJson(QByteArray::fromStdString(each)).object());
        request.set_cursor(page->next_cursor());
    } while (!request.cursor().empty());
    return versions;
}

Result<calendar::Version> HistoryCalls::version(const QString &who, const calendar::Event &event,
                                                qint64 number)
{
    auto request = about<calendar::VersionRequest>(event);
    request.set_number(number);
    return waitFor<calendar::Version>(
        [&](auto reply) { api().findVersion(CalendarWorld::person(who), request, reply); });
}

Result<calendar::Event> HistoryCalls::restore(const QString &who, const calendar::Event &event, qint64 number,
                                              qint64 ifVersion)
{
    auto request = about<calendar::VersionRequest>(event);
    request.set_number(number);
    request.set_if_version(ifVersion);
    return waitFor<calendar::Event>(
        [&](auto reply) { api().restoreVersion(CalendarWorld::person(who), request, reply); });
}

Result<calendar::TrashResponse> HistoryCalls::trash(const QString &who, const std::string &calendarId,
                                                    int limit, const std::string &cursor)
{
    calendar::TrashRequest request;
    request.mutable_calendar()->set_id(calendarId);
    request.set_limit(limit);
    request.set_cursor(cursor);
    return waitFor<calendar::TrashResponse>(
        [&](auto reply) { api().trash(CalendarWorld::person(who), request, reply); });
}

Result<calendar::TrashedCalendarsResponse> HistoryCalls::trashedCalendars(const QString &who)
{
    return waitFor<calendar::TrashedCalendarsResponse>(
        [&](auto reply) { api().trashedCalendars(CalendarWorld::person(who), calendar::Empty(), reply); });
}

Result<calendar::Calendar> HistoryCalls::restoreCalendar(const QString &who, const std::string &calendarId,
                                                         const QString &name)
{
    calendar::RestoreCalendarRequest request;
    request.set_calendar_id(calendarId);
    request.set_name(name.toStdString());
    return waitFor<calendar::Calendar>(
        [&](auto reply) { api().restoreCalendar(CalendarWorld::person(who), request, reply); });
}

calendar::MoveEventRequest HistoryCalls::moveRequest(const calendar::Event &event, const std::string &target)
{
    auto request = about<calendar::MoveEventRequest>(event);
    request.mutable_target()->set_id(target);
    return request;
}

Result<calendar::Event> HistoryCalls::move(const QString &who, const calendar::Event &event,
                                           const std::string &target, qint64 ifVersion)
{
    auto request = moveRequest(event, target);
    request.set_if_version(ifVersion);
    return waitFor<calendar::Event>(
        [&](auto reply) { api().moveEvent(CalendarWorld::person(who), request, reply); });
}

QStringList HistoryCalls::told(const QString &who, const calendar::Event &event)
{
    QStringList lines;
    const auto versions = history(who, event);
    for (const QJsonObject &version : versions)
        lines.append(lineOf(version));
    return lines;
}

}
