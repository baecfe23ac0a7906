#include "tests/client/sync/fakeroom.h"

#include "shared/protocol/calendarjson.h"
#include "shared/protocol/eventjson.h"

#include <QJsonDocument>

namespace hearth::tests {

using namespace shared;
using namespace Qt::StringLiterals;

FakeRoom::FakeRoom(const QString &name)
    : m_id{QUuid::createUuid()}
    , m_name(name)
{
}

Calendar FakeRoom::calendarFor(const QString &username) const
{
    Calendar calendar;
    calendar.id = m_id;
    calendar.name = m_name;
    calendar.colour = u"sky"_s;
    calendar.timeZone = u"UTC"_s;
    calendar.role = m_members.value(username).role;
    calendar.seq = m_seq;
    return calendar;
}

void FakeRoom::join(const QString &username)
{
    const Member member{UserId{QUuid::createUuidV5(QUuid(), username)}, username, Role::Owner, m_seq};
    m_members.insert(username, member);
    log(ChangeKind::MemberJoined, username, member.user.value, toJson(member));
}

void FakeRoom::leave(const QString &username)
{
    const Member member = m_members.take(username);
    log(ChangeKind::MemberLeft, username, member.user.value, toJson(member));
}

QList<Member> FakeRoom::members() const { return m_members.values(); }

UserId FakeRoom::userOf(const QString &username) const { return m_members.value(username).user; }

Event FakeRoom::create(const QString &by, const EventDraft &draft)
{
    Event event;
    static_cast<EventDraft &>(event) = draft;
    event.id = EventId{QUuid::createUuid()};
    event.calendar = m_id;
    event.calendarName = m_name;
    event.createdByName = by;
    event.updatedByName = by;
    event.version = m_seq + 1;
    m_events.insert(event.id.value, event);
    log(ChangeKind::EventCreated, by, event.id.value, toJson(event), {u"event_name"_s});
    return event;
}

QStringList FakeRoom::patch(const QString &by, EventId id, const QJsonObject &patch, qint64 baseVersion)
{
    QStringList conflicting;
    for (const Logged &entry : std::as_const(m_log))
        if (baseVersion > 0 && entry.change.seq > baseVersion && entry.change.entity == id.value
            && entry.change.actorName != by && entry.change.kind == ChangeKind::EventUpdated)
            for (const QString &field : entry.fields)
                if (patch.contains(field))
                    conflicting.append(field);
    if (!conflicting.isEmpty())
        return conflicting;
    Event &event = m_events[id.value];
    const Event before = event;
    const auto draft = patchDraft(event, patch, QTimeZone::utc());
    if (!draft || changedFields(before, *draft).isEmpty())
        return {};
    static_cast<EventDraft &>(event) = *draft;
    event.version = m_seq + 1;
    event.updatedByName = by;
    log(ChangeKind::EventUpdated, by, id.value, toJson(event), changedFields(before, event));
    return {};
}

void FakeRoom::remove(const QString &by, EventId id)
{
    Event event = m_events.take(id.value);
    event.version = m_seq + 1;
    m_trash.insert(id.value, event);
    log(ChangeKind::EventDeleted, by, id.value, {{u"id"_s, id.toString()}});
}

bool FakeRoom::restore(const QString &by, EventId id)
{
    if (!m_trash.contains(id.value))
        return false;
    Event event = m_trash.take(id.value);
    event.version = m_seq + 1;
    m_events.insert(id.value, event);
    log(ChangeKind::EventCreated, by, id.value, toJson(event));
    return true;
}

QList<Change> FakeRoom::changesSince(qint64 seq) const
{
    QList<Change> changes;
    for (const Logged &entry : m_log)
        if (entry.change.seq > seq)
            changes.append(entry.change);
    return changes;
}

QList<Change> FakeRoom::takeUnpushed()
{
    const QList<Change> changes = changesSince(m_pushed);
    m_pushed = m_seq;
    return changes;
}

void FakeRoom::log(ChangeKind kind, const QString &by, const QUuid &entity, const QJsonObject &data,
                   const QStringList &fields)
{
    Change change;
    change.calendar = m_id;
    change.seq = ++m_seq;
    change.kind = kind;
    change.actorName = by;
    change.entity = entity;
    change.data = QJsonDocument(data).toJson(QJsonDocument::Compact);
    m_log.append({change, fields});
}

}
