#include "server/gateway/live/livesession.h"

#include "server/gateway/live/livehub.h"
#include "server/gateway/live/liveloop.h"

namespace hearth::server::gateway {

namespace {
constexpr qint64 kMaxGathered = 64 * 1024; // bytes; more brings nothing and would count as not read
}

LiveSession::LiveSession(LiveLoop &loop, quint64 key, AccessToken token,
                         std::shared_ptr<LiveTransport> transport)
    : early(std::make_unique<std::vector<shared::Result<shared::LiveRequest>>>())
    , m_loop(loop)
    , m_key(key)
    , m_token(std::move(token))
    , m_transport(std::move(transport))
{
}

LiveSession::~LiveSession() { m_transport->abort(); }

qint64 LiveSession::unsent() const { return m_gatheredBytes + m_transport->unsent(); }

bool LiveSession::hasRoomFor(const QByteArray &frame)
{
    const qint64 waiting = unsent();
    m_fetched = std::min(m_fetched, waiting);
    return waiting - m_fetched + frame.size() <= m_loop.options().sendBuffer;
}

void LiveSession::send(const LiveFrame &frame)
{
    const QByteArray &bytes = frame.on(m_transport->wire());
    // What is only gathered has not been offered to the peer yet, and says nothing of it.
    if (!hasRoomFor(bytes))
        flush();
    if (hasRoomFor(bytes))
        return write(bytes);
    if (!m_closing)
        m_loop.hub().cutOff();
    close(LiveClose::TryLater, "The connection does not read; resume after connecting again.");
}

void LiveSession::sendFetched(const LiveFrame &frame)
{
    write(frame.on(m_transport->wire()));
    m_fetched = unsent();
}

void LiveSession::write(const QByteArray &frame)
{
    if (m_closing || frame.isEmpty() || !m_transport->isOpen())
        return;
    if (m_gathered.empty())
        m_loop.gather(*this);
    m_gathered.push_back(frame);
    m_gatheredBytes += frame.size();
    if (m_gatheredBytes >= kMaxGathered || !m_loop.isGathering())
        flush();
}

void LiveSession::flush()
{
    const auto frames = std::exchange(m_gathered, {});
    m_gatheredBytes = 0;
    if (!frames.empty() && m_transport->isOpen())
        m_transport->write(frames);
}

void LiveSession::close(LiveClose code, const QByteArray &reason)
{
    if (m_closing)
        return;
    flush();
    m_closing = true;
    m_transport->close(code, reason);
    m_loop.closing(*this);
}

void LiveSession::abort()
{
    m_closing = true;
    m_transport->abort();
}

}
