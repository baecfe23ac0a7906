#pragma once

#include "client/replica/outboxresults.h"
#include "client/replica/outboxtable.h"
#include "client/sync/apiclient.h"
#include "client/sync/backoff.h"

#include <QTimer>

namespace hearth::client {

class ReplicaStore;

/// Sends what waits in the outbox, one after the other, in order, as long as it is let.
class OutboxSender : public QObject {
    Q_OBJECT

public:
    OutboxSender(ApiClient &api, ReplicaStore &store, const SyncOptions &options, QObject *parent = nullptr);

    /// From now on whatever waits is sent.
    void resume();
    /// What is under way goes on; its answer still counts.
    void pause();
    /// Something may wait.
    void kick();
    /// The calendar that an event is being created in right now, or null: a push of it may come before the
    /// answer.
    shared::CalendarId creatingIn() const { return m_creatingIn; }

Q_SIGNALS:
    void applied(const hearth::client::ReplicaDelta &delta);
    /// The last change that was sent has got its answer, or none.
    void settled();
    void refused(const QString &sentence);
    /// The session has ended, or the server is another one.
    void failed(const hearth::client::ApiError &error);
    /// The replica can't be read or written.
    void broken(const QString &what);

private:
    void send(const OutboxEntry &entry);
    ApiRequest requestFor(const OutboxEntry &entry) const;
    void finish(qint64 position, const ApiResult &result);
    void take(const OutboxEntry &entry, const ApiResult &result);
    void takeAnswer(const OutboxEntry &entry, const QJsonObject &body);
    void takeError(const OutboxEntry &entry, const ApiError &error);
    void refuse(const OutboxEntry &entry, const shared::Error &error);
    void retryLater(int seconds);

    ApiClient &m_api;
    ReplicaStore &m_store;
    OutboxResults m_results;
    Backoff m_backoff;
    QTimer m_retry;
    bool m_running = false;
    bool m_busy = false;
    shared::CalendarId m_creatingIn;
};

}
