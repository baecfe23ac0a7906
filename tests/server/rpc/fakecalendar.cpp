#include "tests/server/rpc/fakecalendar.h"

namespace hearth::server {

void FakeCalendar::status(const CallContext &call, const calendar::Empty &request,
                          Reply<calendar::Empty> reply)
{
    answer("status", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::createCalendar(const CallContext &call, const calendar::CreateCalendarRequest &request,
                                  Reply<calendar::Calendar> reply)
{
    answer("createCalendar", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::calendars(const CallContext &call, const calendar::Empty &request,
                             Reply<calendar::CalendarsResponse> reply)
{
    answer("calendars", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::findCalendar(const CallContext &call, const calendar::CalendarRequest &request,
                                Reply<calendar::Calendar> reply)
{
    answer("findCalendar", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::updateCalendar(const CallContext &call, const calendar::UpdateCalendarRequest &request,
                                  Reply<calendar::Calendar> reply)
{
    answer("updateCalendar", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::deleteCalendar(const CallContext &call, const calendar::DeleteCalendarRequest &request,
                                  Reply<calendar::Empty> reply)
{
    answer("deleteCalendar", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::join(const CallContext &call, const calendar::JoinRequest &request,
                        Reply<calendar::JoinResponse> reply)
{
    answer("join", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::members(const CallContext &call, const calendar::CalendarRequest &request,
                           Reply<calendar::MembersResponse> reply)
{
    answer("members", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::setRole(const CallContext &call, const calendar::SetRoleRequest &request,
                           Reply<calendar::Member> reply)
{
    answer("setRole", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::removeMember(const CallContext &call, const calendar::RemoveMemberRequest &request,
                                Reply<calendar::Calendar> reply)
{
    answer("removeMember", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::createEvent(const CallContext &call, const calendar::CreateEventRequest &request,
                               Reply<calendar::Event> reply)
{
    answer("createEvent", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::updateEvent(const CallContext &call, const calendar::UpdateEventRequest &request,
                               Reply<calendar::Event> reply)
{
    answer("updateEvent", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::deleteEvent(const CallContext &call, const calendar::DeleteEventRequest &request,
                               Reply<calendar::Event> reply)
{
    answer("deleteEvent", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::restoreEvent(const CallContext &call, const calendar::RestoreEventRequest &request,
                                Reply<calendar::Event> reply)
{
    answer("restoreEvent", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::findEvent(const CallContext &call, const calendar::EventRequest &request,
                             Reply<calendar::Event> reply)
{
    answer("findEvent", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::events(const CallContext &call, const calendar::EventsRequest &request,
                          Reply<calendar::EventsResponse> reply)
{
    answer("events", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::changes(const CallContext &call, const calendar::ChangesRequest &request,
                           Reply<calendar::ChangesResponse> reply)
{
    answer("changes", call, request.SerializeAsString(), std::move(reply));
}

void FakeCalendar::forget(const CallContext &call, const calendar::ForgetRequest &request,
                          Reply<calendar::Empty> reply)
{
    answer("forget", call, request.SerializeAsString(), std::move(reply));
}
void FakeCalendar::ownMessages(const CallContext &call, const calendar::OwnMessagesRequest &request,
                               Reply<calendar::OwnMessagesResponse> reply)
{
    answer("ownMessages", call, request.SerializeAsString(), std::move(reply));
}

QByteArrayList FakeCalendar::calledMethods() const
{
    QByteArrayList methods;
    const auto take = [&methods](const auto &calls) {
        for (const auto &call : calls)
            methods.append(call.method);
    };
    take(calls());
    take(invitesPart.calls());
    take(peoplePart.calls());
    take(messagesPart.calls());
    take(pollsPart.calls());
    take(noticesPart.calls());
    take(subscriptionsPart.calls());
    take(participationPart.calls());
    take(historyPart.calls());
    take(remindersPart.calls());
    return methods;
}

std::unique_ptr<Subscription>
FakeCalendar::watchChanges(StreamHandlers<calendar::WatchChangesResponse> handlers)
{
    return stream.open(std::move(handlers));
}

}
