#include "client/models/recurringevents.h"

#include "client/models/zoneoffsets.h"
#include "shared/recurrence/seriesparts.h"
#include "shared/recurrence/seriestimes.h"
#include "shared/recurrence/wallclock.h"

#include <QDate>

#include <algorithm>

namespace hearth::client {

using shared::EventId;
using shared::RecurrenceExpander;
using shared::RecurrenceInstance;

namespace {
constexpr qint64 kChunkDays = 32;
constexpr size_t kMaxChunks = 48; // four years
constexpr qint64 kDayMs = 86'400'000;
const qint64 kNoLastDay = QDate(9999, 12, 31).toJulianDay();

qint64 chunkOf(qint64 day) { return shared::floorDiv(day, kChunkDays); }
}

struct RecurringEvents::Record {
    const EventItem *event;
    bool opened = false;
    std::unique_ptr<RecurrenceExpander> expander; ///< null: it stands at its start only
    std::map<qint64, EventItem> instances; ///< those that were asked for, by wall seconds
};

RecurringEvents::RecurringEvents(const ZoneOffsets &zone)
    : m_zone(zone)
{
}

RecurringEvents::~RecurringEvents() = default;

void RecurringEvents::clear()
{
    m_records.clear();
    m_changed.clear();
    m_chunks.clear();
    m_clocks.clear();
}

void RecurringEvents::put(const EventItem &series)
{
    auto &slot = m_records[series.id];
    slot = std::make_unique<Record>();
    slot->event = &series;
    for (auto &[chunk, entries] : m_chunks)
        expand(*slot, chunk, entries);
}

void RecurringEvents::remove(EventId series)
{
    const auto found = m_records.find(series);
    if (found == m_records.end())
        return;
    for (auto &[chunk, entries] : m_chunks)
        std::erase_if(entries, [&](const IndexEntry &entry) { return entry.item == found->second->event; });
    m_records.erase(found);
}

void RecurringEvents::putChanged(EventId series, const QString &occurrence, EventId instance)
{
    const auto wall = shared::parseWallTime(occurrence);
    if (!wall)
        return;
    m_changed[series.value].insert(wall->seconds, instance);
    if (Record *changed = record(series))
        renew(*changed);
}

void RecurringEvents::removeChanged(EventId series, const QString &occurrence)
{
    const auto wall = shared::parseWallTime(occurrence);
    const auto found = m_changed.find(series.value);
    if (!wall || found == m_changed.end() || !found->remove(wall->seconds))
        return;
    if (found->isEmpty())
        m_changed.erase(found);
    if (Record *changed = record(series))
        renew(*changed);
}

bool RecurringEvents::isChanged(EventId series, const QString &occurrence) const
{
    const auto found = m_changed.constFind(series.value);
    if (found == m_changed.constEnd())
        return false;
    const auto wall = shared::parseWallTime(occurrence);
    return wall && found->contains(wall->seconds);
}

std::pair<qint64, qint64> RecurringEvents::days(EventId series)
{
    Record *of = record(series);
    if (!of)
        return {0, -1};
    open(*of);
    const EventPlace start = placeOf(*of->event, m_zone);
    if (!of->expander)
        return {start.firstDay, start.lastDay};
    const auto first = of->expander->first();
    const qint64 firstDay =
        first ? placeAt(first->startMs, first->endMs, of->event->allDay, m_zone).firstDay : start.firstDay;
    const auto end = of->expander->lastOccurrenceEnd();
    const qint64 lastDay = end && *end ? m_zone.julianDay(**end) + 1 : kNoLastDay;
    return {std::min(firstDay, start.firstDay), std::max(lastDay, start.lastDay)};
}

void RecurringEvents::visit(qint64 first, qint64 last, const std::function<void(const IndexEntry &)> &visitor)
{
    if (m_records.empty())
        return;
    forgetOld();
    for (qint64 chunk = chunkOf(first); chunk <= chunkOf(last); ++chunk) {
        // What began before this stretch has been visited in the one where it began.
        const qint64 from = chunk == chunkOf(first) ? std::numeric_limits<qint64>::min() : chunk * kChunkDays;
        for (const IndexEntry &entry : chunkAt(chunk))
            if (entry.firstDay >= from && entry.firstDay <= last && entry.lastDay >= first)
                visitor(entry);
    }
}

std::optional<IndexEntry> RecurringEvents::next(EventId series, qint64 nowMs)
{
    Record *of = record(series);
    if (!of)
        return std::nullopt;
    open(*of);
    if (!of->expander)
        return IndexEntry{placeOf(*of->event, m_zone), of->event, series};
    const Changed changed = m_changed.value(series.value);
    const qint64 lengthMs = of->event->end.utcMs - of->event->start.utcMs;
    const auto coming = of->expander->nextOccurrences(nowMs - lengthMs + 1, int(changed.size()) + 1);
    if (coming)
        for (const RecurrenceInstance &instance : coming->instances)
            if (!changed.contains(instance.id.seconds))
                return entryOf(*of, instance);
    const auto first = of->expander->first();
    return first && !changed.contains(first->id.seconds) ? std::optional(entryOf(*of, *first)) : std::nullopt;
}

const EventItem *RecurringEvents::find(EventId id)
{
    const auto name = m_names.find(id);
    Record *of = name == m_names.end() ? nullptr : record(name->second.series);
    if (!of)
        return nullptr;
    name->second.asked = true;
    const shared::WallTime occurrence = name->second.occurrence;
    const auto known = of->instances.find(occurrence.seconds);
    if (known != of->instances.end())
        return &known->second;
    open(*of);
    const auto found = of->expander ? of->expander->at(occurrence) : std::nullopt;
    if (!found || m_changed.value(of->event->id.value).contains(occurrence.seconds))
        return nullptr;
    EventItem item = *of->event;
    item.id = id;
    item.series = of->event->id;
    shared::moveTo(item, occurrence, m_zone.zone());
    item.originalStart = {found->startMs, occurrence.toIso(), of->event->start.zone};
    return &of->instances.emplace(occurrence.seconds, std::move(item)).first->second;
}

EventId RecurringEvents::changedFor(EventId id) const
{
    const auto name = m_names.find(id);
    return name == m_names.end()
        ? EventId()
        : m_changed.value(name->second.series.value).value(name->second.occurrence.seconds);
}

RecurringEvents::Record *RecurringEvents::record(EventId series)
{
    const auto found = m_records.find(series);
    return found == m_records.end() ? nullptr : found->second.get();
}

void RecurringEvents::open(Record &record)
{
    if (record.opened)
        return;
    record.opened = true;
    const auto series = shared::seriesIn(*record.event, m_zone.zone());
    if (!series)
        return;
    auto &clock = m_clocks[series->zone.id()];
    if (!clock)
        clock = std::make_shared<shared::WallClock>(series->zone);
    record.expander = std::make_unique<RecurrenceExpander>(*series, clock);
}

void RecurringEvents::expand(Record &record, qint64 chunk, std::vector<IndexEntry> &entries)
{
    open(record);
    const qint64 firstDay = chunk * kChunkDays;
    const qint64 lastDay = firstDay + kChunkDays - 1;
    const auto note = [&](const IndexEntry &entry) {
        if (entry.firstDay <= lastDay && entry.lastDay >= firstDay)
            entries.push_back(entry);
    };
    if (record.expander) {
        // Whole days are midnights UTC: those of the window lie within a day of the zone's.
        const shared::ExpansionWindow window{m_zone.startOfDay(firstDay) - kDayMs,
                                             m_zone.startOfDay(lastDay + 1) + kDayMs};
        if (const auto found = record.expander->between(window)) {
            const Changed changed = m_changed.value(record.event->id.value);
            for (const RecurrenceInstance &instance : found->instances)
                if (!changed.contains(instance.id.seconds))
                    note(entryOf(record, instance));
            return;
        }
        record.expander.reset();
    }
    note({placeOf(*record.event, m_zone), record.event, record.event->id});
}

IndexEntry RecurringEvents::entryOf(Record &record, const RecurrenceInstance &instance)
{
    const EventId id = instanceId(record.event->id, instance.id.toIso());
    m_names.try_emplace(id, Name{record.event->id, instance.id});
    return {placeAt(instance.startMs, instance.endMs, record.event->allDay, m_zone), record.event, id};
}

const std::vector<IndexEntry> &RecurringEvents::chunkAt(qint64 chunk)
{
    const auto found = m_chunks.find(chunk);
    if (found != m_chunks.end())
        return found->second;
    std::vector<IndexEntry> &entries = m_chunks[chunk];
    for (const auto &[id, record] : m_records)
        expand(*record, chunk, entries);
    return entries;
}

void RecurringEvents::renew(Record &record)
{
    record.instances.clear();
    for (auto &[chunk, entries] : m_chunks) {
        std::erase_if(entries, [&](const IndexEntry &entry) { return entry.item == record.event; });
        expand(record, chunk, entries);
    }
}

void RecurringEvents::forgetOld()
{
    if (m_chunks.size() <= kMaxChunks)
        return;
    m_chunks.clear();
    std::erase_if(m_names, [](const auto &name) { return !name.second.asked; });
    for (const auto &[id, record] : m_records)
        record->instances.clear();
}

}
