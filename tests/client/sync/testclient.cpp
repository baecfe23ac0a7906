#include "tests/client/sync/testclient.h"

#include "tests/client/sync/fakeserver.h"

namespace hearth::tests {

using namespace client;
using namespace shared;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kStart = 1'796'000'000'000;
}

TestClient::TestClient(FakeServer &server, const QString &username, QObject *parent)
    : QObject(parent)
    , m_server(server)
    , m_username(username)
    , m_tokens(server.tokensFor(username))
{
}

void TestClient::start()
{
    SyncConfig config;
    config.server = m_server.address();
    config.tokens = m_tokens;
    config.username = m_username;
    config.replicaFile = m_folder.filePath(u"replica.db"_s);
    config.options.firstDelay = 5ms;
    config.options.longestDelay = 40ms;
    config.options.requestTimeout = 5s;
    config.options.seed = 1;
    config.options.pageSize = 7;
    m_shown.clear();
    m_engine = std::make_unique<SyncEngine>(config);
    wire();
    m_engine->start();
}

void TestClient::restart()
{
    m_engine.reset();
    start();
}

void TestClient::wire()
{
    connect(m_engine.get(), &SyncEngine::opened, this,
            [this](const QList<Calendar> &list) { m_calendars = list; });
    connect(m_engine.get(), &SyncEngine::calendarsChanged, this,
            [this](const QList<Calendar> &list) { m_calendars = list; });
    connect(m_engine.get(), &SyncEngine::membersChanged, this,
            [this](CalendarId calendar, const QList<Member> &list) { m_members.insert(calendar, list); });
    connect(m_engine.get(), &SyncEngine::loaded, this, [this](const QList<ReplicaEvent> &events) {
        for (const ReplicaEvent &item : events)
            m_shown.insert(item.event.id.value, item);
    });
    connect(m_engine.get(), &SyncEngine::changed, this, &TestClient::take);
    connect(m_engine.get(), &SyncEngine::stored, this,
            [this](const QList<EventId> &, const ReplicaDelta &delta) { take(delta); });
    connect(m_engine.get(), &SyncEngine::statusChanged, this,
            [this](const SyncStatus &status) { m_status = status; });
    connect(m_engine.get(), &SyncEngine::changeRefused, this,
            [this](const QString &sentence) { m_refusals.append(sentence); });
    connect(m_engine.get(), &SyncEngine::signedOut, this,
            [this](const QString &reason) { m_signedOut = reason; });
    connect(m_engine.get(), &SyncEngine::tokensChanged, this,
            [this](const Tokens &tokens) { m_tokens = tokens; });
}

void TestClient::take(const ReplicaDelta &delta)
{
    for (const EventId id : delta.removed)
        m_shown.remove(id.value);
    for (const ReplicaEvent &item : delta.put) {
        if (!m_shown.contains(item.event.id.value))
            ++m_appearances;
        m_shown.insert(item.event.id.value, item);
    }
}

const ReplicaEvent *TestClient::named(const QString &name) const
{
    for (const ReplicaEvent &item : m_shown)
        if (item.event.name == name)
            return &item;
    return nullptr;
}

Event TestClient::create(const QString &name, CalendarId calendar)
{
    Event event;
    event.id = EventId{QUuid::createUuid()};
    event.calendar = calendar;
    event.name = name;
    event.start = fromUtc(kStart, QTimeZone::utc());
    event.end = fromUtc(kStart + 3'600'000, QTimeZone::utc());
    m_engine->createEvent(event);
    return event;
}

void TestClient::change(const ReplicaEvent &item, const std::function<void(EventDraft &)> &edit)
{
    const Event before = item.event;
    Event after = before;
    edit(after);
    m_engine->changeEvent(before, after);
}

void TestClient::remove(const ReplicaEvent &item)
{
    m_engine->removeSeries({item.event.id, {}, EditScope::All, {}}, {item.event.id});
}

}
