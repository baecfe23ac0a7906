#pragma once

#include "client/models/calendareditor.h"
#include "client/models/connectionstate.h"
#include "shared/base/result.h"

#include <QObject>

#include <functional>
#include <optional>

namespace hearth::client {

class AccountService;
class CalendarFiles;
class CalendarList;
class Conversations;
class EventIndex;
class MemberList;
class Membership;
class NoticeList;
class Polls;
class ReminderRequests;
class ReminderScheduler;

/// An answer to an event; it replaces an earlier one whole.
struct Reply {
    shared::Answer answer = shared::Answer::Yes;
    QString comment;
    std::optional<shared::Proposal> proposal; ///< another time, that the organiser may accept
};

/// All that the window shows and does for one account: the models, the editor, and what else a person may ask
/// for. An interface, so that the ui knows neither sync nor SQL; implemented by account/Session.
class Workspace : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual EventIndex &events() = 0;
    virtual CalendarList &calendars() = 0;
    virtual MemberList &members() = 0;
    virtual CalendarEditor &editor() = 0;
    virtual ReminderScheduler &reminders() = 0;
    virtual ReminderRequests &reminderRequests() = 0;
    virtual AccountService &account() = 0;
    virtual CalendarFiles &files() = 0;
    virtual Conversations &conversations() = 0;
    virtual Membership &membership() = 0;
    virtual NoticeList &notices() = 0;
    virtual Polls &polls() = 0;
    virtual ConnectionState connection() const = 0;
    virtual QString username() const = 0;

    using Finished = std::function<void(const shared::Outcome &)>;
    /// Needs a connection; the calendar appears through the models.
    virtual void createCalendar(const QString &name, const QString &password, const QString &colour,
                                Finished finished) = 0;
    virtual void joinCalendar(const QString &name, const QString &password, Finished finished) = 0;
    virtual void leaveCalendar(shared::CalendarId calendar, Finished finished) = 0;
    virtual void updateCalendar(shared::CalendarId calendar, const QString &name, const QString &colour,
                                Finished finished) = 0;
    virtual void deleteCalendar(shared::CalendarId calendar, Finished finished) = 0;
    virtual void removeMember(shared::CalendarId calendar, shared::UserId user, Finished finished) = 0;
    /// Needs a connection; the event changes through the models.
    virtual void reply(shared::EventId event, const Reply &reply, Finished finished) = 0;
    /// For who made the event and for editors: the event moves to the time that `user` proposed, or the
    /// proposal goes.
    virtual void settleProposal(shared::EventId event, shared::UserId user, bool accept,
                                Finished finished) = 0;
    /// Tries to connect now.
    virtual void retryNow() = 0;
    /// Takes a version where two stand side by side.
    virtual void resolveConflict(shared::EventId event, bool keepMine) = 0;
    /// Somebody else's version of an event in conflict; nothing where there is none.
    virtual std::optional<shared::Event> otherVersion(shared::EventId event) const = 0;
    /// Ends the session here and at the server and forgets the token.
    virtual void signOut(Finished finished) = 0;

Q_SIGNALS:
    void connectionChanged(const hearth::client::ConnectionState &state);
    /// A poll of that calendar is another than it was.
    void pollsChanged(hearth::shared::CalendarId calendar);
    /// The server refused a waiting change for good; the text says which and why.
    void changeRefused(const QString &sentence);
    /// The session has ended: sign in again.
    void signedOut(const QString &reason);
};

}
