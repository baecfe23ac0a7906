#pragma once

#include "client/replica/remotechanges.h"
#include "client/replica/replicaevent.h"
#include "client/sync/apiclient.h"

namespace hearth::client {

class ReplicaStore;

/// Brings one calendar into step: the whole of it in pages where the replica has nothing or too old a cursor,
/// then the changes since its cursor.
class CalendarFetch : public QObject {
    Q_OBJECT

public:
    CalendarFetch(ApiClient &api, ReplicaStore &store, const SyncOptions &options, QObject *parent = nullptr);

    void start(shared::CalendarId calendar);
    /// Forgets what is under way.
    void stop();
    bool isBusy() const { return !m_calendar.isNull(); }
    shared::CalendarId calendar() const { return m_calendar; }

Q_SIGNALS:
    void applied(const hearth::client::ReplicaDelta &delta);
    /// A change that concerns more than events; for each of them.
    void roomChanged(const hearth::shared::Change &change);
    void finished(hearth::shared::CalendarId calendar);
    void failed(hearth::shared::CalendarId calendar, const hearth::client::ApiError &error);
    /// The replica can't be read or written.
    void broken(const QString &what);

private:
    void begin();
    void fetchPage(const QString &cursor);
    void takePage(const QJsonObject &body);
    void fetchChanges();
    void takeChanges(const QJsonObject &body);
    void request(const QString &what, const QUrlQuery &query,
                 void (CalendarFetch::*take)(const QJsonObject &));
    void fail(const ApiError &error);

    ApiClient &m_api;
    ReplicaStore &m_store;
    RemoteChanges m_remote;
    SyncOptions m_options;
    shared::CalendarId m_calendar;
    qint64 m_generation = 0;
    qint64 m_snapshotSeq = -1;
    int m_run = 0; ///< tells answers to an earlier start() from those to this one
};

}
