#include "client/sync/syncengine.h"

#include "client/replica/localchanges.h"
#include "client/replica/replicastore.h"
#include "client/sync/liveconnection.h"
#include "client/sync/localids.h"
#include "client/sync/outboxsender.h"
#include "client/sync/reminderfetch.h"
#include "client/sync/roomsync.h"
#include "client/sync/synccategory.h"
#include "shared/protocol/livejson.h"

#include <QJsonDocument>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::CalendarId;
using shared::EventId;
using shared::UserId;

namespace {
constexpr qint64 kDayMs = 24LL * 3600 * 1000;
constexpr qint64 kFirstDays = 62; ///< before and after today: what the first paint may show
constexpr int kSessionEnded = 4401;
const QString kSelf = u"self"_s;
const QString kLastInStep = u"last_in_step_ms"_s;
const QString kExport = u"/api/v1/me/export"_s; ///< all of a person's data, to be kept elsewhere
}

const QString SyncEngine::kHiddenCalendars = u"hidden_calendars"_s;
const QString SyncEngine::kReminderLog = u"reminders/log"_s;
const QString SyncEngine::kWaitingMessages = u"waiting_messages"_s;
const QString SyncEngine::kSeenNotices = u"seen_notices"_s;

SyncEngine::SyncEngine(SyncConfig config)
    : m_config(std::move(config))
    , m_backoff(m_config.options)
    , m_retryTimer(this)
    , m_offlineTimer(this)
{
    m_retryTimer.setSingleShot(true);
    m_offlineTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &SyncEngine::connectNow);
    connect(&m_offlineTimer, &QTimer::timeout, this, [this] {
        if (m_status.kind == SyncStatus::Kind::Reconnecting)
            setKind(SyncStatus::Kind::Offline, m_status.detail);
    });
}

SyncEngine::~SyncEngine() { stop(); }

/// The one boundary at which a failing disk is met: it ends the engine with a sentence instead of the
/// program.
template <class Function> void SyncEngine::guarded(Function function)
{
    try {
        function();
    } catch (const std::exception &error) {
        breakDown(QString::fromUtf8(error.what()));
    }
}

void SyncEngine::breakDown(const QString &what)
{
    qCCritical(syncLog) << "the replica failed:" << what;
    stop();
    setKind(SyncStatus::Kind::Broken,
            tr("Hearth can't read or write its data on this computer. Is the disk full?"));
}

template <class ChangeFunction> void SyncEngine::local(const QList<EventId> &events, ChangeFunction change)
{
    const QString sorry = tr("The change could not be saved on this computer. Is the disk full?");
    if (!m_store) {
        Q_EMIT storeFailed(events, sorry);
        return;
    }
    ReplicaDelta delta;
    try {
        LocalChanges changes(*m_store);
        delta = change(changes);
        Q_EMIT stored(events, delta);
    } catch (const std::exception &error) {
        qCCritical(syncLog) << "a change could not be stored:" << error.what();
        Q_EMIT storeFailed(events, sorry);
        return;
    }
    tellLost(delta);
    guarded([this] {
        publishStatus();
        if (m_sender)
            m_sender->kick();
    });
}

void SyncEngine::start()
{
    guarded([this] {
        openReplica();
        if (!m_store)
            return;
        wire();
        m_stopped = false;
        connectNow();
        const qint64 now = m_clock.nowMs();
        Q_EMIT loaded(m_store->load(now - kFirstDays * kDayMs, now + kFirstDays * kDayMs, false), false);
    });
}

void SyncEngine::openReplica()
{
    auto store = ReplicaStore::open(m_config.replicaFile);
    if (!store) {
        setKind(SyncStatus::Kind::Broken, store.error().message);
        return;
    }
    m_store = std::move(*store);
    const QList<Calendar> calendars = m_store->calendars().all();
    for (const QString &name : {kWaitingMessages, kSeenNotices})
        Q_EMIT settingFound(name, m_store->settings().value(name));
    Q_EMIT opened(calendars, m_store->settings().value(kHiddenCalendars));
    Q_EMIT settingFound(kReminderLog, m_store->settings().value(kReminderLog));
    for (const Calendar &calendar : calendars)
        Q_EMIT remindersFound(calendar.id, ReminderFetch::kept(*m_store, calendar.id));
    if (const auto self = UserId::fromString(m_store->settings().value(kSelf))) {
        m_self = *self;
        Q_EMIT selfKnown(m_self);
    }
    const qint64 now = m_clock.nowMs();
    Q_EMIT loaded(m_store->load(now - kFirstDays * kDayMs, now + kFirstDays * kDayMs, true), true);
    for (const Calendar &calendar : calendars)
        Q_EMIT membersChanged(calendar.id, m_store->calendars().members(calendar.id));
    m_status.lastInStepMs = m_store->settings().value(kLastInStep).toLongLong();
    m_status.waiting = m_store->outbox().waiting();
}

