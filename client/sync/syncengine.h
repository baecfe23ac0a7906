#pragma once

#include "client/replica/replicaevent.h"
#include "client/sync/apiclient.h"
#include "client/sync/backoff.h"
#include "client/sync/presence.h"
#include "client/sync/syncstatus.h"
#include "shared/domain/calendar.h"
#include "shared/domain/change.h"
#include "shared/recurrence/serieschoice.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace hearth::client {

class LiveConnection;
class OutboxSender;
class ReminderFetch;
class ReplicaStore;
class RoomSync;

/// Which account, where, and where its replica lies.
struct SyncConfig {
    ServerAddress server;
    Tokens tokens;
    QString username;
    QString replicaFile;
    SyncOptions options = {};
};

/// Keeps the replica equal to the server. Lives on a thread of its own, with the replica: nothing here is
/// called from another thread but through the event loop.
///
/// connect -> calendars -> each calendar in step (snapshot or changes since its cursor) -> live by seq,
/// outbox goes out.
class SyncEngine : public QObject {
    Q_OBJECT

public:
    explicit SyncEngine(SyncConfig config);
    ~SyncEngine() override;

    /// Opens the replica, shows what is in it, connects.
    void start();
    /// Ends the connection; the replica is closed by the destructor.
    void stop();
    void retryNow();

    void createEvent(const shared::Event &event);
    void changeEvent(const shared::Event &before, const shared::Event &after);
    /// `shown`: the events in which the change shows already.
    void changeSeries(const shared::SeriesChoice &choice, const shared::Event &before,
                      const shared::Event &after, const QList<shared::EventId> &shown);
    void removeSeries(const shared::SeriesChoice &choice, const QList<shared::EventId> &shown);
    void restoreEvent(const shared::Event &event);
    void resolveConflict(shared::EventId event, bool keepMine);
    void setSetting(const QString &name, const QString &value);

    using Finished = std::function<void(const shared::Outcome &)>;
    /// A request beside the events, after which calendars and members are read anew; `finished` is called on
    /// this object's thread.
    void act(const ApiRequest &request, const Finished &finished);
    using Answered = std::function<void(const shared::Result<QJsonObject> &)>;
    /// A request after which nothing is read anew; `answered` is called on this object's thread.
    void ask(const ApiRequest &request, const Answered &answered);
    /// The same about an event, whose id by the server takes the place of %1 in the path.
    void askAbout(shared::EventId event, ApiRequest request, const Answered &answered);
    /// Ends the session at the server as far as it can be reached.
    void signOut(const Finished &finished);

    static const QString kHiddenCalendars; ///< a setting's name
    static const QString kReminderLog; ///< likewise
    static const QString kWaitingMessages; ///< likewise
    static const QString kSeenNotices; ///< likewise

Q_SIGNALS:
    /// The replica is open: calendars, members, hidden calendars and the events around today.
    void opened(const QList<hearth::shared::Calendar> &calendars, const QString &hidden);
    /// What setSetting() kept for the window's own use, when the replica is opened.
    void settingFound(const QString &name, const QString &value);
    void loaded(const QList<hearth::client::ReplicaEvent> &events, bool first);
    void calendarsChanged(const QList<hearth::shared::Calendar> &calendars);
    void membersChanged(hearth::shared::CalendarId calendar, const QList<hearth::shared::Member> &members);
    void selfKnown(hearth::shared::UserId user);
    void onlineChanged(const QSet<QString> &usernames);
    void changed(const hearth::client::ReplicaDelta &delta);
    /// What became of a local change; it is in the replica now.
    void stored(const QList<hearth::shared::EventId> &events, const hearth::client::ReplicaDelta &delta);
    /// A local change could not be written to the disk.
    void storeFailed(const QList<hearth::shared::EventId> &events, const QString &sentence);
    void statusChanged(const hearth::client::SyncStatus &status);
    /// By what the person is reminded in a calendar, and who has taken care of what.
    void remindersFound(hearth::shared::CalendarId calendar, const QJsonObject &reminders);
    /// The server reminds: the data of its frame, with the event's id as the app knows it.
    void reminderTold(const QJsonObject &data);
    /// A change of a room, once, in its place among them.
    void heard(const hearth::shared::Change &change);
    void changeRefused(const QString &sentence);
    void tokensChanged(const hearth::client::Tokens &tokens);
    void signedOut(const QString &reason);

private:
    template <class Function> void guarded(Function function);
    template <class Change> void local(const QList<shared::EventId> &events, Change change);

    void openReplica();
    void breakDown(const QString &what);
    void wire();
    void wireLive();
    void wireRooms();
    void wireSender();
    void wireReminders();
    void connectNow();
    void probeSession();
    void openLive();
    void loseConnection(const QString &reason);
    void goLive();
    void scheduleRetry();
    void takeFailure(const ApiError &error);
    void endSession(const QString &reason);

    /// An event that was made here keeps its first id in the app: what the window asks and hears beside the
    /// events is translated on the way.
    ApiRequest outward(ApiRequest request) const;
    QJsonObject inward(const QJsonObject &json) const;
    void fetchSelf();
    void takeFrame(const QJsonObject &frame);

    void publish(const ReplicaDelta &delta);
    void tellLost(const ReplicaDelta &delta);
    void publishStatus();
    void setKind(SyncStatus::Kind kind, const QString &detail = {});

    SyncConfig m_config;
    std::unique_ptr<ReplicaStore> m_store;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<LiveConnection> m_live;
    std::unique_ptr<OutboxSender> m_sender;
    std::unique_ptr<RoomSync> m_rooms;
    std::unique_ptr<ReminderFetch> m_reminders;
    Backoff m_backoff;
    QTimer m_retryTimer;
    QTimer m_offlineTimer;
    Presence m_presence;
    SyncStatus m_status;
    shared::UserId m_self;
    shared::SystemClock m_clock;

    bool m_stopped = true;
    bool m_probe = false; ///< the last connection never came to be: perhaps because of the token
};

}
