#include "server/calendar/calendarservice.h"

#include "server/calendar/access.h"
#include "server/calendar/calendarkey.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/changes/changelog.h"
#include "server/calendar/commands/createcalendar.h"
#include "server/calendar/commands/createevent.h"
#include "server/calendar/commands/deletecalendar.h"
#include "server/calendar/commands/deleteevent.h"
#include "server/calendar/commands/joincalendar.h"
#include "server/calendar/commands/removemember.h"
#include "server/calendar/commands/restoreevent.h"
#include "server/calendar/commands/setrole.h"
#include "server/calendar/commands/updatecalendar.h"
#include "server/calendar/commands/updateevent.h"
#include "server/calendar/errors.h"
#include "server/calendar/reminders/personaltable.h"
#include "server/calendar/serviceparts.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/eventsreader.h"
#include "server/calendar/store/eventtable.h"
#include "server/calendar/store/membertable.h"
#include "server/calendar/store/ownmessages.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"
#include "shared/sql/transaction.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Result;

namespace {
Result<pb::EventsResponse> notModified(const Revision &revision)
{
    pb::EventsResponse response;
    response.set_revision(revision.text.toStdString());
    response.set_calendars(revision.calendars);
    response.set_not_modified(true);
    return response;
}

shared::Error wrongPassword()
{
    return {shared::ErrorCode::Forbidden, u"The calendar's password is wrong."_s, u"wrong_password"_s};
}
}

CalendarService::CalendarService(const shared::DatabaseUrl &url, AuthApi &auth, const shared::Clock &clock,
                                 const CalendarOptions &options, CalendarObserver *observer,
                                 DbObserver *dbObserver)
    : m_parts(std::make_unique<Parts>(url, auth, clock, options, observer, dbObserver))
{
}

CalendarService::~CalendarService() = default;

InvitesApi &CalendarService::invites() { return m_parts->invites; }

PeopleApi &CalendarService::people() { return m_parts->people; }

MessagesApi &CalendarService::messages() { return m_parts->messages; }

PollsApi &CalendarService::polls() { return m_parts->polls; }

SubscriptionsApi &CalendarService::subscriptions() { return m_parts->subscriptions; }

NoticesApi &CalendarService::notices() { return m_parts->notices; }

ParticipationApi &CalendarService::participation() { return m_parts->participation; }

HistoryApi &CalendarService::history() { return m_parts->history; }
RemindersApi &CalendarService::reminders() { return m_parts->reminders; }

int CalendarService::queuedJobs() const { return m_parts->executor->queued(); }

void CalendarService::status(const CallContext &call, const pb::Empty &, Reply<pb::Empty> reply)
{
    const auto question = [](Database &database) -> Result<pb::Empty> {
        database.ping();
        return pb::Empty{};
    };
    m_parts->writer.read(call, question, std::move(reply));
}

void CalendarService::createCalendar(const CallContext &call, const pb::CreateCalendarRequest &request,
                                     Reply<pb::Calendar> reply)
{
    const QString password = fromUtf8(request.password());
    if (!password.isEmpty()) {
        if (const auto checked = shared::checkPassword(password); !checked)
            return reply(checked.error());
    }
    // What is kept of a keyed request may not make its password easier to guess than the calendar's own hash.
    const bool keyed = !request.idempotency_key().empty();
    const QByteArray salt = QByteArray::fromStdString(idBytes(call.user) + request.idempotency_key());
    m_parts->passwords->fingerprint(
        keyed ? password : QString(), salt,
        [this, call, request, password, reply = std::move(reply)](const Result<QByteArray> &fingerprint) {
            if (!fingerprint)
                return reply(fingerprint.error());
            pb::CreateCalendarRequest known = request;
            known.mutable_request_hash()->append(fingerprint->toStdString());
            createHashed(call, known, password, reply);
        });
}

void CalendarService::createHashed(const CallContext &call, const pb::CreateCalendarRequest &request,
                                   const QString &password, const Reply<pb::Calendar> &reply)
{
    m_parts->passwords->hash(password, [this, call, request, reply](const Result<QString> &hash) {
        if (!hash)
            return reply(hash.error());
        const auto id = request.id().empty() ? shared::newId<shared::CalendarId>(m_parts->clock)
                                             : idFromBytes<shared::CalendarId>(request.id());
        if (id.isNull())
            return reply(invalidArgument(u"The calendar's id is malformed."_s));
        m_parts->writer.run(call, id.value, CreateCalendar(request, *hash, id, m_parts->options), reply);
    });
}

