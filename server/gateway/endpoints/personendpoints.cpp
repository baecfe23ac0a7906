#include "server/gateway/endpoints/personendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"

#include <QJsonArray>

namespace hearth::server::gateway::personendpoints {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
QJsonObject personAnswer(const calendar::Person &person)
{
    return {{u"id"_s, idFromBytes<shared::PersonId>(person.id()).toString()},
            {u"calendar_id"_s, idFromBytes<shared::CalendarId>(person.calendar_id()).toString()},
            {u"name"_s, fromUtf8(person.name())},
            {u"colour"_s, fromUtf8(person.colour())},
            {u"version"_s, qint64(person.version())}};
}

/// Calendar and person of the path, into any of the requests that name both.
template <class Request> Result<Request> readPath(const Exchange &exchange)
{
    auto request = partRequest<Request, shared::PersonId>(
        exchange, u"The person"_s, [](Request &into, const std::string &id) { into.set_person_id(id); });
    if (request)
        request->set_if_version(ifMatchVersion(exchange.request()));
    return request;
}
}

void list(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::CalendarRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.people().people(
        exchange->call(), *request,
        answer<calendar::PeopleResponse>(exchange, [](const calendar::PeopleResponse &response) {
            QJsonArray people;
            for (const calendar::Person &each : response.people())
                people.append(personAnswer(each));
            return HttpResponse::json(200, {{u"people"_s, people}});
        }));
}

void add(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto name = requiredString(exchange->body(), "name"_L1);
    if (!name)
        return exchange->fail(name.error());
    const auto colour = optionalString(exchange->body(), "colour"_L1);
    if (!colour)
        return exchange->fail(colour.error());
    calendar::AddPersonRequest request;
    *request.mutable_calendar() = *ref;
    request.set_name(utf8(*name));
    request.set_colour(utf8(colour->value_or(QString())));
    exchange->context().calendar.people().addPerson(
        exchange->call(), request, answer<calendar::Person>(exchange, [](const calendar::Person &person) {
            return withVersion(201, personAnswer(person), person.version());
        }));
}

void update(const ExchangePtr &exchange)
{
    auto request = readPath<calendar::UpdatePersonRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const auto name = optionalString(exchange->body(), "name"_L1);
    if (!name)
        return exchange->fail(name.error());
    const auto colour = optionalString(exchange->body(), "colour"_L1);
    if (!colour)
        return exchange->fail(colour.error());
    if (*name)
        request->set_name(utf8(**name));
    if (*colour)
        request->set_colour(utf8(**colour));
    exchange->context().calendar.people().updatePerson(
        exchange->call(), *request, answer<calendar::Person>(exchange, [](const calendar::Person &person) {
            return withVersion(200, personAnswer(person), person.version());
        }));
}

void remove(const ExchangePtr &exchange)
{
    const auto request = readPath<calendar::PersonRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.people().removePerson(
        exchange->call(), *request,
        answer<calendar::Empty>(exchange, [](const calendar::Empty &) { return HttpResponse::empty(204); }));
}

}
