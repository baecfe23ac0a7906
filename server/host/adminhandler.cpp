#include "server/host/adminhandler.h"

#include <QDateTime>

#include <memory>
#include <mutex>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

using gateway::HttpRequest;
using gateway::HttpResponder;
using gateway::HttpResponse;

constexpr qint64 kLongestCheckMs = 2000;

/// Gathers the services' answers and sends them when the last reference goes.
class Readiness {
public:
    explicit Readiness(HttpResponder responder)
        : m_responder(std::move(responder))
    {
    }
    ~Readiness()
    {
        m_responder.send(HttpResponse::json(m_ready ? 200 : 503,
                                            QJsonObject{{u"ready"_s, m_ready}, {u"checks"_s, m_checks}}));
    }
    Readiness(const Readiness &) = delete;
    Readiness &operator=(const Readiness &) = delete;

    void note(const QString &what, bool ready, const QString &text)
    {
        const std::lock_guard lock(m_mutex);
        m_checks.insert(what, text);
        m_ready = m_ready && ready;
    }
    template <class T> void note(const QString &what, const shared::Result<T> &result)
    {
        note(what, result.ok(), result.ok() ? u"ok"_s : shared::errorCodeName(result.error().code));
    }

private:
    HttpResponder m_responder;
    std::mutex m_mutex;
    bool m_ready = true;
    QJsonObject m_checks;
};

}

AdminHandler::AdminHandler(const Metrics &metrics, Services services)
    : m_metrics(metrics)
    , m_services(std::move(services))
{
}

void AdminHandler::handle(HttpRequest request, HttpResponder responder)
{
    const bool known =
        request.path == "/healthz"_L1 || request.path == "/readyz"_L1 || request.path == "/metrics"_L1;
    if (!known)
        return responder.send(HttpResponse::problem(404, u"There is nothing here"_s));
    if (request.method != "GET" && request.method != "HEAD") {
        HttpResponse refused = HttpResponse::problem(405, u"Only GET and HEAD are allowed"_s);
        refused.headers.set("Allow", "GET, HEAD");
        return responder.send(std::move(refused));
    }
    if (request.path == "/healthz"_L1)
        return responder.send(HttpResponse::json(200, QJsonObject{{u"alive"_s, true}}));
    if (request.path == "/metrics"_L1)
        return responder.send(
            HttpResponse::text(200, "text/plain; version=0.0.4; charset=utf-8", m_metrics.serialise()));
    answerReady(request, std::move(responder));
}

void AdminHandler::answerReady(const HttpRequest &request, HttpResponder responder)
{
    const auto readiness = std::make_shared<Readiness>(std::move(responder));
    if (m_draining)
        return readiness->note(u"host"_s, false, u"draining"_s);
    CallContext call;
    call.requestId = request.requestId;
    call.deadlineMs = QDateTime::currentMSecsSinceEpoch() + kLongestCheckMs;
    if (m_services.gatewayIsReady) {
        const bool ready = m_services.gatewayIsReady();
        readiness->note(u"gateway"_s, ready, ready ? u"ok"_s : u"connecting"_s);
    }
    if (m_services.auth)
        m_services.auth->status(call, {}, [readiness](const shared::Result<auth::Empty> &result) {
            readiness->note(u"auth"_s, result);
        });
    if (m_services.calendar)
        m_services.calendar->status(call, {}, [readiness](const shared::Result<calendar::Empty> &result) {
            readiness->note(u"calendar"_s, result);
        });
}

}
