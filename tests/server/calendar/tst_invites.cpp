#include "server/proto/convert.h"
#include "shared/domain/invite.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <future>
#include <set>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::addEngineRows;
using hearth::tests::CalendarWorld;
using hearth::tests::ChangeLogbook;
using hearth::tests::countRows;
using hearth::tests::waitFor;
using shared::ErrorCode;
using shared::InviteState;
using shared::Result;
using shared::Role;

namespace {
constexpr qint64 kHourMs = 3600LL * 1000;

/// A calendar of ada's, and what people do with its invites.
struct Family : CalendarWorld {
    explicit Family(shared::Engine engine, const server::calendar::CalendarOptions &options = quickOptions())
        : CalendarWorld(engine, options)
    {
        calendarId = createCalendar(u"ada"_s, u"Family"_s, u"secret-word"_s)->id();
    }

    calendar::CreateInviteRequest invitation(Role role = Role::Editor, int uses = 1) const
    {
        calendar::CreateInviteRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_role(static_cast<int>(role));
        request.set_uses(uses);
        return request;
    }
    Result<calendar::CreatedInvite> invite(const QString &who, const calendar::CreateInviteRequest &request)
    {
        return waitFor<calendar::CreatedInvite>(
            [&](auto reply) { service().invites().createInvite(person(who), request, reply); });
    }
    std::string code(Role role = Role::Editor, int uses = 1)
    {
        return invite(u"ada"_s, invitation(role, uses))->code();
    }
    Result<calendar::JoinResponse> accept(const QString &who, const std::string &code)
    {
        return waitFor<calendar::JoinResponse>(
            [&](auto reply) { service().invites().acceptInvite(person(who), codeRequest(code), reply); });
    }
    Result<calendar::InvitePreview> look(const std::string &code)
    {
        return waitFor<calendar::InvitePreview>(
            [&](auto reply) { service().invites().lookAtInvite({}, codeRequest(code), reply); });
    }
    Result<calendar::InvitesResponse> list(const QString &who)
    {
        calendar::CalendarRequest request;
        request.mutable_calendar()->set_id(calendarId);
        return waitFor<calendar::InvitesResponse>(
            [&](auto reply) { service().invites().invites(person(who), request, reply); });
    }
    Result<calendar::Invite> revoke(const QString &who, const std::string &inviteId)
    {
        calendar::InviteRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_invite_id(inviteId);
        return waitFor<calendar::Invite>(
            [&](auto reply) { service().invites().revokeInvite(person(who), request, reply); });
    }
    static calendar::CodeRequest codeRequest(const std::string &code)
    {
        calendar::CodeRequest request;
        request.set_code(code);
        return request;
    }
    qint64 members() { return countRows(url(), u"members"_s); }

    std::string calendarId;
};

InviteState stateOf(const calendar::Invite &invite) { return static_cast<InviteState>(invite.state()); }
}

/// Invitations, and the people of a calendar who have no account.
class TestInvites : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void invitesAndAccepts_data() { addEngineRows(); }
    void invitesAndAccepts();
    void keepsNoCode_data() { addEngineRows(); }
    void keepsNoCode();
    void refusesBadInvites_data();
    void refusesBadInvites();
    void onlyOwnersInvite_data() { addEngineRows(); }
    void onlyOwnersInvite();
    void usedUpAndExpiredAndRevoked_data() { addEngineRows(); }
    void usedUpAndExpiredAndRevoked();
    void endsWithItsMaker_data() { addEngineRows(); }
    void endsWithItsMaker();
    void memberStaysWhatTheyAre_data() { addEngineRows(); }
    void memberStaysWhatTheyAre();
    void hundredAtOnceAreOneMember_data() { addEngineRows(); }
    void hundredAtOnceAreOneMember();
    void boundsOpenInvites();
    void housekeepingRemovesOldOnes_data() { addEngineRows(); }
    void housekeepingRemovesOldOnes();
    void listsPeople_data() { addEngineRows(); }
    void listsPeople();
    void peopleAreForEditors_data() { addEngineRows(); }
    void peopleAreForEditors();
};

