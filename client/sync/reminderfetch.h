#pragma once

#include "client/sync/apiclient.h"
#include "shared/domain/calendar.h"

#include <QSet>

namespace hearth::client {

class ReplicaStore;

/// Keeps in the replica by what the person is reminded in each calendar, and who has taken care of what (GET
/// .../reminders): read once for each connection, and where a frame says that it is another now.
class ReminderFetch : public QObject {
    Q_OBJECT

public:
    ReminderFetch(ApiClient &api, ReplicaStore &store, QObject *parent = nullptr);

    /// What the replica has of a calendar; empty where it has nothing.
    static QJsonObject kept(ReplicaStore &store, shared::CalendarId calendar);

    /// There is a new connection: what is known may be old.
    void begin();
    /// Reads those that have not been read since begin().
    void readNew(const QList<shared::Calendar> &calendars);
    void take(const QJsonObject &frame);

Q_SIGNALS:
    /// By the ids that the app knows events by.
    void found(hearth::shared::CalendarId calendar, const QJsonObject &reminders);
    /// The data of a `reminder` frame, likewise.
    void told(const QJsonObject &data);
    /// The replica can't be written.
    void broken(const QString &what);

private:
    void read(shared::CalendarId calendar);
    void keep(shared::CalendarId calendar, const QJsonObject &body);
    QJsonObject withLocalId(QJsonObject object) const;

    ApiClient &m_api;
    ReplicaStore &m_store;
    QSet<shared::CalendarId> m_read;
};

}
