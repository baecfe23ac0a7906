#pragma once

#include "shared/domain/event.h"
#include "shared/sql/database.h"
#include "shared/sql/query.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <optional>

namespace hearth::server::calendar {

/// An object without its events: an event that happens once, or a series with all its changed instances.
struct ObjectHead {
    shared::EventId id; ///< of the event, or of the series
    QString uid;
    QString name; ///< what CalDAV calls it
    qint64 version = 0; ///< seq of the last change of anything in it
    qint64 modifiedMs = 0;
};

/// The name of an object that was not given one.
QString objectName(const QString &davName, const QString &uid, const shared::EventId &id);

/// The table `events` of one calendar, seen as objects.
class ObjectTable {
public:
    ObjectTable(shared::Database &database, shared::CalendarId calendar);

    /// A time that objects may lie in; the end is exclusive.
    struct Range {
        qint64 fromMs;
        qint64 toMs;
    };
    /// In order of name. With a range only those that may have something in it.
    QList<ObjectHead> all(const std::optional<Range> &range = {});
    std::optional<ObjectHead> find(const QString &name);
    std::optional<ObjectHead> findUid(const QString &uid);
    /// The objects that have one of the UIDs.
    QList<shared::EventId> withUids(const QStringList &uids);
    /// In order of their last change.
    QList<ObjectHead> changedSince(qint64 seq, int limit);
    /// The names of the objects that were deleted in (since, until] and are not there again.
    QStringList removed(qint64 since, qint64 until);
    /// The events of the objects: each with its changed instances behind it, in the order of `heads`.
    QList<QList<shared::Event>> events(const QList<ObjectHead> &heads);
    QList<QList<shared::Event>> events(const QList<shared::EventId> &ids);

private:
    using Binder = std::function<void(shared::Query &)>;
    using Taker = std::function<void(shared::Query &)>;
    std::optional<ObjectHead> head(const shared::EventId &id);
    void takeAll(const Taker &take);
    void takeSome(const QList<shared::EventId> &ids, const Taker &take);
    QList<ObjectHead> read(const QString &condition, const Binder &bind = {});

    shared::Database &m_db;
    shared::CalendarId m_calendar;
};

}
