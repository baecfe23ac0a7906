#include "server/proto/convert.h"
#include "shared/domain/invite.h"
#include "tests/server/gateway/gatewayfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using shared::ErrorCode;
using shared::InviteState;

namespace {
const QByteArray kForm = "application/x-www-form-urlencoded";
const QByteArray kPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
                           "frame-ancestors 'none'; base-uri 'none'";

/// What a browser would send back of the Set-Cookie fields.
QByteArray cookiesOf(const HttpAnswer &answer)
{
    QByteArrayList cookies;
    for (const auto &[name, value] : answer.fields)
        if (name.compare("Set-Cookie", Qt::CaseInsensitive) == 0)
            for (const QByteArray &each : value.split('\n'))
                cookies.append(each.split(';').first());
    return cookies.join("; ");
}

QByteArray wordIn(const HttpAnswer &answer)
{
    static const QRegularExpression field(u"name=\"form\" value=\"([^\"]+)\""_s);
    return field.match(QString::fromUtf8(answer.body)).captured(1).toLatin1();
}
}

/// The pages behind an invitation's link, with the services faked.
class TestInvitePages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsTheInvitation();
    void isSafe();
    void speaksTheirLanguage();
    void saysWhatHasEnded_data();
    void saysWhatHasEnded();
    void knowsNoOther();
    void joinsWithANewAccount();
    void joinsWithAnAccount();
    void showsMistakesAtTheirFields();
    void takesFormsFromHereOnly();
    void limitsTries();
    void setsUpADevice();
    void asksForHttps();
    void endsTheSession();

private:
    void start(const server::gateway::GatewayOptions &options);
    void invite(InviteState state = InviteState::Open, const std::string &calendar = "Family",
                const std::string &by = "anna");
    HttpAnswer post(const QString &path, const QByteArray &body, const QByteArray &cookies = {});
    /// Opens the page and sends the form that is on it.
    HttpAnswer sendForm(const QString &way, const QByteArray &body);
    /// The cookies of who has joined.
    QByteArray joined();

    std::unique_ptr<FakeServices> m_services;
    std::unique_ptr<RunningGateway> m_gateway;
};

void TestInvitePages::init() { start(RunningGateway::testOptions()); }

void TestInvitePages::start(const server::gateway::GatewayOptions &options)
{
    m_gateway.reset();
    m_services = std::make_unique<FakeServices>();
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    m_services->auth.addUser(u"anna"_s, u"12345678"_s);
    invite();
}

void TestInvitePages::cleanup()
{
    m_gateway.reset();
    m_services.reset();
}

void TestInvitePages::invite(InviteState state, const std::string &calendar, const std::string &by)
{
    calendar::InvitePreview preview;
    preview.set_calendar_name(calendar);
    preview.set_invited_by(by);
    preview.set_role(static_cast<int>(shared::Role::Editor));
    preview.set_state(static_cast<int>(state));
    preview.set_expires_ms(1'797'433'200'000); // 2026-12-16 15:00 UTC
    preview.set_time_zone("Europe/Berlin");
    m_services->calendar.invitesPart.setAnswer("lookAtInvite", preview);
}

HttpAnswer TestInvitePages::post(const QString &path, const QByteArray &body, const QByteArray &cookies)
{
    Fields fields{{"Content-Type", kForm}};
    if (!cookies.isEmpty())
        fields.emplace_back("Cookie", cookies);
    return m_gateway->request("POST", path, body, fields);
}

HttpAnswer TestInvitePages::sendForm(const QString &way, const QByteArray &body)
{
    const HttpAnswer page = m_gateway->get(u"/invite/some-code"_s);
    return post(u"/invite/some-code/"_s + way, body + "&form=" + wordIn(page), cookiesOf(page));
}

QByteArray TestInvitePages::joined()
{
    const HttpAnswer page = m_gateway->get(u"/invite/some-code"_s);
    const QByteArray form = cookiesOf(page);
    const HttpAnswer answer =
        post(u"/invite/some-code/login"_s, "username=anna&password=12345678&form=" + wordIn(page), form);
    return form + "; " + cookiesOf(answer);
}

