#include "server/auth/keyring.h"

#include "server/auth/authoptions.h"
#include "server/platform/sodium.h"
#include "shared/base/clock.h"
#include "shared/sql/database.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Database;

namespace {
constexpr qint64 kReloadMs = 60'000;
constexpr qint64 kLeadMs = 3'600'000;
constexpr qint64 kDayMs = 86'400'000;

void insertKey(Database &database, qint64 generation, qint64 signsFromMs)
{
    database
        .query(
            u"INSERT INTO signing_keys (generation, seed, signs_from_ms) VALUES (:generation, :seed, :from) "
            "ON CONFLICT DO NOTHING"_s)
        .bind(u":generation"_s, generation)
        .bind(u":seed"_s, randomBytes(32))
        .bind(u":from"_s, signsFromMs)
        .run();
}
}

KeyRing::KeyRing(const shared::Clock &clock, const AuthOptions &options)
    : m_clock(clock)
    , m_rotationMs(std::max(1, options.keyRotationDays) * kDayMs)
    , m_tokenLifetimeMs(options.tokenLifetimeSeconds * Q_INT64_C(1000))
{
}

SigningKey KeyRing::current(Database &database)
{
    const std::lock_guard guard(m_mutex);
    const qint64 now = m_clock.nowMs();
    refresh(database, now);
    return m_entries.at(currentIndex(now)).key;
}

QList<SigningKey> KeyRing::published(Database &database)
{
    const std::lock_guard guard(m_mutex);
    const qint64 now = m_clock.nowMs();
    refresh(database, now);
    QList<SigningKey> keys;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const bool last = i + 1 == m_entries.size();
        // An instance that has not read the newer key yet may sign with the former one for a while.
        if (last || now < m_entries.at(i + 1).signsFromMs + m_tokenLifetimeMs + 2 * kReloadMs)
            keys.append(m_entries.at(i).key);
    }
    return keys;
}

void KeyRing::refresh(Database &database, qint64 nowMs)
{
    if (m_loadedMs >= 0 && nowMs >= m_loadedMs && nowMs < m_loadedMs + kReloadMs)
        return;
    m_entries = load(database);
    addDueKeys(database, nowMs);
    m_loadedMs = nowMs;
}

void KeyRing::addDueKeys(Database &database, qint64 nowMs)
{
    if (m_entries.isEmpty()) {
        insertKey(database, 1, nowMs);
        m_entries = load(database);
    }
    const Entry &newest = m_entries.last();
    if (nowMs < newest.signsFromMs + m_rotationMs - kLeadMs)
        return;
    insertKey(database, newest.generation + 1, std::max(newest.signsFromMs + m_rotationMs, nowMs + kLeadMs));
    m_entries = load(database);
}

QList<KeyRing::Entry> KeyRing::load(Database &database)
{
    QList<Entry> entries;
    auto query =
        database.query(u"SELECT generation, signs_from_ms, seed FROM signing_keys ORDER BY generation"_s);
    query.run();
    while (query.next())
        entries.append({query.integer(0), query.integer(1), signingKeyFromSeed(query.bytes(2))});
    return entries;
}

// The newest that may sign; the first one where the clock was set back.
qsizetype KeyRing::currentIndex(qint64 nowMs) const
{
    for (qsizetype i = m_entries.size() - 1; i > 0; --i) {
        if (m_entries.at(i).signsFromMs <= nowMs)
            return i;
    }
    return 0;
}

}
