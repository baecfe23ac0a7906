#pragma once

#include "client/models/onboarding.h"
#include "client/ui/firstrun/formpage.h"

class QCheckBox;

namespace hearth::client::ui {

/// Sentences for what is wrong with a username, a password or a calendar's name; empty where nothing is.
QString usernameProblem(const QString &text);
QString passwordProblem(const QString &text);
QString calendarNameProblem(const QString &text);

/// "Start a calendar on this computer": a name, a password, the calendar's name, a password for it or none.
class HostPage : public FormPage {
    Q_OBJECT

public:
    HostPage(const ThemeSource &themes, QWidget *parent = nullptr);

Q_SIGNALS:
    void wanted(const hearth::client::Onboarding::HostRequest &request);

protected:
    void submit() override;

private:
    FormField *m_username;
    FormField *m_password;
    FormField *m_calendar;
    FormField *m_calendarPassword;
};

/// "Join with an invitation": a link, or an address and a calendar's name; a new account or one that exists.
class JoinPage : public FormPage {
    Q_OBJECT

public:
    JoinPage(const ThemeSource &themes, QWidget *parent = nullptr);
    /// Fills the fields from a hearth:// link.
    void setInvitation(const InvitationLink &link);

Q_SIGNALS:
    void wanted(const hearth::client::Onboarding::JoinRequest &request);

protected:
    void submit() override;

private:
    void readLink(const QString &text);

    FormField *m_link;
    FormField *m_calendar;
    FormField *m_calendarPassword;
    FormField *m_username;
    FormField *m_password;
    QCheckBox *m_known;
    QString m_fingerprint;
    QString m_code; ///< of the invitation in the link
};

/// "Sign in to a server": address, username, password.
class SignInPage : public FormPage {
    Q_OBJECT

public:
    SignInPage(const ThemeSource &themes, QWidget *parent = nullptr);

Q_SIGNALS:
    void wanted(const hearth::client::Onboarding::SignInRequest &request);

protected:
    void submit() override;

private:
    FormField *m_server;
    FormField *m_username;
    FormField *m_password;
    QCheckBox *m_create;
};

}
