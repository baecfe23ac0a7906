#include "client/account/signin.h"
#include "tests/client/sync/fakeserver.h"

#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

class TestSignIn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ways_data();
    void ways();
    void aSecondTryGoesOnWhereTheFirstStopped();
    void nobodyThere();
};

void TestSignIn::ways_data()
{
    QTest::addColumn<QString>("username");
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("newAccount");
    QTest::addColumn<int>("calendar");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("calendarPassword");
    QTest::addColumn<QString>("reason");
    const int none = int(SignInWish::Calendar::None);
    const int create = int(SignInWish::Calendar::Create);
    const int join = int(SignInWish::Calendar::Join);
    const QString secret = u"a long secret"_s;
    QTest::newRow("sign in") << u"ben"_s << secret << false << none << QString() << QString() << QString();
    QTest::newRow("new account") << u"ana"_s << secret << true << none << QString() << QString() << QString();
    QTest::newRow("new calendar") << u"ana"_s << secret << true << create << u"Work"_s << QString()
                                  << QString();
    QTest::newRow("join") << u"ana"_s << secret << true << join << u"Family"_s << u"open"_s << QString();
    QTest::newRow("own account once more")
        << u"ben"_s << secret << true << none << QString() << QString() << QString();
    QTest::newRow("wrong password") << u"ben"_s << u"not the secret"_s << false << none << QString()
                                    << QString() << u"wrong_credentials"_s;
    QTest::newRow("name taken") << u"ben"_s << u"not the secret"_s << true << none << QString() << QString()
                                << u"username_taken"_s;
    QTest::newRow("short password") << u"ana"_s << u"short"_s << true << none << QString() << QString()
                                    << u"invalid_password"_s;
    QTest::newRow("no name") << u" "_s << secret << true << none << QString() << QString()
                             << u"invalid_username"_s;
    QTest::newRow("calendar taken") << u"ana"_s << secret << true << create << u"Family"_s << QString()
                                    << u"calendar_exists"_s;
    QTest::newRow("no calendar") << u"ana"_s << secret << true << join << u"Nothing"_s << u"open"_s
                                 << u"no_such_calendar"_s;
    QTest::newRow("wrong calendar password")
        << u"ana"_s << secret << true << join << u"Family"_s << u"shut"_s << u"wrong_password"_s;
}

void TestSignIn::ways()
{
    QFETCH(QString, username);
    QFETCH(QString, password);
    QFETCH(bool, newAccount);
    QFETCH(int, calendar);
    QFETCH(QString, name);
    QFETCH(QString, calendarPassword);
    QFETCH(QString, reason);
    FakeServer server;
    server.addUser(u"ben"_s, u"a long secret"_s);
    server.addRoom(u"Family"_s, {u"ben"_s});
    SignIn signIn(server.address());
    std::optional<Result<SignedIn>> result;
    SignInWish wish{username, password, newAccount, SignInWish::Calendar(calendar), name, calendarPassword};
    signIn.run(wish, [&](const Result<SignedIn> &each) { result = each; });
    QTRY_VERIFY(result);
    QCOMPARE(result->ok() ? QString() : result->error().reason, reason);
    if (result->ok()) {
        QCOMPARE((*result)->username, username);
        QVERIFY(!(*result)->tokens.access.isEmpty());
    } else {
        QVERIFY(!result->error().message.isEmpty());
    }
}

void TestSignIn::aSecondTryGoesOnWhereTheFirstStopped()
{
    FakeServer server;
    server.addRoom(u"Family"_s, {u"ben"_s});
    SignIn signIn(server.address());
    std::optional<Result<SignedIn>> result;
    SignInWish wish{u"ana"_s, u"a long secret"_s, true, SignInWish::Calendar::Join, u"Family"_s, u"shut"_s};
    signIn.run(wish, [&](const Result<SignedIn> &each) { result = each; });
    QTRY_VERIFY(result && !result->ok());
    result.reset();
    wish.calendarPassword = u"open"_s;
    signIn.run(wish, [&](const Result<SignedIn> &each) { result = each; });
    QTRY_VERIFY(result && result->ok());
    QVERIFY(server.room().hasMember(u"ana"_s));
}

void TestSignIn::nobodyThere()
{
    FakeServer server;
    server.setReachable(false);
    SignIn signIn(server.address());
    std::optional<Result<SignedIn>> result;
    signIn.run({u"ana"_s, u"a long secret"_s, false}, [&](const Result<SignedIn> &each) { result = each; });
    QTRY_VERIFY(result && !result->ok());
    QCOMPARE(result->error().reason, u"unreachable"_s);
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
