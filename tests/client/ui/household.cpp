#include "tests/client/ui/household.h"

#include <QTimer>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using client::ConnectionState;
using client::EventItem;
using client::Occurrence;

namespace {
const QStringList kPeople{u"Ben"_s, u"Ana"_s, u"Cleo"_s, u"Dan"_s, u"Rosa"_s};

QUuid idOf(const QString &text) { return QUuid::createUuidV5(QUuid(), text); }
}

FakeWorkspace::FakeWorkspace(December &december)
    : m_december(december)
{
    state.kind = ConnectionState::Kind::Live;
    state.server = u"ben-desktop"_s;
    nameEverything();
    invitePeople();
    m_conversations.setSelf(m_members.membersOf(december.calendars.calendars().first().id).first().user);
    people.nowMs = december.clock.nowMs();
}

void FakeWorkspace::nameEverything()
{
    QList<EventItem> named;
    for (const Occurrence &occurrence :
         m_december.index.occurrences(QDate(2026, 11, 1), QDate(2027, 1, 31))) {
        EventItem item = *occurrence.event;
        item.calendarName = m_december.calendars.find(item.calendar)->name;
        item.createdByName = u"Ana"_s;
        item.version = 1;
        if (item.name == "Dinner with Oma"_L1) {
            item.description = u"at home, big table"_s;
            item.reminders = {60, 24 * 60};
            const QList<shared::Answer> answers{shared::Answer::Yes, shared::Answer::Yes,
                                                shared::Answer::Maybe, shared::Answer::None,
                                                shared::Answer::Yes};
            for (int i = 0; i < item.participants.size(); ++i)
                item.participants[i].answer = answers.value(i);
            item.updatedByName = u"Ana"_s;
            item.updatedMs = m_december.clock.nowMs() - 150 * 60'000;
        }
        named.append(item);
    }
    m_december.index.replaceAll(named);
}

void FakeWorkspace::invitePeople()
{
    QList<shared::Member> members;
    for (const QString &name : kPeople) {
        shared::Member member;
        member.user = shared::UserId{idOf(name)};
        member.username = name;
        member.role = name == "Ben"_L1 ? shared::Role::Owner : shared::Role::Editor;
        members.append(member);
    }
    m_members.setSelf(members.first().user);
    for (const shared::Calendar &calendar : m_december.calendars.calendars())
        m_members.setMembers(calendar.id, members);
    m_members.setOnline({u"Ana"_s, u"Ben"_s, u"Cleo"_s});
}

void FakeWorkspace::finish(const QString &call, const Finished &finished)
{
    calls.append(call);
    QTimer::singleShot(0, this, [finished, outcome = answer] { finished(outcome); });
}

void FakeWorkspace::createCalendar(const QString &name, const QString &password, const QString &colour,
                                   Finished finished)
{
    finish(u"create %1 %2 %3"_s.arg(name, password, colour), finished);
}

void FakeWorkspace::joinCalendar(const QString &name, const QString &password, Finished finished)
{
    finish(u"join %1 %2"_s.arg(name, password), finished);
}

void FakeWorkspace::leaveCalendar(shared::CalendarId, Finished finished) { finish(u"leave"_s, finished); }

void FakeWorkspace::updateCalendar(shared::CalendarId, const QString &name, const QString &colour,
                                   Finished finished)
{
    finish(u"update %1 %2"_s.arg(name, colour), finished);
}

void FakeWorkspace::deleteCalendar(shared::CalendarId, Finished finished) { finish(u"delete"_s, finished); }

void FakeWorkspace::removeMember(shared::CalendarId, shared::UserId, Finished finished)
{
    finish(u"remove member"_s, finished);
}

void FakeWorkspace::signOut(Finished finished) { finish(u"sign out"_s, finished); }

void FakeWorkspace::resolveConflict(shared::EventId event, bool keepMine)
{
    calls.append(keepMine ? u"keep mine"_s : u"keep theirs"_s);
    EventItem item = *m_december.index.find(event);
    if (!keepMine && m_other)
        static_cast<shared::Event &>(item) = *m_other;
    item.conflict = false;
    m_other.reset();
    m_december.index.put(item);
}

std::optional<shared::Event> FakeWorkspace::otherVersion(shared::EventId event) const
{
    return m_other && m_other->id == event ? m_other : std::nullopt;
}

void FakeWorkspace::reply(shared::EventId, const client::Reply &reply, Finished finished)
{
    finish(u"reply %1 %2%3"_s.arg(shared::answerName(reply.answer), reply.comment,
                                  reply.proposal ? u" other time"_s : QString()),
           finished);
}

