#pragma once

#include "server/gateway/pages/invitationview.h"
#include "server/gateway/pages/pagecookies.h"
#include "server/platform/accesstoken.h"
#include "server/proto/auth.pb.h"

#include <functional>
#include <memory>

namespace hearth::server::gateway {

/// Who has joined on an invitation's page gives a device a password of its own.
class DeviceSetup : public std::enable_shared_from_this<DeviceSetup> {
public:
    /// Goes on with the invitation of the path; otherwise the request fails.
    static void look(const ExchangePtr &exchange, const std::function<void(const InvitationView &)> &seen);
    /// The page that follows the joining.
    static void welcome(const ExchangePtr &exchange, const InvitationView &view, const AccessToken &access);
    /// The form of that page was sent.
    static void begin(const ExchangePtr &exchange);
    static void endSession(const ExchangePtr &exchange, const AccessToken &access,
                           const std::function<void()> &ended);

private:
    DeviceSetup(const ExchangePtr &exchange, InvitationView view, AccessToken access);

    void make();
    void made(const shared::Result<auth::CreateAppPasswordResponse> &password);
    void show(const PhoneAccount &account, const QString &profileSecret);
    void showForm(int status);

    const ExchangePtr m_exchange;
    const InvitationView m_view;
    const AccessToken m_access;
    const PageScene m_scene;
    const FormGuard m_guard;
    DeviceForm m_form;
};

}
