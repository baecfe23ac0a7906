#include "tests/support/fakeobjects.h"

#include "server/proto/convert.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::server;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr int kPage = 1000;
constexpr qsizetype kLargest = 1024 * 1024;

Error refused(const QString &reason)
{
    return {ErrorCode::InvalidArgument, u"The object is not acceptable."_s, reason};
}

QString uidOf(const QString &text)
{
    static const QRegularExpression line(u"^UID:(.*?)\\r?$"_s, QRegularExpression::MultilineOption);
    return line.match(text).captured(1);
}

std::string etagOf(qint64 seq) { return std::to_string(seq); }

calendar::CalendarObject describe(const QString &name, const QString &text, qint64 seq, bool withData)
{
    calendar::CalendarObject object;
    object.set_name(utf8(name));
    object.set_etag(etagOf(seq));
    object.set_modified_ms(1'790'000'000'000 + seq * 1000);
    if (withData) {
        object.set_data(utf8(text));
        object.set_size(qint64(object.data().size()));
    }
    return object;
}

bool holds(const calendar::ObjectCondition &condition, std::optional<qint64> seq)
{
    if (condition.if_absent() && seq)
        return false;
    if ((condition.if_exists() || condition.if_match_size() > 0) && !seq)
        return false;
    return condition.if_match_size() == 0
        || std::any_of(condition.if_match().begin(), condition.if_match().end(),
                       [&](const std::string &etag) { return etag == etagOf(*seq); });
}

Error mismatch()
{
    return {ErrorCode::PreconditionFailed, u"The object has been changed meanwhile."_s, u"etag_mismatch"_s};
}
}

FakeObjects::FakeObjects(Rooms rooms)
    : m_rooms(std::move(rooms))
{
}

void FakeObjects::failWith(std::optional<Error> error)
{
    const std::lock_guard lock(m_mutex);
    m_failure = std::move(error);
}

void FakeObjects::setMatches(const QStringList &names)
{
    const std::lock_guard lock(m_mutex);
    m_matches = names;
}

void FakeObjects::setPeriods(const QList<calendar::BusyPeriod> &periods)
{
    const std::lock_guard lock(m_mutex);
    m_periods = periods;
}

void FakeObjects::setRewriting(bool rewriting)
{
    const std::lock_guard lock(m_mutex);
    m_rewriting = rewriting;
}

QString FakeObjects::textOf(shared::CalendarId calendar, const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    return m_stores.value(calendar).objects.value(name).text;
}

calendar::ListObjectsRequest FakeObjects::lastList() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastList;
}

calendar::GetObjectsRequest FakeObjects::lastGet() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastGet;
}

calendar::FreeBusyRequest FakeObjects::lastFreeBusy() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastFreeBusy;
}

Result<shared::Calendar> FakeObjects::enter(const CallContext &call, const calendar::CalendarRef &ref) const
{
    if (m_failure)
        return *m_failure;
    return m_rooms.enter(call, ref);
}

Result<shared::Calendar> FakeObjects::enterToWrite(const CallContext &call,
                                                   const calendar::CalendarRef &ref) const
{
    auto calendar = enter(call, ref);
    if (calendar && !shared::mayWriteEvents(calendar->role))
        return Error{ErrorCode::Forbidden, u"You may only look at this calendar."_s, u"role"_s};
    return calendar;
}

void FakeObjects::listObjects(const CallContext &call, const calendar::ListObjectsRequest &request,
                              Reply<calendar::ListObjectsResponse> reply)
{
    const std::lock_guard lock(m_mutex);
    m_lastList = request;
    const auto calendar = enter(call, request.calendar());
    if (!calendar)
        return reply(calendar.error());
    calendar::ListObjectsResponse response;
    response.set_seq(calendar->seq);
    const int limit = request.limit() > 0 ? request.limit() : kPage;
    const auto &objects = m_stores[calendar->id].objects;
    for (auto it = objects.upperBound(fromUtf8(request.after())); it != objects.end(); ++it) {
        if (request.has_filter() && m_matches && !m_matches->contains(it.key()))
            continue;
        if (response.objects_size() == limit) {
            response.set_more(true);
            break;
        }
        *response.add_objects() = describe(it.key(), it->text, it->seq, request.with_data());
    }
    reply(response);
}

void FakeObjects::getObjects(const CallContext &call, const calendar::GetObjectsRequest &request,
                             Reply<calendar::GetObjectsResponse> reply)
{
    const std::lock_guard lock(m_mutex);
    m_lastGet = request;
    const auto calendar = enter(call, request.calendar());
    if (!calendar)
        return reply(calendar.error());
    calendar::GetObjectsResponse response;
    const auto &objects = m_stores[calendar->id].objects;
    for (const std::string &name : request.names()) {
        const auto found = objects.find(fromUtf8(name));
        if (found != objects.end())
            *response.add_objects() = describe(found.key(), found->text, found->seq, request.with_data());
    }
    reply(response);
}

std::optional<Error> FakeObjects::refusal(const Store &store, const calendar::PutObjectRequest &request) const
{
    const QString name = fromUtf8(request.name());
    const QString text = fromUtf8(request.data());
    if (qsizetype(request.data().size()) > kLargest)
        return Error{ErrorCode::TooLarge, u"The object is too large."_s};
    if (!text.startsWith("BEGIN:VCALENDAR"_L1))
        return refused(u"invalid_data"_s);
    if (text.contains("BEGIN:VTODO"_L1))
        return refused(u"unsupported_component"_s);
    if (uidOf(text).isEmpty() || text.contains("METHOD:"_L1))
        return refused(u"invalid_object"_s);
    for (auto it = store.objects.begin(); it != store.objects.end(); ++it)
        if (it.key() != name && uidOf(it->text) == uidOf(text))
            return Error{ErrorCode::Conflict, u"Another object has the UID."_s, u"uid_conflict"_s, 0,
                         "{\"name\":\"" + it.key().toUtf8() + "\"}"};
    const auto found = store.objects.find(name);
    if (!holds(request.condition(), found == store.objects.end() ? std::nullopt : std::optional(found->seq)))
        return mismatch();
    return std::nullopt;
}

