#include "server/proto/convert.h"
#include "tests/server/gateway/gatewayfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;

/// Conversation, polls and notices over HTTP and the WebSocket, with the services faked.
class TestConversationApi : public LiveWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void postsAndHears();
    void readsPages();
    void refusesBadMessages_data();
    void refusesBadMessages();
    void editsDeletesAndMarks();
    void tellsWhatIsUnread();
    void keepsBusyMembersOutOfTalk();
    void asksAnswersAndPicks();
    void refusesBadAnswers_data();
    void refusesBadAnswers();
    void listsNotices();

private:
    QString path(const QString &rest) const { return u"/api/v1/calendars/"_s + m_family.toString() + rest; }
    template <class Request> Request lastOf(const ScriptedPart &part) const
    {
        return part.calls().last().as<Request>();
    }
    template <class I> I newId() { return shared::newId<I>(m_services->clock); }
};

void TestConversationApi::postsAndHears()
{
    const auto live = client(u"anna"_s);
    QVERIFY(live);
    const auto event = newId<shared::EventId>();
    const QJsonObject body{{u"message"_s, u"Hello"_s},
                           {u"reply_to"_s, newId<shared::MessageId>().toString()},
                           {u"mentions"_s, QJsonArray{id(u"anna"_s).toString()}}};
    const HttpAnswer answer = m_gateway->send("POST", path(u"/events/%1/comments"_s.arg(event.toString())),
                                              body, token(u"anna"_s), {{"Idempotency-Key", "k"}});
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.json().value("message"_L1).toString(), u"Hello"_s);
    const QJsonObject heard = live->take(u"message"_s);
    QCOMPARE(heard.value("seq"_L1), answer.json().value("seq"_L1));
    const auto request = lastOf<calendar::PostMessageRequest>(m_services->calendar.messagesPart);
    QCOMPARE(request.event_id(), server::idBytes(event));
    QCOMPARE(request.mentions_size(), 1);
    QCOMPARE(request.reply_to().size(), 16U);
    QCOMPARE(request.idempotency_key(), "k");
    QCOMPARE(request.request_hash().size(), 32U);
    QVERIFY(live->ask(u"message"_s,
                      {{u"calendar_name"_s, u"Family"_s},
                       {u"message"_s, u"Hi"_s},
                       {u"event_id"_s, event.toString()}})
                .value("ok"_L1)
                .toBool());
    QCOMPARE(lastOf<calendar::PostMessageRequest>(m_services->calendar.messagesPart).event_id(),
             server::idBytes(event));
}

void TestConversationApi::readsPages()
{
    auto &messages = m_services->calendar.messagesPart;
    calendar::MessagesResponse response;
    for (const int seq : {9, 7}) {
        auto &message = *response.add_messages();
        message.set_seq(seq);
        message.set_data("{\"seq\":" + std::to_string(seq) + "}");
    }
    response.set_more(true);
    messages.setAnswer("messages", response);
    const HttpAnswer page = m_gateway->get(path(u"/messages?limit=2&event_id=none"_s), token(u"anna"_s));
    QCOMPARE(page.status, 200);
    QCOMPARE(page.json().value("messages"_L1).toArray().size(), 2);
    QCOMPARE(page.json().value("more"_L1).toBool(), true);
    QCOMPARE(page.json().value("next_cursor"_L1).toString(), u"7"_s);
    QVERIFY(lastOf<calendar::MessagesRequest>(messages).calendar_only());
    m_gateway->get(path(u"/messages?cursor=7"_s), token(u"anna"_s));
    QCOMPARE(lastOf<calendar::MessagesRequest>(messages).before(), 7);
    const HttpAnswer newer = m_gateway->get(path(u"/messages?after=3"_s), token(u"anna"_s));
    QCOMPARE(lastOf<calendar::MessagesRequest>(messages).after(), 3);
    QVERIFY(newer.json().value("next_cursor"_L1).isNull());
    const auto event = newId<shared::EventId>();
    m_gateway->get(path(u"/events/%1/comments"_s.arg(event.toString())), token(u"anna"_s));
    QCOMPARE(lastOf<calendar::MessagesRequest>(messages).event_id(), server::idBytes(event));
    for (const QString &bad : {u"?limit=0"_s, u"?limit=201"_s, u"?before=x"_s, u"?event_id=all"_s})
        QCOMPARE(m_gateway->get(path(u"/messages"_s + bad), token(u"anna"_s)).status, 400);
}

