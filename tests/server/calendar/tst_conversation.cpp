#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::addEngineRows;
using hearth::tests::CalendarWorld;
using hearth::tests::ChangeLogbook;
using hearth::tests::countRows;
using hearth::tests::waitFor;
using shared::ChangeKind;
using shared::ErrorCode;
using shared::Result;
using shared::Role;

namespace {
QJsonObject objectOf(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

ChangeKind lastKind(const ChangeLogbook &log)
{
    const auto changes = log.changes();
    return changes.isEmpty() ? ChangeKind::CalendarDeleted : changes.last().kind;
}

/// ada's calendar with an editor, a viewer and a busy member, and what they say.
struct Family : CalendarWorld {
    explicit Family(shared::Engine engine)
        : CalendarWorld(engine)
    {
        calendarId = createCalendar(u"ada"_s, u"Family"_s)->id();
        for (const QString &member : {u"bob"_s, u"viewer"_s, u"busy"_s})
            (void)join(member, u"Family"_s);
        (void)setRole(u"ada"_s, u"Family"_s, u"viewer"_s, Role::Viewer);
        (void)setRole(u"ada"_s, u"Family"_s, u"busy"_s, Role::Busy);
    }

    calendar::PostMessageRequest draftOf(const QString &text) const
    {
        calendar::PostMessageRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_text(text.toStdString());
        return request;
    }
    Result<calendar::PostMessageResponse> say(const QString &who, const calendar::PostMessageRequest &request)
    {
        return waitFor<calendar::PostMessageResponse>(
            [&](auto reply) { service().messages().post(person(who), request, reply); });
    }
    Result<calendar::PostMessageResponse> say(const QString &who, const QString &text)
    {
        return say(who, draftOf(text));
    }
    calendar::MessagesRequest page() const
    {
        calendar::MessagesRequest request;
        request.mutable_calendar()->set_id(calendarId);
        return request;
    }
    Result<calendar::MessagesResponse> list(const QString &who, const calendar::MessagesRequest &request)
    {
        return waitFor<calendar::MessagesResponse>(
            [&](auto reply) { service().messages().messages(person(who), request, reply); });
    }
    QStringList texts(const calendar::MessagesRequest &request)
    {
        QStringList found;
        const auto response = list(u"ada"_s, request);
        for (const calendar::Message &message : response->messages())
            found.append(objectOf(message.data()).value("message"_L1).toString());
        return found;
    }
    Result<calendar::Message> edit(const QString &who, const std::string &id, const QString &text)
    {
        calendar::EditMessageRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_message_id(id);
        request.set_text(text.toStdString());
        return waitFor<calendar::Message>(
            [&](auto reply) { service().messages().editMessage(person(who), request, reply); });
    }
    Result<calendar::Message> erase(const QString &who, const std::string &id)
    {
        calendar::MessageRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_message_id(id);
        return waitFor<calendar::Message>(
            [&](auto reply) { service().messages().deleteMessage(person(who), request, reply); });
    }
    Result<calendar::ReadMark> read(const QString &who, qint64 seq, const std::string &event = {})
    {
        calendar::MarkReadRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_event_id(event);
        request.set_seq(seq);
        return waitFor<calendar::ReadMark>(
            [&](auto reply) { service().messages().markRead(person(who), request, reply); });
    }
    calendar::UnreadResponse unread(const QString &who)
    {
        return *waitFor<calendar::UnreadResponse>(
            [&](auto reply) { service().messages().unread(person(who), {}, reply); });
    }

    std::string calendarId;
};
}

/// The conversation of a calendar and of its events.
class TestConversation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesBothWays_data() { addEngineRows(); }
    void pagesBothWays();
    void eventsHaveTheirOwn_data() { addEngineRows(); }
    void eventsHaveTheirOwn();
    void mentions_data() { addEngineRows(); }
    void mentions();
    void editsAndDeletes_data() { addEngineRows(); }
    void editsAndDeletes();
    void leavesNoTextBehind_data() { addEngineRows(); }
    void leavesNoTextBehind();
    void countsUnread_data() { addEngineRows(); }
    void countsUnread();
    void isNotForBusyMembers_data() { addEngineRows(); }
    void isNotForBusyMembers();
    void aKeyPostsOnce_data() { addEngineRows(); }
    void aKeyPostsOnce();
};

