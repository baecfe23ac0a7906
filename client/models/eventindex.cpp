#include "client/models/eventindex.h"

#include "client/models/zoneoffsets.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace hearth::client {

using shared::CalendarId;
using shared::EventId;

namespace {
constexpr size_t kBlock = 64;
constexpr qsizetype kMaxDayRanges = 32;

/// Where an event lies in time, in the index's zone.
struct Place {
    qint64 startMs = 0;
    qint64 endMs = 0;
    qint64 firstDay = 0;
    qint64 lastDay = 0;

    friend bool operator==(const Place &, const Place &) = default;
};

struct Entry : Place {
    const EventItem *item = nullptr;
};

Occurrence occurrenceOf(const Entry &entry)
{
    return {entry.item, entry.startMs, entry.endMs, QDate::fromJulianDay(entry.firstDay),
            QDate::fromJulianDay(entry.lastDay)};
}

bool before(const Entry &a, const Entry &b)
{
    if (a.startMs != b.startMs)
        return a.startMs < b.startMs;
    if (a.endMs != b.endMs)
        return a.endMs > b.endMs;
    return a.item->id < b.item->id;
}

Place placeOf(const EventItem &item, const ZoneOffsets &zone)
{
    Place place;
    if (item.allDay) {
        place.firstDay = dateOf(item.start).toJulianDay();
        place.lastDay = std::max(place.firstDay, dateOf(item.end).toJulianDay() - 1);
        place.startMs = zone.startOfDay(place.firstDay);
        place.endMs = zone.startOfDay(place.lastDay + 1);
        return place;
    }
    place.startMs = item.start.utcMs;
    place.endMs = item.end.utcMs;
    place.firstDay = zone.julianDay(place.startMs);
    place.lastDay = std::max(place.firstDay, zone.julianDay(place.endMs - 1));
    return place;
}

struct DayRange {
    qint64 first = 0;
    qint64 last = 0;
};

QList<DayRange> merged(QList<DayRange> ranges)
{
    std::sort(ranges.begin(), ranges.end(),
              [](const DayRange &a, const DayRange &b) { return a.first < b.first; });
    QList<DayRange> result;
    for (const DayRange &range : std::as_const(ranges)) {
        if (!result.isEmpty() && range.first <= result.last().last + 1)
            result.last().last = std::max(result.last().last, range.last);
        else
            result.append(range);
    }
    return result;
}
}

struct EventIndex::Impl {
    ZoneOffsets zone{QTimeZone::systemTimeZone()};
    std::unordered_map<EventId, std::unique_ptr<EventItem>> items;
    std::vector<Entry> entries; ///< sorted by before()
    std::vector<qint64> lastDays; ///< of each block of kBlock entries, the latest day that it reaches
    QSet<CalendarId> hidden;

    void rebuild();
    void summarise(size_t fromEntry);
    std::vector<Entry>::iterator position(const EventItem &item);
    std::optional<DayRange> insert(const EventItem &event);
    std::optional<DayRange> erase(EventId id);
    template <class Visit> void visit(qint64 first, qint64 last, Visit visitor) const;
    template <class Visit> void visitAll(qint64 first, qint64 last, Visit visitor) const;
};

void EventIndex::Impl::rebuild()
{
    entries.clear();
    entries.reserve(items.size());
    for (const auto &[id, item] : items)
        entries.push_back({placeOf(*item, zone), item.get()});
    std::sort(entries.begin(), entries.end(), before);
    summarise(0);
}

void EventIndex::Impl::summarise(size_t fromEntry)
{
    lastDays.resize((entries.size() + kBlock - 1) / kBlock);
    for (size_t block = fromEntry / kBlock; block < lastDays.size(); ++block) {
        const size_t end = std::min(entries.size(), (block + 1) * kBlock);
        qint64 latest = entries[block * kBlock].lastDay;
        for (size_t i = block * kBlock + 1; i < end; ++i)
            latest = std::max(latest, entries[i].lastDay);
        lastDays[block] = latest;
    }
}

std::vector<Entry>::iterator EventIndex::Impl::position(const EventItem &item)
{
    const Entry wanted{placeOf(item, zone), &item};
    return std::lower_bound(entries.begin(), entries.end(), wanted, before);
}

/// The days on which it was or is to be seen; nothing where nothing is to be seen of the change.
std::optional<DayRange> EventIndex::Impl::insert(const EventItem &event)
{
    const auto place = placeOf(event, zone);
    auto &slot = items[event.id];
    slot = std::make_unique<EventItem>(event);
    const Entry entry{place, slot.get()};
    const auto at = entries.insert(std::lower_bound(entries.begin(), entries.end(), entry, before), entry);
    summarise(static_cast<size_t>(at - entries.begin()));
    if (hidden.contains(event.calendar))
        return std::nullopt;
    return DayRange{place.firstDay, place.lastDay};
}

std::optional<DayRange> EventIndex::Impl::erase(EventId id)
{
    const auto found = items.find(id);
    if (found == items.end())
        return std::nullopt;
    const auto at = position(*found->second);
    const DayRange days{at->firstDay, at->lastDay};
    const bool shown = !hidden.contains(found->second->calendar);
    summarise(static_cast<size_t>(entries.erase(at) - entries.begin()));
    items.erase(found);
    return shown ? std::optional(days) : std::nullopt;
}

template <class Visit> void EventIndex::Impl::visit(qint64 first, qint64 last, Visit visitor) const
{
    visitAll(first, last, [this, &visitor](const Entry &entry) {
        if (!hidden.contains(entry.item->calendar))
            visitor(entry);
    });
}

