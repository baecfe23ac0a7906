#include "server/gateway/exchange.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/middleware/tokencheck.h"
#include "tests/server/gateway/gatewayfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server;
using namespace hearth::server::gateway;
using namespace hearth::tests;
using shared::ErrorCode;
using shared::Result;

namespace {
QByteArray basic(const QString &username, const QString &password)
{
    return "Basic " + (username + u':' + password).toUtf8().toBase64();
}

HttpRequest requestOf(const QByteArray &authorization, const QString &peer = u"127.0.0.1"_s)
{
    HttpRequest request;
    if (!authorization.isEmpty())
        request.headers.add("Authorization", authorization);
    request.peer = QHostAddress(peer);
    return request;
}

/// An edge with one route, which wants a username and an app password and answers who came.
class BasicEdge final : public HttpHandler {
public:
    explicit BasicEdge(FakeServices &services)
        : m_context(std::make_shared<GatewayContext>(RunningGateway::testOptions(), services.auth,
                                                     services.calendar, services.once, services.clock))
        , m_router(std::span(&m_route, 1))
    {
        m_context->middlewares.push_back(std::make_unique<TokenCheck>(
            *m_context->tokens,
            std::make_shared<BasicVerifier>(services.auth, m_context->tokens, services.limiter,
                                            m_context->options, services.clock)));
    }

    void handle(HttpRequest request, HttpResponder responder) override
    {
        const auto match = m_router.match(request.path, request.pathSegments());
        std::make_shared<Exchange>(m_context, std::move(request), std::move(responder), match, m_route)
            ->proceed();
    }

private:
    static void who(const ExchangePtr &exchange)
    {
        exchange->send(HttpResponse::json(200, {{u"username"_s, exchange->call().username}}));
    }

    const Route m_route{"GET", "/dav"_L1, who, Access::Basic};
    std::shared_ptr<GatewayContext> m_context;
    Router m_router;
};
}

class TestBasicVerifier : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesItsCaller();
    void refuses_data();
    void refuses();
    void wantsTlsOrLoopback_data();
    void wantsTlsOrLoopback();
    void believesForAMinute();
    void remembersNoWrongOne();
    void endsWithTheAppPassword();
    void endsWhatWasTakenBackMeanwhile();
    void limitsGuesses();
    void asksOnceForManyAtOnce();
    void passesFailuresOn();
    void letsARouteDemandIt();

private:
    std::shared_ptr<BasicVerifier> verifier(const GatewayOptions &options = RunningGateway::testOptions())
    {
        return std::make_shared<BasicVerifier>(m_services->auth, m_tokens, m_services->limiter, options,
                                               m_services->clock);
    }
    /// The services are fakes: every reply has come when verify() returns.
    static Result<AccessToken> ask(BasicVerifier &verifier, const HttpRequest &request)
    {
        std::optional<Result<AccessToken>> answer;
        verifier.verify(request, [&](Result<AccessToken> result) { answer = std::move(result); });
        return answer.value_or(shared::Error{ErrorCode::Internal, u"no reply"_s});
    }

    std::unique_ptr<FakeServices> m_services;
    std::shared_ptr<TokenVerifier> m_tokens;
    shared::UserId m_anna;
    QString m_secret;
};

void TestBasicVerifier::init()
{
    m_services = std::make_unique<FakeServices>();
    m_tokens = std::make_shared<TokenVerifier>(m_services->auth, m_services->clock, TokenScope(), 10);
    m_anna = m_services->auth.addUser(u"Änna"_s);
    m_secret = m_services->auth.addAppPassword(u"Änna"_s);
}

