#include "client/sync/syncengine.h"

#include "client/replica/localchanges.h"
#include "client/replica/remotechanges.h"
#include "client/replica/replicastore.h"
#include "client/sync/calendarfetch.h"
#include "client/sync/liveconnection.h"
#include "client/sync/outboxsender.h"
#include "client/sync/synccategory.h"
#include "shared/protocol/calendarjson.h"
#include "shared/protocol/livejson.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::CalendarId;
using shared::Change;
using shared::ChangeKind;
using shared::EventId;
using shared::Member;
using shared::UserId;

namespace {
constexpr qint64 kDayMs = 24LL * 3600 * 1000;
constexpr qint64 kFirstDays = 62; ///< before and after today: what the first paint may show
constexpr qsizetype kMaxHeld = 10'000;
constexpr int kSessionEnded = 4401;
const QString kSelf = u"self"_s;
const QString kLastInStep = u"last_in_step_ms"_s;

QString memberPath(CalendarId calendar) { return u"/api/v1/calendars/%1/members"_s.arg(calendar.toString()); }
}

const QString SyncEngine::kHiddenCalendars = u"hidden_calendars"_s;

SyncEngine::SyncEngine(SyncConfig config)
    : m_config(std::move(config))
    , m_backoff(m_config.options)
    , m_retryTimer(this)
    , m_offlineTimer(this)
    , m_refreshTimer(this)
{
    m_retryTimer.setSingleShot(true);
    m_offlineTimer.setSingleShot(true);
    m_refreshTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &SyncEngine::connectNow);
    connect(&m_refreshTimer, &QTimer::timeout, this, &SyncEngine::refreshRooms);
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

