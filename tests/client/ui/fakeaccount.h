#pragma once

#include "client/models/accountservice.h"

#include <QStringList>

namespace hearth::tests {

/// Two devices and one app password; notes what was asked for and answers as told, at once.
class FakeAccount final : public client::AccountService {
public:
    FakeAccount(QStringList &calls, const shared::Outcome &answer)
        : m_calls(calls)
        , m_answer(answer)
    {
    }

    void findProfile(Answered<client::Profile> answered) override { answered(profile); }
    void setDisplayName(const QString &name, Finished finished) override
    {
        note(QStringLiteral("name ") + name, finished);
    }
    void changePassword(const QString &oldPassword, const QString &newPassword, Finished finished) override
    {
        note(QStringLiteral("password %1 %2").arg(oldPassword, newPassword), finished);
    }
    void listSessions(Answered<QList<client::DeviceSession>> answered) override { answered(sessions); }
    void endSession(const QString &id, Finished finished) override
    {
        sessions.removeIf([&id](const client::DeviceSession &each) { return each.id == id; });
        note(QStringLiteral("end ") + id, finished);
    }
    void listAppPasswords(Answered<QList<client::AppPassword>> answered) override { answered(appPasswords); }
    void createAppPassword(const QString &name, Answered<client::NewAppPassword> answered) override
    {
        m_calls.append(QStringLiteral("app password ") + name);
        appPasswords.append({QStringLiteral("new"), name, 0, 0});
        answered(client::NewAppPassword{QStringLiteral("Ben"), QStringLiteral("k3wq-88ts-9dmm-p4zn")});
    }
    void revokeAppPassword(const QString &id, Finished finished) override
    {
        note(QStringLiteral("revoke ") + id, finished);
    }
    void exportData(Answered<QByteArray> answered) override { answered(QByteArray("{}")); }
    void deleteAccount(const QString &password, Finished finished) override
    {
        note(QStringLiteral("delete ") + password, finished);
    }

    client::Profile profile{QStringLiteral("Ben"), QStringLiteral("Ben Lindgren")};
    QList<client::DeviceSession> sessions{
        {QStringLiteral("s1"), QStringLiteral("Hearth 0.1 on ben-desktop"), 1'796'800'000'000, true},
        {QStringLiteral("s2"), QStringLiteral("Hearth 0.1 on an old laptop"), 1'796'300'000'000, false}};
    QList<client::AppPassword> appPasswords{
        {QStringLiteral("p1"), QStringLiteral("Phone"), 1'790'000'000'000, 1'796'700'000'000}};

private:
    void note(const QString &call, const Finished &finished)
    {
        m_calls.append(call);
        finished(m_answer);
    }

    QStringList &m_calls;
    const shared::Outcome &m_answer;
};

}