void SyncEngine::wire()
{
    m_api = std::make_unique<ApiClient>(m_config.server, m_config.options);
    m_api->setTokens(m_config.tokens);
    m_live = std::make_unique<LiveConnection>(m_config.server, m_config.options);
    m_sender = std::make_unique<OutboxSender>(*m_api, *m_store, m_config.options);
    m_rooms = std::make_unique<RoomSync>(*m_api, *m_store, *m_sender, m_config.options, m_config.username);
    wireLive();
    wireRooms();
    wireSender();
    wireReminders();
}

void SyncEngine::wireLive()
{
    connect(m_api.get(), &ApiClient::tokensChanged, this, &SyncEngine::tokensChanged);
    connect(m_live.get(), &LiveConnection::opened, this, [this](const QJsonObject &) {
        m_probe = false;
        m_presence.restart(m_config.username);
        Q_EMIT onlineChanged(m_presence.online());
        fetchSelf();
        m_reminders->begin();
        m_rooms->start();
    });
    connect(m_live.get(), &LiveConnection::received, this,
            [this](const QJsonObject &frame) { guarded([&] { takeFrame(frame); }); });
    connect(m_live.get(), &LiveConnection::closed, this, [this](int code, const QString &reason) {
        if (code == kSessionEnded)
            m_api->expireToken();
        loseConnection(reason);
    });
    connect(m_live.get(), &LiveConnection::certificateRefused, this, [this] {
        ApiError error =
            noAnswer(tr("The server has another certificate than the one that you trusted."), {});
        error.failure = Failure::WrongServer;
        takeFailure(error);
    });
}

void SyncEngine::wireRooms()
{
    connect(m_rooms.get(), &RoomSync::applied, this,
            [this](const ReplicaDelta &delta) { guarded([&] { publish(delta); }); });
    connect(m_rooms.get(), &RoomSync::calendarsChanged, this, &SyncEngine::calendarsChanged);
    connect(m_rooms.get(), &RoomSync::membersChanged, this, &SyncEngine::membersChanged);
    connect(m_rooms.get(), &RoomSync::heard, this, [this](shared::Change change) {
        change.data = QJsonDocument(inward(QJsonDocument::fromJson(change.data).object()))
                          .toJson(QJsonDocument::Compact);
        Q_EMIT heard(change);
    });
    connect(m_rooms.get(), &RoomSync::inStep, this, [this] { guarded([this] { goLive(); }); });
    connect(m_rooms.get(), &RoomSync::failed, this, &SyncEngine::takeFailure);
    connect(m_rooms.get(), &RoomSync::broken, this, &SyncEngine::breakDown);
}

void SyncEngine::wireSender()
{
    connect(m_sender.get(), &OutboxSender::applied, this,
            [this](const ReplicaDelta &delta) { guarded([&] { publish(delta); }); });
    connect(m_sender.get(), &OutboxSender::settled, m_rooms.get(), &RoomSync::releaseHeld);
    connect(m_sender.get(), &OutboxSender::refused, this, &SyncEngine::changeRefused);
    connect(m_sender.get(), &OutboxSender::failed, this, &SyncEngine::takeFailure);
    connect(m_sender.get(), &OutboxSender::broken, this, &SyncEngine::breakDown);
}

void SyncEngine::wireReminders()
{
    m_reminders = std::make_unique<ReminderFetch>(*m_api, *m_store);
    connect(m_rooms.get(), &RoomSync::calendarsChanged, m_reminders.get(), &ReminderFetch::readNew);
    connect(m_reminders.get(), &ReminderFetch::found, this, &SyncEngine::remindersFound);
    connect(m_reminders.get(), &ReminderFetch::told, this, &SyncEngine::reminderTold);
    connect(m_reminders.get(), &ReminderFetch::broken, this, &SyncEngine::breakDown);
}

void SyncEngine::stop()
{
    m_stopped = true;
    m_retryTimer.stop();
    m_offlineTimer.stop();
    if (m_sender)
        m_sender->pause();
    if (m_rooms)
        m_rooms->stop();
    if (m_live)
        m_live->close();
    if (m_api)
        m_api->cancelAll();
}

