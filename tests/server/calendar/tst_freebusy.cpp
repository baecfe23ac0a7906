#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using server::fromUtf8;
using shared::ErrorCode;
using shared::Role;

namespace {
QString clock(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"dd'T'HH:mm"_s); }

/// "01T10:00-11:00": of one month; tentative ones end in '?'.
QStringList texts(const calendar::BusyTimesResponse &response, const QString &member = {})
{
    auto periods = response.periods();
    for (const auto &each : response.members())
        if (fromUtf8(each.username()) == member)
            periods = each.periods();
    QStringList out;
    for (const auto &each : periods)
        out.append(clock(each.start_ms()) + u'-' + clock(each.end_ms()).sliced(3)
                   + (each.tentative() ? u"?"_s : QString()));
    return out;
}

QJsonObject with(QJsonObject draft, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it)
        draft.insert(it.key(), it.value());
    return draft;
}

QJsonObject who(const QStringList &names, const QString &answer = {})
{
    QJsonArray participants;
    for (const QString &name : names) {
        QJsonObject each{{u"user_id"_s, CalendarWorld::person(name).user.toString()}, {u"name"_s, name}};
        if (!answer.isEmpty())
            each.insert(u"answer"_s, answer);
        participants.append(each);
    }
    return {{u"participants"_s, participants}};
}

/// A family of three, of whom cleo sees busy times only; ada has a room of her own, too.
struct Family {
    explicit Family(shared::Engine engine)
        : world(engine)
    {
        home = *world.createCalendar(u"ada"_s, u"Family"_s);
        own = *world.createCalendar(u"ada"_s, u"Work"_s);
        for (const QString &name : {u"bob"_s, u"cleo"_s})
            if (!world.join(name, u"Family"_s))
                qFatal("nobody can join");
        if (!world.setRole(u"ada"_s, u"Family"_s, u"cleo"_s, Role::Busy))
            qFatal("the role can't be set");
    }
    void add(const QString &room, const QJsonObject &draft, const QString &by = u"ada"_s)
    {
        const auto made = world.createEvent(by, room, draft);
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
    }
    shared::Result<calendar::BusyTimesResponse>
    members(const QString &asker, const QString &from = u"2027-06-01"_s, const QString &to = u"2027-06-05"_s)
    {
        calendar::BusyOfMembersRequest request;
        request.mutable_calendar()->set_id(home.id());
        request.set_from(from.toStdString());
        request.set_to(to.toStdString());
        return tests::waitFor<calendar::BusyTimesResponse>([&](auto reply) {
            world.service().objects().busyOfMembers(CalendarWorld::person(asker), request, reply);
        });
    }
    shared::Result<calendar::BusyTimesResponse> calendars(const QString &asker,
                                                          const QList<std::string> &ids = {})
    {
        calendar::BusyOfCalendarsRequest request;
        for (const std::string &id : ids)
            request.add_calendar_ids(id);
        request.set_from("2027-06-01T00:00:00Z");
        request.set_to("2027-06-05T00:00:00Z");
        return tests::waitFor<calendar::BusyTimesResponse>([&](auto reply) {
            world.service().objects().busyOfCalendars(CalendarWorld::person(asker), request, reply);
        });
    }

    CalendarWorld world;
    calendar::Calendar home;
    calendar::Calendar own;
};
}

/// When people are busy, for finding a time: whose times count, and for whom.
class TestFreeBusy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhoTakesPart_data() { hearth::tests::addEngineRows(); }
    void countsWhoTakesPart();
    void leavesOutWhatTakesNoTime_data() { hearth::tests::addEngineRows(); }
    void leavesOutWhatTakesNoTime();
    void expandsSeries_data() { hearth::tests::addEngineRows(); }
    void expandsSeries();
    void countsWhatTheAskerMaySee_data() { hearth::tests::addEngineRows(); }
    void countsWhatTheAskerMaySee();
    void saysNoMoreThanWhen_data() { hearth::tests::addEngineRows(); }
    void saysNoMoreThanWhen();
    void refusesOthers_data() { hearth::tests::addEngineRows(); }
    void refusesOthers();
};

void TestFreeBusy::countsWhoTakesPart()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    family.add(u"Family"_s, CalendarWorld::draft(u"Alone"_s, 8));
    family.add(u"Family"_s, with(CalendarWorld::draft(u"Both"_s, 10), who({u"ada"_s, u"bob"_s})));
    family.add(u"Family"_s, with(CalendarWorld::draft(u"Bob's"_s, 11), who({u"bob"_s})));
    family.add(u"Family"_s, with(CalendarWorld::draft(u"Not bob"_s, 14), who({u"bob"_s}, u"no"_s)));
    family.add(u"Family"_s,
               with(CalendarWorld::draft(u"A child's"_s, 16),
                    {{u"participants"_s, QJsonArray{QJsonObject{{u"name"_s, u"Leo"_s}}}}}));
    const auto busy = family.members(u"ada"_s);
    QVERIFY(busy);
    QCOMPARE(busy->members_size(), 3);
    QCOMPARE(texts(*busy, u"ada"_s), (QStringList{u"01T08:00-09:00"_s, u"01T10:00-11:00"_s}));
    QCOMPARE(texts(*busy, u"bob"_s), QStringList{u"01T10:00-12:00"_s});
    QCOMPARE(texts(*busy, u"cleo"_s), QStringList());
}

