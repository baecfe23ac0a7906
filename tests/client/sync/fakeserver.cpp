#include "tests/client/sync/fakeserver.h"

#include "shared/base/clock.h"
#include "shared/protocol/calendarjson.h"
#include "shared/protocol/eventjson.h"
#include "shared/protocol/livejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>

namespace hearth::tests {

using namespace shared;
using namespace Qt::StringLiterals;

FakeServer::FakeServer(QObject *parent)
    : QObject(parent)
    , m_upgrader(u"fake"_s, QWebSocketServer::NonSecureMode)
{
    m_server.listen(QHostAddress::LocalHost);
    m_port = m_server.serverPort();
    connect(&m_server, &QTcpServer::newConnection, this, &FakeServer::accept);
    connect(&m_upgrader, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket *socket = m_upgrader.nextPendingConnection()) {
            socket->setParent(this);
            const QString username = m_upgrading;
            m_sockets.append(socket);
            m_socketUsers.insert(socket, username);
            connect(socket, &QWebSocket::disconnected, this, [this, socket] {
                m_sockets.removeAll(socket);
                m_socketUsers.remove(socket);
                socket->deleteLater();
            });
            socket->sendTextMessage(QString::fromUtf8(
                liveNotice(u"connect"_s, {{u"message"_s, username + u" has connected"_s}})));
        }
    });
}

FakeServer::~FakeServer()
{
    for (QWebSocket *socket : std::as_const(m_sockets))
        socket->disconnect(this);
}

client::ServerAddress FakeServer::address() const
{
    return *client::ServerAddress::parse(u"http://127.0.0.1:%1"_s.arg(m_port));
}

client::Tokens FakeServer::tokensFor(const QString &username, qint64 lifeSeconds)
{
    const QString access = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString refresh = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_access.insert(access, username);
    m_refresh.insert(refresh, username);
    return {access, refresh, SystemClock().nowMs() + lifeSeconds * 1000};
}

FakeRoom &FakeServer::addRoom(const QString &name, const QStringList &members)
{
    m_rooms.push_back(std::make_unique<FakeRoom>(name));
    for (const QString &member : members)
        m_rooms.back()->join(member);
    push();
    return *m_rooms.back();
}

void FakeServer::push()
{
    if (!m_pushing)
        return;
    for (const auto &room : m_rooms) {
        const auto unpushed = room->takeUnpushed();
        for (const Change &change : unpushed)
            for (QWebSocket *socket : std::as_const(m_sockets))
                if (room->hasMember(m_socketUsers.value(socket)))
                    socket->sendTextMessage(QString::fromUtf8(liveChange(change)));
    }
}

void FakeServer::tell(const QString &username, const QString &event, const QJsonObject &data)
{
    for (QWebSocket *socket : std::as_const(m_sockets))
        if (m_socketUsers.value(socket) == username)
            socket->sendTextMessage(QString::fromUtf8(liveNotice(event, data)));
}

void FakeServer::setReachable(bool reachable)
{
    if (reachable && !m_server.isListening()) {
        m_server.listen(QHostAddress::LocalHost, m_port);
    } else if (!reachable) {
        m_server.close();
        const auto open = m_server.findChildren<QTcpSocket *>();
        for (QTcpSocket *socket : open)
            socket->abort();
        dropSockets();
    }
}

void FakeServer::dropSockets(int closeCode)
{
    const auto sockets = m_sockets;
    for (QWebSocket *socket : sockets) {
        if (closeCode != 0)
            socket->close(static_cast<QWebSocketProtocol::CloseCode>(closeCode));
        else
            socket->abort();
    }
}

void FakeServer::endSessionOf(const QString &username)
{
    m_access.removeIf([&](const auto &it) { return it.value() == username; });
    m_refresh.removeIf([&](const auto &it) { return it.value() == username; });
    dropSockets(4401);
}

void FakeServer::holdAnswers(bool hold)
{
    m_hold = hold;
    if (hold)
        return;
    const auto held = std::exchange(m_held, {});
    for (const Held &each : held)
        if (each.socket)
            write(each.socket, each.response);
}

int FakeServer::requests(const QString &start) const
{
    return static_cast<int>(std::count_if(m_log.begin(), m_log.end(),
                                          [&start](const QString &line) { return line.startsWith(start); }));
}

void FakeServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read(socket);
    }
}

