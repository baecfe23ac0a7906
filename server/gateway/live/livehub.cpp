#include "server/gateway/live/livehub.h"

#include "server/platform/logging.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QThread>

#include <algorithm>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::UserId;

namespace {
const auto kTopic = "hearth.message"_ba;
const auto kMessage = u"message"_s;
}

LiveHub::LiveHub(const GatewayOptions &options, CalendarApi &calendar, TokenVerifier &tokens,
                 RateLimiter &limiter, Bus &bus, Metrics &metrics, const shared::Clock &clock)
    : m_options(options)
    , m_calendar(calendar)
    , m_tokens(tokens)
    , m_limiter(limiter)
    , m_bus(bus)
    , m_clock(clock)
    , m_gateway(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_socketIo(*this)
    , m_open(metrics.gauge("hearth_live_sockets", "Open WebSockets and sessions of Socket.IO"))
    , m_cut(metrics.counter("hearth_live_cut_total", "Clients that did not read what they were sent"))
    , m_frames(metrics.counter("hearth_live_deliveries_total", "Changes handed to clients"))
    , m_lag(metrics.histogram("hearth_live_lag_seconds",
                              "Time from the start of a change's write to the sockets"))
    , m_relay(std::make_shared<ChangeRelay>(calendar, clock, relayOutputs()))
    , m_presence(std::make_unique<Presence>(bus, m_gateway, options.live.presenceWindow,
                                            [this](CalendarId id, const LiveFrame &frame, bool onlyNew) {
                                                forEachLoop([&](const auto &loop) {
                                                    loop->post([loop = loop.get(), id, frame, onlyNew] {
                                                        loop->rooms().presence(id, frame, onlyNew);
                                                    });
                                                });
                                            }))
    , m_messages(bus.subscribe(kTopic, [this](const QByteArray &payload) { heard(payload); }))
{
    m_changes = std::make_unique<StreamKeeper<calendar::WatchChangesResponse>>(
        [this](auto handlers) { return m_calendar.watchChanges(std::move(handlers)); },
        [this](const calendar::WatchChangesResponse &item) { takeChanges(item); },
        [this](const shared::Error &error) {
            m_streamOpen = false;
            m_streamBroken = true;
            logWarning(lcLive(), u"The stream of changes has ended"_s,
                       {{"error", shared::errorCodeName(error.code)}});
        },
        options.live.rewatchDelay);
}

LiveHub::~LiveHub()
{
    m_changes.reset();
    m_messages.reset();
    m_relay->end();
    m_presence.reset();
}

void LiveHub::delivered(qsizetype sockets, qint64 atMs)
{
    m_frames.increment(static_cast<double>(sockets));
    // Another machine's clock may be ahead of this one's.
    m_lag.observe(static_cast<double>(std::max<qint64>(0, m_clock.nowMs() - atMs)) / 1000);
}

ChangeRelay::Outputs LiveHub::relayOutputs()
{
    return {
        [](LiveLoop &loop, const RoomChangePtr &change) {
            loop.post([&loop, change] { loop.rooms().deliver(change); });
        },
        [this](const RoomChangePtr &change) {
            forEachLoop([&](const auto &loop) {
                loop->post([loop = loop.get(), change] { loop->rooms().admit(change); });
            });
        },
        [this](CalendarId calendar, UserId user) {
            forEachLoop([&](const auto &loop) {
                loop->post([loop = loop.get(), calendar, user] {
                    loop->rooms().reconnect(calendar, user, LiveClose::Restart);
                });
            });
        },
        [this](CalendarId calendar) {
            forEachLoop([&](const auto &loop) {
                loop->post([loop = loop.get(), calendar] {
                    loop->rooms().reconnect(calendar, std::nullopt, LiveClose::TryLater);
                });
            });
        },
    };
}

void LiveHub::takeChanges(const calendar::WatchChangesResponse &item)
{
    if (!m_streamOpen.exchange(true)) {
        if (std::exchange(m_streamBroken, false))
            forEachLoop([](const auto &loop) { loop->post([loop = loop.get()] { loop->recheck(); }); });
    }
    tellUsers(item);
    m_relay->take(item);
}

void LiveHub::tellUsers(const calendar::WatchChangesResponse &item)
{
    if (item.frames_size() == 0)
        return;
    const auto frames = std::make_shared<std::vector<PersonalFrame>>();
    for (const calendar::PersonalFrame &each : item.frames())
        frames->push_back(readPersonal(each));
    forEachLoop([&](const auto &loop) {
        loop->post([loop = loop.get(), told = PersonalFrames(frames)] { loop->personal().deliver(told); });
    });
}

void LiveHub::adopt(std::unique_ptr<QTcpSocket> socket, const AccessToken &token)
{
    loopOfThisThread()->adopt(std::move(socket), token);
}

std::shared_ptr<LiveLoop> LiveHub::loopOfThisThread()
{
    QThread *thread = QThread::currentThread();
    const std::lock_guard lock(m_mutex);
    for (const auto &[known, loop] : m_byThread)
        if (known == thread)
            return loop;
    auto loop = std::make_shared<LiveLoop>(*this);
    m_byThread.emplace_back(thread, loop);
    // Directly, so that the sockets end on their own thread, with its last breath.
    QObject::connect(
        thread, &QThread::finished, loop.get(),
        [this, thread, ended = std::weak_ptr(loop)] {
            if (const auto last = ended.lock())
                last->end();
            const std::lock_guard forget(m_mutex);
            std::erase_if(m_byThread, [&](const auto &each) { return each.first == thread; });
        },
        Qt::DirectConnection);
    return loop;
}

void LiveHub::forEachLoop(const std::function<void(const std::shared_ptr<LiveLoop> &)> &visit)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &each : m_byThread)
        visit(each.second);
}