void FakeWorkspace::settleProposal(shared::EventId, shared::UserId, bool accept, Finished finished)
{
    finish(accept ? u"accept proposal"_s : u"decline proposal"_s, finished);
}

void FakeWorkspace::say(const QString &who, const QDateTime &at, const QString &text, shared::EventId about)
{
    shared::Message message;
    message.id = shared::MessageId{idOf(text)};
    message.calendar = m_december.calendars.calendars().first().id;
    message.event = about;
    message.seq = said.kept.size() + 1;
    message.user = shared::UserId{idOf(who)};
    message.username = who;
    message.text = text;
    message.atMs = at.toMSecsSinceEpoch();
    if (text.contains("@Ben"_L1))
        message.mentions = {{m_conversations.self(), u"Ben"_s}};
    said.kept.append(message);
}

void FakeWorkspace::talk()
{
    const auto at = [this](int day, int hour, int minute) {
        return QDateTime(QDate(2026, 12, day), QTime(hour, minute), m_december.index.zone());
    };
    const shared::EventId dinner = m_december.event(u"Dinner with Oma"_s, 10);
    say(u"Cleo"_s, at(7, 16, 48), u"Piano went well!"_s);
    say(u"Ben"_s, at(8, 18, 5), u"Back from Hamburg at nine. Leave me some soup?"_s);
    say(u"Ana"_s, at(8, 18, 9), u"There’s a pot on the stove."_s);
    say(u"Ana"_s, at(8, 21, 14), u"I’ll make the goulash. Can someone bring bread?"_s, dinner);
    say(u"Rosa"_s, at(9, 8, 40), u"My train gets in at 15:12 tomorrow. Who picks me up, @Ben?"_s);
    say(u"Ben"_s, at(9, 8, 44), u"I do! I put it in the calendar."_s);
    say(u"Cleo"_s, at(9, 10, 2), u"Might be late, I’m at Lena’s till 19:15."_s, dinner);
    say(u"Dan"_s, at(9, 10, 31), u"Can Finn come to the Christmas market?"_s);
    const shared::CalendarId family = m_december.calendars.calendars().first().id;
    said.unread = {{{family, {}}, 1, 0}, {{family, dinner}, 1, 0}};
    m_conversations.setOnline(true);
}

void FakeWorkspace::ask()
{
    const QTimeZone zone = m_december.index.zone();
    client::Poll hike;
    hike.id = shared::PollId{idOf(u"hike"_s)};
    hike.calendar = m_december.calendars.calendars().first().id;
    hike.title = u"Hike with the Bergs"_s;
    hike.location = u"Hills"_s;
    hike.createdBy = u"Ana"_s;
    hike.answered = {u"Ana"_s, u"Cleo"_s};
    for (const int day : {19, 20, 27}) {
        client::PollOption option;
        option.id = idOf(QString::number(day));
        option.start = shared::fromWall(QDateTime(QDate(2026, 12, day), QTime(10, 0), Qt::UTC), zone);
        option.end = shared::fromWall(QDateTime(QDate(2026, 12, day), QTime(15, 0), Qt::UTC), zone);
        option.yes = day == 20 ? 2 : 0;
        option.ifNeedBe = day == 19 ? 1 : 0;
        option.no = day == 19 ? 1 : 0;
        hike.options.append(option);
    }
    client::Poll dinner = hike;
    dinner.id = shared::PollId{idOf(u"cinema"_s)};
    dinner.title = u"Cinema"_s;
    dinner.location.clear();
    dinner.open = false;
    dinner.picked = dinner.options.at(1).id;
    asked.polls = {hike, dinner};
}

