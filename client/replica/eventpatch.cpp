#include "client/replica/eventpatch.h"

#include "shared/protocol/eventjson.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventDraft;

namespace {
/// What a field that the JSON leaves out means.
QJsonValue defaultOf(const QString &field)
{
    if (field == "recurrence"_L1)
        return QJsonArray();
    if (field == "floating"_L1)
        return false;
    if (field == "transparency"_L1)
        return shared::transparencyName(shared::Transparency::Opaque);
    if (field == "visibility"_L1)
        return shared::visibilityName(shared::Visibility::Public);
    return QString();
}

bool isTime(const QString &field) { return field == "event_start"_L1 || field == "event_end"_L1; }
}

QJsonObject patchBetween(const EventDraft &before, const EventDraft &after)
{
    QStringList fields = changedFields(before, after);
    if (before.allDay != after.allDay)
        for (const QString &time : {u"event_start"_s, u"event_end"_s})
            if (!fields.contains(time))
                fields.append(time);
    const QJsonObject whole = draftToJson(after);
    QJsonObject patch;
    for (const QString &field : std::as_const(fields)) {
        patch.insert(field, whole.contains(field) ? whole.value(field) : defaultOf(field));
        if (isTime(field) && !after.allDay) {
            patch.insert(u"time_zone"_s, whole.value("time_zone"_L1));
            patch.insert(u"end_time_zone"_s, whole.value("end_time_zone"_L1));
        }
        if (isTime(field) && after.floating) {
            patch.insert(u"start_local"_s, after.start.wall);
            patch.insert(u"end_local"_s, after.end.wall);
        }
    }
    return patch;
}

Event patched(const Event &event, const QJsonObject &patch)
{
    Event result = event;
    if (const auto draft = patchDraft(event, patch, QTimeZone::utc()))
        static_cast<EventDraft &>(result) = *draft;
    return result;
}

bool touchesDifference(const QJsonObject &patch, const EventDraft &a, const EventDraft &b)
{
    const QStringList fields = changedFields(a, b);
    return std::any_of(fields.begin(), fields.end(),
                       [&patch](const QString &field) { return patch.contains(field); });
}

}
