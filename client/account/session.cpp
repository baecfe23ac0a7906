#include "client/account/session.h"

#include "client/models/seriesview.h"
#include "client/models/systemwallalarm.h"

#include <QTimeZone>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Event;
using shared::EventId;
using shared::UserId;

namespace {
QString calendarPath(CalendarId calendar) { return u"/api/v1/calendars/"_s + calendar.toString(); }

ConnectionState::Kind kindOf(SyncStatus::Kind kind)
{
    switch (kind) {
    case SyncStatus::Kind::Connecting:
        return ConnectionState::Kind::Connecting;
    case SyncStatus::Kind::Live:
        return ConnectionState::Kind::Live;
    case SyncStatus::Kind::Reconnecting:
        return ConnectionState::Kind::Reconnecting;
    case SyncStatus::Kind::Offline:
        return ConnectionState::Kind::Offline;
    case SyncStatus::Kind::WrongServer:
    case SyncStatus::Kind::Broken:
        return ConnectionState::Kind::Refused;
    }
    Q_UNREACHABLE();
}
}

Session::Session(SyncConfig config, QObject *parent)
    : Workspace(parent)
    , m_username(config.username)
    , m_editor(m_events, m_calendars, *this)
    , m_reminders(m_events, m_calendars, std::make_unique<SystemWallAlarm>(), m_clock)
    , m_reminderRequests(calls(), askAbout())
    , m_account(calls())
    , m_files(calls())
    , m_conversationSink(calls())
    , m_conversations(m_conversationSink, m_username)
    , m_membership(calls())
    , m_noticeSink(calls())
    , m_notices(m_noticeSink)
    , m_polls(calls(), m_username)
    , m_engine(new SyncEngine(config))
{
    m_connection.kind = ConnectionState::Kind::Connecting;
    m_connection.server = config.server.displayName();
    connect(&m_calendars, &CalendarList::hiddenChanged, this, [this](const QSet<CalendarId> &hidden) {
        m_events.setHidden(hidden);
        QStringList ids;
        for (const CalendarId id : hidden)
            ids.append(id.toString());
        post([this, text = ids.join(u' ')] { m_engine->setSetting(SyncEngine::kHiddenCalendars, text); });
    });
    wireEngine();
    wireReminders();
    m_thread.setObjectName(u"hearth-sync"_s);
    m_engine->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_engine, &QObject::deleteLater);
    m_thread.start();
    post([this] { m_engine->start(); });
}

Session::~Session()
{
    post([this] { m_engine->stop(); });
    // Behind everything that was posted before, so that no change is lost.
    post([this] { m_thread.quit(); });
    m_thread.wait();
}

void Session::wireEngine()
{
    connect(m_engine, &SyncEngine::opened, this, &Session::takeOpened);
    connect(m_engine, &SyncEngine::loaded, this, &Session::takeLoaded);
    connect(m_engine, &SyncEngine::calendarsChanged, this, &Session::takeCalendars);
    connect(m_engine, &SyncEngine::membersChanged, this,
            [this](CalendarId calendar, const QList<shared::Member> &members) {
                m_members.setMembers(calendar, members);
            });
    connect(m_engine, &SyncEngine::selfKnown, this, [this](UserId self) {
        m_self = self;
        m_members.setSelf(self);
        m_conversations.setSelf(self);
        m_notices.setSelf(self);
    });
    connect(m_engine, &SyncEngine::onlineChanged, this,
            [this](const QSet<QString> &online) { m_members.setOnline(online); });
    connect(m_engine, &SyncEngine::changed, this, &Session::takeDelta);
    connect(m_engine, &SyncEngine::stored, this, &Session::takeStored);
    connect(m_engine, &SyncEngine::storeFailed, this, &Session::takeBack);
    connect(m_engine, &SyncEngine::statusChanged, this, &Session::takeStatus);
    connect(m_engine, &SyncEngine::changeRefused, this, &Session::changeRefused);
    connect(m_engine, &SyncEngine::heard, this, &Session::takeHeard);
    connect(m_engine, &SyncEngine::settingFound, this, [this](const QString &name, const QString &value) {
        if (name == SyncEngine::kWaitingMessages)
            m_conversations.restore(ServerConversations::waitingFrom(value));
        else if (name == SyncEngine::kSeenNotices)
            m_notices.restoreSeen(ServerNotices::seenFrom(value));
    });
    connect(m_engine, &SyncEngine::tokensChanged, this, &Session::tokensChanged);
    connect(m_engine, &SyncEngine::signedOut, this, [this](const QString &reason) {
        m_signedOut = true;
        m_connection.kind = ConnectionState::Kind::SignedOut;
        m_connection.detail = reason;
        Q_EMIT connectionChanged(m_connection);
        Q_EMIT signedOut(reason);
    });
}

