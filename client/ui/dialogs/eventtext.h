#pragma once

#include "shared/domain/event.h"

#include <QTimeZone>

namespace hearth::client::ui {

/// "Thursday 10 December"; both days where it spans several.
QString daysText(const shared::EventDraft &draft, const QTimeZone &zone);
/// "19:00 – 21:00"; empty for an all-day event.
QString timesText(const shared::EventDraft &draft, const QTimeZone &zone);
/// Both: "Thursday 10 December, 19:00 – 21:00".
QString whenText(const shared::EventDraft &draft, const QTimeZone &zone);
/// "2 hours", "1 hour 30 minutes", "3 days".
QString lengthText(const shared::EventDraft &draft);
/// A moment as people say it: "today 09:31", "yesterday 21:14", else date and time.
QString momentText(const QDateTime &moment, QDate today);

}
