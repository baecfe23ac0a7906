#include "server/platform/dbexecutor.h"

#include "shared/sql/sqlerror.h"

#include <QLoggingCategory>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace hearth::server {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Error;
using shared::ErrorCode;
using shared::SqlError;

namespace {
Q_LOGGING_CATEGORY(lcDb, "hearth.db")

using SteadyClock = std::chrono::steady_clock;

/// SQLite has room for one at a time.
int writersFor(shared::Engine engine, int threads) { return engine == shared::Engine::Sqlite ? 1 : threads; }

constexpr std::array kPauses{std::chrono::milliseconds(10), std::chrono::milliseconds(60),
                             std::chrono::milliseconds(250)};

Error unavailable()
{
    return {ErrorCode::Unavailable, u"The database can't be reached at the moment. Try again soon."_s, {}, 2};
}

Error overloaded()
{
    return {ErrorCode::Unavailable, u"The server has too much to do at the moment. Try again soon."_s, {}, 1};
}

Error toError(const SqlError &error)
{
    switch (error.kind()) {
    case SqlError::Kind::UniqueViolation:
        return {ErrorCode::Conflict, u"It exists already."_s};
    case SqlError::Kind::Conflict:
    case SqlError::Kind::ConnectionLost:
    case SqlError::Kind::CommitUnknown:
        return unavailable();
    case SqlError::Kind::DiskFull:
        return {ErrorCode::Unavailable, u"The server has no space left for the database."_s, {}, 60};
    case SqlError::Kind::Other:
        break;
    }
    return {ErrorCode::Internal, u"The server could not do this because of an internal error."_s};
}

bool mayRunAgain(SqlError::Kind kind)
{
    switch (kind) {
    case SqlError::Kind::Conflict:
    case SqlError::Kind::ConnectionLost:
    case SqlError::Kind::CommitUnknown:
        return true;
    case SqlError::Kind::UniqueViolation:
    case SqlError::Kind::DiskFull:
    case SqlError::Kind::Other:
        break;
    }
    return false;
}

/// Tasks for one or several threads, first in, first out; drained before it ends.
template <class Task> class TaskQueue {
public:
    /// False, with the task left where it is, after end().
    bool put(Task &task)
    {
        {
            const std::lock_guard guard(m_mutex);
            if (m_ended)
                return false;
            m_tasks.push_back(std::move(task));
        }
        m_wakeUp.notify_one();
        return true;
    }
    std::optional<Task> take()
    {
        std::unique_lock lock(m_mutex);
        m_wakeUp.wait(lock, [this] { return m_ended || !m_tasks.empty(); });
        if (m_tasks.empty())
            return std::nullopt;
        Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        return task;
    }
    void end()
    {
        {
            const std::lock_guard guard(m_mutex);
            m_ended = true;
        }
        m_wakeUp.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::deque<Task> m_tasks;
    bool m_ended = false;
};
}

struct DbExecutor::Pool {
    using Queue = TaskQueue<Task>;

    Pool(shared::DatabaseUrl databaseUrl, Options given, DbObserver *jobObserver)
        : url(std::move(databaseUrl))
        , options(given)
        , observer(jobObserver)
    {
        const int threads = std::max(1, options.threads);
        const int writing = writersFor(url.engine, threads);
        for (int i = 0; i < writing; ++i)
            writers.push_back(std::make_unique<Queue>());
        for (const auto &queue : writers)
            workers.emplace_back([this, &queue = *queue] { work(queue); });
        for (int i = 0; i < threads; ++i)
            workers.emplace_back([this] { work(readers); });
    }
    ~Pool()
    {
        for (const auto &queue : writers)
            queue->end();
        readers.end();
        for (std::thread &worker : workers)
            worker.join();
    }
    Pool(const Pool &) = delete;
    Pool &operator=(const Pool &) = delete;

