#pragma once

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>

namespace hearth::tests {

/// A web server on loopback, on the thread that made it: answers each request with the next of its texts, the
/// last one over and over.
class FeedServer {
public:
    explicit FeedServer(QByteArrayList answers = {})
        : m_answers(std::move(answers))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    }

    quint16 port() const { return m_server.serverPort(); }
    QString url(const QString &path = QStringLiteral("/a.ics")) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(port()).arg(path);
    }
    const QByteArrayList &requests() const { return m_requests; }
    void setAnswers(const QByteArrayList &answers) { m_answers = answers; }

    /// An answer of HTTP; `fields` each with its end of line.
    static QByteArray answer(const QByteArray &fields, const QByteArray &body = {},
                             const QByteArray &status = "200 OK")
    {
        return "HTTP/1.1 " + status + "\r\n" + fields + "\r\n" + body;
    }

private:
    void accept()
    {
        QTcpSocket *peer = m_server.nextPendingConnection();
        QObject::connect(peer, &QTcpSocket::disconnected, peer, &QObject::deleteLater);
        QObject::connect(peer, &QTcpSocket::readyRead, peer, [this, peer] { take(peer); });
    }
    void take(QTcpSocket *peer)
    {
        QByteArray &got = m_partial[peer];
        got += peer->readAll();
        if (!got.contains("\r\n\r\n"))
            return;
        m_requests.append(m_partial.take(peer));
        if (m_answers.isEmpty())
            return; // says nothing
        peer->write(m_answers.size() > 1 ? m_answers.takeFirst() : m_answers.first());
        peer->disconnectFromHost();
    }

    QTcpServer m_server;
    QByteArrayList m_answers;
    QByteArrayList m_requests;
    QHash<QTcpSocket *, QByteArray> m_partial;
};

}
