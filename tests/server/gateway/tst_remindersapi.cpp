#include "server/proto/convert.h"
#include "tests/server/gateway/gatewayfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;

/// Reminders over HTTP, and what users are told over their sockets, with the services faked.
class TestRemindersApi : public LiveWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void tellsOnlyTheUser();
    void fillsGaps();
    void readsWhatABrokenStreamLeftOut();
    void resumes();
    void showsSettings();
    void refusesBadLists_data();
    void refusesBadLists();
    void claims();

private:
    QString path(const QString &rest) const { return u"/api/v1/calendars/"_s + m_family.toString() + rest; }
    FakeReminders &part() { return m_services->calendar.remindersPart; }
    void tell(const QString &who, qint64 number)
    {
        m_services->calendar.tell(id(who), number, u"reminder"_s, dataOf(number));
    }
    static QJsonObject dataOf(qint64 number) { return {{u"number"_s, number}}; }
    void setFired(const QString &who, const QList<qint64> &numbers, qint64 newest);
    static qint64 numberIn(const QJsonObject &frame)
    {
        return frame.value("data"_L1).toObject().value("number"_L1).toInteger();
    }
    QList<qint64> callsSince() const;
};

void TestRemindersApi::setFired(const QString &who, const QList<qint64> &numbers, qint64 newest)
{
    calendar::FiredResponse response;
    for (const qint64 number : numbers) {
        calendar::PersonalFrame &frame = *response.add_frames();
        frame.set_user_id(server::idBytes(id(who)));
        frame.set_number(number);
        frame.set_event("reminder");
        frame.set_data(QJsonDocument(dataOf(number)).toJson(QJsonDocument::Compact).toStdString());
    }
    response.set_number(newest);
    part().setAnswer("fired", response);
}

QList<qint64> TestRemindersApi::callsSince() const
{
    QList<qint64> since;
    const auto calls = m_services->calendar.remindersPart.calls();
    for (const auto &call : calls)
        if (call.method == "fired")
            since.append(call.as<calendar::FiredRequest>().since());
    return since;
}

void TestRemindersApi::tellsOnlyTheUser()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    m_services->calendar.setPersonalNumber(id(u"anna"_s), 4);
    LiveClient phone(*m_gateway, token(u"anna"_s));
    const QJsonObject greeting = phone.take(u"connect"_s);
    QCOMPARE(greeting.value("data"_L1).toObject().value("reminder_number"_L1).toInt(), 4);
    const auto laptop = client(u"anna"_s);
    const auto other = client(u"bert"_s);
    tell(u"anna"_s, 5);
    tell(u"anna"_s, 5);
    tell(u"anna"_s, 6);
    for (LiveClient *each : {&phone, laptop.get()}) {
        QCOMPARE(numberIn(each->take(u"reminder"_s)), 5);
        QCOMPARE(numberIn(each->take(u"reminder"_s)), 6);
        each->ask(u"message"_s, {{u"message"_s, u"x"_s}});
        QCOMPARE(each->count(u"reminder"_s), 0);
    }
    other->ask(u"message"_s, {{u"message"_s, u"x"_s}});
    QCOMPARE(other->count(u"reminder"_s), 0);
    QCOMPARE(callsSince(), QList<qint64>());
}

void TestRemindersApi::fillsGaps()
{
    const auto anna = client(u"anna"_s);
    setFired(u"anna"_s, {1, 2, 3}, 3);
    tell(u"anna"_s, 3);
    for (const qint64 number : {1, 2, 3})
        QCOMPARE(numberIn(anna->take(u"reminder"_s)), number);
    tell(u"anna"_s, 4);
    QCOMPARE(numberIn(anna->take(u"reminder"_s)), 4);
    QCOMPARE(callsSince(), QList<qint64>{0});
    QCOMPARE(anna->count(u"reminder"_s), 0);
}

void TestRemindersApi::readsWhatABrokenStreamLeftOut()
{
    const auto anna = client(u"anna"_s);
    tell(u"anna"_s, 1);
    QCOMPARE(numberIn(anna->take(u"reminder"_s)), 1);
    setFired(u"anna"_s, {2}, 2);
    m_services->calendar.endStreams();
    QCOMPARE(numberIn(anna->take(u"reminder"_s)), 2);
    QTRY_COMPARE(m_services->calendar.watchers(), 1);
    tell(u"anna"_s, 3);
    QCOMPARE(numberIn(anna->take(u"reminder"_s)), 3);
    QCOMPARE(callsSince(), QList<qint64>{1});
}

