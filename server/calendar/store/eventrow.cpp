#include "server/calendar/store/eventrow.h"
#include "shared/recurrence/seriestimes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Participant;
using shared::Query;
using shared::UserId;
using shared::ZonedTime;

namespace {
// Most events have no lists: an empty text is neither written nor parsed as JSON.
QString listText(const QJsonArray &array)
{
    return array.isEmpty() ? QString()
                           : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonArray listArray(const QString &text)
{
    return text.isEmpty() ? QJsonArray() : QJsonDocument::fromJson(text.toUtf8()).array();
}

QJsonArray timeArray(const ZonedTime &time) { return {time.utcMs, time.wall, time.zone}; }

ZonedTime readTime(const QJsonArray &array)
{
    return {array.at(0).toInteger(), array.at(1).toString(), array.at(2).toString()};
}

void insertReply(QJsonObject &object, const Participant &participant)
{
    if (!participant.email.isEmpty())
        object.insert(u"email"_s, participant.email);
    if (!participant.comment.isEmpty())
        object.insert(u"comment"_s, participant.comment);
    if (participant.proposal) {
        object.insert(u"start"_s, timeArray(participant.proposal->start));
        object.insert(u"end"_s, timeArray(participant.proposal->end));
    }
}

Participant readParticipant(const QJsonObject &object)
{
    Participant participant{UserId::fromString(object.value("user"_L1).toString()).value_or(UserId{}),
                            object.value("name"_L1).toString(),
                            static_cast<shared::Answer>(object.value("answer"_L1).toInt()),
                            object.value("email"_L1).toString(), object.value("comment"_L1).toString()};
    if (object.contains("start"_L1))
        participant.proposal = {readTime(object.value("start"_L1).toArray()),
                                readTime(object.value("end"_L1).toArray())};
    return participant;
}

QList<Participant> readParticipants(const QString &text)
{
    QList<Participant> participants;
    const QJsonArray array = listArray(text);
    for (const QJsonValue &value : array) {
        participants.append(readParticipant(value.toObject()));
    }
    return participants;
}

QString remindersText(const QList<int> &reminders)
{
    QJsonArray array;
    for (const int minutes : reminders)
        array.append(minutes);
    return listText(array);
}

QList<int> readReminders(const QString &text)
{
    QList<int> reminders;
    const QJsonArray array = listArray(text);
    for (const QJsonValue &value : array)
        reminders.append(value.toInt());
    return reminders;
}

QStringList readCategories(const QString &text)
{
    QStringList categories;
    const QJsonArray array = listArray(text);
    for (const QJsonValue &value : array)
        categories.append(value.toString());
    return categories;
}

const QStringList &columnNames()
{
    static const QStringList kNames{u"id"_s,
                                    u"calendar_id"_s,
                                    u"uid"_s,
                                    u"state"_s,
                                    u"saga_id"_s,
                                    u"version"_s,
                                    u"name"_s,
                                    u"all_day"_s,
                                    u"start_ms"_s,
                                    u"start_wall"_s,
                                    u"start_zone"_s,
                                    u"end_ms"_s,
                                    u"end_wall"_s,
                                    u"end_zone"_s,
                                    u"location"_s,
                                    u"description"_s,
                                    u"colour"_s,
                                    u"categories"_s,
                                    u"status"_s,
                                    u"participants"_s,
                                    u"reminders"_s,
                                    u"created_by"_s,
                                    u"created_by_name"_s,
                                    u"created_ms"_s,
                                    u"updated_by_name"_s,
                                    u"updated_ms"_s,
                                    u"floating"_s,
                                    u"url"_s,
                                    u"transparency"_s,
                                    u"visibility"_s,
                                    u"recurrence"_s,
                                    u"extra"_s,
                                    u"series_id"_s,
                                    u"original_ms"_s,
                                    u"original_wall"_s,
                                    u"original_zone"_s};
    Q_ASSERT(kNames.size() == kEventColumns);
    return kNames;
}
}

QString participantsText(const QList<Participant> &participants)
{
    QJsonArray array;
    for (const Participant &participant : participants) {
        QJsonObject object{{u"name"_s, participant.name},
                           {u"answer"_s, static_cast<int>(participant.answer)}};
        if (!participant.user.isNull())
            object.insert(u"user"_s, participant.user.toString());
        insertReply(object, participant);
        array.append(object);
    }
    return listText(array);
}

QString eventColumns(const QString &alias)
{
    QStringList columns;
    for (const QString &name : columnNames())
        columns.append(alias.isEmpty() ? name : alias + u'.' + name);
    return columns.join(", "_L1);
}

StoredEvent readEvent(const Query &row, int column)
{
    StoredEvent stored;
    shared::Event &event = stored.event;
    const auto at = [column](int offset) { return column + offset; };
    event.id = row.id<shared::EventId>(at(0));
    event.calendar = row.id<shared::CalendarId>(at(1));
    event.uid = row.text(at(2));
    stored.state = static_cast<EventState>(row.integer(at(3)));
    if (!row.isNull(at(4)))
        stored.saga = row.id<shared::SagaId>(at(4));
    event.version = row.integer(at(5));
    event.name = row.text(at(6));
    event.allDay = row.boolean(at(7));
    event.start = ZonedTime{row.integer(at(8)), row.text(at(9)), row.text(at(10))};
    event.end = ZonedTime{row.integer(at(11)), row.text(at(12)), row.text(at(13))};
    event.location = row.text(at(14));
    event.description = row.text(at(15));
    event.colour = row.text(at(16));
    event.categories = readCategories(row.text(at(17)));
    event.status = static_cast<shared::EventStatus>(row.integer(at(18)));
    event.participants = readParticipants(row.text(at(19)));
    event.reminders = readReminders(row.text(at(20)));
    event.createdBy = row.id<UserId>(at(21));
    event.createdByName = row.text(at(22));
    event.createdMs = row.integer(at(23));
    event.updatedByName = row.text(at(24));
    event.updatedMs = row.integer(at(25));
    event.floating = row.boolean(at(26));
    event.url = row.text(at(27));
    event.transparency = static_cast<shared::Transparency>(row.integer(at(28)));
    event.visibility = static_cast<shared::Visibility>(row.integer(at(29)));
    event.recurrence = row.text(at(30));
    event.extra = row.text(at(31));
    if (!row.isNull(at(32)))
        event.series = row.id<shared::EventId>(at(32));
    event.originalStart = ZonedTime{row.integer(at(33)), row.text(at(34)), row.text(at(35))};
    event.deleted = stored.state == EventState::Deleted;
    return stored;
}

void bindDraft(Query &query, const shared::EventDraft &draft)
{
    query.bind(u":name"_s, draft.name)
        .bind(u":all_day"_s, draft.allDay)
        .bind(u":start_ms"_s, draft.start.utcMs)
        .bind(u":start_wall"_s, draft.start.wall)
        .bind(u":start_zone"_s, draft.start.zone)
        .bind(u":end_ms"_s, draft.end.utcMs)
        .bind(u":end_wall"_s, draft.end.wall)
        .bind(u":end_zone"_s, draft.end.zone)
        .bind(u":location"_s, draft.location)
        .bind(u":description"_s, draft.description)
        .bind(u":colour"_s, draft.colour)
        .bind(u":categories"_s, listText(QJsonArray::fromStringList(draft.categories)))
        .bind(u":status"_s, static_cast<int>(draft.status))
        .bind(u":participants"_s, participantsText(draft.participants))
        .bind(u":reminders"_s, remindersText(draft.reminders))
        .bind(u":floating"_s, draft.floating)
        .bind(u":url"_s, draft.url)
        .bind(u":transparency"_s, static_cast<int>(draft.transparency))
        .bind(u":visibility"_s, static_cast<int>(draft.visibility))
        .bind(u":recurrence"_s, draft.recurrence)
        .bind(u":extra"_s, draft.extra);
}

void bindSeries(Query &query, const shared::Event &event)
{
    query.bind(u":uid"_s, event.uid)
        .bind(u":series"_s, event.series)
        .bind(u":original_ms"_s, event.originalStart.utcMs)
        .bind(u":original_wall"_s, event.originalStart.wall)
        .bind(u":original_zone"_s, event.originalStart.zone);
    if (const auto end = seriesEndMs(event))
        query.bind(u":series_end"_s, *end);
    else
        query.bindNull(u":series_end"_s);
}

}
