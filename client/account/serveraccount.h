#pragma once

#include "client/account/servercalls.h"
#include "client/models/accountservice.h"

namespace hearth::client {

/// AccountService over the server's HTTP API.
class ServerAccount final : public AccountService {
public:
    explicit ServerAccount(ServerCalls calls);

    void findProfile(Answered<Profile> answered) override;
    void setDisplayName(const QString &name, Finished finished) override;
    void changePassword(const QString &oldPassword, const QString &newPassword, Finished finished) override;
    void listSessions(Answered<QList<DeviceSession>> answered) override;
    void endSession(const QString &id, Finished finished) override;
    void listAppPasswords(Answered<QList<AppPassword>> answered) override;
    void createAppPassword(const QString &name, Answered<NewAppPassword> answered) override;
    void revokeAppPassword(const QString &id, Finished finished) override;
    void exportData(Answered<QByteArray> answered) override;
    void deleteAccount(const QString &password, Finished finished) override;

private:
    void tell(const QByteArray &verb, const QString &path, const std::optional<QJsonObject> &body,
              const Finished &finished);

    ServerCalls m_calls;
};

}
