#include "shared/recurrence/rule.h"

#include "shared/recurrence/ruleparts.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxOrdinal = 53;
constexpr int kMaxNumberLength = 10;

Error invalid(const QString &message)
{
    return Error{ErrorCode::InvalidArgument, message, u"invalid_rule"_s};
}

Error notAllowed(const QString &message)
{
    return Error{ErrorCode::InvalidArgument, message, u"rule_not_allowed"_s};
}

/// The digits as a number, or -1.
qint64 parseDigits(QStringView text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return digits && !text.isEmpty() && text.size() <= kMaxNumberLength ? text.toLongLong() : -1;
}

Result<int> parsePositive(QStringView name, QStringView value, int highest)
{
    const qint64 number = parseDigits(value);
    if (number < 1 || number > highest)
        return invalid(u"%1 of a recurrence rule is a number from 1 to %2."_s.arg(name).arg(highest));
    return int(number);
}

Result<int> parseSigned(const NumberPart &part, QStringView text)
{
    const bool minus = text.startsWith(u'-');
    const qint64 number = parseDigits(minus || text.startsWith(u'+') ? text.mid(1) : text);
    if (number < part.lowest || number > part.highest || (minus && !part.negative))
        return invalid(u"%1 of a recurrence rule has numbers from %2 to %3%4, not \"%5\"."_s.arg(part.name)
                           .arg(part.lowest)
                           .arg(part.highest)
                           .arg(part.negative ? u", or from the end with a minus sign"_s : QString())
                           .arg(text.left(20)));
    return int(minus ? -number : number);
}

