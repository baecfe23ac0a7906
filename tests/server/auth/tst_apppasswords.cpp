#include "server/auth/apppasswordsecret.h"
#include "tests/server/auth/authworld.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using namespace hearth::server::auth;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
constexpr qint64 kMinuteMs = 60'000;

Result<CreateAppPasswordResponse> create(AuthWorld &world, const TokenResponse &caller,
                                         const QString &name = u"Phone"_s)
{
    CreateAppPasswordRequest request;
    request.set_name(name.toStdString());
    return waitFor<CreateAppPasswordResponse>(
        [&](auto reply) { world.service.createAppPassword(AuthWorld::callOf(caller), request, reply); });
}

Result<AppPasswordsResponse> list(AuthWorld &world, const TokenResponse &caller)
{
    return waitFor<AppPasswordsResponse>(
        [&](auto reply) { world.service.appPasswords(AuthWorld::callOf(caller), {}, reply); });
}

Result<Empty> revoke(AuthWorld &world, const TokenResponse &caller, const std::string &id)
{
    RevokeAppPasswordRequest request;
    request.set_id(id);
    return waitFor<Empty>(
        [&](auto reply) { world.service.revokeAppPassword(AuthWorld::callOf(caller), request, reply); });
}

Result<VerifyAppPasswordResponse> verify(AuthWorld &world, const QString &username, const QString &password)
{
    VerifyAppPasswordRequest request;
    request.set_username(username.toStdString());
    request.set_password(password.toStdString());
    return waitFor<VerifyAppPasswordResponse>(
        [&](auto reply) { world.service.verifyAppPassword({}, request, reply); });
}

qint64 lastUsed(AuthWorld &world, const TokenResponse &caller)
{
    return list(world, caller)->app_passwords(0).last_used_ms();
}
}

