#pragma once

#include "shared/domain/calendar.h"
#include "shared/domain/change.h"
#include "shared/domain/event.h"

#include <QHash>
#include <QMap>

namespace hearth::tests {

/// A calendar as a server keeps it: events, members, the change log.
class FakeRoom {
public:
    explicit FakeRoom(const QString &name);

    shared::CalendarId id() const { return m_id; }
    const QString &name() const { return m_name; }
    qint64 seq() const { return m_seq; }
    shared::Calendar calendarFor(const QString &username) const;

    void join(const QString &username);
    void leave(const QString &username);
    bool hasMember(const QString &username) const { return m_members.contains(username); }
    QList<shared::Member> members() const;
    shared::UserId userOf(const QString &username) const;

    shared::Event create(const QString &by, const shared::EventDraft &draft);
    /// The fields that others have changed since `baseVersion` and that the patch sets; where there are none,
    /// it is done.
    QStringList patch(const QString &by, shared::EventId id, const QJsonObject &patch, qint64 baseVersion);
    void remove(const QString &by, shared::EventId id);
    bool restore(const QString &by, shared::EventId id);

    const QMap<QUuid, shared::Event> &events() const { return m_events; }
    bool isKnown(shared::EventId id) const
    {
        return m_events.contains(id.value) || m_trash.contains(id.value);
    }

    QList<shared::Change> changesSince(qint64 seq) const;
    /// Forgets the log up to there.
    void trimLog() { m_trimmed = m_seq; }
    bool reachesBackTo(qint64 seq) const { return seq >= m_trimmed; }
    /// Changes that have not been pushed yet.
    QList<shared::Change> takeUnpushed();

private:
    struct Logged {
        shared::Change change;
        QStringList fields;
    };
    void log(shared::ChangeKind kind, const QString &by, const QUuid &entity, const QJsonObject &data,
             const QStringList &fields = {});

    shared::CalendarId m_id;
    QString m_name;
    qint64 m_seq = 0;
    qint64 m_trimmed = 0;
    QMap<QString, shared::Member> m_members;
    QMap<QUuid, shared::Event> m_events;
    QMap<QUuid, shared::Event> m_trash;
    QList<Logged> m_log;
    qint64 m_pushed = 0;
};

}
