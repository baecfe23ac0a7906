#include "server/gateway/live/livecommands.h"

#include "server/gateway/jsonbody.h"
#include "server/gateway/live/livehub.h"
#include "server/gateway/messagerequest.h"
#include "server/gateway/middleware/ratelimits.h"
#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"
#include "shared/protocol/calendarjson.h"
#include "shared/protocol/eventjson.h"

#include <QJsonDocument>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::LiveRequest;
using shared::Result;

namespace {
/// The calendar by "calendar_id" or "calendar_name"; an empty one where the request has neither.
Result<calendar::CalendarRef> calendarIn(const QJsonObject &data)
{
    calendar::CalendarRef ref;
    const auto id = optionalString(data, "calendar_id"_L1);
    if (!id)
        return id.error();
    const auto name = optionalString(data, "calendar_name"_L1);
    if (!name)
        return name.error();
    if (*id) {
        const auto parsed = shared::CalendarId::fromString(**id);
        if (!parsed)
            return Error{ErrorCode::NotFound, u"The calendar does not exist."_s, u"no_such_calendar"_s};
        ref.set_id(idBytes(*parsed));
    } else if (*name) {
        ref.set_name(utf8(**name));
    }
    return ref;
}

Result<calendar::CalendarRef> requiredCalendar(const QJsonObject &data)
{
    auto ref = calendarIn(data);
    if (ref && ref->id().empty() && ref->name().empty())
        return Error{ErrorCode::InvalidArgument, u"'calendar_name' is missing."_s};
    return ref;
}

Result<calendar::CreateEventRequest> readCreate(QJsonObject data)
{
    const auto ref = requiredCalendar(data);
    if (!ref)
        return ref.error();
    const auto key = optionalString(data, "idempotency_key"_L1);
    if (!key)
        return key.error();
    data.remove("idempotency_key"_L1);
    calendar::CreateEventRequest request;
    if (*key) {
        const auto parsed = parseIdempotencyKey(**key);
        if (!parsed)
            return parsed.error();
        request.set_idempotency_key(utf8(*parsed));
    }
    *request.mutable_calendar() = *ref;
    request.set_draft_json(QJsonDocument(data).toJson(QJsonDocument::Compact).toStdString());
    request.set_request_hash(requestHash(data).toStdString());
    return request;
}
}

LiveAnswer::LiveAnswer(std::shared_ptr<LiveLoop> loop, quint64 key, LiveRequest request)
    : m_loop(std::move(loop))
    , m_key(key)
    , m_request(std::move(request))
{
}

void LiveAnswer::ok(const QJsonObject &data) const { post(true, data); }

void LiveAnswer::fail(const Error &error) const
{
    QJsonObject data = QJsonDocument::fromJson(error.details).object();
    data.insert(u"message"_s, error.message);
    data.insert(u"code"_s, shared::errorCodeName(error.code));
    if (!error.reason.isEmpty())
        data.insert(u"reason"_s, error.reason);
    if (error.code == ErrorCode::SnapshotRequired)
        data.insert(u"snapshot_required"_s, true);
    if (error.retryAfterSeconds > 0)
        data.insert(u"retry_after"_s, error.retryAfterSeconds);
    post(false, data);
}

void LiveAnswer::okNow(LiveSession &session, const QJsonObject &data) const
{
    --session.pending;
    session.send(LiveFrame::answer(m_request, true, data));
}

void LiveAnswer::first(std::function<void(LiveLoop &, LiveSession &)> task) const
{
    m_loop->post([loop = m_loop.get(), key = m_key, task = std::move(task)] {
        if (LiveSession *session = loop->session(key); session && !session->isClosing())
            task(*loop, *session);
    });
}

void LiveAnswer::post(bool ok, const QJsonObject &data) const
{
    first([frame = LiveFrame::answer(m_request, ok, data)](LiveLoop &, LiveSession &session) {
        --session.pending;
        session.send(frame);
    });
}

