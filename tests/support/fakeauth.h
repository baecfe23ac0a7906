#pragma once

#include "server/platform/accesstoken.h"
#include "server/platform/jws.h"
#include "server/proto/authapi.h"
#include "shared/base/clock.h"
#include "tests/support/fakestream.h"

#include <QHash>

#include <atomic>
#include <mutex>

namespace hearth::tests {

/// An auth service in memory for tests of what calls one: real tokens, no hashing, and failures on demand.
class FakeAuth final : public server::AuthApi {
public:
    explicit FakeAuth(const shared::Clock &clock);

    /// A user as registerUser() would make it.
    shared::UserId addUser(const QString &username,
                           const QString &password = QStringLiteral("correct horse"));
    shared::UserId idOf(const QString &username) const;
    /// A token of a new session.
    QByteArray token(const QString &username, qint64 lifetimeMs = 900'000);
    QByteArray token(const server::AccessToken &access) const;
    shared::SessionId sessionOf(const QByteArray &token) const;

    /// An app password of the user's, as createAppPassword() would make it.
    QString addAppPassword(const QString &username, const QString &name = QStringLiteral("Phone"));
    /// Whether the deletion of the account was begun, and neither finished nor cancelled.
    bool isDeparting(const QString &username) const;
    /// How many app passwords were verified.
    int verifications() const { return m_verifications; }

    /// Everything fails with it until it is cleared.
    void failWith(std::optional<shared::Error> error);
    /// From now on calls get no reply.
    void setSilent(bool silent) { m_silent = silent; }
    /// New tokens are signed by another key; the old one's stay good.
    void rotateKeys();
    int keyRequests() const { return m_keyRequests; }

    void revoke(shared::SessionId session, qint64 untilMs);
    void endStreams();
    int watchers() const { return m_stream.watchers(); }
    /// The context of the last call.
    server::CallContext lastCall() const;

    void registerUser(const server::CallContext &call, const auth::RegisterRequest &request,
                      server::Reply<auth::RegisterResponse> reply) override;
    void login(const server::CallContext &call, const auth::LoginRequest &request,
               server::Reply<auth::TokenResponse> reply) override;
    void refresh(const server::CallContext &call, const auth::RefreshRequest &request,
                 server::Reply<auth::TokenResponse> reply) override;
    void logout(const server::CallContext &call, const auth::LogoutRequest &request,
                server::Reply<auth::Empty> reply) override;
    void status(const server::CallContext &call, const auth::Empty &request,
                server::Reply<auth::Empty> reply) override;
    void publicKeys(const server::CallContext &call, const auth::Empty &request,
                    server::Reply<auth::PublicKeysResponse> reply) override;
    void me(const server::CallContext &call, const auth::Empty &request,
            server::Reply<auth::User> reply) override;
    void updateMe(const server::CallContext &call, const auth::UpdateMeRequest &request,
                  server::Reply<auth::User> reply) override;
    void changePassword(const server::CallContext &call, const auth::ChangePasswordRequest &request,
                        server::Reply<auth::Empty> reply) override;
    void sessions(const server::CallContext &call, const auth::Empty &request,
                  server::Reply<auth::SessionsResponse> reply) override;
    void revokeSession(const server::CallContext &call, const auth::RevokeSessionRequest &request,
                       server::Reply<auth::Empty> reply) override;
    void users(const server::CallContext &call, const auth::UsersRequest &request,
               server::Reply<auth::UsersResponse> reply) override;
    void addParticipants(const server::CallContext &call, const auth::AddParticipantsRequest &request,
                         server::Reply<auth::Empty> reply) override;
    void removeParticipants(const server::CallContext &call, const auth::ParticipantsChange &request,
                            server::Reply<auth::Empty> reply) override;
    void deleteParticipants(const server::CallContext &call, const auth::DeleteParticipantsRequest &request,
                            server::Reply<auth::Empty> reply) override;
    void participants(const server::CallContext &call, const auth::ParticipantsRequest &request,
                      server::Reply<auth::ParticipantsResponse> reply) override;
    void createAppPassword(const server::CallContext &call, const auth::CreateAppPasswordRequest &request,
                           server::Reply<auth::CreateAppPasswordResponse> reply) override;
    void appPasswords(const server::CallContext &call, const auth::Empty &request,
                      server::Reply<auth::AppPasswordsResponse> reply) override;
    void revokeAppPassword(const server::CallContext &call, const auth::RevokeAppPasswordRequest &request,
                           server::Reply<auth::Empty> reply) override;
    void verifyAppPassword(const server::CallContext &call, const auth::VerifyAppPasswordRequest &request,
                           server::Reply<auth::VerifyAppPasswordResponse> reply) override;
    void beginDeletion(const server::CallContext &call, const auth::BeginDeletionRequest &request,
                       server::Reply<auth::Empty> reply) override;
    void deletions(const server::CallContext &call, const auth::Empty &request,
                   server::Reply<auth::UsersResponse> reply) override;
    void finishDeletion(const server::CallContext &call, const auth::DeletionRequest &request,
                        server::Reply<auth::Empty> reply) override;
    void cancelDeletion(const server::CallContext &call, const auth::DeletionRequest &request,
                        server::Reply<auth::Empty> reply) override;
    std::unique_ptr<server::Subscription>
    watchRevocations(server::StreamHandlers<auth::Revocation> handlers) override;

private:
    struct User {
        auth::User profile;
        QString password;
    };
    /// Whether the call is to go on; otherwise it has been answered, or never will be.
    template <class Response>
    bool begin(const server::CallContext &call, const server::Reply<Response> &reply);
    User *find(const QString &username);
    User *find(shared::UserId id);
    auth::TokenResponse tokens(const User &user);
    QByteArray newToken(const User &user, qint64 lifetimeMs);

    struct AppPassword {
        auth::AppPassword shown;
        QString secret;
        QString user; ///< folded name
    };
    AppPassword newAppPassword(const QString &user, const std::string &name);

    const shared::Clock &m_clock;
    mutable std::mutex m_mutex;
    QHash<QString, User> m_users; ///< by folded name
    QList<server::SigningKey> m_keys; ///< the last one signs
    int m_refreshes = 0;
    QHash<QString, QString> m_refresh; ///< refresh token to username
    QHash<shared::SessionId, QString> m_sessions;
    QHash<shared::SessionId, AppPassword> m_appPasswords;
    QList<std::string> m_departing;
    std::atomic<int> m_verifications = 0;
    QHash<QByteArray, shared::SessionId> m_sessionOfToken;
    std::optional<shared::Error> m_failure;
    std::vector<std::shared_ptr<void>> m_unanswered; ///< replies that are never made
    std::atomic<bool> m_silent = false;
    std::atomic<int> m_keyRequests = 0;
    server::CallContext m_lastCall;
    FakeStream<auth::Revocation> m_stream;
    QList<auth::Revocation> m_revocations;
};

}