void TestConversation::pagesBothWays()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    QList<qint64> seqs;
    for (int i = 1; i <= 7; ++i)
        seqs.append(family.say(u"ada"_s, u"m%1"_s.arg(i))->change().seq());
    auto request = family.page();
    request.set_limit(3);
    QCOMPARE(family.texts(request), (QStringList{u"m7"_s, u"m6"_s, u"m5"_s}));
    QVERIFY(family.list(u"ada"_s, request)->more());
    request.set_before(seqs.at(4));
    QCOMPARE(family.texts(request), (QStringList{u"m4"_s, u"m3"_s, u"m2"_s}));
    request.set_before(seqs.at(1));
    QCOMPARE(family.texts(request), QStringList{u"m1"_s});
    QVERIFY(!family.list(u"ada"_s, request)->more());
    request.clear_before();
    request.set_after(seqs.at(1));
    QCOMPARE(family.texts(request), (QStringList{u"m5"_s, u"m4"_s, u"m3"_s}));
    QVERIFY(family.list(u"ada"_s, request)->more());
    request.set_after(seqs.at(4));
    QCOMPARE(family.texts(request), (QStringList{u"m7"_s, u"m6"_s}));
    QVERIFY(!family.list(u"ada"_s, request)->more());
    request.set_before(1);
    QCOMPARE(family.list(u"ada"_s, request).error().code, ErrorCode::InvalidArgument);
}

void TestConversation::eventsHaveTheirOwn()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto event = family.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(event);
    const auto first = family.say(u"bob"_s, u"hello"_s);
    auto comment = family.draftOf(u"I bring bread"_s);
    comment.set_event_id(event->id());
    const auto said = family.say(u"bob"_s, comment);
    QVERIFY(said);
    const QJsonObject data = objectOf(said->change().data());
    QCOMPARE(data.value("event_id"_L1).toString(),
             server::idFromBytes<shared::EventId>(event->id()).toString());
    auto all = family.page();
    QCOMPARE(family.texts(all), (QStringList{u"I bring bread"_s, u"hello"_s}));
    all.set_calendar_only(true);
    QCOMPARE(family.texts(all), QStringList{u"hello"_s});
    auto comments = family.page();
    comments.set_event_id(event->id());
    QCOMPARE(family.texts(comments), QStringList{u"I bring bread"_s});

    comment.set_reply_to(said->change().entity());
    QVERIFY(family.say(u"ada"_s, comment));
    comment.set_reply_to(first->change().entity());
    QCOMPARE(family.say(u"ada"_s, comment).error().reason, u"no_such_reply"_s);
    comment.clear_reply_to();
    comment.set_event_id(std::string(16, 'x'));
    QCOMPARE(family.say(u"ada"_s, comment).error().code, ErrorCode::NotFound);
    QVERIFY(family.deleteEvent(u"ada"_s, *event));
    comment.set_event_id(event->id());
    QCOMPARE(family.say(u"ada"_s, comment).error().code, ErrorCode::NotFound);
}

void TestConversation::mentions()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto namesIn = [&](const calendar::PostMessageRequest &request) {
        QStringList names;
        const auto said = family.say(u"ada"_s, request);
        const QJsonArray array = objectOf(said->change().data()).value("mentions"_L1).toArray();
        for (const QJsonValue &value : array)
            names.append(value["username"_L1].toString());
        return names;
    };
    QCOMPARE(namesIn(family.draftOf(u"Ask @Bob, or @viewer."_s)), (QStringList{u"bob"_s, u"viewer"_s}));
    QCOMPARE(namesIn(family.draftOf(u"mail me@bob.example, @nobody, @busy and @bobby"_s)), QStringList());
    auto request = family.draftOf(u"you and @bob"_s);
    request.add_mentions(server::idBytes(CalendarWorld::person(u"bob"_s).user));
    QCOMPARE(namesIn(request), QStringList{u"bob"_s});
    for (const QString &who : {u"busy"_s, u"stranger"_s}) {
        request.clear_mentions();
        request.add_mentions(server::idBytes(CalendarWorld::person(who).user));
        QCOMPARE(family.say(u"ada"_s, request).error().reason, u"mention_not_member"_s);
    }
}

void TestConversation::editsAndDeletes()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    ChangeLogbook log(family.service());
    QTRY_VERIFY(log.greeted());
    const std::string id = family.say(u"bob"_s, u"helo"_s)->change().entity();
    QCOMPARE(family.edit(u"ada"_s, id, u"hi"_s).error().code, ErrorCode::Forbidden);
    family.clock.advance(60'000);
    const auto edited = family.edit(u"bob"_s, id, u"hello @viewer"_s);
    QVERIFY(edited);
    QCOMPARE(objectOf(edited->data()).value("message"_L1).toString(), u"hello @viewer"_s);
    QVERIFY(objectOf(edited->data()).contains("edited_at"_L1));
    QCOMPARE(objectOf(edited->data()).value("mentions"_L1).toArray().size(), 1);
    QTRY_COMPARE(lastKind(log), ChangeKind::MessageUpdated);
    QCOMPARE(family.edit(u"bob"_s, id, u" "_s).error().code, ErrorCode::InvalidArgument);

    QCOMPARE(family.erase(u"viewer"_s, id).error().code, ErrorCode::Forbidden);
    const auto deleted = family.erase(u"ada"_s, id);
    QVERIFY(deleted);
    QCOMPARE(objectOf(deleted->data()).value("message"_L1).toString(), QString());
    QVERIFY(objectOf(deleted->data()).value("deleted"_L1).toBool());
    QTRY_COMPARE(lastKind(log), ChangeKind::MessageDeleted);
    QCOMPARE(family.edit(u"bob"_s, id, u"again"_s).error().code, ErrorCode::NotFound);
    QVERIFY(family.erase(u"bob"_s, id));
    QCOMPARE(family.texts(family.page()), QStringList{QString()});
    const auto seqs = log.of(family.calendarId);
    for (qsizetype i = 1; i < seqs.size(); ++i)
        QCOMPARE(seqs.at(i).seq, seqs.at(i - 1).seq + 1);
}

