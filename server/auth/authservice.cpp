#include "server/auth/authservice.h"

#include "server/auth/accounts.h"
#include "server/auth/apppasswords.h"
#include "server/auth/authparts.h"
#include "server/auth/departures.h"
#include "server/auth/participation.h"
#include "server/auth/profiles.h"
#include "server/auth/signin.h"
#include "server/platform/dbexecutor.h"
#include "server/platform/inflight.h"

namespace hearth::server::auth {

using shared::Result;

struct AuthService::Parts : AuthParts {
    using AuthParts::AuthParts;

    Accounts accounts{*this};
    SignIn signIn{*this};
    Profiles profiles{*this};
    Participation participation{*this};
    AppPasswords appPasswords{*this};
    Departures departures{*this};
    InFlight inFlight;

    template <class Response> Reply<Response> track(Reply<Response> reply)
    {
        return inFlight.track(std::move(reply));
    }
    /// The same for a call that needs somebody signed in: answers in its stead where there is nobody.
    template <class Response> bool isSignedIn(const CallContext &call, const Reply<Response> &reply)
    {
        if (call.user.isNull() || call.session.isNull()) {
            reply(sessionEnded());
            return false;
        }
        return true;
    }
};

AuthService::AuthService(DbExecutor &db, const shared::Clock &clock, AuthOptions options)
    : m_parts(std::make_unique<Parts>(db, clock, std::move(options)))
{
}

AuthService::~AuthService()
{
    m_parts->revocations.close();
    m_parts->inFlight.wait();
}

void AuthService::registerUser(const CallContext &call, const RegisterRequest &request,
                               Reply<RegisterResponse> reply)
{
    m_parts->accounts.registerUser(call, request, m_parts->track(std::move(reply)));
}

void AuthService::login(const CallContext &call, const LoginRequest &request, Reply<TokenResponse> reply)
{
    m_parts->signIn.login(call, request, m_parts->track(std::move(reply)));
}

void AuthService::refresh(const CallContext &, const RefreshRequest &request, Reply<TokenResponse> reply)
{
    m_parts->signIn.refresh(request, m_parts->track(std::move(reply)));
}

void AuthService::logout(const CallContext &call, const LogoutRequest &request, Reply<Empty> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->signIn.logout(call, request, m_parts->track(std::move(reply)));
}

void AuthService::status(const CallContext &, const Empty &, Reply<Empty> reply)
{
    m_parts->db.read(
        [](shared::Database &database) -> Result<Empty> {
            database.ping();
            return Empty();
        },
        m_parts->track(std::move(reply)));
}

void AuthService::publicKeys(const CallContext &, const Empty &, Reply<PublicKeysResponse> reply)
{
    m_parts->signIn.publicKeys(m_parts->track(std::move(reply)));
}

void AuthService::me(const CallContext &call, const Empty &, Reply<User> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->profiles.me(call, m_parts->track(std::move(reply)));
}

void AuthService::updateMe(const CallContext &call, const UpdateMeRequest &request, Reply<User> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->profiles.updateMe(call, request, m_parts->track(std::move(reply)));
}

void AuthService::changePassword(const CallContext &call, const ChangePasswordRequest &request,
                                 Reply<Empty> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->accounts.changePassword(call, request, m_parts->track(std::move(reply)));
}

void AuthService::sessions(const CallContext &call, const Empty &, Reply<SessionsResponse> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->signIn.sessions(call, m_parts->track(std::move(reply)));
}

void AuthService::revokeSession(const CallContext &call, const RevokeSessionRequest &request,
                                Reply<Empty> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->signIn.revoke(call, request, m_parts->track(std::move(reply)));
}

void AuthService::users(const CallContext &, const UsersRequest &request, Reply<UsersResponse> reply)
{
    m_parts->profiles.users(request, m_parts->track(std::move(reply)));
}

void AuthService::addParticipants(const CallContext &, const AddParticipantsRequest &request,
                                  Reply<Empty> reply)
{
    m_parts->participation.add(request, m_parts->track(std::move(reply)));
}

void AuthService::removeParticipants(const CallContext &, const ParticipantsChange &request,
                                     Reply<Empty> reply)
{
    m_parts->participation.undo(request, m_parts->track(std::move(reply)));
}

void AuthService::deleteParticipants(const CallContext &, const DeleteParticipantsRequest &request,
                                     Reply<Empty> reply)
{
    m_parts->participation.remove(request, m_parts->track(std::move(reply)));
}

void AuthService::participants(const CallContext &, const ParticipantsRequest &request,
                               Reply<ParticipantsResponse> reply)
{
    m_parts->participation.list(request, m_parts->track(std::move(reply)));
}

void AuthService::createAppPassword(const CallContext &call, const CreateAppPasswordRequest &request,
                                    Reply<CreateAppPasswordResponse> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->appPasswords.create(call, request, m_parts->track(std::move(reply)));
}

void AuthService::appPasswords(const CallContext &call, const Empty &, Reply<AppPasswordsResponse> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->appPasswords.list(call, m_parts->track(std::move(reply)));
}

void AuthService::revokeAppPassword(const CallContext &call, const RevokeAppPasswordRequest &request,
                                    Reply<Empty> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->appPasswords.revoke(call, request, m_parts->track(std::move(reply)));
}

void AuthService::verifyAppPassword(const CallContext &, const VerifyAppPasswordRequest &request,
                                    Reply<VerifyAppPasswordResponse> reply)
{
    m_parts->appPasswords.verify(request, m_parts->track(std::move(reply)));
}

void AuthService::beginDeletion(const CallContext &call, const BeginDeletionRequest &request,
                                Reply<Empty> reply)
{
    if (m_parts->isSignedIn(call, reply))
        m_parts->departures.begin(call, request, m_parts->track(std::move(reply)));
}

void AuthService::deletions(const CallContext &, const Empty &, Reply<UsersResponse> reply)
{
    m_parts->departures.list(m_parts->track(std::move(reply)));
}

void AuthService::finishDeletion(const CallContext &, const DeletionRequest &request, Reply<Empty> reply)
{
    m_parts->departures.finish(request, m_parts->track(std::move(reply)));
}

void AuthService::cancelDeletion(const CallContext &, const DeletionRequest &request, Reply<Empty> reply)
{
    m_parts->departures.cancel(request, m_parts->track(std::move(reply)));
}

std::unique_ptr<Subscription> AuthService::watchRevocations(StreamHandlers<Revocation> handlers)
{
    return m_parts->revocations.watch(std::move(handlers), m_parts->inFlight.enter());
}

size_t AuthService::queuedHashes() const { return m_parts->passwords.queued(); }

qint64 AuthService::hashesRun() const { return m_parts->passwords.hashesRun(); }

}