void TestFreeBusy::leavesOutWhatTakesNoTime()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    family.add(u"Family"_s,
               with(CalendarWorld::draft(u"Free"_s, 8), {{u"transparency"_s, u"transparent"_s}}));
    family.add(u"Family"_s, with(CalendarWorld::draft(u"Off"_s, 9), {{u"status"_s, u"cancelled"_s}}));
    family.add(u"Family"_s, with(CalendarWorld::draft(u"Perhaps"_s, 10), {{u"status"_s, u"tentative"_s}}));
    QCOMPARE(texts(*family.members(u"bob"_s), u"ada"_s), QStringList{u"01T10:00-11:00?"_s});
    QCOMPARE(texts(*family.calendars(u"bob"_s)), QStringList{u"01T10:00-11:00?"_s});
}

void TestFreeBusy::expandsSeries()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    family.add(
        u"Family"_s,
        with(CalendarWorld::draft(u"Daily"_s, 8), {{u"recurrence"_s, QJsonArray{u"RRULE:FREQ=DAILY"_s}}}));
    const QStringList expected{u"01T08:00-09:00"_s, u"02T08:00-09:00"_s, u"03T08:00-09:00"_s,
                               u"04T08:00-09:00"_s};
    QCOMPARE(texts(*family.members(u"ada"_s), u"ada"_s), expected);
    // Cut to the window.
    QCOMPARE(texts(*family.members(u"ada"_s, u"2027-06-01T08:30:00Z"_s, u"2027-06-02T08:15:00Z"_s), u"ada"_s),
             (QStringList{u"01T08:30-09:00"_s, u"02T08:00-08:15"_s}));
}

void TestFreeBusy::countsWhatTheAskerMaySee()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    family.add(u"Work"_s, CalendarWorld::draft(u"Meeting"_s, 9));
    family.add(u"Family"_s, CalendarWorld::draft(u"Lunch"_s, 12));
    QCOMPARE(texts(*family.members(u"ada"_s), u"ada"_s),
             (QStringList{u"01T09:00-10:00"_s, u"01T12:00-13:00"_s}));
    QCOMPARE(texts(*family.members(u"bob"_s), u"ada"_s), QStringList{u"01T12:00-13:00"_s});
    QCOMPARE(texts(*family.calendars(u"ada"_s)), (QStringList{u"01T09:00-10:00"_s, u"01T12:00-13:00"_s}));
    QCOMPARE(texts(*family.calendars(u"ada"_s, {family.own.id()})), QStringList{u"01T09:00-10:00"_s});
    QCOMPARE(family.calendars(u"bob"_s, {family.home.id(), family.own.id()}).error().code,
             ErrorCode::Forbidden);
}

void TestFreeBusy::saysNoMoreThanWhen()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    family.add(u"Family"_s,
               with(CalendarWorld::draft(u"Surprise"_s, 9),
                    {{u"visibility"_s, u"private"_s}, {u"location"_s, u"Cellar"_s}}));
    for (const QString &asker : {u"bob"_s, u"cleo"_s}) {
        const auto busy = family.members(asker);
        QCOMPARE(texts(*busy, u"ada"_s), QStringList{u"01T09:00-10:00"_s});
        QCOMPARE(texts(*family.calendars(asker)), QStringList{u"01T09:00-10:00"_s});
        const std::string all = busy->ShortDebugString();
        QVERIFY(all.find("Surprise") == std::string::npos && all.find("Cellar") == std::string::npos);
    }
}

void TestFreeBusy::refusesOthers()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    QCOMPARE(family.members(u"zoe"_s).error().code, ErrorCode::Forbidden);
    QCOMPARE(family.members(u"ada"_s, u"2027-06-05"_s, u"2027-06-01"_s).error().reason, u"empty_range"_s);
    QCOMPARE(family.members(u"ada"_s, u"2027-06-01"_s, u"2029-06-01"_s).error().reason, u"window_too_long"_s);
    QCOMPARE(family.members(u"ada"_s, QString()).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(family.members(u"ada"_s, u"soon"_s).error().code, ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestFreeBusy)
#include "tst_freebusy.moc"
