#include "server/calendar/changes/busymask.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::ChangeKind;

namespace {
const QString kBusy = u"Busy"_s;

QJsonObject maskedEvent(const QJsonObject &all)
{
    QJsonObject data;
    for (const QString &member : {u"id"_s,           u"calendar_id"_s,    u"calendar_name"_s,
                                  u"event_start"_s,  u"event_end"_s,      u"all_day"_s,
                                  u"time_zone"_s,    u"end_time_zone"_s,  u"status"_s,
                                  u"version"_s,      u"restored"_s,       u"moved"_s,
                                  u"floating"_s,     u"start_local"_s,    u"end_local"_s,
                                  u"transparency"_s, u"recurrence"_s,     u"series_id"_s,
                                  u"occurrence"_s,   u"original_start"_s, u"original_time_zone"_s}) {
        if (all.contains(member))
            data.insert(member, all.value(member));
    }
    data.insert(u"event_name"_s, kBusy);
    return data;
}

bool takesPart(const QJsonObject &event, const shared::UserId &user)
{
    const QString id = user.toString();
    const QJsonArray participants = event.value(u"participants"_s).toArray();
    return event.value(u"created_by_id"_s).toString() == id
        || std::any_of(participants.begin(), participants.end(), [&](const QJsonValue &each) {
               return each.toObject().value(u"user_id"_s).toString() == id;
           });
}

/// A message about a private event. That it is one stays, so that nobody takes one member's for everybody's.
void maskMessage(shared::Change &change, QJsonObject data, bool isHidden)
{
    const QJsonValue visibility = data.value(u"visibility"_s);
    if (isHidden) {
        maskChange(change);
        data = QJsonDocument::fromJson(change.data).object();
    }
    data.remove(u"created_by_id"_s);
    data.remove(u"participants"_s);
    data.insert(u"visibility"_s, visibility);
    change.data = QJsonDocument(data).toJson(QJsonDocument::Compact);
}

bool isMessage(ChangeKind kind)
{
    return kind == ChangeKind::MessagePosted || kind == ChangeKind::MessageUpdated
        || kind == ChangeKind::MessageDeleted;
}
}

void maskEvent(shared::Event &event)
{
    event.name = kBusy;
    event.uid =
        (event.series.isNull() ? event.id : event.series).toString(); // programs and people put words into it
    event.location.clear();
    event.description.clear();
    event.colour.clear();
    event.categories.clear();
    event.participants.clear();
    event.reminders.clear();
    event.url.clear();
    event.extra.clear();
    event.visibility = shared::Visibility::Public;
    event.createdBy = {};
    event.createdByName.clear();
    event.updatedByName.clear();
}

void maskChange(shared::Change &change)
{
    const QJsonObject all = QJsonDocument::fromJson(change.data).object();
    QJsonObject data;
    switch (change.kind) {
    case ChangeKind::EventCreated:
    case ChangeKind::EventUpdated:
    case ChangeKind::EventDeleted:
        data = maskedEvent(all);
        change.actor = {};
        change.actorName.clear();
        break;
    case ChangeKind::MessagePosted:
    case ChangeKind::MessageUpdated:
    case ChangeKind::MessageDeleted:
    case ChangeKind::PollCreated:
    case ChangeKind::PollUpdated:
    case ChangeKind::PollDeleted:
    case ChangeKind::ClaimUpdated:
        change.actor = {};
        change.actorName.clear();
        data = {{u"id"_s, all.value(u"id"_s)}, {u"message"_s, QString()}, {u"hidden"_s, true}};
        break;
    case ChangeKind::CalendarUpdated:
        data = all;
        data.remove(u"people"_s);
        break;
    case ChangeKind::MemberJoined:
    case ChangeKind::MemberLeft:
    case ChangeKind::MemberUpdated:
    case ChangeKind::CalendarDeleted:
        return;
    }
    change.data = QJsonDocument(data).toJson(QJsonDocument::Compact);
}

bool isHidden(const shared::Event &event, const shared::UserId &user)
{
    return event.visibility != shared::Visibility::Public && event.createdBy != user
        && std::none_of(event.participants.begin(), event.participants.end(),
                        [&](const shared::Participant &each) { return each.user == user; });
}

void maskFor(shared::Event &event, shared::Role role, const shared::UserId &user)
{
    const shared::Visibility visibility = event.visibility;
    const bool hidden = isHidden(event, user);
    if (role != shared::Role::Busy && !hidden)
        return;
    maskEvent(event);
    if (role != shared::Role::Busy)
        event.visibility = visibility;
}

void maskFor(shared::Change &change, shared::Role role, const shared::UserId &user)
{
    if (role == shared::Role::Busy)
        return maskChange(change);
    if (!shared::mayBePrivate(change))
        return;
    const QJsonObject all = QJsonDocument::fromJson(change.data).object();
    if (isMessage(change.kind))
        return maskMessage(change, all, !takesPart(all, user));
    if (takesPart(all, user))
        return;
    if (change.kind == ChangeKind::ClaimUpdated)
        return maskChange(change);
    QJsonObject data = all;
    if (all.contains(u"visibility"_s)) {
        data = maskedEvent(all);
        data.insert(u"visibility"_s, all.value(u"visibility"_s));
        change.actor = {};
        change.actorName.clear();
    } else {
        data.remove(u"old"_s); // of when it was private
    }
    change.data = QJsonDocument(data).toJson(QJsonDocument::Compact);
}

}
