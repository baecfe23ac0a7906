#include "server/auth/profiles.h"

#include "server/platform/dbexecutor.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"
#include "shared/domain/zonedtime.h"
#include "shared/sql/sqlerror.h"
#include "shared/sql/transaction.h"

#include <QRegularExpression>

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;
using shared::SqlError;
using shared::Transaction;
using shared::UserId;

namespace {
constexpr int kMaxDisplayName = 100;
constexpr int kMaxUsers = 1000;

Outcome applyColour(const QString &colour, UserRecord &user)
{
    static const QRegularExpression form(u"\\A(|[a-z]{1,20}|#[0-9a-fA-F]{6})\\z"_s);
    if (!form.match(colour).hasMatch())
        return Error{ErrorCode::InvalidArgument,
                     u"The colour is a name of the palette or written as #rrggbb."_s};
    user.colour = colour.toLower();
    return Done{};
}

// BCP 47, as far as the app has use for it.
Outcome applyLocale(const QString &locale, UserRecord &user)
{
    static const QRegularExpression form(u"\\A([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3})?\\z"_s);
    if (!form.match(locale).hasMatch())
        return Error{ErrorCode::InvalidArgument, u"The locale is not written as a language tag."_s};
    user.locale = locale;
    return Done{};
}

Outcome apply(const UpdateMeRequest &request, UserRecord &user)
{
    if (request.has_display_name()) {
        const auto name =
            shared::parseName(fromUtf8(request.display_name()), kMaxDisplayName, u"The display name"_s);
        if (!name)
            return name.error();
        user.displayName = *name;
    }
    if (request.has_time_zone()) {
        if (const auto zone = shared::parseZone(fromUtf8(request.time_zone())); !zone)
            return zone.error();
        user.timeZone = fromUtf8(request.time_zone());
    }
    if (request.has_colour()) {
        if (const Outcome colour = applyColour(fromUtf8(request.colour()), user); !colour)
            return colour.error();
    }
    return request.has_locale() ? applyLocale(fromUtf8(request.locale()), user) : Outcome(Done{});
}

Result<User> update(Database &database, const UserId &id, const UpdateMeRequest &request)
{
    Transaction transaction(database);
    UserStore users(database);
    auto user = users.find(id);
    if (!user)
        return sessionEnded();
    if (request.if_version() != 0 && request.if_version() != user->version)
        return Error{ErrorCode::PreconditionFailed, u"The profile was changed elsewhere meanwhile."_s};
    if (const Outcome applied = apply(request, *user); !applied)
        return applied.error();
    if (!users.updateProfile(*user))
        throw SqlError(SqlError::Kind::Conflict, u"the profile changed between read and write"_s);
    transaction.commit();
    ++user->version;
    return toProto(*user);
}
}

void Profiles::me(const CallContext &call, Reply<User> reply)
{
    const auto job = [id = call.user](Database &database) -> Result<User> {
        const auto user = UserStore(database).find(id);
        if (!user)
            return sessionEnded();
        return toProto(*user);
    };
    m_parts.db.read(job, reply);
}

void Profiles::updateMe(const CallContext &call, const UpdateMeRequest &request, Reply<User> reply)
{
    m_parts.db.write(
        call.user.value,
        [id = call.user, request](Database &database) { return update(database, id, request); }, reply);
}

void Profiles::users(const UsersRequest &request, Reply<UsersResponse> reply)
{
    if (request.user_ids_size() + request.usernames_size() > kMaxUsers)
        return reply(Error{ErrorCode::InvalidArgument, u"These are too many users at once."_s});
    const auto job = [request](Database &database) -> Result<UsersResponse> {
        UserStore users(database);
        UsersResponse response;
        for (const std::string &id : request.user_ids()) {
            if (const auto user = users.find(idFromBytes<UserId>(id)))
                *response.add_users() = toProto(*user);
        }
        for (const std::string &name : request.usernames()) {
            if (const auto user = users.findByName(fromUtf8(name)))
                *response.add_users() = toProto(*user);
        }
        return response;
    };
    m_parts.db.read(job, reply);
}

}
