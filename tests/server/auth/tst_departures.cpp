#include "tests/server/auth/authworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using namespace hearth::server::auth;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
Result<Empty> begin(AuthWorld &world, const TokenResponse &caller,
                    const QString &password = AuthWorld::kPassword)
{
    BeginDeletionRequest request;
    request.set_password(password.toStdString());
    return waitFor<Empty>(
        [&](auto reply) { world.service.beginDeletion(AuthWorld::callOf(caller), request, reply); });
}

QStringList begun(AuthWorld &world)
{
    const auto users = waitFor<UsersResponse>([&](auto reply) { world.service.deletions({}, {}, reply); });
    QStringList names;
    for (const User &user : users->users())
        names.append(fromUtf8(user.username()));
    return names;
}

DeletionRequest deletionOf(const TokenResponse &user)
{
    DeletionRequest request;
    request.set_user_id(user.user().id());
    return request;
}

Result<Empty> finish(AuthWorld &world, const TokenResponse &user)
{
    return waitFor<Empty>([&](auto reply) { world.service.finishDeletion({}, deletionOf(user), reply); });
}

Result<Empty> cancel(AuthWorld &world, const TokenResponse &user)
{
    return waitFor<Empty>([&](auto reply) { world.service.cancelDeletion({}, deletionOf(user), reply); });
}

SessionId sessionOf(const TokenResponse &tokens) { return idFromBytes<SessionId>(tokens.session_id()); }

Result<CreateAppPasswordResponse> newAppPassword(AuthWorld &world, const TokenResponse &caller)
{
    CreateAppPasswordRequest request;
    request.set_name("Phone");
    return waitFor<CreateAppPasswordResponse>(
        [&](auto reply) { world.service.createAppPassword(AuthWorld::callOf(caller), request, reply); });
}

bool counts(AuthWorld &world, const QString &username, const std::string &password)
{
    VerifyAppPasswordRequest request;
    request.set_username(username.toStdString());
    request.set_password(password);
    return waitFor<VerifyAppPasswordResponse>(
               [&](auto reply) { world.service.verifyAppPassword({}, request, reply); })
        .ok();
}
}

class TestDepartures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginEndsEverythingThatLetsIn_data() { addEngineRows(); }
    void beginEndsEverythingThatLetsIn()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        const auto second = world.login(u"anna"_s);
        const TokenResponse ben = world.newSession(u"ben"_s);
        const auto phone = newAppPassword(world, anna);
        const RevocationLog log(world.service);
        QVERIFY(begin(world, anna).ok());
        QCOMPARE(begun(world), QStringList{u"anna"_s});
        QVERIFY(log.has(sessionOf(anna)));
        QVERIFY(log.has(sessionOf(*second)));
        QVERIFY(log.has(idFromBytes<SessionId>(phone->app_password().id())));
        QVERIFY(!log.has(sessionOf(ben)));
        QVERIFY(!counts(world, u"anna"_s, phone->password()));
        QCOMPARE(world.refresh(second->refresh_token()).error().code, ErrorCode::Unauthenticated);
        QCOMPARE(world.login(u"anna"_s).error().reason, u"wrong_credentials"_s);
        QCOMPARE(begin(world, anna).error().code, ErrorCode::Unauthenticated); // its session has ended
        QCOMPARE(world.registerUser(u"anna"_s).error().code, ErrorCode::Conflict); // not free yet
        QVERIFY(world.login(u"ben"_s).ok());
    }

    void beginWantsThePassword_data() { addEngineRows(); }
    void beginWantsThePassword()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        const auto refused = begin(world, anna, u"wrong password"_s);
        QCOMPARE(refused.error().code, ErrorCode::Forbidden);
        QCOMPARE(refused.error().reason, u"wrong_credentials"_s);
        QCOMPARE(begin(world, {}).error().code, ErrorCode::Unauthenticated);
        QVERIFY(begun(world).isEmpty());
        QVERIFY(world.login(u"anna"_s).ok());
    }

    void finishFreesTheName_data() { addEngineRows(); }
    void finishFreesTheName()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"Anna"_s);
        QVERIFY(begin(world, anna).ok());
        QVERIFY(finish(world, anna).ok());
        QVERIFY(finish(world, anna).ok()); // again
        QVERIFY(begun(world).isEmpty());
        const auto again = world.registerUser(u"anna"_s);
        QVERIFY(again.ok());
        QVERIFY(again->user().id() != anna.user().id());
        // The tokens of the one who has gone are still known as ended.
        const RevocationLog log(world.service);
        QTRY_VERIFY(log.has(sessionOf(anna)));
    }

    void finishRemovesParticipation_data() { addEngineRows(); }
    void finishRemovesParticipation()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        const TokenResponse ben = world.newSession(u"ben"_s);
        AddParticipantsRequest request;
        request.set_saga_id(uuidBytes(newUuid(world.clock)));
        request.set_event_id(uuidBytes(newUuid(world.clock)));
        request.set_calendar_id(uuidBytes(newUuid(world.clock)));
        request.add_user_ids(anna.user().id());
        request.add_user_ids(ben.user().id());
        QVERIFY(waitFor<Empty>([&](auto reply) { world.service.addParticipants({}, request, reply); }).ok());
        QVERIFY(begin(world, anna).ok());
        QVERIFY(finish(world, anna).ok());
        ParticipantsRequest question;
        question.set_event_id(request.event_id());
        const auto left = waitFor<ParticipantsResponse>(
            [&](auto reply) { world.service.participants({}, question, reply); });
        QCOMPARE(left->user_ids_size(), 1);
        QCOMPARE(left->user_ids(0), ben.user().id());
    }

    void finishWantsAMark_data() { addEngineRows(); }
    void finishWantsAMark()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        QCOMPARE(finish(world, anna).error().code, ErrorCode::Conflict);
        QVERIFY(world.login(u"anna"_s).ok());
    }

    void cancelLetsInAgain_data() { addEngineRows(); }
    void cancelLetsInAgain()
    {
        FETCH_ENGINE(engine)
        AuthWorld world(engine);
        const TokenResponse anna = world.newSession(u"anna"_s);
        QVERIFY(begin(world, anna).ok());
        QVERIFY(cancel(world, anna).ok());
        QVERIFY(cancel(world, anna).ok());
        QVERIFY(begun(world).isEmpty());
        const auto tokens = world.login(u"anna"_s);
        QVERIFY(tokens.ok());
        QCOMPARE(tokens->user().id(), anna.user().id());
        QCOMPARE(finish(world, anna).error().code, ErrorCode::Conflict);
    }

    void otherInstancesTellOfTheEnd()
    {
        REQUIRE_ENGINE(Engine::PostgreSql)
        AuthWorld world(Engine::PostgreSql);
        const TokenResponse anna = world.newSession(u"anna"_s);
        const auto other = world.newInstance();
        const RevocationLog log(*other);
        QVERIFY(begin(world, anna).ok());
        QVERIFY(finish(world, anna).ok());
        QTRY_VERIFY(log.has(sessionOf(anna)));
    }
};

QTEST_GUILESS_MAIN(TestDepartures)
#include "tst_departures.moc"
