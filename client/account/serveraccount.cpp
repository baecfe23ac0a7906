#include "client/account/serveraccount.h"

#include "shared/domain/zonedtime.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
const QString kMe = u"/api/v1/me"_s;

qint64 moment(const QJsonObject &json, QLatin1StringView name)
{
    const auto time = shared::parseTime(json.value(name).toString(), QTimeZone::utc(), name);
    return time ? time->utcMs : 0;
}

Result<Profile> profileFrom(const QJsonObject &json)
{
    return Profile{json.value("username"_L1).toString(), json.value("display_name"_L1).toString()};
}

Result<QList<DeviceSession>> sessionsFrom(const QJsonObject &json)
{
    QList<DeviceSession> sessions;
    const QJsonArray array = json.value("sessions"_L1).toArray();
    for (const QJsonValue &value : array) {
        const QJsonObject each = value.toObject();
        sessions.append({each.value("id"_L1).toString(), each.value("device"_L1).toString(),
                         moment(each, "last_used_at"_L1), each.value("current"_L1).toBool()});
    }
    return sessions;
}

Result<QList<AppPassword>> appPasswordsFrom(const QJsonObject &json)
{
    QList<AppPassword> passwords;
    const QJsonArray array = json.value("app_passwords"_L1).toArray();
    for (const QJsonValue &value : array) {
        const QJsonObject each = value.toObject();
        passwords.append({each.value("id"_L1).toString(), each.value("name"_L1).toString(),
                          moment(each, "created_at"_L1), moment(each, "last_used_at"_L1)});
    }
    return passwords;
}

Result<NewAppPassword> newPasswordFrom(const QJsonObject &json)
{
    return NewAppPassword{json.value("username"_L1).toString(), json.value("password"_L1).toString()};
}

Result<QByteArray> documentFrom(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

ApiRequest reading(const QString &path) { return {"GET", kMe + path}; }
}

ServerAccount::ServerAccount(ServerCalls calls)
    : m_calls(std::move(calls))
{
}

void ServerAccount::tell(const QByteArray &verb, const QString &path, const std::optional<QJsonObject> &body,
                         const Finished &finished)
{
    ApiRequest request{verb, kMe + path};
    request.body = body;
    m_calls.ask(request, [finished](const Result<QJsonObject> &answer) {
        finished(answer ? shared::Outcome(shared::Done{}) : shared::Outcome(answer.error()));
    });
}

void ServerAccount::findProfile(Answered<Profile> answered)
{
    m_calls.ask(reading({}), parsed<Profile>(answered, profileFrom));
}

void ServerAccount::setDisplayName(const QString &name, Finished finished)
{
    tell("PATCH", {}, QJsonObject{{u"display_name"_s, name}}, finished);
}

void ServerAccount::changePassword(const QString &oldPassword, const QString &newPassword, Finished finished)
{
    tell("POST", u"/password"_s,
         QJsonObject{{u"old_password"_s, oldPassword}, {u"new_password"_s, newPassword}}, finished);
}

void ServerAccount::listSessions(Answered<QList<DeviceSession>> answered)
{
    m_calls.ask(reading(u"/sessions"_s), parsed<QList<DeviceSession>>(answered, sessionsFrom));
}

void ServerAccount::endSession(const QString &id, Finished finished)
{
    tell("DELETE", u"/sessions/"_s + id, {}, finished);
}

void ServerAccount::listAppPasswords(Answered<QList<AppPassword>> answered)
{
    m_calls.ask(reading(u"/app-passwords"_s), parsed<QList<AppPassword>>(answered, appPasswordsFrom));
}

void ServerAccount::createAppPassword(const QString &name, Answered<NewAppPassword> answered)
{
    ApiRequest request{"POST", kMe + u"/app-passwords"_s};
    request.body = QJsonObject{{u"name"_s, name}};
    m_calls.ask(request, parsed<NewAppPassword>(answered, newPasswordFrom));
}

void ServerAccount::revokeAppPassword(const QString &id, Finished finished)
{
    tell("DELETE", u"/app-passwords/"_s + id, {}, finished);
}

void ServerAccount::exportData(Answered<QByteArray> answered)
{
    m_calls.ask(reading(u"/export"_s), parsed<QByteArray>(answered, documentFrom));
}

void ServerAccount::deleteAccount(const QString &password, Finished finished)
{
    tell("DELETE", {}, QJsonObject{{u"password"_s, password}}, finished);
}

}
