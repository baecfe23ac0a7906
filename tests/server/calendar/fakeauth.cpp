#include "tests/server/calendar/fakeauth.h"

#include "server/proto/convert.h"

namespace hearth::tests {

using namespace Qt::StringLiterals;
using server::CallContext;
using server::idFromBytes;
using server::Reply;
using shared::Error;
using shared::ErrorCode;
using shared::EventId;
using shared::SagaId;
using shared::UserId;

namespace {
Error unused() { return {ErrorCode::Internal, u"The fake has no answer to this."_s}; }
}

void FakeAuth::script(const QList<Step> &steps)
{
    const std::lock_guard guard(m_mutex);
    m_script = steps;
}

void FakeAuth::always(Step step)
{
    const std::lock_guard guard(m_mutex);
    m_always = step;
}

QSet<UserId> FakeAuth::participants(const EventId &event) const
{
    const std::lock_guard guard(m_mutex);
    return m_participants.value(event);
}

int FakeAuth::events() const
{
    const std::lock_guard guard(m_mutex);
    return static_cast<int>(m_participants.size());
}

int FakeAuth::calls() const
{
    const std::lock_guard guard(m_mutex);
    return m_calls;
}

FakeAuth::Step FakeAuth::next()
{
    ++m_calls;
    return m_script.isEmpty() ? m_always : m_script.takeFirst();
}

template <class Effect> void FakeAuth::play(const Reply<auth::Empty> &reply, Effect effect)
{
    Step step = Step::Answer;
    shared::Result<auth::Empty> answer = auth::Empty{};
    {
        const std::lock_guard guard(m_mutex);
        step = next();
        if (step == Step::Answer || step == Step::FailAfter || step == Step::HangAfter)
            answer = effect();
    }
    switch (step) {
    case Step::Answer:
        return reply(answer);
    case Step::Refuse:
        return reply(Error{ErrorCode::NotFound, u"A participant is no user."_s});
    case Step::FailBefore:
    case Step::FailAfter:
        return reply(Error{ErrorCode::Unavailable, u"Gone."_s});
    case Step::HangBefore:
    case Step::HangAfter:
        return;
    }
}

void FakeAuth::remember(const SagaId &saga, const EventId &event)
{
    m_steps[saga].append({event, m_participants.value(event), m_participants.contains(event)});
}

void FakeAuth::addParticipants(const CallContext &, const auth::AddParticipantsRequest &request,
                               Reply<auth::Empty> reply)
{
    play(reply, [&]() -> shared::Result<auth::Empty> {
        const auto saga = idFromBytes<SagaId>(request.saga_id());
        if (m_undone.contains(saga))
            return Error{ErrorCode::Conflict, u"It was undone."_s};
        if (m_steps.contains(saga))
            return auth::Empty{};
        const auto set = [&](const std::string &event, const auto &ids, bool removed) {
            QSet<UserId> users;
            for (const std::string &id : ids)
                users.insert(idFromBytes<UserId>(id));
            const auto key = idFromBytes<EventId>(event);
            remember(saga, key);
            if (removed)
                m_participants.remove(key);
            else
                m_participants.insert(key, users);
        };
        if (request.events_size() == 0)
            set(request.event_id(), request.user_ids(), false);
        for (const auth::EventParticipants &event : request.events())
            set(event.event_id(), event.user_ids(), event.removed());
        return auth::Empty{};
    });
}

void FakeAuth::removeParticipants(const CallContext &, const auth::ParticipantsChange &request,
                                  Reply<auth::Empty> reply)
{
    play(reply, [&]() -> shared::Result<auth::Empty> {
        const auto saga = idFromBytes<SagaId>(request.saga_id());
        m_undone.insert(saga);
        const QList<Undo> steps = m_steps.take(saga);
        for (const Undo &undo : steps) {
            if (undo.existed)
                m_participants.insert(undo.event, undo.before);
            else
                m_participants.remove(undo.event);
        }
        return auth::Empty{};
    });
}

void FakeAuth::deleteParticipants(const CallContext &, const auth::DeleteParticipantsRequest &request,
                                  Reply<auth::Empty> reply)
{
    play(reply, [&]() -> shared::Result<auth::Empty> {
        const auto event = idFromBytes<EventId>(request.event_id());
        remember(idFromBytes<SagaId>(request.saga_id()), event);
        m_participants.remove(event);
        return auth::Empty{};
    });
}

void FakeAuth::markDeparting(const shared::UserId &user, const QString &username)
{
    const std::lock_guard guard(m_mutex);
    m_departing.insert(user, username);
}

bool FakeAuth::isDeparting(const shared::UserId &user) const
{
    const std::lock_guard guard(m_mutex);
    return m_departing.contains(user);
}

QList<shared::UserId> FakeAuth::gone() const
{
    const std::lock_guard guard(m_mutex);
    return m_gone;
}

void FakeAuth::deletions(const CallContext &, const auth::Empty &, Reply<auth::UsersResponse> reply)
{
    auth::UsersResponse response;
    {
        const std::lock_guard guard(m_mutex);
        for (auto each = m_departing.cbegin(); each != m_departing.cend(); ++each) {
            auth::User &user = *response.add_users();
            user.set_id(server::idBytes(each.key()));
            user.set_username(server::utf8(each.value()));
        }
    }
    reply(response);
}

void FakeAuth::finishDeletion(const CallContext &, const auth::DeletionRequest &request,
                              Reply<auth::Empty> reply)
{
    play(reply, [&]() -> shared::Result<auth::Empty> {
        const auto user = idFromBytes<shared::UserId>(request.user_id());
        if (m_departing.remove(user))
            m_gone.append(user);
        return auth::Empty{};
    });
}

void FakeAuth::cancelDeletion(const CallContext &, const auth::DeletionRequest &request,
                              Reply<auth::Empty> reply)
{
    play(reply, [&]() -> shared::Result<auth::Empty> {
        m_departing.remove(idFromBytes<shared::UserId>(request.user_id()));
        return auth::Empty{};
    });
}

void FakeAuth::beginDeletion(const CallContext &, const auth::BeginDeletionRequest &,
                             Reply<auth::Empty> reply)
{
    reply(unused());
}
void FakeAuth::registerUser(const CallContext &, const auth::RegisterRequest &,
                            Reply<auth::RegisterResponse> reply)
{
    reply(unused());
}
void FakeAuth::login(const CallContext &, const auth::LoginRequest &, Reply<auth::TokenResponse> reply)
{
    reply(unused());
}
void FakeAuth::refresh(const CallContext &, const auth::RefreshRequest &, Reply<auth::TokenResponse> reply)
{
    reply(unused());
}
void FakeAuth::logout(const CallContext &, const auth::LogoutRequest &, Reply<auth::Empty> reply)
{
    reply(unused());
}
void FakeAuth::status(const CallContext &, const auth::Empty &, Reply<auth::Empty> reply) { reply(unused()); }
void FakeAuth::publicKeys(const CallContext &, const auth::Empty &, Reply<auth::PublicKeysResponse> reply)
{
    reply(unused());
}
void FakeAuth::me(const CallContext &, const auth::Empty &, Reply<auth::User> reply) { reply(unused()); }
void FakeAuth::updateMe(const CallContext &, const auth::UpdateMeRequest &, Reply<auth::User> reply)
{
    reply(unused());
}
void FakeAuth::changePassword(const CallContext &, const auth::ChangePasswordRequest &,
                              Reply<auth::Empty> reply)
{
    reply(unused());
}
void FakeAuth::sessions(const CallContext &, const auth::Empty &, Reply<auth::SessionsResponse> reply)
{
    reply(unused());
}
void FakeAuth::revokeSession(const CallContext &, const auth::RevokeSessionRequest &,
                             Reply<auth::Empty> reply)
{
    reply(unused());
}
void FakeAuth::users(const CallContext &, const auth::UsersRequest &, Reply<auth::UsersResponse> reply)
{
    reply(unused());
}
void FakeAuth::participants(const CallContext &, const auth::ParticipantsRequest &,
                            Reply<auth::ParticipantsResponse> reply)
{
    reply(unused());
}
void FakeAuth::createAppPassword(const CallContext &, const auth::CreateAppPasswordRequest &,
                                 Reply<auth::CreateAppPasswordResponse> reply)
{
    reply(unused());
}
void FakeAuth::appPasswords(const CallContext &, const auth::Empty &, Reply<auth::AppPasswordsResponse> reply)
{
    reply(unused());
}
void FakeAuth::revokeAppPassword(const CallContext &, const auth::RevokeAppPasswordRequest &,
                                 Reply<auth::Empty> reply)
{
    reply(unused());
}
void FakeAuth::verifyAppPassword(const CallContext &, const auth::VerifyAppPasswordRequest &,
                                 Reply<auth::VerifyAppPasswordResponse> reply)
{
    reply(unused());
}

std::unique_ptr<server::Subscription> FakeAuth::watchRevocations(server::StreamHandlers<auth::Revocation>)
{
    return nullptr;
}

}