void CalendarService::calendars(const CallContext &call, const pb::Empty &,
                                Reply<pb::CalendarsResponse> reply)
{
    const auto question = [user = call.user](Database &database) -> Result<pb::CalendarsResponse> {
        pb::CalendarsResponse response;
        const auto calendars = CalendarTable(database).ofUser(user);
        for (const shared::Calendar &calendar : calendars)
            *response.add_calendars() = toProto(calendar);
        response.set_personal_number(PersonalTable(database).newest(user));
        return response;
    };
    m_parts->writer.read(call, question, std::move(reply));
}

void CalendarService::findCalendar(const CallContext &call, const pb::CalendarRequest &request,
                                   Reply<pb::Calendar> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::Calendar> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::See);
        return calendar ? Result<pb::Calendar>(toProto(*calendar)) : calendar.error();
    };
    m_parts->writer.read(call, question, std::move(reply));
}

void CalendarService::updateCalendar(const CallContext &call, const pb::UpdateCalendarRequest &request,
                                     Reply<pb::Calendar> reply)
{
    const QString password = fromUtf8(request.password());
    if (!password.isEmpty()) {
        if (const auto checked = shared::checkPassword(password); !checked)
            return reply(checked.error());
    }
    // Access first: a stranger must not make the server hash.
    const auto question = [call, request](Database &database) -> Result<shared::Calendar> {
        return requireAccess(database, call, request.calendar(), Right::Manage);
    };
    m_parts->writer.read(
        call, question, [this, call, request, password, reply](const Result<shared::Calendar> &calendar) {
            if (!calendar)
                return reply(calendar.error());
            m_parts->passwords->hash(password, [this, call, request, reply](const Result<QString> &hash) {
                if (!hash)
                    return reply(hash.error());
                m_parts->writer.run(call, keyOf(request.calendar()), UpdateCalendar(request, *hash), reply);
            });
        });
}

void CalendarService::deleteCalendar(const CallContext &call, const pb::DeleteCalendarRequest &request,
                                     Reply<pb::Empty> reply)
{
    m_parts->writer.run(call, keyOf(request.calendar()), DeleteCalendar(request), std::move(reply));
}

void CalendarService::join(const CallContext &call, const pb::JoinRequest &request,
                           Reply<pb::JoinResponse> reply)
{
    const auto question = [call, request](Database &database) -> Result<Membership> {
        const auto found = CalendarTable(database).find(request.calendar(), call.user);
        return found ? Result<Membership>(*found) : noSuchCalendar();
    };
    m_parts->writer.read(call, question, [this, call, request, reply](const Result<Membership> &found) {
        if (!found)
            return reply(found.error());
        const auto command = JoinCalendar(request, found->passwordHash, m_parts->options);
        if (found->member || found->passwordHash.isEmpty())
            return m_parts->writer.run(call, found->calendar.id.value, command, reply);
        const auto verified = [this, call, command, key = found->calendar.id.value,
                               reply](const Result<bool> &fits) {
            if (!fits)
                return reply(fits.error());
            if (!*fits)
                return reply(wrongPassword());
            m_parts->writer.run(call, key, command, reply);
        };
        m_parts->passwords->verify(found->passwordHash, fromUtf8(request.password()), verified);
    });
}

void CalendarService::members(const CallContext &call, const pb::CalendarRequest &request,
                              Reply<pb::MembersResponse> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::MembersResponse> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::See);
        if (!calendar)
            return calendar.error();
        pb::MembersResponse response;
        const auto members = MemberTable(database, calendar->id).all();
        for (const shared::Member &member : members)
            *response.add_members() = toProto(member);
        return response;
    };
    m_parts->writer.read(call, question, std::move(reply));
}

void CalendarService::setRole(const CallContext &call, const pb::SetRoleRequest &request,
                              Reply<pb::Member> reply)
{
    m_parts->writer.run(call, keyOf(request.calendar()), SetRole(request), std::move(reply));
}

void CalendarService::removeMember(const CallContext &call, const pb::RemoveMemberRequest &request,
                                   Reply<pb::Calendar> reply)
{
    m_parts->writer.run(call, keyOf(request.calendar()), RemoveMember(request), std::move(reply));
}

void CalendarService::createEvent(const CallContext &call, const pb::CreateEventRequest &request,
                                  Reply<pb::Event> reply)
{
    const SagaPlan plan = m_parts->newPlan();
    // By the saga, not by the calendar: first steps need no order among each other.
    m_parts->writer.run(call, plan.saga.value, CreateEvent(request, plan),
                        [this, reply](const Result<SagaStart> &start) { m_parts->follow(start, reply); });
}

