#include "server/gateway/middleware/routemetrics.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using namespace hearth::server::gateway;

namespace {

const Route &routeOf(QLatin1StringView pattern)
{
    const auto routes = allRoutes();
    return *std::find_if(routes.begin(), routes.end(),
                         [pattern](const Route &each) { return each.pattern == pattern; });
}

}

class TestRouteMetrics final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsByRouteAndStatus();
    void beginsWithTheFirstRequest();
    void putsUnknownPathsTogether();
    void doesNotTimePolls();
};

void TestRouteMetrics::countsByRouteAndStatus()
{
    Metrics metrics;
    RouteMetrics routes(metrics);
    const Route &login = routeOf("/user/login"_L1);
    routes.answered(&login, 200, 0.002);
    routes.answered(&login, 401, 0.03);
    routes.answered(&login, 403, 0.03);
    routes.answered(&login, 0, 0.1); // gone before the answer
    const QByteArray text = metrics.serialise();
    const QByteArray series = "hearth_http_requests_total{method=\"POST\",route=\"/user/login\",status=";
    QVERIFY2(text.contains(series + "\"2xx\"} 1"), text.constData());
    QVERIFY(text.contains(series + "\"4xx\"} 2"));
    QVERIFY(text.contains(series + "\"none\"} 1"));
    QVERIFY2(text.contains(series + "\"5xx\"} 0"), "so that the first error is an increase");
    const QByteArray seconds = "hearth_http_request_seconds_";
    QVERIFY(text.contains(seconds + "bucket{method=\"POST\",route=\"/user/login\",le=\"0.0025\"} 1"));
    QVERIFY(text.contains(seconds + "count{method=\"POST\",route=\"/user/login\"} 4"));
}

void TestRouteMetrics::beginsWithTheFirstRequest()
{
    Metrics metrics;
    const RouteMetrics routes(metrics);
    QVERIFY(!metrics.serialise().contains("route="));
}

void TestRouteMetrics::putsUnknownPathsTogether()
{
    Metrics metrics;
    RouteMetrics routes(metrics);
    routes.answered(nullptr, 404, 0);
    routes.answered(nullptr, 405, 0);
    QVERIFY(metrics.serialise().contains(
        "hearth_http_requests_total{method=\"*\",route=\"(unknown)\",status=\"4xx\"} 2"));
}

void TestRouteMetrics::doesNotTimePolls()
{
    Metrics metrics;
    RouteMetrics routes(metrics);
    const auto all = allRoutes();
    const auto poll = std::find_if(all.begin(), all.end(),
                                   [](const Route &each) { return each.answered == Answered::WhenReady; });
    QVERIFY(poll != all.end());
    routes.answered(&*poll, 200, 25);
    const QByteArray text = metrics.serialise();
    QVERIFY(text.contains("status=\"2xx\"} 1"));
    const auto lines = text.split('\n');
    QVERIFY(std::none_of(lines.begin(), lines.end(), [](const QByteArray &line) {
        return line.startsWith("hearth_http_request_seconds_count") && !line.endsWith(" 0");
    }));
}

QTEST_GUILESS_MAIN(TestRouteMetrics)
#include "tst_routemetrics.moc"
