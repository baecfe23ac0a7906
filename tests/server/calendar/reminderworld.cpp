#include "tests/server/calendar/reminderworld.h"

#include "server/proto/convert.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
QJsonObject objectOf(const calendar::PersonalFrame &frame)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(frame.data())).object();
}

void put(calendar::Minutes *minutes, const QJsonValue &list)
{
    const QJsonArray array = list.toArray();
    for (const QJsonValue &each : array)
        minutes->add_minutes(each.toInt());
}

template <class Message> void putLists(Message &message, const QJsonObject &lists)
{
    if (lists.contains("reminders"_L1))
        put(message.mutable_reminders(), lists.value("reminders"_L1));
    if (lists.contains("all_day_reminders"_L1))
        put(message.mutable_all_day_reminders(), lists.value("all_day_reminders"_L1));
}
}

FrameLogbook::FrameLogbook(server::CalendarApi &api)
{
    const auto item = [seen = m_seen](const calendar::WatchChangesResponse &response) {
        const std::lock_guard guard(seen->mutex);
        seen->greeted = true;
        seen->frames.insert(seen->frames.end(), response.frames().begin(), response.frames().end());
    };
    m_subscription = api.watchChanges({item, [](const shared::Error &) {}});
}

bool FrameLogbook::greeted() const
{
    const std::lock_guard guard(m_seen->mutex);
    return m_seen->greeted;
}

std::vector<calendar::PersonalFrame> FrameLogbook::of(const QString &who) const
{
    const std::string id = server::idBytes(CalendarWorld::person(who).user);
    const std::lock_guard guard(m_seen->mutex);
    std::vector<calendar::PersonalFrame> found;
    for (const auto &frame : m_seen->frames) {
        if (frame.user_id() == id)
            found.push_back(frame);
    }
    return found;
}

std::vector<QJsonObject> FrameLogbook::data(const QString &who, const QString &event) const
{
    std::vector<QJsonObject> all;
    for (const auto &frame : of(who)) {
        if (server::fromUtf8(frame.event()) == event)
            all.push_back(objectOf(frame));
    }
    return all;
}

QStringList FrameLogbook::reminders(const QString &who) const
{
    QStringList lines;
    for (const QJsonObject &each : data(who))
        lines.append(each.value("event_name"_L1).toString() + u' '
                     + QString::number(each.value("minutes"_L1).toInt()));
    return lines;
}

QList<qint64> FrameLogbook::numbers(const QString &who) const
{
    QList<qint64> numbers;
    for (const auto &frame : of(who))
        numbers.append(frame.number());
    return numbers;
}

ReminderWorld::ReminderWorld(shared::Engine engine, const QString &zone)
    : CalendarWorld(engine, wakeful())
    , home(createCalendar(u"ada"_s, u"Family"_s, {}, zone)->id())
{
    for (const QString &who : {u"bob"_s, u"carl"_s})
        if (!join(who, u"Family"_s))
            qFatal("%s can't join", qPrintable(who));
}

server::calendar::CalendarOptions ReminderWorld::wakeful()
{
    auto options = quickOptions();
    options.reminderSleepMs = 20;
    return options;
}

QJsonObject ReminderWorld::inMinutes(int minutes, const QString &name, const QList<int> &reminders) const
{
    const qint64 startMs = clock.nowMs() + minutes * 60'000LL;
    QJsonArray list;
    for (const int each : reminders)
        list.append(each);
    return {{u"event_name"_s, name},
            {u"event_start"_s, shared::formatUtc(startMs)},
            {u"event_end"_s, shared::formatUtc(startMs + 3'600'000)},
            {u"reminders"_s, list}};
}

calendar::Event ReminderWorld::add(const QJsonObject &draft, const QString &who)
{
    const auto event = createEvent(who, u"Family"_s, draft);
    if (!event)
        qFatal("no event: %s", qPrintable(event.error().message));
    return *event;
}

Result<calendar::ReminderSettingsResponse> ReminderWorld::set(const QString &who, const QJsonObject &lists,
                                                              bool muted)
{
    calendar::SetReminderSettingsRequest request;
    request.mutable_calendar()->set_id(home);
    putLists(*request.mutable_own(), lists);
    request.mutable_own()->set_muted(muted);
    return waitFor<calendar::ReminderSettingsResponse>(
        [&](auto reply) { service().reminders().setSettings(person(who), request, reply); });
}

Result<calendar::ReminderSettingsResponse> ReminderWorld::setDefaults(const QString &who,
                                                                      const QJsonObject &lists)
{
    calendar::SetReminderDefaultsRequest request;
    request.mutable_calendar()->set_id(home);
    putLists(*request.mutable_defaults(), lists);
    return waitFor<calendar::ReminderSettingsResponse>(
        [&](auto reply) { service().reminders().setDefaults(person(who), request, reply); });
}

Result<calendar::EventReminders> ReminderWorld::setEvent(const QString &who, const calendar::Event &event,
                                                         const QJsonObject &own, bool muted)
{
    calendar::SetEventRemindersRequest request;
    request.mutable_calendar()->set_id(home);
    request.set_event_id(event.id());
    if (own.contains("reminders"_L1))
        put(request.mutable_own(), own.value("reminders"_L1));
    request.set_muted(muted);
    return waitFor<calendar::EventReminders>(
        [&](auto reply) { service().reminders().setEventReminders(person(who), request, reply); });
}

Result<calendar::ReminderClaim> ReminderWorld::claim(const QString &who, const calendar::Event &event,
                                                     const QString &occurrence)
{
    calendar::ClaimRequest request;
    request.mutable_calendar()->set_id(home);
    request.set_event_id(event.id());
    request.set_occurrence(occurrence.toStdString());
    return waitFor<calendar::ReminderClaim>(
        [&](auto reply) { service().reminders().claim(person(who), request, reply); });
}

Result<calendar::Empty> ReminderWorld::release(const QString &who, const calendar::Event &event,
                                               const QString &occurrence)
{
    calendar::ClaimRequest request;
    request.mutable_calendar()->set_id(home);
    request.set_event_id(event.id());
    request.set_occurrence(occurrence.toStdString());
    return waitFor<calendar::Empty>(
        [&](auto reply) { service().reminders().release(person(who), request, reply); });
}

Result<calendar::RemindersResponse> ReminderWorld::reminders(const QString &who)
{
    calendar::CalendarRequest request;
    request.mutable_calendar()->set_id(home);
    return waitFor<calendar::RemindersResponse>(
        [&](auto reply) { service().reminders().reminders(person(who), request, reply); });
}

Result<calendar::FiredResponse> ReminderWorld::fired(const QString &who, qint64 since)
{
    calendar::FiredRequest request;
    request.set_since(since);
    return waitFor<calendar::FiredResponse>(
        [&](auto reply) { service().reminders().fired(person(who), request, reply); });
}

}