Result<QList<int>> parseNumbers(const NumberPart &part, QStringView value)
{
    QList<int> values;
    for (const QStringView text : value.split(u',')) {
        const auto number = parseSigned(part, text);
        if (!number)
            return number.error();
        // There are no leap seconds on a wall: 60 is 59 (RFC 5545, 3.3.12).
        values.append(part.values == &Rule::bySecond ? std::min(*number, 59) : *number);
    }
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

std::optional<Qt::DayOfWeek> weekday(QStringView text)
{
    const auto found = std::find(kWeekdayNames.begin(), kWeekdayNames.end(), text);
    if (found == kWeekdayNames.end())
        return std::nullopt;
    return Qt::DayOfWeek(found - kWeekdayNames.begin() + Qt::Monday);
}

Result<RuleDay> parseDay(QStringView text)
{
    const auto day = weekday(text.right(2));
    QStringView number = text.chopped(std::min<qsizetype>(2, text.size()));
    const bool minus = number.startsWith(u'-');
    const bool numbered = !number.isEmpty();
    if (minus || number.startsWith(u'+'))
        number = number.mid(1);
    const qint64 ordinal = numbered ? parseDigits(number) : 0;
    if (!day || ordinal > kMaxOrdinal || (numbered && ordinal < 1))
        return invalid(
            u"BYDAY of a recurrence rule has days like MO, 2TU or -1SU, not \"%1\"."_s.arg(text.left(20)));
    return RuleDay{int(minus ? -ordinal : ordinal), *day};
}

Result<QList<RuleDay>> parseDays(QStringView value)
{
    QList<RuleDay> days;
    for (const QStringView text : value.split(u',')) {
        const auto day = parseDay(text);
        if (!day)
            return day.error();
        if (!days.contains(*day))
            days.append(*day);
    }
    std::sort(days.begin(), days.end(), [](const RuleDay &a, const RuleDay &b) {
        return std::tie(a.day, a.ordinal) < std::tie(b.day, b.ordinal);
    });
    return days;
}

Result<RuleUntil> parseUntil(QStringView value)
{
    const bool utc = value.endsWith(u'Z');
    const auto at = parseWallTime(utc ? value.chopped(1) : value);
    if (!at || (utc && at->dateOnly))
        return invalid(u"UNTIL of a recurrence rule is a date or a time (20261210 or 20261210T180000Z)."_s);
    return RuleUntil{*at, utc};
}

/// Takes the value of a Result into `target`; the Error where there is none.
template <class T, class Target> Outcome take(const Result<T> &parsed, Target &target)
{
    if (!parsed)
        return parsed.error();
    target = *parsed;
    return Done{};
}

Outcome takeFrequency(QStringView value, Rule &rule)
{
    const auto found = std::find(kFrequencyNames.begin(), kFrequencyNames.end(), value);
    if (found == kFrequencyNames.end())
        return invalid(
            u"FREQ of a recurrence rule is SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY."_s);
    rule.frequency = Frequency(found - kFrequencyNames.begin());
    return Done{};
}

Outcome takeWeekStart(QStringView value, Rule &rule)
{
    const auto day = weekday(value);
    if (!day)
        return invalid(u"WKST of a recurrence rule is a day from MO to SU."_s);
    rule.weekStart = *day;
    return Done{};
}

Outcome takePart(QStringView name, QStringView value, Rule &rule)
{
    if (name == "FREQ"_L1)
        return takeFrequency(value, rule);
    if (name == "INTERVAL"_L1)
        return take(parsePositive(name, value, kMaxInterval), rule.interval);
    if (name == "COUNT"_L1)
        return take(parsePositive(name, value, std::numeric_limits<int>::max()), rule.count);
    if (name == "UNTIL"_L1)
        return take(parseUntil(value), rule.until);
    if (name == "BYDAY"_L1)
        return take(parseDays(value), rule.byDay);
    if (name == "WKST"_L1)
        return takeWeekStart(value, rule);
    for (const NumberPart &part : kNumberParts)
        if (name == part.name)
            return take(parseNumbers(part, value), rule.*part.values);
    if (name == "RSCALE"_L1 || name == "SKIP"_L1)
        return Error{
            ErrorCode::InvalidArgument,
            u"Recurrence rules of other calendars than the Gregorian (RSCALE, SKIP) are not supported."_s,
            u"rscale_unsupported"_s};
    return invalid(u"\"%1\" is no part of a recurrence rule."_s.arg(name.left(20)));
}

/// What RFC 5545 forbids to stand together (3.3.10, the table and the text before it).
Outcome checkTogether(const Rule &rule)
{
    const bool yearly = rule.frequency == Frequency::Yearly;
    const bool monthly = rule.frequency == Frequency::Monthly;
    const bool weekly = rule.frequency == Frequency::Weekly;
    const bool daily = rule.frequency == Frequency::Daily;
    if (rule.count && rule.until)
        return notAllowed(u"A recurrence rule has COUNT or UNTIL, not both."_s);
    if (!rule.byWeekNo.isEmpty() && !yearly)
        return notAllowed(u"BYWEEKNO is for yearly recurrence rules only."_s);
    if (!rule.byYearDay.isEmpty() && (daily || weekly || monthly))
        return notAllowed(u"BYYEARDAY is not for daily, weekly or monthly recurrence rules."_s);
    if (!rule.byMonthDay.isEmpty() && weekly)
        return notAllowed(u"BYMONTHDAY is not for weekly recurrence rules."_s);
    const bool numbered = std::any_of(rule.byDay.begin(), rule.byDay.end(),
                                      [](const RuleDay &day) { return day.ordinal != 0; });
    if (numbered && !((yearly && rule.byWeekNo.isEmpty()) || monthly))
        return notAllowed(
            u"BYDAY has numbers only in monthly and yearly recurrence rules without BYWEEKNO."_s);
    const bool chosenFrom = !rule.byDay.isEmpty()
        || std::any_of(kNumberParts.begin(), kNumberParts.end(), [&rule](const NumberPart &part) {
               return part.values != &Rule::bySetPos && !(rule.*part.values).isEmpty();
           });
    if (!rule.bySetPos.isEmpty() && !chosenFrom)
        return notAllowed(u"BYSETPOS of a recurrence rule needs another BY part to choose from."_s);
    return Done{};
}
}

Result<Rule> parseRule(const QString &text)
{
    if (text.size() > kMaxRuleText)
        return invalid(u"The recurrence rule is too long."_s);
    QString upper = text.trimmed().toUpper();
    if (upper.endsWith(u';'))
        upper.chop(1);
    Rule rule;
    QSet<QStringView> seen;
    for (const QStringView part : QStringView(upper).split(u';')) {
        const qsizetype equals = part.indexOf(u'=');
        if (equals < 1)
            return invalid(
                u"A recurrence rule is made of parts like FREQ=DAILY, not \"%1\"."_s.arg(part.left(20)));
        const QStringView name = part.left(equals);
        if (seen.contains(name))
            return invalid(u"%1 is there twice in the recurrence rule."_s.arg(name));
        seen.insert(name);
        if (const Outcome taken = takePart(name, part.mid(equals + 1), rule); !taken)
            return taken.error();
    }
    if (!seen.contains(u"FREQ"))
        return invalid(u"The recurrence rule has no FREQ."_s);
    if (const Outcome together = checkTogether(rule); !together)
        return together.error();
    return rule;
}

}
