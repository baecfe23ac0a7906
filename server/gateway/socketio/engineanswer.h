#pragma once

#include "server/gateway/http/httpresponse.h"

#include <QByteArrayList>

namespace hearth::server::gateway {

/// Why Engine.IO refuses a request; clients know the numbers.
enum class EngineError {
    UnknownTransport = 0,
    UnknownSession = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedVersion = 5,
};

/// A problem with the "code" and "message" that Engine.IO's clients look for.
HttpResponse engineRefusal(EngineError error);
/// The answer to a poll.
HttpResponse engineAnswer(const QByteArrayList &packets);
/// "ok": the packets of a POST have been taken.
HttpResponse engineTaken();

}
