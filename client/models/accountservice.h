#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace hearth::client {

/// How others see the person.
struct Profile {
    QString username;
    QString displayName; ///< may be empty: the username stands for it
};

/// Somewhere the person is signed in.
struct DeviceSession {
    QString id;
    QString device;
    qint64 lastUsedMs = 0;
    bool current = false; ///< this app
};

/// A password of its own for a program that speaks CalDAV.
struct AppPassword {
    QString id;
    QString name;
    qint64 createdMs = 0;
    qint64 lastUsedMs = 0; ///< 0: never
};

/// A new one; its secret is shown this once.
struct NewAppPassword {
    QString username;
    QString password;
};

/// One's own account at the server. Everything needs a connection; answers come later, on the caller's
/// thread, with a sentence for people where it failed.
class AccountService {
public:
    virtual ~AccountService() = default;

    using Finished = std::function<void(const shared::Outcome &)>;
    template <class T> using Answered = std::function<void(const shared::Result<T> &)>;

    virtual void findProfile(Answered<Profile> answered) = 0;
    virtual void setDisplayName(const QString &name, Finished finished) = 0;
    /// All other sessions end.
    virtual void changePassword(const QString &oldPassword, const QString &newPassword,
                                Finished finished) = 0;

    virtual void listSessions(Answered<QList<DeviceSession>> answered) = 0;
    virtual void endSession(const QString &id, Finished finished) = 0;

    virtual void listAppPasswords(Answered<QList<AppPassword>> answered) = 0;
    virtual void createAppPassword(const QString &name, Answered<NewAppPassword> answered) = 0;
    virtual void revokeAppPassword(const QString &id, Finished finished) = 0;

    /// All of one's data, as JSON.
    virtual void exportData(Answered<QByteArray> answered) = 0;
    /// The session ends with it.
    virtual void deleteAccount(const QString &password, Finished finished) = 0;
};

}