void TestRemindersApi::resumes()
{
    m_services->calendar.setPersonalNumber(id(u"anna"_s), 3);
    const auto anna = client(u"anna"_s);
    tell(u"anna"_s, 4);
    QCOMPARE(numberIn(anna->take(u"reminder"_s)), 4);
    setFired(u"anna"_s, {2, 3, 4}, 4);
    const QJsonObject answer = anna->ask(u"resume"_s, {{u"reminders_since"_s, 1}});
    QVERIFY(answer.value("ok"_L1).toBool());
    QCOMPARE(answer.value("data"_L1).toObject().value("reminder_number"_L1).toInt(), 4);
    QCOMPARE(numberIn(anna->take(u"reminder"_s)), 2);
    QCOMPARE(numberIn(anna->take(u"reminder"_s)), 3);
    tell(u"anna"_s, 5);
    QCOMPARE(numberIn(anna->take(u"reminder"_s)), 5);
    QCOMPARE(anna->count(u"reminder"_s), 0);
    QVERIFY(!anna->ask(u"resume"_s, {{u"reminders_since"_s, -1}}).value("ok"_L1).toBool());
    part().failWith(shared::Error{shared::ErrorCode::Unavailable, u"Away."_s});
    QVERIFY(!anna->ask(u"resume"_s, {{u"reminders_since"_s, 1}}).value("ok"_L1).toBool());
}

void TestRemindersApi::showsSettings()
{
    calendar::ReminderSettingsResponse settings;
    settings.mutable_defaults()->mutable_reminders()->add_minutes(10);
    settings.mutable_own()->mutable_all_day_reminders();
    settings.mutable_own()->set_muted(true);
    part().setAnswer("setSettings", settings);
    const HttpAnswer answer =
        m_gateway->send("PUT", path(u"/reminder-settings"_s),
                        {{u"all_day_reminders"_s, QJsonArray{}}, {u"muted"_s, true}}, token(u"anna"_s));
    QCOMPARE(answer.status, 200);
    const QJsonObject own = answer.json().value("own"_L1).toObject();
    QVERIFY(own.value("reminders"_L1).isNull());
    QCOMPARE(own.value("all_day_reminders"_L1), QJsonValue(QJsonArray()));
    QCOMPARE(answer.json().value("defaults"_L1).toObject().value("reminders"_L1).toArray(), QJsonArray{10});
    const auto asked = part().calls().last().as<calendar::SetReminderSettingsRequest>();
    QVERIFY(!asked.own().has_reminders());
    QVERIFY(asked.own().has_all_day_reminders() && asked.own().muted());
}

void TestRemindersApi::refusesBadLists_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::newRow("text") << QJsonObject{{u"reminders"_s, u"10"_s}};
    QTest::newRow("negative") << QJsonObject{{u"reminders"_s, QJsonArray{-5}}};
    QTest::newRow("half") << QJsonObject{{u"reminders"_s, QJsonArray{1.5}}};
    QTest::newRow("huge") << QJsonObject{{u"reminders"_s, QJsonArray{1e12}}};
    QTest::newRow("muted") << QJsonObject{{u"muted"_s, u"yes"_s}};
}

void TestRemindersApi::refusesBadLists()
{
    QFETCH(QJsonObject, body);
    const QString event = shared::newId<shared::EventId>(m_services->clock).toString();
    for (const QString &rest : {u"/reminder-settings"_s, u"/events/%1/reminders"_s.arg(event)})
        QCOMPARE(m_gateway->send("PUT", path(rest), body, token(u"anna"_s)).status, 400);
    QVERIFY(part().calls().isEmpty());
}

void TestRemindersApi::claims()
{
    const QString rest =
        u"/events/%1/claim"_s.arg(shared::newId<shared::EventId>(m_services->clock).toString());
    calendar::ReminderClaim claim;
    claim.set_username("anna");
    claim.set_occurrence("2027-01-01T09:00:00");
    part().setAnswer("claim", claim);
    const HttpAnswer got =
        m_gateway->send("POST", path(rest), {{u"occurrence"_s, u"2027-01-01T09:00:00"_s}}, token(u"anna"_s));
    QCOMPARE(got.status, 200);
    QCOMPARE(got.json().value("occurrence"_L1).toString(), u"2027-01-01T09:00:00"_s);
    const Fields fields{{"Authorization", "Bearer " + token(u"anna"_s)}};
    QCOMPARE(
        m_gateway->request("DELETE", path(rest + u"?occurrence=2027-01-01T09:00:00"_s), {}, fields).status,
        204);
    QCOMPARE(part().calls().last().as<calendar::ClaimRequest>().occurrence(), "2027-01-01T09:00:00");
    part().failWith(shared::Error{shared::ErrorCode::Conflict, u"bert has got it."_s, u"claimed"_s, 0,
                                  R"({"claimed_by":{"username":"bert"}})"});
    const HttpAnswer taken = m_gateway->send("POST", path(rest), {}, token(u"anna"_s));
    QCOMPARE(taken.status, 409);
    QCOMPARE(taken.json().value("claimed_by"_L1).toObject().value("username"_L1).toString(), u"bert"_s);
}

QTEST_GUILESS_MAIN(TestRemindersApi)
#include "tst_remindersapi.moc"
