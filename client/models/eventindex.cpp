#include "client/models/eventindex.h"

#include "client/models/eventplace.h"
#include "client/models/recurringevents.h"
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

/// An instance that was called off vanishes; an event that was stays to be seen, struck through.
bool isShown(const EventItem &item)
{
    return !item.isInstance() || item.status != shared::EventStatus::Cancelled;
}

/// Hidden calendars are not shown, but they do remind.
enum class Which { Visible, All };

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
    std::vector<IndexEntry> entries; ///< of what happens once and of changed instances, sorted by before()
    std::vector<qint64> lastDays; ///< of each block of kBlock entries, the latest day that it reaches
    QSet<CalendarId> hidden;
    RecurringEvents recurring{zone};
    QHash<QUuid, QSet<EventId>> instances; ///< the changed ones, by their series

    void rebuild();
    void add(const EventItem &item);
    void summarise(size_t fromEntry);
    std::vector<IndexEntry>::iterator position(const EventItem &item);
    std::optional<DayRange> insert(const EventItem &event);
    std::optional<DayRange> erase(EventId id);
    std::optional<DayRange> daysOf(const EventItem &item);
    bool isVisible(const EventItem &item, Which which) const;
    template <class Visit> void visit(qint64 first, qint64 last, Which which, Visit visitor);
    QList<Occurrence> occurrences(QDate first, QDate last, Which which);
};

void EventIndex::Impl::rebuild()
{
    entries.clear();
    entries.reserve(items.size());
    instances.clear();
    recurring.clear();
    for (const auto &[id, item] : items)
        add(*item);
    std::sort(entries.begin(), entries.end(), before);
    summarise(0);
}

