#include "shared/recurrence/seriesedit.h"

#include "shared/recurrence/recurrenceexpander.h"
#include "shared/recurrence/seriesparts.h"
#include "shared/recurrence/seriessplit.h"
#include "shared/recurrence/seriestimes.h"

#include <algorithm>
#include <limits>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
Error invalidArgument(const QString &message, const QString &reason)
{
    return {ErrorCode::InvalidArgument, message, reason};
}

Error noSuchOccurrence()
{
    return {ErrorCode::NotFound, u"The series has no occurrence at that time."_s, u"no_such_occurrence"_s};
}

WallTime wallOf(const ZonedTime &time)
{
    return parseWallTime(time.wall).value_or(WallTime{time.utcMs / 1000, false});
}

qint64 floorDays(qint64 seconds) { return floorDiv(seconds, kDaySeconds); }

/// Fields that an instance takes over from its series; its times it has for itself.
void copyFields(EventDraft &to, const EventDraft &from, const QStringList &fields)
{
    const auto copy = [&](QLatin1StringView name, auto EventDraft::*member) {
        if (fields.contains(name))
            to.*member = from.*member;
    };
    copy("event_name"_L1, &EventDraft::name);
    copy("location"_L1, &EventDraft::location);
    copy("description"_L1, &EventDraft::description);
    copy("colour"_L1, &EventDraft::colour);
    copy("categories"_L1, &EventDraft::categories);
    copy("status"_L1, &EventDraft::status);
    copy("participants"_L1, &EventDraft::participants);
    copy("reminders"_L1, &EventDraft::reminders);
    copy("url"_L1, &EventDraft::url);
    copy("transparency"_L1, &EventDraft::transparency);
    copy("visibility"_L1, &EventDraft::visibility);
}

bool isBefore(const Event &instance, const WallTime &cut) { return wallOf(instance.originalStart) < cut; }
}

Result<std::optional<EditScope>> parseScope(const QString &text)
{
    using Scope = std::optional<EditScope>;
    if (text.isEmpty())
        return Scope{};
    if (text == "all"_L1)
        return Scope{EditScope::All};
    if (text == "this"_L1)
        return Scope{EditScope::This};
    if (text == "following"_L1)
        return Scope{EditScope::Following};
    return invalidArgument(u"'scope' is this, following or all."_s, u"invalid_scope"_s);
}

QString scopeName(EditScope scope)
{
    switch (scope) {
    case EditScope::All:
        return u"all"_s;
    case EditScope::This:
        return u"this"_s;
    case EditScope::Following:
        return u"following"_s;
    }
    Q_UNREACHABLE();
}

SeriesEdit::SeriesEdit(Event master, QList<Event> instances, QTimeZone calendarZone)
    : m_master(std::move(master))
    , m_instances(std::move(instances))
    , m_zone(std::move(calendarZone))
{
}

Result<Event> SeriesEdit::at(const QString &occurrence, EditScope scope) const
{
    const auto wall = parseWallTime(occurrence.isEmpty() ? m_master.start.wall : occurrence);
    if (!wall)
        return invalidArgument(u"'occurrence' is not a time on the wall."_s, u"invalid_occurrence"_s);
    const Event *instance = instanceAt(wall->toIso());
    if (instance && scope == EditScope::This)
        return *instance;
    const auto series = seriesIn(m_master, m_zone);
    if (!series)
        return series.error();
    if (const auto found = RecurrenceExpander(*series).at(*wall))
        return occurrenceOf(*found);
    // The series as a whole begins at its start, also where an EXDATE has taken that out.
    if (instance || occurrence.isEmpty())
        return occurrenceOf({*wall, m_master.start.utcMs, m_master.end.utcMs});
    return noSuchOccurrence();
}

