#include "shared/ical/eventfields.h"

#include "shared/recurrence/recurrenceset.h"

namespace hearth::shared::eventfields {

using namespace Qt::StringLiterals;

namespace {
Error invalid(const QString &message)
{
    return Error{ErrorCode::InvalidArgument, message, u"invalid_recurrence"_s};
}

/// A date of RDATE or EXDATE on the clock of the start's zone.
std::optional<WallTime> wallOf(const ContentLine &line, const QString &value, const ICalTime &start,
                               const TimeContext &context)
{
    const auto read = readICalTime(line, value.section(u'/', 0, 0), context);
    if (!read)
        return std::nullopt;
    if (start.dateOnly || read->dateOnly)
        return parseWallTime(read->time.wall.left(10));
    if (read->floating || read->time.zone == start.time.zone)
        return parseWallTime(read->time.wall);
    return parseWallTime(fromUtc(read->time.utcMs, zoneOf(start, context)).wall);
}

Outcome takeDates(const ContentLine &line, const ICalTime &start, const TimeContext &context,
                  RecurrenceSet &set)
{
    auto &dates = line.name == "RDATE"_L1 ? set.rdates : set.exdates;
    for (const QString &value : line.value.split(u',', Qt::SkipEmptyParts)) {
        const auto wall = wallOf(line, value, start, context);
        if (!wall)
            return invalid(u"%1 has something that is not a date or time."_s.arg(line.name));
        if (dates.size() >= kMaxRecurrenceDates)
            return invalid(u"There are more than %1 dates in %2."_s.arg(kMaxRecurrenceDates).arg(line.name));
        dates.append(*wall);
    }
    return Done{};
}

Outcome takeLine(const ContentLine &line, const ICalTime &start, const TimeContext &context,
                 RecurrenceSet &set)
{
    if (line.name != "RRULE"_L1)
        return takeDates(line, start, context, set);
    const auto rule = parseRule(line.value.trimmed());
    if (!rule)
        return rule.error();
    if (set.rules.size() == kMaxRules)
        return invalid(u"There are more than %1 recurrence rules."_s.arg(kMaxRules));
    set.rules.append(*rule);
    return Done{};
}

/// The rule as RFC 5545 wants it: UNTIL in UTC where the start has a zone, and a date where it is one.
Rule written(Rule rule, const ICalTime &start)
{
    if (!rule.until)
        return rule;
    WallTime &at = rule.until->at;
    if (start.dateOnly) {
        at = wallTime(at.date());
        rule.until->utc = false;
    } else if (!rule.until->utc) {
        const QTime time = at.dateOnly ? QTime(23, 59, 59) : at.time();
        const QDateTime wall(at.date(), time, Qt::UTC);
        const QTimeZone zone(start.time.zone.toUtf8());
        const QDateTime until =
            start.floating ? wall : QDateTime::fromMSecsSinceEpoch(fromWall(wall, zone).utcMs, Qt::UTC);
        at = wallTime(until.date(), until.time());
        rule.until->utc = !start.floating;
    }
    return rule;
}

void appendDates(QStringList &lines, QLatin1StringView name, const QList<WallTime> &dates,
                 const ICalTime &start)
{
    for (const bool dateOnly : {true, false}) {
        QStringList values;
        ICalTime form = start;
        form.dateOnly = dateOnly;
        for (const WallTime &date : dates) {
            if (date.dateOnly != dateOnly)
                continue;
            form.time.wall = date.toIso();
            values.append(basicTime(form));
        }
        if (!values.isEmpty())
            lines.append(name + timeForm(form) + values.join(u','));
    }
}
}

Result<QString> readRecurrence(const Lines &lines, const ICalTime &start, const TimeContext &context)
{
    RecurrenceSet set;
    for (const ContentLine &line : lines)
        if (const Outcome taken = takeLine(line, start, context, set); !taken)
            return taken.error();
    // Once more through the text: it sorts and takes out doubles.
    const auto canonical = parseRecurrenceSet(toText(set));
    if (!canonical)
        return canonical.error();
    QString text = toText(*canonical);
    if (text.endsWith(u'\n'))
        text.chop(1);
    if (text.size() > kMaxRecurrence)
        return invalid(u"The rules of the recurrence are too long."_s);
    return text;
}

QStringList writeRecurrence(const QString &recurrence, const ICalTime &start)
{
    const auto set = parseRecurrenceSet(recurrence);
    QStringList lines;
    if (!set)
        return lines;
    for (const Rule &rule : set->rules)
        lines.append(plainLine("RRULE"_L1, toText(written(rule, start))));
    appendDates(lines, "RDATE"_L1, set->rdates, start);
    appendDates(lines, "EXDATE"_L1, set->exdates, start);
    return lines;
}

}
