#pragma once

#include "client/account/serveraccount.h"
#include "client/account/serverconversations.h"
#include "client/account/serverfiles.h"
#include "client/account/servermembership.h"
#include "client/account/servernotices.h"
#include "client/account/serverpolls.h"
#include "client/account/serverreminders.h"
#include "client/models/calendareditor.h"
#include "client/models/calendarlist.h"
#include "client/models/conversations.h"
#include "client/models/eventindex.h"
#include "client/models/memberlist.h"
#include "client/models/reminderscheduler.h"
#include "client/models/workspace.h"
#include "client/sync/syncengine.h"

#include <QThread>

namespace hearth::client {

/// A signed-in account: the models on the UI's thread, the replica and the way to the server on a thread of
/// their own.
class Session final : public Workspace, private ChangeSink {
    Q_OBJECT

public:
    explicit Session(SyncConfig config, QObject *parent = nullptr);
    /// Waits for what is being written; what is being sent is sent again at the next start.
    ~Session() override;

    EventIndex &events() override { return m_events; }
    CalendarList &calendars() override { return m_calendars; }
    MemberList &members() override { return m_members; }
    CalendarEditor &editor() override { return m_editor; }
    ReminderScheduler &reminders() override { return m_reminders; }
    ReminderRequests &reminderRequests() override { return m_reminderRequests; }
    AccountService &account() override { return m_account; }
    CalendarFiles &files() override { return m_files; }
    Conversations &conversations() override { return m_conversations; }
    Membership &membership() override { return m_membership; }
    NoticeList &notices() override { return m_notices; }
    Polls &polls() override { return m_polls; }
    ConnectionState connection() const override { return m_connection; }
    QString username() const override { return m_username; }

    void createCalendar(const QString &name, const QString &password, const QString &colour,
                        Finished finished) override;
    void joinCalendar(const QString &name, const QString &password, Finished finished) override;
    void leaveCalendar(shared::CalendarId calendar, Finished finished) override;
    void updateCalendar(shared::CalendarId calendar, const QString &name, const QString &colour,
                        Finished finished) override;
    void deleteCalendar(shared::CalendarId calendar, Finished finished) override;
    void removeMember(shared::CalendarId calendar, shared::UserId user, Finished finished) override;
    void reply(shared::EventId event, const Reply &reply, Finished finished) override;
    void settleProposal(shared::EventId event, shared::UserId user, bool accept, Finished finished) override;
    void retryNow() override;
    void resolveConflict(shared::EventId event, bool keepMine) override;
    std::optional<shared::Event> otherVersion(shared::EventId event) const override;
    void signOut(Finished finished) override;

Q_SIGNALS:
    /// To be kept in the place of the old ones.
    void tokensChanged(const hearth::client::Tokens &tokens);
    /// The replica's events around today are in the models.
    void ready();

private:
    void create(const shared::Event &event) override;
    void change(const shared::Event &before, const shared::Event &after) override;
    void remove(const shared::Event &event) override;
    void restore(const shared::Event &event) override;
    void changeSeries(const shared::SeriesChoice &choice, const shared::Event &before,
                      const shared::Event &after) override;
    void removeSeries(const shared::SeriesChoice &choice) override;

    void wireEngine();
    void takeOpened(const QList<shared::Calendar> &calendars, const QString &hidden);
    void takeLoaded(const QList<ReplicaEvent> &events, bool first);
    void takeCalendars(const QList<shared::Calendar> &calendars);
    void takeDelta(const ReplicaDelta &delta);
    void takeStored(const QList<shared::EventId> &events, const ReplicaDelta &delta);
    void takeBack(const QList<shared::EventId> &events, const QString &sentence);
    void takeStatus(const SyncStatus &status);
    void takeHeard(const shared::Change &change);
    void takeMessage(const shared::Change &change);

    void showAtOnce(const shared::Event &event);
    /// The events in which it shows.
    QList<shared::EventId> showAtOnce(const shared::SeriesChange &change);
    void beginLocal(shared::EventId event);
    EventItem itemOf(const ReplicaEvent &event);
    shared::Answer answerOf(const shared::Event &event) const;
    template <class Function> void post(Function function)
    {
        QMetaObject::invokeMethod(m_engine, function, Qt::QueuedConnection);
    }
    void act(const ApiRequest &request, const Finished &finished);
    Finished onThisThread(const Finished &finished);
    ServerCalls calls();
    ServerReminders::AskAbout askAbout();
    void wireReminders();

    /// Local changes that are shown already and not yet in the replica: what the replica says of them is
    /// older.
    struct Pending {
        int count = 0;
        std::optional<EventItem> original; ///< what was shown before the first
    };

    QString m_username;
    EventIndex m_events;
    CalendarList m_calendars;
    MemberList m_members;
    CalendarEditor m_editor;
    shared::SystemClock m_clock;
    ReminderScheduler m_reminders;
    ServerReminders m_reminderRequests;
    ServerAccount m_account;
    ServerFiles m_files;
    QString m_reminderLog; ///< until the events are there
    ServerConversations m_conversationSink;
    Conversations m_conversations;
    ServerMembership m_membership;
    ServerNotices m_noticeSink;
    NoticeList m_notices;
    ServerPolls m_polls;
    ConnectionState m_connection;
    shared::UserId m_self;
    QHash<shared::EventId, Pending> m_pending;
    QHash<shared::EventId, shared::Event> m_others;
    QSet<shared::CalendarId> m_known;
    QThread m_thread;
    SyncEngine *m_engine; ///< lives on m_thread, and ends with it
    bool m_signedOut = false;
};

}
