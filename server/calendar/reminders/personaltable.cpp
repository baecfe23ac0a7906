#include "server/calendar/reminders/personaltable.h"

#include "server/proto/convert.h"
#include "shared/domain/role.h"

#include <QJsonDocument>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::UserId;

namespace {
pb::PersonalFrame readFrame(const shared::Query &row)
{
    pb::PersonalFrame frame;
    frame.set_user_id(uuidBytes(row.uuid(0)));
    frame.set_number(row.integer(1));
    frame.set_event(utf8(row.text(2)));
    frame.set_data(utf8(row.text(3)));
    return frame;
}

QList<pb::PersonalFrame> readFrames(shared::Query &query)
{
    QList<pb::PersonalFrame> frames;
    while (query.next())
        frames.append(readFrame(query));
    return frames;
}
}

PersonalTable::PersonalTable(shared::Database &database)
    : m_db(database)
{
}

std::optional<pb::PersonalFrame> PersonalTable::insert(const PersonalMessage &message, qint64 nowMs,
                                                       const QUuid &batch)
{
    // The number's row first: whoever else tells this user something waits for it, and looks after that.
    const qint64 number = nextNumber(message.user);
    if (isTold(message)) {
        m_db.query(u"UPDATE personal_numbers SET number = number - 1 WHERE user_id = :user"_s)
            .bind(u":user"_s, message.user)
            .run();
        return std::nullopt;
    }
    QJsonObject data = message.data;
    data.insert(u"number"_s, number);
    const QByteArray json = QJsonDocument(data).toJson(QJsonDocument::Compact);
    m_db.query(u"INSERT INTO personal_frames (user_id, number, at_ms, batch, calendar_id, event, once, data) "
               "VALUES (:user, :number, :at, :batch, :calendar, :event, :once, :data)"_s)
        .bind(u":user"_s, message.user)
        .bind(u":number"_s, number)
        .bind(u":at"_s, nowMs)
        .bind(u":batch"_s, batch)
        .bind(u":calendar"_s, message.calendar)
        .bind(u":event"_s, message.event)
        .bind(u":once"_s, message.once)
        .bind(u":data"_s, QString::fromUtf8(json))
        .run();
    pb::PersonalFrame frame;
    frame.set_user_id(idBytes(message.user));
    frame.set_number(number);
    frame.set_event(utf8(message.event));
    frame.set_data(json.toStdString());
    return frame;
}

bool PersonalTable::isTold(const PersonalMessage &message)
{
    if (message.once.isEmpty())
        return false;
    auto query =
        m_db.query(u"SELECT 1 FROM personal_frames WHERE user_id = :user AND once = :once AND once <> ''"_s);
    return query.bind(u":user"_s, message.user).bind(u":once"_s, message.once).run().next();
}

qint64 PersonalTable::nextNumber(const UserId &user)
{
    auto query = m_db.query(
        u"INSERT INTO personal_numbers (user_id, number) VALUES (:user, 1) "
        "ON CONFLICT (user_id) DO UPDATE SET number = personal_numbers.number + 1 RETURNING number"_s);
    query.bind(u":user"_s, user).run().next();
    return query.integer(0);
}

qint64 PersonalTable::newest(const UserId &user)
{
    auto query = m_db.query(u"SELECT number FROM personal_numbers WHERE user_id = :user"_s);
    return query.bind(u":user"_s, user).run().next() ? query.integer(0) : 0;
}

PersonalTable::Page PersonalTable::after(const UserId &user, qint64 number, qint64 sinceMs, int limit)
{
    Page page;
    page.number = std::max(number, newest(user));
    auto query = m_db.query(
        u"SELECT f.user_id, f.number, f.event, f.data FROM personal_frames f "
        "JOIN members m ON m.calendar_id = f.calendar_id AND m.user_id = f.user_id AND m.role <> :busy "
        "WHERE f.user_id = :user AND f.number > :after AND f.number <= :newest AND f.at_ms >= :since "
        "ORDER BY f.number LIMIT :limit"_s);
    query.bind(u":busy"_s, static_cast<int>(shared::Role::Busy))
        .bind(u":user"_s, user)
        .bind(u":after"_s, number)
        .bind(u":newest"_s, page.number)
        .bind(u":since"_s, sinceMs)
        .bind(u":limit"_s, limit + 1)
        .run();
    page.frames = readFrames(query);
    page.more = page.frames.size() > limit;
    if (page.more) {
        page.frames.removeLast();
        page.number = page.frames.last().number();
    }
    return page;
}

QList<pb::PersonalFrame> PersonalTable::ofBatch(const QUuid &batch)
{
    auto query = m_db.query(u"SELECT user_id, number, event, data FROM personal_frames WHERE batch = :batch "
                            "ORDER BY user_id, number"_s);
    query.bind(u":batch"_s, batch).run();
    return readFrames(query);
}

QList<pb::PersonalFrame> PersonalTable::since(qint64 sinceMs)
{
    auto query = m_db.query(u"SELECT user_id, number, event, data FROM personal_frames "
                            "WHERE at_ms >= :since ORDER BY user_id, number"_s);
    query.bind(u":since"_s, sinceMs).run();
    return readFrames(query);
}

void PersonalTable::erase(const UserId &user)
{
    for (const QString &sql : {u"DELETE FROM personal_frames WHERE user_id = :user"_s,
                               u"DELETE FROM personal_numbers WHERE user_id = :user"_s})
        m_db.query(sql).bind(u":user"_s, user).run();
}

}
