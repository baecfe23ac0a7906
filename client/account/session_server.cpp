// What a session asks its server beside the events, and what it hears from it beside them.
#include "client/account/session.h"
#include "shared/protocol/eventjson.h"
#include "shared/protocol/messagejson.h"

#include <QJsonDocument>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::EventId;
using shared::UserId;

namespace {
/// An occurrence that nobody changed has no id at the server: it goes by its series.
bool isUnchanged(const EventItem &event, const EventIndex &events)
{
    return event.isInstance() && !events.stored(event.id);
}

QString eventPath(const EventItem &event, const EventIndex &events)
{
    const EventId named = isUnchanged(event, events) ? event.series : event.id;
    return u"/api/v1/calendars/%1/events/%2"_s.arg(event.calendar.toString(), named.toString());
}
}

void Session::reply(EventId event, const Reply &reply, Finished finished)
{
    const EventItem *item = m_events.find(event);
    if (!item)
        return finished(shared::Error{shared::ErrorCode::NotFound, tr("The event is gone.")});
    ApiRequest request{"PUT", eventPath(*item, m_events) + u"/answer"_s};
    QJsonObject body{{u"answer"_s, shared::answerName(reply.answer)}, {u"comment"_s, reply.comment}};
    if (reply.proposal) {
        // The times as the event's own JSON writes them: dates where it is all-day.
        shared::EventDraft proposed = *item;
        proposed.start = reply.proposal->start;
        proposed.end = reply.proposal->end;
        const QJsonObject times = shared::draftToJson(proposed);
        body.insert(u"proposed_start"_s, times.value("event_start"_L1));
        body.insert(u"proposed_end"_s, times.value("event_end"_L1));
    }
    if (isUnchanged(*item, m_events)) {
        body.insert(u"occurrence"_s, item->originalStart.wall);
        body.insert(u"scope"_s, u"this"_s);
    }
    request.body = body;
    act(request, finished);
}

void Session::settleProposal(EventId event, UserId user, bool accept, Finished finished)
{
    const EventItem *item = m_events.find(event);
    if (!item)
        return finished(shared::Error{shared::ErrorCode::NotFound, tr("The event is gone.")});
    ApiRequest request{"POST",
                       u"%1/proposals/%2/%3"_s.arg(eventPath(*item, m_events), user.toString(),
                                                   accept ? u"accept"_s : u"decline"_s)};
    if (isUnchanged(*item, m_events)) {
        request.query.addQueryItem(u"occurrence"_s, item->originalStart.wall);
        request.query.addQueryItem(u"scope"_s, u"this"_s);
    }
    act(request, finished);
}

void Session::takeHeard(const shared::Change &change)
{
    switch (change.kind) {
    case shared::ChangeKind::MessagePosted:
    case shared::ChangeKind::MessageUpdated:
    case shared::ChangeKind::MessageDeleted:
        return takeMessage(change);
    case shared::ChangeKind::PollCreated:
    case shared::ChangeKind::PollUpdated:
    case shared::ChangeKind::PollDeleted:
        Q_EMIT pollsChanged(change.calendar);
        [[fallthrough]];
    case shared::ChangeKind::EventCreated:
    case shared::ChangeKind::EventUpdated:
    case shared::ChangeKind::EventDeleted:
    case shared::ChangeKind::MemberJoined:
    case shared::ChangeKind::MemberLeft:
    case shared::ChangeKind::MemberUpdated:
    case shared::ChangeKind::CalendarUpdated:
    case shared::ChangeKind::CalendarDeleted:
        if (change.actor.isNull() || change.actorName != m_username)
            m_notices.touch(change.calendar);
        return;
    case shared::ChangeKind::ClaimUpdated:
        return;
    }
}

void Session::takeMessage(const shared::Change &change)
{
    auto message = shared::messageFromJson(QJsonDocument::fromJson(change.data).object());
    if (!message)
        return; // to a member who only sees when, it is no more than that there was one
    if (message->seq == 0)
        message->seq = change.seq;
    m_conversations.take(*message, change.kind == shared::ChangeKind::MessagePosted);
}

void Session::wireReminders()
{
    m_reminders.setUsername(m_username);
    connect(m_engine, &SyncEngine::settingFound, this, [this](const QString &name, const QString &value) {
        if (name == SyncEngine::kReminderLog)
            m_reminderLog = value;
    });
    connect(m_engine, &SyncEngine::remindersFound, this,
            [this](shared::CalendarId calendar, const QJsonObject &reminders) {
                m_reminders.setSettings(calendar, ReminderSettings::fromJson(reminders));
            });
    connect(m_engine, &SyncEngine::reminderTold, this, [this](const QJsonObject &data) {
        if (const auto reminder = ServerReminders::told(data))
            m_reminders.takeLive(*reminder);
    });
    connect(&m_reminders, &ReminderScheduler::logChanged, this, [this](const QString &log) {
        post([this, log] { m_engine->setSetting(SyncEngine::kReminderLog, log); });
    });
}

ServerCalls Session::calls()
{
    return {[this](const ApiRequest &request, const ServerCalls::Answered &answered) {
                post([this, request, answered] {
                    m_engine->ask(request, [this, answered](const shared::Result<QJsonObject> &answer) {
                        QMetaObject::invokeMethod(
                            this, [answered, answer] { answered(answer); }, Qt::QueuedConnection);
                    });
                });
            },
            [this](const ApiRequest &request, const Finished &finished) { act(request, finished); },
            [this](const QString &name, const QString &value) {
                post([this, name, value] { m_engine->setSetting(name, value); });
            }};
}

ServerReminders::AskAbout Session::askAbout()
{
    return [this](EventId event, const ApiRequest &request, const ServerCalls::Answered &answered) {
        post([this, event, request, answered] {
            m_engine->askAbout(event, request, [this, answered](const shared::Result<QJsonObject> &answer) {
                QMetaObject::invokeMethod(
                    this, [answered, answer] { answered(answer); }, Qt::QueuedConnection);
            });
        });
    };
}

}
