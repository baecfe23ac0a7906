#include "server/calendar/changes/changefeed.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Change;
using shared::Error;
using shared::ErrorCode;

namespace {
// Beyond it the map begins anew: a calendar that is not in it is known again with its next notification.
constexpr qsizetype kMaxCalendars = 200000;
}

ChangeFeed::ChangeFeed(shared::Engine engine, Limits limits)
    : m_engine(engine)
    , m_limits(limits)
    , m_listening(engine == shared::Engine::Sqlite)
{
}

ChangeFeed::~ChangeFeed()
{
    const std::lock_guard guard(m_mutex);
    for (const auto &watcher : m_watchers)
        watcher->end({ErrorCode::Unavailable, u"The server is shutting down."_s, u"shutting_down"_s, 1});
}

std::unique_ptr<Subscription> ChangeFeed::watch(Watcher::Handlers handlers)
{
    auto watcher = std::make_shared<Watcher>(std::move(handlers), m_limits.queued);
    {
        const std::lock_guard guard(m_mutex);
        forgetEndedWatchers();
        if (m_watchers.size() >= static_cast<size_t>(m_limits.watchers)) {
            watcher->end({ErrorCode::Unavailable, u"Too many streams of changes are open."_s,
                          u"too_many_watchers"_s, 5});
        } else {
            m_watchers.push_back(watcher);
            if (m_listening)
                watcher->greet();
        }
    }
    return std::make_unique<WatchSubscription>(std::move(watcher));
}

void ChangeFeed::onAnnounced(std::function<void()> heard)
{
    const std::lock_guard guard(m_mutex);
    m_heard = std::move(heard);
}

void ChangeFeed::publish(const QList<pb::PersonalFrame> &frames)
{
    if (m_engine == shared::Engine::Sqlite)
        announce(frames);
}

void ChangeFeed::announce(const QList<pb::PersonalFrame> &frames)
{
    if (frames.isEmpty())
        return;
    const std::lock_guard guard(m_mutex);
    forgetEndedWatchers();
    for (const auto &watcher : m_watchers)
        watcher->push(frames);
    if (m_heard)
        m_heard();
}

void ChangeFeed::publish(const QList<Change> &changes)
{
    if (changes.isEmpty())
        return;
    const std::lock_guard guard(m_mutex);
    const Change &first = changes.first();
    const auto known = m_announced.constFind(first.calendar);
    const bool follows =
        known == m_announced.cend() ? m_engine == shared::Engine::Sqlite : *known + 1 == first.seq;
    if (follows)
        deliver(changes);
}

std::optional<qint64> ChangeFeed::missingSince(const CalendarId &calendar, qint64 seq)
{
    const std::lock_guard guard(m_mutex);
    auto known = m_announced.find(calendar);
    if (known == m_announced.end()) {
        // Notifications come in order of commit: what is before this one was before we listened.
        if (m_announced.size() >= kMaxCalendars)
            m_announced.clear();
        known = m_announced.insert(calendar, seq - 1);
    }
    if (seq <= *known)
        return std::nullopt;
    return *known;
}

void ChangeFeed::announce(const QList<Change> &changes)
{
    const std::lock_guard guard(m_mutex);
    QList<Change> fresh;
    for (const Change &change : changes) {
        const qint64 last =
            fresh.isEmpty() ? m_announced.value(change.calendar, change.seq - 1) : fresh.last().seq;
        if (change.seq > last)
            fresh.append(change);
    }
    if (!fresh.isEmpty())
        deliver(fresh);
}

void ChangeFeed::setListening()
{
    const std::lock_guard guard(m_mutex);
    if (std::exchange(m_listening, true))
        return;
    for (const auto &watcher : m_watchers)
        watcher->greet();
}

QHash<CalendarId, qint64> ChangeFeed::announced() const
{
    const std::lock_guard guard(m_mutex);
    return m_announced;
}

void ChangeFeed::deliver(const QList<Change> &changes)
{
    m_announced.insert(changes.last().calendar, changes.last().seq);
    forgetEndedWatchers();
    for (const auto &watcher : m_watchers)
        watcher->push(changes);
    if (m_heard)
        m_heard();
}

void ChangeFeed::forgetEndedWatchers()
{
    std::erase_if(m_watchers, [](const auto &watcher) { return watcher->over(); });
}

}
