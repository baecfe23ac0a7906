#pragma once

#include "shared/base/result.h"
#include "shared/domain/change.h"
#include "shared/sql/database.h"

#include <QJsonObject>
#include <QList>
#include <QSet>

#include <optional>

namespace hearth::server::calendar {

/// A change on its way into the log.
struct LoggedChange {
    shared::Change change;
    QStringList fields; ///< of an event, that have changed
};

/// Among the fields of a change: it has made a changed instance of a series, which was the series' until
/// then.
inline const QString kInstanceMade = QStringLiteral("instance_made");

/// Among the fields of a change: the series has been divided, what follows is a series of its own.
inline const QString kSeriesDivided = QStringLiteral("series_divided");

/// The table `changes`: what every screen, resume, sync and undo is made of.
class ChangeLog {
public:
    explicit ChangeLog(shared::Database &database);

    /// `operation` is the write that makes the changes.
    void append(const QList<LoggedChange> &changes, const QUuid &operation);
    /// The changes after `since`, at most `limit` of them, without a gap; SnapshotRequired where the log no
    /// longer has them. `newest` is the calendar's seq.
    shared::Result<QList<shared::Change>> since(const shared::CalendarId &calendar, qint64 since,
                                                qint64 newest, int limit);
    /// The same without a look at what should be there: for the feed.
    QList<shared::Change> after(const shared::CalendarId &calendar, qint64 since, int limit);
    /// The names of the fields of the entity that were changed after `since`; nothing where the log no longer
    /// knows.
    std::optional<QSet<QString>> fieldsSince(const shared::CalendarId &calendar, const QUuid &entity,
                                             qint64 since);
    /// Puts `data` in place of what the changes of the entity from `since` on say.
    void rewrite(const shared::CalendarId &calendar, qint64 since, const QUuid &entity,
                 const QJsonObject &data);
    /// Whether `operation` has made a change at `sinceMs` or later.
    bool has(const QUuid &operation, qint64 sinceMs);

private:
    shared::Database &m_db;
};

}
