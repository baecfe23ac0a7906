#include "server/calendar/history/historyreader.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/history/versionjson.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"
#include "shared/sql/transaction.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EventId;
using shared::Result;

namespace {
constexpr int kPage = 50;
constexpr int kMaxPage = 100;

std::string cursorText(const VersionTable::Place &place)
{
    const QString plain =
        u"%1 %2 %3 %4"_s.arg(place.atMs).arg(place.version).arg(place.event.toString()).arg(place.number);
    return plain.toLatin1()
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

Result<std::optional<VersionTable::Place>> readCursor(const std::string &text)
{
    using Place = std::optional<VersionTable::Place>;
    if (text.empty())
        return Place{};
    const QList<QByteArray> parts =
        QByteArray::fromBase64(QByteArray::fromStdString(text), QByteArray::Base64UrlEncoding).split(' ');
    const auto event = EventId::fromString(QString::fromLatin1(parts.value(2)));
    std::array<bool, 3> ok{};
    const VersionTable::Place place{parts.value(0).toLongLong(&ok[0]), parts.value(1).toLongLong(&ok[1]),
                                    event.value_or(EventId{}), parts.value(3).toLongLong(&ok[2])};
    if (!event || parts.size() != 4 || !std::all_of(ok.begin(), ok.end(), [](bool each) { return each; }))
        return invalidArgument(u"'cursor' is none that was given out."_s, u"invalid_cursor"_s);
    return Place{place};
}

std::string text(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

shared::Error noSuchVersion()
{
    return {shared::ErrorCode::NotFound, u"The event has no such version."_s, u"no_such_version"_s};
}
}

HistoryReader::HistoryReader(shared::Database &database, const CallContext &caller)
    : m_db(database)
    , m_caller(caller)
{
}

Result<pb::HistoryResponse> HistoryReader::read(const pb::HistoryRequest &request)
{
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
    const auto id = idFromBytes<EventId>(request.event_id());
    const auto calendar = open(request.calendar(), id);
    if (!calendar)
        return calendar.error();
    const auto after = readCursor(request.cursor());
    if (!after)
        return after.error();
    const int limit = request.limit() > 0 ? std::min(request.limit(), kMaxPage) : kPage;
    QList<EventVersion> versions = VersionTable(m_db).page(id, *after, limit + 1);
    pb::HistoryResponse response;
    if (versions.size() > limit) {
        versions.removeLast();
        response.set_next_cursor(cursorText(VersionTable::placeOf(versions.last())));
    }
    for (const EventVersion &version : std::as_const(versions))
        response.add_versions(text(json(version)));
    return response;
}

Result<pb::Version> HistoryReader::read(const pb::VersionRequest &request)
{
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
    const auto id = idFromBytes<EventId>(request.event_id());
    const auto calendar = open(request.calendar(), id);
    if (!calendar)
        return calendar.error();
    const auto version = VersionTable(m_db).find(id, request.number());
    if (!version)
        return noSuchVersion();
    shared::Event event = version->stored.event;
    event.calendarName = event.calendar == m_calendar.id ? m_calendar.name : QString();
    if (isHiddenNow(id))
        maskEvent(event);
    else
        maskFor(event, m_calendar.role, m_caller.user);
    QJsonObject shown = json(*version);
    shown.insert(u"event"_s, shared::toJson(event));
    pb::Version response;
    response.set_data(text(shown));
    return response;
}

Result<shared::Calendar> HistoryReader::open(const pb::CalendarRef &reference, const EventId &event)
{
    auto calendar = requireAccess(m_db, m_caller, reference, Right::Read);
    if (!calendar)
        return calendar;
    if (!EventTable(m_db).find(calendar->id, event))
        return noSuchEvent();
    m_calendar = *calendar;
    return calendar;
}

QJsonObject HistoryReader::json(const EventVersion &version)
{
    const auto before = VersionTable(m_db).find(version.stored.event.id, version.number - 1);
    const bool hidden = isHiddenNow(version.stored.event.id) || isHidden(version.stored.event, m_caller.user)
        || (before && isHidden(before->stored.event, m_caller.user));
    return versionJson(version, before, hidden);
}

bool HistoryReader::isHiddenNow(const EventId &event)
{
    if (const auto known = m_hidden.constFind(event); known != m_hidden.constEnd())
        return *known;
    const auto stored = EventTable(m_db).find(m_calendar.id, event);
    return *m_hidden.insert(event, !stored || isHidden(stored->event, m_caller.user));
}

}
