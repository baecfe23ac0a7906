#include "server/gateway/middleware/accesslog.h"

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
    , m_routes(metrics)
    , m_connections(metrics.gauge("hearth_http_connections", "Open connections, WebSockets included"))
{
    for (size_t i = 0; i < m_cuts.size(); ++i)
        m_cuts[i] = metrics.counter("hearth_http_connections_cut_total", "Connections turned away or cut off",
                                    {{"reason", kCuts[i]}});
}

void AccessLog::requestFinished(const HttpAccess &access)
{
    Router::Match match;
    if (!access.path.isEmpty())
        match = m_router.match(access.path, access.path.sliced(1).split(u'/'));
    m_routes.answered(match.path ? match.path->route(access.method) : nullptr, access.status,
                      static_cast<double>(access.durationUs) / 1e6);
    if (!lcHttp().isInfoEnabled())
        return;
    const QString shown = match.path ? match.path->pattern : u"(unknown)"_s;
    logInfo(lcHttp(), u"Request"_s,
            {{"method", access.method},
             {"path", access.path.isEmpty() ? QString() : shown},
             {"status", qint64(access.status)},
             {"request_id", access.requestId},
             {"request_bytes", access.requestBytes},
             {"response_bytes", access.responseBytes},
             {"duration_us", access.durationUs}});
}

void AccessLog::connectionOpened() { m_connections.add(1); }

void AccessLog::connectionClosed() { m_connections.add(-1); }

void AccessLog::connectionCut(HttpCut why)
{
    m_cuts[static_cast<size_t>(why)].increment();
    logDebug(lcHttp(), u"Connection cut"_s, {{"reason", QByteArray(kCuts[static_cast<size_t>(why)])}});
}

}