void SyncEngine::retryNow()
{
    if (m_stopped || m_live->isOpen())
        return;
    m_backoff.reset();
    connectNow();
}

void SyncEngine::connectNow()
{
    if (m_stopped)
        return;
    m_retryTimer.stop();
    if (m_status.kind != SyncStatus::Kind::Reconnecting && m_status.kind != SyncStatus::Kind::Offline)
        setKind(SyncStatus::Kind::Connecting);
    if (std::exchange(m_probe, true))
        probeSession();
    else
        openLive();
}

/// A refused upgrade does not say why; a plain request does, and refreshes or ends the session.
void SyncEngine::probeSession()
{
    m_api->send({"GET", u"/api/v1/me"_s}, this, [this](const ApiResult &result) {
        if (m_stopped)
            return;
        if (result.ok())
            openLive();
        else
            takeFailure(*result.error);
    });
}

void SyncEngine::openLive()
{
    m_api->ensureFresh(this, [this](const ApiResult &fresh) {
        if (m_stopped)
            return;
        if (fresh.ok())
            m_live->open(m_api->tokens().access);
        else
            takeFailure(*fresh.error);
    });
}

void SyncEngine::loseConnection(const QString &reason)
{
    if (m_stopped)
        return;
    m_live->close();
    m_rooms->stop();
    m_sender->pause();
    const bool wasLive = m_status.kind == SyncStatus::Kind::Live;
    Q_EMIT onlineChanged({});
    if (wasLive) {
        setKind(SyncStatus::Kind::Reconnecting, reason);
        m_offlineTimer.start(m_config.options.offlineAfter);
    } else if (m_status.kind != SyncStatus::Kind::Reconnecting) {
        setKind(SyncStatus::Kind::Offline, reason);
    }
    scheduleRetry();
}

void SyncEngine::goLive()
{
    m_backoff.reset();
    m_offlineTimer.stop();
    m_status.lastInStepMs = m_clock.nowMs();
    m_store->settings().setValue(kLastInStep, QString::number(m_status.lastInStepMs));
    m_status.retrySeconds = 0;
    setKind(SyncStatus::Kind::Live);
    m_sender->resume();
}

void SyncEngine::scheduleRetry()
{
    const auto delay = m_backoff.next();
    m_retryTimer.start(delay);
    m_status.retrySeconds = static_cast<int>((delay.count() + 999) / 1000);
    guarded([this] { publishStatus(); });
}

void SyncEngine::takeFailure(const ApiError &error)
{
    if (m_stopped)
        return;
    switch (error.failure) {
    case Failure::SignedOut:
        return endSession(tr("Your session has ended. Sign in again; what you changed is kept."));
    case Failure::WrongServer:
        loseConnection(error.error.message);
        m_offlineTimer.stop();
        return setKind(SyncStatus::Kind::WrongServer, error.error.message);
    case Failure::Retry:
    case Failure::Refused:
    case Failure::Conflict:
        return loseConnection(error.error.message);
    }
}

void SyncEngine::endSession(const QString &reason)
{
    stop();
    Q_EMIT onlineChanged({});
    setKind(SyncStatus::Kind::Offline, reason);
    Q_EMIT signedOut(reason);
}

void SyncEngine::createEvent(const shared::Event &event)
{
    local({event.id}, [&](LocalChanges &changes) { return changes.create(event); });
}

void SyncEngine::changeEvent(const shared::Event &before, const shared::Event &after)
{
    local({after.id}, [&](LocalChanges &changes) { return changes.change(before, after); });
}

void SyncEngine::changeSeries(const shared::SeriesChoice &choice, const shared::Event &before,
                              const shared::Event &after, const QList<EventId> &shown)
{
    local(shown, [&](LocalChanges &changes) { return changes.changeSeries(choice, before, after); });
}

void SyncEngine::removeSeries(const shared::SeriesChoice &choice, const QList<EventId> &shown)
{
    local(shown, [&](LocalChanges &changes) { return changes.removeSeries(choice); });
}

void SyncEngine::restoreEvent(const shared::Event &event)
{
    local({event.id}, [&](LocalChanges &changes) { return changes.restore(event); });
}

void SyncEngine::resolveConflict(EventId event, bool keepMine)
{
    local({event}, [&](LocalChanges &changes) { return changes.resolve(event, keepMine); });
}

void SyncEngine::setSetting(const QString &name, const QString &value)
{
    if (m_store)
        guarded([&] { m_store->settings().setValue(name, value); });
}

