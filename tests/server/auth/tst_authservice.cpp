#include "tests/server/auth/authworld.h"

#include <QJsonDocument>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using namespace hearth::server::auth;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
QString kidOf(const TokenResponse &tokens)
{
    const QByteArray header = QByteArray::fromBase64(
        QByteArray::fromStdString(tokens.token()).split('.').first(), QByteArray::Base64UrlEncoding);
    return QJsonDocument::fromJson(header).object().value("kid"_L1).toString();
}

Result<Empty> logout(AuthWorld &world, const TokenResponse &tokens)
{
    return waitFor<Empty>([&](auto reply) { world.service.logout(AuthWorld::callOf(tokens), {}, reply); });
}

Result<SessionsResponse> sessionsOf(AuthWorld &world, const TokenResponse &tokens)
{
    return waitFor<SessionsResponse>(
        [&](auto reply) { world.service.sessions(AuthWorld::callOf(tokens), {}, reply); });
}

Result<Empty> revoke(AuthWorld &world, const TokenResponse &caller, const std::string &session)
{
    RevokeSessionRequest request;
    request.set_session_id(session);
    return waitFor<Empty>(
        [&](auto reply) { world.service.revokeSession(AuthWorld::callOf(caller), request, reply); });
}

Result<Empty> changePassword(AuthWorld &world, const TokenResponse &caller, const QString &oldPassword,
                             const QString &newPassword)
{
    ChangePasswordRequest request;
    request.set_old_password(oldPassword.toStdString());
    request.set_new_password(newPassword.toStdString());
    return waitFor<Empty>(
        [&](auto reply) { world.service.changePassword(AuthWorld::callOf(caller), request, reply); });
}

Result<User> updateMe(AuthWorld &world, const TokenResponse &caller, const UpdateMeRequest &request)
{
    return waitFor<User>(
        [&](auto reply) { world.service.updateMe(AuthWorld::callOf(caller), request, reply); });
}

SessionId sessionOf(const TokenResponse &tokens) { return idFromBytes<SessionId>(tokens.session_id()); }
}

