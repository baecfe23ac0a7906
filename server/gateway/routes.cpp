#include "server/gateway/caldav/davdispatcher.h"
#include "server/gateway/endpoints/accountendpoints.h"
#include "server/gateway/endpoints/apppasswordendpoints.h"
#include "server/gateway/endpoints/eventendpoints.h"
#include "server/gateway/endpoints/freebusyendpoints.h"
#include "server/gateway/endpoints/historyendpoints.h"
#include "server/gateway/endpoints/inviteendpoints.h"
#include "server/gateway/endpoints/meendpoints.h"
#include "server/gateway/endpoints/messageendpoints.h"
#include "server/gateway/endpoints/noticeendpoints.h"
#include "server/gateway/endpoints/participationendpoints.h"
#include "server/gateway/endpoints/personendpoints.h"
#include "server/gateway/endpoints/pollendpoints.h"
#include "server/gateway/endpoints/reminderendpoints.h"
#include "server/gateway/endpoints/roomendpoints.h"
#include "server/gateway/endpoints/searchendpoints.h"
#include "server/gateway/endpoints/serverendpoints.h"
#include "server/gateway/endpoints/socketioendpoints.h"
#include "server/gateway/endpoints/subscriptionendpoints.h"
#include "server/gateway/endpoints/transferendpoints.h"
#include "server/gateway/endpoints/userendpoints.h"
#include "server/gateway/pages/pageanswer.h"
#include "server/gateway/pages/pageroutes.h"
#include "server/gateway/route.h"

#include <array>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kPublic = Access::Public;
constexpr auto kToken = Access::Token;
constexpr auto kBasic = Access::Basic;
constexpr auto kIgnored = Body::Ignored;
constexpr qint64 kDavBody = 2 * 1024 * 1024;
constexpr auto kObject = Body::Object;

namespace user = userendpoints;
namespace me = meendpoints;
namespace account = accountendpoints;
namespace apppassword = apppasswordendpoints;
namespace room = roomendpoints;
namespace event = eventendpoints;
namespace history = historyendpoints;
namespace invite = inviteendpoints;
namespace participation = participationendpoints;
namespace person = personendpoints;
namespace message = messageendpoints;
namespace poll = pollendpoints;
namespace reminder = reminderendpoints;
namespace notice = noticeendpoints;
namespace server = serverendpoints;
namespace subscription = subscriptionendpoints;
namespace transfer = transferendpoints;
namespace socketio = socketioendpoints;
namespace page = pageroutes;

/// A line for one of the pages, whose failures are pages, too.
constexpr Route pageRoute(QByteArrayView method, QLatin1StringView pattern, RouteHandler handler,
                          LimitName limit = LimitName::None)
{
    return {method, pattern,          handler,          kPublic,    kIgnored,
            limit,  page::kFormLimit, Answered::InTime, failurePage};
}

