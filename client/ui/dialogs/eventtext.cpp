#include "client/ui/dialogs/eventtext.h"

#include "client/models/habits.h"

#include <QCoreApplication>
#include <QLocale>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
/// A dash that no line breaks at.
const QString kDash = u"\u00a0–\u2060\u00a0"_s;

class EventText {
    Q_DECLARE_TR_FUNCTIONS(EventText)
};

QString dayText(QDate date) { return QLocale().toString(date, u"dddd d MMMM"_s); }

QDateTime seenIn(const QTimeZone &zone, const shared::ZonedTime &time)
{
    return QDateTime::fromMSecsSinceEpoch(time.utcMs, zone);
}
}

QString daysText(const shared::EventDraft &draft, const QTimeZone &zone)
{
    const QDate first = draft.allDay ? shared::dateOf(draft.start) : seenIn(zone, draft.start).date();
    const QDate last = draft.allDay ? shared::dateOf(draft.end).addDays(-1) : seenIn(zone, draft.end).date();
    return first == last ? dayText(first) : dayText(first) + kDash + dayText(last);
}

QString timesText(const shared::EventDraft &draft, const QTimeZone &zone)
{
    if (draft.allDay)
        return {};
    return clockText(seenIn(zone, draft.start).time()) + kDash + clockText(seenIn(zone, draft.end).time());
}

QString whenText(const shared::EventDraft &draft, const QTimeZone &zone)
{
    if (draft.allDay)
        return daysText(draft, zone);
    const QDateTime start = seenIn(zone, draft.start);
    const QDateTime end = seenIn(zone, draft.end);
    if (start.date() == end.date())
        return dayText(start.date()) + u", "_s + timesText(draft, zone);
    return dayText(start.date()) + u", "_s + clockText(start.time()) + kDash + dayText(end.date()) + u", "_s
        + clockText(end.time());
}

QString lengthText(const shared::EventDraft &draft)
{
    const qint64 minutes = (draft.end.utcMs - draft.start.utcMs) / 60000;
    const auto days = int(minutes / (24 * 60));
    const auto hours = int(minutes / 60 % 24);
    const auto rest = int(minutes % 60);
    QStringList parts;
    if (days)
        parts.append(EventText::tr("%n day(s)", nullptr, days));
    if (hours)
        parts.append(EventText::tr("%n hour(s)", nullptr, hours));
    if (rest)
        parts.append(EventText::tr("%n minute(s)", nullptr, rest));
    return parts.join(u' ');
}

QString momentText(const QDateTime &moment, QDate today)
{
    const QString time = clockText(moment.time());
    if (moment.date() == today)
        return EventText::tr("today %1").arg(time);
    if (moment.date() == today.addDays(-1))
        return EventText::tr("yesterday %1").arg(time);
    return QLocale().toString(moment.date(), QLocale::ShortFormat) + u' ' + time;
}

}