template <class ChangeFunction> void SyncEngine::local(EventId event, ChangeFunction change)
{
    const QString sorry = tr("The change could not be saved on this computer. Is the disk full?");
    if (!m_store) {
        Q_EMIT storeFailed(event, sorry);
        return;
    }
    try {
        LocalChanges changes(*m_store);
        Q_EMIT stored(event, change(changes));
    } catch (const std::exception &error) {
        qCCritical(syncLog) << "a change could not be stored:" << error.what();
        Q_EMIT storeFailed(event, sorry);
        return;
    }
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
    Q_EMIT opened(calendars, m_store->settings().value(kHiddenCalendars));
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
    m_fetch = std::make_unique<CalendarFetch>(*m_api, *m_store, m_config.options);
    m_sender = std::make_unique<OutboxSender>(*m_api, *m_store, m_config.options);
    connect(m_api.get(), &ApiClient::tokensChanged, this, &SyncEngine::tokensChanged);
    connect(m_live.get(), &LiveConnection::opened, this, [this](const QJsonObject &) {
        m_probe = false;
        m_presence.restart(m_config.username);
        Q_EMIT onlineChanged(m_presence.online());
        fetchSelf();
        fetchCalendars();
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
    connect(m_fetch.get(), &CalendarFetch::applied, this,
            [this](const ReplicaDelta &delta) { guarded([&] { publish(delta); }); });
    connect(m_fetch.get(), &CalendarFetch::roomChanged, this, &SyncEngine::noteRoomChange);
    connect(m_fetch.get(), &CalendarFetch::finished, this, &SyncEngine::takeFetched);
    connect(m_fetch.get(), &CalendarFetch::failed, this, [this](CalendarId, const ApiError &error) {
        m_staleCalendars = true; // a calendar that is refused is one that the person was removed from
        takeFailure(error);
    });
    connect(m_sender.get(), &OutboxSender::applied, this,
            [this](const ReplicaDelta &delta) { guarded([&] { publish(delta); }); });
    connect(m_fetch.get(), &CalendarFetch::broken, this, &SyncEngine::breakDown);
    connect(m_sender.get(), &OutboxSender::broken, this, &SyncEngine::breakDown);
    connect(m_sender.get(), &OutboxSender::settled, this, [this] { guarded([this] { releaseHeld(); }); });
    connect(m_sender.get(), &OutboxSender::refused, this, &SyncEngine::changeRefused);
    connect(m_sender.get(), &OutboxSender::failed, this, &SyncEngine::takeFailure);
}

void SyncEngine::stop()
{
    m_stopped = true;
    m_inStep = false;
    m_retryTimer.stop();
    m_offlineTimer.stop();
    m_refreshTimer.stop();
    if (m_sender)
        m_sender->pause();
    if (m_fetch)
        m_fetch->stop();
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
    m_fetch->stop();
    m_sender->pause();
    m_refreshTimer.stop();
    m_toFetch.clear();
    m_held.clear();
    const bool wasLive = std::exchange(m_inStep, false);
    Q_EMIT onlineChanged({});
    if (wasLive) {
        setKind(SyncStatus::Kind::Reconnecting, reason);
        m_offlineTimer.start(m_config.options.offlineAfter);
    } else if (m_status.kind != SyncStatus::Kind::Reconnecting) {
        setKind(SyncStatus::Kind::Offline, reason);
    }
    scheduleRetry();
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
    local(event.id, [&](LocalChanges &changes) { return changes.create(event); });
}

void SyncEngine::changeEvent(const shared::Event &before, const shared::Event &after)
{
    local(after.id, [&](LocalChanges &changes) { return changes.change(before, after); });
}

void SyncEngine::removeEvent(EventId event)
{
    local(event, [&](LocalChanges &changes) { return changes.remove(event); });
}

void SyncEngine::restoreEvent(const shared::Event &event)
{
    local(event.id, [&](LocalChanges &changes) { return changes.restore(event); });
}

void SyncEngine::resolveConflict(EventId event, bool keepMine)
{
    local(event, [&](LocalChanges &changes) { return changes.resolve(event, keepMine); });
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
    m_api->send(request, this, [this, finished](const ApiResult &result) {
        if (!result.ok())
            return finished(result.error->error);
        m_staleCalendars = true;
        guarded([this] { refreshRooms(); });
        finished(shared::Done{});
    });
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

void SyncEngine::fetchCalendars()
{
    m_staleCalendars = false;
    m_api->send({"GET", u"/api/v1/calendars"_s}, this, [this](const ApiResult &result) {
        if (!m_live->isOpen())
            return;
        if (result.ok())
            guarded([&] { takeCalendars(result.body); });
        else
            takeFailure(*result.error);
    });
}

void SyncEngine::takeCalendars(const QJsonObject &body)
{
    QList<Calendar> calendars;
    const QJsonArray array = body.value("calendars"_L1).toArray();
    for (const QJsonValue &item : array)
        if (const auto calendar = shared::calendarFromJson(item.toObject()))
            calendars.append(*calendar);
    const ReplicaDelta gone = RemoteChanges(*m_store).setCalendars(calendars);
    Q_EMIT calendarsChanged(m_store->calendars().all());
    publish(gone);
    for (const Calendar &calendar : std::as_const(calendars)) {
        const bool known = m_store->calendars().cursor(calendar.id) >= 0;
        if (!known)
            m_staleMembers.insert(calendar.id);
        if (m_store->calendars().cursor(calendar.id) < calendar.seq && !m_toFetch.contains(calendar.id))
            m_toFetch.append(calendar.id);
    }
    fetchNext();
}

void SyncEngine::fetchMembers(CalendarId calendar)
{
    ApiRequest request;
    request.path = memberPath(calendar);
    m_api->send(request, this, [this, calendar](const ApiResult &result) {
        if (!result.ok()) {
            if (result.error->failure == Failure::Retry)
                m_staleMembers.insert(calendar);
            return;
        }
        QList<Member> members;
        const QJsonArray array = result.body.value("members"_L1).toArray();
        for (const QJsonValue &item : array)
            if (const auto member = shared::memberFromJson(item.toObject()))
                members.append(*member);
        guarded([&] { RemoteChanges(*m_store).setMembers(calendar, members); });
        Q_EMIT membersChanged(calendar, members);
    });
}

void SyncEngine::fetchNext()
{
    if (m_fetch->isBusy())
        return;
    if (!m_toFetch.isEmpty()) {
        m_fetch->start(m_toFetch.takeFirst());
        return;
    }
    if (!m_inStep) {
        m_inStep = true;
        m_backoff.reset();
        m_offlineTimer.stop();
        m_status.lastInStepMs = m_clock.nowMs();
        m_store->settings().setValue(kLastInStep, QString::number(m_status.lastInStepMs));
        m_status.retrySeconds = 0;
        setKind(SyncStatus::Kind::Live);
        m_sender->resume();
    }
    refreshRooms();
}

void SyncEngine::takeFetched(CalendarId calendar)
{
    guarded([&] {
        const auto held = m_held.take(calendar);
        for (const Change &change : held)
            takeChange(change);
        fetchNext();
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
    if (const auto change = shared::changeFromJson(frame))
        takeChange(*change);
}

void SyncEngine::takeChange(const Change &change)
{
    if (!m_store->calendars().contains(change.calendar)) {
        m_staleCalendars = true;
        m_refreshTimer.start(0);
        return;
    }
    if (mustHold(change)) {
        auto &held = m_held[change.calendar];
        if (held.size() < kMaxHeld) // what is not kept is asked for: it leaves a gap
            held.append(change);
        return;
    }
    const qint64 cursor = m_store->calendars().cursor(change.calendar);
    if (change.seq <= cursor)
        return;
    if (cursor < 0 || change.seq > cursor + 1) {
        if (!m_toFetch.contains(change.calendar))
            m_toFetch.append(change.calendar);
        return fetchNext();
    }
    publish(RemoteChanges(*m_store).apply({change}));
    noteRoomChange(change);
}

/// While a calendar is fetched its changes wait; and where a new event's own push may come before the answer
/// that says which event it is, it waits for the answer, or the event would be seen twice for a moment.
bool SyncEngine::mustHold(const Change &change) const
{
    if (m_fetch->calendar() == change.calendar || m_held.contains(change.calendar))
        return true;
    return m_sender->creatingIn() == change.calendar && change.kind == ChangeKind::EventCreated
        && change.actorName == m_config.username;
}

void SyncEngine::releaseHeld()
{
    const auto calendars = m_held.keys();
    for (const CalendarId calendar : calendars) {
        if (m_fetch->calendar() == calendar)
            continue;
        const auto held = m_held.take(calendar);
        for (const Change &change : held)
            takeChange(change);
    }
}

void SyncEngine::noteRoomChange(const Change &change)
{
    switch (change.kind) {
    case ChangeKind::EventCreated:
    case ChangeKind::EventUpdated:
    case ChangeKind::EventDeleted:
    case ChangeKind::MessagePosted:
        return;
    case ChangeKind::MemberJoined:
    case ChangeKind::MemberLeft:
    case ChangeKind::MemberUpdated:
        m_staleMembers.insert(change.calendar);
        m_staleCalendars = true; // one's own role may be another now, or none
        break;
    case ChangeKind::CalendarUpdated:
    case ChangeKind::CalendarDeleted:
        m_staleCalendars = true;
        break;
    }
    m_refreshTimer.start(0);
}

void SyncEngine::refreshRooms()
{
    if (m_stopped || !m_live->isOpen() || !m_inStep)
        return;
    const auto stale = std::exchange(m_staleMembers, {});
    for (const CalendarId calendar : stale)
        if (m_store->calendars().contains(calendar))
            fetchMembers(calendar);
    if (m_staleCalendars)
        fetchCalendars();
}

void SyncEngine::publish(const ReplicaDelta &delta)
{
    for (const EventId event : delta.unreadable)
        qCWarning(syncLog) << "unreadable event" << event.toString();
    if (!delta.put.isEmpty() || !delta.removed.isEmpty())
        Q_EMIT changed(delta);
    if (m_status.waiting > 0)
        publishStatus(); // what was deleted elsewhere no longer waits
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
