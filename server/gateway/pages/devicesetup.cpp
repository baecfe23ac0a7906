#include "server/gateway/pages/devicesetup.h"

#include "server/gateway/gatewaycontext.h"
#include "server/gateway/pages/formbody.h"
#include "server/gateway/pages/oncelink.h"
#include "server/gateway/publicaddress.h"
#include "server/proto/convert.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::ErrorCode;
using shared::Result;

namespace {
CallContext callOf(const ExchangePtr &exchange, const AccessToken &access)
{
    CallContext call = exchange->call();
    call.user = access.user;
    call.username = access.username;
    call.session = access.session;
    return call;
}

/// A password travels over TLS, or not beyond this machine: the same that CalDAV asks for.
bool isReachable(Exchange &exchange)
{
    return publicAddress(exchange.context().options, exchange.request()).startsWith("https://"_L1)
        || exchange.request().peer.isLoopback();
}

/// To who is not signed in here any more.
void sendOver(const ExchangePtr &exchange, const QString &code)
{
    const PageScene scene = PageScene::of(*exchange);
    exchange->send(messagePage(scene, 403,
                               {"clock"_L1, scene.text(u"over_title"),
                                Html::escaped(scene.text(u"over_text")), invitationPath(scene, code)}));
}
}

void DeviceSetup::look(const ExchangePtr &exchange, const std::function<void(const InvitationView &)> &seen)
{
    calendar::CodeRequest request;
    request.set_code(utf8(exchange->value(0)));
    exchange->context().calendar.invites().lookAtInvite(
        exchange->call(), request, [exchange, seen](const Result<calendar::InvitePreview> &preview) {
            if (!preview)
                return exchange->fail(preview.error());
            seen(InvitationView::of(*exchange, exchange->value(0), *preview));
        });
}

void DeviceSetup::welcome(const ExchangePtr &exchange, const InvitationView &view, const AccessToken &access)
{
    const std::shared_ptr<DeviceSetup> setup(new DeviceSetup(exchange, view, access));
    setup->m_form.device = setup->m_scene.text(u"device_default");
    setup->showForm(200);
}

void DeviceSetup::begin(const ExchangePtr &exchange)
{
    look(exchange, [exchange](const InvitationView &view) {
        const QByteArray token = pageToken(exchange->request());
        if (token.isEmpty())
            return sendOver(exchange, view.code);
        exchange->context().tokens->verify(token, [exchange, view](const Result<AccessToken> &access) {
            if (!access)
                return sendOver(exchange, view.code);
            std::shared_ptr<DeviceSetup>(new DeviceSetup(exchange, view, *access))->make();
        });
    });
}

void DeviceSetup::endSession(const ExchangePtr &exchange, const AccessToken &access,
                             const std::function<void()> &ended)
{
    auth::LogoutRequest request;
    request.set_session_id(idBytes(access.session));
    exchange->context().auth.logout(callOf(exchange, access), request,
                                    [exchange, access, ended](const Result<auth::Empty> &result) {
                                        if (!result)
                                            return exchange->fail(result.error());
                                        exchange->context().tokens->revoke(access.session, access.expiresMs);
                                        ended();
                                    });
}

DeviceSetup::DeviceSetup(const ExchangePtr &exchange, InvitationView view, AccessToken access)
    : m_exchange(exchange)
    , m_view(std::move(view))
    , m_access(std::move(access))
    , m_scene(PageScene::of(*exchange))
    , m_guard(exchange->request())
{
    m_form.word = m_guard.word();
    m_form.ready = isReachable(*exchange);
}

void DeviceSetup::make()
{
    const auto fields = formFields(m_exchange->request()).value_or(QHash<QString, QString>());
    m_form.device = fields.value(u"device"_s);
    if (!m_guard.accepts(fields.value(u"form"_s)) || !m_form.ready) {
        m_form.problem = m_form.ready ? m_scene.text(u"error_form") : QString();
        return showForm(403);
    }
    auth::CreateAppPasswordRequest request;
    request.set_name(utf8(m_form.device));
    m_exchange->context().auth.createAppPassword(
        callOf(m_exchange, m_access), request,
        [self = shared_from_this()](const Result<auth::CreateAppPasswordResponse> &password) {
            self->made(password);
        });
}

void DeviceSetup::made(const Result<auth::CreateAppPasswordResponse> &password)
{
    if (!password && password.error().code == ErrorCode::InvalidArgument) {
        m_form.deviceError = m_scene.text(u"error_device");
        return showForm(400);
    }
    if (!password && password.error().code == ErrorCode::Conflict) {
        m_form.problem = m_scene.text(u"error_too_many_devices");
        return showForm(409);
    }
    if (!password)
        return m_exchange->fail(password.error());
    const GatewayOptions &options = m_exchange->context().options;
    const PhoneAccount account{QUrl(publicAddress(options, m_exchange->request())), options.serverName,
                               m_access.username, fromUtf8(password->password())};
    OnceLink(m_exchange->context().once)
        .keep(account.appleProfile(), [self = shared_from_this(), account](const Result<QString> &secret) {
            self->show(account, secret ? *secret : QString());
        });
}

void DeviceSetup::show(const PhoneAccount &account, const QString &profileSecret)
{
    m_exchange->send(
        phonePage(m_scene, m_view, {account, m_form.device.trimmed(), profileSecret}, m_form.word));
}

void DeviceSetup::showForm(int status)
{
    HttpResponse response = welcomePage(m_scene, status, m_view, m_access.username, m_form);
    m_guard.addTo(response, *m_exchange);
    m_exchange->send(std::move(response));
}

}