void TestInvites::invitesAndAccepts()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    ChangeLogbook log(family.service());
    QTRY_VERIFY(log.greeted());
    auto request = family.invitation(Role::Viewer, 2);
    request.set_expires_in_ms(kHourMs);
    const auto created = family.invite(u"ada"_s, request);
    QVERIFY(created);
    QCOMPARE(created->invite().expires_ms(), CalendarWorld::kStartMs + kHourMs);
    QCOMPARE(created->invite().uses_left(), 2);
    QVERIFY(QRegularExpression(u"^[A-Za-z0-9_-]{22}$"_s)
                .match(QString::fromStdString(created->code()))
                .hasMatch());

    const auto preview = family.look(created->code());
    QVERIFY(preview);
    QCOMPARE(preview->calendar_name(), "Family");
    QCOMPARE(preview->invited_by(), "ada");
    QCOMPARE(preview->role(), static_cast<int>(Role::Viewer));
    QCOMPARE(preview->state(), static_cast<int>(InviteState::Open));
    QCOMPARE(preview->expires_ms(), created->invite().expires_ms());
    QVERIFY(!preview->time_zone().empty());

    const auto joined = family.accept(u"bob"_s, created->code());
    QVERIFY(joined);
    QVERIFY(!joined->already_member());
    QCOMPARE(joined->calendar().role(), static_cast<int>(Role::Viewer));
    QCOMPARE(joined->calendar().id(), family.calendarId);
    QTRY_VERIFY(!log.changes().isEmpty() && log.changes().last().seq == joined->calendar().seq());
    QCOMPARE(log.changes().last().kind, shared::ChangeKind::MemberJoined);
    QVERIFY(log.changes().last().data.contains("bob has joined Family"));
    QCOMPARE(family.list(u"ada"_s)->invites(0).uses_left(), 1);
}

void TestInvites::keepsNoCode()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    std::set<std::string> codes;
    for (int i = 0; i < 20; ++i)
        codes.insert(family.code());
    QCOMPARE(codes.size(), 20U);
    for (const std::string &code : codes)
        QCOMPARE(
            countRows(family.url(), u"invites WHERE code_hash = '%1'"_s.arg(QString::fromStdString(code))),
            0);
    QCOMPARE(countRows(family.url(), u"invites WHERE length(code_hash) = 64"_s), 20);
    QCOMPARE(family.list(u"ada"_s)->DebugString().find(*codes.begin()), std::string::npos);
}

void TestInvites::refusesBadInvites_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("uses");
    QTest::addColumn<qint64>("expiresIn");
    QTest::addColumn<QString>("expiresAt");
    QTest::newRow("no such role") << 4 << 1 << 0LL << QString();
    QTest::newRow("negative role") << -1 << 1 << 0LL << QString();
    QTest::newRow("too many uses") << 1 << 1001 << 0LL << QString();
    QTest::newRow("negative uses") << 1 << -1 << 0LL << QString();
    QTest::newRow("already over") << 1 << 1 << 0LL << u"2026-01-01T00:00:00Z"_s;
    QTest::newRow("not a time") << 1 << 1 << 0LL << u"tomorrow"_s;
    QTest::newRow("too long") << 1 << 1 << 367 * 24 * kHourMs << QString();
    QTest::newRow("negative") << 1 << 1 << -kHourMs << QString();
}

void TestInvites::refusesBadInvites()
{
    QFETCH(int, role);
    QFETCH(int, uses);
    QFETCH(qint64, expiresIn);
    QFETCH(QString, expiresAt);
    Family family(shared::Engine::Sqlite);
    auto request = family.invitation();
    request.set_role(role);
    request.set_uses(uses);
    request.set_expires_in_ms(expiresIn);
    request.set_expires_at(expiresAt.toStdString());
    QCOMPARE(family.invite(u"ada"_s, request).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(family.look("no code").error().reason, u"no_such_invite"_s);
    QCOMPARE(family.accept(u"bob"_s, "AAAAAAAAAAAAAAAAAAAAAA").error().code, ErrorCode::NotFound);
}

void TestInvites::onlyOwnersInvite()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto invite = family.invite(u"ada"_s, family.invitation(Role::Editor));
    QVERIFY(family.accept(u"editor"_s, invite->code()));
    for (const QString &who : {u"editor"_s, u"stranger"_s}) {
        QCOMPARE(family.invite(who, family.invitation(Role::Busy)).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.list(who).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.revoke(who, invite->invite().id()).error().code, ErrorCode::Forbidden);
    }
}

