#include "server/calendar/notices/noticegatherer.h"

#include "shared/domain/zonedtime.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Change;
using shared::ChangeKind;

namespace {
constexpr qint64 kBurstMs = 5LL * 60 * 1000;

QString nameIn(const QJsonObject &data)
{
    for (const QString &member : {u"event_name"_s, u"title"_s, u"username"_s, u"name"_s}) {
        if (data.contains(member))
            return data.value(member).toString();
    }
    return {};
}
}

void NoticeGatherer::add(const Change &change)
{
    if (!isNotice(change.kind))
        return;
    const auto known = m_newest.constFind(change.entity);
    if (known == m_newest.cend() || !belongs(m_notices.at(*known), change)) {
        m_newest.insert(change.entity, m_notices.size());
        m_notices.append(
            Notice{change,
                   change.seq,
                   change.atMs,
                   0,
                   change.kind == ChangeKind::EventCreated || change.kind == ChangeKind::PollCreated,
                   {},
                   {},
                   {},
                   {}});
    }
    take(m_notices[m_newest.value(change.entity)], change);
}

bool NoticeGatherer::isNotice(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::EventCreated:
    case ChangeKind::EventUpdated:
    case ChangeKind::EventDeleted:
    case ChangeKind::MemberJoined:
    case ChangeKind::MemberLeft:
    case ChangeKind::MemberUpdated:
    case ChangeKind::CalendarUpdated:
    case ChangeKind::CalendarDeleted:
    case ChangeKind::PollCreated:
    case ChangeKind::PollUpdated:
    case ChangeKind::PollDeleted:
        return true;
    case ChangeKind::MessagePosted:
    case ChangeKind::MessageUpdated:
    case ChangeKind::MessageDeleted:
    case ChangeKind::ClaimUpdated:
        return false;
    }
    Q_UNREACHABLE();
}

bool NoticeGatherer::belongs(const Notice &notice, const Change &change) const
{
    const bool isEnd = notice.last.kind == ChangeKind::EventDeleted
        || notice.last.kind == ChangeKind::MemberLeft || notice.last.kind == ChangeKind::PollDeleted;
    return !isEnd && notice.last.actor == change.actor && change.atMs - notice.last.atMs <= kBurstMs;
}

void NoticeGatherer::take(Notice &notice, const Change &change)
{
    const QJsonObject data = QJsonDocument::fromJson(change.data).object();
    const QJsonObject old = data.value("old"_L1).toObject();
    const QJsonArray changed = data.value("changed"_L1).toArray();
    for (const QJsonValue &value : changed) {
        const QString field = value.toString();
        if (!notice.fields.contains(field)) {
            notice.fields.append(field);
            if (old.contains(field))
                notice.before.insert(field, old.value(field));
        }
        if (data.contains(field))
            notice.after.insert(field, data.value(field));
    }
    if (change.kind == ChangeKind::MemberUpdated) {
        notice.fields = QStringList{u"role"_s};
        notice.after.insert(u"role"_s, data.value("role"_L1));
    }
    notice.name = nameIn(data);
    notice.last = change;
    ++notice.count;
}

QString NoticeGatherer::whatOf(const Notice &notice)
{
    const bool updated =
        notice.last.kind == ChangeKind::EventUpdated || notice.last.kind == ChangeKind::PollUpdated;
    if (notice.created && updated)
        return shared::changeName(notice.last.kind == ChangeKind::EventUpdated ? ChangeKind::EventCreated
                                                                               : ChangeKind::PollCreated);
    return shared::changeName(notice.last.kind);
}

QJsonObject NoticeGatherer::toJson(const Notice &notice)
{
    QJsonArray changes;
    const QString what = whatOf(notice);
    const bool updates = what.startsWith("updated_"_L1);
    for (const QString &field : notice.fields) {
        const QJsonValue before = notice.before.value(field);
        const QJsonValue after = notice.after.value(field);
        if (!updates || (!before.isUndefined() && before == after))
            continue;
        changes.append(QJsonObject{{u"field"_s, field},
                                   {u"old"_s, before.isUndefined() ? QJsonValue() : before},
                                   {u"new"_s, after.isUndefined() ? QJsonValue() : after}});
    }
    return {
        {u"what"_s, what},
        {u"entity_id"_s, notice.last.entity.toString(QUuid::WithoutBraces)},
        {u"name"_s, notice.name},
        {u"user_id"_s, notice.last.actor.isNull() ? QJsonValue() : QJsonValue(notice.last.actor.toString())},
        {u"username"_s, notice.last.actorName},
        {u"from_seq"_s, notice.firstSeq},
        {u"seq"_s, notice.last.seq},
        {u"from"_s, shared::formatUtc(notice.firstMs)},
        {u"at"_s, shared::formatUtc(notice.last.atMs)},
        {u"count"_s, notice.count},
        {u"changes"_s, changes}};
}

QList<QJsonObject> NoticeGatherer::notices() const
{
    QList<QJsonObject> all;
    for (const Notice &notice : m_notices) {
        const QJsonObject json = toJson(notice);
        // A burst that ended where it began has changed nothing.
        const bool undone = notice.last.kind == ChangeKind::EventUpdated && !notice.created
            && !notice.fields.isEmpty() && json.value("changes"_L1).toArray().isEmpty();
        if (!undone)
            all.append(json);
    }
    return all;
}

}
