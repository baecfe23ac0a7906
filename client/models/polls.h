#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/domain/zonedtime.h"

#include <QHash>
#include <QList>

#include <functional>

namespace hearth::client {

/// A time that a poll offers.
struct PollTime {
    shared::ZonedTime start;
    shared::ZonedTime end; ///< exclusive
    bool allDay = false;
};

enum class PollAnswer { Yes, IfNeedBe, No };

struct PollOption : PollTime {
    QUuid id;
    int yes = 0; ///< how many answered so
    int ifNeedBe = 0;
    int no = 0;
};

/// A question for a date, as the server has it.
struct Poll {
    shared::PollId id;
    shared::CalendarId calendar;
    QString title;
    QString location;
    QList<PollOption> options;
    QHash<QUuid, PollAnswer> mine; ///< one's own answers, by the options' ids
    QStringList answered; ///< the names of those who have
    bool open = true;
    QUuid picked; ///< the option that became the event; null while there is none
    shared::EventId event;
    QString createdBy;
};

/// A question that is to be asked.
struct PollWish {
    QString title; ///< 1 to 255 characters
    QString location;
    QList<PollTime> times; ///< 1 to 20
};

constexpr int kMaxPollTimes = 20;

/// The polls for a date in calendars. Everything needs a connection; answers come later, on the caller's
/// thread, with a sentence for people where it failed.
class Polls {
public:
    virtual ~Polls() = default;

    using Finished = std::function<void(const shared::Outcome &)>;
    template <class T> using Answered = std::function<void(const shared::Result<T> &)>;

    virtual void list(shared::CalendarId calendar, Answered<QList<Poll>> answered) = 0;
    virtual void create(shared::CalendarId calendar, const PollWish &wish, Finished finished) = 0;
    /// In the place of one's earlier answers.
    virtual void answer(const Poll &poll, const QHash<QUuid, PollAnswer> &answers, Finished finished) = 0;
    /// The option becomes an event and the poll is closed.
    virtual void pick(const Poll &poll, const QUuid &option, Finished finished) = 0;
    virtual void remove(const Poll &poll, Finished finished) = 0;
};

}
