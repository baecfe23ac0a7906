#pragma once

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>

namespace hearth::tests {

/// An answer over HTTP; status 0 where none came.
struct HttpAnswer {
    int status = 0;
    QByteArray body;
    QByteArray allow;
    QSslCertificate certificate;
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// A blocking client for tests; it takes any certificate.
class HttpClient {
public:
    explicit HttpClient(const QString &base)
        : m_base(base)
    {
        m_manager.setTransferTimeout(20'000);
    }
    void setToken(const QString &token) { m_token = token; }

    HttpAnswer send(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        QNetworkRequest request{QUrl(m_base + path)};
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        if (!m_token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + m_token.toUtf8());
        const QByteArray content = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson();
        const std::unique_ptr<QNetworkReply> reply(m_manager.sendCustomRequest(request, method, content));
        reply->ignoreSslErrors();
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
                reply->rawHeader("Allow"), reply->sslConfiguration().peerCertificate()};
    }
    HttpAnswer get(const QString &path) { return send("GET", path); }
    HttpAnswer post(const QString &path, const QJsonObject &body) { return send("POST", path, body); }

private:
    const QString m_base;
    QString m_token;
    QNetworkAccessManager m_manager;
};

}
