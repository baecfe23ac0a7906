#pragma once

#include "server/gateway/exchange.h"

namespace hearth::server::gateway {

/// What a page's forms carry so that no other site can send them: a random word, in a cookie that browsers
/// don't send along from elsewhere (SameSite=Strict) and in a hidden field.
class FormGuard {
public:
    /// The cookie's word, or a new one.
    explicit FormGuard(const HttpRequest &request);

    QString word() const { return QString::fromLatin1(m_word); }
    /// Whether the field is the cookie's.
    bool accepts(const QString &field) const { return !m_isNew && field == word(); }
    /// Sets the cookie where it is new.
    void addTo(HttpResponse &response, Exchange &exchange) const;

private:
    QByteArray m_word;
    bool m_isNew = false;
};

/// The access token of whoever has joined on the page, for as long as it lasts, for this invitation's pages
/// only; empty without one.
QByteArray pageToken(const HttpRequest &request);
void setPageToken(HttpResponse &response, Exchange &exchange, const QByteArray &token, qint64 seconds);
void clearPageToken(HttpResponse &response, Exchange &exchange);

}