void FakeServer::read(QTcpSocket *socket)
{
    const QByteArray bytes = socket->peek(1 << 22);
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QList<QByteArray> lines = bytes.first(end).split('\n');
    const QList<QByteArray> first = lines.first().split(' ');
    Request request;
    request.verb = first.value(0);
    const QUrl url = QUrl::fromEncoded(first.value(1));
    request.path = url.path();
    request.query = QUrlQuery(url);
    for (const QByteArray &line : lines.sliced(1))
        request.headers.insert(line.left(line.indexOf(':')).toLower(),
                               line.mid(line.indexOf(':') + 1).trimmed());
    request.username = usernameOf(request.headers.value("authorization"));
    if (request.headers.contains("upgrade"))
        return upgrade(socket, request);
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (bytes.size() < end + 4 + length)
        return;
    request.body = QJsonDocument::fromJson(bytes.mid(end + 4, length)).object();
    socket->read(end + 4 + length);
    handle(socket, request);
}

void FakeServer::upgrade(QTcpSocket *socket, const Request &request)
{
    if (request.username.isEmpty())
        return write(socket, problem(401));
    socket->disconnect(this);
    disconnect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    m_upgrading = request.username;
    m_upgrader.handleConnection(socket);
}

void FakeServer::handle(QTcpSocket *socket, const Request &request)
{
    m_log.append(QString::fromLatin1(request.verb) + u' ' + request.path);
    if (request.verb != "GET")
        m_sent.insert(request.path, request.body);
    Response response;
    if (!m_forced.isEmpty() && request.verb != "GET")
        response = m_forced.takeFirst();
    else
        response = route(request);
    const bool lose = m_lose > 0 && request.verb != "GET" && request.path.contains("/events"_L1);
    if (lose) {
        --m_lose;
        socket->abort();
    } else if (m_hold && request.verb != "GET") {
        m_held.append({socket, response});
    } else {
        write(socket, response);
    }
    push();
}

FakeServer::Response FakeServer::route(const Request &request)
{
    if (request.path == "/api/user/refresh"_L1)
        return refresh(request);
    if (request.path == "/api/user/register"_L1 || request.path == "/api/user/login"_L1)
        return enter(request);
    if (request.username.isEmpty())
        return problem(401);
    if (request.path == "/api/v1/me"_L1)
        return {200,
                {{u"id"_s, QUuid::createUuidV5(QUuid(), request.username).toString(QUuid::WithoutBraces)},
                 {u"username"_s, request.username}}};
    if (request.path == "/api/user/logout"_L1)
        return {200, {}};
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    if (request.path == "/api/v1/calendars/join"_L1)
        return join(request);
    if (parts.size() == 3 && request.verb == "POST") {
        const QString name = request.body.value("name"_L1).toString();
        for (const auto &room : m_rooms)
            if (room->name() == name)
                return problem(409);
        return {201, toJson(addRoom(name, {request.username}).calendarFor(request.username))};
    }
    if (parts.size() == 3)
        return calendars(request);
    for (const auto &room : m_rooms)
        if (room->id().toString() == parts.value(3))
            return room->hasMember(request.username) ? inRoom(*room, request, parts) : problem(403);
    return problem(404);
}

FakeServer::Response FakeServer::refresh(const Request &request)
{
    const QString username = m_refresh.take(request.body.value("refresh_token"_L1).toString());
    if (username.isEmpty())
        return problem(401);
    return tokenAnswer(username);
}

FakeServer::Response FakeServer::tokenAnswer(const QString &username)
{
    const auto tokens = tokensFor(username);
    return {200,
            {{u"token"_s, tokens.access},
             {u"refresh_token"_s, tokens.refresh},
             {u"expires_in"_s, 3600},
             {u"username"_s, username}}};
}

FakeServer::Response FakeServer::enter(const Request &request)
{
    const QString username = request.body.value("username"_L1).toString();
    const QString password = request.body.value("password"_L1).toString();
    if (request.path.endsWith("login"_L1))
        return m_passwords.contains(username) && m_passwords.value(username) == password
            ? tokenAnswer(username)
            : problem(401);
    if (m_passwords.contains(username))
        return problem(409);
    addUser(username, password);
    return {201, {}};
}

/// Every calendar's password is "open".
FakeServer::Response FakeServer::join(const Request &request)
{
    for (const auto &room : m_rooms) {
        if (room->name() != request.body.value("calendar_name"_L1).toString())
            continue;
        if (request.body.value("calendar_password"_L1).toString() != "open"_L1)
            return problem(403, u"wrong_password"_s);
        if (!room->hasMember(request.username))
            room->join(request.username);
        return {200, toJson(room->calendarFor(request.username))};
    }
    return problem(404);
}

FakeServer::Response FakeServer::calendars(const Request &request) const
{
    QJsonArray list;
    for (const auto &room : m_rooms)
        if (room->hasMember(request.username))
            list.append(toJson(room->calendarFor(request.username)));
    return {200, {{u"calendars"_s, list}}};
}

