#include "server/gateway/socketio/engineanswer.h"

#include "server/gateway/socketio/enginepacket.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
QString messageOf(EngineError error)
{
    switch (error) {
    case EngineError::UnknownTransport:
        return u"Transport unknown"_s;
    case EngineError::UnknownSession:
        return u"Session ID unknown"_s;
    case EngineError::BadHandshakeMethod:
        return u"Bad handshake method"_s;
    case EngineError::BadRequest:
        return u"Bad request"_s;
    case EngineError::Forbidden:
        return u"Forbidden"_s;
    case EngineError::UnsupportedVersion:
        return u"Unsupported protocol version"_s;
    }
    Q_UNREACHABLE();
}

HttpResponse plain(const QByteArray &body)
{
    HttpResponse response = HttpResponse::text(200, "text/plain; charset=UTF-8", body);
    response.headers.add("Cache-Control", "no-store");
    return response;
}
}

HttpResponse engineRefusal(EngineError error)
{
    return HttpResponse::problem(error == EngineError::Forbidden ? 403 : 400, messageOf(error), {},
                                 {{u"code"_s, static_cast<int>(error)}});
}

HttpResponse engineAnswer(const QByteArrayList &packets) { return plain(enginePayload(packets)); }

HttpResponse engineTaken() { return plain("ok"); }

}
