#pragma once

#include "shared/domain/event.h"
#include "shared/ical/icaltime.h"
#include "shared/ical/rawcomponent.h"

#include <optional>

namespace hearth::shared {

/// The parts of an event that stand in properties of their own, each as a pair: what the properties say, and
/// the properties that say it. What is read is cut to the bounds of the domain; then, and wherever else the
/// second does not give back the lines that the first has read, the lines are kept beside the event and
/// written again for as long as they still say what the event says.
namespace eventfields {

using Lines = QList<ContentLine>;

QString readName(const Lines &lines);
QStringList writeName(const QString &name);
/// LOCATION, DESCRIPTION: at most `bound` characters.
QString readText(const Lines &lines, int bound);
QStringList writeText(QLatin1StringView property, const QString &text);
QString readUrl(const Lines &lines);
QStringList writeUrl(const QString &url);
QStringList readCategories(const Lines &lines);
QStringList writeCategories(const QStringList &categories);
/// COLOR and our own X-HEARTH-COLOUR, which says a colour that CSS has no name for.
QString readColour(const Lines &lines);
QStringList writeColour(const QString &colour);
EventStatus readStatus(const Lines &lines);
QStringList writeStatus(EventStatus status);
Transparency readTransparency(const Lines &lines);
QStringList writeTransparency(Transparency transparency);
Visibility readVisibility(const Lines &lines);
QStringList writeVisibility(Visibility visibility);

/// DTEND or DURATION, or how long an event without either lasts: a day, or, since Hearth has none without a
/// length, a minute. Nothing for what can't be the end of that start.
std::optional<ICalTime> readEnd(const Lines &lines, const ICalTime &start, const TimeContext &context);
/// RRULE, RDATE and EXDATE as wall times of the start's zone, canonical. The error says why not.
Result<QString> readRecurrence(const Lines &lines, const ICalTime &start, const TimeContext &context);
QStringList writeRecurrence(const QString &recurrence, const ICalTime &start);

}
}
