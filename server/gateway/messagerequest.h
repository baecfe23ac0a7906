#pragma once

#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"
#include "server/proto/messages.pb.h"

namespace hearth::server::gateway {

/// The bytes of an id that may be missing or null; InvalidArgument for what is no id.
template <class I> shared::Result<std::string> optionalId(const QJsonObject &object, QLatin1StringView name)
{
    const auto text = optionalString(object, name);
    if (!text)
        return text.error();
    if (!*text)
        return std::string();
    const auto id = I::fromString(**text);
    if (!id)
        return shared::Error{shared::ErrorCode::InvalidArgument,
                             QStringLiteral("'%1' is not an id.").arg(name)};
    return idBytes(*id);
}

/// What somebody says, as both the HTTP and the live API take it:
/// {"message","event_id","reply_to","mentions"}.
shared::Result<calendar::PostMessageRequest> messageRequest(const QJsonObject &object);

}