void TestInvites::usedUpAndExpiredAndRevoked()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto used = family.code();
    QVERIFY(family.accept(u"bob"_s, used));
    const auto again = family.accept(u"carl"_s, used);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
    QCOMPARE(again.error().reason, u"invite_used"_s);
    QCOMPARE(family.look(used)->state(), static_cast<int>(InviteState::Used));

    const auto revoked = family.invite(u"ada"_s, family.invitation());
    QCOMPARE(stateOf(*family.revoke(u"ada"_s, revoked->invite().id())), InviteState::Revoked);
    QCOMPARE(stateOf(*family.revoke(u"ada"_s, revoked->invite().id())), InviteState::Revoked);
    const auto refused = family.accept(u"carl"_s, revoked->code());
    QCOMPARE(refused.error().code, ErrorCode::Gone);
    QCOMPARE(refused.error().reason, u"invite_revoked"_s);
    QCOMPARE(family.revoke(u"ada"_s, "0123456789abcdef").error().code, ErrorCode::NotFound);

    const auto late = family.code(Role::Editor, 5);
    family.clock.advance(8 * 24 * kHourMs);
    const auto expired = family.accept(u"carl"_s, late);
    QCOMPARE(expired.error().code, ErrorCode::Gone);
    QCOMPARE(expired.error().reason, u"invite_expired"_s);
    QCOMPARE(family.members(), 2);
}

void TestInvites::endsWithItsMaker()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    QVERIFY(family.accept(u"bob"_s, family.code(Role::Owner)));
    const auto code = family.invite(u"bob"_s, family.invitation(Role::Owner))->code();
    QVERIFY(family.setRole(u"ada"_s, u"Family"_s, u"bob"_s, Role::Editor));
    QCOMPARE(family.look(code)->state(), static_cast<int>(InviteState::Revoked));
    QVERIFY(family.leave(u"ada"_s, u"Family"_s, u"bob"_s));
    QCOMPARE(family.accept(u"bob"_s, code).error().reason, u"invite_revoked"_s);
}

void TestInvites::memberStaysWhatTheyAre()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    QVERIFY(family.accept(u"bob"_s, family.code(Role::Editor)));
    const auto code = family.code(Role::Busy);
    const auto again = family.accept(u"bob"_s, code);
    QVERIFY(again);
    QVERIFY(again->already_member());
    QCOMPARE(again->calendar().role(), static_cast<int>(Role::Editor));
    QCOMPARE(family.accept(u"ada"_s, code)->calendar().role(), static_cast<int>(Role::Owner));
    const auto carl = family.accept(u"carl"_s, code);
    QVERIFY(carl);
    QCOMPARE(carl->calendar().role(), static_cast<int>(Role::Busy));
}

void TestInvites::hundredAtOnceAreOneMember()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    // Two instances, so that on PostgreSQL the database alone decides.
    const auto other = family.newInstance();
    const auto code = Family::codeRequest(family.code());
    std::atomic<int> joined = 0;
    std::atomic<int> used = 0;
    std::atomic<int> replies = 0;
    for (int i = 0; i < 100; ++i) {
        auto &service = engine == shared::Engine::PostgreSql && i % 2 ? *other : family.service();
        service.invites().acceptInvite(CalendarWorld::person(u"guest%1"_s.arg(i)), code,
                                       [&](const Result<calendar::JoinResponse> &result) {
                                           if (result)
                                               ++joined;
                                           else if (result.error().reason == u"invite_used"_s)
                                               ++used;
                                           ++replies;
                                       });
    }
    QTRY_COMPARE_WITH_TIMEOUT(replies.load(), 100, 30000);
    QCOMPARE(joined.load(), 1);
    QCOMPARE(used.load(), 99);
    QCOMPARE(family.members(), 2);
}

void TestInvites::boundsOpenInvites()
{
    Family family(shared::Engine::Sqlite);
    std::string last;
    for (int i = 0; i < 100; ++i)
        last = family.invite(u"ada"_s, family.invitation())->invite().id();
    QCOMPARE(family.invite(u"ada"_s, family.invitation()).error().reason, u"too_many_invites"_s);
    QVERIFY(family.revoke(u"ada"_s, last));
    QVERIFY(family.invite(u"ada"_s, family.invitation()));
}

void TestInvites::housekeepingRemovesOldOnes()
{
    FETCH_ENGINE(engine);
    auto options = CalendarWorld::quickOptions();
    options.housekeepingIntervalMs = 20;
    options.trashKeptMs = 30 * 24 * kHourMs;
    Family family(engine, options);
    const auto old = family.code();
    family.clock.advance(36 * 24 * kHourMs);
    const auto expired = family.invite(u"ada"_s, family.invitation());
    family.clock.advance(8 * 24 * kHourMs);
    QTRY_COMPARE(countRows(family.url(), u"invites"_s), 1);
    QCOMPARE(family.look(old).error().code, ErrorCode::NotFound);
    QCOMPARE(family.look(expired->code())->state(), static_cast<int>(InviteState::Expired));
}

