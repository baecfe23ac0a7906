#pragma once

#include "server/gateway/live/livetransport.h"
#include "server/gateway/live/personalframes.h"
#include "server/platform/accesstoken.h"

#include <memory>
#include <vector>

namespace hearth::server::gateway {

class LiveLoop;
struct LiveRoom;

/// One client that is connected: whose it is, where it stands, and its way out. Lives in one LiveLoop, on its
/// thread.
class LiveSession {
public:
    LiveSession(LiveLoop &loop, quint64 key, AccessToken token, std::shared_ptr<LiveTransport> transport);
    ~LiveSession();
    LiveSession(const LiveSession &) = delete;
    LiveSession &operator=(const LiveSession &) = delete;

    quint64 key() const { return m_key; }
    const AccessToken &token() const { return m_token; }

    /// Sends a frame, or begins to close with 1013 where the peer has not read what came before.
    void send(const LiveFrame &frame);
    /// The same for a frame that has been read for this socket alone: it does not count against the bound.
    /// Ask unsent() before reading more.
    void sendFetched(const LiveFrame &frame);
    /// Says why; after it nothing goes out. The peer's answer or abort() ends the session.
    void close(LiveClose code, const QByteArray &reason);
    void abort();
    /// Sends what was gathered: the business of the loop, and of a transport that changes its wire.
    void flush();
    bool isClosing() const { return m_closing; }
    /// Bytes that the peer has not taken yet.
    qint64 unsent() const;

    std::vector<LiveRoom *> rooms;
    PersonalPlace personal;
    std::unique_ptr<std::vector<shared::Result<shared::LiveRequest>>>
        early; ///< requests before the greeting; null after it
    qint64 nextPingMs = 0; ///< by the loop's own time
    qint64 closeByMs = 0; ///< likewise; 0 where it is not closing
    quint32 requests = 0; ///< so far, for request ids
    int pending = 0; ///< unanswered requests
    bool awaitsPong = false;
    quint32 stamp = 0; ///< of the last message to several rooms, so that it comes once

private:
    bool hasRoomFor(const QByteArray &frame);
    void write(const QByteArray &frame);

    LiveLoop &m_loop;
    const quint64 m_key;
    const AccessToken m_token;
    const std::shared_ptr<LiveTransport> m_transport;
    qint64 m_fetched = 0; ///< bytes of sendFetched() that may still be unsent
    bool m_closing = false;
    std::vector<QByteArray> m_gathered; ///< go out together when the loop has done what lies before it
    qint64 m_gatheredBytes = 0;
};

}
