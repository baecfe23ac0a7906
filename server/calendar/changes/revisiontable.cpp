#include "server/calendar/changes/revisiontable.h"

#include <QCryptographicHash>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Change;
using shared::UserId;

namespace {
constexpr qsizetype kMaxUsers = 100000;
}

Revision RevisionTable::read(shared::Database &database, const UserId &user, QList<CalendarId> *calendars)
{
    auto query = database.query(u"SELECT c.id, c.seq FROM members m JOIN calendars c ON c.id = m.calendar_id "
                                "WHERE m.user_id = :user AND c.deleted_ms IS NULL ORDER BY c.id"_s);
    query.bind(u":user"_s, user).run();
    QCryptographicHash hash(QCryptographicHash::Sha1);
    Revision revision;
    while (query.next()) {
        hash.addData(query.text(0).toLatin1());
        hash.addData(QByteArray::number(query.integer(1)) + ';');
        ++revision.calendars;
        if (calendars)
            calendars->append(query.id<CalendarId>(0));
    }
    revision.text = hash.result().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return revision;
}

std::optional<Revision> RevisionTable::find(const UserId &user) const
{
    const std::lock_guard guard(m_mutex);
    const auto found = m_users.constFind(user);
    if (found == m_users.cend())
        return std::nullopt;
    return found->revision;
}

Revision RevisionTable::load(shared::Database &database, const UserId &user)
{
    quint64 generation = 0;
    {
        const std::lock_guard guard(m_mutex);
        generation = m_generation;
    }
    Entry entry;
    entry.revision = read(database, user, &entry.calendars);
    const std::lock_guard guard(m_mutex);
    if (generation != m_generation)
        return entry.revision;
    if (m_users.size() >= kMaxUsers) {
        m_users.clear();
        m_members.clear();
    }
    for (const CalendarId &calendar : entry.calendars)
        m_members[calendar].insert(user);
    m_users.insert(user, entry);
    return entry.revision;
}

void RevisionTable::drop(const QList<Change> &committed)
{
    const std::lock_guard guard(m_mutex);
    ++m_generation;
    for (const Change &change : committed) {
        dropCalendar(change.calendar);
        if (change.kind == shared::ChangeKind::MemberJoined)
            dropUser(UserId{change.entity});
    }
}

void RevisionTable::dropAll()
{
    const std::lock_guard guard(m_mutex);
    ++m_generation;
    m_users.clear();
    m_members.clear();
}

void RevisionTable::dropCalendar(const CalendarId &calendar)
{
    const QSet<UserId> users = m_members.take(calendar);
    for (const UserId &user : users)
        dropUser(user);
}

void RevisionTable::dropUser(const UserId &user)
{
    const Entry entry = m_users.take(user);
    for (const CalendarId &calendar : entry.calendars) {
        const auto members = m_members.find(calendar);
        if (members == m_members.end())
            continue;
        members->remove(user);
        if (members->isEmpty())
            m_members.erase(members);
    }
}

}
