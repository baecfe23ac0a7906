#include "server/gateway/live/personalframes.h"

#include "server/gateway/live/livehub.h"
#include "server/proto/convert.h"

#include <utility>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr size_t kMaxHeld = 100; // more is read from the calendar service
constexpr int kPage = 100;
const auto kReconnect = "Connect again and resume."_ba;

calendar::FiredRequest requestAfter(qint64 number)
{
    calendar::FiredRequest request;
    request.set_since(number);
    request.set_limit(kPage);
    return request;
}
}

PersonalFrame readPersonal(const calendar::PersonalFrame &frame)
{
    return {idFromBytes<shared::UserId>(frame.user_id()), frame.number(),
            LiveFrame::event(fromUtf8(frame.event()),
                             "{\"data\":" + QByteArray::fromStdString(frame.data()) + '}')};
}

PersonalDelivery::PersonalDelivery(LiveLoop &loop)
    : m_loop(loop)
{
}

void PersonalDelivery::greet(LiveSession &session, qint64 number)
{
    session.personal.number = number;
    session.personal.greeted = number;
    release(session);
    if (session.personal.missed)
        fetch(session);
}

void PersonalDelivery::deliver(const PersonalFrames &frames)
{
    for (const PersonalFrame &frame : *frames) {
        const auto sessions = m_loop.sessionsOf(frame.user);
        for (LiveSession *session : sessions) {
            if (!session->isClosing())
                take(*session, frame);
        }
    }
}

void PersonalDelivery::take(LiveSession &session, const PersonalFrame &frame)
{
    PersonalPlace &place = session.personal;
    if (place.missed)
        return;
    place.held.push_back(frame);
    if (place.number >= 0 && !place.fetching)
        release(session);
    if (place.held.size() > kMaxHeld) {
        place.held.clear();
        place.missed = true;
    }
    if (place.missed && place.number >= 0)
        fetch(session);
}

// Sends what follows; a gap makes it missed.
void PersonalDelivery::release(LiveSession &session)
{
    PersonalPlace &place = session.personal;
    for (const PersonalFrame &frame : std::exchange(place.held, {})) {
        if (frame.number <= place.number || place.missed)
            continue;
        if (frame.number > place.number + 1) {
            place.missed = true;
            continue;
        }
        place.number = frame.number;
        session.send(frame.frame);
    }
}

void PersonalDelivery::lookAgain(LiveSession &session)
{
    session.personal.missed = true;
    if (session.personal.number >= 0)
        fetch(session);
}

void PersonalDelivery::fetch(LiveSession &session)
{
    PersonalPlace &place = session.personal;
    if (place.fetching)
        return; // it looks once more after that
    place.fetching = true;
    place.missed = false;
    m_loop.hub().calendar().reminders().fired(
        m_loop.call(session), requestAfter(place.number),
        [loop = m_loop.shared_from_this(), key = session.key()](Result<calendar::FiredResponse> result) {
            loop->post([loop = loop.get(), key, result = std::move(result)] {
                loop->personal().fetched(key, result);
            });
        });
}

void PersonalDelivery::fetched(quint64 key, const Result<calendar::FiredResponse> &result)
{
    LiveSession *session = m_loop.session(key);
    if (!session || session->isClosing())
        return;
    if (!result)
        return session->close(LiveClose::TryLater, kReconnect);
    PersonalPlace &place = session->personal;
    place.fetching = false;
    for (const calendar::PersonalFrame &each : result->frames()) {
        if (each.number() > place.number) {
            place.number = each.number();
            session->sendFetched(readPersonal(each).frame);
        }
    }
    place.number = std::max(place.number, qint64(result->number()));
    release(*session);
    if (result->more() || place.missed)
        fetch(*session);
}

void PersonalDelivery::resume(LiveSession &session, const LiveAnswer &answer, qint64 since)
{
    readBack(session, since, [this, answer, since](LiveSession &resumed, const shared::Outcome &outcome) {
        if (!outcome)
            return answer.fail(outcome.error());
        answer.okNow(resumed,
                     {{u"message"_s, u"Resumed."_s},
                      {u"reminders_since"_s, since},
                      {u"reminder_number"_s, resumed.personal.number}});
    });
}

void PersonalDelivery::readBack(LiveSession &session, qint64 since, const Begun &begun)
{
    m_loop.hub().calendar().reminders().fired(
        m_loop.call(session), requestAfter(since),
        [loop = m_loop.shared_from_this(), key = session.key(), since,
         begun](Result<calendar::FiredResponse> result) {
            loop->post([loop = loop.get(), key, since, begun, result = std::move(result)] {
                LiveSession *reading = loop->session(key);
                if (reading && !reading->isClosing())
                    loop->personal().haveReadBack(*reading, since, begun, result);
            });
        });
}

void PersonalDelivery::haveReadBack(LiveSession &session, qint64 since, const Begun &begun,
                                    const Result<calendar::FiredResponse> &result)
{
    if (!result && !begun)
        return session.close(LiveClose::TryLater, kReconnect);
    if (begun)
        begun(session, result ? shared::Outcome(shared::Done{}) : shared::Outcome(result.error()));
    if (!result)
        return;
    // What came after the greeting this socket has had, or gets, anyway.
    PersonalPlace &place = session.personal;
    for (const calendar::PersonalFrame &each : result->frames()) {
        if (each.number() <= place.greeted)
            session.sendFetched(readPersonal(each).frame);
    }
    if (result->more() && result->number() < place.greeted)
        return readBack(session, result->number(), nullptr);
    place.greeted = std::min(place.greeted, since);
}

}