/// Without order: the entries are sorted afterwards.
void EventIndex::Impl::add(const EventItem &item)
{
    if (item.isSeries())
        return recurring.put(item);
    if (item.isInstance()) {
        instances[item.series.value].insert(item.id);
        recurring.putChanged(item.series, item.originalStart.wall, item.id);
    }
    if (isShown(item))
        entries.push_back({placeOf(item, zone), &item, item.id});
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

std::vector<IndexEntry>::iterator EventIndex::Impl::position(const EventItem &item)
{
    const IndexEntry wanted{placeOf(item, zone), &item, item.id};
    return std::lower_bound(entries.begin(), entries.end(), wanted, before);
}

/// The days on which it was or is to be seen; nothing where nothing is to be seen of the change.
std::optional<DayRange> EventIndex::Impl::insert(const EventItem &event)
{
    auto &slot = items[event.id];
    slot = std::make_unique<EventItem>(event);
    add(*slot);
    if (isShown(*slot) && !slot->isSeries()) {
        const IndexEntry entry = entries.back();
        entries.pop_back();
        const auto at =
            entries.insert(std::lower_bound(entries.begin(), entries.end(), entry, before), entry);
        summarise(static_cast<size_t>(at - entries.begin()));
    }
    return daysOf(*slot);
}

std::optional<DayRange> EventIndex::Impl::erase(EventId id)
{
    const auto found = items.find(id);
    if (found == items.end())
        return std::nullopt;
    const EventItem &item = *found->second;
    const auto days = daysOf(item);
    if (item.isInstance()) {
        recurring.removeChanged(item.series, item.originalStart.wall);
        instances[item.series.value].remove(id);
    }
    if (item.isSeries())
        recurring.remove(id);
    else if (isShown(item))
        summarise(static_cast<size_t>(entries.erase(position(item)) - entries.begin()));
    items.erase(found);
    return days;
}

std::optional<DayRange> EventIndex::Impl::daysOf(const EventItem &item)
{
    if (hidden.contains(item.calendar))
        return std::nullopt;
    if (item.isSeries()) {
        const auto [first, last] = recurring.days(item.id);
        return DayRange{first, last};
    }
    const EventPlace place = placeOf(item, zone);
    DayRange days{place.firstDay, place.lastDay};
    if (item.isInstance()) {
        // Where the series had it, it comes or goes.
        const qint64 day = zone.julianDay(item.originalStart.utcMs);
        days = {std::min(days.first, day - 1), std::max(days.last, day + 1)};
    }
    return days;
}

/// A series that was cut down to its first occurrence is no series any more; a change of that one still takes
/// its place.
bool EventIndex::Impl::isVisible(const EventItem &item, Which which) const
{
    return (which == Which::All || !hidden.contains(item.calendar))
        && (item.isInstance() || !recurring.isChanged(item.id, item.start.wall));
}

template <class Visit> void EventIndex::Impl::visit(qint64 first, qint64 last, Which which, Visit visitor)
{
    const auto end =
        std::upper_bound(entries.begin(), entries.end(), last,
                         [](qint64 day, const IndexEntry &entry) { return day < entry.firstDay; });
    const size_t count = static_cast<size_t>(end - entries.begin());
    for (size_t block = 0; block * kBlock < count; ++block) {
        if (lastDays[block] < first)
            continue;
        const size_t stop = std::min(count, (block + 1) * kBlock);
        for (size_t i = block * kBlock; i < stop; ++i)
            if (entries[i].lastDay >= first && isVisible(*entries[i].item, which))
                visitor(entries[i]);
    }
    recurring.visit(first, last, [&](const IndexEntry &entry) {
        if (which == Which::All || !hidden.contains(entry.item->calendar))
            visitor(entry);
    });
}

QList<Occurrence> EventIndex::Impl::occurrences(QDate first, QDate last, Which which)
{
    std::vector<IndexEntry> found;
    visit(first.toJulianDay(), last.toJulianDay(), which,
          [&found](const IndexEntry &entry) { found.push_back(entry); });
    std::sort(found.begin(), found.end(), before);
    QList<Occurrence> result;
    result.reserve(static_cast<qsizetype>(found.size()));
    for (const IndexEntry &entry : found)
        result.append({entry.item, entry.id, entry.startMs, entry.endMs, QDate::fromJulianDay(entry.firstDay),
                       QDate::fromJulianDay(entry.lastDay)});
    return result;
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
    return m_impl->occurrences(first, last, Which::Visible);
}

QList<Occurrence> EventIndex::allOccurrences(QDate first, QDate last) const
{
    return m_impl->occurrences(first, last, Which::All);
}

QHash<QDate, int> EventIndex::counts(QDate first, QDate last) const
{
    QHash<QDate, int> result;
    const qint64 from = first.toJulianDay();
    const qint64 to = last.toJulianDay();
    m_impl->visit(from, to, Which::Visible, [&result, from, to](const IndexEntry &entry) {
        for (qint64 day = std::max(from, entry.firstDay); day <= std::min(to, entry.lastDay); ++day)
            ++result[QDate::fromJulianDay(day)];
    });
    return result;
}

const EventItem *EventIndex::stored(EventId id) const
{
    const auto found = m_impl->items.find(id);
    return found == m_impl->items.end() ? nullptr : found->second.get();
}

const EventItem *EventIndex::find(EventId id) const
{
    if (const EventItem *item = stored(id))
        return item;
    const auto changed = m_impl->items.find(m_impl->recurring.changedFor(id));
    return changed != m_impl->items.end() ? changed->second.get() : m_impl->recurring.find(id);
}

EventId EventIndex::nextOf(EventId event, qint64 fromMs) const
{
    const auto next = m_impl->recurring.next(event, fromMs);
    return next ? next->id : event;
}

QList<const EventItem *> EventIndex::instancesOf(EventId series) const
{
    QList<const EventItem *> result;
    const auto ids = m_impl->instances.value(series.value);
    for (const EventId id : ids)
        result.append(m_impl->items.at(id).get());
    return result;
}

QList<const EventItem *> EventIndex::search(const QString &text, int limit, qint64 nowMs) const
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return {};
    const auto holds = [&wanted](const EventItem &item) {
        const auto contains = [&wanted](const QString &field) {
            return field.contains(wanted, Qt::CaseInsensitive);
        };
        return contains(item.name) || contains(item.location) || contains(item.description);
    };
    std::vector<IndexEntry> found;
    for (auto entry = m_impl->entries.rbegin(); entry != m_impl->entries.rend(); ++entry) {
        if (found.size() == static_cast<size_t>(limit))
            break;
        if (holds(*entry->item))
            found.push_back(*entry);
    }
    for (const auto &[id, item] : m_impl->items)
        if (item->isSeries() && holds(*item))
            if (const auto next = m_impl->recurring.next(id, nowMs))
                found.push_back(*next);
    std::sort(found.begin(), found.end(),
              [](const IndexEntry &a, const IndexEntry &b) { return before(b, a); });
    QList<const EventItem *> result;
    for (const IndexEntry &entry : found)
        if (result.size() < limit)
            result.append(find(entry.id));
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
