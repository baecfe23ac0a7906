#pragma once

#include "server/proto/authapi.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <mutex>

namespace hearth::tests {

/// The auth service's part in a saga, as a script says; knows no users but those that were not forgotten.
class FakeAuth final : public server::AuthApi {
public:
    enum class Step {
        Answer,
        Refuse, ///< NotFound: a participant is no user
        FailBefore, ///< Unavailable, without effect
        FailAfter, ///< takes effect, but the answer is Unavailable
        HangBefore, ///< never answers, without effect
        HangAfter, ///< takes effect, never answers
    };

    /// For the next calls, one each; then `Answer` again.
    void script(const QList<Step> &steps);
    /// For every call without a script.
    void always(Step step);
    QSet<shared::UserId> participants(const shared::EventId &event) const;
    int events() const;
    /// As beginDeletion() would do it.
    void markDeparting(const shared::UserId &user, const QString &username);
    /// Whether the user is marked still.
    bool isDeparting(const shared::UserId &user) const;
    /// Those whose deletion was finished.
    QList<shared::UserId> gone() const;
    int calls() const;

    void addParticipants(const server::CallContext &call, const auth::AddParticipantsRequest &request,
                         server::Reply<auth::Empty> reply) override;
    void removeParticipants(const server::CallContext &call, const auth::ParticipantsChange &request,
                            server::Reply<auth::Empty> reply) override;
    void deleteParticipants(const server::CallContext &call, const auth::DeleteParticipantsRequest &request,
                            server::Reply<auth::Empty> reply) override;

    // The calendar service has no use for the rest.
    void registerUser(const server::CallContext &, const auth::RegisterRequest &,
                      server::Reply<auth::RegisterResponse> reply) override;
    void login(const server::CallContext &, const auth::LoginRequest &,
               server::Reply<auth::TokenResponse> reply) override;
    void refresh(const server::CallContext &, const auth::RefreshRequest &,
                 server::Reply<auth::TokenResponse> reply) override;
    void logout(const server::CallContext &, const auth::LogoutRequest &,
                server::Reply<auth::Empty> reply) override;
    void status(const server::CallContext &, const auth::Empty &, server::Reply<auth::Empty> reply) override;
    void publicKeys(const server::CallContext &, const auth::Empty &,
                    server::Reply<auth::PublicKeysResponse> reply) override;
    void me(const server::CallContext &, const auth::Empty &, server::Reply<auth::User> reply) override;
    void updateMe(const server::CallContext &, const auth::UpdateMeRequest &,
                  server::Reply<auth::User> reply) override;
    void changePassword(const server::CallContext &, const auth::ChangePasswordRequest &,
                        server::Reply<auth::Empty> reply) override;
    void sessions(const server::CallContext &, const auth::Empty &,
                  server::Reply<auth::SessionsResponse> reply) override;
    void revokeSession(const server::CallContext &, const auth::RevokeSessionRequest &,
                       server::Reply<auth::Empty> reply) override;
    void users(const server::CallContext &, const auth::UsersRequest &,
               server::Reply<auth::UsersResponse> reply) override;
    void participants(const server::CallContext &, const auth::ParticipantsRequest &,
                      server::Reply<auth::ParticipantsResponse> reply) override;
    void createAppPassword(const server::CallContext &, const auth::CreateAppPasswordRequest &,
                           server::Reply<auth::CreateAppPasswordResponse> reply) override;
    void appPasswords(const server::CallContext &, const auth::Empty &,
                      server::Reply<auth::AppPasswordsResponse> reply) override;
    void revokeAppPassword(const server::CallContext &, const auth::RevokeAppPasswordRequest &,
                           server::Reply<auth::Empty> reply) override;
    void verifyAppPassword(const server::CallContext &, const auth::VerifyAppPasswordRequest &,
                           server::Reply<auth::VerifyAppPasswordResponse> reply) override;
    void beginDeletion(const server::CallContext &, const auth::BeginDeletionRequest &,
                       server::Reply<auth::Empty> reply) override;
    void deletions(const server::CallContext &, const auth::Empty &,
                   server::Reply<auth::UsersResponse> reply) override;
    void finishDeletion(const server::CallContext &, const auth::DeletionRequest &request,
                        server::Reply<auth::Empty> reply) override;
    void cancelDeletion(const server::CallContext &, const auth::DeletionRequest &request,
                        server::Reply<auth::Empty> reply) override;
    std::unique_ptr<server::Subscription>
    watchRevocations(server::StreamHandlers<auth::Revocation> handlers) override;

private:
    struct Undo {
        shared::EventId event;
        QSet<shared::UserId> before;
        bool existed = false;
    };
    template <class Effect> void play(const server::Reply<auth::Empty> &reply, Effect effect);
    Step next();
    void remember(const shared::SagaId &saga, const shared::EventId &event);

    mutable std::mutex m_mutex;
    QList<Step> m_script;
    Step m_always = Step::Answer;
    int m_calls = 0;
    QHash<shared::EventId, QSet<shared::UserId>> m_participants;
    QHash<shared::SagaId, QList<Undo>> m_steps;
    QSet<shared::SagaId> m_undone;
    QHash<shared::UserId, QString> m_departing;
    QList<shared::UserId> m_gone;
};

}