Result<SeriesChange> SeriesEdit::changeThis(const Event &edited, const EventId &newId) const
{
    const bool isNew = edited.series.isNull();
    if (edited.recurrence != (isNew ? m_master.recurrence : QString()))
        return invalidArgument(u"A single occurrence has no recurrence of its own."_s,
                               u"recurrence_of_one"_s);
    SeriesPut put{edited, isNew};
    put.event.recurrence.clear();
    if (isNew) {
        put.event.id = newId;
        put.event.series = m_master.id;
        put.event.uid = m_master.uid;
    }
    return SeriesChange{{put}, {}, put.event.id};
}

Result<SeriesChange> SeriesEdit::changeAll(const Event &edited) const
{
    const auto series = seriesIn(m_master, m_zone);
    if (!series)
        return series.error();
    const auto after = seriesFrom(*series, edited);
    if (!after)
        return after.error();
    SeriesChange change{{{*after}}, {}, m_master.id};
    for (const Event &instance : m_instances)
        change.puts.append(follow(instance, edited, *after));
    return change;
}

Result<SeriesChange> SeriesEdit::changeFollowing(const Event &edited, const EventId &newId) const
{
    const auto series = seriesIn(m_master, m_zone);
    if (!series)
        return series.error();
    const WallTime cut = wallOf(edited.originalStart);
    const auto split = splitSeries(*series, cut);
    if (!split)
        return split.error().code == ErrorCode::NotFound ? noSuchOccurrence() : split.error();
    if (split->headEmpty)
        return changeAll(edited);
    auto tail = seriesFrom(split->tail, edited);
    if (!tail)
        return tail.error();
    tail->id = newId;
    tail->uid = newId.toString();
    Event head = m_master;
    head.recurrence = headText(split->head, cut);
    SeriesChange change{{{head}, {*tail, true}}, {}, newId};
    for (const Event &instance : m_instances)
        if (!isBefore(instance, cut))
            change.puts.append(follow(instance, edited, *tail));
    return change;
}

Result<SeriesChange> SeriesEdit::removeThis(const QString &occurrence) const
{
    const auto target = at(occurrence, EditScope::This);
    if (!target)
        return target.error();
    const auto set = parseRecurrenceSet(m_master.recurrence);
    if (!set)
        return set.error();
    RecurrenceSet without = *set;
    const WallTime wall = wallOf(target->originalStart);
    if (!without.exdates.contains(wall))
        without.exdates.insert(std::upper_bound(without.exdates.begin(), without.exdates.end(), wall), wall);
    Event master = m_master;
    master.recurrence = recurrenceText(without);
    QList<Event> left = m_instances;
    left.removeIf([&](const Event &each) { return each.id == target->id; });
    if (isEmpty(master, left))
        return removeAll();
    SeriesChange change{{{master}}, {}, m_master.id};
    if (!target->series.isNull())
        change.deletes.append(target->id);
    return change;
}

Result<SeriesChange> SeriesEdit::removeFollowing(const QString &occurrence) const
{
    const auto target = at(occurrence, EditScope::Following);
    if (!target)
        return target.error();
    const auto series = seriesIn(m_master, m_zone);
    if (!series)
        return series.error();
    const WallTime cut = wallOf(target->originalStart);
    const auto split = splitSeries(*series, cut);
    if (!split)
        return split.error().code == ErrorCode::NotFound ? noSuchOccurrence() : split.error();
    if (split->headEmpty)
        return removeAll();
    Event head = m_master;
    head.recurrence = headText(split->head, cut);
    SeriesChange change{{{head}}, {}, m_master.id};
    for (const Event &instance : m_instances)
        if (!isBefore(instance, cut))
            change.deletes.append(instance.id);
    return change;
}

// A first occurrence that alone is left and has been changed needs a series to be an instance of.
QString SeriesEdit::headText(const Series &head, const WallTime &cut) const
{
    const QString text = recurrenceText(head.set);
    const bool hasInstances = std::any_of(m_instances.begin(), m_instances.end(),
                                          [&cut](const Event &each) { return isBefore(each, cut); });
    return text.isEmpty() && hasInstances ? u"RRULE:FREQ=DAILY;COUNT=1"_s : text;
}

