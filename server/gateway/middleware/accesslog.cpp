#include "server/gateway/middleware/accesslog.h"

#include "server/gateway/socketio/socketiohub.h"
#include "server/platform/logging.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr std::array<const char *, 7> kCuts{"too_many_connections", "too_many_from_address", "header_timeout",
                                            "body_timeout",         "write_timeout",         "tls_failed",
                                            "out_of_descriptors"};
}

AccessLog::AccessLog(const Router &router, Metrics &metrics)
    : m_router(router)
    , m_seconds(
          metrics.histogram("hearth_http_request_seconds", "Time from a request's header to its answer"))
    , m_connections(metrics.gauge("hearth_http_connections", "Open connections, WebSockets included"))
{
    for (size_t i = 0; i < m_byStatus.size(); ++i)
        m_byStatus[i] = metrics.counter("hearth_http_requests_total", "Answered requests by kind of status",
                                        {{"status", std::to_string(i) + "xx"}});
    for (size_t i = 0; i < m_cuts.size(); ++i)
        m_cuts[i] = metrics.counter("hearth_http_connections_cut_total", "Connections turned away or cut off",
                                    {{"reason", kCuts[i]}});
}

void AccessLog::requestFinished(const HttpAccess &access)
{
    m_byStatus[static_cast<size_t>(qBound(0, access.status / 100, 5))].increment();
    if (!SocketIoHub::isPath(access.path)) // polls wait on purpose
        m_seconds.observe(static_cast<double>(access.durationUs) / 1e6);
    if (!lcHttp().isInfoEnabled())
        return;
    logInfo(lcHttp(), u"Request"_s,
            {{"method", access.method},
             {"path", templateOf(access.path)},
             {"status", qint64(access.status)},
             {"request_id", access.requestId},
             {"request_bytes", access.requestBytes},
             {"response_bytes", access.responseBytes},
             {"duration_us", access.durationUs}});
}

QString AccessLog::templateOf(const QString &path) const
{
    if (path.isEmpty())
        return {};
    const Router::Match match = m_router.match(path, path.sliced(1).split(u'/'));
    return match.path ? match.path->pattern : u"(unknown)"_s;
}

void AccessLog::connectionOpened() { m_connections.add(1); }

void AccessLog::connectionClosed() { m_connections.add(-1); }

void AccessLog::connectionCut(HttpCut why)
{
    m_cuts[static_cast<size_t>(why)].increment();
    logDebug(lcHttp(), u"Connection cut"_s, {{"reason", QByteArray(kCuts[static_cast<size_t>(why)])}});
}

}
