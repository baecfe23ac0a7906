#pragma once

#include "shared/domain/event.h"

#include <QJsonObject>

namespace hearth::shared {

/// The event as every interface shows it:
/// {"id","calendar_id","calendar_name","event_name","event_start","event_end","all_day","time_zone",
///  "end_time_zone","location","description","colour","categories","status","participants","reminders",
///  "created_by","created_at","updated_by","updated_at","version","uid"}.
/// Times are UTC with Z; an all-day event's are dates, the end exclusive. Only where they say something:
/// "url", "transparency", "visibility", "recurrence" (a list of RRULE, RDATE and EXDATE lines), "floating"
/// with "start_local" and "end_local"; of a changed instance "series_id"; of it and of an expanded occurrence
/// "occurrence" (the wall time at which the rule has it), "original_start" and "original_time_zone".
QJsonObject toJson(const Event &event);
/// The inverse of toJson(), for the app: InvalidArgument for what is no such object.
Result<Event> eventFromJson(const QJsonObject &json);

/// The members of a request that a draft is made of; the same names as in the answer.
/// `defaultZone` is the calendar's, for times without an offset.
Result<EventDraft> parseDraft(const QJsonObject &json, const QTimeZone &defaultZone);
/// `base` with the members that `patch` has put over it; absent members stay.
Result<EventDraft> patchDraft(const EventDraft &base, const QJsonObject &patch, const QTimeZone &defaultZone);
/// The request's members for a draft: what parseDraft() reads.
QJsonObject draftToJson(const EventDraft &draft);

/// The bytes of {"events":[...]}.
QByteArray eventListJson(const QList<Event> &events, const QString &nextCursor = {});

}