// clang-format off
constexpr std::array kRoutes{
    Route{"POST", "/user/register"_L1, user::registerUser, kPublic, kObject, LimitName::Register},
    Route{"POST", "/user/login"_L1, user::login, kPublic, kObject, LimitName::Login},
    Route{"POST", "/user/refresh"_L1, user::refresh, kPublic, kObject},
    Route{"POST", "/user/logout"_L1, user::logout},
    Route{"GET", "/user/status"_L1, server::userStatus, kPublic},
    Route{"GET", "/calendar/status"_L1, server::calendarStatus, kPublic},
    Route{"POST", "/calendar/create_calendar"_L1, room::createByName, kToken, kObject, LimitName::CreateCalendar},
    Route{"GET", "/calendar/get_events"_L1, event::listAll, kToken, kIgnored, LimitName::GetEvents},
    Route{"POST", "/calendar/create_event"_L1, event::createByName, kToken, kObject},
    Route{"GET", "/ws"_L1, server::upgradeRequired, kPublic},
    Route{"GET", "/socket.io/"_L1, socketio::poll, kPublic, kIgnored, LimitName::None, 0, Answered::WhenReady},
    Route{"POST", "/socket.io/"_L1, socketio::post, kPublic},
    Route{"OPTIONS", "/socket.io/"_L1, socketio::preflight, kPublic},
    Route{"GET", "/.well-known/jwks.json"_L1, server::publicKeys, kPublic},

    Route{"GET", "/api/v1/server"_L1, server::about, kPublic},
    Route{"GET", "/api/v1/me"_L1, me::find},
    Route{"PATCH", "/api/v1/me"_L1, me::update, kToken, kObject},
    Route{"DELETE", "/api/v1/me"_L1, account::remove, kToken, kObject, LimitName::Login},
    Route{"GET", "/api/v1/me/export"_L1, account::exportAll, kToken, kIgnored, LimitName::Export},
    Route{"POST", "/api/v1/me/password"_L1, me::changePassword, kToken, kObject, LimitName::Login},
    Route{"GET", "/api/v1/me/sessions"_L1, me::sessions},
    Route{"DELETE", "/api/v1/me/sessions/{session}"_L1, me::revokeSession},
    Route{"GET", "/api/v1/me/app-passwords"_L1, apppassword::list},
    Route{"POST", "/api/v1/me/app-passwords"_L1, apppassword::create, kToken, kObject, LimitName::Login},
    Route{"DELETE", "/api/v1/me/app-passwords/{app_password}"_L1, apppassword::remove},
    Route{"GET", "/api/v1/search"_L1, searchendpoints::find},
    Route{"GET", "/api/v1/freebusy"_L1, freebusyendpoints::ofCalendars},
    Route{"GET", "/api/v1/calendars/{calendar}/freebusy"_L1, freebusyendpoints::ofMembers},
    Route{"GET", "/api/v1/calendars"_L1, room::list},
    Route{"POST", "/api/v1/calendars"_L1, room::create, kToken, kObject, LimitName::CreateCalendar},
    Route{"POST", "/api/v1/calendars/join"_L1, room::join, kToken, kObject, LimitName::Join},
    Route{"GET", "/api/v1/calendars/trash"_L1, history::trashedCalendars},
    Route{"POST", "/api/v1/calendars/{calendar}/restore"_L1, history::restoreCalendar},
    Route{"GET", "/api/v1/calendars/{calendar}"_L1, room::find},
    Route{"PATCH", "/api/v1/calendars/{calendar}"_L1, room::update, kToken, kObject},
    Route{"DELETE", "/api/v1/calendars/{calendar}"_L1, room::remove},
    Route{"GET", "/api/v1/calendars/{calendar}/members"_L1, room::members},
    Route{"PATCH", "/api/v1/calendars/{calendar}/members/{user}"_L1, room::setRole, kToken, kObject},
    Route{"DELETE", "/api/v1/calendars/{calendar}/members/{user}"_L1, room::removeMember},
    Route{"GET", "/api/v1/calendars/{calendar}/invites"_L1, invite::list},
    Route{"POST", "/api/v1/calendars/{calendar}/invites"_L1, invite::create, kToken, kObject},
    Route{"DELETE", "/api/v1/calendars/{calendar}/invites/{invite}"_L1, invite::revoke},
    Route{"GET", "/api/v1/invites/{code}"_L1, invite::look, kPublic, kIgnored, LimitName::Invite},
    Route{"POST", "/api/v1/invites/{code}/accept"_L1, invite::accept, kToken, kIgnored, LimitName::Join},
    Route{"GET", "/api/v1/calendars/{calendar}/people"_L1, person::list},
    Route{"POST", "/api/v1/calendars/{calendar}/people"_L1, person::add, kToken, kObject},
    Route{"PATCH", "/api/v1/calendars/{calendar}/people/{person}"_L1, person::update, kToken, kObject},
    Route{"DELETE", "/api/v1/calendars/{calendar}/people/{person}"_L1, person::remove},
    Route{"GET", "/api/v1/calendars/{calendar}/events"_L1, event::list},
    Route{"POST", "/api/v1/calendars/{calendar}/events"_L1, event::create, kToken, kObject},
    Route{"GET", "/api/v1/calendars/{calendar}/events/{event}"_L1, event::find},
    Route{"PATCH", "/api/v1/calendars/{calendar}/events/{event}"_L1, event::update, kToken, kObject},
    Route{"DELETE", "/api/v1/calendars/{calendar}/events/{event}"_L1, event::remove},
    Route{"POST", "/api/v1/calendars/{calendar}/events/{event}/restore"_L1, event::restore},
    Route{"GET", "/api/v1/calendars/{calendar}/trash"_L1, history::trash},
    Route{"GET", "/api/v1/calendars/{calendar}/events/{event}/history"_L1, history::list},
    Route{"GET", "/api/v1/calendars/{calendar}/events/{event}/versions/{number}"_L1, history::findVersion},
    Route{"POST", "/api/v1/calendars/{calendar}/events/{event}/versions/{number}/restore"_L1, history::restoreVersion},
    Route{"POST", "/api/v1/calendars/{calendar}/events/{event}/move"_L1, history::move, kToken, kObject},
    Route{"PUT", "/api/v1/calendars/{calendar}/events/{event}/answer"_L1, participation::respond, kToken, kObject},
    Route{"POST", "/api/v1/calendars/{calendar}/events/{event}/proposals/{user}/accept"_L1, participation::accept},
    Route{"POST", "/api/v1/calendars/{calendar}/events/{event}/proposals/{user}/decline"_L1, participation::decline},
    Route{"GET", "/api/v1/calendars/{calendar}/messages"_L1, message::list},
    Route{"POST", "/api/v1/calendars/{calendar}/messages"_L1, message::post, kToken, kObject},
    Route{"PUT", "/api/v1/calendars/{calendar}/messages/read"_L1, message::markRead, kToken, kObject},
    Route{"PATCH", "/api/v1/calendars/{calendar}/messages/{message}"_L1, message::edit, kToken, kObject},
    Route{"DELETE", "/api/v1/calendars/{calendar}/messages/{message}"_L1, message::remove},
    Route{"GET", "/api/v1/calendars/{calendar}/events/{event}/comments"_L1, message::listComments},
    Route{"POST", "/api/v1/calendars/{calendar}/events/{event}/comments"_L1, message::postComment, kToken, kObject},
    Route{"PUT", "/api/v1/calendars/{calendar}/events/{event}/comments/read"_L1, message::markCommentsRead, kToken, kObject},
    Route{"GET", "/api/v1/me/unread"_L1, message::unread},
    Route{"GET", "/api/v1/calendars/{calendar}/polls"_L1, poll::list},
    Route{"POST", "/api/v1/calendars/{calendar}/polls"_L1, poll::create, kToken, kObject},
    Route{"GET", "/api/v1/calendars/{calendar}/polls/{poll}"_L1, poll::find},
    Route{"PATCH", "/api/v1/calendars/{calendar}/polls/{poll}"_L1, poll::update, kToken, kObject},
    Route{"DELETE", "/api/v1/calendars/{calendar}/polls/{poll}"_L1, poll::remove},
    Route{"PUT", "/api/v1/calendars/{calendar}/polls/{poll}/answer"_L1, poll::respond, kToken, kObject},
    Route{"POST", "/api/v1/calendars/{calendar}/polls/{poll}/pick"_L1, poll::pick, kToken, kObject},
    Route{"GET", "/api/v1/calendars/{calendar}/reminders"_L1, reminder::list},
    Route{"GET", "/api/v1/calendars/{calendar}/reminder-settings"_L1, reminder::settings},
    Route{"PUT", "/api/v1/calendars/{calendar}/reminder-settings"_L1, reminder::setSettings, kToken, kObject},
    Route{"PUT", "/api/v1/calendars/{calendar}/default-reminders"_L1, reminder::setDefaults, kToken, kObject},
    Route{"GET", "/api/v1/calendars/{calendar}/events/{event}/reminders"_L1, reminder::ofEvent},
    Route{"PUT", "/api/v1/calendars/{calendar}/events/{event}/reminders"_L1, reminder::setOfEvent, kToken, kObject},
    Route{"POST", "/api/v1/calendars/{calendar}/events/{event}/claim"_L1, reminder::claim, kToken, kObject},
    Route{"DELETE", "/api/v1/calendars/{calendar}/events/{event}/claim"_L1, reminder::release},
    Route{"GET", "/api/v1/calendars/{calendar}/notices"_L1, notice::list},
    Route{"GET", "/api/v1/calendars/{calendar}/changes"_L1, event::changes},
    Route{"POST", "/api/v1/calendars/{calendar}/import"_L1, transfer::importCalendar, kToken, kIgnored, LimitName::None, transfer::kImportLimit, Answered::WhenReady},
    Route{"GET", "/api/v1/calendars/{calendar}/export"_L1, transfer::exportCalendar},
    Route{"GET", "/api/v1/calendars/{calendar}/events/{event}/export"_L1, transfer::exportEvent},
    Route{"POST", "/api/v1/calendars/{calendar}/feeds"_L1, transfer::createFeed, kToken, kObject},
    Route{"GET", "/api/v1/calendars/{calendar}/feeds"_L1, transfer::feeds},
    Route{"DELETE", "/api/v1/calendars/{calendar}/feeds/{feed}"_L1, transfer::revokeFeed},
    Route{"GET", "/api/v1/subscriptions"_L1, subscription::list},
    Route{"POST", "/api/v1/subscriptions"_L1, subscription::create, kToken, kObject, LimitName::CreateCalendar},
    Route{"GET", "/api/v1/subscriptions/{calendar}"_L1, subscription::find},
    Route{"PATCH", "/api/v1/subscriptions/{calendar}"_L1, subscription::update, kToken, kObject},
    Route{"DELETE", "/api/v1/subscriptions/{calendar}"_L1, subscription::remove},
    Route{"POST", "/api/v1/subscriptions/{calendar}/refresh"_L1, subscription::refresh},
    Route{"GET", "/feeds/{secret}"_L1, transfer::readFeed, kPublic},

    pageRoute("GET", "/invite/style.css"_L1, page::style),
    pageRoute("GET", "/invite/icon.svg"_L1, page::icon),
    pageRoute("GET", "/invite/profile/{secret}"_L1, page::showProfile, LimitName::Invite),
    pageRoute("POST", "/invite/profile/{secret}"_L1, page::fetchProfile, LimitName::Invite),
    pageRoute("GET", "/invite/{code}"_L1, page::show, LimitName::Invite),
    pageRoute("POST", "/invite/{code}/register"_L1, page::registerAndJoin, LimitName::Register),
    pageRoute("GET", "/invite/{code}/register"_L1, page::goBack),
    pageRoute("POST", "/invite/{code}/login"_L1, page::signInAndJoin, LimitName::Login),
    pageRoute("GET", "/invite/{code}/login"_L1, page::goBack),
    pageRoute("POST", "/invite/{code}/phone"_L1, page::setUpDevice, LimitName::Invite),
    pageRoute("GET", "/invite/{code}/phone"_L1, page::goBack),
    pageRoute("POST", "/invite/{code}/finish"_L1, page::finish, LimitName::Invite),
    pageRoute("GET", "/invite/{code}/finish"_L1, page::goBack),

    Route{"*", "/.well-known/caldav"_L1, caldav::wellKnown, kPublic},
    Route{"*", "/dav/{path...}"_L1, caldav::dispatch, kBasic, kIgnored, LimitName::None, kDavBody},
    Route{"MKCALENDAR", "/dav/{path...}"_L1, caldav::dispatch, kBasic, kIgnored, LimitName::CreateCalendar},
    Route{"MKCOL", "/dav/{path...}"_L1, caldav::dispatch, kBasic, kIgnored, LimitName::CreateCalendar},
};
// clang-format on
}

std::span<const Route> allRoutes() { return kRoutes; }

}
