#include "server/gateway/endpoints/accountexport.h"

#include "server/gateway/endpoints/accountjson.h"
#include "server/gateway/endpoints/reminderjson.h"
#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/endpoints/subscriptionjson.h"
#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"
#include "shared/protocol/calendarjson.h"

#include <QJsonDocument>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr int kMaxAtOnce = 4;
constexpr qsizetype kMaxBytes = 64 * 1024 * 1024;
constexpr int kEventsAtOnce = 1000;

Error busy()
{
    return {ErrorCode::Unavailable, u"Others export their data right now. Try again soon."_s, {}, 5};
}

Error tooLarge()
{
    return {ErrorCode::Conflict,
            u"This is too much for one document. Export the calendars one by one instead."_s,
            u"export_too_large"_s};
}

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QByteArray withoutEnd(const QJsonObject &object)
{
    QByteArray text = compact(object);
    text.chop(1);
    return text;
}

// Left, or taken from the caller, since the list of calendars was read.
bool isGone(const Error &error)
{
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::Forbidden;
}
}

AccountExport::AccountExport(ExchangePtr exchange)
    : m_exchange(std::move(exchange))
    , m_admitted(m_exchange->context().exports.fetch_add(1) < kMaxAtOnce)
{
}

AccountExport::~AccountExport() { m_exchange->context().exports.fetch_sub(1); }

template <class Response, class Then> Reply<Response> AccountExport::then(Then next)
{
    return [self = shared_from_this(), next](const Result<Response> &response) {
        if (!response)
            return self->m_exchange->fail(response.error());
        if (self->m_text.size() > kMaxBytes)
            return self->m_exchange->fail(tooLarge());
        if (!self->m_exchange->isDone())
            next(*response);
    };
}

void AccountExport::run()
{
    if (!m_admitted)
        return m_exchange->fail(busy());
    m_exchange->context().auth.me(m_exchange->call(), {}, then<auth::User>([this](const auth::User &user) {
                                      const qint64 now = m_exchange->context().clock.nowMs();
                                      m_text = withoutEnd({{u"exported_at"_s, shared::formatUtc(now)},
                                                           {u"profile"_s, profileJson(user)}});
                                      askSessions();
                                  }));
}

void AccountExport::askSessions()
{
    m_text += ",\"sessions\":[";
    m_first = true;
    m_exchange->context().auth.sessions(
        m_exchange->call(), {}, then<auth::SessionsResponse>([this](const auth::SessionsResponse &response) {
            for (const auth::Session &session : response.sessions())
                append(sessionJson(session, m_exchange->token().session));
            askAppPasswords();
        }));
}

void AccountExport::askAppPasswords()
{
    m_text += "],\"app_passwords\":[";
    m_first = true;
    m_exchange->context().auth.appPasswords(
        m_exchange->call(), {},
        then<auth::AppPasswordsResponse>([this](const auth::AppPasswordsResponse &response) {
            for (const auth::AppPassword &password : response.app_passwords())
                append(appPasswordJson(password));
            askSubscriptions();
        }));
}

void AccountExport::askSubscriptions()
{
    m_text += "],\"subscriptions\":[";
    m_first = true;
    m_exchange->context().calendar.subscriptions().subscriptions(
        m_exchange->call(), {},
        then<calendar::SubscriptionsResponse>([this](const calendar::SubscriptionsResponse &response) {
            for (const calendar::SubscribedCalendar &subscription : response.subscriptions())
                append(subscriptionJson(subscription));
            askCalendars();
        }));
}

void AccountExport::askCalendars()
{
    m_text += "],\"calendars\":[";
    m_exchange->context().calendar.calendars(
        m_exchange->call(), {},
        then<calendar::CalendarsResponse>([this](const calendar::CalendarsResponse &response) {
            m_calendars = QList<calendar::Calendar>(response.calendars().begin(), response.calendars().end());
            beginCalendar();
        }));
}

void AccountExport::beginCalendar()
{
    if (m_calendars.isEmpty())
        return finish();
    m_text += withoutEnd(shared::toJson(fromProto(m_calendars.first()))) + ",\"events\":[";
    m_first = true;
    askEvents({});
}

calendar::CalendarRef AccountExport::current() const
{
    calendar::CalendarRef ref;
    ref.set_id(m_calendars.first().id());
    return ref;
}

void AccountExport::askEvents(const std::string &cursor)
{
    calendar::EventsRequest request;
    *request.mutable_calendar() = current();
    request.set_limit(kEventsAtOnce);
    request.set_cursor(cursor);
    const auto add =
        then<calendar::EventsResponse>([this](const calendar::EventsResponse &page) { addEvents(page); });
    m_exchange->context().calendar.events(m_exchange->call(), request,
                                          [add](const Result<calendar::EventsResponse> &page) {
                                              const bool gone = !page && isGone(page.error());
                                              add(gone ? calendar::EventsResponse() : page);
                                          });
}

void AccountExport::addEvents(const calendar::EventsResponse &response)
{
    for (const calendar::Event &event : response.events())
        append(eventAnswer(event));
    if (!response.next_cursor().empty())
        return askEvents(response.next_cursor());
    m_text += "],\"messages\":[";
    m_first = true;
    askMessages(0);
}

void AccountExport::askMessages(qint64 afterSeq)
{
    calendar::OwnMessagesRequest request;
    *request.mutable_calendar() = current();
    request.set_after_seq(afterSeq);
    const auto add = then<calendar::OwnMessagesResponse>(
        [this](const calendar::OwnMessagesResponse &page) { addMessages(page); });
    m_exchange->context().calendar.ownMessages(m_exchange->call(), request,
                                               [add](const Result<calendar::OwnMessagesResponse> &page) {
                                                   const bool gone = !page && isGone(page.error());
                                                   add(gone ? calendar::OwnMessagesResponse() : page);
                                               });
}

void AccountExport::addMessages(const calendar::OwnMessagesResponse &response)
{
    for (const calendar::OwnMessage &message : response.messages())
        append({{u"id"_s, uuidFromBytes(message.id()).toString(QUuid::WithoutBraces)},
                {u"message"_s, fromUtf8(message.text())},
                {u"at"_s, shared::formatUtc(message.at_ms())}});
    if (response.more() && response.messages_size() > 0)
        return askMessages(response.messages().rbegin()->seq());
    askReminders();
}

void AccountExport::askReminders()
{
    calendar::CalendarRequest request;
    *request.mutable_calendar() = current();
    const auto add = then<calendar::RemindersResponse>([this](const calendar::RemindersResponse &reminders) {
        m_text += "],\"reminders\":" + compact(remindersJson(reminders));
        m_calendars.removeFirst();
        m_text += m_calendars.isEmpty() ? "}" : "},";
        beginCalendar();
    });
    m_exchange->context().calendar.reminders().reminders(
        m_exchange->call(), request, [add](const Result<calendar::RemindersResponse> &reminders) {
            const bool gone = !reminders && isGone(reminders.error());
            add(gone ? calendar::RemindersResponse() : reminders);
        });
}

void AccountExport::finish()
{
    HttpResponse answer = HttpResponse::json(200, m_text + "]}");
    answer.headers.add("Content-Disposition", "attachment; filename=\"hearth-export.json\"");
    answer.headers.add("Cache-Control", "no-store");
    m_exchange->send(std::move(answer));
}

void AccountExport::append(const QJsonObject &object)
{
    if (!std::exchange(m_first, false))
        m_text += ',';
    m_text += compact(object);
}

}