void TestConversationApi::refusesBadMessages_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::newRow("none") << QJsonObject{};
    QTest::newRow("empty") << QJsonObject{{u"message"_s, QString()}};
    QTest::newRow("too long") << QJsonObject{{u"message"_s, QString(10001, u'a')}};
    QTest::newRow("no text") << QJsonObject{{u"message"_s, 5}};
    QTest::newRow("bad event") << QJsonObject{{u"message"_s, u"a"_s}, {u"event_id"_s, u"x"_s}};
    QTest::newRow("bad reply") << QJsonObject{{u"message"_s, u"a"_s}, {u"reply_to"_s, 1}};
    QTest::newRow("bad mentions") << QJsonObject{{u"message"_s, u"a"_s}, {u"mentions"_s, u"anna"_s}};
    QTest::newRow("bad mention") << QJsonObject{{u"message"_s, u"a"_s},
                                                {u"mentions"_s, QJsonArray{u"anna"_s}}};
}

void TestConversationApi::refusesBadMessages()
{
    QFETCH(QJsonObject, body);
    QCOMPARE(m_gateway->send("POST", path(u"/messages"_s), body, token(u"anna"_s)).status, 400);
    QVERIFY(m_services->calendar.messagesPart.calls().isEmpty());
}

void TestConversationApi::editsDeletesAndMarks()
{
    auto &messages = m_services->calendar.messagesPart;
    calendar::Message message;
    message.set_data("{\"message\":\"b\"}");
    messages.setAnswer("editMessage", message);
    messages.setAnswer("deleteMessage", message);
    const auto messageId = newId<shared::MessageId>();
    const QString one = path(u"/messages/"_s + messageId.toString());
    QCOMPARE(m_gateway->send("PATCH", one, {{u"message"_s, u"b"_s}}, token(u"anna"_s))
                 .json()
                 .value("message"_L1)
                 .toString(),
             u"b"_s);
    QCOMPARE(lastOf<calendar::EditMessageRequest>(messages).message_id(), server::idBytes(messageId));
    QCOMPARE(m_gateway->send("DELETE", one, {}, token(u"anna"_s)).status, 200);
    QCOMPARE(lastOf<calendar::MessageRequest>(messages).message_id(), server::idBytes(messageId));
    QCOMPARE(m_gateway->send("PUT", path(u"/messages/read"_s), {{u"seq"_s, 8}}, token(u"anna"_s)).status,
             200);
    QCOMPARE(lastOf<calendar::MarkReadRequest>(messages).seq(), 8);
    QVERIFY(lastOf<calendar::MarkReadRequest>(messages).event_id().empty());
    QCOMPARE(m_gateway->send("PUT", path(u"/messages/read"_s), {}, token(u"anna"_s)).status, 400);
    const auto event = newId<shared::EventId>();
    m_gateway->send("PUT", path(u"/events/%1/comments/read"_s.arg(event.toString())), {{u"seq"_s, 9}},
                    token(u"anna"_s));
    QCOMPARE(lastOf<calendar::MarkReadRequest>(messages).event_id(), server::idBytes(event));
}

void TestConversationApi::tellsWhatIsUnread()
{
    calendar::UnreadResponse response;
    auto &conversation = *response.add_conversations();
    conversation.set_calendar_id(server::idBytes(m_family));
    conversation.set_unread(3);
    conversation.set_mentions(1);
    m_services->calendar.messagesPart.setAnswer("unread", response);
    const HttpAnswer answer = m_gateway->get(u"/api/v1/me/unread"_s, token(u"anna"_s));
    const QJsonObject expected{{u"calendar_id"_s, m_family.toString()}, {u"unread"_s, 3}, {u"mentions"_s, 1}};
    QCOMPARE(answer.json().value("conversations"_L1).toArray(), QJsonArray{expected});
}

void TestConversationApi::keepsBusyMembersOutOfTalk()
{
    m_services->calendar.addMember(m_family, id(u"ben"_s), u"ben"_s, shared::Role::Busy);
    m_services->calendar.addMember(m_family, id(u"carl"_s), u"carl"_s, shared::Role::Viewer);
    const auto anna = client(u"anna"_s);
    const auto ben = client(u"ben"_s);
    const auto carl = client(u"carl"_s);
    QVERIFY(anna && ben && carl);
    QVERIFY(anna->ask(u"message"_s, {{u"message"_s, u"from anna"_s}}).value("ok"_L1).toBool());
    QCOMPARE(carl->take(u"message"_s)["data"_L1]["message"_L1].toString(), u"from anna"_s);
    QVERIFY(ben->ask(u"message"_s, {{u"message"_s, u"from ben"_s}}).value("ok"_L1).toBool());
    // His own comes back to him; hers would have been before it.
    QCOMPARE(ben->take(u"message"_s)["data"_L1]["message"_L1].toString(), u"from ben"_s);
    QVERIFY(carl->ask(u"message"_s, {{u"message"_s, u"from carl"_s}}).value("ok"_L1).toBool());
    QCOMPARE(anna->take(u"message"_s)["data"_L1]["message"_L1].toString(), u"from anna"_s);
    QCOMPARE(anna->take(u"message"_s)["data"_L1]["message"_L1].toString(), u"from carl"_s);
}

