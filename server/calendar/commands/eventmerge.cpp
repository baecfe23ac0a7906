#include "server/calendar/commands/eventmerge.h"

#include "server/calendar/errors.h"
#include "shared/protocol/eventjson.h"

#include <QJsonArray>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EditScope;
using shared::EventDraft;

namespace {
const QStringList kTimes{u"event_start"_s, u"event_end"_s, u"all_day"_s, u"floating"_s, u"recurrence"_s};
/// Where one of these has changed, all the times mean something else.
const QStringList kKinds{u"all_day"_s, u"floating"_s, u"recurrence"_s};

bool hasAny(const QSet<QString> &fields, const QStringList &names)
{
    return std::any_of(names.begin(), names.end(),
                       [&](const QString &name) { return fields.contains(name); });
}

void groupTimes(QSet<QString> &fields)
{
    if (hasAny(fields, kTimes))
        fields.unite(QSet<QString>(kTimes.begin(), kTimes.end()));
}

/// What to show of a conflict: floating and recurrence only where either side has touched them.
QStringList shownOf(QSet<QString> meeting, const QSet<QString> &touched)
{
    meeting.removeIf([&](const QString &field) {
        return (field == "floating"_L1 || field == "recurrence"_L1) && !touched.contains(field);
    });
    return meeting.values();
}

/// The fields that a patch means to change, whatever is there now.
QSet<QString> namedFields(const QJsonObject &patch)
{
    const QStringList keys = patch.keys();
    QSet<QString> fields(keys.begin(), keys.end());
    if (fields.remove(u"time_zone"_s))
        fields.unite({u"event_start"_s, u"event_end"_s});
    if (fields.remove(u"end_time_zone"_s) || fields.remove(u"end_local"_s))
        fields.insert(u"event_end"_s);
    if (fields.remove(u"start_local"_s))
        fields.insert(u"event_start"_s);
    return fields;
}
}

EventMerge::EventMerge(ChangeLog log, shared::Event current, qint64 baseVersion, QTimeZone zone,
                       EditScope scope)
    : m_log(log)
    , m_current(std::move(current))
    , m_baseVersion(baseVersion)
    , m_zone(std::move(zone))
    , m_scope(scope)
{
}

shared::Result<EventDraft> EventMerge::apply(const QJsonObject &patch)
{
    auto patched = shared::patchDraft(m_current, patch, m_zone);
    if (m_baseVersion == 0 || m_baseVersion >= m_current.version)
        return patched;
    const auto since = changedSince();
    QSet<QString> others = since.value_or(QSet<QString>());
    const bool divided = others.remove(kSeriesDivided) && m_scope != EditScope::This;
    if (!patched) {
        // Right for what its author saw, it may be, and wrong only beside what others did to the times.
        QSet<QString> named = namedFields(patch);
        const QSet<QString> touched = named + others;
        groupTimes(others);
        if (since && hasAny(*since, kKinds))
            groupTimes(named);
        const QSet<QString> meeting = named & others;
        return meeting.isEmpty() ? patched : conflictIn(shownOf(meeting, touched), patch);
    }
    const QStringList changes = shared::changedFields(m_current, *patched);
    QSet<QString> mine(changes.begin(), changes.end());
    if (mine.isEmpty())
        return patched;
    shared::Event wanted = m_current;
    static_cast<EventDraft &>(wanted) = *patched;
    if (!since || divided)
        return conflictIn(changes, shared::toJson(wanted));
    const QSet<QString> touched = mine + others;
    if (hasAny(mine, kKinds) || hasAny(others, kKinds)) {
        groupTimes(mine);
        groupTimes(others);
    }
    const QSet<QString> meeting = mine & others;
    return meeting.isEmpty() ? patched : conflictIn(shownOf(meeting, touched), shared::toJson(wanted));
}

// An instance was the series' until it was made: then what has changed in that counts, too.
std::optional<QSet<QString>> EventMerge::changedSince()
{
    auto since = m_log.fieldsSince(m_current.calendar, m_current.id.value, m_baseVersion);
    if (!since || !since->remove(kInstanceMade))
        return since;
    if (const auto ofSeries = m_log.fieldsSince(m_current.calendar, m_current.series.value, m_baseVersion))
        since->unite(*ofSeries);
    return since;
}

shared::Error EventMerge::conflictIn(const QStringList &fields, const QJsonObject &wanted) const
{
    QStringList sorted = fields;
    sorted.sort();
    QJsonObject yours;
    for (const QString &field : std::as_const(sorted)) {
        const QJsonValue value = wanted.value(field);
        yours.insert(field, value.isUndefined() ? QJsonValue() : value);
    }
    return preconditionFailed(u"Somebody else has changed the same things of this event meanwhile."_s,
                              u"conflict"_s,
                              {{u"event"_s, shared::toJson(m_current)},
                               {u"conflicting"_s, QJsonArray::fromStringList(sorted)},
                               {u"yours"_s, yours}});
}

}