void TestConversation::leavesNoTextBehind()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto before = family.say(u"bob"_s, u"something else"_s);
    const std::string id = family.say(u"bob"_s, u"indiscreet words"_s)->change().entity();
    QVERIFY(family.edit(u"bob"_s, id, u"indiscreet words, again"_s));
    QVERIFY(family.erase(u"bob"_s, id));
    const std::string changes = family.changes(u"ada"_s, family.calendarId)->DebugString();
    QCOMPARE(changes.find("indiscreet"), std::string::npos);
    QVERIFY(changes.find("something else") != std::string::npos);
    QCOMPARE(countRows(family.url(), u"changes WHERE data LIKE '%indiscreet%'"_s), 0);
    QCOMPARE(countRows(family.url(), u"messages WHERE text LIKE '%indiscreet%'"_s), 0);
}

void TestConversation::countsUnread()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto event = family.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    const auto one = family.say(u"ada"_s, u"one"_s)->change();
    const auto two = family.say(u"ada"_s, u"two for @bob"_s)->change();
    auto comment = family.draftOf(u"three"_s);
    comment.set_event_id(event->id());
    QVERIFY(family.say(u"ada"_s, comment));
    QCOMPARE(family.unread(u"ada"_s).conversations_size(), 0);

    const auto find = [&](const std::string &conversation) {
        const auto response = family.unread(u"bob"_s);
        for (const auto &each : response.conversations()) {
            if (each.event_id() == conversation)
                return std::pair(each.unread(), each.mentions());
        }
        return std::pair(0, 0);
    };
    QCOMPARE(find({}), std::pair(2, 1));
    QCOMPARE(find(event->id()), std::pair(1, 0));
    QCOMPARE(family.read(u"bob"_s, one.seq())->seq(), one.seq());
    QCOMPARE(find({}), std::pair(1, 1));
    QCOMPARE(family.read(u"bob"_s, two.seq())->seq(), two.seq());
    QCOMPARE(family.read(u"bob"_s, one.seq())->seq(), two.seq());
    QCOMPARE(find({}), std::pair(0, 0));
    QVERIFY(family.read(u"bob"_s, 1'000'000, event->id())->seq() < 1'000'000);
    QCOMPARE(family.unread(u"bob"_s).conversations_size(), 0);
    QCOMPARE(family.read(u"bob"_s, 1, std::string(16, 'x')).error().code, ErrorCode::NotFound);

    family.clock.advance(1000);
    QVERIFY(family.join(u"late"_s, u"Family"_s));
    QCOMPARE(family.unread(u"late"_s).conversations_size(), 0);
    const auto last = family.say(u"viewer"_s, u"four"_s)->change();
    QCOMPARE(family.unread(u"late"_s).conversations(0).unread(), 1);
    QVERIFY(family.erase(u"viewer"_s, last.entity()));
    QCOMPARE(family.unread(u"late"_s).conversations_size(), 0);
}

void TestConversation::isNotForBusyMembers()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto said = family.say(u"viewer"_s, u"plain words"_s);
    QVERIFY(said);
    for (const QString &who : {u"busy"_s, u"stranger"_s}) {
        QCOMPARE(family.say(who, u"me, too"_s).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.list(who, family.page()).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.edit(who, said->change().entity(), u"x"_s).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.erase(who, said->change().entity()).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.read(who, 1).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.unread(who).conversations_size(), 0);
    }
    QCOMPARE(family.changes(u"busy"_s, family.calendarId)->DebugString().find("plain"), std::string::npos);
}

void TestConversation::aKeyPostsOnce()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    auto request = family.draftOf(u"once"_s);
    request.set_idempotency_key("k");
    request.set_request_hash("a");
    const auto first = family.say(u"bob"_s, request);
    QVERIFY(first);
    QCOMPARE(family.say(u"bob"_s, request)->SerializeAsString(), first->SerializeAsString());
    request.set_request_hash("b");
    QCOMPARE(family.say(u"bob"_s, request).error().code, ErrorCode::KeyReused);
    QCOMPARE(family.texts(family.page()), QStringList{u"once"_s});
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
