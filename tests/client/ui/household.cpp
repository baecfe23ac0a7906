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
}

void FakeWorkspace::nameEverything()
{
    QList<EventItem> named;
    for (const Occurrence &occurrence :
         m_december.index.occurrences(QDate(2026, 11, 1), QDate(2027, 1, 31))) {
        EventItem item = *occurrence.event;
        item.calendarName = m_december.calendars.find(item.calendar)->name;
        item.createdByName = u"Ana"_s;
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

void FakeWorkspace::reply(const QString &call, const Finished &finished)
{
    calls.append(call);
    QTimer::singleShot(0, this, [finished, outcome = answer] { finished(outcome); });
}

void FakeWorkspace::createCalendar(const QString &name, const QString &password, const QString &colour,
                                   Finished finished)
{
    reply(u"create %1 %2 %3"_s.arg(name, password, colour), finished);
}

void FakeWorkspace::joinCalendar(const QString &name, const QString &password, Finished finished)
{
    reply(u"join %1 %2"_s.arg(name, password), finished);
}

void FakeWorkspace::leaveCalendar(shared::CalendarId, Finished finished) { reply(u"leave"_s, finished); }

void FakeWorkspace::updateCalendar(shared::CalendarId, const QString &name, const QString &colour,
                                   Finished finished)
{
    reply(u"update %1 %2"_s.arg(name, colour), finished);
}

void FakeWorkspace::deleteCalendar(shared::CalendarId, Finished finished) { reply(u"delete"_s, finished); }

void FakeWorkspace::removeMember(shared::CalendarId, shared::UserId, Finished finished)
{
    reply(u"remove member"_s, finished);
}

void FakeWorkspace::signOut(Finished finished) { reply(u"sign out"_s, finished); }

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

void FakeWorkspace::connect(const ConnectionState &to)
{
    state = to;
    Q_EMIT connectionChanged(state);
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
