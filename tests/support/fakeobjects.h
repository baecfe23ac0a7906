#pragma once

#include "server/proto/objectsapi.h"
#include "shared/base/ids.h"
#include "shared/domain/calendar.h"

#include <QMap>
#include <QStringList>

#include <functional>
#include <mutex>
#include <optional>

namespace hearth::tests {

/// A calendar's objects in memory, kept as they are sent. Filters are recorded, not evaluated.
class FakeObjects final : public server::ObjectsApi {
public:
    /// What it asks of the calendars that it belongs to.
    struct Rooms {
        /// The calendar as the caller sees it, or why not.
        std::function<shared::Result<shared::Calendar>(const server::CallContext &,
                                                       const calendar::CalendarRef &)>
            enter;
        /// Makes a change and answers its seq.
        std::function<qint64(const server::CallContext &, shared::CalendarId)> touch;
        /// The newest seq that the log no longer has.
        std::function<qint64(shared::CalendarId)> trimmed;
    };
    explicit FakeObjects(Rooms rooms);

    void failWith(std::optional<shared::Error> error);
    /// What listObjects() finds, instead of everything, where there is a filter.
    void setMatches(const QStringList &names);
    void setPeriods(const QList<calendar::BusyPeriod> &periods);
    /// From now on what is read is not what was put.
    void setRewriting(bool rewriting);
    QString textOf(shared::CalendarId calendar, const QString &name) const;
    calendar::ListObjectsRequest lastList() const;
    calendar::GetObjectsRequest lastGet() const;
    calendar::FreeBusyRequest lastFreeBusy() const;
    calendar::BusyOfCalendarsRequest lastBusyOfCalendars() const;

    void listObjects(const server::CallContext &call, const calendar::ListObjectsRequest &request,
                     server::Reply<calendar::ListObjectsResponse> reply) override;
    void getObjects(const server::CallContext &call, const calendar::GetObjectsRequest &request,
                    server::Reply<calendar::GetObjectsResponse> reply) override;
    void putObject(const server::CallContext &call, const calendar::PutObjectRequest &request,
                   server::Reply<calendar::PutObjectResponse> reply) override;
    void deleteObject(const server::CallContext &call, const calendar::DeleteObjectRequest &request,
                      server::Reply<calendar::Empty> reply) override;
    void syncObjects(const server::CallContext &call, const calendar::SyncObjectsRequest &request,
                     server::Reply<calendar::SyncObjectsResponse> reply) override;
    void freeBusy(const server::CallContext &call, const calendar::FreeBusyRequest &request,
                  server::Reply<calendar::FreeBusyResponse> reply) override;
    void busyOfCalendars(const server::CallContext &call, const calendar::BusyOfCalendarsRequest &request,
                         server::Reply<calendar::BusyTimesResponse> reply) override;
    void busyOfMembers(const server::CallContext &call, const calendar::BusyOfMembersRequest &request,
                       server::Reply<calendar::BusyTimesResponse> reply) override;

private:
    struct Object {
        QString text;
        qint64 seq = 0;
    };
    struct Store {
        QMap<QString, Object> objects;
        QMap<QString, qint64> removed; ///< name to seq
    };
    shared::Result<shared::Calendar> enter(const server::CallContext &call,
                                           const calendar::CalendarRef &ref) const;
    shared::Result<shared::Calendar> enterToWrite(const server::CallContext &call,
                                                  const calendar::CalendarRef &ref) const;
    std::optional<shared::Error> refusal(const Store &store, const calendar::PutObjectRequest &request) const;

    const Rooms m_rooms;
    mutable std::recursive_mutex m_mutex;
    QMap<shared::CalendarId, Store> m_stores;
    std::optional<shared::Error> m_failure;
    std::optional<QStringList> m_matches;
    QList<calendar::BusyPeriod> m_periods;
    bool m_rewriting = false;
    calendar::ListObjectsRequest m_lastList;
    calendar::GetObjectsRequest m_lastGet;
    calendar::FreeBusyRequest m_lastFreeBusy;
    calendar::BusyOfCalendarsRequest m_lastBusyOfCalendars;
};

}
