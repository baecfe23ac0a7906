#include "server/gateway/pages/joining.h"

#include "server/gateway/gatewaycontext.h"
#include "server/gateway/pages/formbody.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::ErrorCode;
using shared::InviteState;
using shared::Result;

namespace {
constexpr qsizetype kMaxDevice = 200;

InviteState endOf(const QString &reason)
{
    if (reason == "invite_expired"_L1)
        return InviteState::Expired;
    return reason == "invite_revoked"_L1 ? InviteState::Revoked : InviteState::Used;
}
}

void Joining::begin(const ExchangePtr &exchange, Account account)
{
    const std::shared_ptr<Joining> joining(new Joining(exchange, account));
    calendar::CodeRequest request;
    request.set_code(utf8(joining->m_code));
    exchange->context().calendar.invites().lookAtInvite(
        exchange->call(), request,
        [joining](const Result<calendar::InvitePreview> &preview) { joining->lookedAt(preview); });
}

Joining::Joining(const ExchangePtr &exchange, Account account)
    : m_exchange(exchange)
    , m_account(account)
    , m_scene(PageScene::of(*exchange))
    , m_guard(exchange->request())
    , m_code(exchange->value(0))
{
    m_form.newAccount = account == Account::New;
    m_form.word = m_guard.word();
    const auto fields = formFields(exchange->request()).value_or(QHash<QString, QString>());
    m_form.username = fields.value(u"username"_s);
    m_field = fields.value(u"form"_s);
    m_password = fields.value(u"password"_s);
}

void Joining::lookedAt(const Result<calendar::InvitePreview> &preview)
{
    if (!preview)
        return m_exchange->fail(preview.error());
    m_view = InvitationView::of(*m_exchange, m_code, *preview);
    if (m_view.state != InviteState::Open)
        return m_exchange->send(endedPage(m_scene, m_view, m_view.state));
    if (!m_guard.accepts(m_field)) {
        m_form.problem = m_scene.text(u"error_form");
        return showForm(403);
    }
    if (!isFilledIn())
        return showForm(400);
    m_account == Account::New ? makeAccount() : signIn();
}

bool Joining::isFilledIn()
{
    if (m_account == Account::New) {
        if (!shared::parseUsername(m_form.username))
            m_form.usernameError = m_scene.text(u"error_username");
        if (!shared::checkPassword(m_password))
            m_form.passwordError = m_scene.text(u"error_password");
    } else if (m_form.username.isEmpty() || m_password.isEmpty()) {
        m_form.passwordError = m_scene.text(u"error_credentials");
    }
    return m_form.usernameError.isEmpty() && m_form.passwordError.isEmpty();
}

void Joining::makeAccount()
{
    auth::RegisterRequest request;
    request.set_username(utf8(m_form.username));
    request.set_password(utf8(m_password));
    m_exchange->context().auth.registerUser(
        m_exchange->call(), request,
        [self = shared_from_this()](const Result<auth::RegisterResponse> &made) { self->madeAccount(made); });
}

void Joining::madeAccount(const Result<auth::RegisterResponse> &made)
{
    if (made)
        return signIn();
    if (made.error().code == ErrorCode::Conflict)
        m_form.usernameError = m_scene.text(u"error_taken");
    else if (made.error().code == ErrorCode::InvalidArgument)
        m_form.usernameError = m_scene.text(u"error_username");
    else
        return m_exchange->fail(made.error());
    showForm(httpStatus(made.error().code));
}

void Joining::signIn()
{
    auth::LoginRequest request;
    request.set_username(utf8(m_form.username));
    request.set_password(utf8(m_password));
    request.set_device(
        utf8(QString::fromUtf8(m_exchange->request().headers.value("User-Agent")).left(kMaxDevice)));
    m_exchange->context().auth.login(
        m_exchange->call(), request,
        [self = shared_from_this()](const Result<auth::TokenResponse> &tokens) { self->signedIn(tokens); });
}

void Joining::signedIn(const Result<auth::TokenResponse> &tokens)
{
    if (!tokens && tokens.error().code != ErrorCode::Unauthenticated
        && tokens.error().code != ErrorCode::InvalidArgument)
        return m_exchange->fail(tokens.error());
    if (!tokens) {
        m_form.passwordError = m_scene.text(u"error_credentials");
        return showForm(401);
    }
    m_tokens = *tokens;
    calendar::CodeRequest request;
    request.set_code(utf8(m_code));
    m_exchange->context().calendar.invites().acceptInvite(
        memberCall(), request, [self = shared_from_this()](const Result<calendar::JoinResponse> &joined) {
            if (!joined)
                return self->refused(joined.error());
            HttpResponse response = HttpResponse::empty(303);
            response.headers.add("Location", invitationPath(self->m_scene, self->m_code).toLatin1());
            response.headers.add("Cache-Control", "no-store");
            setPageToken(response, *self->m_exchange, QByteArray::fromStdString(self->m_tokens.token()),
                         self->m_tokens.expires_in());
            self->m_exchange->send(std::move(response));
        });
}

void Joining::refused(const shared::Error &error)
{
    auth::LogoutRequest request;
    request.set_session_id(m_tokens.session_id());
    m_exchange->context().auth.logout(memberCall(), request, [](const Result<auth::Empty> &) {});
    const bool refusesThem = error.code == ErrorCode::Conflict || error.code == ErrorCode::Forbidden;
    if (error.code == ErrorCode::Gone || error.reason == "invite_used"_L1)
        return m_exchange->send(
            endedPage(m_scene, m_view, endOf(error.reason), m_form.newAccount ? m_form.username : QString()));
    if (!refusesThem)
        return m_exchange->fail(error);
    m_exchange->send(
        messagePage(m_scene, httpStatus(error.code),
                    {"users"_L1, m_scene.text(u"trouble_title"), Html::escaped(m_scene.text(u"refused_text")),
                     invitationPath(m_scene, m_code)}));
}

void Joining::showForm(int status)
{
    HttpResponse response = invitationPage(m_scene, status, m_view, m_form);
    m_guard.addTo(response, *m_exchange);
    m_exchange->send(std::move(response));
}

CallContext Joining::memberCall() const
{
    CallContext call = m_exchange->call();
    call.user = idFromBytes<shared::UserId>(m_tokens.user().id());
    call.username = fromUtf8(m_tokens.user().username());
    call.session = idFromBytes<shared::SessionId>(m_tokens.session_id());
    return call;
}

}
