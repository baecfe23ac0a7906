#pragma once

#include <QString>

namespace hearth::shared {

/// What kind of thing went wrong; each interface maps it once to its own codes (HTTP, gRPC, WebSocket close).
enum class ErrorCode {
    InvalidArgument, ///< malformed or out of bounds: 400
    Unauthenticated, ///< no, a wrong or an ended credential: 401
    Forbidden, ///< known, but not allowed: 403
    NotFound, ///< 404
    Conflict, ///< exists already, or still running: 409
    PreconditionFailed, ///< If-Match or base version does not hold: 412
    TooLarge, ///< 413
    KeyReused, ///< an idempotency key with another body: 422
    RateLimited, ///< 429, with Error::retryAfterSeconds
    Gone, ///< was there once, and won't be again: 410
    SnapshotRequired, ///< the change log no longer reaches back that far: 410
    Internal, ///< 500
    Unavailable, ///< try again later: 503, with Error::retryAfterSeconds
    DeadlineExceeded, ///< outcome unknown in the given time: 503
};

/// An expected failure. The message is shown to people: no SQL, path or stack in it.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QString reason = {}; ///< a stable word for programs, for example "wrong_password"; may be empty
    int retryAfterSeconds = 0; ///< 0 where no retry is advised
    QByteArray details = {}; ///< JSON object with more members for the answer (the current event of a 412)
};

/// The code's stable name in snake_case, as logs and problem types show it.
QString errorCodeName(ErrorCode code);
/// The inverse of errorCodeName(); ErrorCode::Internal for an unknown name.
ErrorCode errorCodeFromName(const QString &name);

}