void SyncEngine::act(const ApiRequest &request, const Finished &finished)
{
    if (!m_api || m_stopped)
        return finished(
            shared::Error{shared::ErrorCode::Unavailable, tr("There is no connection to the server.")});
    m_api->send(outward(request), this, [this, finished](const ApiResult &result) {
        if (!result.ok())
            return finished(result.error->error);
        m_rooms->readCalendarsAnew();
        finished(shared::Done{});
    });
}

void SyncEngine::ask(const ApiRequest &request, const Answered &answered)
{
    if (!m_api || m_stopped)
        return answered(
            shared::Error{shared::ErrorCode::Unavailable, tr("There is no connection to the server.")});
    const bool leavesHearth = request.path == kExport;
    m_api->send(outward(request), this, [this, leavesHearth, answered](const ApiResult &result) {
        if (!result.ok())
            return answered(result.error->error);
        answered(leavesHearth ? result.body : inward(result.body));
    });
}

void SyncEngine::askAbout(EventId event, ApiRequest request, const Answered &answered)
{
    const EventId atServer = m_store ? m_store->aliases().toServer(event) : event;
    if (atServer.isNull())
        return answered(shared::Error{shared::ErrorCode::Unavailable,
                                      tr("The event has not been sent to the server yet.")});
    request.path = request.path.arg(atServer.toString());
    ask(request, answered);
}

ApiRequest SyncEngine::outward(ApiRequest request) const
{
    const auto aliases = m_store->aliases().confirmed();
    for (auto it = aliases.begin(); it != aliases.end(); ++it)
        request.path.replace(it.key().toString(), it.value().toString());
    return request;
}

QJsonObject SyncEngine::inward(const QJsonObject &json) const
{
    return withLocalIds(json, [this](EventId event) { return m_store->aliases().toLocal(event); }).toObject();
}

void SyncEngine::signOut(const Finished &finished)
{
    if (!m_api || m_stopped)
        return finished(shared::Done{});
    m_sender->pause();
    m_live->close();
    m_api->send({"POST", u"/api/user/logout"_s}, this, [this, finished](const ApiResult &result) {
        stop();
        if (result.ok() || result.error->failure == Failure::SignedOut)
            finished(shared::Done{});
        else
            finished(result.error->error);
    });
}

void SyncEngine::fetchSelf()
{
    if (!m_self.isNull())
        return;
    m_api->send({"GET", u"/api/v1/me"_s}, this, [this](const ApiResult &result) {
        const auto self = UserId::fromString(result.body.value("id"_L1).toString());
        if (!self)
            return;
        m_self = *self;
        guarded([this] { m_store->settings().setValue(kSelf, m_self.toString()); });
        Q_EMIT selfKnown(m_self);
    });
}

void SyncEngine::takeFrame(const QJsonObject &frame)
{
    if (frame.value("event"_L1).toString() == "presence"_L1) {
        const auto calendar = CalendarId::fromString(frame.value("calendar_id"_L1).toString());
        if (calendar && m_presence.take(*calendar, frame.value("data"_L1).toObject()))
            Q_EMIT onlineChanged(m_presence.online());
        return;
    }
    m_reminders->take(frame);
    if (const auto change = shared::changeFromJson(frame))
        m_rooms->take(*change);
}

void SyncEngine::publish(const ReplicaDelta &delta)
{
    for (const EventId event : delta.unreadable)
        qCWarning(syncLog) << "unreadable event" << event.toString();
    if (!delta.put.isEmpty() || !delta.removed.isEmpty())
        Q_EMIT changed(delta);
    if (m_status.waiting > 0)
        publishStatus(); // what was deleted elsewhere no longer waits
    tellLost(delta);
}

void SyncEngine::tellLost(const ReplicaDelta &delta)
{
    for (const QString &name : delta.lost)
        Q_EMIT changeRefused(
            tr("“%1” was deleted by somebody else; your change of it is gone with it.").arg(name));
    for (const QString &name : delta.orphaned)
        Q_EMIT changeRefused(tr("“%1” could not be saved: you are no longer in its calendar.").arg(name));
}

void SyncEngine::publishStatus()
{
    if (m_store)
        m_status.waiting = m_store->outbox().waiting();
    Q_EMIT statusChanged(m_status);
}

void SyncEngine::setKind(SyncStatus::Kind kind, const QString &detail)
{
    m_status.kind = kind;
    m_status.detail = detail;
    Q_EMIT statusChanged(m_status);
}

}