void Session::createCalendar(const QString &name, const QString &password, const QString &colour,
                             Finished finished)
{
    ApiRequest request{"POST", u"/api/v1/calendars"_s};
    request.body = QJsonObject{{u"name"_s, name},
                               {u"password"_s, password},
                               {u"colour"_s, colour},
                               {u"time_zone"_s, QString::fromUtf8(m_events.zone().id())}};
    request.idempotencyKey = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    act(request, finished);
}

void Session::joinCalendar(const QString &name, const QString &password, Finished finished)
{
    ApiRequest request{"POST", u"/api/v1/calendars/join"_s};
    request.body = QJsonObject{{u"calendar_name"_s, name}, {u"calendar_password"_s, password}};
    act(request, finished);
}

void Session::leaveCalendar(CalendarId calendar, Finished finished)
{
    removeMember(calendar, m_self, std::move(finished));
}

void Session::updateCalendar(CalendarId calendar, const QString &name, const QString &colour,
                             Finished finished)
{
    ApiRequest request{"PATCH", calendarPath(calendar)};
    request.body = QJsonObject{{u"name"_s, name}, {u"colour"_s, colour}};
    act(request, finished);
}

void Session::deleteCalendar(CalendarId calendar, Finished finished)
{
    act({"DELETE", calendarPath(calendar)}, finished);
}

void Session::removeMember(CalendarId calendar, UserId user, Finished finished)
{
    if (user.isNull())
        return finished(
            shared::Error{shared::ErrorCode::Unavailable, tr("There is no connection to the server.")});
    act({"DELETE", calendarPath(calendar) + u"/members/"_s + user.toString()}, finished);
}

void Session::retryNow()
{
    post([this] { m_engine->retryNow(); });
}

void Session::resolveConflict(EventId event, bool keepMine)
{
    beginLocal(event);
    post([this, event, keepMine] { m_engine->resolveConflict(event, keepMine); });
}

std::optional<Event> Session::otherVersion(EventId event) const
{
    const auto found = m_others.constFind(event);
    return found == m_others.constEnd() ? std::nullopt : std::optional(*found);
}

void Session::signOut(Finished finished)
{
    post([this, finished = onThisThread(finished)] { m_engine->signOut(finished); });
}

void Session::create(const Event &event)
{
    Event mine = event;
    mine.createdBy = m_self;
    mine.createdByName = m_username;
    mine.updatedByName = m_username;
    showAtOnce(mine);
    post([this, mine] { m_engine->createEvent(mine); });
}

void Session::change(const Event &before, const Event &after)
{
    Event mine = after;
    mine.updatedByName = m_username;
    mine.updatedMs = shared::SystemClock().nowMs();
    showAtOnce(mine);
    post([this, before, mine] { m_engine->changeEvent(before, mine); });
}

void Session::remove(const Event &event)
{
    QList<EventId> gone{event.id};
    const auto instances = m_events.instancesOf(event.id);
    for (const EventItem *instance : instances)
        gone.append(instance->id);
    for (const EventId id : std::as_const(gone))
        beginLocal(id);
    m_events.apply({}, gone);
    post([this, id = event.id, gone] { m_engine->removeSeries({id, {}, shared::EditScope::All, {}}, gone); });
}

void Session::restore(const Event &event)
{
    showAtOnce(event);
    post([this, event] { m_engine->restoreEvent(event); });
}

void Session::changeSeries(const shared::SeriesChoice &choice, const Event &before, const Event &after)
{
    const auto outcome = SeriesView(m_events, m_calendars).changed(choice, before, after);
    if (!outcome)
        return Q_EMIT changeRefused(outcome.error().message);
    post([this, choice, before, after, shown = showAtOnce(*outcome)] {
        m_engine->changeSeries(choice, before, after, shown);
    });
}

void Session::removeSeries(const shared::SeriesChoice &choice)
{
    const auto outcome = SeriesView(m_events, m_calendars).removed(choice);
    if (!outcome)
        return Q_EMIT changeRefused(outcome.error().message);
    post([this, choice, shown = showAtOnce(*outcome)] { m_engine->removeSeries(choice, shown); });
}

QList<EventId> Session::showAtOnce(const shared::SeriesChange &change)
{
    QList<EventId> shown = change.deletes;
    QList<EventItem> puts;
    for (const shared::SeriesPut &put : change.puts) {
        EventItem item;
        static_cast<Event &>(item) = put.event;
        item.updatedByName = m_username;
        item.updatedMs = shared::SystemClock().nowMs();
        item.waiting = true;
        item.myAnswer = answerOf(put.event);
        puts.append(item);
        shown.append(item.id);
    }
    for (const EventId id : std::as_const(shown))
        beginLocal(id);
    m_events.apply(puts, change.deletes);
    return shown;
}

