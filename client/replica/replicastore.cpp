#include "client/replica/replicastore.h"

#include "client/replica/projection.h"
#include "shared/sql/migrator.h"
#include "shared/sql/transaction.h"

#include <QDir>
#include <QFileInfo>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventId;

namespace {
const QString kGeneration = u"generation"_s;
}

shared::Result<std::unique_ptr<ReplicaStore>> ReplicaStore::open(const QString &file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (!QDir().mkpath(folder))
        return shared::Error{shared::ErrorCode::Unavailable, u"The folder %1 can't be made."_s.arg(folder)};
    shared::DatabaseUrl url;
    url.engine = shared::Engine::Sqlite;
    url.path = file;
    std::unique_ptr<ReplicaStore> store(new ReplicaStore(url));
    store->m_database.ensureOpen();
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    const auto version = shared::Migrator(store->m_database, u":/migrations/replica"_s).migrate();
    if (!version)
        return version.error();
    store->m_outbox.load();
    store->m_aliases.load();
    store->dropSettledAliases();
    store->reloadNames();
    store->m_generation = store->m_settings.value(kGeneration).toLongLong();
    return store;
}

ReplicaStore::ReplicaStore(const shared::DatabaseUrl &url)
    : m_database(url)
    , m_calendars(m_database)
    , m_events(m_database)
    , m_outbox(m_database)
    , m_aliases(m_database)
    , m_settings(m_database)
{
}

QList<ReplicaEvent> ReplicaStore::load(qint64 fromMs, qint64 toMs, bool inside) const
{
    QList<ReplicaEvent> events = m_events.load(fromMs, toMs, inside);
    for (ReplicaEvent &item : events)
        item.event.calendarName = m_names.value(item.event.calendar);
    return events;
}

void ReplicaStore::project(EventId event, ReplicaDelta &delta) { Projection(*this, event).show(delta); }

ReplicaEvent ReplicaStore::asServer(Event event) const
{
    event.calendarName = m_names.value(event.calendar);
    return {std::move(event), false, false, std::nullopt};
}

qint64 ReplicaStore::nextGeneration()
{
    ++m_generation;
    m_settings.setValue(kGeneration, QString::number(m_generation));
    return m_generation;
}

void ReplicaStore::reloadNames()
{
    m_names.clear();
    const auto calendars = m_calendars.all();
    for (const shared::Calendar &calendar : calendars)
        m_names.insert(calendar.id, calendar.name);
}

// While the app runs, undo steps and views know an event by the id that was made here. At the next start
// nobody does.
void ReplicaStore::dropSettledAliases()
{
    shared::Transaction transaction(m_database);
    const auto confirmed = m_aliases.confirmed();
    for (auto it = confirmed.begin(); it != confirmed.end(); ++it) {
        if (m_outbox.hasEntries(it.key()) || m_outbox.makerOf(it.key()))
            continue;
        m_events.rename(it.key(), it.value());
        m_settings.renameEvent(it.key(), it.value());
        m_aliases.erase(it.key());
    }
    transaction.commit();
}

}
