#pragma once

#include "client/sync/serveraddress.h"
#include "client/sync/tokens.h"
#include "tests/client/sync/fakeroom.h"

#include <QJsonObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

namespace hearth::tests {

/// Hearth's HTTP and live API as far as the app uses it, in memory, with the troubles that a network has.
class FakeServer : public QObject {
    Q_OBJECT

public:
    explicit FakeServer(QObject *parent = nullptr);
    ~FakeServer() override;

    client::ServerAddress address() const;
    client::Tokens tokensFor(const QString &username, qint64 lifeSeconds = 3600);
    FakeRoom &addRoom(const QString &name, const QStringList &members);
    FakeRoom &room(int index = 0) { return *m_rooms[static_cast<size_t>(index)]; }
    /// Sends to every socket what rooms have logged since; also called after each request.
    void push();

    void addUser(const QString &username, const QString &password) { m_passwords.insert(username, password); }

    // Troubles.
    void setReachable(bool reachable);
    void dropSockets(int closeCode = 0);
    void endSessionOf(const QString &username);
    void expireTokens() { m_access.clear(); }
    void answerNextWith(int status, const QJsonObject &body = {}) { m_forced.append({status, body}); }
    /// Does what the next requests that change something ask, and closes the connection in the answer's
    /// place.
    void loseAnswers(int count) { m_lose = count; }
    void holdAnswers(bool hold);
    void setPushing(bool pushing) { m_pushing = pushing; }

    /// What a request for something of a room beside its events is answered, by "GET reminders", "PUT
    /// reminder-settings"; nothing like it is a 404.
    void setAnswer(const QString &request, const QJsonObject &body) { m_answers.insert(request, body); }
    /// A frame to the sockets of one user.
    void tell(const QString &username, const QString &event, const QJsonObject &data);
    /// The body of the last request to that path.
    QJsonObject sent(const QString &path) const { return m_sent.value(path); }

    int requests(const QString &start) const;
    int sockets() const { return static_cast<int>(m_sockets.size()); }

private:
    struct Request {
        QByteArray verb;
        QString path;
        QUrlQuery query;
        QHash<QByteArray, QByteArray> headers;
        QJsonObject body;
        QString username;
    };
    struct Response {
        int status = 200;
        QJsonObject body;
    };
    struct Held {
        QPointer<QTcpSocket> socket;
        Response response;
    };
    void accept();
    void read(QTcpSocket *socket);
    void upgrade(QTcpSocket *socket, const Request &request);
    void handle(QTcpSocket *socket, const Request &request);
    Response route(const Request &request);
    Response refresh(const Request &request);
    Response enter(const Request &request);
    Response join(const Request &request);
    Response tokenAnswer(const QString &username);
    Response calendars(const Request &request) const;
    Response inRoom(FakeRoom &room, const Request &request, const QStringList &parts);
    Response page(const FakeRoom &room, const Request &request) const;
    Response changes(const FakeRoom &room, const Request &request) const;
    Response create(FakeRoom &room, const Request &request);
    Response onEvent(FakeRoom &room, const Request &request, shared::EventId id, const QString &action);
    static Response problem(int status, const QString &reason = {});
    void write(QTcpSocket *socket, const Response &response);
    QString usernameOf(const QByteArray &authorization) const;

    QTcpServer m_server;
    quint16 m_port = 0;
    QWebSocketServer m_upgrader;
    QList<QWebSocket *> m_sockets;
    QHash<QWebSocket *, QString> m_socketUsers;
    QHash<QString, QString> m_access; ///< token -> username
    QHash<QString, QString> m_refresh;
    QHash<QString, QString> m_passwords;
    std::vector<std::unique_ptr<FakeRoom>> m_rooms;
    QHash<QByteArray, Response> m_idempotent;
    QList<Response> m_forced;
    QList<Held> m_held;
    QStringList m_log;
    QHash<QString, QJsonObject> m_answers;
    QHash<QString, QJsonObject> m_sent;
    QString m_upgrading;
    int m_lose = 0;
    bool m_hold = false;
    bool m_pushing = true;
};

}
