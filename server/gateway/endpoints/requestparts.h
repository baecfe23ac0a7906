#pragma once

#include "server/gateway/exchange.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"

namespace hearth::server::gateway {

/// The id in the pattern's n-th part in braces; NotFound (`what` does not exist) for what is no UUID.
template <class I> shared::Result<I> idValue(const Exchange &exchange, qsizetype index, const QString &what)
{
    if (const auto id = I::fromString(exchange.value(index)))
        return *id;
    return shared::Error{shared::ErrorCode::NotFound, what + QStringLiteral(" does not exist.")};
}

/// The calendar that the path's first part in braces names.
shared::Result<calendar::CalendarRef> calendarInPath(const Exchange &exchange);
/// The event that the path's second part in braces names.
shared::Result<shared::EventId> eventInPath(const Exchange &exchange);

/// The version that If-Match asks for; 0 without a condition ("*", too: what is not there is 404 anyhow). A
/// tag that none of ours can be becomes a version that never is.
qint64 ifMatchVersion(const HttpRequest &request);
/// A JSON answer with the version as its ETag.
HttpResponse withVersion(int status, const QJsonObject &object, qint64 version);
/// 304 where If-None-Match has the answer's own ETag.
HttpResponse unlessKnown(const HttpRequest &request, HttpResponse response);

/// A query item that is a whole number of `minimum` to `maximum`, or `absent`.
shared::Result<qint64> numberInQuery(const HttpRequest &request, QStringView name, qint64 minimum,
                                     qint64 maximum, qint64 absent);

/// The Idempotency-Key field; empty without one.
shared::Result<QString> idempotencyKey(const HttpRequest &request);

/// The calendar of the path, into any of the requests that name one.
template <class Request> shared::Result<Request> calendarRequest(const Exchange &exchange)
{
    const auto ref = calendarInPath(exchange);
    if (!ref)
        return ref.error();
    Request request;
    *request.mutable_calendar() = *ref;
    return request;
}

/// Calendar of the path and the part of it (`what` where it is none) that the path's second part in braces
/// names; `set` puts its id into the request.
template <class Request, class Id, class Set>
shared::Result<Request> partRequest(const Exchange &exchange, const QString &what, Set set)
{
    auto request = calendarRequest<Request>(exchange);
    if (!request)
        return request;
    const auto id = idValue<Id>(exchange, 1, what);
    if (!id)
        return id.error();
    set(*request, idBytes(*id));
    return request;
}

/// Calendar and event of the path, into any of the requests that name both.
template <class Request> shared::Result<Request> eventRequest(const Exchange &exchange)
{
    return partRequest<Request, shared::EventId>(
        exchange, QStringLiteral("The event"),
        [](Request &request, const std::string &id) { request.set_event_id(id); });
}

/// Which occurrences are meant: members of the body, or items of the query.
template <class Request>
shared::Outcome takeScope(const Exchange &exchange, const QJsonObject &body, Request &request)
{
    const auto text = [&](QLatin1StringView member) -> shared::Result<std::string> {
        const auto given = optionalString(body, member);
        if (!given)
            return given.error();
        return utf8(given->value_or(exchange.request().queryValue(QString(member)).value_or(QString())));
    };
    const auto occurrence = text(QLatin1StringView("occurrence"));
    if (!occurrence)
        return occurrence.error();
    const auto scope = text(QLatin1StringView("scope"));
    if (!scope)
        return scope.error();
    request.set_occurrence(*occurrence);
    request.set_scope(*scope);
    return shared::Done{};
}

/// Answers with the event, its version as the ETag.
Reply<calendar::Event> eventReply(const ExchangePtr &exchange);
/// The event as every interface shows it.
QJsonObject eventAnswer(const calendar::Event &event);

}
