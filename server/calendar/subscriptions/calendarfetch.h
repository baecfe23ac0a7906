#pragma once

#include "server/calendar/subscriptions/addressguard.h"
#include "server/calendar/subscriptions/responsereader.h"
#include "shared/base/result.h"

#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <functional>

namespace hearth::server::calendar {

struct FetchRequest {
    QUrl url;
    QByteArray etag; ///< of what is there already; may be empty
    QByteArray lastModified;
};

struct FetchedText {
    bool notModified = false;
    QByteArray text;
    QByteArray etag;
    QByteArray lastModified;
};

/// Whether a URL can be subscribed to: http, https or webcal (which is https), with a host and without a user
/// or a password. The URL as it is fetched.
shared::Result<QUrl> subscribableUrl(const QString &text);

/// Fetches one file from a server that somebody has named. Every address of the host's name must be allowed
/// by the guard, and the connection goes to the address that was looked at, whatever the name says by then;
/// a redirect begins anew. Lives on a thread with an event loop.
class CalendarFetch : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const shared::Result<FetchedText> &)>;
    static constexpr qint64 kMaxBytes = 20 * 1000 * 1000;
    static constexpr int kMaxRedirects = 5;
    static constexpr int kMaxMs = 60'000;

    /// Calls `done` once, and deletes itself then.
    CalendarFetch(AddressGuard guard, FetchRequest request, Done done, QObject *parent = nullptr);

    void start();

private:
    void resolve();
    void connectTo(const QHostAddress &address);
    void send();
    void received();
    void closed();
    void answered();
    void follow();
    void fail(const QString &message, const QString &reason);
    void end(const shared::Result<FetchedText> &result);

    AddressGuard m_guard;
    FetchRequest m_request;
    Done m_done;
    std::unique_ptr<QSslSocket> m_socket;
    ResponseReader m_reader{kMaxBytes};
    QTimer m_timer;
    int m_redirects = 0;
};

}