class TestAppPasswords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void secretsAreTypeable()
    {
        static const QRegularExpression form(u"\\A([0-9a-hjkmnp-tv-z]{4}-){6}[0-9a-hjkmnp-tv-z]{4}\\z"_s);
        QSet<QString> seen;
        QSet<QChar> letters;
        for (int i = 0; i < 1000; ++i) {
            const QString secret = newAppPassword();
            QVERIFY2(form.match(secret).hasMatch(), qPrintable(secret));
            seen.insert(secret);
            for (const QChar c : secret)
                letters.insert(c);
        }
        QCOMPARE(seen.size(), 1000);
        QCOMPARE(letters.size(), 33); // all 32, and the hyphen
    }

    void hashMeansWhatWasTyped_data()
    {
        QTest::addColumn<QString>("username");
        QTest::addColumn<QString>("password");
        QTest::addColumn<bool>("same");
        QTest::newRow("as shown") << u"Anna"_s << u"01ab-cdef"_s << true;
        QTest::newRow("upper case") << u"ANNA"_s << u"01AB-CDEF"_s << true;
        QTest::newRow("without hyphens") << u"anna"_s << u"01abcdef"_s << true;
        QTest::newRow("with spaces") << u"anna"_s << u" 01ab cdef "_s << true;
        QTest::newRow("with look-alikes") << u"anna"_s << u"olab-cdef"_s << true;
        QTest::newRow("with others") << u"anna"_s << u"OIab-cdef"_s << true;
        QTest::newRow("another") << u"anna"_s << u"01ab-cdeg"_s << false;
        QTest::newRow("another user") << u"ann"_s << u"a01ab-cdef"_s << false;
        QTest::newRow("empty") << u"anna"_s << u""_s << false;
    }
    void hashMeansWhatWasTyped()
    {
        QFETCH(QString, username);
        QFETCH(QString, password);
        QTEST(appPasswordHash(username, password) == appPasswordHash(u"Anna"_s, u"01ab-cdef"_s), "same");
    }

    void makesListsAndVerifies_data() { addEngineRows(); }
    void makesListsAndVerifies()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"Anna"_s);
        const auto phone = create(world, anna);
        QVERIFY(phone.ok());
        QVERIFY(create(world, anna, u"Laptop"_s).ok());
        const auto listed = list(world, anna);
        QCOMPARE(listed->app_passwords_size(), 2);
        QCOMPARE(listed->app_passwords(0).name(), "Phone");
        QCOMPARE(listed->app_passwords(0).id(), phone->app_password().id());
        QCOMPARE(qint64(listed->app_passwords(0).created_ms()), AuthWorld::kStartMs);
        QCOMPARE(qint64(listed->app_passwords(0).last_used_ms()), 0);

        const auto caller = verify(world, u"aNNa"_s, fromUtf8(phone->password()).toUpper());
        QVERIFY(caller.ok());
        QCOMPARE(caller->user().id(), anna.user().id());
        QCOMPARE(caller->user().username(), "Anna");
        QCOMPARE(caller->app_password_id(), phone->app_password().id());
    }

    void keepsNoPassword_data() { addEngineRows(); }
    void keepsNoPassword()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto made = create(world, world.newSession(u"anna"_s));
        const auto hash = waitFor<QByteArray>([&](auto reply) {
            world.db.read(
                [](Database &database) -> Result<QByteArray> {
                    auto query = database.query(u"SELECT hash FROM app_passwords"_s);
                    query.run().next();
                    return query.bytes(0);
                },
                reply);
        });
        QCOMPARE(*hash, appPasswordHash(u"anna"_s, fromUtf8(made->password())));
        QCOMPARE(hash->size(), 32);
    }

    void refusesWhatIsWrong_data() { addEngineRows(); }
    void refusesWhatIsWrong()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto made = create(world, world.newSession(u"anna"_s));
        world.newSession(u"ben"_s);
        const QString right = fromUtf8(made->password());
        const auto wrong = verify(world, u"anna"_s, newAppPassword());
        const auto unknown = verify(world, u"nobody"_s, right);
        QCOMPARE(wrong.error().code, ErrorCode::Unauthenticated);
        QCOMPARE(unknown.error().code, wrong.error().code);
        QCOMPARE(unknown.error().message, wrong.error().message);
        QCOMPARE(unknown.error().reason, wrong.error().reason);
        QVERIFY(!verify(world, u"ben"_s, right).ok());
        QVERIFY(!verify(world, u"anna"_s, AuthWorld::kPassword).ok()); // the account's own
        QVERIFY(!verify(world, u"anna"_s, {}).ok());
        QVERIFY(!verify(world, u"an\0na"_s, right).ok());
        QVERIFY(!verify(world, u"a"_s.repeated(100'000), right).ok());
        QVERIFY(!verify(world, u"anna"_s, u"x"_s.repeated(100'000)).ok());
    }

    void refusesBadNamesAndStrangers_data() { addEngineRows(); }
    void refusesBadNamesAndStrangers()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        QCOMPARE(create(world, anna, {}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(create(world, anna, u"two\nlines"_s).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(create(world, anna, u"x"_s.repeated(101)).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(create(world, {}).error().code, ErrorCode::Unauthenticated);
        QVERIFY(waitFor<Empty>([&](auto reply) {
                    world.service.logout(AuthWorld::callOf(anna), {}, reply);
                }).ok());
        QCOMPARE(create(world, anna).error().code, ErrorCode::Unauthenticated);
    }

    void isBounded_data() { addEngineRows(); }
    void isBounded()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        for (int i = 0; i < 50; ++i)
            QVERIFY(create(world, anna, u"Phone %1"_s.arg(i)).ok());
        const auto refused = create(world, anna);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(refused.error().reason, u"too_many_app_passwords"_s);
        QVERIFY(revoke(world, anna, list(world, anna)->app_passwords(7).id()).ok());
        QVERIFY(create(world, anna).ok());
        QVERIFY(create(world, world.newSession(u"ben"_s)).ok());
    }

    void revokes_data() { addEngineRows(); }
    void revokes()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        const TokenResponse ben = world.newSession(u"ben"_s);
        const auto made = create(world, anna);
        const QString secret = fromUtf8(made->password());
        const auto id = idFromBytes<SessionId>(made->app_password().id());
        const RevocationLog log(world.service);
        QCOMPARE(revoke(world, ben, made->app_password().id()).error().code, ErrorCode::NotFound);
        QVERIFY(verify(world, u"anna"_s, secret).ok());
        QVERIFY(!log.has(id));

        QVERIFY(revoke(world, anna, made->app_password().id()).ok());
        QVERIFY(log.has(id));
        QCOMPARE(verify(world, u"anna"_s, secret).error().code, ErrorCode::Unauthenticated);
        QCOMPARE(list(world, anna)->app_passwords_size(), 0);
        QVERIFY(revoke(world, anna, made->app_password().id()).ok()); // a call that comes again
        QCOMPARE(revoke(world, ben, made->app_password().id()).error().code, ErrorCode::NotFound);
    }

    void laterWatchersHearOfIt_data() { addEngineRows(); }
    void laterWatchersHearOfIt()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        const auto made = create(world, anna);
        QVERIFY(revoke(world, anna, made->app_password().id()).ok());
        const RevocationLog log(world.service);
        QTRY_VERIFY(log.has(idFromBytes<SessionId>(made->app_password().id())));
    }

    void otherInstancesTellOfIt()
    {
        REQUIRE_ENGINE(Engine::PostgreSql)
        AuthWorld world(Engine::PostgreSql);
        const TokenResponse anna = world.newSession(u"anna"_s);
        const auto made = create(world, anna);
        const auto other = world.newInstance();
        const RevocationLog log(*other);
        QVERIFY(revoke(world, anna, made->app_password().id()).ok());
        QTRY_VERIFY(log.has(idFromBytes<SessionId>(made->app_password().id())));
    }

    void remembersLastUseRoughly_data() { addEngineRows(); }
    void remembersLastUseRoughly()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        const QString secret = fromUtf8(create(world, anna)->password());
        QVERIFY(verify(world, u"anna"_s, secret).ok());
        const qint64 first = lastUsed(world, anna);
        QCOMPARE(first, AuthWorld::kStartMs);
        world.clock.advance(9 * kMinuteMs);
        QVERIFY(verify(world, u"anna"_s, secret).ok());
        QCOMPARE(lastUsed(world, anna), first);
        world.clock.advance(2 * kMinuteMs);
        QVERIFY(verify(world, u"anna"_s, secret).ok());
        QCOMPARE(lastUsed(world, anna), first + 11 * kMinuteMs);
    }
};

QTEST_GUILESS_MAIN(TestAppPasswords)
#include "tst_apppasswords.moc"
