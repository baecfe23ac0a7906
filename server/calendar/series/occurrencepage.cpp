#include "server/calendar/series/occurrencepage.h"

#include "server/proto/convert.h"
#include "shared/recurrence/recurrenceexpander.h"
#include "shared/recurrence/seriestimes.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::WallTime;

bool EventPlace::isAfter(const EventPlace &other) const
{
    if (startMs != other.startMs)
        return startMs > other.startMs;
    if (id != other.id)
        return other.id < id;
    return occurrence > other.occurrence;
}

OccurrencePage::OccurrencePage(const Window &window)
    : m_window(window)
{
}

void OccurrencePage::add(const Event &event)
{
    m_events.push_back(toProto(event));
    append({event.start.utcMs, event.id.value, {}}, qsizetype(m_events.size()) - 1, event.end.utcMs);
}

void OccurrencePage::addSeries(const Event &master, const QTimeZone &calendarZone,
                               const QSet<QString> &changed)
{
    auto series = seriesIn(master, calendarZone);
    const auto expansion = series ? expand(*series, changed.size()) : series.error();
    if (!expansion) {
        m_unexpanded.append(master.id.value);
        return add(master);
    }
    if (expansion->instances.isEmpty())
        return;
    const qint64 lengthMs = master.end.utcMs - master.start.utcMs;
    m_events.push_back(toProto(master));
    for (const shared::RecurrenceInstance &each : expansion->instances) {
        const QString wall = each.id.toIso();
        if (!changed.contains(wall))
            append({each.startMs, master.id.value, wall}, qsizetype(m_events.size()) - 1,
                   each.startMs + lengthMs);
    }
}

shared::Result<shared::Expansion> OccurrencePage::expand(shared::Series &series, qsizetype hidden)
{
    if (m_stepsLeft <= 0)
        return shared::Error{shared::ErrorCode::InvalidArgument, QString(), u"too_dense"_s};
    qint64 fromMs = m_window.fromMs;
    if (m_window.after.startMs > fromMs - series.durationMs) {
        // What begins from here on reaches into the window; what begins earlier was on an earlier page.
        series.durationMs = 0;
        fromMs = m_window.after.startMs;
    }
    if (fromMs >= m_window.toMs)
        return shared::Expansion{};
    const shared::RecurrenceExpander expander(series, sharedClock(series.zone));
    auto expansion =
        expander.between({fromMs, m_window.toMs, m_window.limit + int(hidden) + 3, std::nullopt});
    m_stepsLeft -= expansion ? expansion->steps : shared::RecurrenceExpander::kMaxSteps;
    return expansion;
}

void OccurrencePage::append(const EventPlace &place, qsizetype event, qint64 endMs)
{
    if (!place.isAfter(m_window.after) || place.startMs >= m_window.toMs)
        return;
    m_entries.push_back({place, event, endMs});
    if (qsizetype(m_entries.size()) > 4 * qsizetype(m_window.limit) + 100)
        trim();
}

// What can't be on this page any more is not looked for either.
void OccurrencePage::trim()
{
    const auto kept = m_entries.begin() + m_window.limit + 1;
    std::nth_element(m_entries.begin(), kept, m_entries.end(),
                     [](const Entry &a, const Entry &b) { return b.place.isAfter(a.place); });
    m_window.toMs = std::min(m_window.toMs, kept->place.startMs + 1);
    m_entries.erase(kept + 1, m_entries.end());
}

bool OccurrencePage::writeTo(pb::EventsResponse &response)
{
    std::sort(m_entries.begin(), m_entries.end(),
              [](const Entry &a, const Entry &b) { return b.place.isAfter(a.place); });
    const size_t count = std::min(m_entries.size(), size_t(m_window.limit));
    for (size_t i = 0; i < count; ++i)
        *response.add_events() = eventOf(m_entries[i]);
    for (const QUuid &id : std::as_const(m_unexpanded))
        response.add_unexpanded(uuidBytes(id));
    if (count > 0)
        m_last = m_entries[count - 1].place;
    return m_entries.size() > count;
}

pb::Event OccurrencePage::eventOf(const Entry &entry) const
{
    pb::Event event = m_events[size_t(entry.event)];
    if (entry.place.occurrence.isEmpty())
        return event;
    const std::string wall = utf8(entry.place.occurrence);
    pb::ZonedTime *start = event.mutable_draft()->mutable_start();
    pb::ZonedTime *original = event.mutable_original_start();
    original->set_utc_ms(entry.place.startMs);
    original->set_wall(wall);
    original->set_zone(start->zone());
    event.mutable_draft()->mutable_end()->set_wall(endWall(entry));
    event.mutable_draft()->mutable_end()->set_utc_ms(entry.endMs);
    start->set_utc_ms(entry.place.startMs);
    start->set_wall(wall);
    return event;
}

std::string OccurrencePage::endWall(const Entry &entry) const
{
    const pb::EventDraft &draft = m_events[size_t(entry.event)].draft();
    if (draft.all_day())
        return utf8(WallTime{entry.endMs / 1000, true}.toIso());
    if (!draft.floating())
        return utf8(WallTime{clockOf(fromUtf8(draft.end().zone())).toWall(entry.endMs), false}.toIso());
    const auto start = shared::parseWallTime(fromUtf8(draft.start().wall()));
    const auto end = shared::parseWallTime(fromUtf8(draft.end().wall()));
    const auto own = shared::parseWallTime(entry.place.occurrence);
    if (!start || !end || !own)
        return draft.end().wall();
    return utf8(WallTime{own->seconds + end->seconds - start->seconds, false}.toIso());
}

shared::WallClock &OccurrencePage::clockOf(const QString &zone) const
{
    return *sharedClock(QTimeZone(zone.toUtf8()));
}

std::shared_ptr<shared::WallClock> OccurrencePage::sharedClock(const QTimeZone &zone) const
{
    auto &clock = m_clocks[zone.id()];
    if (!clock)
        clock = std::make_shared<shared::WallClock>(zone);
    return clock;
}

}
