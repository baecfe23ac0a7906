#include "client/sync/roomsync.h"

#include "client/replica/replicastore.h"
#include "client/sync/outboxsender.h"
#include "shared/protocol/calendarjson.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::CalendarId;
using shared::Change;
using shared::ChangeKind;
using shared::Member;

namespace {
constexpr qsizetype kMaxHeld = 10'000;

/// Whatever of the list can be read.
template <class Value, class Parse> QList<Value> readList(const QJsonValue &list, Parse parse)
{
    QList<Value> values;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array)
        if (const auto value = parse(item.toObject()))
            values.append(*value);
    return values;
}
}

RoomSync::RoomSync(ApiClient &api, ReplicaStore &store, const OutboxSender &sender,
                   const SyncOptions &options, QString username, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_store(store)
    , m_sender(sender)
    , m_username(std::move(username))
    , m_remote(store)
    , m_fetch(api, store, options)
{
    m_refreshTimer.setSingleShot(true);
    connect(&m_refreshTimer, &QTimer::timeout, this, [this] { guarded([this] { refresh(); }); });
    connect(&m_fetch, &CalendarFetch::applied, this, &RoomSync::applied);
    connect(&m_fetch, &CalendarFetch::broken, this, &RoomSync::broken);
    connect(&m_fetch, &CalendarFetch::roomChanged, this, &RoomSync::noteRoomChange);
    connect(&m_fetch, &CalendarFetch::finished, this, &RoomSync::takeFetched);
    // A calendar that is refused is one that the person was removed from: the next start() reads which there
    // are.
    connect(&m_fetch, &CalendarFetch::failed, this,
            [this](CalendarId, const ApiError &error) { Q_EMIT failed(error); });
}

template <class Function> void RoomSync::guarded(Function function)
{
    try {
        function();
    } catch (const std::exception &error) {
        Q_EMIT broken(QString::fromUtf8(error.what()));
    }
}

void RoomSync::start()
{
    m_running = true;
    fetchCalendars();
}

void RoomSync::stop()
{
    m_running = false;
    m_inStep = false;
    m_fetch.stop();
    m_refreshTimer.stop();
    m_toFetch.clear();
    m_held.clear();
}

void RoomSync::take(const Change &change)
{
    guarded([&] { takeChange(change); });
}

void RoomSync::releaseHeld()
{
    guarded([this] {
        const auto calendars = m_held.keys();
        for (const CalendarId calendar : calendars) {
            if (m_fetch.calendar() == calendar)
                continue;
            const auto held = m_held.take(calendar);
            for (const Change &change : held)
                takeChange(change);
        }
    });
}

void RoomSync::readCalendarsAnew()
{
    m_staleCalendars = true;
    m_refreshTimer.start(0);
}

void RoomSync::fetchCalendars()
{
    m_staleCalendars = false;
    m_api.send({"GET", u"/api/v1/calendars"_s}, this, [this](const ApiResult &result) {
        if (!m_running)
            return;
        if (result.ok())
            guarded([&] { takeCalendars(result.body); });
        else
            Q_EMIT failed(*result.error);
    });
}

void RoomSync::takeCalendars(const QJsonObject &body)
{
    const auto calendars = readList<Calendar>(body.value("calendars"_L1), shared::calendarFromJson);
    const ReplicaDelta gone = m_remote.setCalendars(calendars);
    Q_EMIT calendarsChanged(m_store.calendars().all());
    Q_EMIT applied(gone);
    for (const Calendar &calendar : calendars) {
        const qint64 cursor = m_store.calendars().cursor(calendar.id);
        if (cursor < 0)
            m_staleMembers.insert(calendar.id);
        if (cursor < calendar.seq && !m_toFetch.contains(calendar.id))
            m_toFetch.append(calendar.id);
    }
    fetchNext();
}

void RoomSync::fetchMembers(CalendarId calendar)
{
    ApiRequest request;
    request.path = u"/api/v1/calendars/%1/members"_s.arg(calendar.toString());
    m_api.send(request, this, [this, calendar](const ApiResult &result) {
        if (result.ok())
            guarded([&] { takeMembers(calendar, result.body); });
        else if (result.error->failure != Failure::Refused) // one that is refused is no longer there
            m_staleMembers.insert(calendar);
    });
}

void RoomSync::takeMembers(CalendarId calendar, const QJsonObject &body)
{
    const auto members = readList<Member>(body.value("members"_L1), shared::memberFromJson);
    m_remote.setMembers(calendar, members);
    Q_EMIT membersChanged(calendar, members);
}

void RoomSync::fetchNext()
{
    if (m_fetch.isBusy())
        return;
    if (!m_toFetch.isEmpty())
        return m_fetch.start(m_toFetch.takeFirst());
    if (!std::exchange(m_inStep, true))
        Q_EMIT inStep();
    refresh();
}

void RoomSync::takeFetched(CalendarId calendar)
{
    guarded([&] {
        const auto held = m_held.take(calendar);
        for (const Change &change : held)
            takeChange(change);
        fetchNext();
    });
}

void RoomSync::takeChange(const Change &change)
{
    if (!m_store.calendars().contains(change.calendar))
        return readCalendarsAnew();
    if (mustHold(change)) {
        auto &held = m_held[change.calendar];
        if (held.size() < kMaxHeld) // what is not kept is asked for: it leaves a gap
            held.append(change);
        return;
    }
    const qint64 cursor = m_store.calendars().cursor(change.calendar);
    if (change.seq <= cursor)
        return;
    if (cursor < 0 || change.seq > cursor + 1) {
        if (!m_toFetch.contains(change.calendar))
            m_toFetch.append(change.calendar);
        return fetchNext();
    }
    Q_EMIT applied(m_remote.apply({change}));
    noteRoomChange(change);
}

/// While a calendar is fetched its changes wait; and where a new event's own push may come before the answer
/// that says which event it is, it waits for the answer, or the event would be seen twice for a moment. So
/// does what a series that is being divided has become, or its rest would not be seen for a moment.
bool RoomSync::mustHold(const Change &change) const
{
    if (m_fetch.calendar() == change.calendar || m_held.contains(change.calendar))
        return true;
    const bool ofEvent = change.kind == ChangeKind::EventCreated || change.kind == ChangeKind::EventUpdated;
    return m_sender.creatingIn() == change.calendar && ofEvent && change.actorName == m_username;
}

void RoomSync::noteRoomChange(const Change &change)
{
    Q_EMIT heard(change);
    switch (change.kind) {
    case ChangeKind::EventCreated:
    case ChangeKind::EventUpdated:
    case ChangeKind::EventDeleted:
    case ChangeKind::MessagePosted:
    case ChangeKind::MessageUpdated:
    case ChangeKind::MessageDeleted:
    case ChangeKind::PollCreated:
    case ChangeKind::PollUpdated:
    case ChangeKind::PollDeleted:
    case ChangeKind::ClaimUpdated:
        return;
    case ChangeKind::MemberJoined:
    case ChangeKind::MemberLeft:
    case ChangeKind::MemberUpdated:
        m_staleMembers.insert(change.calendar);
        break;
    case ChangeKind::CalendarUpdated:
    case ChangeKind::CalendarDeleted:
        break;
    }
    readCalendarsAnew(); // one's own role may be another now, or none
}

void RoomSync::refresh()
{
    if (!m_running || !m_inStep)
        return;
    const auto stale = std::exchange(m_staleMembers, {});
    for (const CalendarId calendar : stale)
        if (m_store.calendars().contains(calendar))
            fetchMembers(calendar);
    if (m_staleCalendars)
        fetchCalendars();
}

}