void TestInvitePages::showsTheInvitation()
{
    invite(InviteState::Open, "<script>alert(1)</script> \"O'Hara\" \u202e", "an<b>na");
    const HttpAnswer answer = m_gateway->get(u"/invite/some-code"_s, {}, {{"Accept-Language", "en"}});
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.body.contains("<script>") && !answer.body.contains("an<b>"));
    QVERIFY(answer.body.contains("<h1><bdi>an&lt;b&gt;na</bdi> invites you to <bdi>&lt;script&gt;"));
    QVERIFY(answer.body.contains("16 December 2026, 16:00 (CET)"));
    QVERIFY(answer.body.contains("You will see everything, and can add and change events."));
    QVERIFY(answer.body.contains("hearth://join?at=http%3A%2F%2F127.0.0.1%3A"));
    QVERIFY(answer.body.contains("&amp;invite=some-code"));
    QVERIFY(answer.body.contains("action=\"some-code/register\""));
    QVERIFY(m_gateway->get(u"/invite/some-code?account"_s).body.contains("action=\"some-code/login\""));
    QCOMPARE(m_gateway->get(u"/invite/style.css"_s).field("Content-Type"), "text/css; charset=utf-8"_ba);
    QCOMPARE(m_gateway->get(u"/invite/icon.svg"_s).status, 200);
    QCOMPARE(m_gateway->get(u"/api/invite/some-code"_s).status, 404);
    QCOMPARE(m_gateway->get(u"/invite/some-code/register"_s).field("Location"), "../some-code"_ba);
}

void TestInvitePages::isSafe()
{
    for (const QString &path : {u"/invite/some-code"_s, u"/invite/profile/none"_s}) {
        const HttpAnswer answer = m_gateway->get(path);
        QCOMPARE(answer.field("Content-Security-Policy"), kPolicy);
        QCOMPARE(answer.field("Referrer-Policy"), "no-referrer"_ba);
        QCOMPARE(answer.field("Cache-Control"), "no-store"_ba);
        QCOMPARE(answer.field("X-Content-Type-Options"), "nosniff"_ba);
    }
    const QByteArray cookie = m_gateway->get(u"/invite/some-code"_s).field("Set-Cookie");
    QVERIFY(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict")
            && cookie.contains("Max-Age=3600"));
    QVERIFY(!cookie.contains("Secure"));
    auto options = RunningGateway::testOptions();
    options.publicUrl = u"https://calendar.example.org"_s;
    start(options);
    const HttpAnswer proxied = m_gateway->get(u"/invite/some-code"_s, {}, {{"Host", "calendar.example.org"}});
    QVERIFY(proxied.field("Set-Cookie").contains("; Secure"));
    QVERIFY(proxied.body.contains("at=https%3A%2F%2Fcalendar.example.org&amp;"));
}

void TestInvitePages::speaksTheirLanguage()
{
    const HttpAnswer german =
        m_gateway->get(u"/invite/some-code"_s, {}, {{"Accept-Language", "de-CH, fr;q=0.5"}});
    QVERIFY(german.body.contains("<html lang=\"de\">"));
    QVERIFY(german.body.contains("16. Dezember 2026"));
    const HttpAnswer russian = m_gateway->get(u"/invite/some-code"_s, {}, {{"Accept-Language", "ru"}});
    QVERIFY(russian.body.contains(QByteArray("16 декабря 2026")));
}

void TestInvitePages::saysWhatHasEnded_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QByteArray>("heading");
    QTest::newRow("used") << int(InviteState::Used) << "This invitation has been used already"_ba;
    QTest::newRow("expired") << int(InviteState::Expired) << "This invitation has expired"_ba;
    QTest::newRow("revoked") << int(InviteState::Revoked) << "This invitation has been taken back"_ba;
}

void TestInvitePages::saysWhatHasEnded()
{
    QFETCH(int, state);
    QFETCH(QByteArray, heading);
    const HttpAnswer page = m_gateway->get(u"/invite/some-code"_s);
    invite(static_cast<InviteState>(state));
    const HttpAnswer sent = post(u"/invite/some-code/register"_s,
                                 "username=bob&password=long+enough&form=" + wordIn(page), cookiesOf(page));
    for (const HttpAnswer &answer : {m_gateway->get(u"/invite/some-code"_s), sent}) {
        QCOMPARE(answer.status, 410);
        QVERIFY(answer.body.contains(heading));
        QVERIFY(answer.body.contains("<bdi>anna</bdi>"));
    }
    QVERIFY(m_services->auth.idOf(u"bob"_s).isNull());
}