LiveCommands::LiveCommands(LiveLoop &loop)
    : m_loop(loop)
{
}

LiveCommands::Command LiveCommands::find(const QString &event)
{
    static const QHash<QString, Command> kCommands{
        {u"disconnect"_s, &LiveCommands::disconnect},    {u"message"_s, &LiveCommands::message},
        {u"join_calendar"_s, &LiveCommands::join},       {u"leave_calendar"_s, &LiveCommands::leave},
        {u"create_event"_s, &LiveCommands::createEvent}, {u"resume"_s, &LiveCommands::resume},
    };
    return kCommands.value(event);
}

void LiveCommands::run(LiveSession &session, Result<LiveRequest> request)
{
    if (!request)
        return session.send(LiveFrame::error(request.error().message));
    const QJsonObject data = request->data;
    const Command command = find(request->event);
    if (request->event != "resume"_L1)
        m_loop.rooms().release(session);
    ++session.pending;
    const LiveAnswer answer(m_loop.shared_from_this(), session.key(), *std::move(request));
    if (session.pending > m_loop.options().maxPending)
        return answer.fail(
            {ErrorCode::Unavailable, u"Too many requests are under way; try again."_s, u"try_again"_s, 1});
    if (!command)
        return answer.fail({ErrorCode::InvalidArgument, u"There is no such event."_s, u"unknown_event"_s});
    (this->*command)(session, answer, data);
}

void LiveCommands::disconnect(LiveSession &session, const LiveAnswer &answer, const QJsonObject &)
{
    answer.okNow(session, {{u"message"_s, u"%1 has disconnected"_s.arg(session.token().username)}});
    session.close(LiveClose::Normal, "Goodbye.");
}

void LiveCommands::message(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data)
{
    auto request = messageRequest(data);
    if (!request)
        return answer.fail(request.error());
    const auto ref = calendarIn(data);
    if (!ref)
        return answer.fail(ref.error());
    if (ref->id().empty() && ref->name().empty())
        return say(session, answer, fromUtf8(request->text()));
    *request->mutable_calendar() = *ref;
    postToRoom(session, answer, *request);
}

void LiveCommands::say(LiveSession &session, const LiveAnswer &answer, const QString &text)
{
    const AccessToken &token = session.token();
    QList<shared::CalendarId> calendars;
    for (LiveRoom *room : session.rooms) {
        if (shared::mayRead(room->find(session)->role))
            calendars.append(room->calendar);
    }
    m_loop.hub().say(calendars, token.user,
                     {{u"message"_s, text},
                      {u"username"_s, token.username},
                      {u"user_id"_s, token.user.toString()},
                      {u"at"_s, shared::formatUtc(m_loop.hub().clock().nowMs())}});
    answer.ok({{u"message"_s, u"Sent."_s}});
}

void LiveCommands::postToRoom(LiveSession &session, const LiveAnswer &answer,
                              const calendar::PostMessageRequest &request)
{
    m_loop.hub().calendar().messages().post(
        m_loop.call(session), request, [answer](const Result<calendar::PostMessageResponse> &result) {
            if (!result)
                return answer.fail(result.error());
            const shared::Change change = fromProto(result->change());
            answer.ok({{u"message"_s, u"Sent."_s},
                       {u"id"_s, change.entity.toString(QUuid::WithoutBraces)},
                       {u"calendar_id"_s, change.calendar.toString()},
                       {u"seq"_s, change.seq}});
        });
}