    void enqueue(Queue &queue, Task task);
    void work(Queue &queue);
    /// Attempts the task and tells the observer of it.
    std::optional<Error> runObserved(Database &database, const Task &task, size_t tries);
    std::optional<Error> attempt(Database &database, const Task &task, size_t tries);
    static void finish(const Task &task, const Error *error);

    const shared::DatabaseUrl url;
    const Options options;
    DbObserver *const observer;
    std::vector<std::unique_ptr<Queue>> writers;
    Queue readers;
    std::atomic<int> queued{0};
    std::vector<std::thread> workers;
};

void DbExecutor::Pool::enqueue(Queue &queue, Task task)
{
    task.queuedAt = SteadyClock::now();
    if (queued.fetch_add(1) < options.maxQueued && queue.put(task))
        return;
    queued.fetch_sub(1);
    if (observer)
        observer->jobRefused(task.writes);
    const Error error = overloaded();
    finish(task, &error);
}

void DbExecutor::Pool::work(Queue &queue)
{
    Database database(url);
    bool down = false;
    while (const std::optional<Task> task = queue.take()) {
        queued.fetch_sub(1);
        // While the database is away, one look is enough: what waits behind this one would only wait longer.
        const auto error = runObserved(database, *task, down ? 1 : kPauses.size() + 1);
        down = error && error->code == ErrorCode::Unavailable && !database.isOpen();
        finish(*task, error ? &*error : nullptr);
    }
}

std::optional<Error> DbExecutor::Pool::runObserved(Database &database, const Task &task, size_t tries)
{
    if (!observer)
        return attempt(database, task, tries);
    const auto begun = SteadyClock::now();
    observer->jobBegun();
    auto error = attempt(database, task, tries);
    observer->jobEnded({task.writes, error ? DbJob::Outcome::Failed : DbJob::Outcome::Done,
                        begun - task.queuedAt, SteadyClock::now() - begun});
    return error;
}

std::optional<Error> DbExecutor::Pool::attempt(Database &database, const Task &task, size_t tries)
{
    for (size_t failures = 0;;) {
        try {
            database.ensureOpen();
            task.attempt(database);
            return std::nullopt;
        } catch (const SqlError &error) {
            ++failures;
            if (mayRunAgain(error.kind()) && failures < tries) {
                qCDebug(lcDb, "Runs again: %s", error.what());
                std::this_thread::sleep_for(kPauses.at(failures - 1));
                continue;
            }
            if (error.kind() != SqlError::Kind::UniqueViolation)
                qCWarning(lcDb, "A job failed: %s", error.what());
            return toError(error);
        } catch (const std::exception &error) {
            qCCritical(lcDb, "A job threw: %s", error.what());
        } catch (...) {
            qCCritical(lcDb, "A job threw what is no std::exception");
        }
        return Error{ErrorCode::Internal, u"The server could not do this because of an internal error."_s};
    }
}

void DbExecutor::Pool::finish(const Task &task, const Error *error)
{
    try {
        task.finish(error);
    } catch (const std::exception &thrown) {
        qCCritical(lcDb, "A reply threw: %s", thrown.what());
    } catch (...) {
        qCCritical(lcDb, "A reply threw what is no std::exception");
    }
}

DbExecutor::DbExecutor(shared::DatabaseUrl url, Options options, DbObserver *observer)
    : m_pool(std::make_unique<Pool>(std::move(url), options, observer))
{
}

DbExecutor::~DbExecutor() = default;

shared::Engine DbExecutor::engine() const { return m_pool->url.engine; }

int DbExecutor::queued() const { return m_pool->queued.load(); }

int DbExecutor::threadsFor(shared::Engine engine, int threads)
{
    return writersFor(engine, std::max(1, threads)) + std::max(1, threads);
}

void DbExecutor::enqueueWrite(const QUuid &key, Task task)
{
    task.writes = true;
    m_pool->enqueue(*m_pool->writers.at(qHash(key) % m_pool->writers.size()), std::move(task));
}

void DbExecutor::enqueueRead(Task task) { m_pool->enqueue(m_pool->readers, std::move(task)); }

}