void CalendarService::updateEvent(const CallContext &call, const pb::UpdateEventRequest &request,
                                  Reply<pb::Event> reply)
{
    m_parts->writer.run(call, keyOf(request.calendar()), UpdateEvent(request, m_parts->newPlan()),
                        [this, reply](const Result<SagaStart> &start) { m_parts->follow(start, reply); });
}

void CalendarService::deleteEvent(const CallContext &call, const pb::DeleteEventRequest &request,
                                  Reply<pb::Event> reply)
{
    m_parts->writer.run(call, keyOf(request.calendar()), DeleteEvent(request, m_parts->newPlan()),
                        [this, reply](const Result<SagaStart> &start) { m_parts->follow(start, reply); });
}

void CalendarService::restoreEvent(const CallContext &call, const pb::RestoreEventRequest &request,
                                   Reply<pb::Event> reply)
{
    m_parts->writer.run(call, keyOf(request.calendar()), RestoreEvent(request, m_parts->newPlan()),
                        [this, reply](const Result<SagaStart> &start) { m_parts->follow(start, reply); });
}

void CalendarService::findEvent(const CallContext &call, const pb::EventRequest &request,
                                Reply<pb::Event> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::Event> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::See);
        if (!calendar)
            return calendar.error();
        auto stored =
            EventTable(database).find(calendar->id, idFromBytes<shared::EventId>(request.event_id()));
        if (!stored || stored->state == EventState::Deleted)
            return noSuchEvent();
        maskFor(stored->event, calendar->role, call.user);
        return toProto(stored->event);
    };
    m_parts->writer.read(call, question, std::move(reply));
}

void CalendarService::events(const CallContext &call, const pb::EventsRequest &request,
                             Reply<pb::EventsResponse> reply)
{
    const QByteArray known = QByteArray::fromStdString(request.known_revision());
    if (!known.isEmpty()) {
        if (const auto revision = m_parts->knownRevision(call.user); revision && revision->text == known)
            return reply(notModified(*revision));
    }
    const auto question = [this, call, request, known](Database &database) -> Result<pb::EventsResponse> {
        const Revision revision = m_parts->revision(database, call.user);
        if (!known.isEmpty() && known == revision.text)
            return notModified(revision);
        return EventsReader(database, call, m_parts->options).read(request, revision);
    };
    m_parts->writer.read(call, question, std::move(reply));
}

void CalendarService::changes(const CallContext &call, const pb::ChangesRequest &request,
                              Reply<pb::ChangesResponse> reply)
{
    const int most = m_parts->options.maxChanges;
    const int limit = request.limit() > 0 ? std::min(request.limit(), most) : most;
    const auto question = [call, request, limit](Database &database) -> Result<pb::ChangesResponse> {
        const shared::Transaction snapshot(database, shared::Transaction::Mode::Read);
        const auto calendar = requireAccess(database, call, request.calendar(), Right::See);
        if (!calendar)
            return calendar.error();
        if (request.since() < 0)
            return invalidArgument(u"'since' is negative."_s);
        auto changes = ChangeLog(database).since(calendar->id, request.since(), calendar->seq, limit);
        if (!changes)
            return changes.error();
        pb::ChangesResponse response;
        for (shared::Change &change : *changes) {
            maskFor(change, calendar->role, call.user);
            *response.add_changes() = toProto(change);
        }
        response.set_seq(calendar->seq);
        response.set_more(!changes->isEmpty() && changes->last().seq < calendar->seq);
        return response;
    };
    m_parts->writer.read(call, question, std::move(reply));
}

void CalendarService::forget(const CallContext &call, const pb::ForgetRequest &request,
                             Reply<pb::Empty> reply)
{
    if (request.look_only())
        m_parts->departures.look(call, std::move(reply));
    else
        m_parts->departures.forget(call, std::move(reply));
}

void CalendarService::ownMessages(const CallContext &call, const pb::OwnMessagesRequest &request,
                                  Reply<pb::OwnMessagesResponse> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::OwnMessagesResponse> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::See);
        if (!calendar)
            return calendar.error();
        return OwnMessages(database, calendar->id).of(call.user, request.after_seq());
    };
    m_parts->writer.read(call, question, std::move(reply));
}

std::unique_ptr<Subscription> CalendarService::watchChanges(StreamHandlers<pb::WatchChangesResponse> handlers)
{
    return m_parts->feed.watch(std::move(handlers));
}

ObjectsApi &CalendarService::objects() { return m_parts->objects; }
SearchApi &CalendarService::search() { return m_parts->search; }

TransferApi &CalendarService::transfer() { return m_parts->transfer; }

}
