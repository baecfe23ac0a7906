#include "client/account/servernotices.h"

#include "client/sync/syncengine.h"
#include "shared/domain/change.h"
#include "shared/domain/zonedtime.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::ChangeKind;
using shared::ErrorCode;
using shared::Result;

namespace {
using Kind = NoticeChange::Kind;

constexpr qint64 kLookBack = 500; ///< changes: as many as a page gathers

std::optional<Notice::What> whatFrom(const QString &name)
{
    using What = Notice::What;
    static const QHash<QString, What> kNames{
        {shared::changeName(ChangeKind::EventCreated), What::EventCreated},
        {shared::changeName(ChangeKind::EventUpdated), What::EventUpdated},
        {shared::changeName(ChangeKind::EventDeleted), What::EventDeleted},
        {shared::changeName(ChangeKind::MemberJoined), What::MemberJoined},
        {shared::changeName(ChangeKind::MemberLeft), What::MemberLeft},
        {shared::changeName(ChangeKind::MemberUpdated), What::MemberUpdated},
        {shared::changeName(ChangeKind::CalendarUpdated), What::CalendarUpdated},
        {shared::changeName(ChangeKind::PollCreated), What::PollCreated},
        {shared::changeName(ChangeKind::PollUpdated), What::PollUpdated},
        {shared::changeName(ChangeKind::PollDeleted), What::PollDeleted}};
    const auto found = kNames.constFind(name);
    return found == kNames.cend() ? std::nullopt : std::optional(*found);
}

Kind kindFrom(const QString &field)
{
    static const QHash<QString, Kind> kFields{{u"event_name"_s, Kind::Title},  {u"title"_s, Kind::Title},
                                              {u"event_start"_s, Kind::Start}, {u"event_end"_s, Kind::End},
                                              {u"location"_s, Kind::Place},    {u"role"_s, Kind::Role}};
    return kFields.value(field, Kind::Other);
}

QHash<QString, QString> answersIn(const QJsonValue &participants)
{
    QHash<QString, QString> answers;
    const QJsonArray list = participants.toArray();
    for (const QJsonValue &each : list)
        answers.insert(each.toObject().value("name"_L1).toString(),
                       each.toObject().value("answer"_L1).toString());
    return answers;
}

/// Who answers otherwise now; that somebody takes part or no longer does is something else.
QList<NoticeChange> answersFrom(const QJsonObject &change)
{
    QList<NoticeChange> changes;
    const auto before = answersIn(change.value("old"_L1));
    const auto after = answersIn(change.value("new"_L1));
    for (auto it = after.begin(); it != after.end(); ++it)
        if (before.contains(it.key()) && before.value(it.key()) != it.value())
            changes.append({Kind::Answer, before.value(it.key()), it.value(), it.key()});
    if (changes.isEmpty())
        changes.append(NoticeChange{});
    return changes;
}

QList<NoticeChange> changesFrom(const QJsonArray &list)
{
    QList<NoticeChange> changes;
    for (const QJsonValue &each : list) {
        const QJsonObject change = each.toObject();
        const QString field = change.value("field"_L1).toString();
        if (field == "participants"_L1) {
            changes += answersFrom(change);
            continue;
        }
        changes.append(
            {kindFrom(field), change.value("old"_L1).toString(), change.value("new"_L1).toString()});
    }
    return changes;
}

Result<NoticePage> pageFrom(CalendarId calendar, const QJsonObject &json)
{
    NoticePage page;
    page.seq = json.value("seq"_L1).toInteger();
    page.more = json.value("more"_L1).toBool();
    const QJsonArray list = json.value("notices"_L1).toArray();
    for (const QJsonValue &each : list) {
        const QJsonObject object = each.toObject();
        const auto what = whatFrom(object.value("what"_L1).toString());
        const auto at = shared::parseTime(object.value("at"_L1).toString(), QTimeZone::utc(), u"'at'"_s);
        if (!what || !at)
            continue; // of a newer server's kinds
        Notice notice;
        notice.what = *what;
        notice.calendar = calendar;
        notice.entity = QUuid::fromString(object.value("entity_id"_L1).toString());
        notice.name = object.value("name"_L1).toString();
        notice.user =
            shared::UserId::fromString(object.value("user_id"_L1).toString()).value_or(shared::UserId());
        notice.username = object.value("username"_L1).toString();
        notice.fromSeq = object.value("from_seq"_L1).toInteger();
        notice.seq = object.value("seq"_L1).toInteger();
        notice.atMs = at->utcMs;
        notice.changes = changesFrom(object.value("changes"_L1).toArray());
        page.notices.append(notice);
    }
    return page;
}
}

ServerNotices::ServerNotices(ServerCalls calls)
    : m_calls(std::move(calls))
{
}

void ServerNotices::fetchNotices(CalendarId calendar, qint64 since, Answered answered)
{
    if (since != kLatest)
        return fetchSince(calendar, since, answered);
    const QString path = u"/api/v1/calendars/"_s + calendar.toString();
    m_calls.ask({"GET", path}, [this, calendar, answered](const Result<QJsonObject> &found) {
        if (!found)
            return answered(found.error());
        const qint64 newest = found->value("seq"_L1).toInteger();
        fetchSince(calendar, std::max<qint64>(newest - kLookBack, 0),
                   [answered, newest](const Result<NoticePage> &page) {
                       // Where the log does not reach back so far there is nothing to tell yet.
                       const bool trimmed = !page && page.error().code == ErrorCode::SnapshotRequired;
                       answered(trimmed ? Result(NoticePage{{}, newest, false}) : page);
                   });
    });
}

void ServerNotices::fetchSince(CalendarId calendar, qint64 since, const Answered &answered)
{
    ApiRequest request{"GET", u"/api/v1/calendars/%1/notices"_s.arg(calendar.toString())};
    request.query.addQueryItem(u"since"_s, QString::number(since));
    m_calls.ask(request, parsed<NoticePage>(answered, [calendar](const QJsonObject &json) {
                    return pageFrom(calendar, json);
                }));
}

void ServerNotices::keepSeen(const QHash<CalendarId, qint64> &seen)
{
    QJsonObject json;
    for (auto it = seen.begin(); it != seen.end(); ++it)
        json.insert(it.key().toString(), it.value());
    m_calls.keep(SyncEngine::kSeenNotices,
                 QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

QHash<CalendarId, qint64> ServerNotices::seenFrom(const QString &text)
{
    QHash<CalendarId, qint64> seen;
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto it = json.begin(); it != json.end(); ++it)
        if (const auto calendar = CalendarId::fromString(it.key()))
            seen.insert(*calendar, it.value().toInteger());
    return seen;
}

}
