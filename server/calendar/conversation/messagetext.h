#pragma once

#include "server/calendar/conversation/messagetable.h"
#include "server/calendar/messages.h"
#include "server/proto/messages.pb.h"
#include "shared/base/result.h"

namespace hearth::server::calendar {

/// What somebody says in a calendar's conversation, and to whom.
class MessageText {
public:
    MessageText(shared::Database &database, const shared::CalendarId &calendar);

    /// NFC without surrounding white space; InvalidArgument unless it has 1 to 10,000 characters and no
    /// control characters but line ends and tabs.
    static shared::Result<QString> parse(const std::string &given);
    /// The members whom the text names with @username, and `users`; never more than 50. InvalidArgument for a
    /// user who does not take part in the conversation.
    shared::Result<QList<Mention>> mentions(const QString &text,
                                            const google::protobuf::RepeatedPtrField<std::string> &users);

private:
    shared::Result<QList<Mention>> named(const google::protobuf::RepeatedPtrField<std::string> &users);
    void addWritten(const QString &text, QList<Mention> &mentions);

    shared::Database &m_db;
    shared::CalendarId m_calendar;
};

}
