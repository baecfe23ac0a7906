#include "shared/recurrence/recurrenceset.h"

#include <QStringList>

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
Error invalid(const QString &message)
{
    return Error{ErrorCode::InvalidArgument, message, u"invalid_recurrence"_s};
}

/// A content line, cut at its first colon; the name and parameters in capitals.
struct Line {
    QString name;
    QStringList parameters;
    QString value;
};

std::optional<Line> cut(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon < 1)
        return std::nullopt;
    QStringList before = text.left(colon).toUpper().split(u';');
    const QString name = before.takeFirst();
    return Line{name, before, text.mid(colon + 1).trimmed()};
}

Outcome takeDates(const Line &line, QList<WallTime> &dates)
{
    for (const QString &parameter : line.parameters)
        if (parameter != "VALUE=DATE"_L1 && parameter != "VALUE=DATE-TIME"_L1)
            return invalid(
                u"%1 is a list of dates or wall times, without %2."_s.arg(line.name, parameter.left(20)));
    const bool onlyDates = line.parameters.contains(u"VALUE=DATE"_s);
    for (const QString &text : line.value.split(u',')) {
        const auto date = parseWallTime(QStringView(text).trimmed());
        if (!date || (onlyDates && !date->dateOnly))
            return invalid(u"%1 has dates or wall times like 20261210 or 20261210T190000, not \"%2\"."_s.arg(
                line.name, text.left(20)));
        if (dates.size() == kMaxRecurrenceDates)
            return invalid(u"There are more than %1 dates in %2."_s.arg(kMaxRecurrenceDates).arg(line.name));
        dates.append(*date);
    }
    return Done{};
}

Outcome takeRule(const Line &line, QList<Rule> &rules)
{
    if (rules.size() == kMaxRules)
        return invalid(u"There are more than %1 recurrence rules."_s.arg(kMaxRules));
    const auto rule = parseRule(line.value);
    if (!rule)
        return rule.error();
    if (!rules.contains(*rule))
        rules.append(*rule);
    return Done{};
}

Outcome takeLine(const QString &text, RecurrenceSet &set)
{
    const auto line = cut(text);
    if (line && line->name == "RRULE"_L1)
        return takeRule(*line, set.rules);
    if (line && line->name == "RDATE"_L1)
        return takeDates(*line, set.rdates);
    if (line && line->name == "EXDATE"_L1)
        return takeDates(*line, set.exdates);
    return invalid(u"A recurrence is made of RRULE, RDATE and EXDATE, not \"%1\"."_s.arg(text.left(20)));
}

void sortOut(QList<WallTime> &dates)
{
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
}

void append(QString &text, const QString &name, const QList<WallTime> &dates, bool dateOnly)
{
    QStringList values;
    for (const WallTime &date : dates)
        if (date.dateOnly == dateOnly)
            values.append(date.toBasic());
    if (!values.isEmpty())
        text += name + (dateOnly ? u";VALUE=DATE:"_s : u":"_s) + values.join(u',') + u'\n';
}
}

Result<RecurrenceSet> parseRecurrenceSet(const QString &text)
{
    if (text.size() > kMaxRecurrenceText)
        return invalid(u"The recurrence is too long."_s);
    RecurrenceSet set;
    for (const QString &line : text.split(u'\n')) {
        if (line.trimmed().isEmpty())
            continue;
        if (const Outcome taken = takeLine(line.trimmed(), set); !taken)
            return taken.error();
    }
    sortOut(set.rdates);
    sortOut(set.exdates);
    return set;
}

QString toText(const RecurrenceSet &set)
{
    QString text;
    for (const Rule &rule : set.rules)
        text += u"RRULE:"_s + toText(rule) + u'\n';
    for (const bool dateOnly : {true, false})
        append(text, u"RDATE"_s, set.rdates, dateOnly);
    for (const bool dateOnly : {true, false})
        append(text, u"EXDATE"_s, set.exdates, dateOnly);
    return text;
}

}
