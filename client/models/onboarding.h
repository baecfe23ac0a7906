#pragma once

#include "shared/base/result.h"

#include <QObject>
#include <QStringList>

#include <functional>

namespace hearth::client {

class Workspace;

/// The server inside this app, as people see it.
struct HostingStatus {
    bool running = false;
    QString name; ///< the computer's name
    QStringList addresses; ///< "192.168.1.24:8443": where others on the network find it
    QString fingerprint; ///< SHA-256 of the certificate's public key, hexadecimal
    QString problem; ///< why it does not run; a sentence

    friend bool operator==(const HostingStatus &, const HostingStatus &) = default;
};

/// What somebody else needs to take part; shown as a link and as a picture.
struct InvitationLink {
    QString address; ///< "192.168.1.24:8443"
    QString calendarName;
    QString fingerprint;
    QString code =
        {}; ///< of an invitation that the server keeps; without one the calendar's password is asked for

    /// "hearth://join?at=...&calendar=...&invite=...&key=..."
    QString toString() const;
    /// The inverse, also of a server's own "https://HOST/invite/CODE"; InvalidArgument with a sentence for
    /// people.
    static shared::Result<InvitationLink> parse(const QString &text);
};

/// The ways into a calendar that the first minute offers, and what becomes of them. An interface, so that the
/// ui knows neither the network nor the embedded server; implemented in client/app.
class Onboarding : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    struct HostRequest {
        QString username;
        QString password;
        QString calendarName;
        QString calendarPassword; ///< empty: whoever knows the name may join
    };
    struct JoinRequest {
        QString server; ///< "host", "host:port" or a URL
        /// Empty: a certificate that is not publicly trusted is shown for comparison first.
        QString fingerprint;
        QString username;
        QString password;
        bool newAccount = true;
        QString calendarName;
        QString calendarPassword;
        QString inviteCode = {}; ///< in the place of the calendar's name and password
    };
    struct SignInRequest {
        QString server;
        QString fingerprint;
        QString username;
        QString password;
        bool newAccount = false;
    };
    using Finished = std::function<void(const shared::Outcome &)>;

    /// Starts the embedded server, makes the account and the calendar.
    virtual void startHere(const HostRequest &request, Finished finished) = 0;
    virtual void join(const JoinRequest &request, Finished finished) = 0;
    virtual void signIn(const SignInRequest &request, Finished finished) = 0;
    /// The fingerprint that the server showed when the last call ended with reason "unknown_certificate".
    virtual QString offeredFingerprint() const = 0;

    /// Null before one of the calls above has succeeded.
    virtual Workspace *workspace() = 0;
    /// Whether the account of the last time is being opened: workspaceChanged() comes, with a workspace or
    /// without.
    virtual bool isOpening() const { return false; }
    virtual HostingStatus hosting() const = 0;
    /// An invitation to that calendar through the embedded server.
    virtual InvitationLink invitation(const QString &calendarName) const = 0;

    virtual bool keepsHosting() const = 0;
    /// Whether hosting goes on when the window is closed.
    virtual void setKeepsHosting(bool keep) = 0;

    virtual bool startsWithSession() const = 0;
    /// Whether the app starts, in the tray, when the person logs in to the computer; a sentence where the
    /// disk refuses.
    virtual shared::Outcome setStartsWithSession(bool start) = 0;

Q_SIGNALS:
    void hostingChanged(const hearth::client::HostingStatus &status);
    /// The workspace is there now, or is another one.
    void workspaceChanged();
};

}
