#include "server/gateway/live/presence.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::CalendarId;

namespace {
const auto kTopic = "hearth.presence"_ba;
constexpr std::chrono::milliseconds kHeartbeat{20'000};
constexpr qint64 kSilenceMs = 65'000; // three heartbeats missed

qint64 steadyMs() { return QDeadlineTimer::current(Qt::CoarseTimer).deadline(); }

QJsonArray sorted(const QSet<QString> &names)
{
    QStringList list(names.begin(), names.end());
    list.sort();
    return QJsonArray::fromStringList(list);
}

QSet<QString> namesOf(const QJsonArray &array)
{
    QSet<QString> names;
    for (const QJsonValue &name : array)
        names.insert(name.toString());
    return names;
}

LiveFrame presenceFrame(CalendarId calendar, const QSet<QString> &online, const QSet<QString> &came,
                        const QSet<QString> &left)
{
    const QJsonObject data{
        {u"online"_s, sorted(online)}, {u"came"_s, sorted(came)}, {u"left"_s, sorted(left)}};
    const QJsonObject body{{u"calendar_id"_s, calendar.toString()}, {u"data"_s, data}};
    return LiveFrame::event(u"presence"_s, QJsonDocument(body).toJson(QJsonDocument::Compact));
}
}

Presence::Presence(Bus &bus, QString gateway, std::chrono::milliseconds window, Deliver deliver)
    : m_bus(bus)
    , m_gateway(std::move(gateway))
    , m_deliver(std::move(deliver))
{
    m_window.setSingleShot(true);
    m_window.setInterval(window);
    m_heartbeat.setInterval(kHeartbeat);
    QObject::connect(&m_window, &QTimer::timeout, &m_window, [this] { announce(); });
    QObject::connect(&m_heartbeat, &QTimer::timeout, &m_heartbeat, [this] { beat(); });
    m_subscription = m_bus.subscribe(
        kTopic, [this](const QByteArray &payload) { heard(payload); }, [this] { republishAll(); });
}

Presence::~Presence()
{
    m_subscription.reset();
    const QJsonObject farewell{{u"gateway"_s, m_gateway}, {u"gone"_s, true}};
    m_bus.publish(kTopic, QJsonDocument(farewell).toJson(QJsonDocument::Compact));
}

void Presence::came(CalendarId calendar, const QString &username)
{
    const std::lock_guard lock(m_mutex);
    const bool isNew = !m_rooms.contains(calendar);
    Room &room = m_rooms[calendar];
    room.ask = room.ask || isNew;
    room.newcomers = true;
    if (++room.local[username] == 1)
        room.publish = true;
    touch(calendar);
}

void Presence::left(CalendarId calendar, const QString &username)
{
    const std::lock_guard lock(m_mutex);
    const auto room = m_rooms.find(calendar);
    if (room == m_rooms.end())
        return;
    const auto sockets = room->local.find(username);
    if (sockets == room->local.end() || --*sockets > 0)
        return;
    room->local.erase(sockets);
    room->publish = true;
    touch(calendar);
}

void Presence::touch(CalendarId calendar)
{
    if (m_touched.isEmpty())
        QMetaObject::invokeMethod(&m_window, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    m_touched.insert(calendar);
}

void Presence::announce()
{
    QJsonArray told;
    for (const Frame &frame : gather(told))
        m_deliver(frame.calendar, frame.frame, frame.onlyNew);
    if (!told.isEmpty())
        publish(told);
}

QList<Presence::Frame> Presence::gather(QJsonArray &told)
{
    QList<Frame> frames;
    const std::lock_guard lock(m_mutex);
    for (const CalendarId &calendar : std::exchange(m_touched, {})) {
        const auto found = m_rooms.find(calendar);
        if (found == m_rooms.end())
            continue;
        if (std::exchange(found->publish, false)) {
            const QStringList names = found->local.keys();
            told.append(QJsonObject{{u"calendar"_s, calendar.toString()},
                                    {u"online"_s, QJsonArray::fromStringList(names)},
                                    {u"ask"_s, std::exchange(found->ask, false)}});
        }
        if (auto frame = difference(calendar, *found))
            frames.append(*std::move(frame));
        if (found->local.isEmpty())
            m_rooms.erase(found);
    }
    return frames;
}

std::optional<Presence::Frame> Presence::difference(CalendarId calendar, Room &room)
{
    const QStringList local = room.local.keys();
    Names online(local.begin(), local.end());
    for (const Names &names : std::as_const(room.remote))
        online.unite(names);
    const Names came = Names(online).subtract(room.announced);
    const Names left = Names(room.announced).subtract(online);
    const bool newcomers = std::exchange(room.newcomers, false);
    room.announced = online;
    const bool changed = !came.isEmpty() || !left.isEmpty();
    if (room.local.isEmpty() || (!changed && !newcomers))
        return std::nullopt;
    return Frame{calendar, presenceFrame(calendar, online, came, left), !changed};
}

void Presence::publish(const QJsonArray &rooms)
{
    const QJsonObject payload{{u"gateway"_s, m_gateway}, {u"rooms"_s, rooms}};
    m_bus.publish(kTopic, QJsonDocument(payload).toJson(QJsonDocument::Compact));
}

void Presence::heard(const QByteArray &payload)
{
    const QJsonObject told = QJsonDocument::fromJson(payload).object();
    const QString gateway = told.value("gateway"_L1).toString();
    if (gateway.isEmpty() || gateway == m_gateway)
        return;
    const std::lock_guard lock(m_mutex);
    if (told.value("gone"_L1).toBool())
        return forget(gateway);
    if (m_heardMs.isEmpty())
        QMetaObject::invokeMethod(&m_heartbeat, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    m_heardMs.insert(gateway, steadyMs());
    for (const QJsonValue &room : told.value("rooms"_L1).toArray())
        heardRoom(gateway, room.toObject());
}

void Presence::heardRoom(const QString &gateway, const QJsonObject &told)
{
    const auto calendar = CalendarId::fromString(told.value("calendar"_L1).toString());
    const auto room = calendar ? m_rooms.find(*calendar) : m_rooms.end();
    if (room == m_rooms.end())
        return;
    const Names names = namesOf(told.value("online"_L1).toArray());
    if (names.isEmpty())
        room->remote.remove(gateway);
    else
        room->remote.insert(gateway, names);
    room->publish = room->publish || told.value("ask"_L1).toBool();
    touch(*calendar);
}

void Presence::forget(const QString &gateway)
{
    m_heardMs.remove(gateway);
    for (auto room = m_rooms.begin(); room != m_rooms.end(); ++room)
        if (room->remote.remove(gateway))
            touch(room.key());
}

void Presence::republishAll()
{
    const std::lock_guard lock(m_mutex);
    for (auto room = m_rooms.begin(); room != m_rooms.end(); ++room) {
        room->publish = true;
        room->ask = true;
        touch(room.key());
    }
}

void Presence::beat()
{
    {
        const std::lock_guard lock(m_mutex);
        const QStringList gateways = m_heardMs.keys();
        for (const QString &gateway : gateways)
            if (steadyMs() - m_heardMs.value(gateway) > kSilenceMs)
                forget(gateway);
        if (m_heardMs.isEmpty())
            m_heartbeat.stop();
    }
    publish({});
}

}