void FakeObjects::putObject(const CallContext &call, const calendar::PutObjectRequest &request,
                            Reply<calendar::PutObjectResponse> reply)
{
    const std::lock_guard lock(m_mutex);
    const auto calendar = enterToWrite(call, request.calendar());
    if (!calendar)
        return reply(calendar.error());
    Store &store = m_stores[calendar->id];
    if (const auto error = refusal(store, request))
        return reply(*error);
    const QString name = fromUtf8(request.name());
    calendar::PutObjectResponse response;
    response.set_created(!store.objects.contains(name));
    response.set_stored_as_sent(!m_rewriting);
    const qint64 seq = m_rooms.touch(call, calendar->id);
    store.objects.insert(name, {fromUtf8(request.data()), seq});
    store.removed.remove(name);
    *response.mutable_object() = describe(name, {}, seq, false);
    reply(response);
}

void FakeObjects::deleteObject(const CallContext &call, const calendar::DeleteObjectRequest &request,
                               Reply<calendar::Empty> reply)
{
    const std::lock_guard lock(m_mutex);
    const auto calendar = enterToWrite(call, request.calendar());
    if (!calendar)
        return reply(calendar.error());
    Store &store = m_stores[calendar->id];
    const QString name = fromUtf8(request.name());
    const auto found = store.objects.find(name);
    if (found == store.objects.end())
        return reply(Error{ErrorCode::NotFound, u"There is no such object."_s, u"no_such_object"_s});
    if (!holds(request.condition(), found->seq))
        return reply(mismatch());
    store.objects.erase(found);
    store.removed.insert(name, m_rooms.touch(call, calendar->id));
    reply(calendar::Empty());
}

void FakeObjects::syncObjects(const CallContext &call, const calendar::SyncObjectsRequest &request,
                              Reply<calendar::SyncObjectsResponse> reply)
{
    const std::lock_guard lock(m_mutex);
    const auto calendar = enter(call, request.calendar());
    if (!calendar)
        return reply(calendar.error());
    const qint64 since = request.since();
    const qint64 removals = std::max<qint64>(since, request.removed_since());
    if (removals > calendar->seq || (since > 0 && removals < m_rooms.trimmed(calendar->id)))
        return reply(Error{ErrorCode::SnapshotRequired, u"Load the calendar anew."_s});
    struct Entry {
        qint64 seq;
        QString name;
        const Object *object;
    };
    std::vector<Entry> entries;
    const Store &store = m_stores[calendar->id];
    for (auto it = store.objects.begin(); it != store.objects.end(); ++it)
        if (it->seq > since)
            entries.push_back({it->seq, it.key(), &*it});
    for (auto it = store.removed.begin(); it != store.removed.end() && since > 0; ++it)
        if (*it > removals)
            entries.push_back({*it, it.key(), nullptr});
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.seq < b.seq; });
    const auto limit = size_t(request.limit() > 0 ? request.limit() : kPage);
    calendar::SyncObjectsResponse response;
    response.set_more(entries.size() > limit);
    entries.resize(std::min(entries.size(), limit));
    response.set_newest(calendar->seq);
    response.set_seq(response.more() ? entries.back().seq : calendar->seq);
    for (const Entry &entry : entries) {
        if (entry.object)
            *response.add_changed() =
                describe(entry.name, entry.object->text, entry.seq, request.with_data());
        else
            response.add_removed(utf8(entry.name));
    }
    reply(response);
}

void FakeObjects::freeBusy(const CallContext &call, const calendar::FreeBusyRequest &request,
                           Reply<calendar::FreeBusyResponse> reply)
{
    const std::lock_guard lock(m_mutex);
    m_lastFreeBusy = request;
    const auto calendar = enter(call, request.calendar());
    if (!calendar)
        return reply(calendar.error());
    calendar::FreeBusyResponse response;
    for (const calendar::BusyPeriod &period : std::as_const(m_periods))
        *response.add_periods() = period;
    reply(response);
}

calendar::BusyOfCalendarsRequest FakeObjects::lastBusyOfCalendars() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastBusyOfCalendars;
}

void FakeObjects::busyOfCalendars(const CallContext &, const calendar::BusyOfCalendarsRequest &request,
                                  Reply<calendar::BusyTimesResponse> reply)
{
    const std::lock_guard lock(m_mutex);
    m_lastBusyOfCalendars = request;
    calendar::BusyTimesResponse response;
    for (const calendar::BusyPeriod &period : std::as_const(m_periods))
        *response.add_periods() = period;
    reply(response);
}

void FakeObjects::busyOfMembers(const CallContext &call, const calendar::BusyOfMembersRequest &request,
                                Reply<calendar::BusyTimesResponse> reply)
{
    const std::lock_guard lock(m_mutex);
    const auto calendar = enter(call, request.calendar());
    if (!calendar)
        return reply(calendar.error());
    calendar::BusyTimesResponse response;
    calendar::MemberBusy *member = response.add_members();
    member->set_user_id(idBytes(call.user));
    member->set_username(utf8(call.username));
    for (const calendar::BusyPeriod &period : std::as_const(m_periods))
        *member->add_periods() = period;
    reply(response);
}

}