void TestBasicVerifier::namesItsCaller()
{
    const auto caller = ask(*verifier(), requestOf(basic(u"änna"_s, m_secret)));
    QVERIFY(caller.ok());
    QCOMPARE(caller->user, m_anna);
    QCOMPARE(caller->username, u"Änna"_s);
    QVERIFY(!caller->session.isNull());
    QCOMPARE(caller->expiresMs - m_services->clock.nowMs(), 60'000);
}

void TestBasicVerifier::refuses_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("another scheme") << "Digest username=\"x\""_ba;
    QTest::newRow("no credentials") << "Basic "_ba;
    QTest::newRow("no base 64") << "Basic ???"_ba;
    QTest::newRow("no colon") << "Basic " + "anna"_ba.toBase64();
    QTest::newRow("no name") << basic(u""_s, u"secret-1"_s);
    QTest::newRow("not UTF-8") << "Basic " + "\xc4nna:secret-1"_ba.toBase64();
    QTest::newRow("a wrong password") << basic(u"Änna"_s, u"secret-2"_s);
    QTest::newRow("no password") << basic(u"Änna"_s, u""_s);
    QTest::newRow("the account's password") << basic(u"Änna"_s, u"correct horse"_s);
    QTest::newRow("an unknown user") << basic(u"ben"_s, u"secret-1"_s);
}

void TestBasicVerifier::refuses()
{
    QFETCH(QByteArray, authorization);
    const auto refused = ask(*verifier(), requestOf(authorization));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unauthenticated);
}

void TestBasicVerifier::wantsTlsOrLoopback_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<bool>("secure");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("this machine") << u"127.0.0.1"_s << false << true;
    QTest::newRow("this machine, IPv6") << u"::1"_s << false << true;
    QTest::newRow("another") << u"192.0.2.1"_s << false << false;
    QTest::newRow("another, IPv6") << u"2001:db8::1"_s << false << false;
    QTest::newRow("another over TLS") << u"192.0.2.1"_s << true << true;
}

void TestBasicVerifier::wantsTlsOrLoopback()
{
    QFETCH(QString, peer);
    QFETCH(bool, secure);
    QFETCH(bool, accepted);
    HttpRequest request = requestOf(basic(u"Änna"_s, m_secret), peer);
    request.secure = secure;
    const auto answer = ask(*verifier(), request);
    QCOMPARE(answer.ok(), accepted);
    if (accepted)
        return;
    QCOMPARE(answer.error().code, ErrorCode::Forbidden);
    QCOMPARE(answer.error().reason, u"tls_required"_s);
    QCOMPARE(m_services->auth.verifications(), 0);
    // Nobody is asked for a password there.
    QCOMPARE(ask(*verifier(), requestOf({}, peer)).error().code, ErrorCode::Forbidden);
}

