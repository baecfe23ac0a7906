#pragma once

#include "server/calendar/subscriptions/addressguard.h"
#include "server/calendar/subscriptions/responsereader.h"
#include "shared/base/result.h"

#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

namespace hearth::server::calendar {

/// What holds for every fetch.
struct FetchPolicy {
    AddressGuard guard;
    QList<quint16> furtherPorts; ///< besides 80 and 443
    int timeoutMs = 30'000; ///< of everything together, redirects too
};

struct FetchRequest {
    QUrl url; ///< by parseFeedUrl()
    QByteArray etag; ///< of what is there already; may be empty
    QByteArray lastModified;
};

struct FetchedText {
    bool notModified = false;
    QByteArray body; ///< encoded as `encoding` says
    QByteArray encoding;
    QByteArray etag;
    QByteArray lastModified;
    QByteArray cacheControl;
};

/// Fetches one file from a server that somebody has named. Every address of the host's name must be allowed
/// by the guard, and the connection goes to an address that was looked at, whatever the name says by then;
/// a redirect begins anew. Lives on a thread with an event loop.
class CalendarFetch : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const shared::Result<FetchedText> &)>;
    static constexpr qint64 kMaxBytes = 20 * 1000 * 1000;
    static constexpr int kMaxRedirects = 5;

    /// Calls `done` once, and deletes itself then. Errors are Unavailable with a reason: "private_address",
    /// "no_such_host", "unreachable", "tls", "timeout", "status", "too_large", "bad_answer", "bad_redirect",
    /// "too_many_redirects"; no message has the URL in it.
    CalendarFetch(FetchPolicy policy, FetchRequest request, Done done, QObject *parent = nullptr);

    void start();

private:
    void resolve();
    void resolved(const QList<QHostAddress> &addresses);
    void connectNext();
    void send();
    void received();
    void closed();
    void answered();
    void follow();
    void drop();
    void fail(const QString &message, const QString &reason);
    void end(const shared::Result<FetchedText> &result);

    FetchPolicy m_policy;
    FetchRequest m_request;
    Done m_done;
    QList<QHostAddress> m_addresses; ///< that have not been tried
    std::unique_ptr<QSslSocket> m_socket;
    ResponseReader m_reader{kMaxBytes};
    QTimer m_timer;
    int m_redirects = 0;
    bool m_sent = false;
};

}
