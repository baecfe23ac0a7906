#include "server/gateway/endpoints/participationendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"

namespace hearth::server::gateway::participationendpoints {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
Result<calendar::AnswerEventRequest> readAnswer(const Exchange &exchange)
{
    auto request = eventRequest<calendar::AnswerEventRequest>(exchange);
    if (!request)
        return request;
    const QJsonObject &body = exchange.body();
    if (const auto scope = takeScope(exchange, body, *request); !scope)
        return scope.error();
    const auto answered = requiredString(body, "answer"_L1);
    if (!answered)
        return answered.error();
    request->set_answer(utf8(*answered));
    const auto comment = optionalString(body, "comment"_L1);
    const auto from = optionalString(body, "proposed_start"_L1);
    const auto to = optionalString(body, "proposed_end"_L1);
    const auto person = optionalString(body, "person"_L1);
    for (const auto *each : {&comment, &from, &to, &person})
        if (!*each)
            return each->error();
    request->set_comment(utf8(comment->value_or(QString())));
    request->set_proposed_start(utf8(from->value_or(QString())));
    request->set_proposed_end(utf8(to->value_or(QString())));
    request->set_person(utf8(person->value_or(QString())));
    return request;
}

Result<calendar::ProposalRequest> readProposal(const Exchange &exchange)
{
    auto request = eventRequest<calendar::ProposalRequest>(exchange);
    if (!request)
        return request;
    if (const auto scope = takeScope(exchange, {}, *request); !scope)
        return scope.error();
    const auto user = idValue<shared::UserId>(exchange, 2, u"The participant"_s);
    if (!user)
        return user.error();
    request->set_user_id(idBytes(*user));
    request->set_if_version(ifMatchVersion(exchange.request()));
    return request;
}
}

void respond(const ExchangePtr &exchange)
{
    const auto request = readAnswer(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.participation().answer(exchange->call(), *request, eventReply(exchange));
}

void accept(const ExchangePtr &exchange)
{
    const auto request = readProposal(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.participation().acceptProposal(exchange->call(), *request,
                                                                eventReply(exchange));
}

void decline(const ExchangePtr &exchange)
{
    const auto request = readProposal(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.participation().declineProposal(exchange->call(), *request,
                                                                 eventReply(exchange));
}

}
