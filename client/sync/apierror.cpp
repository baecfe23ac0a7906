#include "client/sync/apierror.h"

#include <QCoreApplication>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::ErrorCode;

namespace {
QString tr(const char *text) { return QCoreApplication::translate("ApiError", text); }

ErrorCode codeOf(int status)
{
    switch (status) {
    case 401:
        return ErrorCode::Unauthenticated;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 409:
        return ErrorCode::Conflict;
    case 410:
        return ErrorCode::SnapshotRequired;
    case 412:
        return ErrorCode::PreconditionFailed;
    case 413:
        return ErrorCode::TooLarge;
    case 422:
        return ErrorCode::KeyReused;
    case 429:
        return ErrorCode::RateLimited;
    default:
        return status >= 500 ? ErrorCode::Unavailable : ErrorCode::InvalidArgument;
    }
}

Failure failureOf(int status)
{
    if (status == 401)
        return Failure::SignedOut;
    if (status == 412)
        return Failure::Conflict;
    if (status == 408 || status == 425 || status == 429 || status >= 500)
        return Failure::Retry;
    return Failure::Refused;
}
}

ApiError apiErrorOf(int status, bool isProblem, const QJsonObject &body, int retryAfterSeconds)
{
    ApiError error;
    error.status = status;
    error.body = body;
    error.failure = failureOf(status);
    error.error.code = codeOf(status);
    error.error.message = body.value("message"_L1).toString(body.value("detail"_L1).toString());
    error.error.reason = body.value("reason"_L1).toString();
    if (error.error.reason.isEmpty() && body.value("type"_L1).toString() != "about:blank"_L1)
        error.error.reason = body.value("type"_L1).toString().section(u'/', -1).section(u':', -1);
    error.error.retryAfterSeconds = retryAfterSeconds;
    if (error.error.reason == "in_progress"_L1)
        error.failure = Failure::Retry;
    // A portal in a hotel or a proxy answers in the server's place: its 404 says nothing about an event.
    if (!isProblem && error.failure != Failure::Retry) {
        error.failure = Failure::WrongServer;
        error.error = {ErrorCode::Unavailable, tr("The address answers, but not as Hearth does."),
                       u"not_hearth"_s};
    }
    if (error.error.message.isEmpty())
        error.error.message = tr("The server can't answer right now.");
    return error;
}

ApiError noAnswer(const QString &message, const QString &reason)
{
    return {Failure::Retry, 0, {ErrorCode::Unavailable, message, reason}, {}};
}

}
