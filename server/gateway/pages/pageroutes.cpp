#include "server/gateway/pages/pageroutes.h"

#include "server/gateway/gatewaycontext.h"
#include "server/gateway/pages/devicesetup.h"
#include "server/gateway/pages/formbody.h"
#include "server/gateway/pages/invitationview.h"
#include "server/gateway/pages/joining.h"
#include "server/gateway/pages/oncelink.h"
#include "server/gateway/pages/pagecookies.h"
#include "server/proto/convert.h"

namespace hearth::server::gateway::pageroutes {

using namespace Qt::StringLiterals;
using shared::InviteState;
using shared::Result;

namespace {
void sendAsset(const ExchangePtr &exchange, QByteArrayView type, const QString &name)
{
    HttpResponse response = HttpResponse::text(200, type, pageAsset(name));
    response.headers.add("Cache-Control", "public, max-age=3600");
    response.headers.add("X-Content-Type-Options", "nosniff");
    exchange->send(std::move(response));
}

void sendInvitation(const ExchangePtr &exchange, const InvitationView &view)
{
    const PageScene scene = PageScene::of(*exchange);
    if (view.state != InviteState::Open)
        return exchange->send(endedPage(scene, view, view.state));
    const FormGuard guard(exchange->request());
    const bool newAccount = !exchange->request().queryValue(u"account").has_value();
    HttpResponse response = invitationPage(scene, 200, view, {newAccount, guard.word()});
    guard.addTo(response, *exchange);
    exchange->send(std::move(response));
}
}

void style(const ExchangePtr &exchange) { sendAsset(exchange, "text/css; charset=utf-8", u"style.css"_s); }

void icon(const ExchangePtr &exchange) { sendAsset(exchange, "image/svg+xml", u"icon.svg"_s); }

void show(const ExchangePtr &exchange)
{
    const auto seen = [exchange](const InvitationView &view) {
        const QByteArray token = pageToken(exchange->request());
        if (token.isEmpty())
            return sendInvitation(exchange, view);
        exchange->context().tokens->verify(token, [exchange, view](const Result<AccessToken> &access) {
            if (!access)
                return sendInvitation(exchange, view);
            DeviceSetup::welcome(exchange, view, *access);
        });
    };
    DeviceSetup::look(exchange, seen);
}

void registerAndJoin(const ExchangePtr &exchange) { Joining::begin(exchange, Joining::Account::New); }

void signInAndJoin(const ExchangePtr &exchange) { Joining::begin(exchange, Joining::Account::Existing); }

void setUpDevice(const ExchangePtr &exchange) { DeviceSetup::begin(exchange); }

void finish(const ExchangePtr &exchange)
{
    const PageScene scene = PageScene::of(*exchange);
    HttpResponse done = messagePage(
        scene, 200, {"check"_L1, scene.text(u"done_title"), Html::escaped(scene.text(u"done_text"))});
    clearPageToken(done, *exchange);
    const auto fields = formFields(exchange->request()).value_or(QHash<QString, QString>());
    const QByteArray token = pageToken(exchange->request());
    if (token.isEmpty() || !FormGuard(exchange->request()).accepts(fields.value(u"form"_s)))
        return exchange->send(std::move(done));
    exchange->context().tokens->verify(token, [exchange, done](const Result<AccessToken> &access) {
        if (!access)
            return exchange->send(done);
        DeviceSetup::endSession(exchange, *access, [exchange, done] { exchange->send(done); });
    });
}

void goBack(const ExchangePtr &exchange)
{
    HttpResponse response = HttpResponse::empty(303);
    response.headers.add("Location", invitationPath(PageScene::of(*exchange), exchange->value(0)).toLatin1());
    response.headers.add("Cache-Control", "no-store");
    exchange->send(std::move(response));
}

void showProfile(const ExchangePtr &exchange)
{
    const QString secret = exchange->value(0);
    OnceLink(exchange->context().once).look(secret, [exchange, secret](const shared::Outcome &found) {
        if (!found)
            return exchange->fail(found.error());
        exchange->send(profilePage(PageScene::of(*exchange), secret));
    });
}

void fetchProfile(const ExchangePtr &exchange)
{
    OnceLink(exchange->context().once)
        .take(exchange->value(0), [exchange](const Result<QByteArray> &profile) {
            if (!profile)
                return exchange->fail(profile.error());
            HttpResponse response = HttpResponse::text(200, "application/x-apple-aspen-config", *profile);
            response.compressible = false;
            response.headers.add("Content-Disposition", "attachment; filename=\"hearth.mobileconfig\"");
            response.headers.add("Cache-Control", "no-store");
            response.headers.add("X-Content-Type-Options", "nosniff");
            exchange->send(std::move(response));
        });
}

}
