#pragma once

#include "server/proto/reminders.pb.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonObject>

#include <mutex>
#include <vector>

namespace hearth::tests {

/// What users are told over one instance's stream.
class FrameLogbook {
public:
    explicit FrameLogbook(server::CalendarApi &api);
    bool greeted() const;
    /// "Dinner 10" for each reminder of the user: the event's name and the minutes, in order.
    QStringList reminders(const QString &who) const;
    /// The data of the user's frames of that name.
    std::vector<QJsonObject> data(const QString &who,
                                  const QString &event = QStringLiteral("reminder")) const;
    QList<qint64> numbers(const QString &who) const;

private:
    struct Seen {
        std::mutex mutex;
        std::vector<calendar::PersonalFrame> frames;
        bool greeted = false;
    };
    std::vector<calendar::PersonalFrame> of(const QString &who) const;

    std::shared_ptr<Seen> m_seen = std::make_shared<Seen>();
    std::unique_ptr<server::Subscription> m_subscription;
};

/// ada's calendar, with bob and carl, where the clock is looked at often; and what is set there.
struct ReminderWorld : CalendarWorld {
    explicit ReminderWorld(shared::Engine engine, const QString &zone = QStringLiteral("UTC"));
    static server::calendar::CalendarOptions wakeful();

    /// An hour that begins that many minutes from now.
    QJsonObject inMinutes(int minutes, const QString &name, const QList<int> &reminders = {}) const;
    calendar::Event add(const QJsonObject &draft, const QString &who = QStringLiteral("ada"));
    void passMinutes(int minutes) { clock.advance(minutes * 60'000LL); }

    shared::Result<calendar::ReminderSettingsResponse> set(const QString &who, const QJsonObject &lists,
                                                           bool muted = false);
    shared::Result<calendar::ReminderSettingsResponse> setDefaults(const QString &who,
                                                                   const QJsonObject &lists);
    /// `own` without the member "reminders": follow.
    shared::Result<calendar::EventReminders> setEvent(const QString &who, const calendar::Event &event,
                                                      const QJsonObject &own, bool muted = false);
    shared::Result<calendar::ReminderClaim> claim(const QString &who, const calendar::Event &event,
                                                  const QString &occurrence = {});
    shared::Result<calendar::Empty> release(const QString &who, const calendar::Event &event,
                                            const QString &occurrence = {});
    shared::Result<calendar::RemindersResponse> reminders(const QString &who);
    shared::Result<calendar::FiredResponse> fired(const QString &who, qint64 since = 0);
    qint64 rows(const QString &fromWhere) const { return countRows(url(), fromWhere); }

    std::string home;
};

}
