#pragma once

#include "client/models/memberlist.h"
#include "client/models/noticelist.h"
#include "client/models/onboarding.h"
#include "client/models/reminderscheduler.h"
#include "client/models/workspace.h"
#include "tests/client/models/fakealarm.h"
#include "tests/client/models/fakenews.h"
#include "tests/client/models/faketalk.h"
#include "tests/client/ui/fakeaccount.h"
#include "tests/client/ui/fakefiles.h"
#include "tests/client/ui/fakemembership.h"
#include "tests/client/ui/fakepolls.h"
#include "tests/client/ui/fakereminderrequests.h"
#include "tests/client/views/december.h"

#include <memory>

namespace hearth::tests {

/// A workspace over the family's December: what needs the server is noted and answered as told.
class FakeWorkspace : public client::Workspace {
    Q_OBJECT

public:
    explicit FakeWorkspace(December &december);

    client::EventIndex &events() override { return m_december.index; }
    client::CalendarList &calendars() override { return m_december.calendars; }
    client::MemberList &members() override { return m_members; }
    client::CalendarEditor &editor() override { return m_december.editor; }
    client::ReminderScheduler &reminders() override { return m_reminders; }
    FakeReminderRequests &reminderRequests() override { return m_reminderRequests; }
    FakeAccount &account() override { return m_account; }
    FakeFiles &files() override { return m_files; }
    client::Conversations &conversations() override { return m_conversations; }
    client::Membership &membership() override { return people; }
    client::NoticeList &notices() override { return m_notices; }
    client::Polls &polls() override { return asked; }
    client::ConnectionState connection() const override { return state; }
    QString username() const override { return QStringLiteral("Ben"); }
    void createCalendar(const QString &name, const QString &password, const QString &colour,
                        Finished finished) override;
    void joinCalendar(const QString &name, const QString &password, Finished finished) override;
    void leaveCalendar(shared::CalendarId calendar, Finished finished) override;
    void updateCalendar(shared::CalendarId calendar, const QString &name, const QString &colour,
                        Finished finished) override;
    void deleteCalendar(shared::CalendarId calendar, Finished finished) override;
    void removeMember(shared::CalendarId calendar, shared::UserId user, Finished finished) override;
    void reply(shared::EventId event, const client::Reply &reply, Finished finished) override;
    void settleProposal(shared::EventId event, shared::UserId user, bool accept, Finished finished) override;
    void retryNow() override { calls.append(QStringLiteral("retry")); }
    void resolveConflict(shared::EventId event, bool keepMine) override;
    std::optional<shared::Event> otherVersion(shared::EventId event) const override;
    void signOut(Finished finished) override;

    /// Sets the state and says so.
    void connect(const client::ConnectionState &to);
    /// The family talks, Dan and Cleo since Ben looked the last time; as in the mocks.
    void talk();
    /// Others moved, answered and added things since Ben looked the last time.
    void makeNews();
    /// Where to hike, and when: two answers, not Ben’s yet.
    void ask();
    /// Two people changed the dinner: Ben's version stands beside.
    void makeConflict();
    /// The same of any event, in where it is.
    void makeConflict(client::EventItem mine);

    client::ConnectionState state;
    shared::Outcome answer = shared::Done{}; ///< of the next requests
    QStringList calls;
    FakeTalk said;
    FakeMembership people;
    FakeNews news;
    FakePolls asked;

private:
    void say(const QString &who, const QDateTime &at, const QString &text, shared::EventId about = {});
    void finish(const QString &call, const Finished &finished);
    void nameEverything();
    void invitePeople();

    December &m_december;
    client::MemberList m_members;
    client::ReminderScheduler m_reminders{m_december.index, m_december.calendars,
                                          std::make_unique<FakeAlarm>(m_december.clock), m_december.clock};
    FakeReminderRequests m_reminderRequests{calls, answer};
    FakeAccount m_account{calls, answer};
    FakeFiles m_files;
    client::Conversations m_conversations{said, QStringLiteral("Ben")};
    client::NoticeList m_notices{news};
    std::optional<shared::Event> m_other;
};

/// By so many minutes before that event of December.
client::Reminder reminderOf(const December &december, const QString &name, int day, int minutes);

/// Ways in that end as they are told to, one event loop later.
class FakeOnboarding : public client::Onboarding {
    Q_OBJECT

public:
    FakeOnboarding();

    void startHere(const HostRequest &request, Finished finished) override;
    void join(const JoinRequest &request, Finished finished) override;
    void signIn(const SignInRequest &request, Finished finished) override;
    QString offeredFingerprint() const override { return offered; }
    client::Workspace *workspace() override { return current; }
    client::HostingStatus hosting() const override { return status; }
    client::InvitationLink invitation(const QString &calendarName) const override;
    bool keepsHosting() const override { return keeps; }
    void setKeepsHosting(bool keep) override { keeps = keep; }
    bool startsWithSession() const override { return starts; }
    shared::Outcome setStartsWithSession(bool start) override
    {
        if (startAnswer)
            starts = start;
        return startAnswer;
    }

    client::Workspace *current = nullptr;
    client::Workspace *afterSuccess = nullptr; ///< becomes the current one
    client::HostingStatus status;
    QString offered;
    QList<shared::Outcome> answers; ///< taken from the front; without one all goes well
    bool keeps = true;
    bool starts = false;
    shared::Outcome startAnswer = shared::Done{}; ///< of setStartsWithSession()
    QList<HostRequest> hostRequests;
    QList<JoinRequest> joinRequests;
    QList<SignInRequest> signInRequests;

private:
    void answerNext(const Finished &finished);
};

/// All that a window needs, with the people of the mocks.
struct Household {
    December december;
    FakeWorkspace workspace{december};
    FakeOnboarding onboarding;
};

}
