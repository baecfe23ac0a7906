#pragma once

#include "server/calendar/calendarobserver.h"
#include "server/calendar/changes/changefeed.h"
#include "server/calendar/changes/revisiontable.h"
#include "server/calendar/errors.h"
#include "server/calendar/unitofwork.h"
#include "server/platform/dbexecutor.h"

#include <utility>

namespace hearth::server::calendar {

/// Runs commands on the database's threads and publishes what they have committed, before their answer.
class Writer {
public:
    Writer(DbExecutor &executor, const shared::Clock &clock, ChangeFeed &feed, RevisionTable &revisions,
           CalendarObserver *observer);

    const shared::Clock &clock() const { return m_clock; }

    /// `command(UnitOfWork &) -> Result<T>` commits by itself. Commands of one `key` run one after the other.
    template <class Command, class Answer>
    void run(const CallContext &caller, const QUuid &key, Command command, Answer answer)
    {
        using Outcome = std::invoke_result_t<Command, UnitOfWork &>;
        auto job = [this, caller, operation = shared::newUuid(m_clock), command = std::move(command),
                    again = false](shared::Database &database) mutable -> Outcome {
            if (!again && expired(caller))
                return tooLate();
            UnitOfWork unit(database, m_clock, caller, operation, std::exchange(again, true));
            return execute<Outcome>(unit, command);
        };
        m_executor.write(key, std::move(job), std::move(answer));
    }

    /// `question(Database &) -> Result<T>`
    template <class Question, class Answer>
    void read(const CallContext &caller, Question question, Answer answer)
    {
        using Outcome = std::invoke_result_t<Question, shared::Database &>;
        auto job = [this, caller, question = std::move(question)](shared::Database &database) -> Outcome {
            if (expired(caller))
                return tooLate();
            return question(database);
        };
        m_executor.read(std::move(job), std::move(answer));
    }

private:
    template <class Outcome, class Command> Outcome execute(UnitOfWork &unit, Command &command)
    {
        try {
            Outcome outcome = command(unit);
            if (unit.committed())
                publish(unit);
            return outcome;
        } catch (...) {
            // What came of the commit is not known here.
            m_revisions.dropAll();
            throw;
        }
    }
    bool expired(const CallContext &caller) const;
    void publish(const UnitOfWork &unit);

    DbExecutor &m_executor;
    const shared::Clock &m_clock;
    ChangeFeed &m_feed;
    RevisionTable &m_revisions;
    CalendarObserver *m_observer;
};

}
