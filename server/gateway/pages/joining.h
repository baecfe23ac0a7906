#pragma once

#include "server/gateway/pages/invitationview.h"
#include "server/gateway/pages/pagecookies.h"
#include "server/proto/auth.pb.h"
#include "server/proto/calendar.pb.h"

#include <memory>

namespace hearth::server::gateway {

/// A form that was sent on an invitation's page, on its way from the invitation over the account to the
/// membership.
class Joining : public std::enable_shared_from_this<Joining> {
public:
    enum class Account { New, Existing };
    static void begin(const ExchangePtr &exchange, Account account);

private:
    Joining(const ExchangePtr &exchange, Account account);

    void lookedAt(const shared::Result<calendar::InvitePreview> &preview);
    bool isFilledIn();
    void makeAccount();
    void madeAccount(const shared::Result<auth::RegisterResponse> &made);
    void signIn();
    void signedIn(const shared::Result<auth::TokenResponse> &tokens);
    void refused(const shared::Error &error);
    /// The form once more, with what is wrong.
    void showForm(int status);
    CallContext memberCall() const;

    const ExchangePtr m_exchange;
    const Account m_account;
    const PageScene m_scene;
    const FormGuard m_guard;
    const QString m_code;
    InvitationView m_view;
    JoinForm m_form;
    QString m_field; ///< FormGuard's word, as it was sent
    QString m_password;
    auth::TokenResponse m_tokens;
};

}
