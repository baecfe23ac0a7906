#include "tests/server/gateway/gatewayfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;

/// What one does with one's own account, over a real server and with the services faked.
class TestAccount : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void makesListsAndEndsAppPasswords();
    void refusesBadAppPasswords();
    void limitsNewAppPasswords();
    void deletesTheAccount();
    void deletesNoAccountWithoutThePassword();
    void keepsTheLastOwner();
    void finishesADeletionLater();
    void exportsEverything();
    void exportsNothingOfOthers();
    void limitsExports();
    void refusesStrangers_data();
    void refusesStrangers();

private:
    std::unique_ptr<FakeServices> m_services;
    std::unique_ptr<RunningGateway> m_gateway;
    shared::UserId m_annaId;
    QByteArray m_anna;
};

void TestAccount::init()
{
    m_services = std::make_unique<FakeServices>();
    m_gateway = std::make_unique<RunningGateway>(*m_services);
    m_annaId = m_services->auth.addUser(u"anna"_s);
    m_anna = m_services->auth.token(u"anna"_s);
}

void TestAccount::cleanup()
{
    m_gateway.reset();
    m_services.reset();
}

void TestAccount::makesListsAndEndsAppPasswords()
{
    const QString path = u"/api/v1/me/app-passwords"_s;
    const HttpAnswer made = m_gateway->send("POST", path, {{u"name"_s, u"Phone"_s}}, m_anna);
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json().value("name"_L1).toString(), u"Phone"_s);
    QCOMPARE(made.json().value("username"_L1).toString(), u"anna"_s);
    QVERIFY(!made.json().value("password"_L1).toString().isEmpty());
    QVERIFY(made.json().value("last_used_at"_L1).isNull());
    QCOMPARE(made.field("Cache-Control"), "no-store"_ba);

    const HttpAnswer listed = m_gateway->get(path, m_anna);
    const QJsonArray passwords = listed.json().value("app_passwords"_L1).toArray();
    QCOMPARE(passwords.size(), 1);
    const QJsonObject one = passwords.first().toObject();
    QCOMPARE(one.value("id"_L1), made.json().value("id"_L1));
    QCOMPARE(one.value("name"_L1).toString(), u"Phone"_s);
    QVERIFY(one.contains("created_at"_L1));
    QVERIFY(one.contains("last_used_at"_L1));
    QVERIFY(!one.contains("password"_L1));

    const QString own = path + u'/' + one.value("id"_L1).toString();
    m_services->auth.addUser(u"ben"_s);
    QCOMPARE(m_gateway->send("DELETE", own, {}, m_services->auth.token(u"ben"_s)).status, 404);
    QCOMPARE(m_gateway->send("DELETE", own, {}, m_anna).status, 204);
    QVERIFY(m_gateway->get(path, m_anna).json().value("app_passwords"_L1).toArray().isEmpty());
}

void TestAccount::refusesBadAppPasswords()
{
    const QString path = u"/api/v1/me/app-passwords"_s;
    QCOMPARE(m_gateway->send("POST", path, {}, m_anna).status, 400);
    QCOMPARE(m_gateway->send("POST", path, {{u"name"_s, 7}}, m_anna).status, 400);
    QCOMPARE(m_gateway->send("POST", path, {{u"name"_s, u"Phone"_s}}).status, 401);
    QCOMPARE(m_gateway->get(path).status, 401);
    QCOMPARE(m_gateway->send("DELETE", path + u"/nothing"_s, {}, m_anna).status, 404);
    QCOMPARE(m_gateway->send("DELETE", path + u"/01890a5d-ac96-774b-bcce-b302099a8057"_s, {}, m_anna).status,
             404);
}

void TestAccount::limitsNewAppPasswords()
{
    auto options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    options.loginLimit = {1, 60};
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    const QJsonObject body{{u"name"_s, u"Phone"_s}};
    QCOMPARE(m_gateway->send("POST", u"/api/v1/me/app-passwords"_s, body, m_anna).status, 201);
    QCOMPARE(m_gateway->send("POST", u"/api/v1/me/app-passwords"_s, body, m_anna).status, 429);
}

void TestAccount::deletesTheAccount()
{
    const QByteArray other = m_services->auth.token(u"anna"_s);
    const auto live = std::make_unique<LiveClient>(*m_gateway, other);
    QVERIFY(live->isGreeted());
    m_services->calendar.addCalendar(u"Diary"_s, m_annaId, u"anna"_s);
    const HttpAnswer deleted =
        m_gateway->send("DELETE", u"/api/v1/me"_s, {{u"password"_s, u"correct horse"_s}}, m_anna);
    QCOMPARE(deleted.status, 204);
    QCOMPARE(m_services->calendar.forgotten(), QList<shared::UserId>{m_annaId});
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, m_anna).status, 401);
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, other).status, 401);
    QCOMPARE(live->waitForClose(), 4401);
}

void TestAccount::deletesNoAccountWithoutThePassword()
{
    const QString path = u"/api/v1/me"_s;
    const HttpAnswer wrong = m_gateway->send("DELETE", path, {{u"password"_s, u"wrong"_s}}, m_anna);
    QCOMPARE(wrong.status, 403);
    QVERIFY(wrong.json().value("type"_L1).toString().contains("wrong_credentials"_L1));
    QCOMPARE(m_gateway->send("DELETE", path, {}, m_anna).status, 400);
    QCOMPARE(m_gateway->send("DELETE", path, {{u"password"_s, 7}}, m_anna).status, 400);
    QCOMPARE(m_gateway->request("DELETE", path, {}, {{"Authorization", "Bearer " + m_anna}}).status, 400);
    QVERIFY(m_services->calendar.forgotten().isEmpty());
    QCOMPARE(m_gateway->get(path, m_anna).status, 200);
}