void FakeWorkspace::makeNews()
{
    const auto at = [this](int day, int hour, int minute) {
        return QDateTime(QDate(2026, 12, day), QTime(hour, minute), m_december.index.zone())
            .toMSecsSinceEpoch();
    };
    const QUuid dinner = m_december.event(u"Dinner with Oma"_s, 10).value;
    const QUuid haircut = m_december.event(u"Haircut"_s, 11).value;
    using Kind = client::NoticeChange::Kind;
    using What = client::Notice::What;
    shared::Calendar family = m_december.calendars.calendars().first();
    const auto did = [&](const QString &who, What what, const QUuid &entity, const QString &name, qint64 ms,
                         const QList<client::NoticeChange> &changes = {}) {
        const qint64 seq = news.notices.size() + 1;
        news.notices.append(
            {what, family.id, entity, name, shared::UserId{idOf(who)}, who, seq, seq, ms, changes});
    };
    did(u"Rosa"_s, What::MemberJoined, idOf(u"Rosa"_s), u"Rosa"_s, at(8, 20, 15));
    did(u"Ana"_s, What::EventCreated, dinner, u"Dinner with Oma"_s, at(8, 21, 5));
    did(u"Cleo"_s, What::EventUpdated, haircut, u"Haircut"_s, at(9, 8, 12),
        {{Kind::Start, u"2026-12-12T13:30:00Z"_s, u"2026-12-11T13:30:00Z"_s},
         {Kind::Place, u""_s, u"Salon Vera"_s}});
    did(u"Dan"_s, What::EventUpdated, dinner, u"Dinner with Oma"_s, at(9, 9, 30),
        {{Kind::Answer, u"none"_s, u"maybe"_s, u"Dan"_s}});
    did(u"Dan"_s, What::EventDeleted, idOf(u"gone"_s), u"Film"_s, at(9, 10, 2));
    m_notices.restoreSeen({{family.id, 2}});
    m_notices.setSelf(m_conversations.self());
    family.seq = news.notices.size();
    m_notices.setCalendars({family});
    m_notices.setOnline(true);
}

void FakeWorkspace::connect(const ConnectionState &to)
{
    state = to;
    Q_EMIT connectionChanged(state);
}

void FakeWorkspace::makeConflict(EventItem mine)
{
    m_other = mine;
    m_other->updatedByName = u"Ana"_s;
    mine.location = u"At home"_s;
    mine.conflict = true;
    m_december.index.put(mine);
}

void FakeWorkspace::makeConflict()
{
    EventItem mine = m_december.item(u"Dinner with Oma"_s, 10);
    shared::Event theirs = mine;
    theirs.updatedByName = u"Ana"_s;
    theirs.updatedMs = m_december.clock.nowMs() - 73 * 60'000;
    const QTimeZone zone = m_december.index.zone();
    mine.start = shared::fromWall(QDateTime(QDate(2026, 12, 10), QTime(18, 30), Qt::UTC), zone);
    mine.end = shared::fromWall(QDateTime(QDate(2026, 12, 10), QTime(20, 30), Qt::UTC), zone);
    mine.updatedByName = u"Ben"_s;
    mine.updatedMs = m_december.clock.nowMs() - 76 * 60'000;
    mine.conflict = true;
    m_other = theirs;
    m_december.index.put(mine);
}

client::Reminder reminderOf(const December &december, const QString &name, int day, int minutes)
{
    const EventItem &item = december.item(name, day);
    client::Reminder reminder;
    reminder.key = {item.id, shared::formatUtc(item.start.utcMs), minutes};
    reminder.shown = item.id;
    reminder.calendar = item.calendar;
    reminder.title = item.name;
    reminder.location = item.location;
    reminder.startMs = item.start.utcMs;
    reminder.endMs = item.end.utcMs;
    reminder.dueMs = item.start.utcMs - minutes * 60'000;
    return reminder;
}

FakeOnboarding::FakeOnboarding()
{
    status.running = true;
    status.name = u"ben-desktop.local"_s;
    status.addresses = {u"192.168.1.24:8443"_s, u"[fd00::24]:8443"_s};
    status.fingerprint = u"9f2c41a07bd3e85516c03a4482b79e01d5f6a3c7781204be9f2c41a07bd3e855"_s;
    offered = status.fingerprint;
}

client::InvitationLink FakeOnboarding::invitation(const QString &calendarName) const
{
    return {status.addresses.value(0), calendarName, status.fingerprint};
}

void FakeOnboarding::startHere(const HostRequest &request, Finished finished)
{
    hostRequests.append(request);
    answerNext(finished);
}

void FakeOnboarding::join(const JoinRequest &request, Finished finished)
{
    joinRequests.append(request);
    answerNext(finished);
}

void FakeOnboarding::signIn(const SignInRequest &request, Finished finished)
{
    signInRequests.append(request);
    answerNext(finished);
}

void FakeOnboarding::answerNext(const Finished &finished)
{
    QTimer::singleShot(0, this, [this, finished] {
        const shared::Outcome outcome =
            answers.isEmpty() ? shared::Outcome(shared::Done{}) : answers.takeFirst();
        if (outcome && afterSuccess) {
            current = afterSuccess;
            Q_EMIT workspaceChanged();
        }
        finished(outcome);
    });
}

}
