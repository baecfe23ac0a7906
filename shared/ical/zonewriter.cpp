#include "shared/ical/zonewriter.h"

#include <QDateTime>
#include <QMap>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2037;
constexpr int kRuleYears = 8; ///< a rule must have held for so long

/// A change of the clocks.
struct Onset {
    QDateTime wall; ///< by the clock before
    int from = 0; ///< seconds from UTC
    int to = 0;
    bool summer = false;
    QString name;

    int year() const { return wall.date().year(); }
    bool sameChange(const Onset &other) const
    {
        return from == other.from && to == other.to && summer == other.summer && name == other.name
            && wall.time() == other.wall.time() && wall.date().month() == other.wall.date().month()
            && wall.date().dayOfWeek() == other.wall.date().dayOfWeek();
    }
};

QString offsetText(int seconds)
{
    const int positive = std::abs(seconds);
    QString text = u"%1%2%3"_s.arg(seconds < 0 ? u'-' : u'+')
                       .arg(positive / 3600, 2, 10, QChar(u'0'))
                       .arg(positive / 60 % 60, 2, 10, QChar(u'0'));
    if (positive % 60 != 0)
        text += u"%1"_s.arg(positive % 60, 2, 10, QChar(u'0'));
    return text;
}

QString wallText(const QDateTime &wall) { return wall.toString(u"yyyyMMdd'T'HHmmss"_s); }

QDateTime yearStart(int year) { return QDateTime(QDate(year, 1, 1), QTime(0, 0), Qt::UTC); }

QList<Onset> onsets(const QTimeZone &zone, int fromYear)
{
    QList<Onset> found;
    int before = zone.offsetFromUtc(yearStart(fromYear));
    for (const auto &change : zone.transitions(yearStart(fromYear), yearStart(kLastYear + 1))) {
        const QDateTime wall = change.atUtc.addSecs(before);
        found.append({QDateTime(wall.date(), wall.time(), Qt::UTC), before, change.offsetFromUtc,
                      change.daylightTimeOffset != 0, change.abbreviation});
        before = change.offsetFromUtc;
    }
    return found;
}

/// How "the last Sunday in March" is said of these days; empty where nothing says it.
QString dayRule(const QList<Onset> &same)
{
    static const QStringList kDays{u"MO"_s, u"TU"_s, u"WE"_s, u"TH"_s, u"FR"_s, u"SA"_s, u"SU"_s};
    const QString day = kDays.at(same.first().wall.date().dayOfWeek() - 1);
    const auto all = [&same](const auto &holds) { return std::all_of(same.begin(), same.end(), holds); };
    if (all([](const Onset &o) { return o.wall.date().day() + 7 > o.wall.date().daysInMonth(); }))
        return u"BYDAY=-1"_s + day;
    const int nth = (same.first().wall.date().day() - 1) / 7;
    if (all([nth](const Onset &o) { return (o.wall.date().day() - 1) / 7 == nth; }))
        return u"BYDAY=%1%2"_s.arg(nth + 1).arg(day);
    const auto [least, most] =
        std::minmax_element(same.begin(), same.end(), [](const Onset &a, const Onset &b) {
            return a.wall.date().day() < b.wall.date().day();
        });
    if (most->wall.date().day() - least->wall.date().day() > 6)
        return {};
    QStringList days;
    for (int i = 0; i < 7; ++i)
        days.append(QString::number(least->wall.date().day() + i));
    return u"BYDAY=%1;BYMONTHDAY=%2"_s.arg(day, days.join(u','));
}

/// The newest changes of one kind, one in each year to the last, as a rule that goes on.
QList<Onset> ruled(const QList<Onset> &all, const Onset &newest)
{
    QList<Onset> same;
    int year = newest.year();
    for (auto onset = all.rbegin(); onset != all.rend(); ++onset) {
        if (onset->year() > year || !onset->sameChange(newest))
            continue;
        if (onset->year() != year)
            break;
        same.prepend(*onset);
        --year;
        if (dayRule(same).isEmpty()) {
            same.removeFirst();
            break;
        }
    }
    return newest.year() == kLastYear && same.size() >= kRuleYears ? same : QList<Onset>();
}

void append(QStringList &lines, const Onset &onset, const QStringList &recurrence)
{
    const QString kind = onset.summer ? u"DAYLIGHT"_s : u"STANDARD"_s;
    lines << u"BEGIN:"_s + kind << u"DTSTART:"_s + wallText(onset.wall)
          << u"TZOFFSETFROM:"_s + offsetText(onset.from) << u"TZOFFSETTO:"_s + offsetText(onset.to);
    if (!onset.name.isEmpty())
        lines << u"TZNAME:"_s + onset.name;
    lines << recurrence << u"END:"_s + kind;
}

/// Changes between the same two offsets are one observance with a list of dates.
void appendListed(QStringList &lines, const QList<Onset> &listed)
{
    QMap<QString, QList<Onset>> kinds;
    for (const Onset &onset : listed)
        kinds[u"%1 %2 %3 %4"_s.arg(onset.from).arg(onset.to).arg(int(onset.summer)).arg(onset.name)].append(
            onset);
    for (const QList<Onset> &same : kinds) {
        QStringList dates;
        for (qsizetype i = 1; i < same.size(); ++i)
            dates.append(u"RDATE:"_s + wallText(same.at(i).wall));
        append(lines, same.first(), dates);
    }
}
}

QStringList timeZoneLines(const QTimeZone &zone, int fromYear)
{
    const int first = std::clamp(fromYear - 1, kFirstYear, kLastYear - kRuleYears);
    const QDateTime begin = yearStart(first);
    const int offset = zone.offsetFromUtc(begin);
    QList<Onset> changes = onsets(zone, first);
    QStringList lines{u"BEGIN:VTIMEZONE"_s, u"TZID:"_s + QString::fromUtf8(zone.id())};
    append(lines,
           {QDateTime(begin.date(), begin.time(), Qt::UTC), offset, offset, zone.isDaylightTime(begin),
            zone.abbreviation(begin)},
           {});
    QList<QList<Onset>> rules;
    for (qsizetype back = 1; back <= 2 && back <= changes.size(); ++back)
        if (const QList<Onset> same = ruled(changes, changes.at(changes.size() - back)); !same.isEmpty())
            rules.append(same);
    for (const QList<Onset> &rule : rules) {
        changes.removeIf([&rule](const Onset &onset) {
            return onset.sameChange(rule.first()) && onset.year() >= rule.first().year();
        });
        append(
            lines, rule.first(),
            {u"RRULE:FREQ=YEARLY;BYMONTH=%1;%2"_s.arg(rule.first().wall.date().month()).arg(dayRule(rule))});
    }
    appendListed(lines, changes);
    lines.append(u"END:VTIMEZONE"_s);
    return lines;
}

}
