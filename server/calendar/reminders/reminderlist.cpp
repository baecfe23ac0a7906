#include "server/calendar/reminders/reminderlist.h"

#include "server/calendar/errors.h"
#include "shared/sql/query.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxMinutes = 366 * 24 * 60; // as of an event's own
}

QString reminderText(const QList<int> &minutes)
{
    QJsonArray array;
    for (const int each : minutes)
        array.append(each);
    return array.isEmpty() ? QString()
                           : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QList<int> readReminderText(const QString &text)
{
    QList<int> minutes;
    const QJsonArray array = text.isEmpty() ? QJsonArray() : QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &value : array)
        minutes.append(value.toInt());
    return minutes;
}

void bindReminders(shared::Query &query, const QString &name, const OwnReminders &own)
{
    if (own)
        query.bind(name, reminderText(*own));
    else
        query.bindNull(name);
}

OwnReminders readReminders(const shared::Query &row, int column)
{
    return row.isNull(column) ? std::nullopt : OwnReminders(readReminderText(row.text(column)));
}

shared::Result<QList<int>> checkReminders(const pb::Minutes &minutes)
{
    if (minutes.minutes_size() > shared::kMaxReminders)
        return invalidArgument(u"There are too many reminders."_s, u"too_many_reminders"_s);
    QList<int> list(minutes.minutes().begin(), minutes.minutes().end());
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    if (!list.isEmpty() && (list.first() < 0 || list.last() > kMaxMinutes))
        return invalidArgument(u"A reminder is 0 minutes to a year before the start."_s,
                               u"invalid_reminder"_s);
    return list;
}

void putReminders(pb::Minutes &minutes, const QList<int> &list)
{
    minutes.Clear();
    for (const int each : list)
        minutes.add_minutes(each);
}

QList<int> effectiveReminders(const shared::EventDraft &event, const ReminderLists &calendar,
                              const MemberReminders &member)
{
    if (member.muted || member.eventMuted)
        return {};
    if (member.own)
        return *member.own;
    if (!event.reminders.isEmpty())
        return event.reminders;
    if (const OwnReminders &own = member.defaults.of(event))
        return *own;
    return calendar.of(event).value_or(QList<int>());
}

}