void TestBasicVerifier::believesForAMinute()
{
    const auto basics = verifier();
    const HttpRequest request = requestOf(basic(u"Änna"_s, m_secret));
    QVERIFY(ask(*basics, request).ok());
    m_services->clock.advance(59'000);
    QVERIFY(ask(*basics, request).ok());
    QCOMPARE(m_services->auth.verifications(), 1);
    m_services->clock.advance(1'000);
    QVERIFY(ask(*basics, request).ok());
    QCOMPARE(m_services->auth.verifications(), 2);
    HttpRequest elsewhere = requestOf(basic(u"Änna"_s, m_secret), u"192.0.2.1"_s);
    elsewhere.secure = true;
    QVERIFY(ask(*basics, elsewhere).ok());
    QCOMPARE(m_services->auth.verifications(), 3);
}

void TestBasicVerifier::remembersNoWrongOne()
{
    const auto basics = verifier();
    QVERIFY(!ask(*basics, requestOf(basic(u"Änna"_s, u"secret-2"_s))).ok());
    m_services->auth.addAppPassword(u"Änna"_s); // which is that one
    QVERIFY(ask(*basics, requestOf(basic(u"Änna"_s, u"secret-2"_s))).ok());
}

void TestBasicVerifier::endsWithTheAppPassword()
{
    const auto basics = verifier();
    const HttpRequest request = requestOf(basic(u"Änna"_s, m_secret));
    const auto caller = ask(*basics, request);
    m_tokens->revoke(caller->session, m_services->clock.nowMs() + 600'000);
    QCOMPARE(ask(*basics, request).error().code, ErrorCode::Unauthenticated);
}

// The answer of an auth service that does not know of it yet comes after the news.
void TestBasicVerifier::endsWhatWasTakenBackMeanwhile()
{
    const auto caller = ask(*verifier(), requestOf(basic(u"Änna"_s, m_secret)));
    m_tokens->revoke(caller->session, m_services->clock.nowMs() + 600'000);
    const auto refused = ask(*verifier(), requestOf(basic(u"Änna"_s, m_secret)));
    QCOMPARE(m_services->auth.verifications(), 2);
    QCOMPARE(refused.error().code, ErrorCode::Unauthenticated);
}

void TestBasicVerifier::limitsGuesses()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    options.appPasswordLimit = {2, 60};
    const auto basics = verifier(options);
    const auto guess = [&](const QString &name, int number) {
        return ask(*basics, requestOf(basic(name, u"guess-%1"_s.arg(number)))).error();
    };
    QCOMPARE(guess(u"Änna"_s, 1).code, ErrorCode::Unauthenticated);
    QCOMPARE(guess(u"änna"_s, 2).code, ErrorCode::Unauthenticated);
    const shared::Error limited = guess(u"ÄNNA"_s, 3);
    QCOMPARE(limited.code, ErrorCode::RateLimited);
    QVERIFY(limited.retryAfterSeconds > 0);
    QCOMPARE(m_services->auth.verifications(), 2);
    QCOMPARE(guess(u"ben"_s, 1).code, ErrorCode::Unauthenticated);
    HttpRequest elsewhere = requestOf(basic(u"Änna"_s, m_secret), u"192.0.2.1"_s);
    elsewhere.secure = true;
    QVERIFY(ask(*basics, elsewhere).ok());
    for (int i = 0; i < 10; ++i)
        QVERIFY(ask(*basics, elsewhere).ok()); // what is believed does not count
}

void TestBasicVerifier::asksOnceForManyAtOnce()
{
    m_services->auth.setSilent(true);
    const auto basics = verifier();
    int replies = 0;
    for (int i = 0; i < 5; ++i)
        basics->verify(requestOf(basic(u"Änna"_s, m_secret)), [&](const auto &) { ++replies; });
    QCOMPARE(m_services->auth.verifications(), 1);
    QCOMPARE(replies, 0);
    basics->verify(requestOf(basic(u"ben"_s, m_secret)), [&](const auto &) { ++replies; });
    QCOMPARE(m_services->auth.verifications(), 2);
}

void TestBasicVerifier::passesFailuresOn()
{
    const auto basics = verifier();
    m_services->auth.failWith(shared::Error{ErrorCode::Unavailable, u"The auth service is away."_s});
    const HttpRequest request = requestOf(basic(u"Änna"_s, m_secret));
    QCOMPARE(ask(*basics, request).error().code, ErrorCode::Unavailable);
    m_services->auth.failWith(std::nullopt);
    QVERIFY(ask(*basics, request).ok());
}

void TestBasicVerifier::letsARouteDemandIt()
{
    BasicEdge edge(*m_services);
    HttpServerOptions options;
    options.port = 0;
    HttpServer server(options, edge);
    QVERIFY(server.listen().ok());
    QNetworkAccessManager network;
    const auto get = [&](const QByteArray &authorization) {
        QNetworkRequest request(QUrl(u"http://127.0.0.1:%1/dav"_s.arg(server.port())));
        if (!authorization.isEmpty())
            request.setRawHeader("Authorization", authorization);
        // Without this the client would ask for credentials by itself.
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        return HttpAnswer{reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                          reply->readAll(), reply->rawHeaderPairs()};
    };
    const HttpAnswer challenge = get({});
    QCOMPARE(challenge.status, 401);
    QCOMPARE(challenge.field("WWW-Authenticate"), "Basic realm=\"Hearth\", charset=\"UTF-8\""_ba);
    QCOMPARE(get(basic(u"Änna"_s, u"secret-9"_s)).status, 401);
    QCOMPARE(get(basic(u"Änna"_s, m_secret)).json().value("username"_L1).toString(), u"Änna"_s);
    QCOMPARE(get("Bearer " + m_services->auth.token(u"Änna"_s)).status, 200);
    QCOMPARE(get("Bearer nothing").field("WWW-Authenticate"), challenge.field("WWW-Authenticate"));
}

QTEST_GUILESS_MAIN(TestBasicVerifier)
#include "tst_basicverifier.moc"
