#include "tests/server/calendar/calendarworld.h"

#include "server/proto/convert.h"
#include "shared/sql/database.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using server::calendar::CalendarOptions;
using server::calendar::CalendarService;
using shared::Change;
using shared::Result;

namespace {
std::string jsonText(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

std::string hashOf(const std::string &text)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256)
        .toStdString();
}

calendar::CalendarRef byId(const std::string &id)
{
    calendar::CalendarRef reference;
    reference.set_id(id);
    return reference;
}
}

ChangeLogbook::ChangeLogbook(server::CalendarApi &api)
{
    const auto item = [seen = m_seen](const calendar::WatchChangesResponse &response) {
        const std::lock_guard guard(seen->mutex);
        seen->greeted = true;
        for (const calendar::Change &change : response.changes())
            seen->changes.append(server::fromProto(change));
    };
    const auto ended = [seen = m_seen](const shared::Error &) {
        const std::lock_guard guard(seen->mutex);
        seen->ended = true;
    };
    m_subscription = api.watchChanges({item, ended});
}

QList<Change> ChangeLogbook::changes() const
{
    return copy([](const Change &) { return true; });
}

QList<Change> ChangeLogbook::of(const std::string &calendarId) const
{
    return copy([id = server::idFromBytes<shared::CalendarId>(calendarId)](const Change &change) {
        return change.calendar == id;
    });
}

// Element by element: ThreadSanitizer does not see into Qt's implicit sharing.
QList<Change> ChangeLogbook::copy(const std::function<bool(const Change &)> &wanted) const
{
    const std::lock_guard guard(m_seen->mutex);
    QList<Change> found;
    for (const Change &change : std::as_const(m_seen->changes)) {
        if (wanted(change))
            found.append(change);
    }
    return found;
}

bool ChangeLogbook::greeted() const
{
    const std::lock_guard guard(m_seen->mutex);
    return m_seen->greeted;
}

bool ChangeLogbook::ended() const
{
    const std::lock_guard guard(m_seen->mutex);
    return m_seen->ended;
}

void addCrashRows()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::addColumn<bool>("afterStep2");
    for (const auto engine : {shared::Engine::Sqlite, shared::Engine::PostgreSql}) {
        const char *name = engine == shared::Engine::Sqlite ? "sqlite" : "postgresql";
        QTest::addRow("%s before step 2", name) << engine << false;
        QTest::addRow("%s after step 2, before step 3", name) << engine << true;
    }
}

qint64 countRows(const shared::DatabaseUrl &url, const QString &fromWhere)
{
    shared::Database database(url);
    database.ensureOpen();
    auto query = database.query(u"SELECT COUNT(*) FROM "_s + fromWhere);
    query.run().next();
    return query.integer(0);
}

CalendarWorld::CalendarWorld(shared::Engine engine, const CalendarOptions &options)
    : m_database(engine)
    , m_options(options)
{
    const auto prepared = server::calendar::prepareCalendarDatabase(m_database.url());
    if (!prepared)
        qFatal("%s", qPrintable(prepared.error().message));
    m_service = newInstance();
}

CalendarOptions CalendarWorld::quickOptions()
{
    CalendarOptions options;
    options.passwordCost = server::PasswordHasher::leastCost();
    options.stepTimeoutMs = 300;
    options.recoveryIntervalMs = 30;
    return options;
}

server::CallContext CalendarWorld::person(const QString &name)
{
    server::CallContext call;
    call.requestId = "test";
    call.user = shared::UserId{QUuid::createUuidV5(QUuid(), name)};
    call.username = name;
    return call;
}

std::unique_ptr<CalendarService> CalendarWorld::newInstance()
{
    return std::make_unique<CalendarService>(m_database.url(), auth, clock, m_options, m_observer);
}

void CalendarWorld::observe(server::calendar::CalendarObserver &observer)
{
    m_observer = &observer;
    restart();
}

void CalendarWorld::restart()
{
    m_service.reset();
    m_service = newInstance();
}

Result<calendar::Calendar> CalendarWorld::createCalendar(const QString &owner, const QString &name,
                                                         const QString &password, const QString &zone)
{
    calendar::CreateCalendarRequest request;
    request.set_name(name.toStdString());
    request.set_password(password.toStdString());
    request.set_time_zone(zone.toStdString());
    return waitFor<calendar::Calendar>(
        [&](auto reply) { m_service->createCalendar(person(owner), request, reply); });
}

Result<calendar::JoinResponse> CalendarWorld::join(const QString &who, const QString &name,
                                                   const QString &password)
{
    calendar::JoinRequest request;
    *request.mutable_calendar() = byName(name);
    request.set_password(password.toStdString());
    return waitFor<calendar::JoinResponse>([&](auto reply) { m_service->join(person(who), request, reply); });
}

