#pragma once

#include "client/sync/calendarfetch.h"

#include <QSet>
#include <QTimer>

namespace hearth::client {

class OutboxSender;

/// Keeps every calendar of the replica equal to the server while there is a connection: which calendars there
/// are, each brought into step, then every change by its seq, a gap filled, members and settings read anew
/// where one tells so.
class RoomSync : public QObject {
    Q_OBJECT

public:
    RoomSync(ApiClient &api, ReplicaStore &store, const OutboxSender &sender, const SyncOptions &options,
             QString username, QObject *parent = nullptr);

    /// There is a connection.
    void start();
    /// There is none any more.
    void stop();
    /// A change that was pushed.
    void take(const shared::Change &change);
    /// The answer to what was sent is there: what waited for it goes on.
    void releaseHeld();
    /// Calendars and roles may be others now.
    void readCalendarsAnew();

Q_SIGNALS:
    void applied(const hearth::client::ReplicaDelta &delta);
    void calendarsChanged(const QList<hearth::shared::Calendar> &calendars);
    void membersChanged(hearth::shared::CalendarId calendar, const QList<hearth::shared::Member> &members);
    /// A change, once, in the order of its room.
    void heard(const hearth::shared::Change &change);
    /// For the first time since start() the replica is equal to the server.
    void inStep();
    void failed(const hearth::client::ApiError &error);
    /// The replica can't be read or written.
    void broken(const QString &what);

private:
    template <class Function> void guarded(Function function);
    void fetchCalendars();
    void takeCalendars(const QJsonObject &body);
    void fetchMembers(shared::CalendarId calendar);
    void takeMembers(shared::CalendarId calendar, const QJsonObject &body);
    void fetchNext();
    void takeFetched(shared::CalendarId calendar);
    void takeChange(const shared::Change &change);
    bool mustHold(const shared::Change &change) const;
    void noteRoomChange(const shared::Change &change);
    void refresh();

    ApiClient &m_api;
    ReplicaStore &m_store;
    const OutboxSender &m_sender;
    QString m_username;
    RemoteChanges m_remote;
    CalendarFetch m_fetch;
    QTimer m_refreshTimer; ///< gathers reasons to read calendars and members anew
    QList<shared::CalendarId> m_toFetch;
    QHash<shared::CalendarId, QList<shared::Change>> m_held;
    QSet<shared::CalendarId> m_staleMembers;
    bool m_staleCalendars = false;
    bool m_running = false;
    bool m_inStep = false;
};

}
