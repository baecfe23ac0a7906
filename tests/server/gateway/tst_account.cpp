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

QTEST_GUILESS_MAIN(TestAccount)
#include "tst_account.moc"
