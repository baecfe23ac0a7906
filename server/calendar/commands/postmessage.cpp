#include "server/calendar/commands/postmessage.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/messagetable.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr qsizetype kMaxMessage = 10000;

shared::Result<QString> parseText(const QString &given)
{
    const QString text = given.normalized(QString::NormalizationForm_C).trimmed();
    if (text.isEmpty())
        return invalidArgument(u"The message is missing."_s);
    if (text.size() > kMaxMessage)
        return invalidArgument(u"The message is longer than 10000 characters."_s);
    const bool control = std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t' && c != u'\r';
    });
    if (control)
        return invalidArgument(u"The message contains control characters."_s);
    return text;
}
}

PostMessage::PostMessage(pb::PostMessageRequest request, shared::MessageId id)
    : m_request(std::move(request))
    , m_id(id)
{
}

Result<pb::PostMessageResponse> PostMessage::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    const auto text = parseText(fromUtf8(m_request.text()));
    if (!text)
        return text.error();
    pb::PostMessageResponse answer;
    MessageTable messages(unit.db());
    if (unit.alreadyDone()) {
        if (const auto change = messages.changeOf(m_id))
            *answer.mutable_change() = toProto(*change);
        return answer;
    }
    const auto next = unit.nextSeq(calendar->id);
    if (!next)
        return next.error();
    messages.insert(
        {m_id, calendar->id, next->seq, unit.caller().user, unit.caller().username, *text, unit.nowMs()});
    const auto &change = unit.log(calendar->id, next->seq, shared::ChangeKind::MessagePosted, m_id.value,
                                  messageData(m_id, *text, unit.caller().user, unit.caller().username));
    *answer.mutable_change() = toProto(change);
    unit.commit();
    return answer;
}

}