void LiveHub::revoked(shared::SessionId session)
{
    forEachLoop(
        [&](const auto &loop) { loop->post([loop = loop.get(), session] { loop->revoked(session); }); });
}

void LiveHub::drain()
{
    m_draining = true;
    forEachLoop([](const auto &loop) {
        loop->post([loop = loop.get()] { loop->closeAll(LiveClose::GoingAway, "The server ends."); });
    });
}

void LiveHub::sessionOpened()
{
    ++m_sessions;
    m_open.add(1);
}

void LiveHub::sessionClosed()
{
    --m_sessions;
    m_open.add(-1);
}

void LiveHub::say(const QList<CalendarId> &calendars, UserId sender, const QJsonObject &message)
{
    QJsonArray ids;
    for (const CalendarId &calendar : calendars)
        ids.append(calendar.toString());
    const QJsonObject payload{{u"gateway"_s, m_gateway},
                              {u"calendars"_s, ids},
                              {u"sender"_s, sender.toString()},
                              {kMessage, message}};
    sayHere(calendars, sender, LiveFrame::notice(kMessage, message));
    m_bus.publish(kTopic, QJsonDocument(payload).toJson(QJsonDocument::Compact));
}

void LiveHub::heard(const QByteArray &payload)
{
    const QJsonObject told = QJsonDocument::fromJson(payload).object();
    const auto sender = UserId::fromString(told.value("sender"_L1).toString());
    if (!sender || told.value("gateway"_L1).toString() == m_gateway)
        return;
    QList<CalendarId> calendars;
    for (const QJsonValue &id : told.value("calendars"_L1).toArray())
        if (const auto calendar = CalendarId::fromString(id.toString()))
            calendars.append(*calendar);
    sayHere(calendars, *sender, LiveFrame::notice(kMessage, told.value(kMessage).toObject()));
}

void LiveHub::sayHere(const QList<CalendarId> &calendars, UserId sender, const LiveFrame &frame)
{
    const bool toAll = m_options.live.messageScope == MessageScope::Server;
    forEachLoop([&](const auto &loop) {
        loop->post([loop = loop.get(), calendars, sender, toAll, frame] {
            loop->say(calendars, sender, toAll, frame);
        });
    });
}

}