void TestInvites::listsPeople()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    ChangeLogbook log(family.service());
    QTRY_VERIFY(log.greeted());
    auto &people = family.service().people();
    const auto caller = CalendarWorld::person(u"ada"_s);
    const auto add = [&](const char *name, const char *colour = "moss") {
        calendar::AddPersonRequest request;
        request.mutable_calendar()->set_id(family.calendarId);
        request.set_name(name);
        request.set_colour(colour);
        return waitFor<calendar::Person>([&](auto reply) { people.addPerson(caller, request, reply); });
    };
    const auto mia = add("Mia");
    QVERIFY(mia);
    const auto rex = add("  Rex ");
    QCOMPARE(rex->name(), "Rex");
    QCOMPARE(add("MIA").error().reason, u"name_taken"_s);
    QCOMPARE(add("").error().code, ErrorCode::InvalidArgument);
    QCOMPARE(add("Bo", "not a colour").error().code, ErrorCode::InvalidArgument);

    calendar::UpdatePersonRequest update;
    update.mutable_calendar()->set_id(family.calendarId);
    update.set_person_id(rex->id());
    update.set_name("Anton");
    update.set_if_version(mia->version());
    const auto change = [&] {
        return waitFor<calendar::Person>([&](auto reply) { people.updatePerson(caller, update, reply); });
    };
    QCOMPARE(change().error().code, ErrorCode::PreconditionFailed);
    update.set_if_version(rex->version());
    const auto anton = change();
    QCOMPARE(anton->name(), "Anton");
    QCOMPARE(anton->colour(), "moss");

    QTRY_VERIFY(!log.changes().isEmpty() && log.changes().last().seq == anton->version());
    QCOMPARE(log.changes().last().kind, shared::ChangeKind::CalendarUpdated);
    const auto data = QJsonDocument::fromJson(log.changes().last().data).object();
    QCOMPARE(data.value("changed"_L1).toArray(), QJsonArray{u"people"_s});
    QCOMPARE(data.value("people"_L1).toArray().first().toObject().value("name"_L1).toString(), u"Anton"_s);

    calendar::PersonRequest remove;
    remove.mutable_calendar()->set_id(family.calendarId);
    remove.set_person_id(mia->id());
    QVERIFY(waitFor<calendar::Empty>([&](auto reply) { people.removePerson(caller, remove, reply); }));
    QCOMPARE(waitFor<calendar::Empty>([&](auto reply) { people.removePerson(caller, remove, reply); })
                 .error()
                 .code,
             ErrorCode::NotFound);
    calendar::CalendarRequest request;
    request.mutable_calendar()->set_id(family.calendarId);
    const auto all =
        waitFor<calendar::PeopleResponse>([&](auto reply) { people.people(caller, request, reply); });
    QCOMPARE(all->people_size(), 1);
    QCOMPARE(all->people(0).SerializeAsString(), anton->SerializeAsString());
}

void TestInvites::peopleAreForEditors()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    QVERIFY(family.accept(u"viewer"_s, family.code(Role::Viewer)));
    QVERIFY(family.accept(u"busy"_s, family.code(Role::Busy)));
    auto &people = family.service().people();
    calendar::AddPersonRequest add;
    add.mutable_calendar()->set_id(family.calendarId);
    add.set_name("Mia");
    QVERIFY(waitFor<calendar::Person>(
        [&](auto reply) { people.addPerson(CalendarWorld::person(u"ada"_s), add, reply); }));
    add.set_name("Bo");
    calendar::CalendarRequest list;
    list.mutable_calendar()->set_id(family.calendarId);
    for (const auto &[who, reads] :
         {std::pair(u"viewer"_s, true), std::pair(u"busy"_s, false), std::pair(u"stranger"_s, false)}) {
        const auto caller = CalendarWorld::person(who);
        QCOMPARE(
            waitFor<calendar::Person>([&](auto reply) { people.addPerson(caller, add, reply); }).error().code,
            ErrorCode::Forbidden);
        QCOMPARE(
            waitFor<calendar::PeopleResponse>([&](auto reply) { people.people(caller, list, reply); }).ok(),
            reads);
    }
    QVERIFY(family.changes(u"viewer"_s, family.calendarId)->DebugString().find("Mia") != std::string::npos);
    QVERIFY(family.changes(u"busy"_s, family.calendarId)->DebugString().find("Mia") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestInvites)
#include "tst_invites.moc"
