#pragma once

#include "server/gateway/exchange.h"
#include "server/gateway/pages/pagetemplate.h"

namespace hearth::server::gateway {

/// What every page begins with: who looks at it, and from where.
struct PageScene {
    PageLanguage language = PageLanguage::English;
    QString root; ///< the relative way from the page to "/invite/"
    QString server; ///< what people call it

    static PageScene of(Exchange &exchange);
    QString text(QStringView key) const { return pageText(key, language); }
};

/// A page of its own: the content within the layout, with the fields that keep it from being framed, cached,
/// sent on or scripted.
HttpResponse pageAnswer(const PageScene &scene, int status, const QString &title, const Html &content);

/// One heading with a sentence.
struct PageMessage {
    QLatin1StringView icon;
    QString heading;
    Html text;
    QString back = {}; ///< a way on; empty: none
};
HttpResponse messagePage(const PageScene &scene, int status, const PageMessage &message);

/// What a page's route answers instead of a problem document.
HttpResponse failurePage(Exchange &exchange, const shared::Error &error);

/// The relative way to an invitation's own page.
QString invitationPath(const PageScene &scene, const QString &code);

}
