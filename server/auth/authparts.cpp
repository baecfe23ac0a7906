#include "server/auth/authparts.h"

#include "server/proto/convert.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

User toProto(const UserRecord &user)
{
    User out;
    out.set_id(idBytes(user.id));
    out.set_username(utf8(user.username));
    out.set_display_name(utf8(user.displayName));
    out.set_colour(utf8(user.colour));
    out.set_time_zone(utf8(user.timeZone));
    out.set_locale(utf8(user.locale));
    out.set_created_ms(user.createdMs);
    out.set_version(user.version);
    return out;
}

Error sessionEnded()
{
    return {ErrorCode::Unauthenticated, u"The session has ended. Sign in again."_s, u"session_ended"_s};
}

Error wrongCredentials()
{
    return {ErrorCode::Unauthenticated, u"The username or the password is wrong."_s, u"wrong_credentials"_s};
}

}
