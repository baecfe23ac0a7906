#include "client/app/singleinstance.h"

#include <QCryptographicHash>
#include <QLocalSocket>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
constexpr int kAnswerMs = 1000;
constexpr qint64 kLongestLink = 4096;
}

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent)
{
    const QByteArray hash =
        QCryptographicHash::hash(dataFolder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    m_name = u"hearth-"_s + QString::fromLatin1(hash);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        QLocalSocket *peer = m_server.nextPendingConnection();
        connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
        connect(peer, &QLocalSocket::readyRead, this, [this, peer] {
            if (!peer->canReadLine() && peer->bytesAvailable() < kLongestLink)
                return;
            Q_EMIT activated(QString::fromUtf8(peer->readLine(kLongestLink)).trimmed());
            peer->disconnectFromServer();
        });
    });
}

bool SingleInstance::handOver(const QString &link)
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kAnswerMs))
        return false;
    socket.write(link.toUtf8() + '\n');
    return socket.waitForBytesWritten(kAnswerMs);
}

void SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return;
    // Left behind by one that crashed: nobody answers there.
    QLocalServer::removeServer(m_name);
    if (!m_server.listen(m_name))
        qWarning("A second start of the app will not find this one: %ls",
                 qUtf16Printable(m_server.errorString()));
}

}
