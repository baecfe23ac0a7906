#include "server/gateway/pages/pageanswer.h"

#include "server/gateway/gatewaycontext.h"

#include <QUrl>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::ErrorCode;

namespace {
constexpr qsizetype kShallow = 2; // parts of "/invite/{code}"

void addSafety(HttpHeaders &headers)
{
    headers.add("Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
                "frame-ancestors 'none'; base-uri 'none'");
    headers.add("Referrer-Policy", "no-referrer");
    headers.add("X-Content-Type-Options", "nosniff");
    headers.add("Cross-Origin-Opener-Policy", "same-origin");
    headers.add("Cache-Control", "no-store");
}

PageMessage messageFor(const PageScene &scene, const shared::Error &error)
{
    const auto message = [&](QLatin1StringView icon, QStringView heading, QStringView text) {
        return PageMessage{icon, scene.text(heading), Html::escaped(scene.text(text))};
    };
    if (error.code == ErrorCode::NotFound)
        return message("link"_L1, u"unknown_title", u"unknown_text");
    if (error.code == ErrorCode::Gone)
        return message("clock"_L1, u"profile_gone_title", u"profile_gone_text");
    if (error.code == ErrorCode::RateLimited)
        return {"clock"_L1, scene.text(u"wait_title"),
                pageText(u"wait_text", scene.language,
                         {{u"seconds"_s, QString::number(error.retryAfterSeconds)}})};
    return message("alert"_L1, u"trouble_title", u"trouble_text");
}
}

PageScene PageScene::of(Exchange &exchange)
{
    const HttpRequest &request = exchange.request();
    PageScene scene;
    scene.language = preferredLanguage(request.headers.joined("Accept-Language"));
    scene.root = request.pathSegments().size() > kShallow ? u"../"_s : QString();
    scene.server = exchange.context().options.serverName;
    return scene;
}

HttpResponse pageAnswer(const PageScene &scene, int status, const QString &title, const Html &content)
{
    PageValues values;
    values.set(u"lang"_s, languageCode(scene.language));
    values.set(u"title"_s, title);
    values.set(u"root"_s, scene.root);
    values.set(u"version"_s, QStringLiteral(HEARTH_VERSION));
    values.set(u"server"_s, pageText(u"server", scene.language, {{u"server"_s, scene.server}}));
    values.set(u"content"_s, content);
    const Html whole = PageTemplate::named("layout"_L1).render(values, scene.language);
    HttpResponse response = HttpResponse::text(status, "text/html; charset=utf-8", whole.text().toUtf8());
    response.compressible = false;
    addSafety(response.headers);
    response.headers.add("Content-Language", languageCode(scene.language).toLatin1());
    response.headers.add("Vary", "Accept-Language, Cookie");
    return response;
}

HttpResponse messagePage(const PageScene &scene, int status, const PageMessage &message)
{
    PageValues values;
    values.set(u"icon"_s, Html::markup(QString::fromUtf8(pageAsset(u"icons/%1.svg"_s.arg(message.icon)))));
    values.set(u"heading"_s, message.heading);
    values.set(u"text"_s, message.text);
    values.set(u"back"_s, message.back);
    return pageAnswer(scene, status, message.heading,
                      PageTemplate::named("message"_L1).render(values, scene.language));
}

HttpResponse failurePage(Exchange &exchange, const shared::Error &error)
{
    const PageScene scene = PageScene::of(exchange);
    HttpResponse response = messagePage(scene, httpStatus(error.code), messageFor(scene, error));
    if (error.retryAfterSeconds > 0 || response.status == 503)
        response.headers.add("Retry-After", QByteArray::number(qMax(1, error.retryAfterSeconds)));
    return response;
}

QString invitationPath(const PageScene &scene, const QString &code)
{
    return scene.root + QString::fromLatin1(QUrl::toPercentEncoding(code));
}

}