void Session::showAtOnce(const Event &event)
{
    beginLocal(event.id);
    const EventItem *shown = m_events.stored(event.id);
    EventItem item;
    static_cast<Event &>(item) = event;
    item.waiting = true;
    item.conflict = shown && shown->conflict;
    item.myAnswer = answerOf(event);
    m_events.put(item);
}

void Session::beginLocal(EventId event)
{
    Pending &pending = m_pending[event];
    if (pending.count == 0)
        if (const EventItem *shown = m_events.stored(event))
            pending.original = *shown;
    ++pending.count;
}

void Session::takeOpened(const QList<shared::Calendar> &calendars, const QString &hidden)
{
    QSet<CalendarId> ids;
    const QStringList words = hidden.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words)
        if (const auto id = CalendarId::fromString(word))
            ids.insert(*id);
    m_events.setHidden(ids);
    m_calendars.setHidden(ids);
    takeCalendars(calendars);
}

void Session::takeLoaded(const QList<ReplicaEvent> &events, bool first)
{
    QList<EventItem> items;
    items.reserve(events.size());
    for (const ReplicaEvent &event : events)
        items.append(itemOf(event));
    if (first) {
        m_events.replaceAll(std::move(items));
        m_reminders.start(std::exchange(m_reminderLog, {}));
        Q_EMIT ready();
    } else {
        items.removeIf([this](const EventItem &item) { return m_pending.contains(item.id); });
        m_events.apply(items, {});
    }
}

void Session::takeCalendars(const QList<shared::Calendar> &calendars)
{
    QSet<CalendarId> now;
    for (const shared::Calendar &calendar : calendars)
        now.insert(calendar.id);
    for (const CalendarId gone : m_known - now) {
        m_members.removeCalendar(gone);
        m_conversations.removeCalendar(gone);
    }
    m_known = now;
    m_calendars.setCalendars(calendars);
    m_notices.setCalendars(calendars);
}

void Session::takeDelta(const ReplicaDelta &delta)
{
    QList<EventItem> puts;
    QList<EventId> removed;
    for (const EventId id : delta.removed)
        if (!m_pending.contains(id))
            removed.append(id);
    for (const ReplicaEvent &event : delta.put)
        if (!m_pending.contains(event.event.id))
            puts.append(itemOf(event));
    m_events.apply(puts, removed);
}

void Session::takeStored(const QList<EventId> &events, const ReplicaDelta &delta)
{
    for (const EventId event : events) {
        const auto pending = m_pending.find(event);
        if (pending != m_pending.end() && --pending->count == 0)
            m_pending.erase(pending);
    }
    takeDelta(delta);
}

void Session::takeBack(const QList<EventId> &events, const QString &sentence)
{
    for (const EventId event : events) {
        const auto pending = m_pending.find(event);
        if (pending == m_pending.end() || --pending->count > 0)
            continue;
        const auto original = pending->original;
        m_pending.erase(pending);
        if (original)
            m_events.put(*original);
        else
            m_events.remove(event);
    }
    Q_EMIT changeRefused(sentence);
}

void Session::takeStatus(const SyncStatus &status)
{
    if (m_signedOut)
        return;
    m_connection.kind = kindOf(status.kind);
    m_connection.waiting = status.waiting;
    m_connection.retrySeconds = status.retrySeconds;
    m_connection.detail = status.detail;
    m_connection.lastInStep =
        status.lastInStepMs > 0 ? QDateTime::fromMSecsSinceEpoch(status.lastInStepMs) : QDateTime();
    Q_EMIT connectionChanged(m_connection);
    m_conversations.setOnline(m_connection.kind == ConnectionState::Kind::Live);
    m_notices.setOnline(m_connection.kind == ConnectionState::Kind::Live);
}

EventItem Session::itemOf(const ReplicaEvent &event)
{
    EventItem item;
    static_cast<Event &>(item) = event.event;
    item.waiting = event.waiting;
    item.conflict = event.conflict;
    item.myAnswer = answerOf(event.event);
    if (event.conflict && event.other)
        m_others.insert(event.event.id, *event.other);
    else
        m_others.remove(event.event.id);
    return item;
}

shared::Answer Session::answerOf(const Event &event) const
{
    for (const shared::Participant &participant : event.participants)
        if (participant.name == m_username)
            return participant.answer;
    return shared::Answer::Yes;
}

void Session::act(const ApiRequest &request, const Finished &finished)
{
    post([this, request, finished = onThisThread(finished)] { m_engine->act(request, finished); });
}

/// The destructor waits for the engine's thread, so `this` is there when it is used.
Session::Finished Session::onThisThread(const Finished &finished)
{
    return [this, finished](const shared::Outcome &outcome) {
        QMetaObject::invokeMethod(
            this, [finished, outcome] { finished(outcome); }, Qt::QueuedConnection);
    };
}

}
