#pragma once

#include <chrono>

namespace hearth::server {

/// A job that has run on a database, with all its tries.
struct DbJob {
    enum class Outcome {
        Done,
        Failed, ///< by the database; what a job answers itself is Done
    };
    bool writes = false;
    Outcome outcome = Outcome::Done;
    std::chrono::steady_clock::duration waited{};
    std::chrono::steady_clock::duration ran{};
};

/// Hears of a DbExecutor's jobs, for metrics; called on its threads and on those that hand it jobs.
class DbObserver {
public:
    virtual ~DbObserver() = default;
    virtual void jobBegun() = 0;
    virtual void jobEnded(const DbJob &job) = 0;
    /// Too many waited: it never began.
    virtual void jobRefused(bool writes) = 0;
};

}
