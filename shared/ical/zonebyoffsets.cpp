#include "shared/ical/zonebyoffsets.h"

#include "shared/ical/libicalvalues.h"
#include "shared/recurrence/recurrenceexpander.h"

#include <QHash>
#include <QMutex>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxKnown = 200;
constexpr qsizetype kMaxObservances = 200;
constexpr int kMaxOnsets = 500;

/// A change of the clocks.
struct Onset {
    qint64 utcMs = 0;
    int from = 0; ///< seconds from UTC
    int to = 0;
};

QDateTime windowStart() { return QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC); }
QDateTime windowEnd() { return QDateTime(QDate(2036, 1, 1), QTime(0, 0), Qt::UTC); }

/// "+0100" or "-013000" in seconds.
std::optional<int> readOffset(const ContentLine *line)
{
    const QString value = line ? line->value.trimmed() : QString();
    bool ok = false;
    const int digits = value.mid(1).leftJustified(6, u'0').toInt(&ok);
    if (!ok || value.size() < 5 || value.size() > 7 || (value.at(0) != u'+' && value.at(0) != u'-'))
        return std::nullopt;
    const int seconds = digits / 10'000 * 3600 + digits / 100 % 100 * 60 + digits % 100;
    return value.at(0) == u'-' ? -seconds : seconds;
}

/// STANDARD or DAYLIGHT: an offset and from when it holds.
struct Observance {
    Series series; ///< its wall times as if they were UTC
    int from = 0;
    int to = 0;
    bool standard = false;
};

std::optional<Observance> readObservance(const RawComponent &component)
{
    const ContentLine *start = component.find("DTSTART"_L1);
    const auto wall = start ? libical::readTime(start->value.trimmed()) : std::nullopt;
    const auto from = readOffset(component.find("TZOFFSETFROM"_L1));
    const auto to = readOffset(component.find("TZOFFSETTO"_L1));
    if (!wall || wall->dateOnly || !from || !to)
        return std::nullopt;
    Observance observance;
    observance.series.start = wallTime(wall->wall.date(), wall->wall.time());
    observance.from = *from;
    observance.to = *to;
    observance.standard = component.name == "STANDARD"_L1;
    QString rules;
    for (const ContentLine &line : component.all({"RRULE"_L1, "RDATE"_L1}))
        rules += line.name + u':' + line.value.trimmed() + u'\n';
    const auto set = parseRecurrenceSet(rules);
    if (!set)
        return std::nullopt;
    observance.series.set = *set;
    return observance;
}

/// What a VTIMEZONE says about the years that count.
struct Definition {
    QList<Onset> onsets; ///< in order
    int offset = 0; ///< at the beginning
    int standard = 0;
    bool summer = false;
    bool understood = false;
};

void appendOnsets(QList<Onset> &onsets, const Observance &observance)
{
    const auto found =
        RecurrenceExpander(observance.series)
            .between({windowStart().toMSecsSinceEpoch(), windowEnd().toMSecsSinceEpoch(), kMaxOnsets, {}});
    if (!found)
        return;
    for (const RecurrenceInstance &instance : found->instances)
        onsets.append({instance.startMs - observance.from * 1000LL, observance.from, observance.to});
}

Definition readDefinition(const RawComponent &component)
{
    Definition definition;
    const Observance *newest = nullptr;
    QList<Observance> observances;
    for (const RawComponent &child : component.children) {
        const auto observance = readObservance(child);
        if (!observance || observances.size() == kMaxObservances)
            return definition;
        observances.append(*observance);
    }
    for (const Observance &observance : std::as_const(observances)) {
        appendOnsets(definition.onsets, observance);
        definition.summer = definition.summer || (!observance.standard && observance.from != observance.to);
        if (observance.standard)
            definition.standard = observance.to;
        if (!newest || newest->series.start < observance.series.start)
            newest = &observance;
    }
    std::sort(definition.onsets.begin(), definition.onsets.end(),
              [](const Onset &a, const Onset &b) { return a.utcMs < b.utcMs; });
    definition.onsets.removeIf([](const Onset &onset) { return onset.from == onset.to; });
    definition.understood = newest != nullptr;
    if (newest)
        definition.offset = definition.onsets.isEmpty() ? newest->to : definition.onsets.first().from;
    return definition;
}

int offsetAt(const QTimeZone &zone, qint64 utcMs)
{
    return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC));
}

bool does(const QTimeZone &zone, const Definition &definition)
{
    if (!zone.isValid() || zone.offsetFromUtc(windowStart()) != definition.offset)
        return false;
    for (const Onset &onset : definition.onsets)
        if (offsetAt(zone, onset.utcMs - 1000) != onset.from || offsetAt(zone, onset.utcMs) != onset.to)
            return false;
    qsizetype changes = 0;
    int before = definition.offset;
    for (const auto &change : zone.transitions(windowStart(), windowEnd())) {
        changes += change.offsetFromUtc != before ? 1 : 0;
        before = change.offsetFromUtc;
    }
    return changes == definition.onsets.size();
}

QList<QByteArray> candidates(const Definition &definition, const QTimeZone &preferred)
{
    QList<QByteArray> ids{preferred.id(),     "Europe/Berlin",    "Europe/London",  "Europe/Athens",
                          "America/New_York", "America/Chicago",  "America/Denver", "America/Los_Angeles",
                          "Asia/Tokyo",       "Australia/Sydney", "Asia/Shanghai",  "Asia/Kolkata"};
    return ids + QTimeZone::availableTimeZoneIds(definition.standard);
}

ZoneByOffsets search(const RawComponent &component, const QTimeZone &preferred)
{
    const Definition definition = readDefinition(component);
    if (!definition.understood)
        return {preferred, false};
    const QList<QByteArray> ids = candidates(definition, preferred);
    for (const QByteArray &id : ids)
        if (const QTimeZone zone(id); does(zone, definition))
            return {zone, true};
    for (const QByteArray &id : ids) {
        const QTimeZone zone(id);
        if (zone.isValid() && zone.standardTimeOffset(windowStart()) == definition.standard
            && zone.isDaylightTime(windowStart().addMonths(6)) == definition.summer)
            return {zone, false};
    }
    return {preferred, false};
}
}

ZoneByOffsets zoneByOffsets(const RawComponent &definition, const QTimeZone &preferred)
{
    // A search takes a tenth of a second, and every event of a calendar asks for the same zone.
    static QMutex mutex;
    static QHash<QString, ZoneByOffsets> known;
    const QString key = QString::fromUtf8(preferred.id()) + u'\n' + definition.toText();
    {
        const QMutexLocker lock(&mutex);
        if (const auto found = known.constFind(key); found != known.cend())
            return *found;
    }
    const ZoneByOffsets found = search(definition, preferred);
    const QMutexLocker lock(&mutex);
    if (known.size() >= kMaxKnown)
        known.clear();
    known.insert(key, found);
    return found;
}

}
