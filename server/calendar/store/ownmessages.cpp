#include "server/calendar/store/ownmessages.h"

#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
constexpr int kAtOnce = 1000;
}

OwnMessages::OwnMessages(shared::Database &database, shared::CalendarId calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

pb::OwnMessagesResponse OwnMessages::of(const shared::UserId &user, qint64 afterSeq)
{
    auto query = m_db.query(u"SELECT id, seq, at_ms, text FROM messages WHERE calendar_id = :calendar "
                            "AND seq > :after AND user_id = :user ORDER BY seq LIMIT :limit"_s);
    query.bind(u":calendar"_s, m_calendar)
        .bind(u":after"_s, afterSeq)
        .bind(u":user"_s, user)
        .bind(u":limit"_s, kAtOnce)
        .run();
    pb::OwnMessagesResponse response;
    while (query.next()) {
        pb::OwnMessage &message = *response.add_messages();
        message.set_id(uuidBytes(query.uuid(0)));
        message.set_seq(query.integer(1));
        message.set_at_ms(query.integer(2));
        message.set_text(utf8(query.text(3)));
    }
    response.set_more(response.messages_size() == kAtOnce);
    return response;
}

}
