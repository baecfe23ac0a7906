#include "server/proto/convert.h"
#include "shared/domain/invite.h"
#include "shared/domain/zonedtime.h"
#include "tests/server/gateway/gatewayfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using shared::ErrorCode;

/// Invitations and people without an account over HTTP, with the services faked.
class TestGroupsApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void createsInvites();
    void linksToThePublicAddress();
    void refusesBadInvites_data();
    void refusesBadInvites();
    void showsAndRevokesInvites();
    void looksAtInviteWithoutToken();
    void limitsLooks();
    void acceptsInvites();
    void keepsPeople();

private:
    void start(const server::gateway::GatewayOptions &options);
    QString path(const QString &rest) const { return u"/api/v1/calendars/"_s + m_family.toString() + rest; }
    template <class Request> Request lastOf(const ScriptedPart &part) const
    {
        return part.calls().last().as<Request>();
    }

    std::unique_ptr<FakeServices> m_services;
    std::unique_ptr<RunningGateway> m_gateway;
    shared::CalendarId m_family;
    QByteArray m_anna;
};

void TestGroupsApi::init() { start(RunningGateway::testOptions()); }

void TestGroupsApi::start(const server::gateway::GatewayOptions &options)
{
    m_gateway.reset();
    m_services = std::make_unique<FakeServices>();
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    const auto anna = m_services->auth.addUser(u"anna"_s, u"12345678"_s);
    m_anna = m_services->auth.token(u"anna"_s);
    m_family = m_services->calendar.addCalendar(u"Family"_s, anna, u"anna"_s);
}

void TestGroupsApi::cleanup()
{
    m_gateway.reset();
    m_services.reset();
}

void TestGroupsApi::createsInvites()
{
    auto &invites = m_services->calendar.invitesPart;
    calendar::CreatedInvite created;
    created.set_code("abcdefghijklmnopqrstuv");
    created.mutable_invite()->set_role(static_cast<int>(shared::Role::Viewer));
    created.mutable_invite()->set_uses(3);
    created.mutable_invite()->set_uses_left(3);
    invites.setAnswer("createInvite", created);
    const HttpAnswer answer =
        m_gateway->send("POST", path(u"/invites"_s),
                        {{u"role"_s, u"viewer"_s}, {u"expires_in"_s, 3600}, {u"uses"_s, 3}}, m_anna);
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.json().value("code"_L1).toString(), u"abcdefghijklmnopqrstuv"_s);
    QCOMPARE(answer.json().value("role"_L1).toString(), u"viewer"_s);
    QCOMPARE(answer.json().value("state"_L1).toString(), u"open"_s);
    QCOMPARE(answer.json().value("link"_L1).toString(),
             m_gateway->url(u"/invite/abcdefghijklmnopqrstuv"_s).toString());
    QCOMPARE(answer.field("Cache-Control"), "no-store"_ba);
    const auto request = lastOf<calendar::CreateInviteRequest>(invites);
    QCOMPARE(request.role(), static_cast<int>(shared::Role::Viewer));
    QCOMPARE(request.expires_in_ms(), 3'600'000);
    QCOMPARE(request.uses(), 3);
    QCOMPARE(request.calendar().id(), server::idBytes(m_family));
}

void TestGroupsApi::linksToThePublicAddress()
{
    auto options = RunningGateway::testOptions();
    options.publicUrl = u"https://calendar.example.org/hearth"_s;
    start(options);
    calendar::CreatedInvite created;
    created.set_code("abc");
    m_services->calendar.invitesPart.setAnswer("createInvite", created);
    const HttpAnswer answer =
        m_gateway->send("POST", path(u"/invites"_s), {{u"role"_s, u"editor"_s}}, m_anna);
    QCOMPARE(answer.json().value("link"_L1).toString(), u"https://calendar.example.org/hearth/invite/abc"_s);
}

void TestGroupsApi::refusesBadInvites_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::newRow("no role") << QJsonObject{};
    QTest::newRow("no such role") << QJsonObject{{u"role"_s, u"king"_s}};
    QTest::newRow("no use") << QJsonObject{{u"role"_s, u"busy"_s}, {u"uses"_s, 0}};
    QTest::newRow("too many uses") << QJsonObject{{u"role"_s, u"busy"_s}, {u"uses"_s, 1001}};
    QTest::newRow("no time") << QJsonObject{{u"role"_s, u"busy"_s}, {u"expires_in"_s, 0}};
    QTest::newRow("too long") << QJsonObject{{u"role"_s, u"busy"_s}, {u"expires_in"_s, 1e12}};
    QTest::newRow("two ends") << QJsonObject{
        {u"role"_s, u"busy"_s}, {u"expires_in"_s, 60}, {u"expires_at"_s, u"2027-01-01T00:00:00Z"_s}};
}

void TestGroupsApi::refusesBadInvites()
{
    QFETCH(QJsonObject, body);
    QCOMPARE(m_gateway->send("POST", path(u"/invites"_s), body, m_anna).status, 400);
    QVERIFY(m_services->calendar.invitesPart.calls().isEmpty());
}