void TestAccount::keepsTheLastOwner()
{
    const auto family = m_services->calendar.addCalendar(u"Family"_s, m_annaId, u"anna"_s);
    m_services->calendar.addMember(family, m_services->auth.addUser(u"ben"_s), u"ben"_s);
    const HttpAnswer refused =
        m_gateway->send("DELETE", u"/api/v1/me"_s, {{u"password"_s, u"correct horse"_s}}, m_anna);
    QCOMPARE(refused.status, 409);
    const QJsonArray calendars = refused.json().value("calendars"_L1).toArray();
    QCOMPARE(calendars.size(), 1);
    QCOMPARE(calendars.first().toObject().value("name"_L1).toString(), u"Family"_s);
    QVERIFY(!m_services->auth.isDeparting(u"anna"_s));
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, m_anna).status, 200);
}

void TestAccount::finishesADeletionLater()
{
    m_services->calendar.failForget({shared::ErrorCode::Unavailable, u"The calendar service is away."_s});
    const HttpAnswer accepted =
        m_gateway->send("DELETE", u"/api/v1/me"_s, {{u"password"_s, u"correct horse"_s}}, m_anna);
    QCOMPARE(accepted.status, 202);
    QVERIFY(m_services->auth.isDeparting(u"anna"_s));
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, m_anna).status, 401);
}

void TestAccount::exportsEverything()
{
    m_services->auth.addAppPassword(u"anna"_s, u"Phone"_s);
    const auto family = m_services->calendar.addCalendar(u"Family"_s, m_annaId, u"anna"_s);
    m_services->calendar.addCalendar(u"Work"_s, m_annaId, u"anna"_s);
    m_services->calendar.addEvent(family, u"Dinner"_s);
    LiveClient live(*m_gateway, m_anna);
    QVERIFY(live.isGreeted());
    for (const QString &text : {u"Hello"_s, u"Again"_s})
        QVERIFY(live.ask(u"message"_s, {{u"message"_s, text}, {u"calendar_name"_s, u"Family"_s}})
                    .value("ok"_L1)
                    .toBool());

    const HttpAnswer answer = m_gateway->get(u"/api/v1/me/export"_s, m_anna);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.field("Content-Type").startsWith("application/json"));
    QVERIFY(answer.field("Content-Disposition").startsWith("attachment"));
    const QJsonObject all = answer.json();
    QCOMPARE(all.value("profile"_L1).toObject().value("username"_L1).toString(), u"anna"_s);
    QCOMPARE(all.value("sessions"_L1).toArray().size(), 1);
    QCOMPARE(all.value("app_passwords"_L1).toArray().first().toObject().value("name"_L1).toString(),
             u"Phone"_s);
    const QJsonArray calendars = all.value("calendars"_L1).toArray();
    QCOMPARE(calendars.size(), 2);
    for (const QJsonValue &each : calendars) {
        const QJsonObject calendar = each.toObject();
        const bool isFamily = calendar.value("name"_L1).toString() == u"Family"_s;
        QCOMPARE(calendar.value("role"_L1).toString(), u"owner"_s);
        QCOMPARE(calendar.value("events"_L1).toArray().size(), isFamily ? 1 : 0);
        const QJsonArray messages = calendar.value("messages"_L1).toArray();
        QCOMPARE(messages.size(), isFamily ? 2 : 0); // over two pages
        if (isFamily)
            QCOMPARE(messages.last().toObject().value("message"_L1).toString(), u"Again"_s);
    }
    QVERIFY(!answer.body.contains(m_anna));
    QVERIFY(!answer.body.contains("secret-1"));
}

void TestAccount::exportsNothingOfOthers()
{
    m_services->calendar.addCalendar(u"Theirs"_s, m_services->auth.addUser(u"ben"_s), u"ben"_s);
    const HttpAnswer answer = m_gateway->get(u"/api/v1/me/export"_s, m_anna);
    QCOMPARE(answer.json().value("calendars"_L1).toArray(), QJsonArray());
    QVERIFY(answer.json().contains("calendars"_L1));
    m_services->calendar.failWith(shared::Error{shared::ErrorCode::Unavailable, u"Away."_s});
    QCOMPARE(m_gateway->get(u"/api/v1/me/export"_s, m_anna).status, 503); // never half of it
    m_services->calendar.failWith(std::nullopt);
    for (int i = 0; i < 6; ++i) // a failed one does not hold its place
        QCOMPARE(m_gateway->get(u"/api/v1/me/export"_s, m_anna).status, 200);
}

void TestAccount::limitsExports()
{
    auto options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    options.exportLimit = {1, 60};
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    QCOMPARE(m_gateway->get(u"/api/v1/me/export"_s, m_anna).status, 200);
    QCOMPARE(m_gateway->get(u"/api/v1/me/export"_s, m_anna).status, 429);
}

void TestAccount::refusesStrangers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("delete") << "DELETE"_ba << u"/api/v1/me"_s;
    QTest::newRow("export") << "GET"_ba << u"/api/v1/me/export"_s;
}

void TestAccount::refusesStrangers()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QCOMPARE(m_gateway->send(method, path, {{u"password"_s, u"correct horse"_s}}).status, 401);
}

QTEST_GUILESS_MAIN(TestAccount)
#include "tst_account.moc"
