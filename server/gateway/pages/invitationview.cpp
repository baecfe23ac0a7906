#include "server/gateway/pages/invitationview.h"

#include "server/gateway/gatewaycontext.h"
#include "server/gateway/pages/qrsvg.h"
#include "server/gateway/publicaddress.h"
#include "server/proto/convert.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::InviteState;

namespace {
QString encoded(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); }

/// What the app opens. The key is this gateway's own, and counts only for who speaks TLS to it.
QString linkForApp(Exchange &exchange, const QString &code, const QString &calendar)
{
    const GatewayOptions &options = exchange.context().options;
    QString link = u"hearth://join?at="_s + encoded(publicAddress(options, exchange.request()))
        + u"&calendar="_s + encoded(calendar) + u"&invite="_s + encoded(code);
    if (exchange.request().secure && !options.certificateFingerprint.isEmpty())
        link += u"&key="_s + options.certificateFingerprint;
    return link;
}

QString written(const QDateTime &time, PageLanguage language)
{
    static const QRegularExpression weekday(u"^dddd,?\\s*"_s);
    const QLocale locale = localeOf(language);
    QString format = locale.dateFormat(QLocale::LongFormat);
    format.remove(weekday);
    return u"%1, %2 (%3)"_s.arg(locale.toString(time.date(), format),
                                locale.toString(time.time(), QLocale::ShortFormat),
                                time.timeZoneAbbreviation());
}

QString roleText(const PageScene &scene, shared::Role role)
{
    return scene.text(u"role_"_s + shared::roleName(role));
}

PageNames namesOf(const PageScene &scene, const InvitationView &view)
{
    return {{u"person"_s, view.invitedBy},
            {u"calendar"_s, view.calendar},
            {u"time"_s, written(view.until, scene.language)}};
}

QStringView titleOf(InviteState state)
{
    switch (state) {
    case InviteState::Revoked:
        return u"revoked_title";
    case InviteState::Expired:
        return u"expired_title";
    case InviteState::Open:
    case InviteState::Used:
        return u"used_title";
    }
    Q_UNREACHABLE();
}
}

InvitationView InvitationView::of(Exchange &exchange, const QString &code,
                                  const calendar::InvitePreview &preview)
{
    InvitationView view;
    view.code = code;
    view.calendar = fromUtf8(preview.calendar_name());
    view.invitedBy = fromUtf8(preview.invited_by());
    view.role = static_cast<shared::Role>(preview.role());
    view.state = static_cast<InviteState>(preview.state());
    const QTimeZone zone(QByteArray::fromStdString(preview.time_zone()));
    view.until =
        QDateTime::fromMSecsSinceEpoch(preview.expires_ms(), zone.isValid() ? zone : QTimeZone::utc());
    view.appLink = linkForApp(exchange, code, view.calendar);
    return view;
}

HttpResponse invitationPage(const PageScene &scene, int status, const InvitationView &view,
                            const JoinForm &form)
{
    const PageNames names = namesOf(scene, view);
    const QString self = invitationPath(scene, view.code);
    PageValues values;
    values.set(u"invites"_s, pageText(u"invites", scene.language, names));
    values.set(u"role"_s, roleText(scene, view.role));
    values.set(u"until"_s, pageText(u"until", scene.language, names));
    values.set(u"self"_s, self);
    values.set(u"action"_s, self + (form.newAccount ? u"/register"_s : u"/login"_s));
    values.set(u"app"_s, view.appLink);
    values.set(u"new"_s, form.newAccount);
    values.set(u"form"_s, form.word);
    values.set(u"username"_s, form.username);
    values.set(u"username_error"_s, form.usernameError);
    values.set(u"password_error"_s, form.passwordError);
    values.set(u"problem"_s, form.problem);
    return pageAnswer(scene, status, plainText(u"page_title", scene.language, names),
                      PageTemplate::named("invitation"_L1).render(values, scene.language));
}

HttpResponse welcomePage(const PageScene &scene, int status, const InvitationView &view,
                         const QString &username, const DeviceForm &form)
{
    const PageNames names{{u"person"_s, username}, {u"calendar"_s, view.calendar}};
    const QString self = invitationPath(scene, view.code);
    PageValues values;
    values.set(u"welcome"_s, pageText(u"welcome", scene.language, names));
    values.set(u"welcome_as"_s, pageText(u"welcome_as", scene.language, names));
    values.set(u"role"_s, roleText(scene, view.role));
    values.set(u"ready"_s, form.ready);
    values.set(u"action"_s, self + u"/phone"_s);
    values.set(u"finish"_s, self + u"/finish"_s);
    values.set(u"app"_s, view.appLink);
    values.set(u"form"_s, form.word);
    values.set(u"device"_s, form.device);
    values.set(u"device_error"_s, form.deviceError);
    values.set(u"problem"_s, form.problem);
    return pageAnswer(scene, status, plainText(u"welcome", scene.language, names),
                      PageTemplate::named("welcome"_L1).render(values, scene.language));
}

HttpResponse phonePage(const PageScene &scene, const InvitationView &view, const PhoneView &phone,
                       const QString &word)
{
    const PhoneAccount &account = phone.account;
    const QString self = invitationPath(scene, view.code);
    PageValues values;
    values.set(u"setup"_s, pageText(u"setup", scene.language, {{u"device"_s, phone.device}}));
    if (!phone.profileSecret.isEmpty()) {
        const QString profile = u"profile/"_s + phone.profileSecret;
        values.set(u"profile"_s, scene.root + profile);
        values.set(u"profile_qr"_s,
                   qrSvg(account.server.toString(QUrl::FullyEncoded) + u"/invite/"_s + profile,
                         scene.text(u"qr_profile")));
    }
    values.set(u"davx5"_s, account.davx5Link());
    values.set(u"davx5_qr"_s, qrSvg(account.davx5Link(), scene.text(u"qr_davx5")));
    values.set(u"address"_s, account.address());
    values.set(u"address_qr"_s, qrSvg(account.address(), scene.text(u"qr_address")));
    values.set(u"username"_s, Html::isolated(account.username));
    values.set(u"password"_s, account.password);
    values.set(u"self"_s, self);
    values.set(u"finish"_s, self + u"/finish"_s);
    values.set(u"form"_s, word);
    return pageAnswer(scene, 200, plainText(u"setup", scene.language, {{u"device"_s, phone.device}}),
                      PageTemplate::named("phone"_L1).render(values, scene.language));
}

HttpResponse profilePage(const PageScene &scene, const QString &secret)
{
    PageValues values;
    values.set(u"action"_s, scene.root + u"profile/"_s + encoded(secret));
    return pageAnswer(scene, 200, scene.text(u"profile_title"),
                      PageTemplate::named("profile"_L1).render(values, scene.language));
}

HttpResponse endedPage(const PageScene &scene, const InvitationView &view, InviteState state,
                       const QString &username)
{
    PageMessage message{"clock"_L1, scene.text(titleOf(state)),
                        pageText(u"ask_again", scene.language, namesOf(scene, view))};
    if (!username.isEmpty()) {
        message.text += Html::markup(u" "_s);
        message.text += pageText(u"account_made", scene.language, {{u"person"_s, username}});
    }
    return messagePage(scene, 410, message);
}

}
