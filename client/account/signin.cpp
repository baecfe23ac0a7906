#include "client/account/signin.h"

#include "shared/base/text.h"

#include <QTimeZone>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::ErrorCode;

SignIn::SignIn(ServerAddress server, const SyncOptions &options, QObject *parent)
    : QObject(parent)
    , m_api(std::move(server), options)
{
    connect(&m_api, &ApiClient::certificateRefused, this,
            [this](const QString &offered) { m_offered = offered; });
}

void SignIn::run(const SignInWish &wish, Finished finished)
{
    m_wish = wish;
    m_finished = std::move(finished);
    m_taken = false;
    if (const auto name = shared::parseUsername(wish.username); !name)
        return fail(name.error().message, u"invalid_username"_s);
    if (wish.newAccount) {
        if (const auto password = shared::checkPassword(wish.password); !password)
            return fail(password.error().message, u"invalid_password"_s);
        return registerAccount();
    }
    login();
}

void SignIn::registerAccount()
{
    m_api.send(credentials(u"/api/user/register"_s), this, [this](const ApiResult &result) {
        // Taken, perhaps by an earlier try of this very person: the password tells.
        m_taken = !result.ok() && result.error->status == 409;
        if (result.ok() || m_taken)
            login();
        else
            fail(*result.error);
    });
}

void SignIn::login()
{
    m_api.send(credentials(u"/api/user/login"_s), this, [this](const ApiResult &result) {
        if (!result.ok()) {
            if (result.error->status != 401)
                return fail(*result.error);
            if (m_taken)
                return fail(tr("Somebody has that name already. Choose another one."), u"username_taken"_s);
            return fail(tr("The username or the password is wrong."), u"wrong_credentials"_s);
        }
        m_api.setTokens(ApiClient::tokensFrom(result.body, m_clock));
        m_username = result.body.value("username"_L1).toString(m_wish.username);
        if (m_wish.calendar == SignInWish::Calendar::None)
            finish();
        else if (!m_wish.inviteCode.isEmpty())
            acceptInvite();
        else
            calendar();
    });
}

void SignIn::calendar()
{
    const bool join = m_wish.calendar == SignInWish::Calendar::Join;
    ApiRequest request{"POST", join ? u"/api/v1/calendars/join"_s : u"/api/v1/calendars"_s};
    if (join)
        request.body = QJsonObject{{u"calendar_name"_s, m_wish.calendarName},
                                   {u"calendar_password"_s, m_wish.calendarPassword}};
    else
        request.body = QJsonObject{{u"name"_s, m_wish.calendarName},
                                   {u"password"_s, m_wish.calendarPassword},
                                   {u"colour"_s, m_wish.colour},
                                   {u"time_zone"_s, QString::fromUtf8(QTimeZone::systemTimeZoneId())}};
    m_api.send(request, this, [this, join](const ApiResult &result) {
        if (result.ok())
            return finish();
        const int status = result.error->status;
        if (join && status == 404)
            return fail(tr("There is no calendar of that name."), u"no_such_calendar"_s);
        if (join && status == 403)
            return fail(tr("The calendar's password is wrong."), u"wrong_password"_s);
        if (join && status == 409)
            return finish(); // in it already
        if (status == 409)
            return fail(tr("There is a calendar of that name already. Choose another name."),
                        u"calendar_exists"_s);
        fail(*result.error);
    });
}

void SignIn::acceptInvite()
{
    const QString code = QString::fromLatin1(QUrl::toPercentEncoding(m_wish.inviteCode));
    m_api.send({"POST", u"/api/v1/invites/%1/accept"_s.arg(code)}, this, [this](const ApiResult &result) {
        if (result.ok())
            return finish();
        switch (result.error->status) {
        case 404:
        case 409:
        case 410:
            return fail(tr("This invitation no longer works: it has been used up, has expired or was "
                           "withdrawn. Ask for another one."),
                        u"invite_ended"_s);
        default:
            fail(*result.error);
        }
    });
}

void SignIn::finish()
{
    const auto finished = std::exchange(m_finished, nullptr);
    finished(SignedIn{m_api.server(), m_username, m_api.tokens()});
}

void SignIn::fail(const ApiError &error)
{
    const auto finished = std::exchange(m_finished, nullptr);
    finished(error.error);
}

void SignIn::fail(const QString &message, const QString &reason)
{
    const auto finished = std::exchange(m_finished, nullptr);
    finished(shared::Error{ErrorCode::InvalidArgument, message, reason});
}

ApiRequest SignIn::credentials(const QString &path) const
{
    ApiRequest request{"POST", path};
    request.body = QJsonObject{{u"username"_s, m_wish.username}, {u"password"_s, m_wish.password}};
    request.authorized = false;
    return request;
}

}
