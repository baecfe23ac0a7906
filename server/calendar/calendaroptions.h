#pragma once

#include "server/platform/passwordhasher.h"

#include <QList>
#include <QStringList>
#include <QtGlobal>

namespace hearth::server::calendar {

/// Everything about the calendar service that an operator may tune; times in milliseconds.
struct CalendarOptions {
    int dbThreads = 4;
    int maxQueuedJobs = 10000; ///< beyond it calls are refused with Unavailable
    int passwordThreads = 2; ///< argon2id takes a core and some 20 MB for each
    int maxQueuedPasswords = 64;
    PasswordHasher::Cost passwordCost; ///< of calendar passwords

    qint64 stepTimeoutMs = 3000; ///< how long a saga waits for the auth service at a time
    qint64 leaseMs = 5000; ///< how long a saga belongs to whoever drives it; more than stepTimeoutMs
    qint64 sagaDeadlineMs = 60000; ///< past it a saga that can be undone is
    qint64 recoveryIntervalMs = 2000;
    qint64 maxRetryPauseMs = 30000;

    qint64 keyKeptMs = 24LL * 3600 * 1000; ///< idempotency keys and finished sagas
    qint64 logKeptMs = 90LL * 24 * 3600 * 1000; ///< the change log
    qint64 trashKeptMs = 30LL * 24 * 3600 * 1000;
    qint64 housekeepingIntervalMs = 3600LL * 1000;

    qint64 reminderSleepMs = 60000; ///< how long nobody asks the clock while a reminder is to come

    int maxEvents = 10000; ///< in one answer; further ones by its cursor
    int maxChanges = 1000; ///< in one answer
    int maxMembers = 10000; ///< of one calendar
    int maxCalendars = 500; ///< of one user
    qint64 feedIntervalMs = 3600LL * 1000; ///< between two fetches of a subscribed feed
    qint64 feedMinIntervalMs = 15LL * 60 * 1000; ///< that somebody may choose
    qint64 feedRefreshPauseMs = 60'000; ///< after a fetch, until somebody may ask for another
    int feedTimeoutMs = 30'000; ///< of one fetch, redirects and all
    int maxFeeds = 50; ///< subscriptions of one owner
    QStringList feedNetworks; ///< that feeds may lie in besides the public internet
    QList<quint16> feedPorts; ///< that feeds may be fetched from besides 80 and 443
    int maxWatchers = 256;
    int maxWatchQueue = 10000; ///< changes that one slow watcher may be behind
    qint64 listenerPingMs = 2000; ///< how soon a lost LISTEN connection is noticed
};

}
