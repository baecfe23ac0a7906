#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/domain/calendar.h"
#include "shared/domain/invite.h"

#include <QList>

#include <functional>

namespace hearth::client {

/// An invitation to a calendar, as its owners see it afterwards: without its code.
struct Invite {
    shared::InviteId id;
    shared::Role role = shared::Role::Viewer; ///< of whoever accepts it
    int uses = 1; ///< how many may accept it
    int usesLeft = 0;
    qint64 expiresMs = 0;
    QString createdBy;
    shared::InviteState state = shared::InviteState::Open;
};

/// What an invitation that is to be made is like.
struct InviteWish {
    shared::Role role = shared::Role::Editor;
    qint64 lastsSeconds = 7LL * 24 * 3600;
    int uses = 1;
};

/// A new invitation; its code is shown this once.
struct NewInvite {
    Invite invite;
    QString code;
    QString link; ///< "https://HOST/invite/CODE", by the address that the server knows itself under
};

/// What an invitation is for, before it is accepted.
struct InvitePreview {
    QString calendarName;
    QString invitedBy;
    shared::Role role = shared::Role::Viewer;
    qint64 expiresMs = 0;
    shared::InviteState state = shared::InviteState::Open;
};

/// Somebody without an account: a child, a pet.
struct Person {
    shared::PersonId id;
    QString name;
    QString colour; ///< a name of the palette
};

/// Who is in a calendar and how others come in. Everything needs a connection; answers come later, on the
/// caller's thread, with a sentence for people where it failed.
class Membership {
public:
    virtual ~Membership() = default;

    using Finished = std::function<void(const shared::Outcome &)>;
    template <class T> using Answered = std::function<void(const shared::Result<T> &)>;

    virtual void setRole(shared::CalendarId calendar, shared::UserId user, shared::Role role,
                         Finished finished) = 0;
    virtual void listInvites(shared::CalendarId calendar, Answered<QList<Invite>> answered) = 0;
    virtual void createInvite(shared::CalendarId calendar, const InviteWish &wish,
                              Answered<NewInvite> answered) = 0;
    virtual void revokeInvite(shared::CalendarId calendar, shared::InviteId invite, Finished finished) = 0;
    /// What the code is for, at the server that one is signed in to.
    virtual void lookAt(const QString &code, Answered<InvitePreview> answered) = 0;
    virtual void accept(const QString &code, Finished finished) = 0;

    virtual void listPeople(shared::CalendarId calendar, Answered<QList<Person>> answered) = 0;
    virtual void addPerson(shared::CalendarId calendar, const QString &name, Finished finished) = 0;
    virtual void renamePerson(shared::CalendarId calendar, shared::PersonId person, const QString &name,
                              Finished finished) = 0;
    virtual void removePerson(shared::CalendarId calendar, shared::PersonId person, Finished finished) = 0;
};

}