void TestInvitePages::knowsNoOther()
{
    m_services->calendar.invitesPart.failWith(
        shared::Error{ErrorCode::NotFound, u"There is no such invitation."_s, u"no_such_invite"_s});
    const HttpAnswer answer = m_gateway->get(u"/invite/\"><script>"_s);
    QCOMPARE(answer.status, 404);
    QVERIFY(answer.field("Content-Type").startsWith("text/html"));
    QVERIFY(answer.body.contains("There is no such invitation"));
    m_services->calendar.invitesPart.failWith(shared::Error{ErrorCode::Unavailable, u"Away."_s});
    const HttpAnswer away = m_gateway->get(u"/invite/some-code"_s);
    QCOMPARE(away.status, 503);
    QVERIFY(away.body.contains("That did not work") && !away.field("Retry-After").isEmpty());
}

void TestInvitePages::joinsWithANewAccount()
{
    const HttpAnswer answer = sendForm(u"register"_s, "username=bob&password=long+enough");
    QCOMPARE(answer.status, 303);
    QCOMPARE(answer.field("Location"), "../some-code"_ba);
    const QByteArray cookie = answer.field("Set-Cookie");
    QVERIFY(cookie.startsWith("hearth_join=") && cookie.contains("HttpOnly; SameSite=Strict"));
    const auto call = m_services->calendar.invitesPart.calls().last();
    QCOMPARE(call.method, "acceptInvite"_ba);
    QCOMPARE(call.context.user, m_services->auth.idOf(u"bob"_s));
    QVERIFY(!call.context.user.isNull());
    invite(InviteState::Used);
    const HttpAnswer welcome = m_gateway->get(u"/invite/some-code"_s, {}, {{"Cookie", cookiesOf(answer)}});
    QCOMPARE(welcome.status, 200);
    QVERIFY(welcome.body.contains("<bdi>bob</bdi>") && welcome.body.contains("action=\"some-code/phone\""));
}

void TestInvitePages::joinsWithAnAccount()
{
    QCOMPARE(sendForm(u"login"_s, "username=anna&password=12345678").status, 303);
    const HttpAnswer wrong = sendForm(u"login"_s, "username=anna&password=87654321");
    QCOMPARE(wrong.status, 401);
    QVERIFY(wrong.body.contains("The name or the password is wrong."));
    QVERIFY(wrong.body.contains("value=\"anna\"") && !wrong.body.contains("87654321"));
    QVERIFY(wrong.body.contains("href=\"../style.css"));
    QVERIFY(wrong.body.contains("action=\"../some-code/login\""));
    QVERIFY(wrong.field("WWW-Authenticate").isEmpty());
}

void TestInvitePages::showsMistakesAtTheirFields()
{
    const HttpAnswer bad = sendForm(u"register"_s, "username=two+words&password=short");
    QCOMPARE(bad.status, 400);
    QVERIFY(bad.body.contains("A name has 1 to 64") && bad.body.contains("A password has 8 to 1,024"));
    QCOMPARE(bad.body.count("aria-invalid=\"true\""), 2);
    QVERIFY(!bad.body.contains("short"));
    const HttpAnswer taken = sendForm(u"register"_s, "username=Anna&password=long+enough");
    QCOMPARE(taken.status, 409);
    QVERIFY(taken.body.contains("That name is taken."));
}

void TestInvitePages::takesFormsFromHereOnly()
{
    const HttpAnswer page = m_gateway->get(u"/invite/some-code"_s);
    const QByteArray body = "username=bob&password=long+enough&form=";
    for (const auto &[word, cookies] :
         std::initializer_list<std::pair<QByteArray, QByteArray>>{{wordIn(page), {}},
                                                                  {{}, cookiesOf(page)},
                                                                  {"AAAAAAAAAAAAAAAAAAAAAA", cookiesOf(page)},
                                                                  {"x", "hearth_form=x"}}) {
        const HttpAnswer answer = post(u"/invite/some-code/register"_s, body + word, cookies);
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.contains("role=\"alert\""));
    }
    QVERIFY(m_services->auth.idOf(u"bob"_s).isNull());
    QCOMPARE(m_gateway
                 ->request("POST", u"/invite/some-code/register"_s, R"({"username":"bob"})",
                           {{"Content-Type", "application/json"}, {"Cookie", cookiesOf(page)}})
                 .status,
             403);
}

