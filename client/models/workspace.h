#pragma once

#include "client/models/calendareditor.h"
#include "client/models/connectionstate.h"
#include "shared/base/result.h"

#include <QObject>

#include <functional>

namespace hearth::client {

class AccountService;
class CalendarFiles;
class CalendarList;
class EventIndex;
class MemberList;
class ReminderRequests;
class ReminderScheduler;

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
    /// The server refused a waiting change for good; the text says which and why.
    void changeRefused(const QString &sentence);
    /// The session has ended: sign in again.
    void signedOut(const QString &reason);
};

}
