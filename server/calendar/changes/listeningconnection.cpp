#include "server/calendar/changes/listeningconnection.h"

#include "server/calendar/changes/changelog.h"
#include "server/calendar/reminders/personaltable.h"
#include "server/platform/logging.h"
#include "shared/sql/sqlerror.h"

#include <QSqlDriver>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::SqlError;

namespace {
constexpr int kPage = 1000;
constexpr int kRetryMs = 500;
/// How much earlier than the loss a change may be stamped that was committed after it.
constexpr qint64 kOverlapMs = 60000;
}

QString ListeningConnection::channel() { return u"hearth_calendar"_s; }

QString ListeningConnection::personalChannel() { return u"hearth_personal"_s; }

ListeningConnection::ListeningConnection(shared::DatabaseUrl url, ChangeFeed &feed,
                                         const shared::Clock &clock, qint64 pingMs)
    : m_url(std::move(url))
    , m_feed(feed)
    , m_clock(clock)
    , m_pingMs(pingMs)
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &ListeningConnection::open);
    connect(&m_pingTimer, &QTimer::timeout, this, &ListeningConnection::check);
}

void ListeningConnection::start() { open(); }

void ListeningConnection::open()
{
    // A new handle each time: the driver's old socket notifier must not outlive its socket.
    m_db = std::make_unique<shared::Database>(m_url);
    try {
        m_db->ensureOpen();
        listen();
        catchUp();
    } catch (const SqlError &error) {
        lose(error.what());
        return;
    }
    m_lastGoodMs = m_clock.nowMs();
    m_feed.setListening();
    m_pingTimer.start(static_cast<int>(m_pingMs));
}

void ListeningConnection::listen()
{
    QSqlDriver *driver = m_db->handle().driver();
    connect(driver, &QSqlDriver::notification, this,
            [this](const QString &name, QSqlDriver::NotificationSource, const QVariant &payload) {
                hear(name, payload.toString());
            });
    if (!driver->subscribeToNotification(channel()) || !driver->subscribeToNotification(personalChannel()))
        throw SqlError(SqlError::Kind::ConnectionLost, u"LISTEN failed"_s);
}

void ListeningConnection::check()
{
    try {
        m_db->execute(u"SELECT 1"_s);
        m_lastGoodMs = m_clock.nowMs();
    } catch (const SqlError &error) {
        lose(error.what());
    }
}

void ListeningConnection::lose(const char *why)
{
    logWarning(lcCalendar(), u"The connection that listens for changes is lost; it is opened again"_s,
               {{"error", QString::fromUtf8(why)}});
    m_pingTimer.stop();
    m_retryTimer.start(kRetryMs);
}

void ListeningConnection::hear(const QString &name, const QString &payload)
{
    try {
        if (name == personalChannel())
            hearPersonal(payload);
        else
            hearChange(payload);
    } catch (const SqlError &error) {
        lose(error.what());
    }
}

void ListeningConnection::hearPersonal(const QString &payload)
{
    const QUuid batch = QUuid::fromString(payload);
    if (!batch.isNull() && !m_retryTimer.isActive()) // else it is caught up with
        m_feed.announce(PersonalTable(*m_db).ofBatch(batch));
}

void ListeningConnection::hearChange(const QString &payload)
{
    const auto calendar = CalendarId::fromString(payload.section(u' ', 0, 0));
    const qint64 seq = payload.section(u' ', 1, 1).toLongLong();
    if (!calendar || seq <= 0)
        return;
    const auto since = m_feed.missingSince(*calendar, seq);
    if (since && !m_retryTimer.isActive())
        announceAfter(*calendar, *since);
}

void ListeningConnection::catchUp()
{
    if (m_lastGoodMs == 0)
        return;
    const auto announced = m_feed.announced();
    for (auto it = announced.cbegin(); it != announced.cend(); ++it)
        announceAfter(it.key(), it.value());
    auto query = m_db->query(
        u"SELECT calendar_id, MIN(seq) FROM changes WHERE at_ms >= :since GROUP BY calendar_id"_s);
    query.bind(u":since"_s, m_lastGoodMs - kOverlapMs).run();
    while (query.next()) {
        const auto calendar = query.id<CalendarId>(0);
        if (!announced.contains(calendar))
            announceAfter(calendar, query.integer(1) - 1);
    }
    m_feed.announce(PersonalTable(*m_db).since(m_lastGoodMs - kOverlapMs));
}

void ListeningConnection::announceAfter(const CalendarId &calendar, qint64 since)
{
    for (;;) {
        const auto changes = ChangeLog(*m_db).after(calendar, since, kPage);
        m_feed.announce(changes);
        if (changes.size() < kPage)
            return;
        since = changes.last().seq;
    }
}

}
