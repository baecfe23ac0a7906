#pragma once

#include "shared/domain/event.h"
#include "shared/recurrence/rule.h"

namespace hearth::client::ui {

/// How the event comes again, in words: "Every 2 weeks on Monday, until 24 December 2026"; empty where it
/// happens once.
QString repeatText(const shared::EventDraft &draft);
/// The same of one rule.
QString ruleText(const shared::Rule &rule);

/// "the second Sunday", "the last Sunday" (-1) of a month.
QString weekdayOfMonthText(int ordinal, Qt::DayOfWeek day);
/// "the last day" (-1), "day 13" of a month.
QString dayOfMonthText(int day);

}
