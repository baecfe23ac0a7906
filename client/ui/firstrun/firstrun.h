#pragma once

#include "client/models/onboarding.h"

#include <QStackedWidget>

namespace hearth::client::ui {

class FormPage;
class HostPage;
class JoinPage;
class SignInPage;
class ThemeSource;

/// The first minute: from the three choices to an open calendar.
class FirstRun : public QStackedWidget {
    Q_OBJECT

public:
    FirstRun(ThemeSource &themes, Onboarding &onboarding, QWidget *parent = nullptr);
    /// From a hearth:// link.
    void showInvitation(const InvitationLink &link);
    /// Whether a way in is being gone, or its end is shown.
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    /// A workspace is there, and the person wants to see it.
    void finished();

private:
    /// Asks once whether the server's key is the right one; then runs `retry` with its fingerprint.
    void settle(FormPage &page, const shared::Outcome &outcome,
                const std::function<void(const QString &)> &retry);
    Onboarding::Finished guarded(const Onboarding::Finished &finished);
    void host(const Onboarding::HostRequest &request);
    void join(const Onboarding::JoinRequest &request);
    void signIn(const Onboarding::SignInRequest &request);

    ThemeSource &m_themes;
    Onboarding &m_onboarding;
    QWidget *m_welcome;
    HostPage *m_host;
    JoinPage *m_join;
    SignInPage *m_signIn;
    QWidget *m_joinArea;
    bool m_busy = false;
};

}
