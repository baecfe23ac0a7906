#pragma once

#include "server/calendar/reminders/personalmessage.h"
#include "server/calendar/store/calendartable.h"
#include "server/proto/call.h"
#include "shared/base/clock.h"
#include "shared/domain/change.h"
#include "shared/sql/database.h"
#include "shared/sql/transaction.h"

#include <QJsonObject>
#include <QList>

namespace hearth::server::calendar {

/// A change of a calendar, as a command tells of it.
struct ChangeEntry {
    shared::CalendarId calendar;
    qint64 seq = 0;
    shared::ChangeKind kind{};
    QUuid entity;
    QJsonObject data;
    QStringList fields; ///< of an event, that have changed
};

/// One write: a transaction, who asks for it, and the changes that it makes. What is not committed is rolled
/// back.
class UnitOfWork {
public:
    /// `again`: an earlier run of the same operation may have been committed without anybody knowing.
    UnitOfWork(shared::Database &database, const shared::Clock &clock, const CallContext &caller,
               const QUuid &operation, bool again);

    shared::Database &db() { return m_db; }
    const CallContext &caller() const { return m_caller; }
    qint64 nowMs() const { return m_nowMs; }
    const QUuid &operation() const { return m_operation; }

    /// Whether an earlier run of this operation may have been committed.
    bool again() const { return m_again; }
    /// True where an earlier run of this operation was committed after all: the command answers with what is
    /// there now.
    bool alreadyDone();
    /// The calendar's next seq; its row is this transaction's from here on. NotFound where the calendar is
    /// gone.
    shared::Result<NextSeq> nextSeq(const shared::CalendarId &calendar);
    /// The first of the calendar's next `count`.
    shared::Result<NextSeq> nextSeqs(const shared::CalendarId &calendar, qint64 count);
    /// Appends to the change log, as the caller's.
    const shared::Change &log(const shared::CalendarId &calendar, qint64 seq, shared::ChangeKind kind,
                              const QUuid &entity, const QJsonObject &data, const QStringList &fields = {});
    /// The same of many, in the order of their seqs.
    void log(const QList<ChangeEntry> &entries);
    /// Tells each user what is theirs alone, with their next number; what may be told only once and has been
    /// is left out. Takes the users' numbers in one order, so: once in a transaction, and last.
    void tell(QList<PersonalMessage> messages);
    void commit();

    bool committed() const { return m_committed; }
    const QList<shared::Change> &changes() const { return m_changes; }
    const QList<pb::PersonalFrame> &frames() const { return m_frames; }

private:
    shared::Database &m_db;
    CallContext m_caller;
    QUuid m_operation;
    bool m_again;
    qint64 m_nowMs;
    shared::Transaction m_transaction;
    QList<shared::Change> m_changes;
    QList<pb::PersonalFrame> m_frames;
    bool m_committed = false;
};

}
