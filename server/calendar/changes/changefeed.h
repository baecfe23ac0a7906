#pragma once

#include "server/calendar/changes/watcher.h"
#include "shared/sql/databaseurl.h"

#include <QHash>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace hearth::server::calendar {

/// Hands committed changes to every watcher: for each calendar in order of seq, without a gap, none twice;
/// and what single users are told, whose numbers say what is missing or comes again.
///
/// On SQLite this process makes every change, so publish() is all there is. On PostgreSQL other instances
/// write, too: a change that does not follow what was announced last waits for the listener, which reads the
/// log.
class ChangeFeed {
public:
    struct Limits {
        int watchers = 256;
        int queued = 10000; ///< changes for each watcher
    };
    ChangeFeed(shared::Engine engine, Limits limits);
    /// Ends every watcher with Unavailable.
    ~ChangeFeed();

    std::unique_ptr<Subscription> watch(Watcher::Handlers handlers);
    /// `heard` is called whenever something is announced, on any thread: it must not block, nor use the feed.
    void onAnnounced(std::function<void()> heard);
    /// After their commit; changes of one calendar, in order. Never blocks.
    void publish(const QList<shared::Change> &changes);
    /// After their commit. On PostgreSQL the listener brings them.
    void publish(const QList<pb::PersonalFrame> &frames);

    /// The listener has heard that `calendar` has reached `seq`: after which seq is the log to be read?
    /// Nothing where it was announced already.
    std::optional<qint64> missingSince(const shared::CalendarId &calendar, qint64 seq);
    /// From the log, in order. What was announced already is left out.
    void announce(const QList<shared::Change> &changes);
    /// What users have been told; some of it may have been announced already.
    void announce(const QList<pb::PersonalFrame> &frames);
    /// From here on nothing is missed: the watchers get their first message.
    void setListening();
    /// What has been announced last, for each calendar.
    QHash<shared::CalendarId, qint64> announced() const;

private:
    void deliver(const QList<shared::Change> &changes);
    void forgetEndedWatchers();

    const shared::Engine m_engine;
    const Limits m_limits;
    mutable std::mutex m_mutex;
    bool m_listening;
    std::function<void()> m_heard;
    QHash<shared::CalendarId, qint64> m_announced;
    std::vector<std::shared_ptr<Watcher>> m_watchers;
};

}