void LiveCommands::join(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data)
{
    const auto ref = requiredCalendar(data);
    if (!ref)
        return answer.fail(ref.error());
    const auto password = optionalString(data, "calendar_password"_L1);
    if (!password)
        return answer.fail(password.error());
    calendar::JoinRequest request;
    *request.mutable_calendar() = *ref;
    request.set_password(utf8(password->value_or(QString())));
    const auto go = [&calendar = m_loop.hub().calendar(), call = m_loop.call(session), request, answer] {
        joinNow(calendar, call, request, answer);
    };
    if (!m_loop.hub().options().limitsEnabled)
        return go();
    m_loop.hub().limiter().take("join:" + session.token().user.toString().toLatin1(),
                                m_loop.hub().options().joinLimit, [go, answer](const RateDecision &decision) {
                                    if (!decision.allowed)
                                        return answer.fail(rateLimited(decision));
                                    go();
                                });
}

void LiveCommands::joinNow(CalendarApi &calendar, const CallContext &call,
                           const calendar::JoinRequest &request, const LiveAnswer &answer)
{
    calendar.join(call, request, [answer](const Result<calendar::JoinResponse> &result) {
        if (!result)
            return answer.fail(result.error());
        const shared::Calendar joined = fromProto(result->calendar());
        const bool wasMember = result->already_member();
        answer.first([joined, wasMember](LiveLoop &loop, LiveSession &socket) {
            // The joining itself is the newest change, and the room's first news to the socket.
            loop.rooms().enter(socket, joined.id, wasMember ? joined.seq : joined.seq - 1, joined.role,
                               Membership::State::Live);
        });
        if (wasMember)
            return answer.fail(
                {ErrorCode::Conflict, u"You are in this calendar already."_s, u"already_member"_s});
        answer.ok({{u"message"_s, u"You have joined %1."_s.arg(joined.name)},
                   {u"calendar_id"_s, joined.id.toString()},
                   {u"calendar"_s, shared::toJson(joined)}});
    });
}

void LiveCommands::leave(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data)
{
    const auto ref = requiredCalendar(data);
    if (!ref)
        return answer.fail(ref.error());
    calendar::RemoveMemberRequest request;
    *request.mutable_calendar() = *ref;
    request.set_user_id(idBytes(session.token().user));
    // The socket leaves the room with the change itself, so that it misses nothing before and gets nothing
    // after.
    m_loop.hub().calendar().removeMember(m_loop.call(session), request,
                                         [answer](const Result<calendar::Calendar> &result) {
                                             if (!result)
                                                 return answer.fail(result.error());
                                             const shared::Calendar left = fromProto(*result);
                                             answer.ok({{u"message"_s, u"You have left %1."_s.arg(left.name)},
                                                        {u"calendar_id"_s, left.id.toString()},
                                                        {u"calendar_name"_s, left.name}});
                                         });
}

void LiveCommands::createEvent(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data)
{
    const auto request = readCreate(data);
    if (!request)
        return answer.fail(request.error());
    m_loop.hub().calendar().createEvent(m_loop.call(session), *request,
                                        [answer](const Result<calendar::Event> &result) {
                                            if (!result)
                                                return answer.fail(result.error());
                                            answer.ok({{u"message"_s, u"The event has been created."_s},
                                                       {u"event"_s, shared::toJson(fromProto(*result))}});
                                        });
}

void LiveCommands::resume(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data)
{
    const auto reminders = optionalInteger(data, "reminders_since"_L1, 0);
    if (!reminders)
        return answer.fail(reminders.error());
    if (*reminders)
        return m_loop.personal().resume(session, answer, **reminders);
    const auto id = requiredString(data, "calendar_id"_L1);
    if (!id)
        return answer.fail(id.error());
    const auto since = optionalInteger(data, "since"_L1, 0);
    if (!since)
        return answer.fail(since.error());
    if (!*since)
        return answer.fail({ErrorCode::InvalidArgument, u"'since' is missing."_s});
    const auto calendar = shared::CalendarId::fromString(*id);
    if (!calendar)
        return answer.fail({ErrorCode::NotFound, u"The calendar does not exist."_s, u"no_such_calendar"_s});
    m_loop.rooms().resume(session, answer, *calendar, **since);
}

}
