#pragma once

#include "server/gateway/pages/pageanswer.h"
#include "server/gateway/pages/phoneaccount.h"
#include "server/proto/invites.pb.h"
#include "shared/domain/invite.h"
#include "shared/domain/role.h"

#include <QDateTime>

namespace hearth::server::gateway {

/// The invitation that a page is about.
struct InvitationView {
    QString code;
    QString calendar;
    QString invitedBy;
    shared::Role role = shared::Role::Viewer;
    shared::InviteState state = shared::InviteState::Open;
    QDateTime until;
    QString appLink; ///< "hearth://join?..."

    static InvitationView of(Exchange &exchange, const QString &code, const calendar::InvitePreview &preview);
};

/// What was written into the form, and what is wrong with it.
struct JoinForm {
    bool newAccount = true;
    QString word; ///< FormGuard's
    QString username = {};
    QString usernameError = {};
    QString passwordError = {};
    QString problem = {};
};
HttpResponse invitationPage(const PageScene &scene, int status, const InvitationView &view,
                            const JoinForm &form);

struct DeviceForm {
    QString word;
    bool ready = true; ///< whether a phone can reach the server
    QString device = {};
    QString deviceError = {};
    QString problem = {};
};
HttpResponse welcomePage(const PageScene &scene, int status, const InvitationView &view,
                         const QString &username, const DeviceForm &form);

/// What a phone is set up with. `profile`: the page that gives the profile, once; empty where there is none.
struct PhoneView {
    PhoneAccount account;
    QString device;
    QString profileSecret;
};
HttpResponse phonePage(const PageScene &scene, const InvitationView &view, const PhoneView &phone,
                       const QString &word);

/// Where a page with a profile to be fetched once lies.
HttpResponse profilePage(const PageScene &scene, const QString &secret);

/// Why an invitation can't be used any more; `username`: of an account that was made in vain.
HttpResponse endedPage(const PageScene &scene, const InvitationView &view, shared::InviteState state,
                       const QString &username = {});

}
