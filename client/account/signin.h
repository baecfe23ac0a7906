#pragma once

#include "client/sync/apiclient.h"

#include <memory>

namespace hearth::client {

/// What a sign-in is to achieve.
struct SignInWish {
    QString username;
    QString password;
    bool newAccount = false;
    enum class Calendar { None, Create, Join } calendar = Calendar::None;
    QString calendarName = {};
    QString calendarPassword = {};
    QString colour = {}; ///< of a new calendar
    QString inviteCode = {}; ///< of an invitation to join by, in the place of name and password
};

/// Who is signed in, where.
struct SignedIn {
    ServerAddress server;
    QString username;
    Tokens tokens;
};

/// The way into a server: makes the account where one is wanted, signs in, makes or joins the first calendar.
/// May be tried again with a corrected wish: what has succeeded already is not asked for twice.
class SignIn : public QObject {
    Q_OBJECT

public:
    explicit SignIn(ServerAddress server, const SyncOptions &options = {}, QObject *parent = nullptr);

    using Finished = std::function<void(const shared::Result<SignedIn> &)>;
    /// Errors are sentences for people; reasons: "unknown_certificate", "certificate_changed", "unreachable",
    /// "username_taken", "wrong_credentials", "wrong_password", "no_such_calendar", "calendar_exists",
    /// "invite_ended", "invalid_*".
    void run(const SignInWish &wish, Finished finished);
    /// What the server showed when the error's reason was "unknown_certificate".
    QString offeredFingerprint() const { return m_offered; }

private:
    void registerAccount();
    void login();
    void calendar();
    void acceptInvite();
    void finish();
    void fail(const ApiError &error);
    void fail(const QString &message, const QString &reason);
    ApiRequest credentials(const QString &path) const;

    ApiClient m_api;
    shared::SystemClock m_clock;
    SignInWish m_wish;
    Finished m_finished;
    QString m_offered;
    QString m_username; ///< as the server writes it
    bool m_taken = false; ///< the account was there already
};

}