void TestGroupsApi::showsAndRevokesInvites()
{
    auto &invites = m_services->calendar.invitesPart;
    const auto id = shared::newId<shared::InviteId>(m_services->clock);
    calendar::InvitesResponse response;
    auto &invite = *response.add_invites();
    invite.set_id(server::idBytes(id));
    invite.set_created_by_name("anna");
    invite.set_state(static_cast<int>(shared::InviteState::Revoked));
    invites.setAnswer("invites", response);
    invites.setAnswer("revokeInvite", invite);
    const QJsonArray list = m_gateway->get(path(u"/invites"_s), m_anna).json().value("invites"_L1).toArray();
    QCOMPARE(list.size(), 1);
    QCOMPARE(list.first().toObject().value("created_by"_L1).toString(), u"anna"_s);
    QVERIFY(!list.first().toObject().contains("code"_L1));
    const HttpAnswer revoked = m_gateway->send("DELETE", path(u"/invites/"_s + id.toString()), {}, m_anna);
    QCOMPARE(revoked.status, 200);
    QCOMPARE(revoked.json().value("state"_L1).toString(), u"revoked"_s);
    QCOMPARE(lastOf<calendar::InviteRequest>(invites).invite_id(), server::idBytes(id));
    QCOMPARE(m_gateway->send("DELETE", path(u"/invites/nonsense"_s), {}, m_anna).status, 404);
}

void TestGroupsApi::looksAtInviteWithoutToken()
{
    auto &invites = m_services->calendar.invitesPart;
    calendar::InvitePreview preview;
    preview.set_calendar_name("Family");
    preview.set_invited_by("anna");
    preview.set_role(static_cast<int>(shared::Role::Editor));
    preview.set_expires_ms(1'790'000'000'000);
    invites.setAnswer("lookAtInvite", preview);
    const HttpAnswer answer = m_gateway->get(u"/api/v1/invites/some-code"_s);
    QCOMPARE(answer.status, 200);
    const QJsonObject expected{{u"calendar_name"_s, u"Family"_s},
                               {u"invited_by"_s, u"anna"_s},
                               {u"role"_s, u"editor"_s},
                               {u"expires_at"_s, shared::formatUtc(1'790'000'000'000)},
                               {u"valid"_s, true},
                               {u"state"_s, u"open"_s}};
    QCOMPARE(answer.json(), expected);
    QCOMPARE(lastOf<calendar::CodeRequest>(invites).code(), "some-code");
}

void TestGroupsApi::limitsLooks()
{
    auto options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    options.inviteLimit = {2, 60};
    start(options);
    QCOMPARE(m_gateway->get(u"/api/v1/invites/a"_s).status, 200);
    QCOMPARE(m_gateway->get(u"/api/v1/invites/b"_s).status, 200);
    QCOMPARE(m_gateway->get(u"/api/v1/invites/c"_s).status, 429);
}

void TestGroupsApi::acceptsInvites()
{
    auto &invites = m_services->calendar.invitesPart;
    calendar::JoinResponse response;
    response.mutable_calendar()->set_name("Family");
    response.mutable_calendar()->set_id(server::idBytes(m_family));
    invites.setAnswer("acceptInvite", response);
    const QString path = u"/api/v1/invites/some-code/accept"_s;
    QCOMPARE(m_gateway->send("POST", path, {}).status, 401);
    const HttpAnswer answer = m_gateway->send("POST", path, {}, m_anna);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value("name"_L1).toString(), u"Family"_s);
    QCOMPARE(answer.json().value("already_member"_L1).toBool(true), false);
    invites.failWith(shared::Error{ErrorCode::Gone, u"It has expired."_s, u"invite_expired"_s});
    const HttpAnswer gone = m_gateway->send("POST", path, {}, m_anna);
    QCOMPARE(gone.status, 410);
    QCOMPARE(gone.json().value("message"_L1).toString(), u"It has expired."_s);
}

void TestGroupsApi::keepsPeople()
{
    auto &people = m_services->calendar.peoplePart;
    const auto id = shared::newId<shared::PersonId>(m_services->clock);
    calendar::Person mia;
    mia.set_id(server::idBytes(id));
    mia.set_name("Mia");
    mia.set_colour("moss");
    mia.set_version(7);
    calendar::PeopleResponse all;
    *all.add_people() = mia;
    for (const QByteArray &method : {"addPerson"_ba, "updatePerson"_ba})
        people.setAnswer(method, mia);
    people.setAnswer("people", all);
    const HttpAnswer added = m_gateway->send("POST", path(u"/people"_s),
                                             {{u"name"_s, u"Mia"_s}, {u"colour"_s, u"moss"_s}}, m_anna);
    QCOMPARE(added.status, 201);
    QCOMPARE(added.field("ETag"), "\"7\""_ba);
    QCOMPARE(lastOf<calendar::AddPersonRequest>(people).name(), "Mia");
    QCOMPARE(m_gateway->send("POST", path(u"/people"_s), {}, m_anna).status, 400);
    const QJsonArray list = m_gateway->get(path(u"/people"_s), m_anna).json().value("people"_L1).toArray();
    QCOMPARE(list.first().toObject(), added.json());
    const QString one = path(u"/people/"_s + id.toString());
    QCOMPARE(m_gateway->send("PATCH", one, {{u"colour"_s, u"sky"_s}}, m_anna, {{"If-Match", "\"7\""}}).status,
             200);
    const auto update = lastOf<calendar::UpdatePersonRequest>(people);
    QVERIFY(!update.has_name());
    QCOMPARE(update.colour(), "sky");
    QCOMPARE(update.if_version(), 7);
    QCOMPARE(m_gateway->send("DELETE", one, {}, m_anna).status, 204);
    QCOMPARE(lastOf<calendar::PersonRequest>(people).person_id(), server::idBytes(id));
}

QTEST_GUILESS_MAIN(TestGroupsApi)
#include "tst_groupsapi.moc"