SeriesChange SeriesEdit::removeAll() const
{
    SeriesChange change{{}, {m_master.id}, m_master.id};
    for (const Event &instance : m_instances)
        change.deletes.append(instance.id);
    return change;
}

Result<SeriesChange> SeriesEdit::change(const Event &edited, EditScope scope, const EventId &newId) const
{
    switch (scope) {
    case EditScope::All:
        return changeAll(edited);
    case EditScope::This:
        return changeThis(edited, newId);
    case EditScope::Following:
        return changeFollowing(edited, newId);
    }
    Q_UNREACHABLE();
}

Result<SeriesChange> SeriesEdit::remove(const QString &occurrence, EditScope scope) const
{
    switch (scope) {
    case EditScope::All:
        return removeAll();
    case EditScope::This:
        return removeThis(occurrence);
    case EditScope::Following:
        return removeFollowing(occurrence);
    }
    Q_UNREACHABLE();
}

WallTime SeriesEdit::Shift::apply(const WallTime &wall) const
{
    if (!to.dateOnly)
        return {wall.seconds + to.seconds - from.seconds, false};
    const qint64 days = floorDays(wall.seconds) + floorDays(to.seconds) - floorDays(from.seconds);
    return {days * kDaySeconds, true};
}

SeriesEdit::Shift SeriesEdit::shiftOf(const Event &edited)
{
    const WallTime to = wallOf(edited.start);
    return {wallOf(edited.originalStart), {to.seconds, edited.allDay}};
}

const Event *SeriesEdit::instanceAt(const QString &wall) const
{
    const auto found = std::find_if(m_instances.begin(), m_instances.end(),
                                    [&](const Event &each) { return each.originalStart.wall == wall; });
    return found == m_instances.end() ? nullptr : &*found;
}

Event SeriesEdit::occurrenceOf(const RecurrenceInstance &found) const
{
    Event occurrence = m_master;
    moveTo(occurrence, found.id, m_zone);
    occurrence.originalStart = {found.startMs, found.id.toIso(), m_master.start.zone};
    return occurrence;
}

Result<Event> SeriesEdit::seriesFrom(const Series &series, const Event &edited) const
{
    Event after = m_master;
    static_cast<EventDraft &>(after) = edited;
    after.series = {};
    after.originalStart = {};
    after.extra = m_master.extra;
    const Shift shift = shiftOf(edited);
    const WallTime start = shift.apply(series.start);
    moveTo(after, start, m_zone);
    if (edited.recurrence == m_master.recurrence)
        after.recurrence = recurrenceText(shift.moves() ? shiftSeries(series, start).set : series.set);
    return after;
}

SeriesPut SeriesEdit::follow(const Event &instance, const Event &edited, const Event &series) const
{
    Event after = instance;
    const Shift shift = shiftOf(edited);
    const QStringList own = changedFields(m_master, instance);
    QStringList taken = changedFields(m_master, series);
    taken.removeIf([&](const QString &field) { return own.contains(field); });
    copyFields(after, series, taken);
    const WallTime original = wallOf(instance.originalStart);
    const bool keptTime = instance.start.wall == instance.originalStart.wall
        && instance.end.utcMs - instance.start.utcMs == m_master.end.utcMs - m_master.start.utcMs
        && instance.allDay == m_master.allDay && instance.floating == m_master.floating;
    if (keptTime) {
        after.allDay = series.allDay;
        after.floating = series.floating;
        after.start = series.start;
        after.end = series.end;
        moveTo(after, shift.apply(original), m_zone);
    }
    after.originalStart = timeAt(shift.apply(original), series, series.start.zone, m_zone);
    after.series = series.id;
    after.uid = series.uid;
    return {after};
}

bool SeriesEdit::isEmpty(const Event &master, const QList<Event> &instances) const
{
    const auto series = seriesIn(master, m_zone);
    if (!series || !instances.isEmpty())
        return false;
    const auto first = RecurrenceExpander(*series).nextOccurrences(std::numeric_limits<qint64>::min() / 4, 1);
    return first && first->instances.isEmpty();
}

}