Result<calendar::Calendar> CalendarWorld::leave(const QString &who, const QString &name, const QString &whom)
{
    calendar::RemoveMemberRequest request;
    *request.mutable_calendar() = byName(name);
    request.set_user_id(server::idBytes(person(whom.isEmpty() ? who : whom).user));
    return waitFor<calendar::Calendar>(
        [&](auto reply) { m_service->removeMember(person(who), request, reply); });
}

Result<calendar::Member> CalendarWorld::setRole(const QString &who, const QString &name, const QString &whom,
                                                shared::Role role)
{
    calendar::SetRoleRequest request;
    *request.mutable_calendar() = byName(name);
    request.set_user_id(server::idBytes(person(whom).user));
    request.set_role(static_cast<int>(role));
    return waitFor<calendar::Member>([&](auto reply) { m_service->setRole(person(who), request, reply); });
}

Result<calendar::Event> CalendarWorld::createEvent(const QString &who, const QString &name,
                                                   const QJsonObject &draft, const QString &key)
{
    calendar::CreateEventRequest request;
    *request.mutable_calendar() = byName(name);
    request.set_draft_json(jsonText(draft));
    request.set_idempotency_key(key.toStdString());
    request.set_request_hash(hashOf(request.draft_json()));
    return waitFor<calendar::Event>([&](auto reply) { m_service->createEvent(person(who), request, reply); });
}

Result<calendar::Event> CalendarWorld::updateEvent(const QString &who, const calendar::Event &event,
                                                   const QJsonObject &patch, qint64 ifVersion,
                                                   qint64 baseVersion)
{
    calendar::UpdateEventRequest request;
    *request.mutable_calendar() = byId(event.calendar_id());
    request.set_event_id(event.id());
    request.set_patch_json(jsonText(patch));
    request.set_if_version(ifVersion);
    request.set_base_version(baseVersion);
    return waitFor<calendar::Event>([&](auto reply) { m_service->updateEvent(person(who), request, reply); });
}

Result<calendar::Event> CalendarWorld::deleteEvent(const QString &who, const calendar::Event &event,
                                                   qint64 ifVersion)
{
    calendar::DeleteEventRequest request;
    *request.mutable_calendar() = byId(event.calendar_id());
    request.set_event_id(event.id());
    request.set_if_version(ifVersion);
    return waitFor<calendar::Event>([&](auto reply) { m_service->deleteEvent(person(who), request, reply); });
}

Result<calendar::Event> CalendarWorld::restoreEvent(const QString &who, const calendar::Event &event)
{
    calendar::RestoreEventRequest request;
    *request.mutable_calendar() = byId(event.calendar_id());
    request.set_event_id(event.id());
    return waitFor<calendar::Event>(
        [&](auto reply) { m_service->restoreEvent(person(who), request, reply); });
}

Result<calendar::EventsResponse> CalendarWorld::events(const QString &who,
                                                       const calendar::EventsRequest &request)
{
    return waitFor<calendar::EventsResponse>(
        [&](auto reply) { m_service->events(person(who), request, reply); });
}

Result<calendar::ChangesResponse> CalendarWorld::changes(const QString &who, const std::string &calendarId,
                                                         qint64 since)
{
    calendar::ChangesRequest request;
    *request.mutable_calendar() = byId(calendarId);
    request.set_since(since);
    return waitFor<calendar::ChangesResponse>(
        [&](auto reply) { m_service->changes(person(who), request, reply); });
}

Result<calendar::PostMessageResponse> CalendarWorld::post(const QString &who, const QString &name,
                                                          const QString &text)
{
    calendar::PostMessageRequest request;
    *request.mutable_calendar() = byName(name);
    request.set_text(text.toStdString());
    return waitFor<calendar::PostMessageResponse>(
        [&](auto reply) { m_service->messages().post(person(who), request, reply); });
}

QJsonObject CalendarWorld::draft(const QString &name, int hour)
{
    const QDateTime start(QDate(2027, 6, 1), QTime(0, 0), Qt::UTC);
    return {{u"event_name"_s, name},
            {u"event_start"_s, start.addSecs(hour * 3600LL).toString(Qt::ISODate)},
            {u"event_end"_s, start.addSecs(hour * 3600LL + 3600).toString(Qt::ISODate)}};
}

calendar::CalendarRef CalendarWorld::byName(const QString &name)
{
    calendar::CalendarRef reference;
    reference.set_name(name.toStdString());
    return reference;
}

}
