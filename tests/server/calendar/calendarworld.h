#pragma once

#include "server/calendar/calendarservice.h"
#include "shared/domain/change.h"
#include "shared/domain/role.h"
#include "tests/server/calendar/fakeauth.h"
#include "tests/support/testdatabases.h"
#include "tests/support/waiting.h"

#include <QJsonObject>

#include <functional>
#include <mutex>

namespace hearth::tests {

/// What one watcher has heard.
class ChangeLogbook {
public:
    explicit ChangeLogbook(server::CalendarApi &api);
    QList<shared::Change> changes() const;
    QList<shared::Change> of(const std::string &calendar) const;
    bool greeted() const;
    bool ended() const;

private:
    QList<shared::Change> copy(const std::function<bool(const shared::Change &)> &wanted) const;

    struct Seen {
        std::mutex mutex;
        QList<shared::Change> changes;
        bool greeted = false;
        bool ended = false;
    };
    std::shared_ptr<Seen> m_seen = std::make_shared<Seen>();
    std::unique_ptr<server::Subscription> m_subscription;
};

/// Rows "engine" and "afterStep2": for each engine a crash before a saga's step 2, and one between its steps
/// 2 and 3.
void addCrashRows();

/// What a database of the engine's says to a count.
qint64 countRows(const shared::DatabaseUrl &url, const QString &fromWhere);

/// Calendar services on a database of their own, at a time that stands still, beside a scripted auth service.
class CalendarWorld {
public:
    static constexpr qint64 kStartMs = 1'800'000'000'000;

    explicit CalendarWorld(shared::Engine engine,
                           const server::calendar::CalendarOptions &options = quickOptions());
    /// Cheap passwords, short waits.
    static server::calendar::CalendarOptions quickOptions();
    /// The same person for the same name.
    static server::CallContext person(const QString &name);

    /// A further instance on the same database.
    std::unique_ptr<server::calendar::CalendarService> newInstance();
    /// Begins anew with an observer, which outlives this world.
    void observe(server::calendar::CalendarObserver &observer);
    /// As after a crash: what was under way is known from the database only.
    void restart();

    server::calendar::CalendarService &service() { return *m_service; }
    const shared::DatabaseUrl &url() const { return m_database.url(); }

    shared::Result<calendar::Calendar> createCalendar(const QString &owner, const QString &name,
                                                      const QString &password = {}, const QString &zone = {});
    shared::Result<calendar::JoinResponse> join(const QString &who, const QString &name,
                                                const QString &password = {});
    shared::Result<calendar::Calendar> leave(const QString &who, const QString &name,
                                             const QString &whom = {});
    shared::Result<calendar::Member> setRole(const QString &who, const QString &name, const QString &whom,
                                             shared::Role role);
    shared::Result<calendar::Event> createEvent(const QString &who, const QString &name,
                                                const QJsonObject &draft, const QString &key = {});
    shared::Result<calendar::Event> updateEvent(const QString &who, const calendar::Event &event,
                                                const QJsonObject &patch, qint64 ifVersion = 0,
                                                qint64 baseVersion = 0);
    shared::Result<calendar::Event> deleteEvent(const QString &who, const calendar::Event &event,
                                                qint64 ifVersion = 0);
    shared::Result<calendar::Event> restoreEvent(const QString &who, const calendar::Event &event);
    shared::Result<calendar::EventsResponse> events(const QString &who,
                                                    const calendar::EventsRequest &request = {});
    shared::Result<calendar::ChangesResponse> changes(const QString &who, const std::string &calendarId,
                                                      qint64 since = 0);
    shared::Result<calendar::PostMessageResponse> post(const QString &who, const QString &name,
                                                       const QString &text);

    /// An hour from the `hour`-th of 2027-06-01 on, in UTC.
    static QJsonObject draft(const QString &name, int hour = 10);
    static calendar::CalendarRef byName(const QString &name);

private:
    TestDatabase m_database;

public:
    shared::FixedClock clock{kStartMs};
    FakeAuth auth;

private:
    server::calendar::CalendarOptions m_options;
    server::calendar::CalendarObserver *m_observer = nullptr;
    std::unique_ptr<server::calendar::CalendarService> m_service;
};

}
