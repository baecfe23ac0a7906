#include "server/calendar/saga/batchplan.h"

#include "server/proto/convert.h"

#include <QJsonArray>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventId;

namespace {
template <class I> QJsonArray idArray(const QList<I> &ids)
{
    QJsonArray array;
    for (const I &id : ids)
        array.append(id.toString());
    return array;
}

template <class I> QList<I> readIds(const QJsonValue &value)
{
    QList<I> ids;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array) {
        if (const auto id = I::fromString(each.toString()))
            ids.append(*id);
    }
    return ids;
}

// Every field to the bit, those that the API does not show included.
QString eventText(const Event &event)
{
    return QString::fromLatin1(QByteArray::fromStdString(toProto(event).SerializeAsString()).toBase64());
}

Event readEventText(const QString &text)
{
    ::hearth::calendar::Event event;
    event.ParseFromString(QByteArray::fromBase64(text.toLatin1()).toStdString());
    return fromProto(event);
}

QJsonObject updateJson(const BatchPlan::Update &update)
{
    QJsonObject json{{u"event"_s, eventText(update.event)}};
    if (update.davName)
        json.insert(u"dav_name"_s, *update.davName);
    return json;
}

BatchPlan::Update readUpdate(const QJsonObject &json)
{
    BatchPlan::Update update{readEventText(json.value("event"_L1).toString()), std::nullopt};
    if (json.contains("dav_name"_L1))
        update.davName = json.value("dav_name"_L1).toString();
    return update;
}

QJsonObject recordsJson(const BatchPlan::Records &records)
{
    return {{u"event"_s, records.event.toString()},
            {u"users"_s, idArray(records.users)},
            {u"removed"_s, records.removed}};
}

BatchPlan::Records readRecords(const QJsonObject &json)
{
    return {EventId::fromString(json.value("event"_L1).toString()).value_or(EventId{}),
            readIds<shared::UserId>(json.value("users"_L1)), json.value("removed"_L1).toBool()};
}
}

qint64 BatchPlan::changes() const
{
    return created.size() + updated.size() + deleted.size() + restored.size();
}

QJsonObject toJson(const BatchPlan &plan)
{
    QJsonArray updates;
    for (const BatchPlan::Update &update : plan.updated)
        updates.append(updateJson(update));
    QJsonArray records;
    for (const BatchPlan::Records &each : plan.records)
        records.append(recordsJson(each));
    return {{u"created"_s, idArray(plan.created)},
            {u"updated"_s, updates},
            {u"deleted"_s, idArray(plan.deleted)},
            {u"restored"_s, idArray(plan.restored)},
            {u"records"_s, records}};
}

BatchPlan batchPlanFromJson(const QJsonObject &json)
{
    BatchPlan plan;
    plan.created = readIds<EventId>(json.value("created"_L1));
    plan.deleted = readIds<EventId>(json.value("deleted"_L1));
    plan.restored = readIds<EventId>(json.value("restored"_L1));
    const QJsonArray updates = json.value("updated"_L1).toArray();
    for (const QJsonValue &each : updates)
        plan.updated.append(readUpdate(each.toObject()));
    const QJsonArray records = json.value("records"_L1).toArray();
    for (const QJsonValue &each : records)
        plan.records.append(readRecords(each.toObject()));
    return plan;
}

}