void TestConversationApi::asksAnswersAndPicks()
{
    auto &polls = m_services->calendar.pollsPart;
    const auto pollId = newId<shared::PollId>();
    calendar::Poll poll;
    poll.set_id(server::idBytes(pollId));
    poll.set_version(5);
    poll.set_data("{\"title\":\"Hike\"}");
    for (const char *method : {"createPoll", "findPoll", "updatePoll", "answerPoll", "pickOption"})
        polls.setAnswer(method, poll);
    calendar::PollsResponse all;
    *all.add_polls() = poll;
    polls.setAnswer("polls", all);
    const QByteArray anna = token(u"anna"_s);
    const HttpAnswer made = m_gateway->send("POST", path(u"/polls"_s), {{u"title"_s, u"Hike"_s}}, anna);
    QCOMPARE(made.status, 201);
    QCOMPARE(made.field("ETag"), "\"5\""_ba);
    QVERIFY(made.field("Location").endsWith(pollId.toString().toLatin1()));
    QCOMPARE(m_gateway->get(path(u"/polls"_s), anna).json().value("polls"_L1).toArray().size(), 1);
    const QString one = path(u"/polls/"_s + pollId.toString());
    QCOMPARE(m_gateway->get(one, anna).json().value("title"_L1).toString(), u"Hike"_s);
    QCOMPARE(m_gateway->get(one, anna, {{"If-None-Match", "\"5\""}}).status, 304);
    m_gateway->send("PATCH", one, {{u"title"_s, u"Walk"_s}}, anna, {{"If-Match", "\"5\""}});
    QCOMPARE(lastOf<calendar::UpdatePollRequest>(polls).if_version(), 5);
    const QUuid option = shared::newUuid(m_services->clock);
    const QString optionText = option.toString(QUuid::WithoutBraces);
    QCOMPARE(m_gateway
                 ->send("PUT", one + u"/answer"_s,
                        {{u"answers"_s, QJsonObject{{optionText, u"if_need_be"_s}}}}, anna)
                 .status,
             200);
    const auto answers = lastOf<calendar::AnswerPollRequest>(polls);
    QCOMPARE(answers.answers(0).option_id(), server::uuidBytes(option));
    QCOMPARE(answers.answers(0).answer(), "if_need_be");
    QCOMPARE(m_gateway->send("POST", one + u"/pick"_s, {{u"option_id"_s, optionText}}, anna).status, 200);
    QCOMPARE(lastOf<calendar::PickOptionRequest>(polls).option_id(), server::uuidBytes(option));
    QCOMPARE(m_gateway->send("DELETE", one, {}, anna).status, 204);
    QCOMPARE(lastOf<calendar::PollRequest>(polls).poll_id(), server::idBytes(pollId));
}

void TestConversationApi::refusesBadAnswers_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("rest");
    QTest::addColumn<QJsonObject>("body");
    QTest::newRow("no answers") << u"PUT"_s << u"/answer"_s << QJsonObject{};
    QTest::newRow("no object") << u"PUT"_s << u"/answer"_s << QJsonObject{{u"answers"_s, u"yes"_s}};
    QTest::newRow("no id") << u"PUT"_s << u"/answer"_s
                           << QJsonObject{{u"answers"_s, QJsonObject{{u"first"_s, u"yes"_s}}}};
    QTest::newRow("no option") << u"POST"_s << u"/pick"_s << QJsonObject{};
    QTest::newRow("no option's id") << u"POST"_s << u"/pick"_s << QJsonObject{{u"option_id"_s, u"first"_s}};
}

void TestConversationApi::refusesBadAnswers()
{
    QFETCH(QString, method);
    QFETCH(QString, rest);
    QFETCH(QJsonObject, body);
    const QString one = path(u"/polls/"_s + newId<shared::PollId>().toString());
    QCOMPARE(m_gateway->send(method.toLatin1(), one + rest, body, token(u"anna"_s)).status, 400);
    QVERIFY(m_services->calendar.pollsPart.calls().isEmpty());
}

void TestConversationApi::listsNotices()
{
    auto &notices = m_services->calendar.noticesPart;
    calendar::NoticesResponse response;
    response.add_notices("{\"what\":\"created_event\"}");
    response.set_seq(12);
    notices.setAnswer("notices", response);
    const HttpAnswer answer = m_gateway->get(path(u"/notices?since=3&limit=20"_s), token(u"anna"_s));
    const QJsonObject expected{{u"notices"_s, QJsonArray{QJsonObject{{u"what"_s, u"created_event"_s}}}},
                               {u"seq"_s, 12},
                               {u"more"_s, false}};
    QCOMPARE(answer.json(), expected);
    QCOMPARE(lastOf<calendar::NoticesRequest>(notices).since(), 3);
    QCOMPARE(lastOf<calendar::NoticesRequest>(notices).limit(), 20);
    QCOMPARE(m_gateway->get(path(u"/notices?since=-1"_s), token(u"anna"_s)).status, 400);
}

QTEST_GUILESS_MAIN(TestConversationApi)
#include "tst_conversationapi.moc"
