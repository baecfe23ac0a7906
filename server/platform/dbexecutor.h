#pragma once

#include "server/platform/dbobserver.h"
#include "shared/base/result.h"
#include "shared/sql/database.h"

#include <QUuid>

#include <chrono>
#include <functional>
#include <memory>
#include <type_traits>

namespace hearth::server {

/// The one place where SQL runs: a fixed pool of threads with a Database each.
///
/// PostgreSQL: `threads` writers (work for one key always on the same one, in order) and as many readers.
/// SQLite: one writer, `threads` readers. A job that fails with SqlError::Kind::Conflict or ConnectionLost is
/// run again, up to three times, on a reopened connection, before its Result is Unavailable; CommitUnknown,
/// too, is run again (jobs are idempotent by their keys). The queue is bounded: beyond it jobs are refused
/// with Unavailable at once.
class DbExecutor {
public:
    struct Options {
        int threads = 4;
        int maxQueued = 10000;
    };
    /// An observer must outlive it.
    DbExecutor(shared::DatabaseUrl url, Options options, DbObserver *observer = nullptr);
    /// Waits for what is queued.
    ~DbExecutor();

    /// Runs `job(Database&) -> Result<T>` for `key` and then `reply(Result<T>)`, both on the pool's thread.
    /// The job may run more than once and must keep its effects inside its transaction.
    template <class Job, class Reply> void write(const QUuid &key, Job job, Reply reply)
    {
        enqueueWrite(key, wrap(std::move(job), std::move(reply)));
    }
    template <class Job, class Reply> void read(Job job, Reply reply)
    {
        enqueueRead(wrap(std::move(job), std::move(reply)));
    }

    shared::Engine engine() const;
    /// Jobs waiting, for metrics.
    int queued() const;
    /// The threads, writers and readers together, that `Options::threads` comes to.
    static int threadsFor(shared::Engine engine, int threads);

private:
    /// attempt() throws SqlError or leaves its result; finish() hands it or the given error to the caller.
    struct Task {
        std::function<void(shared::Database &)> attempt;
        std::function<void(const shared::Error *)> finish;
        bool writes = false;
        std::chrono::steady_clock::time_point queuedAt{};
    };
    template <class Job, class Reply> static Task wrap(Job job, Reply reply)
    {
        using Outcome = std::invoke_result_t<Job, shared::Database &>;
        auto result = std::make_shared<std::unique_ptr<Outcome>>();
        return Task{[job = std::move(job), result](shared::Database &database) mutable {
                        *result = std::make_unique<Outcome>(job(database));
                    },
                    [reply = std::move(reply), result](const shared::Error *error) mutable {
                        if (error)
                            reply(Outcome(*error));
                        else
                            reply(std::move(**result));
                    },
                    false,
                    {}};
    }
    void enqueueWrite(const QUuid &key, Task task);
    void enqueueRead(Task task);

    struct Pool;
    std::unique_ptr<Pool> m_pool;
};

}