FakeServer::Response FakeServer::inRoom(FakeRoom &room, const Request &request, const QStringList &parts)
{
    const QString what = parts.value(4);
    const QString asked = QString::fromLatin1(request.verb) + u' '
        + QStringList(parts.mid(parts.size() > 5 ? 6 : 4)).join(u'/');
    if (m_answers.contains(asked))
        return {200, m_answers.value(asked)};
    if (parts.size() == 5 && what != "members"_L1 && what != "changes"_L1 && what != "events"_L1)
        return problem(404);
    if (what == "members"_L1 && request.verb == "DELETE") {
        room.leave(request.username);
        return {204, {}};
    }
    if (what == "members"_L1) {
        QJsonArray list;
        const auto members = room.members();
        for (const Member &member : members)
            list.append(toJson(member));
        return {200, {{u"members"_s, list}}};
    }
    if (what == "changes"_L1)
        return changes(room, request);
    if (parts.size() > 5)
        return onEvent(room, request, EventId::fromString(parts.at(5)).value_or(EventId()), parts.value(6));
    return request.verb == "POST" ? create(room, request) : page(room, request);
}

FakeServer::Response FakeServer::page(const FakeRoom &room, const Request &request) const
{
    const int limit = request.query.queryItemValue(u"limit"_s).toInt();
    const int from = request.query.queryItemValue(u"cursor"_s).toInt();
    const auto events = room.events().values();
    QJsonArray list;
    for (const Event &event : events.mid(from, limit))
        list.append(toJson(event));
    const bool more = from + limit < events.size();
    return {200,
            {{u"events"_s, list},
             {u"next_cursor"_s, more ? QJsonValue(QString::number(from + limit)) : QJsonValue()},
             {u"seq"_s, room.seq()}}};
}

FakeServer::Response FakeServer::changes(const FakeRoom &room, const Request &request) const
{
    const qint64 since = request.query.queryItemValue(u"since"_s).toLongLong();
    const int limit = request.query.queryItemValue(u"limit"_s).toInt();
    if (!room.reachesBackTo(since))
        return problem(410, u"snapshot_required"_s);
    const auto all = room.changesSince(since);
    QJsonArray list;
    for (const Change &change : all.mid(0, limit))
        list.append(QJsonDocument::fromJson(liveChange(change)).object());
    return {200, {{u"changes"_s, list}, {u"seq"_s, room.seq()}, {u"more"_s, all.size() > limit}}};
}

FakeServer::Response FakeServer::create(FakeRoom &room, const Request &request)
{
    const QByteArray key = request.headers.value("idempotency-key");
    if (const auto known = m_idempotent.constFind(key); known != m_idempotent.constEnd())
        return *known;
    const auto draft = parseDraft(request.body, QTimeZone::utc());
    if (!draft)
        return problem(400);
    const Response response{201, toJson(room.create(request.username, *draft))};
    m_idempotent.insert(key, response);
    return response;
}

FakeServer::Response FakeServer::onEvent(FakeRoom &room, const Request &request, EventId id,
                                         const QString &action)
{
    if (action == "restore"_L1) {
        if (!room.isKnown(id))
            return problem(404);
        room.restore(request.username, id);
        return {200, toJson(room.events().value(id.value))};
    }
    if (!room.events().contains(id.value))
        return problem(404);
    if (request.verb == "DELETE") {
        Event event = room.events().value(id.value);
        room.remove(request.username, id);
        event.version = room.seq();
        return {200, toJson(event)};
    }
    const auto conflicting =
        room.patch(request.username, id, request.body, request.body.value("base_version"_L1).toInteger());
    const QJsonObject current = toJson(room.events().value(id.value));
    if (conflicting.isEmpty())
        return {200, current};
    return {412, {{u"event"_s, current}, {u"conflicting"_s, QJsonArray::fromStringList(conflicting)}}};
}

FakeServer::Response FakeServer::problem(int status, const QString &reason)
{
    return {status, {{u"message"_s, u"Status %1."_s.arg(status)}, {u"reason"_s, reason}}};
}

void FakeServer::write(QTcpSocket *socket, const Response &response)
{
    const QByteArray body =
        response.status == 204 ? QByteArray() : QJsonDocument(response.body).toJson(QJsonDocument::Compact);
    const QByteArray type = response.status >= 400 ? "application/problem+json" : "application/json";
    socket->write("HTTP/1.1 " + QByteArray::number(response.status) + " Answer\r\nContent-Type: " + type
                  + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

QString FakeServer::usernameOf(const QByteArray &authorization) const
{
    return m_access.value(QString::fromLatin1(authorization.mid(7)));
}

}
