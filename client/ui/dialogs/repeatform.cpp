#include "client/ui/dialogs/repeatform.h"

#include "shared/recurrence/recurrenceexpander.h"
#include "shared/recurrence/seriestimes.h"

#include <array>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Frequency;
using shared::Rule;
using shared::RuleDay;

namespace {
using Preset = RepeatForm::Preset;

constexpr std::array kPresets{Preset::Daily,       Preset::Weekdays,      Preset::Weekly,
                              Preset::Fortnightly, Preset::MonthlyByDate, Preset::MonthlyByWeekday,
                              Preset::Yearly};
constexpr int kFortnight = 2;
constexpr int kDaysOfWeek = 7;

Qt::DayOfWeek weekdayOf(QDate day) { return Qt::DayOfWeek(day.dayOfWeek()); }

/// The rule without what the start says anyway.
Rule bare(Rule rule, QDate start)
{
    if (rule.frequency == Frequency::Weekly && rule.byDay == QList<RuleDay>{{0, weekdayOf(start)}})
        rule.byDay.clear();
    if (rule.frequency == Frequency::Monthly && rule.byMonthDay == QList<int>{start.day()})
        rule.byMonthDay.clear();
    return rule;
}
}

int weekOfMonth(QDate day) { return (day.day() + kDaysOfWeek - 1) / kDaysOfWeek; }

Rule ruleOf(Preset preset, QDate start)
{
    Rule rule;
    switch (preset) {
    case Preset::Never:
    case Preset::Daily:
        break;
    case Preset::Weekdays:
        rule.frequency = Frequency::Weekly;
        for (const auto day : {Qt::Monday, Qt::Tuesday, Qt::Wednesday, Qt::Thursday, Qt::Friday})
            rule.byDay.append({0, day});
        break;
    case Preset::Fortnightly:
        rule.frequency = Frequency::Weekly;
        rule.interval = kFortnight;
        break;
    case Preset::Weekly:
    case Preset::Custom:
        rule.frequency = Frequency::Weekly;
        break;
    case Preset::MonthlyByDate:
        rule.frequency = Frequency::Monthly;
        break;
    case Preset::MonthlyByWeekday:
        rule.frequency = Frequency::Monthly;
        rule.byDay = {{weekOfMonth(start), weekdayOf(start)}};
        break;
    case Preset::Yearly:
        rule.frequency = Frequency::Yearly;
        break;
    }
    return rule;
}

RepeatForm RepeatForm::fromRecurrence(const QString &recurrence, QDate start)
{
    RepeatForm form;
    const auto set = shared::parseRecurrenceSet(recurrence);
    if (!set || set->empty())
        return form;
    form.dates = shared::recurrenceText({{}, set->rdates, set->exdates});
    form.preset = Preset::Custom;
    if (set->rules.isEmpty())
        return form;
    form.rule = set->rules.first();
    for (const Preset preset : kPresets)
        if (bare(form.rule, start) == ruleOf(preset, start))
            form.preset = preset;
    return form;
}

QString RepeatForm::toRecurrence() const
{
    if (preset == Preset::Never)
        return {};
    const QString line = u"RRULE:"_s + shared::toText(rule);
    return dates.isEmpty() ? line : line + u'\n' + dates;
}

void RepeatForm::choose(Preset wanted, QDate start)
{
    if (wanted != Preset::Custom)
        rule = ruleOf(wanted, start);
    else if (preset == Preset::Never)
        rule = ruleOf(Preset::Weekly, start);
    preset = wanted;
}

void RepeatForm::moveStart(QDate start)
{
    if (preset == Preset::MonthlyByWeekday)
        rule = ruleOf(preset, start);
}

QList<qint64> nextStarts(const shared::EventDraft &draft, const QTimeZone &local, int limit)
{
    const auto series = shared::seriesIn(draft, local);
    if (!series)
        return {};
    QList<qint64> starts;
    const auto found = shared::RecurrenceExpander(*series).nextOccurrences(draft.start.utcMs, limit);
    if (found)
        for (const shared::RecurrenceInstance &instance : found->instances)
            starts.append(instance.startMs);
    return starts;
}

}
