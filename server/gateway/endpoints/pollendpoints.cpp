#include "server/gateway/endpoints/pollendpoints.h"

#include "server/gateway/endpoints/jsonparts.h"
#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"

#include <QJsonDocument>

namespace hearth::server::gateway::pollendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qsizetype kMaxAnswers = 20;

HttpResponse pollAnswer(int status, const calendar::Poll &poll)
{
    HttpResponse response = HttpResponse::json(status, QByteArray::fromStdString(poll.data()));
    response.headers.add("ETag", '"' + QByteArray::number(qint64(poll.version())) + '"');
    return response;
}

Reply<calendar::Poll> pollReply(const ExchangePtr &exchange)
{
    return answer<calendar::Poll>(exchange, [](const calendar::Poll &poll) { return pollAnswer(200, poll); });
}

std::string bodyText(const Exchange &exchange)
{
    return QJsonDocument(exchange.body()).toJson(QJsonDocument::Compact).toStdString();
}

/// Calendar and poll of the path, into any of the requests that name both.
template <class Request> Result<Request> readPath(const Exchange &exchange)
{
    return partRequest<Request, shared::PollId>(
        exchange, u"The poll"_s, [](Request &request, const std::string &id) { request.set_poll_id(id); });
}

Result<std::string> optionId(const QString &text)
{
    const QUuid id = QUuid::fromString(text);
    if (id.isNull())
        return Error{ErrorCode::InvalidArgument, u"The poll has no such option."_s, u"no_such_option"_s};
    return uuidBytes(id);
}

shared::Outcome takeAnswers(const QJsonObject &body, calendar::AnswerPollRequest &request)
{
    const QJsonValue value = body.value("answers"_L1);
    const QJsonObject answers = value.toObject();
    if (!value.isObject() || answers.size() > kMaxAnswers)
        return Error{ErrorCode::InvalidArgument,
                     u"'answers' is no object with an answer for each option's id."_s};
    for (auto each = answers.begin(); each != answers.end(); ++each) {
        const auto id = optionId(each.key());
        if (!id)
            return id.error();
        calendar::OptionAnswer &taken = *request.add_answers();
        taken.set_option_id(*id);
        taken.set_answer(utf8(each.value().toString()));
    }
    return shared::Done{};
}
}

void list(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::PollsRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.polls().polls(
        exchange->call(), *request,
        answer<calendar::PollsResponse>(exchange, [](const calendar::PollsResponse &response) {
            return jsonList("polls", response.polls(),
                            [](const calendar::Poll &each) { return each.data(); });
        }));
}

void create(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto key = idempotencyKey(exchange->request());
    if (!key)
        return exchange->fail(key.error());
    calendar::CreatePollRequest request;
    *request.mutable_calendar() = *ref;
    request.set_draft_json(bodyText(*exchange));
    request.set_idempotency_key(utf8(*key));
    QJsonObject whole = exchange->body();
    whole.insert(u"calendar_id"_s, exchange->value(0));
    request.set_request_hash(requestHash(whole).toStdString());
    exchange->context().calendar.polls().createPoll(
        exchange->call(), request, answer<calendar::Poll>(exchange, [exchange](const calendar::Poll &poll) {
            HttpResponse response = pollAnswer(201, poll);
            response.headers.add("Location",
                                 "/api/v1/calendars/" + exchange->value(0).toLatin1() + "/polls/"
                                     + idFromBytes<shared::PollId>(poll.id()).toString().toLatin1());
            return response;
        }));
}

void find(const ExchangePtr &exchange)
{
    const auto request = readPath<calendar::PollRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.polls().findPoll(
        exchange->call(), *request, answer<calendar::Poll>(exchange, [exchange](const calendar::Poll &poll) {
            return unlessKnown(exchange->request(), pollAnswer(200, poll));
        }));
}

void update(const ExchangePtr &exchange)
{
    auto request = readPath<calendar::UpdatePollRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    request->set_patch_json(bodyText(*exchange));
    request->set_if_version(ifMatchVersion(exchange->request()));
    exchange->context().calendar.polls().updatePoll(exchange->call(), *request, pollReply(exchange));
}

void remove(const ExchangePtr &exchange)
{
    auto request = readPath<calendar::PollRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    request->set_if_version(ifMatchVersion(exchange->request()));
    exchange->context().calendar.polls().deletePoll(
        exchange->call(), *request,
        answer<calendar::Empty>(exchange, [](const calendar::Empty &) { return HttpResponse::empty(204); }));
}

void respond(const ExchangePtr &exchange)
{
    auto request = readPath<calendar::AnswerPollRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    if (const auto taken = takeAnswers(exchange->body(), *request); !taken)
        return exchange->fail(taken.error());
    exchange->context().calendar.polls().answerPoll(exchange->call(), *request, pollReply(exchange));
}

void pick(const ExchangePtr &exchange)
{
    auto request = readPath<calendar::PickOptionRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const auto text = requiredString(exchange->body(), "option_id"_L1);
    if (!text)
        return exchange->fail(text.error());
    const auto id = optionId(*text);
    if (!id)
        return exchange->fail(id.error());
    request->set_option_id(*id);
    exchange->context().calendar.polls().pickOption(exchange->call(), *request, pollReply(exchange));
}

}
