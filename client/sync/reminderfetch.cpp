#include "client/sync/reminderfetch.h"

#include "client/replica/replicastore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::EventId;

namespace {
QString settingOf(CalendarId calendar) { return SettingTable::kReminders + calendar.toString(); }

bool concernsReminders(const QString &event)
{
    return event == "updated_reminders"_L1 || event == "updated_claim"_L1 || event == "updated_calendar"_L1;
}
}

ReminderFetch::ReminderFetch(ApiClient &api, ReplicaStore &store, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_store(store)
{
}

QJsonObject ReminderFetch::kept(ReplicaStore &store, CalendarId calendar)
{
    return QJsonDocument::fromJson(store.settings().value(settingOf(calendar)).toUtf8()).object();
}

void ReminderFetch::begin() { m_read.clear(); }

void ReminderFetch::readNew(const QList<shared::Calendar> &calendars)
{
    for (const shared::Calendar &calendar : calendars)
        if (calendar.role != shared::Role::Busy && !m_read.contains(calendar.id))
            read(calendar.id);
}

void ReminderFetch::take(const QJsonObject &frame)
{
    const QString event = frame.value("event"_L1).toString();
    const QJsonObject data = frame.value("data"_L1).toObject();
    if (event == "reminder"_L1)
        Q_EMIT told(withLocalId(data));
    else if (concernsReminders(event))
        if (const auto calendar = CalendarId::fromString(
                data.value("calendar_id"_L1).toString(frame.value("calendar_id"_L1).toString())))
            read(*calendar);
}

void ReminderFetch::read(CalendarId calendar)
{
    m_read.insert(calendar);
    ApiRequest request;
    request.path = u"/api/v1/calendars/%1/reminders"_s.arg(calendar.toString());
    m_api.send(request, this, [this, calendar](const ApiResult &result) {
        if (result.ok())
            keep(calendar, result.body);
        else if (result.error->failure == Failure::Retry)
            m_read.remove(calendar);
    });
}

void ReminderFetch::keep(CalendarId calendar, const QJsonObject &body)
{
    QJsonObject reminders = body;
    for (const QString &list : {u"events"_s, u"claims"_s}) {
        QJsonArray local;
        const QJsonArray array = body.value(list).toArray();
        for (const QJsonValue &each : array)
            local.append(withLocalId(each.toObject()));
        reminders.insert(list, local);
    }
    try {
        m_store.settings().setValue(
            settingOf(calendar), QString::fromUtf8(QJsonDocument(reminders).toJson(QJsonDocument::Compact)));
    } catch (const std::exception &error) {
        Q_EMIT broken(QString::fromUtf8(error.what()));
        return;
    }
    Q_EMIT found(calendar, reminders);
}

QJsonObject ReminderFetch::withLocalId(QJsonObject object) const
{
    if (const auto server = EventId::fromString(object.value("event_id"_L1).toString()))
        object.insert(u"event_id"_s, m_store.aliases().toLocal(*server).toString());
    return object;
}

}