class TestAuthService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void registersAndSignsIn_data() { addEngineRows(); }
    void registersAndSignsIn()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto registered = world.registerUser(u"Anna"_s);
        QVERIFY(registered.ok());
        const auto tokens = world.login(u"anna"_s);
        QVERIFY(tokens.ok());
        QCOMPARE(tokens->user().id(), registered->user().id());
        QCOMPARE(fromUtf8(tokens->user().username()), u"Anna"_s);
        QCOMPARE(tokens->expires_in(), 15 * 60);

        const auto claims = verifyToken(QByteArray::fromStdString(tokens->token()), world.publishedKeys());
        QVERIFY(claims.ok());
        const auto token = accessTokenFromClaims(*claims, {}, world.clock.nowMs());
        QVERIFY(token.ok());
        QCOMPARE(idBytes(token->user), registered->user().id());
        QCOMPARE(idBytes(token->session), tokens->session_id());
        QCOMPARE(token->username, u"Anna"_s);
        QCOMPARE(token->expiresMs, AuthWorld::kStartMs + 15 * 60 * 1000);
    }

    void refusesRegistrations_data()
    {
        QTest::addColumn<Engine>("engine");
        QTest::addColumn<QString>("username");
        QTest::addColumn<QString>("password");
        QTest::addColumn<ErrorCode>("code");
        for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql}) {
            const char *name = engine == Engine::Sqlite ? "sqlite" : "postgresql";
            const auto row = [&](const char *what, const QString &user, const QString &password,
                                 ErrorCode code) {
                QTest::addRow("%s: %s", name, what) << engine << user << password << code;
            };
            row("no name", u""_s, u"correct horse"_s, ErrorCode::InvalidArgument);
            row("space in the name", u"an na"_s, u"correct horse"_s, ErrorCode::InvalidArgument);
            row("65 characters", u"a"_s.repeated(65), u"correct horse"_s, ErrorCode::InvalidArgument);
            row("no password", u"ben"_s, u""_s, ErrorCode::InvalidArgument);
            row("short password", u"ben"_s, u"1234567"_s, ErrorCode::InvalidArgument);
            row("long password", u"ben"_s, u"x"_s.repeated(1025), ErrorCode::InvalidArgument);
            row("taken", u"anna"_s, u"correct horse"_s, ErrorCode::Conflict);
            row("taken in another case", u"ANNA"_s, u"correct horse"_s, ErrorCode::Conflict);
            row("taken in wide letters", u"ＡＮＮＡ"_s, u"correct horse"_s, ErrorCode::Conflict);
        }
    }
    void refusesRegistrations()
    {
        FETCH_ENGINE(engine)
        QFETCH(QString, username);
        QFETCH(QString, password);
        QFETCH(ErrorCode, code);
        AuthWorld world(engine);
        QVERIFY(world.registerUser(u"anna"_s).ok());
        const auto refused = world.registerUser(username, password);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, code);
        QCOMPARE(refused.error().reason, code == ErrorCode::Conflict ? u"username_taken"_s : QString());
    }

    void oneOfManyGetsTheName_data() { addEngineRows(); }
    void oneOfManyGetsTheName()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        std::atomic<int> accepted{0};
        std::atomic<int> taken{0};
        for (int i = 0; i < 50; ++i) {
            RegisterRequest request;
            request.set_username(i % 2 ? "Carla" : "carla");
            request.set_password("correct horse");
            world.service.registerUser({}, request, [&](const Result<RegisterResponse> &result) {
                accepted += result.ok() ? 1 : 0;
                taken += !result.ok() && result.error().reason == "username_taken"_L1 ? 1 : 0;
            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(accepted.load() + taken.load(), 50, 20'000);
        QCOMPARE(accepted.load(), 1);
    }

    void wrongNamesAndPasswordsAreAlike_data() { addEngineRows(); }
    void wrongNamesAndPasswordsAreAlike()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        QVERIFY(world.registerUser(u"anna"_s).ok());
        qint64 hashes = world.service.hashesRun();
        const auto wrongPassword = world.login(u"anna"_s, u"another horse"_s);
        QCOMPARE(world.service.hashesRun(), ++hashes);
        for (const QString &name : {u"nobody"_s, u"no body"_s, u"x"_s.repeated(10'000)}) {
            const auto unknown = world.login(name, u"another horse"_s);
            QCOMPARE(world.service.hashesRun(), ++hashes);
            QCOMPARE(unknown.error().code, ErrorCode::Unauthenticated);
            QCOMPARE(unknown.error().reason, u"wrong_credentials"_s);
            QCOMPARE(unknown.error().message, wrongPassword.error().message);
            QCOMPARE(unknown.error().reason, wrongPassword.error().reason);
        }
    }

    void missingCredentials_data()
    {
        QTest::addColumn<QString>("username");
        QTest::addColumn<QString>("password");
        QTest::newRow("no name") << u""_s << u"correct horse"_s;
        QTest::newRow("no password") << u"anna"_s << u""_s;
        QTest::newRow("endless password") << u"anna"_s << u"x"_s.repeated(5000);
    }
    void missingCredentials()
    {
        QFETCH(QString, username);
        QFETCH(QString, password);
        AuthWorld world(Engine::Sqlite);
        QCOMPARE(world.login(username, password).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(world.service.hashesRun(), 0);
    }

    void hashesNothingPastTheDeadline()
    {
        AuthWorld world(Engine::Sqlite);
        LoginRequest request;
        request.set_username("anna");
        request.set_password("correct horse");
        CallContext call;
        call.deadlineMs = world.clock.nowMs() - 1;
        const auto late =
            waitFor<TokenResponse>([&](auto reply) { world.service.login(call, request, reply); });
        QCOMPARE(late.error().code, ErrorCode::DeadlineExceeded);
        QCOMPARE(world.service.hashesRun(), 0);
    }

    void aDearerCostIsTakenUp_data() { addEngineRows(); }
    void aDearerCostIsTakenUp()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        QVERIFY(world.registerUser(u"anna"_s).ok());
        AuthOptions dearer = AuthWorld::cheapOptions();
        dearer.passwordCost = {2, 16'384};
        const auto other = world.newInstance(dearer);
        LoginRequest request;
        request.set_username("anna");
        request.set_password("correct horse");
        QVERIFY(waitFor<TokenResponse>([&](auto reply) { other->login({}, request, reply); }).ok());
        auto stored = waitFor<QString>([&](auto reply) {
            world.db.read(
                [](Database &database) -> Result<QString> {
                    auto query = database.query(u"SELECT password_hash FROM users"_s);
                    query.run();
                    query.next();
                    return query.text(0);
                },
                reply);
        });
        QVERIFY(stored->contains("m=16,t=2"_L1));
        QVERIFY(waitFor<TokenResponse>([&](auto reply) { other->login({}, request, reply); }).ok());
    }

    void refreshRotates_data() { addEngineRows(); }
    void refreshRotates()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto first = world.newSession(u"anna"_s);
        world.clock.advance(60'000);
        const auto second = world.refresh(first.refresh_token());
        QVERIFY(second.ok());
        QCOMPARE(second->session_id(), first.session_id());
        QVERIFY(second->refresh_token() != first.refresh_token());
        const auto claims = verifyToken(QByteArray::fromStdString(second->token()), world.publishedKeys());
        QCOMPARE(claims->value("exp"_L1).toInteger() * 1000, AuthWorld::kStartMs + 60'000 + 15 * 60'000);
        QVERIFY(world.refresh(second->refresh_token()).ok());
    }

    void aUsedTokenEndsTheSession_data() { addEngineRows(); }
    void aUsedTokenEndsTheSession()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        RevocationLog log(world.service);
        const auto first = world.newSession(u"anna"_s);
        const auto second = world.refresh(first.refresh_token());
        QVERIFY(second.ok());
        const auto stolen = world.refresh(first.refresh_token());
        QCOMPARE(stolen.error().code, ErrorCode::Unauthenticated);
        QCOMPARE(stolen.error().reason, u"session_ended"_s);
        QVERIFY(log.has(sessionOf(first)));
        QVERIFY(!world.refresh(second->refresh_token()).ok());
    }

    void oneTokenIsUsedOnce_data() { addEngineRows(); }
    void oneTokenIsUsedOnce()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto first = world.newSession(u"anna"_s);
        RefreshRequest request;
        request.set_refresh_token(first.refresh_token());
        std::atomic<int> granted{0};
        std::atomic<int> answers{0};
        for (int i = 0; i < 10; ++i) {
            world.service.refresh({}, request, [&](const Result<TokenResponse> &tokens) {
                granted += tokens.ok() ? 1 : 0;
                ++answers;
            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers.load(), 10, 20'000);
        QCOMPARE(granted.load(), 1);
    }

    void refusesTokens_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("none") << ""_ba << ErrorCode::InvalidArgument;
        QTest::newRow("unknown") << "AAAA"_ba << ErrorCode::Unauthenticated;
        QTest::newRow("endless") << QByteArray(100'000, 'A') << ErrorCode::Unauthenticated;
    }
    void refusesTokens()
    {
        QFETCH(QByteArray, token);
        AuthWorld world(Engine::Sqlite);
        QTEST(world.refresh(token.toStdString()).error().code, "code");
    }

    void aRefreshTokenEnds_data() { addEngineRows(); }
    void aRefreshTokenEnds()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto tokens = world.newSession(u"anna"_s);
        world.clock.advance(Q_INT64_C(30) * 86'400'000);
        QCOMPARE(world.refresh(tokens.refresh_token()).error().reason, u"session_ended"_s);
    }

    void logoutEndsTheSession_data() { addEngineRows(); }
    void logoutEndsTheSession()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        RevocationLog log(world.service);
        const auto tokens = world.newSession(u"anna"_s);
        const auto other = world.login(u"anna"_s);
        QVERIFY(logout(world, tokens).ok());
        QVERIFY(log.has(sessionOf(tokens)));
        QVERIFY(logout(world, tokens).ok());
        QCOMPARE(log.size(), 1);
        QCOMPARE(world.refresh(tokens.refresh_token()).error().reason, u"session_ended"_s);
        QVERIFY(world.refresh(other->refresh_token()).ok());
    }

    void listsAndRevokesSessions_data() { addEngineRows(); }
    void listsAndRevokesSessions()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        RevocationLog log(world.service);
        const auto anna = world.newSession(u"anna"_s);
        world.clock.advance(1000);
        const auto elsewhere = world.login(u"anna"_s);
        const auto ben = world.newSession(u"ben"_s);
        const auto listed = sessionsOf(world, anna);
        QCOMPARE(listed->sessions_size(), 2);
        QCOMPARE(listed->sessions(0).id(), elsewhere->session_id());
        QCOMPARE(listed->sessions(0).device(), "a testwith two lines");

        QCOMPARE(revoke(world, ben, elsewhere->session_id()).error().code, ErrorCode::NotFound);
        QCOMPARE(revoke(world, anna, "no id").error().code, ErrorCode::NotFound);
        QCOMPARE(log.size(), 0);
        QVERIFY(revoke(world, anna, elsewhere->session_id()).ok());
        QVERIFY(log.has(sessionOf(*elsewhere)));
        QCOMPARE(sessionsOf(world, anna)->sessions_size(), 1);
    }

    void theOldestOfTooManySessionsEnd()
    {
        AuthWorld world(Engine::Sqlite);
        const auto first = world.newSession(u"anna"_s);
        RevocationLog log(world.service);
        for (int i = 0; i < 100; ++i) {
            world.clock.advance(1);
            QVERIFY(world.login(u"anna"_s).ok());
        }
        QCOMPARE(log.size(), 1);
        QVERIFY(log.has(sessionOf(first)));
    }

    void aNewPasswordEndsOtherSessions_data() { addEngineRows(); }
    void aNewPasswordEndsOtherSessions()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        RevocationLog log(world.service);
        const auto own = world.newSession(u"anna"_s);
        const auto other = world.login(u"anna"_s);
        const QString next = u"battery staple"_s;
        QCOMPARE(changePassword(world, own, u"wrong horse"_s, next).error().code, ErrorCode::Forbidden);
        QCOMPARE(changePassword(world, own, AuthWorld::kPassword, u"short"_s).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(log.size(), 0);

        QVERIFY(changePassword(world, own, AuthWorld::kPassword, next).ok());
        QCOMPARE(log.size(), 1);
        QVERIFY(log.has(sessionOf(*other)));
        QVERIFY(world.refresh(own.refresh_token()).ok());
        QVERIFY(!world.login(u"anna"_s).ok());
        QVERIFY(world.login(u"anna"_s, next).ok());
        QCOMPARE(changePassword(world, *other, next, u"whatever else"_s).error().reason, u"session_ended"_s);
    }

    void profilesChange_data() { addEngineRows(); }
    void profilesChange()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto anna = world.newSession(u"anna"_s);
        UpdateMeRequest request;
        request.set_display_name("Anna Maria");
        request.set_time_zone("Europe/Berlin");
        request.set_if_version(1);
        const auto changed = updateMe(world, anna, request);
        QVERIFY(changed.ok());
        QCOMPARE(changed->version(), 2);
        QCOMPARE(updateMe(world, anna, request).error().code, ErrorCode::PreconditionFailed);

        UpdateMeRequest colour;
        colour.set_colour("#A0B1C2");
        QVERIFY(updateMe(world, anna, colour).ok());
        const auto me =
            waitFor<User>([&](auto reply) { world.service.me(AuthWorld::callOf(anna), {}, reply); });
        QCOMPARE(me->display_name(), "Anna Maria");
        QCOMPARE(me->time_zone(), "Europe/Berlin");
        QCOMPARE(me->colour(), "#a0b1c2");
        QCOMPARE(me->version(), 3);
    }

    void refusesProfiles_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::newRow("empty name") << u"name"_s << u" "_s;
        QTest::newRow("control characters") << u"name"_s << u"a\nb"_s;
        QTest::newRow("long name") << u"name"_s << u"x"_s.repeated(101);
        QTest::newRow("colour") << u"colour"_s << u"Red!"_s;
        QTest::newRow("zone") << u"zone"_s << u"Mars/Olympus"_s;
        QTest::newRow("locale") << u"locale"_s << u"<script>"_s;
    }
    void refusesProfiles()
    {
        QFETCH(QString, member);
        QFETCH(QString, value);
        AuthWorld world(Engine::Sqlite);
        const auto anna = world.newSession(u"anna"_s);
        UpdateMeRequest request;
        if (member == "name"_L1)
            request.set_display_name(value.toStdString());
        else if (member == "colour"_L1)
            request.set_colour(value.toStdString());
        else if (member == "zone"_L1)
            request.set_time_zone(value.toStdString());
        else
            request.set_locale(value.toStdString());
        QCOMPARE(updateMe(world, anna, request).error().code, ErrorCode::InvalidArgument);
    }

    void nobodyIsNotSignedIn()
    {
        AuthWorld world(Engine::Sqlite);
        const auto me = waitFor<User>([&](auto reply) { world.service.me({}, {}, reply); });
        QCOMPARE(me.error().code, ErrorCode::Unauthenticated);
        CallContext stranger;
        stranger.user = newId<UserId>(world.clock);
        stranger.session = newId<SessionId>(world.clock);
        const auto unknown = waitFor<User>([&](auto reply) { world.service.me(stranger, {}, reply); });
        QCOMPARE(unknown.error().reason, u"session_ended"_s);
    }

    void findsUsers_data() { addEngineRows(); }
    void findsUsers()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto anna = world.registerUser(u"anna"_s);
        const auto ben = world.registerUser(u"Ben"_s);
        UsersRequest request;
        request.add_user_ids(anna->user().id());
        request.add_user_ids("malformed");
        request.add_usernames("BEN");
        request.add_usernames("nobody");
        const auto found =
            waitFor<UsersResponse>([&](auto reply) { world.service.users({}, request, reply); });
        QCOMPARE(found->users_size(), 2);
        QCOMPARE(found->users(0).id(), anna->user().id());
        QCOMPARE(found->users(1).id(), ben->user().id());
        for (int i = 0; i < 1000; ++i)
            request.add_usernames("x");
        const auto many =
            waitFor<UsersResponse>([&](auto reply) { world.service.users({}, request, reply); });
        QCOMPARE(many.error().code, ErrorCode::InvalidArgument);
    }

    void keysRotate_data() { addEngineRows(); }
    void keysRotate()
    {
        FETCH_ENGINE(engine)
        constexpr qint64 kDay = 86'400'000;
        constexpr qint64 kHour = 3'600'000;
        AuthWorld world(engine);
        const auto first = world.newSession(u"anna"_s);
        QCOMPARE(world.publishedKeys().size(), 1);

        world.clock.advance(90 * kDay - kHour); // the next key is published, but does not sign yet
        QCOMPARE(world.publishedKeys().size(), 2);
        const auto before = world.login(u"anna"_s);
        QCOMPARE(kidOf(*before), kidOf(first));

        world.clock.advance(kHour); // it signs; tokens of the former are still good
        const auto after = world.login(u"anna"_s);
        QVERIFY(kidOf(*after) != kidOf(first));
        QCOMPARE(world.publishedKeys().size(), 2);
        QVERIFY(verifyToken(QByteArray::fromStdString(before->token()), world.publishedKeys()).ok());
        QVERIFY(verifyToken(QByteArray::fromStdString(after->token()), world.publishedKeys()).ok());

        world.clock.advance(kHour); // the former is gone
        const PublicKeys keys = world.publishedKeys();
        QCOMPARE(keys.size(), 1);
        QVERIFY(keys.contains(kidOf(*after)));
    }

    void instancesShareTheirKeys_data() { addEngineRows(); }
    void instancesShareTheirKeys()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto other = world.newInstance();
        const auto tokens = world.newSession(u"anna"_s);
        const auto keys = waitFor<PublicKeysResponse>([&](auto reply) { other->publicKeys({}, {}, reply); });
        QCOMPARE(keys->keys_size(), 1);
        QCOMPARE(fromUtf8(keys->keys(0).kid()), kidOf(tokens));
    }

    void aStreamBeginsWithWhatStillMatters_data() { addEngineRows(); }
    void aStreamBeginsWithWhatStillMatters()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const auto old = world.newSession(u"anna"_s);
        QVERIFY(logout(world, old).ok());
        world.clock.advance(15 * 60'000);
        const auto recent = world.newSession(u"anna"_s);
        QVERIFY(logout(world, recent).ok());
        RevocationLog log(world.service);
        QTRY_VERIFY(log.has(sessionOf(recent)));
        QVERIFY(!log.has(sessionOf(old)));
    }

    void otherInstancesHearOfIt()
    {
        REQUIRE_ENGINE(Engine::PostgreSql);
        AuthWorld world(Engine::PostgreSql);
        const auto other = world.newInstance();
        const auto tokens = world.newSession(u"anna"_s);
        RevocationLog log(*other);
        QVERIFY(logout(world, tokens).ok());
        QTRY_VERIFY_WITH_TIMEOUT(log.has(sessionOf(tokens)), 1000);
    }

    void streamsEndWithTheService()
    {
        AuthWorld world(Engine::Sqlite);
        auto other = world.newInstance();
        RevocationLog log(*other);
        QVERIFY(!log.ended());
        other.reset();
        QVERIFY(log.ended());
    }

    void statusAsksTheDatabase_data() { addEngineRows(); }
    void statusAsksTheDatabase()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        QVERIFY(waitFor<Empty>([&](auto reply) { world.service.status({}, {}, reply); }).ok());
    }

    void statusOfADatabaseThatIsAway()
    {
        const FixedClock clock(AuthWorld::kStartMs);
        DbExecutor db(*DatabaseUrl::parse(u"postgresql://a:secret@127.0.0.1:1/none"_s), {});
        AuthService service(db, clock, AuthWorld::cheapOptions());
        const auto status = waitFor<Empty>([&](auto reply) { service.status({}, {}, reply); });
        QCOMPARE(status.error().code, ErrorCode::Unavailable);
        const auto prepared =
            prepareAuthDatabase(*DatabaseUrl::parse(u"postgresql://a:secret@127.0.0.1:1/none"_s));
        QCOMPARE(prepared.error().code, ErrorCode::Unavailable);
        QVERIFY(prepared.error().message.contains("127.0.0.1:1/none"_L1));
        QVERIFY(!prepared.error().message.contains("secret"_L1));
    }
};

QTEST_GUILESS_MAIN(TestAuthService)
#include "tst_authservice.moc"