void TestInvitePages::limitsTries()
{
    auto options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    options.loginLimit = {1, 60};
    start(options);
    QCOMPARE(sendForm(u"login"_s, "username=anna&password=wrong+one").status, 401);
    const HttpAnswer answer = sendForm(u"login"_s, "username=anna&password=wrong+one");
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.field("Content-Type").startsWith("text/html") && !answer.field("Retry-After").isEmpty());
    // The API's login has the same count.
    QCOMPARE(
        m_gateway
            ->send("POST", u"/user/login"_s, {{u"username"_s, u"anna"_s}, {u"password"_s, u"12345678"_s}})
            .status,
        429);
}

void TestInvitePages::setsUpADevice()
{
    const QByteArray cookies = joined();
    const HttpAnswer welcome = m_gateway->get(u"/invite/some-code"_s, {}, {{"Cookie", cookies}});
    const QByteArray body = "device=My+phone&form=" + wordIn(welcome);
    QCOMPARE(post(u"/invite/some-code/phone"_s, body, cookies.split(';').first()).status, 403);
    QCOMPARE(post(u"/invite/some-code/phone"_s, "device=My+phone", cookies).status, 403);
    const HttpAnswer page = post(u"/invite/some-code/phone"_s, body, cookies);
    QCOMPARE(page.status, 200);
    QCOMPARE(page.field("Cache-Control"), "no-store"_ba);
    QVERIFY(page.body.contains("<bdi>My phone</bdi>"));
    QCOMPARE(page.body.count("class=\"qr\""), 3);
    static const QRegularExpression link(u"action=\"\\.\\./profile/([\\w-]{43})\""_s);
    const QString secret = link.match(QString::fromUtf8(page.body)).captured(1);
    QVERIFY(!secret.isEmpty());
    const QString path = u"/invite/profile/"_s + secret;
    QCOMPARE(m_gateway->get(path).status, 200);
    const HttpAnswer profile = post(path, {});
    QCOMPARE(profile.status, 200);
    QCOMPARE(profile.field("Content-Type"), "application/x-apple-aspen-config"_ba);
    QVERIFY(profile.body.contains("<string>anna</string>"));
    QCOMPARE(post(path, {}).status, 410);
    QCOMPARE(m_gateway->get(path).status, 410);
}

void TestInvitePages::asksForHttps()
{
    auto options = RunningGateway::testOptions();
    options.publicUrl = u"https://calendar.example.org/hearth"_s;
    start(options);
    const QByteArray cookies = joined();
    const HttpAnswer welcome = m_gateway->get(u"/invite/some-code"_s, {}, {{"Cookie", cookies}});
    const HttpAnswer page =
        post(u"/invite/some-code/phone"_s, "device=Phone&form=" + wordIn(welcome), cookies);
    QVERIFY(page.body.contains("https://calendar.example.org/hearth/dav/"));
    QVERIFY(page.body.contains("davx5://anna:"));
}

void TestInvitePages::endsTheSession()
{
    const QByteArray cookies = joined();
    const HttpAnswer welcome = m_gateway->get(u"/invite/some-code"_s, {}, {{"Cookie", cookies}});
    const HttpAnswer done = post(u"/invite/some-code/finish"_s, "form=" + wordIn(welcome), cookies);
    QCOMPARE(done.status, 200);
    QVERIFY(done.field("Set-Cookie").startsWith("hearth_join=; Max-Age=0"));
    const HttpAnswer again = m_gateway->get(u"/invite/some-code"_s, {}, {{"Cookie", cookies}});
    QVERIFY(again.body.contains("action=\"some-code/register\""));
}

QTEST_GUILESS_MAIN(TestInvitePages)
#include "tst_invitepages.moc"
