#include "client/models/changesentence.h"

#include "client/models/habits.h"

#include <QCoreApplication>
#include <QLocale>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::EventDraft;

namespace {
QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("ChangeSentence", text, nullptr, n);
}

qint64 lengthMs(const EventDraft &draft) { return draft.end.utcMs - draft.start.utcMs; }

bool onlyTimesDiffer(const EventDraft &before, const EventDraft &after)
{
    const QStringList fields = changedFields(before, after);
    return !fields.isEmpty() && std::all_of(fields.begin(), fields.end(), [](const QString &field) {
        return field == "event_start"_L1 || field == "event_end"_L1 || field == "all_day"_L1;
    });
}
}

ChangeSentence::ChangeSentence(const QTimeZone &zone)
    : m_zone(zone)
{
}

QString ChangeSentence::created(const EventDraft &draft) const
{
    //: %1 is the event's name, %2 its day and time
    return tr(QT_TRANSLATE_NOOP("ChangeSentence", "Added “%1” on %2")).arg(draft.name, when(draft));
}

QString ChangeSentence::changed(const EventDraft &before, const EventDraft &after) const
{
    if (!onlyTimesDiffer(before, after)) {
        if (before.name != after.name)
            return tr(QT_TRANSLATE_NOOP("ChangeSentence", "Renamed “%1” to “%2”"))
                .arg(before.name, after.name);
        return tr(QT_TRANSLATE_NOOP("ChangeSentence", "Changed “%1”")).arg(after.name);
    }
    if (before.allDay == after.allDay && lengthMs(before) == lengthMs(after))
        //: %1 is the event's name, %2 its new day and time
        return tr(QT_TRANSLATE_NOOP("ChangeSentence", "Moved “%1” to %2")).arg(after.name, when(after));
    if (after.allDay && !before.allDay)
        return tr(QT_TRANSLATE_NOOP("ChangeSentence", "“%1” now lasts all day")).arg(after.name);
    const QDateTime end = QDateTime::fromMSecsSinceEpoch(after.end.utcMs, m_zone);
    if (after.allDay)
        return tr(QT_TRANSLATE_NOOP("ChangeSentence", "“%1” now lasts until %2"))
            .arg(after.name, QLocale().toString(dateOf(after.end).addDays(-1), u"ddd d MMM"_s));
    return tr(QT_TRANSLATE_NOOP("ChangeSentence", "“%1” now lasts from %2 to %3"))
        .arg(after.name, when(after), clockText(end.time()));
}

QString ChangeSentence::removed(const QList<shared::Event> &events) const
{
    if (events.size() == 1)
        return tr(QT_TRANSLATE_NOOP("ChangeSentence", "Deleted “%1”")).arg(events.first().name);
    return tr(QT_TRANSLATE_N_NOOP("ChangeSentence", "Deleted %n event(s)"), static_cast<int>(events.size()));
}

QString ChangeSentence::when(const EventDraft &draft) const
{
    const QLocale locale;
    if (draft.allDay)
        return locale.toString(dateOf(draft.start), u"ddd d MMM"_s);
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(draft.start.utcMs, m_zone);
    //: %1 is a day ("Fri 12 Dec"), %2 a time of day
    return tr(QT_TRANSLATE_NOOP("ChangeSentence", "%1, %2"))
        .arg(locale.toString(start.date(), u"ddd d MMM"_s), clockText(start.time()));
}

}
