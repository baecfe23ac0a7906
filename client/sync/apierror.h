#pragma once

#include "shared/base/error.h"

#include <QJsonObject>

#include <optional>

namespace hearth::client {

/// What a failed request means for whoever sent it.
enum class Failure {
    Retry, ///< no way there, no answer, or "not now": the same request may succeed later
    Refused, ///< for good: the request is not allowed or makes no sense (any more)
    Conflict, ///< somebody else changed the same fields; `body` has their version
    SignedOut, ///< the session has ended
    WrongServer, ///< not the server that it was, or no Hearth at all: nothing may be concluded from its
                 ///< answer
};

struct ApiError {
    Failure failure = Failure::Retry;
    int status = 0; ///< HTTP's; 0 where there was no answer
    shared::Error error; ///< with a sentence for people
    QJsonObject body;
};

/// An answer's body, or what stands in its place.
struct ApiResult {
    QJsonObject body; ///< iCalendar is its member "text"
    std::optional<ApiError> error;

    bool ok() const { return !error.has_value(); }
};

/// The failure in an answer with that status. `isProblem`: the body is one of Hearth's own.
ApiError apiErrorOf(int status, bool isProblem, const QJsonObject &body, int retryAfterSeconds);
/// The failure where there was no answer.
ApiError noAnswer(const QString &message, const QString &reason);

}
