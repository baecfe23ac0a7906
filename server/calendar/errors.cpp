#include "server/calendar/errors.h"

#include <QJsonDocument>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

namespace {
QByteArray compact(const QJsonObject &object)
{
    return object.isEmpty() ? QByteArray() : QJsonDocument(object).toJson(QJsonDocument::Compact);
}
}

Error noSuchCalendar()
{
    return {ErrorCode::NotFound, u"There is no such calendar."_s, u"no_such_calendar"_s};
}

Error noSuchEvent() { return {ErrorCode::NotFound, u"There is no such event."_s, u"no_such_event"_s}; }

Error hiddenEvent()
{
    return {ErrorCode::Forbidden, u"This event is private: only who made it or takes part may do this."_s,
            u"private"_s};
}

Error notAMember()
{
    return {ErrorCode::Forbidden, u"You are not a member of this calendar."_s, u"not_a_member"_s};
}

Error subscribedCalendar()
{
    return {ErrorCode::Forbidden,
            u"This calendar shows a feed from elsewhere: its events can only be changed there."_s,
            u"subscribed"_s};
}

Error notAllowed(const QString &message) { return {ErrorCode::Forbidden, message, u"role"_s}; }

Error invalidArgument(const QString &message, const QString &reason)
{
    return {ErrorCode::InvalidArgument, message, reason};
}

Error conflict(const QString &message, const QString &reason, const QJsonObject &details)
{
    return {ErrorCode::Conflict, message, reason, 0, compact(details)};
}

Error inProgress(const QString &message, const QJsonObject &details)
{
    return {ErrorCode::Conflict, message, u"in_progress"_s, 1, compact(details)};
}

Error preconditionFailed(const QString &message, const QString &reason, const QJsonObject &details)
{
    return {ErrorCode::PreconditionFailed, message, reason, 0, compact(details)};
}

Error unfinished()
{
    return {
        ErrorCode::Unavailable,
        u"This could not be finished now. It is tried again; ask with the same key, or look again, soon."_s,
        u"saga_unfinished"_s, 2};
}

Error tooLate()
{
    return {
        ErrorCode::DeadlineExceeded, u"The server did not come to this in time; nothing was done."_s, {}, 1};
}

QString errorToText(const Error &error)
{
    return QString::fromUtf8(compact({{u"code"_s, shared::errorCodeName(error.code)},
                                      {u"message"_s, error.message},
                                      {u"reason"_s, error.reason},
                                      {u"retry_after"_s, error.retryAfterSeconds}}));
}

Error errorFromText(const QString &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    return {shared::errorCodeFromName(json.value("code"_L1).toString()), json.value("message"_L1).toString(),
            json.value("reason"_L1).toString(), json.value("retry_after"_L1).toInt()};
}

}
