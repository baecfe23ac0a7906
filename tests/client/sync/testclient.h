#pragma once

#include "client/sync/syncengine.h"

#include <QMap>
#include <QTemporaryDir>

#include <memory>

namespace hearth::tests {

class FakeServer;

/// A person at a computer: the engine, and what a window would show.
class TestClient : public QObject {
    Q_OBJECT

public:
    TestClient(FakeServer &server, const QString &username, QObject *parent = nullptr);

    void start();
    /// As if the process ended at once and was started again.
    void restart();
    void stop() { m_engine.reset(); }

    const QString &username() const { return m_username; }
    client::SyncEngine &engine() { return *m_engine; }
    const client::SyncStatus &status() const { return m_status; }
    bool isLive() const { return m_status.kind == client::SyncStatus::Kind::Live; }
    bool isSettled() const { return isLive() && m_status.waiting == 0; }
    const QMap<QUuid, client::ReplicaEvent> &shown() const { return m_shown; }
    const client::ReplicaEvent *named(const QString &name) const;
    QList<shared::Calendar> calendars() const { return m_calendars; }
    QHash<shared::CalendarId, QList<shared::Member>> members() const { return m_members; }
    QStringList refusals() const { return m_refusals; }
    QString signedOutReason() const { return m_signedOut; }
    client::Tokens tokens() const { return m_tokens; }
    /// How often an event appeared in what is shown.
    int appearances() const { return m_appearances; }

    shared::Event create(const QString &name, shared::CalendarId calendar);
    void change(const client::ReplicaEvent &item, const std::function<void(shared::EventDraft &)> &edit);
    void remove(const client::ReplicaEvent &item);

private:
    void take(const client::ReplicaDelta &delta);
    void wire();

    FakeServer &m_server;
    QString m_username;
    QTemporaryDir m_folder;
    client::Tokens m_tokens;
    client::SyncStatus m_status;
    QMap<QUuid, client::ReplicaEvent> m_shown;
    QList<shared::Calendar> m_calendars;
    QHash<shared::CalendarId, QList<shared::Member>> m_members;
    QStringList m_refusals;
    QString m_signedOut;
    int m_appearances = 0;
    std::unique_ptr<client::SyncEngine> m_engine;
};

}
