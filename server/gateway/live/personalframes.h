#pragma once

#include "server/gateway/live/livecommands.h"
#include "server/gateway/live/liveframe.h"
#include "server/proto/calendarapi.h"
#include "shared/base/ids.h"

#include <QList>

#include <functional>
#include <memory>
#include <vector>

namespace hearth::server::gateway {

class LiveLoop;
class LiveSession;

/// What one user is told, on its way to their sockets.
struct PersonalFrame {
    shared::UserId user;
    qint64 number = 0; ///< the user's next, without gaps
    LiveFrame frame;
};
using PersonalFrames = std::shared_ptr<const std::vector<PersonalFrame>>;

PersonalFrame readPersonal(const calendar::PersonalFrame &frame);

/// How far a socket has been told what is its user's alone.
struct PersonalPlace {
    qint64 number = -1; ///< of the newest that it has been sent; -1: not known before the greeting
    qint64 greeted = 0; ///< what came before was not sent here, unless the client has resumed
    bool fetching = false;
    bool missed = false; ///< something may have passed unseen: the calendar service is to be asked
    std::vector<PersonalFrame> held; ///< came meanwhile
};

/// Hands each socket what its user alone is told: each once, and whatever the stream leaves out is read from
/// the calendar service. Of one IO thread, on it.
class PersonalDelivery {
public:
    explicit PersonalDelivery(LiveLoop &loop);

    /// The socket knows nothing up to `number`, and gets what comes after it.
    void greet(LiveSession &session, qint64 number);
    void deliver(const PersonalFrames &frames);
    /// The stream was broken: what a socket has missed is looked for.
    void lookAgain(LiveSession &session);
    /// Answers, then sends what came after `since` and has not been sent to this socket.
    void resume(LiveSession &session, const LiveAnswer &answer, qint64 since);

private:
    void take(LiveSession &session, const PersonalFrame &frame);
    void fetch(LiveSession &session);
    void fetched(quint64 key, const shared::Result<calendar::FiredResponse> &result);
    static void release(LiveSession &session);

    /// Called before the first frame; null for a further page.
    using Begun = std::function<void(LiveSession &, const shared::Outcome &)>;
    void readBack(LiveSession &session, qint64 since, const Begun &begun);
    void haveReadBack(LiveSession &session, qint64 since, const Begun &begun,
                      const shared::Result<calendar::FiredResponse> &result);

    LiveLoop &m_loop;
};

}