template <class Visit> void EventIndex::Impl::visitAll(qint64 first, qint64 last, Visit visitor) const
{
    const auto end = std::upper_bound(entries.begin(), entries.end(), last,
                                      [](qint64 day, const Entry &entry) { return day < entry.firstDay; });
    const size_t count = static_cast<size_t>(end - entries.begin());
    for (size_t block = 0; block * kBlock < count; ++block) {
        if (lastDays[block] < first)
            continue;
        const size_t stop = std::min(count, (block + 1) * kBlock);
        for (size_t i = block * kBlock; i < stop; ++i)
            if (entries[i].lastDay >= first)
                visitor(entries[i]);
    }
}

EventIndex::EventIndex(QObject *parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>())
{
}

EventIndex::~EventIndex() = default;

const QTimeZone &EventIndex::zone() const { return m_impl->zone.zone(); }

void EventIndex::setZone(const QTimeZone &zone)
{
    if (!zone.isValid() || zone == m_impl->zone.zone())
        return;
    m_impl->zone = ZoneOffsets(zone);
    m_impl->rebuild();
    Q_EMIT reset();
}

QList<Occurrence> EventIndex::occurrences(QDate first, QDate last) const
{
    QList<Occurrence> result;
    m_impl->visit(first.toJulianDay(), last.toJulianDay(),
                  [&result](const Entry &entry) { result.append(occurrenceOf(entry)); });
    return result;
}

QList<Occurrence> EventIndex::allOccurrences(QDate first, QDate last) const
{
    QList<Occurrence> result;
    m_impl->visitAll(first.toJulianDay(), last.toJulianDay(),
                     [&result](const Entry &entry) { result.append(occurrenceOf(entry)); });
    return result;
}

QHash<QDate, int> EventIndex::counts(QDate first, QDate last) const
{
    QHash<QDate, int> result;
    const qint64 from = first.toJulianDay();
    const qint64 to = last.toJulianDay();
    m_impl->visit(from, to, [&result, from, to](const Entry &entry) {
        for (qint64 day = std::max(from, entry.firstDay); day <= std::min(to, entry.lastDay); ++day)
            ++result[QDate::fromJulianDay(day)];
    });
    return result;
}

const EventItem *EventIndex::find(EventId id) const
{
    const auto found = m_impl->items.find(id);
    return found == m_impl->items.end() ? nullptr : found->second.get();
}

QList<const EventItem *> EventIndex::search(const QString &text, int limit) const
{
    QList<const EventItem *> result;
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return result;
    const auto holds = [&wanted](const QString &field) {
        return field.contains(wanted, Qt::CaseInsensitive);
    };
    for (auto entry = m_impl->entries.rbegin(); entry != m_impl->entries.rend() && result.size() < limit;
         ++entry)
        if (holds(entry->item->name) || holds(entry->item->location) || holds(entry->item->description))
            result.append(entry->item);
    return result;
}

qsizetype EventIndex::size() const { return static_cast<qsizetype>(m_impl->items.size()); }

void EventIndex::replaceAll(QList<EventItem> events)
{
    m_impl->items.clear();
    m_impl->items.reserve(static_cast<size_t>(events.size()));
    for (EventItem &event : events) {
        const shared::EventId id = event.id;
        if (!event.deleted)
            m_impl->items[id] = std::make_unique<EventItem>(std::move(event));
    }
    m_impl->rebuild();
    Q_EMIT reset();
}

void EventIndex::put(const EventItem &event) { apply({event}, {}); }

void EventIndex::remove(EventId id) { apply({}, {id}); }

void EventIndex::apply(const QList<EventItem> &puts, const QList<EventId> &removed)
{
    QList<DayRange> ranges;
    const auto note = [&ranges](const std::optional<DayRange> &days) {
        if (days)
            ranges.append(*days);
    };
    // Beyond some dozens a rebuild is cheaper than as many insertions into a sorted table.
    const bool many = puts.size() + removed.size() > kMaxDayRanges * 4;
    if (many) {
        for (const EventId id : removed)
            m_impl->items.erase(id);
        for (const EventItem &event : puts) {
            if (event.deleted)
                m_impl->items.erase(event.id);
            else
                m_impl->items[event.id] = std::make_unique<EventItem>(event);
        }
        m_impl->rebuild();
        Q_EMIT reset();
        return;
    }
    for (const EventId id : removed)
        note(m_impl->erase(id));
    for (const EventItem &event : puts) {
        note(m_impl->erase(event.id));
        if (!event.deleted)
            note(m_impl->insert(event));
    }
    const QList<DayRange> days = merged(ranges);
    if (days.size() > kMaxDayRanges) {
        Q_EMIT reset();
        return;
    }
    for (const DayRange &range : days)
        Q_EMIT daysChanged(QDate::fromJulianDay(range.first), QDate::fromJulianDay(range.last));
}

void EventIndex::removeCalendar(CalendarId calendar)
{
    const auto count = std::erase_if(
        m_impl->items, [calendar](const auto &slot) { return slot.second->calendar == calendar; });
    if (count == 0)
        return;
    m_impl->rebuild();
    Q_EMIT reset();
}

void EventIndex::setHidden(const QSet<CalendarId> &calendars)
{
    if (m_impl->hidden == calendars)
        return;
    m_impl->hidden = calendars;
    Q_EMIT reset();
}

}
