#include "client/ui/dialogs/repeattext.h"

#include "shared/recurrence/recurrenceset.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Frequency;
using shared::Rule;
using shared::RuleDay;

namespace {
class RepeatText {
    Q_DECLARE_TR_FUNCTIONS(RepeatText)
};

QString dayName(Qt::DayOfWeek day) { return QLocale().standaloneDayName(day, QLocale::LongFormat); }

bool isWorkWeek(const QList<RuleDay> &days)
{
    return days.size() == 5 && std::all_of(days.begin(), days.end(), [](const RuleDay &day) {
               return day.ordinal == 0 && day.day <= Qt::Friday;
           });
}

QString every(Frequency frequency, int n)
{
    switch (frequency) {
    case Frequency::Secondly:
        return RepeatText::tr("Every %n second(s)", nullptr, n);
    case Frequency::Minutely:
        return RepeatText::tr("Every %n minute(s)", nullptr, n);
    case Frequency::Hourly:
        return RepeatText::tr("Every %n hour(s)", nullptr, n);
    case Frequency::Daily:
        return n == 1 ? RepeatText::tr("Every day") : RepeatText::tr("Every %n day(s)", nullptr, n);
    case Frequency::Weekly:
        return n == 1 ? RepeatText::tr("Every week") : RepeatText::tr("Every %n week(s)", nullptr, n);
    case Frequency::Monthly:
        return n == 1 ? RepeatText::tr("Every month") : RepeatText::tr("Every %n month(s)", nullptr, n);
    case Frequency::Yearly:
        return n == 1 ? RepeatText::tr("Every year") : RepeatText::tr("Every %n year(s)", nullptr, n);
    }
    Q_UNREACHABLE();
}

/// On which days; nothing where the start says it. What has no words of its own is said to be there.
QString onDays(const Rule &rule)
{
    QStringList days;
    const bool chosen = rule.bySetPos.size() == 1 && rule.byDay.size() == 1;
    for (const RuleDay &day : rule.byDay)
        days.append(day.ordinal == 0 && !chosen
                        ? dayName(day.day)
                        : weekdayOfMonthText(chosen ? rule.bySetPos.first() : day.ordinal, day.day));
    for (const int day : rule.byMonthDay)
        days.append(dayOfMonthText(day));
    return QLocale().createSeparatedList(days);
}

bool hasWords(const Rule &rule)
{
    return rule.bySecond.isEmpty() && rule.byMinute.isEmpty() && rule.byHour.isEmpty()
        && rule.byYearDay.isEmpty() && rule.byWeekNo.isEmpty() && rule.byMonth.size() < 2
        && (rule.bySetPos.isEmpty() || (rule.bySetPos.size() == 1 && rule.byDay.size() == 1))
        && (rule.byDay.isEmpty() || rule.byMonthDay.isEmpty());
}
}

QString weekdayOfMonthText(int ordinal, Qt::DayOfWeek day)
{
    const QString name = dayName(day);
    switch (ordinal) {
    case 1:
        return RepeatText::tr("the first %1").arg(name);
    case 2:
        return RepeatText::tr("the second %1").arg(name);
    case 3:
        return RepeatText::tr("the third %1").arg(name);
    case 4:
        return RepeatText::tr("the fourth %1").arg(name);
    case 5:
        return RepeatText::tr("the fifth %1").arg(name);
    case -1:
        return RepeatText::tr("the last %1").arg(name);
    case -2:
        return RepeatText::tr("the last but one %1").arg(name);
    default:
        return RepeatText::tr("%1 no. %2").arg(name).arg(ordinal);
    }
}

QString dayOfMonthText(int day)
{
    if (day == -1)
        return RepeatText::tr("the last day");
    return day > 0 ? RepeatText::tr("day %1").arg(day)
                   : RepeatText::tr("day %1 before the month’s end").arg(-day - 1);
}

QString ruleText(const Rule &rule)
{
    QString text = every(rule.frequency, rule.interval);
    if (!hasWords(rule)) {
        text = RepeatText::tr("%1, by a rule of its own").arg(text);
    } else if (rule.frequency == Frequency::Weekly && rule.interval == 1 && isWorkWeek(rule.byDay)) {
        text = RepeatText::tr("Every weekday");
    } else {
        const QString days = onDays(rule);
        if (!days.isEmpty())
            //: %1 is "Every 2 weeks", %2 "Monday and Friday" or "the second Sunday"
            text = RepeatText::tr("%1 on %2").arg(text, days);
        if (!rule.byMonth.isEmpty())
            //: %1 is "Every year on the second Sunday", %2 "May"
            text = RepeatText::tr("%1 in %2").arg(text, QLocale().standaloneMonthName(rule.byMonth.first()));
    }
    if (rule.count)
        return RepeatText::tr("%1, %n time(s)", nullptr, *rule.count).arg(text);
    if (rule.until)
        return RepeatText::tr("%1, until %2")
            .arg(text, QLocale().toString(rule.until->at.date(), u"d MMMM yyyy"_s));
    return text;
}

QString repeatText(const shared::EventDraft &draft)
{
    const auto set = shared::parseRecurrenceSet(draft.recurrence);
    if (!set || set->empty())
        return {};
    return set->rules.isEmpty() ? RepeatText::tr("On several dates") : ruleText(set->rules.first());
}

}
