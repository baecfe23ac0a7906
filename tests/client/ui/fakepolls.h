#pragma once

#include "client/models/polls.h"

#include <QStringList>

namespace hearth::tests {

/// Polls at no server: notes what is asked for and answers at once, as told.
class FakePolls : public client::Polls {
public:
    void list(shared::CalendarId, Answered<QList<client::Poll>> answered) override
    {
        answered(result ? shared::Result(polls) : shared::Result<QList<client::Poll>>(result.error()));
    }
    void create(shared::CalendarId, const client::PollWish &wish, Finished finished) override
    {
        wishes.append(wish);
        finished(result);
    }
    void answer(const client::Poll &poll, const QHash<QUuid, client::PollAnswer> &answers,
                Finished finished) override
    {
        calls.append(QStringLiteral("answer %1 %2").arg(poll.title, QString::number(answers.size())));
        if (result)
            for (client::Poll &each : polls)
                if (each.id == poll.id)
                    each.mine = answers;
        finished(result);
    }
    void pick(const client::Poll &poll, const QUuid &option, Finished finished) override
    {
        calls.append(QStringLiteral("pick ") + poll.title);
        for (client::Poll &each : polls)
            if (each.id == poll.id) {
                each.open = false;
                each.picked = option;
            }
        finished(result);
    }
    void remove(const client::Poll &poll, Finished finished) override
    {
        calls.append(QStringLiteral("remove ") + poll.title);
        finished(result);
    }

    QList<client::Poll> polls;
    QList<client::PollWish> wishes;
    shared::Outcome result = shared::Done{}; ///< of what is asked for
    QStringList calls;
};

}
