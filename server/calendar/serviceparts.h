#pragma once

#include "server/calendar/calendarservice.h"
#include "server/calendar/changes/changelistener.h"
#include "server/calendar/commands/sagastart.h"
#include "server/calendar/conversation/messagesservice.h"
#include "server/calendar/departures/departures.h"
#include "server/calendar/history/historyservice.h"
#include "server/calendar/housekeeping.h"
#include "server/calendar/invites/invitesservice.h"
#include "server/calendar/notices/noticesservice.h"
#include "server/calendar/objects/objectsservice.h"
#include "server/calendar/participation/participationservice.h"
#include "server/calendar/passwordpool.h"
#include "server/calendar/people/peopleservice.h"
#include "server/calendar/polls/pollsservice.h"
#include "server/calendar/reminders/reminderscheduler.h"
#include "server/calendar/reminders/remindersservice.h"
#include "server/calendar/saga/sagarecovery.h"
#include "server/calendar/search/searchservice.h"
#include "server/calendar/subscriptions/subscriptionsservice.h"
#include "server/calendar/transfer/transferservice.h"

#include <memory>

namespace hearth::server::calendar {

/// What the service is made of, in the order in which it is taken apart from the end.
struct CalendarService::Parts {
    Parts(const shared::DatabaseUrl &url, AuthApi &auth, const shared::Clock &givenClock,
          const CalendarOptions &givenOptions, CalendarObserver *observer, DbObserver *dbObserver);
    ~Parts();

    SagaPlan newPlan() const;
    /// Drives what the command began and answers with its event.
    void follow(const shared::Result<SagaStart> &start, const Reply<pb::Event> &reply);
    std::optional<Revision> knownRevision(const shared::UserId &user) const;
    Revision revision(shared::Database &database, const shared::UserId &user);

    const shared::Clock &clock;
    const CalendarOptions options;
    TaskTimer timer;
    ChangeFeed feed;
    RevisionTable revisions;
    std::unique_ptr<DbExecutor> executor;
    Writer writer;
    SearchService search{writer};
    SagaRunner runner;
    SagaRecovery recovery;
    Housekeeping housekeeping;
    Departures departures;
    InvitesService invites;
    PeopleService people;
    MessagesService messages;
    PollsService polls;
    NoticesService notices;
    ParticipationService participation;
    HistoryService history;
    RemindersService reminders;
    ReminderScheduler scheduler;
    ObjectsService objects;
    TransferService transfer;
    SubscriptionsService subscriptions;
    std::unique_ptr<PasswordPool> passwords;
    std::unique_ptr<ChangeListener> listener;
};

}
