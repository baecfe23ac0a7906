#include "server/calendar/unitofwork.h"

#include "server/calendar/changes/changelog.h"
#include "server/calendar/errors.h"
#include "server/calendar/reminders/personaltable.h"

#include <QJsonDocument>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Change;

namespace {
/// The first run of an operation is not further back than this.
constexpr qint64 kOperationMs = 10LL * 60 * 1000;
}

UnitOfWork::UnitOfWork(shared::Database &database, const shared::Clock &clock, const CallContext &caller,
                       const QUuid &operation, bool again)
    : m_db(database)
    , m_caller(caller)
    , m_operation(operation)
    , m_again(again)
    , m_nowMs(clock.nowMs())
    , m_transaction(database)
{
}

bool UnitOfWork::alreadyDone() { return m_again && ChangeLog(m_db).has(m_operation, m_nowMs - kOperationMs); }

shared::Result<NextSeq> UnitOfWork::nextSeq(const CalendarId &calendar) { return nextSeqs(calendar, 1); }

shared::Result<NextSeq> UnitOfWork::nextSeqs(const CalendarId &calendar, qint64 count)
{
    const auto seq = CalendarTable(m_db).nextSeqs(calendar, count);
    if (!seq)
        return noSuchCalendar();
    return *seq;
}

const Change &UnitOfWork::log(const CalendarId &calendar, qint64 seq, shared::ChangeKind kind,
                              const QUuid &entity, const QJsonObject &data, const QStringList &fields)
{
    log({{calendar, seq, kind, entity, data, fields}});
    return m_changes.last();
}

void UnitOfWork::log(const QList<ChangeEntry> &entries)
{
    QList<LoggedChange> logged;
    for (const ChangeEntry &entry : entries) {
        m_changes.append({entry.calendar, entry.seq, entry.kind, m_nowMs, m_caller.user, m_caller.username,
                          entry.entity, QJsonDocument(entry.data).toJson(QJsonDocument::Compact)});
        logged.append({m_changes.last(), entry.fields});
    }
    ChangeLog(m_db).append(logged, m_operation);
}

void UnitOfWork::tell(QList<PersonalMessage> messages)
{
    std::stable_sort(messages.begin(), messages.end(),
                     [](const auto &a, const auto &b) { return a.user < b.user; });
    PersonalTable table(m_db);
    for (const PersonalMessage &message : std::as_const(messages)) {
        if (const auto frame = table.insert(message, m_nowMs, m_operation))
            m_frames.append(*frame);
    }
}

void UnitOfWork::commit()
{
    m_transaction.commit();
    m_committed = true;
}

}
